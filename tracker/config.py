"""config.yaml and TRACKER_* variables -> Settings. Unknown keys and impossible values are refused at once, with what would be right."""

import difflib
import os
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self, cast, get_args
from urllib.parse import urlsplit

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    IPvAnyAddress,
    SecretStr,
    ValidationError,
    model_validator,
)

from tracker import Fault
from tracker.digest.folder import Folder
from tracker.digest.period import DigestSettings
from tracker.digest.smtp import Smtp
from tracker.model.calendar import Election, Recess
from tracker.model.limits import Limits
from tracker.model.mail import Subscription
from tracker.model.register import Register

ENV_PREFIX = "TRACKER_"
# Variables of ours that are no key of config.yaml: where the file is, and the database that the tests may use.
_NOT_KEYS = frozenset({"TRACKER_CONFIG", "TRACKER_TEST_PG"})


class ConfigError(Fault):
    """A configuration that cannot be used; one line a fault, each with the key, the value and what would be right."""

    exit_code = 2

    def __str__(self) -> str:
        return f"configuration: {super().__str__()}"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _known_database(url: str) -> str:
    if not re.match(r"(?:sqlite|postgresql)(?:\+\w+)?://", url):
        raise ValueError("should be sqlite:///file or postgresql://user@host/name; tracker knows sqlite and postgresql")
    return url


class Database(_Section):
    url: Annotated[str, AfterValidator(_known_database)] = "sqlite:///tracker.sqlite3"


def _none_is_empty(value: object) -> object:
    """A key with all its rows commented out is an empty list in YAML's eyes None."""
    return () if value is None else value


class ReferenceCorrections(_Section):
    recesses: Annotated[tuple[Recess, ...], BeforeValidator(_none_is_empty)] = ()
    elections: Annotated[tuple[Election, ...], BeforeValidator(_none_is_empty)] = ()


def _one_an_address(subscriptions: tuple[Subscription, ...]) -> tuple[Subscription, ...]:
    """A reader gets one mail and ends it with one click, so that an address stands once, with all that its reader follows."""
    keys = [s.key for s in subscriptions]
    for s in subscriptions:
        if keys.count(s.key) > 1:
            raise ValueError(f"{s.address} stands here more than once; put its committees, ministries and words into one subscription")
    return subscriptions


def _an_address(url: str | None) -> str | None:
    """Take what readers reach the pages by, without its last slash; without TLS only on this machine."""
    if not url:
        return None
    parts = urlsplit(url)
    local = parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not (parts.hostname and url.isascii() and (parts.scheme == "https" or local)) or parts.query or parts.fragment:
        raise ValueError("should be where readers reach the pages, like https://toezeggingen.example.nl (http only on this machine)")
    return url.rstrip("/")


class Proxy(_Section):
    """The server in front of ours. It alone is believed when it says from where, and from whom, a request comes."""

    socket: Path | None = None  # `tracker serve` then listens here, and nowhere else
    addresses: Annotated[tuple[IPvAnyAddress, ...], BeforeValidator(_none_is_empty)] = ()
    user_header: Annotated[str | None, Field(pattern=r"^[A-Za-z0-9-]+$")] = None
    secret: Annotated[SecretStr | None, Field(min_length=24)] = None

    @model_validator(mode="after")
    def _signs_in_with_a_secret(self) -> Self:
        if self.user_header and not ((self.addresses or self.socket) and self.secret):
            raise ValueError(
                "user_header needs the addresses or the socket of the proxy, and a secret of 24 characters or more that only it knows"
            )
        return self


class WebSide(_Section):
    base_url: Annotated[str | None, AfterValidator(_an_address)] = None
    proxy: Proxy = Proxy()


# The metaclass of every abstract class has a method `register`; no setting is reached by way of that.
warnings.filterwarnings("ignore", 'Field name "register" in "Settings" shadows', UserWarning)


class Settings(_Section):
    """All that a user can set. Relative paths, the database file's too, count from the folder of config.yaml."""

    papers: Annotated[tuple[Path, ...], BeforeValidator(_none_is_empty)] = ()
    database: Database = Database()
    committee: str | None = None
    digest: DigestSettings = DigestSettings()
    subscriptions: Annotated[tuple[Subscription, ...], BeforeValidator(_none_is_empty), AfterValidator(_one_an_address)] = ()
    channel: Literal["folder", "smtp"] = "folder"
    folder: Folder = Folder(path=Path("out"))
    mail: Smtp = Smtp(host="localhost", sender="toezeggingen@example.nl")
    web: WebSide = WebSide()
    reading: Limits = Limits()
    register: Register = Register()
    reference: ReferenceCorrections = ReferenceCorrections()


