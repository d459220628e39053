"""What both clients share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, ParamSpec

from . import calls, urls
from .groups import capture
from .messages import Request
from .operations import Operation
from .options import check_options
from .settings import Settings

if TYPE_CHECKING:
    from .flow import Job
    from .messages import Content, Event

P = ParamSpec("P")

_ANYTHING: Operation[Any] = Operation("request", returns="Edm.Untyped")


class BaseClient:
    """Configuration and everything that needs no input or output."""

    #: The root of the service, version included; a generated client has its own.
    BASE_URL: ClassVar[str] = ""

    def __init__(
        self,
        base_url: str | None,
        *,
        strict: bool,
        timeout: float | None,
        max_retries: int,
        headers: Mapping[str, str] | None,
        max_response_bytes: int,
        poll_timeout: float,
        on_event: Callable[[Event], object] | None,
    ) -> None:
        self._settings = Settings(
            base_url or self.BASE_URL,
            strict=strict,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            max_response_bytes=max_response_bytes,
            poll_timeout=poll_timeout,
            on_event=on_event,
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._settings.base_url}>"

    @property
    def base_url(self) -> str:
        """The root of the service that this client talks to."""
        return self._settings.base_url

    def ref(self, *segments: Any) -> calls.Ref:
        """The URL of a resource: `client.ref("directoryObjects", id)`."""
        return calls.ref_url(self._settings, segments)

    def prepare(self, method: Callable[P, Any], /, *args: P.args, **kwargs: P.kwargs) -> Request:
        """The request that a method would send, without the token: nothing is sent."""
        call = capture(self, method, args, kwargs)
        return calls.build(self._settings, call).request

    def _scopes(self, scopes: tuple[str, ...]) -> tuple[str, ...]:
        if isinstance(scopes, str):
            raise TypeError(f"scopes={scopes!r} is a str; give a tuple of them")
        return tuple(scopes) or (f"{self._settings.origin}/.default",)


def requested(
    settings: Settings,
    method: str,
    path: str,
    json: Any,
    content: Content | None,
    options: Mapping[str, Any],
) -> tuple[Job, calls.Call[Any]]:
    """The job of a generic request."""
    check_options(options, ("json", "content"))
    if options.get("cast") is not None:
        raise TypeError("a request has no cast; write it into the path")
    if not (isinstance(method, str) and method.isascii() and method.isalpha()):
        raise ValueError(f"{method!r} is not a method of HTTP")
    if "://" in path.partition("?")[0]:
        calls.check_home(settings, path, path)
        url = f"{settings.origin}{urls.written(urls.split(path)[2])}"
    else:
        url = settings.base_url + urls.written(path)
    pairs = [urls.pair(*item) for item in (options.get("query") or {}).items()]
    if pairs:
        tail = "&".join(f"{name}={value}" for name, value in pairs)
        url += ("&" if "?" in url else "?") + tail
    headers = {"Accept": "application/json"}
    body: Any = calls.raw_content(content)
    if json is not None:
        if content is not None:
            raise TypeError("a request has either json or content, not both")
        body, headers["Content-Type"] = calls.json_body(json)
    elif content is not None:
        headers["Content-Type"] = "application/octet-stream"
    request = Request(method.upper(), url, headers, body)
    job = calls.make_job(settings, request, options)
    return job, calls.Call("one", _ANYTHING, {})
