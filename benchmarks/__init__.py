"""Benchmarks: what is claimed, beside its peer, in one run. ``make bench`` prints the ratios."""
