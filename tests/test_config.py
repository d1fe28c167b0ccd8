"""config.yaml: what is unknown or impossible is refused at once, with the key, the value and what would be right."""

import os
import re
from pathlib import Path

import pytest

from tracker.config import KEYS, ConfigError, load

CHECKOUT = Path(__file__).parents[1]

REFUSED = [
    ("papers: [seeds]\ndigset: {hour: 7}", ["digset", "did you mean digest?"]),
    ("digest: {weekdy: monday}", ["digest.weekdy", "did you mean digest.weekday?"]),
    ("digest: {hour: 24}", ["digest.hour", "less than or equal to 23", "24"]),
    ("digest: {weekday: maandag}", ["digest.weekday", "'monday'", "'maandag'"]),
    ("channel: fax", ["channel", "'folder' or 'smtp'", "'fax'"]),
    ("mail: {host: relay.example.nl, sender: a@example.nl, security: none}", ["mail", "this machine itself", "relay.example.nl"]),
    ("subscriptions: [{address: 'a@example.nl, b@example.nl'}]", ["subscriptions.0.address", "no single mail address"]),
    ("subscriptions: [{address: a@example.nl}, {address: A@example.nl, words: [zorg]}]", ["subscriptions", "more than once"]),
    (
        "subscriptions: [{address: a@example.nl, commitees: [Zorg]}]",
        ["subscriptions.0.commitees", "did you mean subscriptions.committees?"],
    ),
    ("reference: {recesses: [{name: kerst, start: 2026-12-18, end: 2026-12-01, source: x}]}", ["reference.recesses.0", "before it starts"]),
    ("papers: seeds", ["papers", "'seeds'"]),
    ("web: {base_url: 'http://toezeggingen.example.nl'}", ["web.base_url", "https://toezeggingen.example.nl"]),
    ("web: {base_url: toezeggingen.example.nl}", ["web.base_url", "where readers reach the pages"]),
    ("subscriptions: [{address: a@example.nl, statuses: [verlopen]}]", ["subscriptions.0.statuses", "'overdue'", "'verlopen'"]),
    ("subscriptions: [{address: a@example.nl, reminders: [4 weken]}]", ["subscriptions.0.reminders", "'4 weken'"]),
    ("web: {proxy: {user_header: X-Forwarded-Email}}", ["web.proxy", "a secret of 24 characters or more"]),
    ("web: {proxy: {addresses: [proxy.example.nl]}}", ["web.proxy.addresses.0"]),
    ("- papers", ["holds a list"]),
    ("papers: [", ["is not YAML"]),
    ("zzz: 1", ["zzz", "the keys are channel, committee, database"]),
]


@pytest.fixture(autouse=True)
def _no_variables_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith("TRACKER_")]:
        monkeypatch.delenv(name)


@pytest.mark.parametrize(("text", "said"), REFUSED, ids=[row[0][:50] for row in REFUSED])
def test_what_cannot_be_is_refused_with_the_fix(tmp_path: Path, text: str, said: list[str]) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load(file)
    assert str(file) in str(refused.value)
    for words in said:
        assert words in str(refused.value)


def test_a_file_that_is_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load(tmp_path / "nothing.yaml")


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load()
    assert (settings.papers, settings.channel, settings.digest.weekday, settings.digest.hour) == ((), "folder", "monday", 7)


@pytest.mark.parametrize(
    ("variable", "value", "key"),
    [
        ("TRACKER_DATABASE__URL", "postgresql://h/x", "database.url"),
        ("TRACKER_MAIL__PORT", "2525", "mail.port"),
        ("TRACKER_CHANNEL", "smtp", "channel"),
        ("TRACKER_DIGEST__HOUR", "6", "digest.hour"),
    ],
)
def test_a_variable_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, key: str) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(
        "database: {url: 'sqlite:///a.db'}\nmail: {host: localhost, sender: a@example.nl, port: 25}\nchannel: folder\ndigest: {hour: 8}\n"
    )
    monkeypatch.setenv(variable, value)
    settings = load(file)
    part: object = settings
    for name in key.split("."):
        part = getattr(part, name)
    assert str(part) == value


def test_a_variable_holds_lists_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("papers: [a]\nweb: {base_url: 'https://x.example.nl', proxy: {socket: s}}\n")
    monkeypatch.setenv("TRACKER_PAPERS", '["b", "c"]')
    monkeypatch.setenv("TRACKER_WEB__PROXY", '{"addresses": ["10.0.0.1"]}')
    settings = load(file)
    assert settings.papers == (tmp_path / "b", tmp_path / "c")
    web = settings.web
    assert (web.base_url, web.proxy.socket, list(map(str, web.proxy.addresses))) == ("https://x.example.nl", tmp_path / "s", ["10.0.0.1"])
    monkeypatch.setenv("TRACKER_PAPERS", "b")
    with pytest.raises(ConfigError, match=r'"papers".*TRACKER_PAPERS='):
        load(file)


def test_an_unknown_variable_is_refused_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DATABSE__URL", "x")
    with pytest.raises(ConfigError, match=re.escape("TRACKER_DATABSE__URL: there is no such key; did you mean TRACKER_DATABASE__URL?")):
        load()


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("''", None),
        ("null", None),
        ("https://t.nl/", "https://t.nl"),
        ("https://t.nl/x", "https://t.nl/x"),
        ("http://localhost:8000", "http://localhost:8000"),
    ],
)
def test_where_readers_reach_the_pages(tmp_path: Path, given: str, base: str | None) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(f"web: {{base_url: {given}}}", encoding="utf-8")
    assert load(file).web.base_url == base


def test_relative_paths_count_from_the_folder_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("papers: [stukken, /elsewhere]\ndatabase: {url: 'sqlite:///t.db'}\nfolder: {path: uit}\n")
    settings = load(file)
    assert settings.papers == (tmp_path / "stukken", Path("/elsewhere"))
    assert settings.folder.path == tmp_path / "uit"
    assert settings.database.url == f"sqlite:///{tmp_path / 't.db'}"


def test_the_projects_own_config_explains_every_key_in_place() -> None:
    text = (CHECKOUT / "config.yaml").read_text(encoding="utf-8")
    load(CHECKOUT / "config.yaml")
    rows = {
        "subscriptions.address",
        "subscriptions.name",
        "reference.recesses.name",
        "reference.recesses.start",
        "reference.recesses.end",
        "reference.recesses.source",
    }
    for key in KEYS:
        name = key.rpartition(".")[2]
        assert re.search(rf"\b{name}:", text) or key in rows or key.endswith(".basis"), key
    assert rows <= set(KEYS)
