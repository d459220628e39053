"""A pytest plugin: generated tests, their exchanges carried over real sockets to a mock service.

    python -m pytest -p tests.serve.wire --mock http://127.0.0.1:8000 [--twin] generated/tests

Each test's client sends its request to the mock with `Prefer: example=NAME`, NAME being the
example that the test is made of, and the answer stands in for the documented one; the test itself
compares. With `--twin` the call is made by the asynchronous client. Tests that are expected to
fail are left out: their pages contradict themselves.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import urllib.request
from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import pytest

_PLACE = re.compile(r"\((\S+\.md:\d+)\)")
_NUMBER = pytest.StashKey[int]()
_VERSION = r"(?i:/(?:v[0-9][\w.]*|beta))"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mock", help="the root of the host of a running mock service")
    parser.addoption("--twin", action="store_true", help="call the asynchronous client")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Several responses to one request are at one place; their tests come in their order.
    places: Counter[str] = Counter()
    for item in items:
        place = _place(item)
        item.stash[_NUMBER] = places[place]
        places[place] += 1
    broken = [item for item in items if item.get_closest_marker("xfail")]
    items[:] = [item for item in items if item not in broken]
    config.hook.pytest_deselected(items=broken)


def _place(item: Any) -> str:
    """Where in the pages a test's example is."""
    found = _PLACE.search(item.function.__doc__ or "")
    assert found, "the test does not say where its example is"
    return found[1]


class Mock:
    """A running mock service, and which example is called what there."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        with urllib.request.urlopen(f"{origin}/__mock__/routes.json") as answer:
            apis = json.load(answer)["apis"]
        self.roots = [api["root"] for api in apis]
        self._names: dict[tuple[str, int], set[str]] = {}
        for api in apis:
            for request in api["requests"]:
                for example in request["examples"]:
                    key = example["docs"], example["status"]
                    self._names.setdefault(key, set()).add(example["id"])

    def name(self, place: str, status: int, number: int) -> str:
        """The example that a test is made of: the one of this number at a place in the pages."""
        names = sorted(self._names[place, status], key=lambda name: (len(name), name))
        return names[min(number, len(names) - 1)]


@pytest.fixture(scope="session")
def mock(pytestconfig: pytest.Config) -> Mock:
    return Mock(pytestconfig.getoption("--mock"))


class Sockets:
    """The transports of a package, and for the asynchronous one its loop. They are shared."""

    def __init__(self, runtime: str, *, twin: bool) -> None:
        transport = import_module(f"{runtime}.transport")
        self.loop = asyncio.new_event_loop() if twin else None
        self.transport = transport.AsyncHttpxTransport() if twin else transport.HttpxTransport()

    def close(self) -> None:
        """Close all connections."""
        if self.loop is None:
            self.transport.close()
        else:
            self.loop.run_until_complete(self.transport.close())
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
            self.loop.close()


@pytest.fixture(scope="session")
def sockets(pytestconfig: pytest.Config) -> Iterator[dict[str, Sockets]]:
    """Those of each package."""
    found: dict[str, Sockets] = {}
    yield found
    for item in found.values():
        item.close()


@pytest.fixture(autouse=True)
def over_the_wire(
    request: pytest.FixtureRequest,
    mock: Mock,
    sockets: dict[str, Sockets],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Replaces the scripted transport of `Exchange` for one test."""
    documented = request.module.Exchange
    package = documented.__module__.partition(".")[0]
    if package not in sockets:
        twin = request.config.getoption("--twin")
        sockets[package] = Sockets(f"{package}._runtime", twin=twin)
    about = (_place(request.node), request.node.stash[_NUMBER])
    wired = _exchange(documented, mock, about, package, sockets[package])
    monkeypatch.setattr(request.module, "Exchange", wired)


def _exchange(
    documented: Any, mock: Mock, about: tuple[str, int], package: str, sockets: Sockets
) -> Any:
    """The package's `Exchange`, with a client whose requests go to the mock."""
    loop = sockets.loop

    class Wired(documented):  # type: ignore[misc]
        client_class: Any = documented.client_class
        _receives: Any
        _script: Any

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            base = self.client_class.BASE_URL
            self._receives = _of_one_version(self._receives, base)
            script = self._script
            script._receives = self._receives
            kind = AsyncWire if loop else Wire
            self._script = kind(mock, about, script, base, sockets.transport)

        def __enter__(self) -> Any:
            if loop is None:
                return super().__enter__()
            self.client_class = getattr(
                import_module(package), f"Async{self.client_class.__name__}"
            )
            client = self.client_class(
                "token-of-the-test",
                base_url=self._base_url,
                strict=True,
                transport=self._script,
                max_retries=0,
            )
            call, collect = client._call, client._collect

            async def noted(made: Any) -> Any:
                return self._noted(made, await call(made))

            client._call = noted
            client._collect = lambda made: self._watched(made, collect(made))
            return Twin(client, loop)

    return Wired


