"""A client of fabrikam.home v1.0, generated from its documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._runtime.calls import Ref
    from ._runtime.enums import OpenEnum
    from ._runtime.errors import (
        ApiError,
        AuthFailed,
        BadRequest,
        Conflict,
        ConnectionFailed,
        DecodeError,
        Error,
        Forbidden,
        ForeignUrl,
        Gone,
        MissingRoute,
        NotFound,
        PreconditionFailed,
        ServerError,
        Throttled,
        TimedOut,
        TooLarge,
        Unauthorized,
    )
    from ._runtime.messages import Event, Headers, RawResponse, Request, Response
    from ._runtime.models import Model, from_dict, is_set, to_dict
    from ._runtime.options import NULL, Options
    from ._runtime.pager import AsyncDeltaPager, AsyncPager, DeltaPager, Page, Pager
    from ._runtime.scalars import Duration
    from ._runtime.transport import (
        AsyncHttpxTransport,
        AsyncTransport,
        HttpxTransport,
        Transport,
    )
    from .aio.client import AsyncHomeClient
    from .client import HomeClient
else:

    def __getattr__(name: str) -> object:
        from importlib import import_module

        module = _MODULES.get(name)
        if module is None:
            raise AttributeError(f"{__name__} has no attribute {name!r}", name=name)
        value = getattr(import_module(module, __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_MODULES})


_MODULES = {
    "NULL": "._runtime.options",
    "ApiError": "._runtime.errors",
    "AsyncDeltaPager": "._runtime.pager",
    "AsyncHomeClient": ".aio.client",
    "AsyncHttpxTransport": "._runtime.transport",
    "AsyncPager": "._runtime.pager",
    "AsyncTransport": "._runtime.transport",
    "AuthFailed": "._runtime.errors",
    "BadRequest": "._runtime.errors",
    "Conflict": "._runtime.errors",
    "ConnectionFailed": "._runtime.errors",
    "DecodeError": "._runtime.errors",
    "DeltaPager": "._runtime.pager",
    "Duration": "._runtime.scalars",
    "Error": "._runtime.errors",
    "Event": "._runtime.messages",
    "Forbidden": "._runtime.errors",
    "ForeignUrl": "._runtime.errors",
    "Gone": "._runtime.errors",
    "Headers": "._runtime.messages",
    "HomeClient": ".client",
    "HttpxTransport": "._runtime.transport",
    "MissingRoute": "._runtime.errors",
    "Model": "._runtime.models",
    "NotFound": "._runtime.errors",
    "OpenEnum": "._runtime.enums",
    "Options": "._runtime.options",
    "Page": "._runtime.pager",
    "Pager": "._runtime.pager",
    "PreconditionFailed": "._runtime.errors",
    "RawResponse": "._runtime.messages",
    "Ref": "._runtime.calls",
    "Request": "._runtime.messages",
    "Response": "._runtime.messages",
    "ServerError": "._runtime.errors",
    "Throttled": "._runtime.errors",
    "TimedOut": "._runtime.errors",
    "TooLarge": "._runtime.errors",
    "Transport": "._runtime.transport",
    "Unauthorized": "._runtime.errors",
    "from_dict": "._runtime.models",
    "is_set": "._runtime.models",
    "to_dict": "._runtime.models",
}

__all__ = [
    "NULL",
    "ApiError",
    "AsyncDeltaPager",
    "AsyncHomeClient",
    "AsyncHttpxTransport",
    "AsyncPager",
    "AsyncTransport",
    "AuthFailed",
    "BadRequest",
    "Conflict",
    "ConnectionFailed",
    "DecodeError",
    "DeltaPager",
    "Duration",
    "Error",
    "Event",
    "Forbidden",
    "ForeignUrl",
    "Gone",
    "Headers",
    "HomeClient",
    "HttpxTransport",
    "MissingRoute",
    "Model",
    "NotFound",
    "OpenEnum",
    "Options",
    "Page",
    "Pager",
    "PreconditionFailed",
    "RawResponse",
    "Ref",
    "Request",
    "Response",
    "ServerError",
    "Throttled",
    "TimedOut",
    "TooLarge",
    "Transport",
    "Unauthorized",
    "from_dict",
    "is_set",
    "to_dict",
]
