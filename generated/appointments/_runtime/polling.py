"""Operations that take long: 202 and a `Location` that tells when they are done."""

from __future__ import annotations

from time import monotonic
from typing import Any

from . import retry, urls
from .errors import ApiError, ForeignUrl, OperationFailed, TimedOut
from .flow import Flow, Job, Sleep, api_error, perform
from .messages import RawResponse, parse_json
from .settings import Settings

_RUNNING = frozenset(
    ("notstarted", "inprogress", "running", "waiting", "pending", "queued", "updating")
)
_FAILED = frozenset(("failed", "deletefailed", "canceled", "cancelled"))
_RESULTS = ("resourceLocation", "targetResourceLocation")


def poll(settings: Settings, job: Job, answer: RawResponse, is_status: bool) -> Flow[RawResponse]:
    """Wait for the end of what `answer` (202) began; the answer then is the documented one.

    `is_status` tells that the status of the work is what the pages document as the result, so
    that the resource which it names is not fetched. Raises OperationFailed, and TimedOut after
    the client's `poll_timeout`.
    """
    until = monotonic() + settings.poll_timeout
    attempt = 0
    while True:
        location = answer.headers.get("Location")
        if answer.status == 202 and location:
            job = _at(settings, job, location)
        elif attempt == 0:
            return answer  # the service does not tell where to ask
        asked = retry.retry_after(answer.headers)
        delay = retry.backoff(attempt) if asked is None else asked
        if monotonic() + delay > until:
            raise _timed_out(settings, job)
        yield Sleep(delay)
        attempt += 1
        answer = yield from perform(settings, job)
        if answer.status == 202:
            continue
        status = _status(answer)
        state = str(status.get("status", "")).lower()
        if state in _FAILED:
            raise _failed(answer, job)
        if state not in _RUNNING:
            break
    result = next((status[name] for name in _RESULTS if status.get(name)), None)
    if isinstance(result, str) and not is_status:
        answer = yield from perform(settings, _at(settings, job, result))
    return answer


def _at(settings: Settings, job: Job, location: str) -> Job:
    """The place to ask; one of another host gets no token (it needs none)."""
    try:
        url = _absolute(settings, location)
        there = urls.origin(url)
    except ValueError as error:
        raise ForeignUrl(f"{job.request} is continued at what is no URL: {error}") from None
    home = there == settings.origin
    if there.scheme != "https" and settings.origin.scheme == "https":
        raise ForeignUrl(f"{job.request} is continued at {there}, without encryption")
    return job.at(url, home=home)


def _absolute(settings: Settings, location: str) -> str:
    """Services give paths from the host's root and from their own root alike."""
    if location.startswith("/") and not location.startswith("//"):
        path = settings.base_url.removeprefix(str(settings.origin))
        if not location.startswith(f"{path}/"):
            location = settings.base_url + location
    return urls.resolve(location, settings.base_url)


def _status(answer: RawResponse) -> dict[str, Any]:
    if not answer.content or "json" not in answer.media_type:
        return {}
    value = parse_json(answer)
    status: dict[str, Any] = value if isinstance(value, dict) else {}
    return status


def _failed(answer: RawResponse, job: Job) -> ApiError:
    plain = api_error(answer, job)
    return OperationFailed(
        plain.status,
        plain.code,
        plain.message or "the operation failed",
        request=plain.request,
        request_id=plain.request_id,
        client_request_id=plain.client_request_id,
        inner=plain.inner,
        raw=plain.raw,
        headers=plain.headers,
    )


def _timed_out(settings: Settings, job: Job) -> TimedOut:
    error = TimedOut(
        f"{job.request}: the operation is not done after poll_timeout={settings.poll_timeout} s"
    )
    error.client_request_id = job.id
    return error
