"""Conversion: detect, read, assemble, write, read back, account; and what each command of `hocba` asks for."""
