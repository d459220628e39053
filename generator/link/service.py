"""What the pages say of the service as a whole: where it is, which version, how much there is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from generator.link.drafts import DraftOutline
from generator.link.outline import PageOutline, numbers_of

_VERSION = re.compile(r"/(v\d+(?:\.\d+)*|beta)$", re.IGNORECASE)
#: An address that can be called: its host is a name, no placeholder.
_ROOT = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/|\Z)", re.ASCII)


def base_url(drafts: Collection[DraftOutline], name: str) -> str:
    """The service root that most URLs of the pages show, one of the API's own version first."""
    counts = _urls(drafts)
    versioned = Counter({url: n for url, n in counts.items() if _VERSION.search(url)})
    own = Counter({url: n for url, n in versioned.items() if name and url.endswith(f"/{name}")})
    best = max(
        (own or versioned or counts).items(), key=lambda item: (item[1], item[0]), default=None
    )
    if best:
        return best[0]
    # Paths that are all of one version say where they begin, if not on which host.
    starts = {base for draft in drafts for base in draft.base_urls or ("",)}
    version = starts.pop() if len(starts) == 1 else ""
    return f"https://localhost{version if version.startswith('/') else ''}"


def _urls(drafts: Iterable[DraftOutline]) -> Counter[str]:
    """Service roots that the pages' absolute URLs show, those with a version first of all."""
    starts = {draft.start for draft in drafts}
    found: Counter[str] = Counter()
    others: Counter[str] = Counter()  # of addresses that are no route's: perhaps another service's
    for draft in drafts:
        found.update(draft.base_urls)
        for start, base in draft.calls:
            (found if start in starts else others)[base] += 1
    return Counter({url: n for url, n in (found or others).items() if _ROOT.match(url)})


def version(name: str, url: str) -> str:
    """The API's name: its folder's where that is a version, else the version in its URLs."""
    if _VERSION.search(f"/{name}"):
        return name
    match = _VERSION.search(url)
    return match[1] if match else name or "v1.0"


class Inventory(Mapping[str, int]):
    """How many there are of what the pages hold; counted when somebody asks."""

    def __init__(self, pages: Iterable[PageOutline]) -> None:
        self._pages = pages

    @cached_property
    def _numbers(self) -> dict[str, int]:
        total: Counter[str] = Counter()
        for page in self._pages:
            total["pages"] += 1
            total.update(numbers_of(page.inventory) or {})
        return dict(sorted(total.items()))

    def __getitem__(self, name: str) -> int:
        return self._numbers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
