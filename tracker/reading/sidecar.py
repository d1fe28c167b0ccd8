"""`<name>.yaml` beside a paper: what somebody knows of it, instead of what can be read from it."""

import datetime
import os
from difflib import get_close_matches
from pathlib import Path

import yaml
from pydantic import ValidationError

from tracker.model import Numbers, PaperKind, Value
from tracker.reading.blocks import Unreadable

_MOST_BYTES = 65_536


class Sidecar(Value):
    """Metadata that goes before what the paper says; what is not given is read from the paper."""

    kind: PaperKind | None = None
    date: datetime.date | None = None
    title: str | None = None
    numbers: Numbers | None = None
    committee: str | None = None
    ministers: tuple[str, ...] | None = None


def beside(path: Path) -> Path:
    """Where the sidecar of a paper would stand: `brief.pdf` -> `brief.pdf.yaml`, or `brief.yaml`."""
    full = path.with_name(path.name + ".yaml")
    return full if os.path.isfile(full) else path.with_suffix(".yaml")  # noqa: PTH113 - Path.is_file raises where the longer name is too long


def load(path: Path) -> Sidecar:
    """Read the sidecar of the paper at `path`; an empty one where there is none.

    Raises Unreadable, naming the sidecar and the key, for an unknown key or a wrong value.
    """
    sidecar = beside(path)
    if sidecar == path or not os.path.isfile(sidecar):  # noqa: PTH113 - as above
        return Sidecar()
    try:
        data = sidecar.read_bytes()
        if len(data) > _MOST_BYTES:
            raise Unreadable(str(sidecar), f"the file has more than {_MOST_BYTES} bytes; keep only what describes the paper in it")
        given = yaml.safe_load(data.decode("utf-8"))
    except OSError as error:
        raise Unreadable(str(sidecar), f"the file cannot be opened ({error.strerror}); check who may read it") from None
    except UnicodeDecodeError:
        raise Unreadable(str(sidecar), "the file is not UTF-8; save it as UTF-8") from None
    except yaml.YAMLError as error:
        raise Unreadable(
            str(sidecar), f"the file is no valid YAML ({_first_line(error)}); write lines such as 'date: 2025-10-31'"
        ) from None
    if not isinstance(given, dict | None):
        raise Unreadable(str(sidecar), "the file holds no keys with values; write lines such as 'date: 2025-10-31'")
    return _validated(sidecar, given or {})


def _validated(sidecar: Path, given: dict[str, object]) -> Sidecar:
    try:
        return Sidecar.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            known = get_close_matches(key, Sidecar.model_fields, n=1, cutoff=0.5)
            hint = f"; do you mean '{known[0]}'?" if known else f"; the keys are: {', '.join(Sidecar.model_fields)}"
            raise Unreadable(str(sidecar), f"unknown key '{key}'{hint}") from None
        raise Unreadable(str(sidecar), f"{key}: {first['msg']}") from None


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
