"""Dated tables, each row with its source. Read as data and handed to the stages as values."""

from importlib import resources
from typing import Any

import yaml


def table(name: str) -> list[dict[str, Any]]:
    """The rows of the table `name` (a YAML file of this folder, without its ending), in the order of the file."""
    rows: list[dict[str, Any]] = yaml.safe_load((resources.files(__package__) / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows
