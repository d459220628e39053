"""Tokens: where they come from, and how long they are kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from threading import Lock
from time import time
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from .errors import AuthFailed
from .messages import Secret

if TYPE_CHECKING:
    import asyncio
    from weakref import WeakKeyDictionary

#: A token is renewed this many seconds before it expires.
EARLY = 300.0
#: How long a token is used whose expiry is not known.
UNKNOWN_LIFE = 60.0


class AccessToken(Protocol):
    """A token, and when it expires in seconds since 1970."""

    @property
    def token(self) -> str: ...
    @property
    def expires_on(self) -> int: ...


class TokenCredential(Protocol):
    """What `azure.identity` and others offer."""

    def get_token(self, *scopes: str) -> AccessToken: ...


class AsyncTokenCredential(Protocol):
    """The same, to be awaited."""

    async def get_token(self, *scopes: str) -> AccessToken: ...


#: A token, an object with `get_token(*scopes)`, or a function that returns a token.
Credential: TypeAlias = "str | TokenCredential | Callable[[], str | AccessToken]"
#: The same, or one of the two that is awaited.
AsyncCredential: TypeAlias = (
    "Credential | AsyncTokenCredential | Callable[[], Awaitable[str | AccessToken]]"
)


class _Cache:
    """The token in use, and the rules for it; the subclasses say how one is fetched."""

    __slots__ = ("_ask", "_expires", "_token")

    def __init__(self, credential: Any, scopes: tuple[str, ...]) -> None:
        self._token: Secret | None = None
        self._expires = 0.0
        self._ask: Callable[[], Any] | None = None
        get_token: Any = getattr(credential, "get_token", None)
        if isinstance(credential, str) and credential:
            self._keep(credential, float("inf"))
        elif credential is None:
            pass  # requests go without a token
        elif get_token is not None:
            self._ask = lambda: get_token(*scopes)
        elif callable(credential) and not isinstance(credential, type):
            self._ask = credential
        else:
            raise TypeError(
                "the credential must be a token (a str that is not empty), an object with "
                "get_token(*scopes), a callable that returns a token, or None for a service that "
                f"needs none, not {_kind(credential)}"
            )

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def _known(self, refused: str | None) -> Secret | None:
        """The token in use, None if a new one is needed."""
        if self._ask is None:
            return self._token
        fresh = time() < self._expires - EARLY
        return self._token if fresh and self._token != refused else None

    def _keep(self, answer: Any, expires: float | None = None) -> Secret:
        """Check and keep what a credential answered."""
        text = answer if isinstance(answer, str) else getattr(answer, "token", None)
        if not isinstance(text, str) or not text:
            raise AuthFailed(f"the credential gave {_kind(answer)} instead of a token")
        if not text.isascii() or not text.isprintable() or " " in text:
            raise AuthFailed("the credential gave a token with characters that cannot be sent")
        if expires is None:
            stated = getattr(answer, "expires_on", None)
            known = isinstance(stated, (int, float))
            expires = float(stated) if known else time() + EARLY + UNKNOWN_LIFE  # type: ignore[arg-type]
        self._token, self._expires = Secret(text), expires
        return self._token


class TokenSource(_Cache):
    """Tokens for the synchronous client; threads that need one at once share one request."""

    __slots__ = ("_lock",)

    def __init__(self, credential: Any, scopes: tuple[str, ...]) -> None:
        super().__init__(credential, scopes)
        self._lock = Lock()

    def get(self, refused: str | None = None) -> str | None:
        """A token, other than the refused one if there is another; None without a credential.

        Raises AuthFailed.
        """
        known = self._known(refused)
        if known is not None or self._ask is None:
            return known
        with self._lock:
            known = self._known(refused)
            if known is not None:
                return known
            try:
                answer = self._ask()
            except Exception as error:
                raise _failed(error) from error
            if isinstance(answer, Awaitable):
                close = getattr(answer, "close", None)
                if close is not None:
                    close()
                raise AuthFailed("the credential is asynchronous: use it with the async client")
            return self._keep(answer)


class AsyncTokenSource(_Cache):
    """Tokens for the asynchronous client; tasks that need one at once share one request."""

    __slots__ = ("_locks",)

    def __init__(self, credential: Any, scopes: tuple[str, ...]) -> None:
        super().__init__(credential, scopes)
        self._locks: WeakKeyDictionary[Any, asyncio.Lock] | None = None

    def _lock(self) -> asyncio.Lock:
        """The lock of the running loop: an asyncio.Lock serves one loop only."""
        import asyncio
        from weakref import WeakKeyDictionary

        if self._locks is None:
            self._locks = WeakKeyDictionary()
        return self._locks.setdefault(asyncio.get_running_loop(), asyncio.Lock())

    async def get(self, refused: str | None = None) -> str | None:
        """A token, other than the refused one if there is another; None without a credential.

        Raises AuthFailed. A synchronous credential is asked in a thread, so that the loop goes on.
        """
        known = self._known(refused)
        if known is not None or self._ask is None:
            return known
        async with self._lock():
            known = self._known(refused)
            if known is not None:
                return known
            try:
                answer = await self._answer(self._ask)
            except Exception as error:
                raise _failed(error) from error
            return self._keep(answer)

    @staticmethod
    async def _answer(ask: Callable[[], Any]) -> Any:
        import asyncio

        answer = await asyncio.to_thread(ask)
        return await answer if isinstance(answer, Awaitable) else answer


def _failed(error: Exception) -> AuthFailed:
    return AuthFailed(f"the credential gave no token, it raised {type(error).__name__}")


def _kind(value: Any) -> str:
    return "an empty str" if value == "" else type(value).__name__
