"""Commitments and deadlines in the papers of the Dutch parliament."""

__version__ = "0.1.0"
