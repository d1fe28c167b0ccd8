"""The built wheel holds all that the program reads, and works far from the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.build import build_wheel

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    before = Path.cwd()
    os.chdir(CHECKOUT)
    try:
        return folder / build_wheel(str(folder))
    finally:
        os.chdir(before)


def test_the_wheel_holds_templates_tables_and_migrations(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for part in ("templates/email/digest.html", "reference/recesses.yaml", "reference/ministries.yaml", "store/migrations/env.py"):
        assert f"tracker/{part}" in names
    assert not any(n.startswith(("tests/", "seeds/")) for n in names)


def test_what_is_installed_does_the_main_job_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "config.yaml").write_text(
        f"papers: ['{CHECKOUT / 'seeds'}']\nsubscriptions: [{{address: griffie@example.nl}}]\n", encoding="utf-8"
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(installed)}
    where = [sys.executable, "-c", "import tracker; print(tracker.__file__)"]
    assert str(installed) in subprocess.run(where, cwd=desk, env=environment, check=True, capture_output=True, text=True).stdout
    run = [sys.executable, "-m", "tracker", "run", "--as-of", "2025-12-04"]
    subprocess.run(run, cwd=desk, env=environment, check=True, capture_output=True)
    assert (desk / "out/2025-W49-griffie@example.nl.html").stat().st_size > 10_000
