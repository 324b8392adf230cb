"""Filling templates: the target system's own files, filled from another school's, everything else as it was."""