def _of_one_version(message: Any, base: str) -> Any:
    """A documented answer with the version of its API in its links, as the mock has them."""
    if message is None:
        return None
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(base))

    def of(text: str) -> str:
        return re.sub(re.escape(origin) + _VERSION + r"(?![\w.-])", base, text)

    headers = tuple((name, of(value)) for name, value in message.headers)
    return replace(message, headers=headers, body=of(message.body) if message.body else None)


class Wire:
    """A transport that sends to the mock what the script would answer."""

    def __init__(
        self, mock: Mock, about: tuple[str, int], script: Any, base: str, transport: Any
    ) -> None:
        self._mock = mock
        self._place, self._number = about
        self._script = script
        self._base = base.rstrip("/")
        self._origin = "{0.scheme}://{0.netloc}".format(urlsplit(base))
        self._transport = transport

    @property
    def requests(self) -> Any:
        return self._script.requests

    @property
    def downloads(self) -> Any:
        return self._script.downloads

    def send(self, request: Any) -> Any:
        sent, answer = self.prepared(request), None
        if sent is not None:
            answer = self._transport.send(sent)
            answer.body = b"".join([answer.body] if isinstance(answer.body, bytes) else answer.body)
        return self.judged(request, answer)

    def prepared(self, request: Any) -> Any:
        """The request as it goes to the mock, None for one that goes elsewhere."""
        found = re.match(re.escape(self._origin) + f"({_VERSION})?", request.url)
        if not found:
            return None
        root = urlsplit(self._base).path if found[1] else ""
        url = f"{self._mock.origin}{root}{request.url[found.end() :]}"
        headers = {**request.headers}
        if not self.requests and self._script._receives is not None:
            status = int(self._script._receives.start.split()[1])
            name = self._mock.name(self._place, status, self._number)
            prefer = [headers[name] for name in [*headers] if name.lower() == "prefer"]
            headers = {name: value for name, value in headers.items() if name.lower() != "prefer"}
            headers["Prefer"] = ", ".join([*prefer, f'example="{name}"'])
        sent = copy(request)
        sent.url, sent.headers = url, headers
        return sent

    def judged(self, request: Any, answer: Any) -> Any:
        """The mock's answer, as that of the documented service; what it says has to be one."""
        if answer is not None:
            here, there = self._mock.origin, self._origin
            answer.body = answer.body.replace(here.encode(), there.encode())
            fields = {name: it.replace(here, there) for name, it in answer.headers.items()}
            answer.headers = type(answer.headers)(fields)
        if not self.requests and self._script._receives is not None:
            assert answer is not None, f"{request} does not go to the mock"
            self.requests.append(request)
            return answer
        if len(self.requests) > 1 and answer is not None:
            return answer  # a page after those that the script knows
        try:
            scripted = self._script.send(request)
        except BaseException as end:
            if type(end).__name__ == "Unanswered" and answer is not None:
                assert answer.status < 400, (answer.status, answer.body)
            raise
        if answer is None:
            return scripted
        assert answer.status == 200, (answer.status, answer.body)
        return answer

    def close(self) -> None:
        """The connections are shared."""


class AsyncWire(Wire):
    """The same for the asynchronous client."""

    async def send(self, request: Any) -> Any:
        sent, answer = self.prepared(request), None
        if sent is not None:
            answer = await self._transport.send(sent)
            if not isinstance(answer.body, bytes):
                answer.body = b"".join([part async for part in answer.body])
            answer.close = None
        return self.judged(request, answer)


class Twin:
    """The asynchronous client, for tests that are written for the synchronous one."""

    def __init__(self, inner: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._inner = inner
        self._loop = loop

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        return self._called(found) if callable(found) else Twin(found, self._loop)

    def _called(self, method: Any) -> Any:
        def call(*args: Any, **options: Any) -> Any:
            made = method(*args, **options)
            if inspect.isawaitable(made):
                return self._run(made)
            return Pages(made, self._run) if hasattr(made, "pages") else made

        return call

    def _run(self, made: Any) -> Any:
        async def awaited() -> Any:
            return await made

        return self._loop.run_until_complete(awaited())


class Pages:
    """An asynchronous pager, iterated as the synchronous one."""

    def __init__(self, pager: Any, run: Any) -> None:
        self._pager = pager
        self._run = run

    def __iter__(self) -> Iterator[Any]:
        return (item for page in self.pages() for item in page)

    def pages(self) -> Iterator[Any]:
        pages = self._pager.pages()
        while True:
            try:
                yield self._run(pages.__anext__())
            except StopAsyncIteration:
                return
