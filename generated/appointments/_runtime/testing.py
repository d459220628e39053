"""Replaying documented exchanges: what the pages show is what the client sends and understands.

    with Exchange(sends, receives) as client:
        client.users.get("adele@contoso.com")

`Exchange` gives a client whose transport answers with the documented response, and checks on exit
that the call sent the documented request once, and that its result holds what the response does.
A package has its own subclass, which knows the client: `<package>.testing.Exchange`.
"""

# Classes of the runtime know the inner parts of each other.
# pyright: reportPrivateUsage=false
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from . import codec, documented, jsontext
from .documented import Message, difference, same_json
from .errors import ApiError, DecodeError
from .messages import Headers, RawResponse, Request
from .models import Model
from .pager import Page

if TYPE_CHECKING:
    from types import TracebackType

    from .calls import Call

C = TypeVar("C")

_TOKEN = "token-of-the-test"
_JSON = {"Content-Type": "application/json"}
#: Statuses that say that there is no content.
_EMPTY = frozenset({202, 204})
#: What a documented download link leads to.
_DOWNLOADED = b"downloaded"


class Unanswered(BaseException):
    """Ends a call whose answer no page documents, once its request was sent."""


class Exchange(Generic[C]):
    """A documented request, and what the service answers.

    - `sends`, `receives`: the messages as the page shows them, indented as in a test;
      without `receives` only the request is checked
    - `base_url`: where the client is pointed at, if the page shows another version's URL; else at
      `DOCUMENTED_URL`, which the pages use where the package was made for another place
    - `undocumented`: the members of the answer that no table documents, as `type.member`
    - `raises`: the class of the error that the answer stands for; its code and its message must
      be the documented ones

    Raises AssertionError on exit, with the difference.
    """

    client_class: ClassVar[Any]
    DOCUMENTED_URL: ClassVar[str] = ""

    def __init__(
        self,
        sends: str,
        receives: str | None = None,
        *,
        base_url: str | None = None,
        undocumented: Sequence[str] = (),
        raises: type[ApiError] | None = None,
    ) -> None:
        self._sends = documented.parse(documented.outdent(sends))
        self._receives = documented.parse(documented.outdent(receives)) if receives else None
        self._base_url = base_url or self.DOCUMENTED_URL or self.client_class.BASE_URL
        self._undocumented = sorted(undocumented)
        self._raises = raises
        self._script = _Script(self._receives)
        self._results: list[tuple[Call[Any], Any]] = []

    def __enter__(self) -> C:
        client = self.client_class(
            _TOKEN,
            base_url=self._base_url,
            strict=True,
            transport=self._script,
            max_retries=0,
        )
        client._sleep = lambda seconds: None
        call, collect = client._call, client._collect
        client._call = lambda made: self._noted(made, call(made))
        client._collect = lambda made: self._watched(made, collect(made))
        made: C = client
        return made

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is not None and not isinstance(error, (ApiError, Unanswered)):
            return False
        self._check_request()
        if isinstance(error, Unanswered):
            return True
        if isinstance(error, ApiError):
            return self._check_error(error)
        assert self._raises is None, "the documented error was not raised"
        self._check_results()
        return False

    def _noted(self, call: Call[Any], result: Any) -> Any:
        self._results.append((call, result))
        return result

    def _watched(self, call: Call[Any], pager: Any) -> Any:
        """Note the first page that a pager gets."""
        fetch = pager._fetch_page

        def noted(link: str | None) -> Any:
            page = yield from fetch(link)
            return self._noted(call, page) if link is None else page

        pager._fetch_page = noted
        return pager

    # -- what was sent

    def _check_request(self) -> None:
        requests = self._script.requests
        assert requests, "nothing was sent; a pager sends its request when it is iterated"
        method, url = documented.request_line(self._sends.start)
        request = requests[0]
        _same("method", method, request.method)
        expected = documented.target(url, self._base_url)
        sent = documented.target(request.url, self._base_url)
        _same("host", expected.host, sent.host)
        _same("path", list(expected.path), list(sent.path))
        _same("query", [*map(list, expected.query)], [*map(list, sent.query)])
        sent_fields = Headers(request.headers)
        for name, value in Headers(self._sends.headers).items():
            if name.lower() not in documented.IGNORED_HEADERS:
                _same(f"header {name}", _header(value), _header(sent_fields.get(name)))
        self._check_body(request)

    def _check_body(self, request: Request) -> None:
        content = request.content or b""
        assert isinstance(content, bytes)
        sent, body = content.decode("utf-8", "replace"), self._sends.body or ""
        if Headers(request.headers).get("Content-Type", "").startswith("application/json"):
            absent = "no body"
            expected = jsontext.loads(body) if body else absent
            _same("body", expected, jsontext.loads(content) if content else absent)
        else:
            _same("body", body.split("\n"), sent.split("\n"))

    # -- what came back

    def _check_error(self, error: ApiError) -> bool:
        if self._raises is None:
            return False
        _same("error class", self._raises.__name__, type(error).__name__)
        body = self._receives.body if self._receives else None
        if body is not None and body.lstrip().startswith("{"):
            value = jsontext.loads(body)
            shown = value.get("error", value)
            if isinstance(shown, str):  # as OAuth 2.0 writes it (RFC 6749, section 5.2)
                shown = {"code": shown, "message": value.get("error_description")}
            for name in ("code", "message") if isinstance(shown, dict) else ():
                if isinstance(stated := shown.get(name), str):
                    _same(f"error {name}", stated, getattr(error, name))
        return True

    def _check_results(self) -> None:
        assert self._receives is not None
        assert len(self._results) == 1, f"{len(self._results)} results for one documented answer"
        [(call, result)] = self._results
        body = self._receives.body
        if result is None:
            _same("body", None, body)
        elif isinstance(result, bytes):
            expected = _DOWNLOADED if self._script.downloads else (body or "").encode()
            _same("content", repr(expected), repr(result))
        elif body is not None or documented.status_of(self._receives.start) not in _EMPTY:
            self._check_value(call, result, body or "")
        _same("undocumented members", self._undocumented, sorted(set(_undocumented(result))))

    def _check_value(self, call: Call[Any], result: Any, body: str) -> None:
        expected = _loads(body)
        member = call.operation.items
        if isinstance(expected, dict) and member not in expected:
            member = "value"
        actual = _encoded(result, call.returns, member)
        if isinstance(expected, list) and isinstance(result, Page):
            expected = {member: expected}
        if isinstance(expected, dict) and not isinstance(result, Page):
            inner = expected.get("value")
            if not same_json(expected, actual) and same_json(inner, actual):
                return  # the envelope of a single value
        _same("body", expected, actual)


