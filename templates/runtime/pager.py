"""Collections that come in pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from .errors import DecodeError, Error
from .flow import Flow

T = TypeVar("T")


class Page(list[T]):
    """The items of one page of a collection, as a list.

    - `count`: the number of all items, if the request asked for it with `count=True`
    - `next_link`: where the next page is, None on the last one
    - `delta_link`: of the last page of a delta, where the changes from now on are
    - `extra`: what else the service sent beside the items

    The links and the count are those of OData 4.01 JSON (section 4.5).
    """

    count: int | None  # type: ignore[assignment]  # pyright: ignore

    def __init__(
        self,
        items: Iterable[T] = (),
        *,
        next_link: str | None = None,
        delta_link: str | None = None,
        count: int | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(items)
        self.next_link: str | None = next_link
        self.delta_link: str | None = delta_link
        self.count = count  # pyright: ignore
        self.extra: dict[str, Any] = extra or {}


Fetch = Callable[[str | None], Flow[Page[T]]]


class _Pages(Generic[T]):
    """What is known of a collection: the same for both kinds of pagers."""

    def __init__(self, fetch: Fetch[T], drive: Callable[..., Any], operation: str) -> None:
        self._fetch_page = fetch
        self._drive = drive
        self._operation = operation
        self._number = 0
        self._held: Page[T] | None = None
        self._last: Page[T] | None = None
        self._count: int | None = None

    def __repr__(self) -> str:
        # No link: it may hold what a search was for.
        state = "nothing read"
        if self._last is not None:
            pages = "1 page" if self._number == 1 else f"{self._number} pages"
            state = f"{pages}, {'all read' if self._last.next_link is None else 'more to come'}"
        return f"<{type(self).__name__} {self._operation}: {state}>"

    @property
    def next_link(self) -> str | None:
        """Where the page after the last one read is; None at the end, and before the first."""
        return self._last.next_link if self._last is not None else None

    def _fetch(self, link: str | None) -> Flow[Page[T]]:
        page = yield from self._fetch_page(link)
        if link is not None and page.next_link == link:
            raise DecodeError("the service gives a page as its own next page")
        self._last = page
        self._number = self._number + 1 if link is not None else 1
        if page.count is not None or link is None:
            self._count = page.count
        return page

    def _take_held(self) -> Page[T] | None:
        held, self._held = self._held, None
        return held

    def _delta_link(self) -> str:
        if self._last is None or self._last.next_link is not None:
            raise Error("the link is known after the last page: iterate to the end first")
        if self._last.delta_link is None:
            raise DecodeError("the service ended the changes without an @odata.deltaLink")
        return self._last.delta_link


class Pager(_Pages[T]):
    """The items of a collection, requested page by page while they are iterated.

    Nothing is requested before. Each iteration starts over. Iterating raises what a request
    raises; items that were given out before stay good.
    """

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page

    def pages(self) -> Iterator[Page[T]]:
        """The pages, each with its items."""
        page = self._take_held() or self._drive(self._fetch(None))
        while True:
            yield page
            if page.next_link is None:
                return
            page = self._drive(self._fetch(page.next_link))

    def first(self) -> T | None:
        """The first item, None if there is none. Pages that it needs are read once."""
        if self._held:
            return self._held[0]
        for page in self.pages():
            if page:
                if page is self._last and self._held is None:
                    self._held = page
                return page[0]
        return None

    @property
    def count(self) -> int | None:
        """The number of all items if the request asked for it; reads the first page if needed."""
        if self._last is None:
            self._held = self._drive(self._fetch(None))
        return self._count


class DeltaPager(Pager[T]):
    """Changes since a former call, or all items to start with.

    Iterate to the end, then keep `link`, which is text, for the next time. What was removed comes
    as an item with `@removed` in its `extra`.
    """

    @property
    def link(self) -> str:
        """What to give as `link=` later, to get the changes from now on.

        Raises Error before the last page has been read.
        """
        return self._delta_link()


class AsyncPager(_Pages[T]):
    """The items of a collection, requested page by page while they are iterated (`async for`).

    Nothing is requested before. Each iteration starts over. Iterating raises what a request
    raises; items that were given out before stay good.
    """

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page:
                yield item

    async def pages(self) -> AsyncIterator[Page[T]]:
        """The pages, each with its items."""
        page = self._take_held() or await self._run(None)
        while True:
            yield page
            if page.next_link is None:
                return
            page = await self._run(page.next_link)

    async def first(self) -> T | None:
        """The first item, None if there is none. Pages that it needs are read once."""
        if self._held:
            return self._held[0]
        async for page in self.pages():
            if page:
                self._held = page
                return page[0]
        return None

    @property
    def count(self) -> int | None:
        """The number of all items if the request asked for it.

        Raises Error before the first page: `await pager.first()` reads it.
        """
        if self._last is None:
            raise Error("the count is known after the first page: await first(), or iterate")
        return self._count

    def _run(self, link: str | None) -> Awaitable[Page[T]]:
        answer: Awaitable[Page[T]] = self._drive(self._fetch(link))
        return answer


class AsyncDeltaPager(AsyncPager[T]):
    """Changes since a former call, or all items to start with.

    Iterate to the end, then keep `link`, which is text, for the next time. What was removed comes
    as an item with `@removed` in its `extra`.
    """

    @property
    def link(self) -> str:
        """What to give as `link=` later, to get the changes from now on.

        Raises Error before the last page has been read.
        """
        return self._delta_link()
