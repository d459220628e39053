"""What a client knows: where the service is, its defaults, and whom it tells what happens."""

from __future__ import annotations

from sys import modules
from typing import TYPE_CHECKING, Any

from . import urls
from .messages import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: The name of the package, which is also that of its logger.
PACKAGE = (__package__ or "").rpartition(".")[0] or "client"


class Settings:
    """The configuration of a client; nothing changes it later."""

    __slots__ = (
        "base_url",
        "headers",
        "limit",
        "max_retries",
        "on_event",
        "origin",
        "poll_timeout",
        "strict",
        "timeout",
    )

    def __init__(
        self,
        base_url: str,
        *,
        strict: bool,
        timeout: float | None,
        max_retries: int,
        headers: Mapping[str, str] | None,
        max_response_bytes: int,
        poll_timeout: float,
        on_event: Callable[[Event], object] | None,
    ) -> None:
        try:
            self.origin = urls.origin(base_url)
        except ValueError as error:
            raise ValueError(f"base_url={base_url!r} cannot be used: {error}") from None
        if "?" in base_url or "#" in base_url:
            raise ValueError(f"base_url={base_url!r} cannot be used: it has more than a path")
        self.base_url = urls.fixed(base_url).rstrip("/")
        self.strict = strict
        self.timeout = check_timeout(timeout)
        self.max_retries = check_retries(max_retries)
        self.headers = dict(urls.header(*field) for field in (headers or {}).items())
        self.limit = max_response_bytes
        self.poll_timeout = poll_timeout
        self.on_event = on_event

    def is_home(self, url: str) -> bool:
        """Whether a URL leads to the service's own origin, the only place for a token."""
        try:
            return urls.origin(url) == self.origin
        except ValueError:
            return False

    def emit(self, event: Event) -> None:
        """Log an event, and tell it the hook; what the hook raises is logged and dropped."""
        if "logging" in modules:  # else nobody has a handler for it
            _log(event)
        if self.on_event is not None:
            try:
                self.on_event(event)
            except Exception:
                import logging

                logging.getLogger(PACKAGE).exception("on_event failed")


def _log(event: Event) -> None:
    import logging

    logging.getLogger(PACKAGE).debug(
        "%s %s %s attempt=%d status=%d seconds=%.3f request-id=%s",
        event.client_request_id,
        event.name,
        event.request,
        event.attempt,
        event.status,
        event.seconds,
        event.request_id,
    )


def check_timeout(value: Any) -> float | None:
    """A time in seconds, or None for no limit. Raises TypeError and ValueError."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"timeout={value!r} is neither a number of seconds nor None")
    if not value > 0:
        raise ValueError(f"timeout={value!r} is not above 0; None waits for ever")
    return float(value)


def check_retries(value: Any) -> int:
    """A number of retries. Raises TypeError and ValueError."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"max_retries={value!r} is not a whole number")
    if value < 0:
        raise ValueError(f"max_retries={value!r} is below 0")
    return value