class _Script:
    """A transport that knows one answer, and what its links lead to."""

    def __init__(self, receives: Message | None) -> None:
        self.requests: list[Request] = []
        self.downloads = 0
        self._receives = receives

    def send(self, request: Request) -> RawResponse:
        self.requests.append(request)
        if self._receives is None:
            raise Unanswered
        status = documented.status_of(self._receives.start)
        body = self._receives.body or ""
        if len(self.requests) == 1:
            return RawResponse(status, self._receives.headers, body.encode())
        location = Headers(self._receives.headers).get("Location")
        if status == 202 and location:
            raise Unanswered  # the place that tells how the work goes on was asked
        if 300 <= status < 400 and location:
            self._followed(location, request)
            self.downloads += 1
            return RawResponse(200, {}, _DOWNLOADED)
        value = _loads(body)
        link = value.get("@odata.nextLink") if isinstance(value, dict) else None
        assert link is not None, f"sent once more: {request}"
        self._followed(link, request)
        return RawResponse(200, _JSON, b'{"value": []}')

    def _followed(self, link: str, request: Request) -> None:
        """A link of the answer is requested as it is; the client may escape what it must."""
        _same("method", "GET", request.method)
        here = self.requests[0].url
        expected, sent = documented.target(link, here), documented.target(request.url, here)
        assert expected == sent, f"followed {request.url} where the answer has {link}"

    def close(self) -> None:
        """Nothing is open."""


def _same(what: str, expected: Any, actual: Any) -> None:
    if not same_json(expected, actual):
        raise AssertionError(f"{what} differs\n{difference(expected, actual)}")


def _header(value: str | None) -> str | None:
    return None if value is None else " ".join(value.split())


def _loads(body: str) -> Any:
    """JSON, or the text itself where an answer is plain text."""
    try:
        return jsontext.loads(body)
    except DecodeError:
        return body.strip()


def _encoded(result: Any, declared: str | None, member: str) -> Any:
    if not isinstance(result, Page):
        return codec.encode(result, declared)
    links = {"@odata.nextLink": result.next_link, "@odata.deltaLink": result.delta_link}
    known = {"@odata.count": result.count, **links}
    shown = {name: value for name, value in known.items() if value is not None}
    items = [codec.encode(item, declared) for item in result]
    return {**result.extra, **shown, member: items}


def _undocumented(value: Any) -> Iterator[str]:
    """The members in a result that no page documents; annotations have an `@` and are none."""
    if isinstance(value, list):
        for item in value:
            yield from _undocumented(item)
    elif isinstance(value, Model):
        own = type(value)._type_name.rpartition(".")[2]
        for name, item in value.__dict__.items():
            if name == "extra":
                yield from (f"{own}.{wire}" for wire in item if "@" not in wire)
            else:
                yield from _undocumented(item)