def load(path: Path | None = None) -> Settings:
    """Read the configuration.

    `path` is the file that the user named; without it TRACKER_CONFIG, then config.yaml in the working directory, then the defaults. Raises
    ConfigError for a file that is missing or no YAML, an unknown key or variable, or a value that cannot be.
    """
    named = path or (Path(given) if (given := os.environ.get("TRACKER_CONFIG")) else None)
    file = named or Path("config.yaml")
    values = _read(file) if named or file.exists() else {}
    if _known_variables():
        values = _over(values, _from_variables())  # a variable goes before the file
    try:
        settings = Settings(**values)
    except ValidationError as e:
        raise ConfigError("\n".join(f"{file}: {fault}" for fault in _faults(e))) from e
    return _rooted(settings, file.parent)


def _read(file: Path) -> dict[str, Any]:
    try:
        values = yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{file}: there is no such file; name another with --config, or leave --config out to use the defaults") from None
    except OSError as e:
        raise ConfigError(f"{file}: cannot be read ({e.strerror})") from e
    except UnicodeDecodeError:
        raise ConfigError(f"{file}: is not UTF-8 text") from None
    except yaml.YAMLError as e:
        raise ConfigError(f"{file}: is not YAML: {' '.join(str(e).split())}") from e
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ConfigError(f"{file}: holds a {type(values).__name__}, not keys with values")
    return {str(key): value for key, value in values.items()}


def _known_variables() -> list[str]:
    """List the variables that set a key. Raises ConfigError for one of our prefix that sets none."""
    set_here = [v for v in os.environ if v.upper().startswith(ENV_PREFIX) and v.upper() not in _NOT_KEYS]
    for variable in set_here:
        key = variable.lower().removeprefix(ENV_PREFIX.lower()).replace("__", ".")
        if key not in KEYS:
            raise ConfigError(f"{variable}: there is no such key{_nearest(key, KEYS, variable=True)}")
    return set_here


def _from_variables() -> dict[str, Any]:
    # It loads for a tenth of the time in which `tracker list` answers, and most users set no variable.
    from pydantic_settings import EnvSettingsSource, SettingsError  # noqa: PLC0415

    try:
        return EnvSettingsSource(cast(Any, Settings), env_prefix=ENV_PREFIX, env_nested_delimiter="__")()
    except SettingsError as e:
        raise ConfigError(f"a variable cannot be read: {e}; write lists and rows as JSON, like TRACKER_PAPERS='[\"seeds\"]'") from e


def _over(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    both = {
        key: _over(under[key], over[key])
        for key in under.keys() & over.keys()
        if isinstance(under[key], dict) and isinstance(over[key], dict)
    }
    return under | over | both


def _faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        key = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            without_row = re.sub(r"[.]\d+", "", key)
            yield f"{key}: there is no such key{_nearest(without_row, KEYS)}"
        else:
            message = fault["msg"].removeprefix("Value error, ")
            hidden = {"password", "secret", "url"} & set(key.split(".")) or isinstance(fault["input"], dict)
            shown = "" if hidden else f", not {fault['input']!r}"
            yield f"{key}: {message[:1].lower()}{message[1:]}{shown}"


def _nearest(key: str, known: tuple[str, ...], *, variable: bool = False) -> str:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    if not near:
        tops = sorted({k.split(".")[0] for k in known})
        return "; the keys are " + ", ".join(tops)
    return "; did you mean " + (ENV_PREFIX + near[0].upper().replace(".", "__") if variable else near[0]) + "?"


def _keys(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield prefix + name
        for kind in (field.annotation, *get_args(field.annotation)):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from _keys(kind, f"{prefix}{name}.")


KEYS: tuple[str, ...] = tuple(_keys(Settings))


def _rooted(settings: Settings, root: Path) -> Settings:
    """Make relative paths count from the folder of the configuration."""
    prefix = "sqlite:///"
    url = settings.database.url
    if url.startswith(prefix) and url != prefix and not url.startswith((prefix + "/", prefix + ":memory:", prefix + "file:")):
        url = prefix + str(root / url.removeprefix(prefix))
    proxy = settings.web.proxy
    if proxy.socket:
        proxy = proxy.model_copy(update={"socket": root / proxy.socket})
    return settings.model_copy(
        update={
            "papers": tuple(root / p for p in settings.papers),
            "folder": Folder(path=root / settings.folder.path),
            "database": Database(url=url),
            "web": settings.web.model_copy(update={"proxy": proxy}),
        }
    )
