"""Files of products: a table with somebody's columns becomes products with stock, row by row, in the background."""
