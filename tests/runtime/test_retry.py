"""Which requests are sent again, and when."""

from __future__ import annotations

import pytest

from .shop._runtime import retry

NOON = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", None),
        ("5", 5.0),
        (" 1.5 ", 1.5),
        ("-3", 0.0),
        ("nan", None),
        ("soon", None),
        ("Tue, 14 Nov 2023 22:13:50 GMT", 30.0),
        ("Tue, 14 Nov 2023 22:13:00 GMT", 0.0),
        ("Tue, 99 Nov 2023 22:13:00 GMT", None),
    ],
)
def test_retry_after(text: str, seconds: float | None) -> None:
    assert retry.retry_after({"Retry-After": text}, NOON) == seconds


@pytest.mark.parametrize(
    ("status", "headers", "attempt", "waits"),
    [
        (200, {}, 0, False),
        (429, {}, 0, True),
        (503, {}, 2, True),
        (504, {}, 3, False),
        (500, {}, 0, False),
        (429, {"Retry-After": "7"}, 0, True),
        (429, {"Retry-After": "301"}, 0, False),
        (429, {"Retry-After": "inf"}, 0, False),
    ],
)
def test_after_answer(status: int, headers: dict[str, str], attempt: int, waits: bool) -> None:
    delay = retry.after_answer(status, headers, attempt, 3)
    assert (delay is not None) is waits
    if headers and waits:
        assert delay == 7


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_failures_of_idempotent_requests(method: str) -> None:
    assert retry.after_failure(method, 0, 1) is not None
    assert retry.after_failure(method, 1, 1) is None


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_failures_of_other_requests(method: str) -> None:
    assert retry.after_failure(method, 0, 3) is None


def test_backoff_grows_to_a_limit() -> None:
    for attempt, longest in ((0, 0.5), (1, 1.0), (5, 16.0), (6, 30.0), (10_000, 30.0)):
        delays = [retry.backoff(attempt) for _ in range(20)]
        assert longest / 2 <= min(delays) <= max(delays) <= longest
        assert len(set(delays)) > 1
