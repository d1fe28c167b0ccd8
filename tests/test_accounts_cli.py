"""The commands that say who can sign in."""

from pathlib import Path

import pytest
from test_cli import tracker


def test_an_account_is_added_changed_listed_and_removed(tmp_path: Path) -> None:
    assert "Nobody can sign in" in tracker(tmp_path, "account", "list").stderr
    added = tracker(tmp_path, "account", "add", "Anna@example.nl", "--name", "Anna", "--committee", "vaste commissie voor Financiën").stdout
    assert added == "Anna@example.nl can sign in as clerk of Financiën.\n"
    tracker(tmp_path, "account", "add", "anna@example.nl", "--role", "administrator")
    listed = tracker(tmp_path, "account", "list").stdout
    assert "administrator" in listed
    assert "Financiën" not in listed
    tracker(tmp_path, "account", "remove", "ANNA@example.nl")
    assert "Nobody can sign in" in tracker(tmp_path, "account", "list").stderr
    assert "has no account" in tracker(tmp_path, "account", "remove", "anna@example.nl", code=1).stderr


@pytest.mark.parametrize(
    "wrong",
    [
        ["anna"],
        ["anna@example.nl"],
        ["anna@example.nl", "--role", "administrator", "--committee", "Financiën"],
        ["anna@example.nl", "--committee", "Toverkunst"],
        ["anna@example.nl", "--role", "king"],
    ],
)
def test_an_account_that_cannot_be_is_refused(tmp_path: Path, wrong: list[str]) -> None:
    assert tracker(tmp_path, "account", "add", *wrong, code=2).stderr
