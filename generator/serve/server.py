"""Runs the mock until it is stopped: a socket, a server, and pages that are read again."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from generator.config import Config
from generator.errors import GeneratorError, UsageError
from generator.serve.app import Lifespan, Mock, application
from generator.serve.guard import OwnNames, protocol
from generator.serve.load import Loaded, load, mended
from generator.serve.messages import Answer, Asked
from generator.serve.service import Service, State
from generator.serve.settings import Settings
from generator.watch import saved, shown

Say = Callable[[str], None]

#: Seconds that requests have to come to their end when the server is stopped.
_PATIENCE = 5
#: Connections that may wait to be taken.
_WAITING = 2048
#: Paths that a shell takes as they are.
_PLAIN = re.compile(r"[\w/.-]+")


def serve(config: Config, settings: Settings, say: Say) -> None:
    """Serve the pages until somebody interrupts. `say` prints a line.

    Raises `GeneratorError` when there is nothing to serve or no place to listen.
    """
    listening = _listen(settings)
    with listening:
        loaded = load(config)
        state = State(settings)
        mock = Mock(settings, services(loaded, settings, state), state)
        for line in _greeting(mock, listening):
            say(line)
        reloads = _reloading(config, settings, mock, loaded, say) if settings.reload else None
        app = application(mock, _log(say) if settings.log else None, reloads)
        server = uvicorn.Server(
            uvicorn.Config(
                OwnNames(app) if _is_local(listening) else app,
                http=protocol(),
                ws="none",
                access_log=False,
                log_config=None,
                server_header=False,
                timeout_graceful_shutdown=_PATIENCE,
            )
        )
        with suppress(KeyboardInterrupt):  # that is how it ends
            server.run(sockets=[listening])
        say("stopped")


def services(loaded: tuple[Loaded, ...], settings: Settings, state: State) -> Mapping[str, Service]:
    """The APIs as services, by the path of their root; one within another's comes first."""
    roots = sorted((item.root for item in loaded), key=len, reverse=True)
    made = {item.root: Service(item.api, settings, state, roots) for item in loaded}
    return {root: made[root] for root in roots}


def _listen(settings: Settings) -> socket.socket:
    """A listening socket. Raises `UsageError` that says what to do."""
    where = f"{settings.host}:{settings.port}"
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        family, kind, _, _, address = found[0]
        # asyncio sends small parts at once only where it sees that the protocol is TCP.
        listening = socket.socket(family, kind, socket.IPPROTO_TCP)
        try:
            if os.name == "posix":
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(_WAITING)
        except OSError:
            listening.close()
            raise
        return listening
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"cannot listen on {where}: {reason}; --port 0 takes a free port"
        ) from error


def _is_local(listening: socket.socket) -> bool:
    """Whether only programs of this machine can connect."""
    return ipaddress.ip_address(listening.getsockname()[0].partition("%")[0]).is_loopback


def _greeting(mock: Mock, listening: socket.socket) -> list[str]:
    host, port = listening.getsockname()[:2]
    origin = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    lines = []
    for root, service in mock.services.items():
        number = len(service.endpoints.every)
        lines.append(f"serving {number:,} requests of {service.api.name} at {origin}{root}/")
    lines.append(f"index at {origin}/__mock__/")
    for root, service in mock.services.items():
        for endpoint in service.endpoints.every:
            plain = endpoint.method == "GET" and _PLAIN.fullmatch(endpoint.path)
            if plain and endpoint.answering:
                return [*lines, f"try: curl {origin}{root}{endpoint.path}"]
    return lines


def _log(say: Say) -> Callable[[Asked, Answer], None]:
    """One line for a request: nothing of its headers, its query or its body."""
    return lambda asked, answer: say(
        f"{asked.method} {asked.path[:200]} {answer.status} {answer.source}".rstrip()
    )


def _reloading(
    config: Config, settings: Settings, mock: Mock, loaded: tuple[Loaded, ...], say: Say
) -> Lifespan:
    """A lifespan that reads the pages again whenever some are saved.

    Raises `UsageError` when what tells of that is not installed.
    """
    stop = threading.Event()
    try:
        changes = saved(config, stop)
    except UsageError as error:
        message = "reading pages again needs watchfiles: pip install 'pages2py[serve]'"
        raise UsageError(f"{message}, or say --no-reload") from error

    def watch() -> None:
        current = loaded
        for paths in changes:
            if paths:
                current = reload(config, settings, mock, current, paths, say)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        thread = threading.Thread(target=watch, name="pages", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join(_PATIENCE)

    return lifespan


def reload(
    config: Config,
    settings: Settings,
    mock: Mock,
    loaded: tuple[Loaded, ...],
    paths: list[Path],
    say: Say,
) -> tuple[Loaded, ...]:
    """Read the pages again and serve them, those that broke as they were.

    Returns what is served from now on.
    """
    for path in paths:
        say(f"saved {shown(path)}")
    try:
        fresh = load(config)
    except GeneratorError as error:
        say(f"the pages are served as they were: {error}")
        return loaded
    known = {item.prefix: item for item in loaded}
    made = []
    for item in fresh:
        old = known.get(item.prefix)
        item, broken = mended(old, item) if old else (item, [])
        made.append(item)
        for page in broken:
            say(f"{page.loc}: {page.message}; the page is served as it was")
    mock.services = services(tuple(made), settings, mock.state)
    say(f"serving {sum(len(it.endpoints.every) for it in mock.services.values()):,} requests")
    return tuple(made)
