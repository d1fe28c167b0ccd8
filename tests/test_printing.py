"""Tables that go into a pipe or a file."""

import pytest

from tracker import printing


def test_into_a_pipe_each_row_is_a_line_with_all_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    table = printing.new_table("LINKS", "id", "sentence")
    sentence = "De brief [bijlage 1] komt \\ later; " + "en zo voort " * 30 + "tot hier."
    table.add_row("a", printing.plain(sentence))
    table.add_row("bcd", printing.plain("Ongeveer 二 weken.\x07"))
    printing.show(table, table)
    first, second = capsys.readouterr().out.split("\n\n")
    assert first + "\n" == second
    title, head, line, *rows = first.splitlines()
    assert (title, head.split()) == ("LINKS", ["id", "sentence"])
    assert set(line) == {"─", " "}
    assert rows == [f"a     {sentence}", "bcd   Ongeveer 二 weken.\N{REPLACEMENT CHARACTER}"]
