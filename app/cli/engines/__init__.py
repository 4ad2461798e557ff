"""What the commands stand on: the data folder, the embedded engines, and the children that `up` looks after."""
