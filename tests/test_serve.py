"""`tracker serve` behind a proxy: who is believed, by the address or the socket that a request really comes from."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from desks import ANNA, HOME, NOW, SECRET
from sqlmodel import select
from test_cli import tracker

from tracker.store import accounts
from tracker.store.engine import connect, transaction
from tracker.store.tables.accounts import SessionRow

BY_PROXY = {"x-forwarded-email": "anna@example.nl", "x-proxy-secret": SECRET, "origin": HOME}


@pytest.fixture
def desk(sqlite_database: str, tmp_path: Path) -> Path:
    engine = connect(sqlite_database)
    with transaction(engine) as session:
        accounts.put(session, ANNA, NOW)
    engine.dispose()
    return tmp_path


@contextmanager
def serving(desk: Path, proxy: str) -> Iterator[tuple[str, list[str]]]:
    """Run the command with these settings of the proxy; gives where it listens, and what it wrote to stderr when it has stopped."""
    (desk / "config.yaml").write_text(f"database: {{url: 'sqlite:///tracker.db'}}\nweb: {{base_url: '{HOME}', proxy: {proxy}}}\n")
    command = [sys.executable, "-m", "tracker", "serve", "--port", "0"]
    told: list[str] = []
    known = os.environ | {"TRACKER_WEB__PROXY__SECRET": SECRET, "TRACKER_WEB__PROXY__USER_HEADER": "X-Forwarded-Email"}
    with subprocess.Popen(command, cwd=desk, env=known, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield server.stdout.readline().split()[-1], told
        finally:
            server.terminate()
        told += server.communicate(timeout=20)[1].splitlines()
    assert server.returncode == 0, told


def knock(client: httpx2.Client, **headers: str) -> int:
    return client.post("/aanmelden/proxy", headers=BY_PROXY | headers).status_code


def begun(desk: Path) -> int:
    engine = connect(f"sqlite:///{desk}/tracker.db")
    with transaction(engine, writes=False) as session:
        found = len(session.exec(select(SessionRow)).all())
    engine.dispose()
    return found


def test_a_proxy_is_known_by_the_address_it_calls_from_and_not_by_what_it_says(desk: Path) -> None:
    with serving(desk, "{addresses: [10.0.0.1]}") as (base, told), httpx2.Client(base_url=base) as client:
        for said in ("10.0.0.1", "10.0.0.1, 127.0.0.1", "127.0.0.1, 10.0.0.1"):
            assert knock(client, **{"x-forwarded-for": said, "forwarded": f"for={said}", "x-real-ip": said}) == 403
    lines = [json.loads(line) for line in told]
    assert [(line["did"], line["status"], line["from"]) for line in lines] == [("POST /aanmelden/proxy", 403, "127.0.0.0/24")] * 3
    assert begun(desk) == 0


def test_a_proxy_is_known_by_the_socket_that_only_its_group_may_open(desk: Path) -> None:
    path = desk / "tracker.socket"
    with serving(desk, "{socket: tracker.socket}") as (where, told):
        assert where == path.name
        assert path.stat().st_mode & 0o777 == 0o660
        transport = httpx2.HTTPTransport(uds=str(path))
        with httpx2.Client(base_url="http://desk", transport=transport) as client:
            assert knock(client, **{"x-proxy-secret": SECRET[:-1]}) == 403
            assert knock(client, **{"x-forwarded-for": "198.51.100.7"}) == 303
        assert "another server listens" in tracker(desk, "serve", code=2).stderr
    refused, entered = (json.loads(line) for line in told)
    assert (refused["status"], refused["from"], entered["status"], entered["from"]) == (403, "?", 303, "198.51.100.0/24")
    assert SECRET not in "".join(told)
    assert not path.exists()
    assert begun(desk) == 1
