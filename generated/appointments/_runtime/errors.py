"""Everything that the package raises on purpose. All of it is below `Error`, except for wrong
arguments, which raise `TypeError` or `ValueError` as everywhere in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Error(Exception):
    """Base of the package's errors.

    `client_request_id` is the id of the call, None where no request was made for it.
    """

    client_request_id: str | None = None

    def __str__(self) -> str:
        text = super().__str__()
        known = self.client_request_id
        return f"{text} [client-request-id {known}]" if known else text


class DecodeError(Error):
    """JSON that is not what the documentation says, or no JSON at all.

    - `path`: where, such as `$.value[3].createdDateTime`; `$` is the whole answer
    - `expected`, `got`: the documented type as the pages call it, and the kind of JSON that stood
      there, never the value itself; both "" for other failures
    - `operation`, `request`, `request_id`: the method's page, the request line, and the service's
      own id of the answer; "" and None for JSON that is no answer
    """

    operation: str = ""
    request: str = ""
    request_id: str | None = None

    def __init__(
        self, message: str = "", *, path: str = "$", expected: str = "", got: str = ""
    ) -> None:
        self.message: str = message or f"expected {expected or 'other JSON'}, got {got or 'this'}"
        super().__init__(self.message)
        self.path: str = path
        self.expected: str = expected
        self.got: str = got

    def within(self, *steps: str | int) -> DecodeError:
        """The same error, seen from a container: `within("value", 3)` puts `.value[3]` in front."""
        inner = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
        self.path = f"${inner}{self.path[1:]}"
        return self

    def __str__(self) -> str:
        text = self.message if self.path == "$" else f"{self.path}: {self.message}"
        notes = {
            "operation": self.operation,
            "request": self.request,
            "request-id": self.request_id,
            "client-request-id": self.client_request_id,
        }
        return _noted(text, notes)

    def __reduce__(self) -> Any:
        made_of = (self.message, self.path, self.expected, self.got)
        return _decode_error, made_of, dict(self.__dict__)


def _decode_error(message: str, path: str, expected: str, got: str) -> DecodeError:
    return DecodeError(message, path=path, expected=expected, got=got)


def _noted(text: str, notes: Mapping[str, str | None]) -> str:
    """A message with what is known of its request, on one line."""
    known = ", ".join(f"{name} {value}" for name, value in notes.items() if value)
    shown = f"{text} [{known}]" if known else text
    return "".join(c if c.isprintable() else " " for c in shown)


class MissingRoute(Error):
    """The pages document no path for the operation, and the call gave none."""


class AuthFailed(Error):
    """The credential gave no usable token. Its own exception, if any, is the `__cause__`."""


class ConnectionFailed(Error):
    """No answer, or only a part of one, came over the network."""


class TimedOut(ConnectionFailed):
    """No answer came in time."""


class TooLarge(Error):
    """An answer is larger than the client's `max_response_bytes`."""


class ForeignUrl(Error):
    """An answer leads to another host (a next link, a redirect) that must not get the request."""


class ApiError(Error):
    """The service answered with an error status.

    `code`, `message` and `inner` are those of the error object in the body ("" and {} without
    one), `raw` is the body: decoded if it is JSON, else bytes. Statuses with a meaning of their
    own have a subclass, see `of`.
    """

    def __init__(
        self,
        status: int,
        code: str = "",
        message: str = "",
        *,
        request: str = "",
        request_id: str | None = None,
        client_request_id: str | None = None,
        inner: Mapping[str, Any] | None = None,
        raw: Any = None,
        headers: Mapping[str, str] | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(status, code, message)
        self.status: int = status
        self.code: str = code
        self.message: str = message
        self.request: str = request
        self.request_id: str | None = request_id
        self.client_request_id = client_request_id
        self.inner: dict[str, Any] = dict(inner or {})
        self.raw: Any = raw
        self.headers: Mapping[str, str] = headers if headers is not None else {}
        #: Seconds that the service asked to wait, None if it did not.
        self.retry_after: float | None = retry_after

    def __str__(self) -> str:
        head = " ".join(filter(None, (str(self.status), self.code)))
        text = f"{head}: {self.message}" if self.message else head
        notes = {
            "request": self.request,
            "request-id": self.request_id,
            "client-request-id": self.client_request_id,
        }
        return _noted(text, notes)

    @staticmethod
    def of(status: int) -> type[ApiError]:
        """The class for a status: `NotFound` for 404, `ServerError` for any 5xx."""
        return _CLASSES.get(status) or (ServerError if status >= 500 else ApiError)


class BadRequest(ApiError):
    """400: the service does not understand the request."""


class Unauthorized(ApiError):
    """401: the token is missing, expired or not for this service."""


class Forbidden(ApiError):
    """403: the token is good, its permissions do not suffice."""


class NotFound(ApiError):
    """404."""


class Conflict(ApiError):
    """409: the state of the resource forbids the change."""


class Gone(ApiError):
    """410: what was named is no more; for a delta link, the changes must be read anew."""

    @property
    def location(self) -> str | None:
        """Where to start over, None if the service did not say."""
        return self.headers.get("Location")


class PreconditionFailed(ApiError):
    """412: the resource was changed since its ETag was read."""


class Throttled(ApiError):
    """429: too many requests, after the retries; see `retry_after`."""


class OperationFailed(ApiError):
    """A long-running operation ended without success; `status` is that of the last answer."""


class ServerError(ApiError):
    """5xx, after the retries that 503 and 504 get."""


_CLASSES: dict[int, type[ApiError]] = {
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    410: Gone,
    412: PreconditionFailed,
    429: Throttled,
}
