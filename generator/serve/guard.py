"""What is refused before it is a request: names that are not of this machine, endless heads."""

from __future__ import annotations

import asyncio
import ipaddress
import re
from collections.abc import Awaitable, Callable, MutableMapping
from functools import lru_cache
from typing import Any, Literal

from starlette.responses import JSONResponse

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Bytes of a request line and header fields, as much as h11 takes.
LONGEST_HEAD = 65_536
_PORT = re.compile(r":[0-9]{0,5}$")


class OwnNames:
    """Answers to addresses and to `localhost` alone, for a service of this machine.

    A page of the web can give its own name the address 127.0.0.1, and read the answers then as if
    they were its own (DNS rebinding). It cannot do so with an address, nor with these names.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = next((value for name, value in scope.get("headers", ()) if name == b"host"), b"")
        if is_own(host.decode("latin-1")):
            await self._app(scope, receive, send)
            return
        message = "This service answers to localhost and addresses; with --host 0.0.0.0 to any name"
        refusal = JSONResponse({"error": {"code": "MisdirectedRequest", "message": message}}, 421)
        await refusal(scope, receive, send)


@lru_cache(maxsize=64)  # each request asks
def is_own(host: str) -> bool:
    """Whether a `Host` is none, an address, or a name that is always of this machine."""
    name = _PORT.sub("", host).lower().rstrip(".")
    if name in ("", "localhost") or name.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def protocol() -> type[asyncio.Protocol] | Literal["h11"]:
    """What reads HTTP: h11, which has a limit of its own, or httptools with one."""
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    except ImportError:
        return "h11"

    class Bounded(HttpToolsProtocol):
        """Keeps no head that does not end."""

        _unread = 0

        def data_received(self, data: bytes) -> None:
            self._unread += len(data)
            super().data_received(data)
            if self._unread > LONGEST_HEAD and not self.transport.is_closing():
                self.send_400_response("The header fields are too long.")

        def on_headers_complete(self) -> None:
            self._unread = 0
            super().on_headers_complete()

        def on_body(self, body: bytes) -> None:
            self._unread = 0
            super().on_body(body)

    return Bounded
