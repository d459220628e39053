"""Which requests are sent again, and when."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The service did not do what was asked: any request may be sent again.
THROTTLED = frozenset((429, 503, 504))

#: Sending these twice is the same as sending them once (RFC 9110, section 9.2.2).
IDEMPOTENT = frozenset(("GET", "HEAD", "PUT", "DELETE", "OPTIONS"))

#: Seconds; a service that asks for more patience gets its error raised at once.
LONGEST = 300.0

_FIRST, _CAP = 0.5, 30.0


def after_answer(status: int, headers: Mapping[str, str], attempt: int, most: int) -> float | None:
    """Seconds to wait after an answer, None to keep it; `attempt` counts from 0."""
    if status not in THROTTLED or attempt >= most:
        return None
    asked = retry_after(headers)
    if asked is None:
        return backoff(attempt)
    return asked if asked <= LONGEST else None


def after_failure(method: str, attempt: int, most: int) -> float | None:
    """Seconds to wait after a failure of the connection, None to give up."""
    return backoff(attempt) if method in IDEMPOTENT and attempt < most else None


def backoff(attempt: int) -> float:
    """A time between half and all of what doubles with each attempt."""
    from random import uniform

    longest = min(_CAP, _FIRST * 2 ** min(attempt, 30))
    return uniform(longest / 2, longest)


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """The seconds of `Retry-After`, given as such or as a date; None if absent or unreadable."""
    text = headers.get("Retry-After", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = _until(text, now)
    return max(0.0, seconds) if not isnan(seconds) else None


def _until(text: str, now: float | None) -> float:
    import time
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).timestamp() - (time.time() if now is None else now)
    except (TypeError, ValueError, OverflowError):
        return float("nan")
