"""Failures on demand, and what else a request can ask of the mock with `Prefer` (RFC 7240)."""

from __future__ import annotations

import random
import re
import threading

from generator.records import Record
from generator.serve.errors import error
from generator.serve.messages import Answer, Asked
from generator.serve.settings import Failure

_PREFERENCE = re.compile(r'([A-Za-z][\w.-]*)\s*(?:=\s*("[^"]*"|[^",;]*))?[^,]*')
_THROTTLED = frozenset({429, 503})
_RETRY_AFTER = "1"
_MESSAGE = "This failure was asked for."


class Preferences(Record):
    """What the `Prefer` fields of a request say that the mock knows of.

    - `example`: the name of the example to answer with
    - `fail`, `retry_after`: the status to fail with, and the seconds to tell
    - `page_size`: the items to a page
    """

    example: str | None = None
    fail: int | None = None
    retry_after: str | None = None
    page_size: int | None = None

    @classmethod
    def of(cls, asked: Asked) -> Preferences:
        """Read them from a request; what cannot be meant is no preference."""
        field = asked.headers.get("prefer")
        if not field:
            return _NONE
        given: dict[str, str] = {}
        for name, value in _PREFERENCE.findall(field[:4096]):
            given.setdefault(name.lower(), value.strip().strip('"'))
        status, retry = given.get("fail", ""), given.get("retry-after", "")
        size = given.get("odata.maxpagesize", given.get("maxpagesize", ""))
        return cls(
            given.get("example") or None,
            int(status) if re.fullmatch("[45][0-9]{2}", status) else None,
            retry if re.fullmatch("[0-9]{1,5}", retry) else None,
            int(size) if re.fullmatch("[1-9][0-9]{0,5}", size) else None,
        )


_NONE = Preferences()


class Faults:
    """Which requests fail: those that ask for it, and a part of all, by lot from a seed."""

    def __init__(self, failures: tuple[Failure, ...], seed: int) -> None:
        self._failures = failures
        self._lots = random.Random(seed)
        self._lock = threading.Lock()

    def answer(self, asked: Asked, preferences: Preferences) -> Answer | None:
        """The failure to answer with, None for none."""
        if preferences.fail is not None:
            applied = ("Preference-Applied", f"fail={preferences.fail}")
            return _failure(asked, preferences.fail, preferences.retry_after, applied)
        if not self._failures:
            return None
        with self._lock:
            lot = self._lots.random()
        for failure in self._failures:
            if lot < failure.rate:
                return _failure(asked, failure.status, None)
            lot -= failure.rate
        return None


def _failure(
    asked: Asked, status: int, retry_after: str | None, *headers: tuple[str, str]
) -> Answer:
    if retry_after is None and status in _THROTTLED:
        retry_after = _RETRY_AFTER
    waits = (("Retry-After", retry_after),) if retry_after is not None else ()
    return error(asked, status, _MESSAGE, (), *waits, *headers)
