"""The tables, a file for each side of the store, since a command that lists commitments need not know how mails are kept.

A table class does not validate: rows are built from the frozen values of `tracker.model`, here and nowhere else. Kinds and states are text,
calendar days are dates, moments are aware UTC. A column of a fact has the name of the field it holds. A change here needs a migration:
`tests/test_store.py` holds the two together.
"""
