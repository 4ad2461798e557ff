"""The command line: each command is one file here, holding a click command of the same name."""
