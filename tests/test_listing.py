"""Lists for people: in a pipe or a file, and on a terminal."""

from tracker import listing
from tracker.listing import Listing

SENTENCE = "De brief [bijlage 1] komt \\ later; " + "en zo voort " * 30 + "tot hier."
ROWS = [("a", "open", SENTENCE), ("bcd", "overdue, 12 days", listing.plain("Ongeveer 二 weken.\x07"))]


def test_into_a_pipe_each_row_is_a_line_with_all_its_words() -> None:
    links = Listing("LINKS", ("id", "status", "sentence"), ROWS)
    first, second = "".join(listing.lines([links, links])).split("\n\n")
    assert first + "\n" == second
    title, head, line, *rows = first.splitlines()
    assert (title, head.split()) == ("LINKS", ["id", "status", "sentence"])
    assert set(line) == {"─", " "}
    assert rows == [
        f"a     open               {SENTENCE}",
        "bcd   overdue, 12 days   Ongeveer 二 weken.\N{REPLACEMENT CHARACTER}",
    ]


def test_on_a_terminal_long_cells_stand_below_the_rest_within_its_width() -> None:
    head, below, line, first, *words, last, short = listing.laid_out(Listing(None, ("id", "status", "sentence"), ROWS), width=60)
    assert (head, below, line) == ("id    status", "    sentence", "───   ────────────────")
    assert (first, last) == ("a     open", "bcd   overdue, 12 days")
    assert " ".join(words).split() == SENTENCE.split()
    assert all(text.startswith("    ") and len(text) <= 60 for text in words)
    assert short == "    Ongeveer 二 weken.\N{REPLACEMENT CHARACTER}"
