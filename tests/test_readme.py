"""The README tells the truth: every command in it runs, every file and folder it names is there."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import typer
from test_cli import tracker

from tracker import cli

CHECKOUT = Path(__file__).parents[1]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [shlex.split(line, comments=True) for block in BLOCKS for line in block.splitlines() if line.startswith("tracker ")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the README's commands run one after the other."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copy(CHECKOUT / "config.yaml", folder)
    shutil.copytree(CHECKOUT / "seeds", folder / "seeds")
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=[" ".join(c) for c in COMMANDS])
def test_a_command_of_the_readme_runs(desk: Path, command: list[str]) -> None:
    assert tracker(desk, *command[1:]).stdout


def test_the_first_command_is_the_main_job_on_the_seeds_and_prints_what_the_readme_shows(tmp_path: Path) -> None:
    shutil.copy(CHECKOUT / "config.yaml", tmp_path)
    shutil.copytree(CHECKOUT / "seeds", tmp_path / "seeds")
    job = BLOCKS[0].rpartition("/tracker ")[2]
    printed = re.sub(r"\s+", " ", tracker(tmp_path, *shlex.split(job)).stdout)
    shown = re.findall(r"```\n(COMMITMENTS.*?)```", README, re.DOTALL)[0]
    for line in shown.splitlines()[2:]:
        assert re.sub(r"\s+", " ", line.removesuffix("...")).strip() in printed


@pytest.mark.parametrize("module", sorted({c.module for c in cli.COMMANDS.values()}))
def test_every_command_has_its_own_help_and_its_place_in_the_list(module: str) -> None:
    commands = typer.main.get_group(import_module(f"tracker.cli.{module}").commands).commands
    assert {name for name, known in cli.COMMANDS.items() if known.module == module} == commands.keys()
    for name, command in commands.items():
        first_sentence = re.split(r"(?<=\.)\s", " ".join((command.help or "").replace("`", "").split()))[0]
        assert first_sentence == cli.COMMANDS[name].help


def test_help_loads_no_command_and_no_configuration() -> None:
    """Who asks what there is waits for none of it."""
    code = (
        "import atexit, sys; atexit.register(lambda: print(*sys.modules)); sys.argv[1:] = ['--help']; from tracker import cli; cli.main()"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "tracker.cli" in loaded
    assert not {"tracker.config", "tracker.cli.facts", "pydantic", "sqlalchemy", "yaml"} & set(loaded)


def test_looking_into_the_store_loads_neither_reading_nor_extraction() -> None:
    """They take a second; `tracker list` is to answer within one."""
    code = "import sys, tracker.cli.facts; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"tracker.reading", "tracker.extraction", "tracker.timex", "tracker.jobs", "alembic", "dateparser", "jinja2"} & set(loaded)


def test_the_files_that_the_readme_names_are_there() -> None:
    for name in re.findall(r"`((?:tests|tracker|seeds|templates)/[\w./-]*)`|\]\(([\w./-]+)\)", README):
        assert (CHECKOUT / (name[0] or name[1])).exists(), name


def test_the_house_has_the_rooms_of_the_map() -> None:
    for path in (CHECKOUT / "tracker").iterdir():
        if (path.suffix == ".py" and not path.name.startswith("__")) or (path.is_dir() and (path / "__init__.py").exists()):
            assert f"`{path.name}{'/' if path.is_dir() else ''}`" in README, path


def test_pins_are_exact_and_name_no_address() -> None:
    pins = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in pins
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in pins.splitlines() if line and not line.startswith("#"))
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split(r"[\[<>=]", d)[0].lower() for d in [*project["dependencies"], *project["optional-dependencies"]["test"]]}
    assert named <= {line.partition("==")[0].lower() for line in pins.splitlines()}
