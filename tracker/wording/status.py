"""The status of commitments in addresses."""

from enum import StrEnum


class StatusName(StrEnum):
    """The status as addresses say it; without one: all that is open."""

    OVERDUE = "verlopen"
    DUE_SOON = "binnenkort"
    OPEN = "open"
    DELAYED = "vertraagd"
    PARTLY_FULFILLED = "deels-nagekomen"
    UNDATED = "zonder-termijn"
    PASSED = "termijn-voorbij"
    FULFILLED = "nagekomen"
    LAPSED = "vervallen"
    REJECTED = "verworpen"
    ALL = "alle"  # all but what is no commitment
