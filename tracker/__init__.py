"""Commitments and deadlines in the papers of the Dutch parliament."""

__version__ = "0.1.0"


class Fault(Exception):
    """What the user can mend: its message is clear by itself, without a traceback."""

    exit_code = 1
