"""The commands: one module each, with its NAME, HELP, EXAMPLE and `run`, which returns the exit status."""
