"""Groups of methods: each hands its operation and its arguments to the client."""

# Classes of the runtime know the inner parts of each other.
# pyright: reportPrivateUsage=false
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from .calls import Call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .operations import Operation
    from .pager import AsyncDeltaPager, AsyncPager, DeltaPager, Page, Pager

T = TypeVar("T")


class Caller(Protocol):
    """What groups need of a client."""

    def _call(self, call: Call[Any]) -> Any: ...
    def _collect(self, call: Call[Any]) -> Any: ...


class AsyncCaller(Protocol):
    """What groups need of an asynchronous client."""

    async def _call(self, call: Call[Any]) -> Any: ...
    def _collect(self, call: Call[Any]) -> Any: ...


class Group:
    """Base of the groups of the synchronous client."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"

    def _one(self, op: Operation[T], args: Mapping[str, Any]) -> T:
        result: T = self._client._call(Call("one", op, args))
        return result

    def _none(self, op: Operation[None], args: Mapping[str, Any]) -> None:
        self._client._call(Call("none", op, args))

    def _bytes(self, op: Operation[bytes], args: Mapping[str, Any]) -> bytes:
        result: bytes = self._client._call(Call("bytes", op, args))
        return result

    def _page(self, op: Operation[T], args: Mapping[str, Any]) -> Page[T]:
        result: Page[T] = self._client._call(Call("page", op, args))
        return result

    def _pages(self, op: Operation[T], args: Mapping[str, Any]) -> Pager[T]:
        result: Pager[T] = self._client._collect(Call("pages", op, args))
        return result

    def _delta(self, op: Operation[T], args: Mapping[str, Any]) -> DeltaPager[T]:
        result: DeltaPager[T] = self._client._collect(Call("delta", op, args))
        return result


class AsyncGroup:
    """Base of the groups of the asynchronous client."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncCaller) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"

    async def _one(self, op: Operation[T], args: Mapping[str, Any]) -> T:
        result: T = await self._client._call(Call("one", op, args))
        return result

    async def _none(self, op: Operation[None], args: Mapping[str, Any]) -> None:
        await self._client._call(Call("none", op, args))

    async def _bytes(self, op: Operation[bytes], args: Mapping[str, Any]) -> bytes:
        result: bytes = await self._client._call(Call("bytes", op, args))
        return result

    async def _page(self, op: Operation[T], args: Mapping[str, Any]) -> Page[T]:
        result: Page[T] = await self._client._call(Call("page", op, args))
        return result

    def _pages(self, op: Operation[T], args: Mapping[str, Any]) -> AsyncPager[T]:
        result: AsyncPager[T] = self._client._collect(Call("pages", op, args))
        return result

    def _delta(self, op: Operation[T], args: Mapping[str, Any]) -> AsyncDeltaPager[T]:
        result: AsyncDeltaPager[T] = self._client._collect(Call("delta", op, args))
        return result


class _Caught(BaseException):
    """Ends a method at the point where it hands over its call."""

    def __init__(self, call: Call[Any]) -> None:
        super().__init__()
        self.call = call


class _Trap:
    """Stands in for a client, and catches the call."""

    def _call(self, call: Call[Any]) -> Any:
        raise _Caught(call)

    _collect = _call


def capture(client: object, method: Any, args: Any, kwargs: Any) -> Call[Any]:
    """The call that a bound method of one of the client's groups would make.

    Works for coroutine functions as well: they do not get to await anything. Raises TypeError for
    anything but such a method, and for wrong arguments.
    """
    group = getattr(method, "__self__", None)
    if not isinstance(group, (Group, AsyncGroup)):
        raise TypeError(
            f"{method!r} is no method of a group; name one without calling it, as in "
            'client.raw(client.users.get, "id")'
        )
    if group._client is not client:
        raise TypeError(f"the method belongs to another client, {group._client!r}")
    try:
        result = method.__func__(type(group)(_Trap()), *args, **kwargs)
        if hasattr(result, "send"):
            result.send(None)
    except _Caught as caught:
        return caught.call
    raise TypeError(f"{method.__qualname__} makes no single call")
