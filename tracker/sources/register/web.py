"""Reading addresses of the register: patiently, within bounds, and from nowhere else."""

import time
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx2
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from tracker import __version__
from tracker.sources.register.records import RegisterError

_LARGEST = 32_000_000  # bytes of one answer, unpacked; a page of 250 records is under one million
_LONGEST = 300.0  # seconds for one answer, since a server that sends a byte now and then never times out
_LONGEST_PAUSE = 300.0  # seconds; whoever asks for more is asked again by the next run
_SHOWN = 300  # characters of a refusal

_T = TypeVar("_T")


class Refused(RegisterError):
    """The register answered, and the answer is no: asking again would not help. `status` is that of HTTP."""

    def __init__(self, address: str, reason: str, status: int) -> None:
        super().__init__(address, reason)
        self.status = status


class Passing(RegisterError):
    """No usable answer; asking again later may give one. `asked` is the pause in seconds that the register asks for."""

    def __init__(self, address: str, reason: str, status: int | None = None, asked: float = 0.0) -> None:
        super().__init__(address, reason)
        self.status = status
        self.asked = asked


class Unreadable(ValueError):
    """The body of an answer is not what it should be; a cut or a page of a proxy may look like that."""


class Web:
    """A client for the register, to be used in a `with` statement.

    An answer is asked for at most `attempts` times, with pauses that grow to a minute, and not before the register wants to be asked again.
    `timeout` is seconds for one step of an answer; `pause` sleeps so many seconds.
    """

    def __init__(self, *, timeout: float = 30.0, attempts: int = 6, pause: Callable[[float], None] = time.sleep) -> None:
        agent = {"User-Agent": f"tracker/{__version__}"}
        self._client = httpx2.Client(timeout=timeout, follow_redirects=False, headers=agent)
        self._retrying = Retrying(
            retry=retry_if_exception_type(Passing), stop=stop_after_attempt(attempts), wait=_pause_before, sleep=pause, reraise=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._client.close()

    def get(self, address: str, read: Callable[[bytes], _T]) -> _T:
        """Read the answer at `address`; `read` makes sense of its bytes and raises Unreadable where it cannot.

        Raises Refused, or Passing when every attempt was in vain, or another RegisterError for an answer that goes beyond the bounds.
        """
        return self._retrying(lambda: self._once(address, read))

    def _once(self, address: str, read: Callable[[bytes], _T]) -> _T:
        try:
            with self._client.stream("GET", address) as response:
                body = _body(response, address)
                _judge(response, address, body)
            return read(body)
        except Unreadable as e:
            raise Passing(address, str(e)) from e
        except httpx2.RequestError as e:  # no connection, a timeout, a cut, a broken encoding
            raise Passing(address, str(e) or type(e).__name__) from e


def within(base: str, link: str, seen_at: str) -> str:
    """Make a `link` that stands in the answer at `seen_at` absolute. Raises RegisterError where it leaves the origin of `base`."""
    try:
        address = urljoin(seen_at, link)
        if _origin(address) == _origin(base):
            return address
    except ValueError:
        pass  # told below: a port that is no number, a bracket left open
    raise RegisterError(seen_at, f"the next page is said to be at {link[:200]!r}, which is not at {base}; nothing is asked from there")


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)


def _body(response: httpx2.Response, address: str) -> bytes:
    """Read the bytes of an answer, unpacked, counted as they come so that a small packed answer cannot grow without bound."""
    body = bytearray()
    until = time.monotonic() + _LONGEST
    for piece in response.iter_bytes():
        body += piece
        if len(body) > _LARGEST:
            raise RegisterError(address, f"the answer is larger than {_LARGEST // 1_000_000} MB")
        if time.monotonic() > until:
            raise Passing(address, f"the answer took longer than {_LONGEST:.0f} seconds")
    return bytes(body)


def _judge(response: httpx2.Response, address: str, body: bytes) -> None:
    status = response.status_code
    said = f"HTTP {status} {response.reason_phrase}".strip()
    if status == 429 or status >= 500:
        asked = _asked_pause(response)
        if asked > _LONGEST_PAUSE:
            raise Refused(address, f"{said}; it wants to be asked again after {asked:.0f} seconds: run this again then", status)
        raise Passing(address, said, status, asked)
    if response.is_redirect:
        raise Refused(
            address, f"{said}: it has moved to {response.headers.get('location', '?')[:200]}; set register.url to where it is now", status
        )
    if status != 200:
        words = " ".join(body[: 4 * _SHOWN].decode("utf-8", "replace").split())[:_SHOWN]
        raise Refused(address, f"{said}: {words}" if words else said, status)


def _asked_pause(response: httpx2.Response) -> float:
    """Seconds of Retry-After; where it is a moment, counted from the server's own clock. 0 where it says nothing that can be understood."""
    words = response.headers.get("retry-after", "").strip()
    if words.isascii() and words.isdigit():
        return float(words)
    until, now = _moment(words), _moment(response.headers.get("date", ""))
    return max(0.0, (until - now).total_seconds()) if until and now else 0.0


def _moment(words: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


_growing = wait_exponential_jitter(max=60)


def _pause_before(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return max(_growing(state), error.asked if isinstance(error, Passing) else 0.0)
