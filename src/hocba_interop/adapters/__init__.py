"""Adapters: one package per format, each reading and writing through the canonical model."""
