"""An output put together from the parts of its packages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from generator.cache import Cache
from generator.diagnostics import Finding
from generator.emit.case_tasks import Shop
from generator.emit.part_tasks import LostTask, PartTask
from generator.emit.parts import Part, examples_text, gaps_text
from generator.emit.surface import package_blocks
from generator.emit.surface_lines import Block, texts
from generator.subjects import places
from generator.tasks import perform, rest_key
from generator.texts import Text, Texts

#: So many parts are loaded one by one; who wants more wants all.
_FEW = 4
#: The files of the surface that parts have lines for.
_SURFACE = ("examples", "lost", "operations", "types")


def part_files(tasks: Sequence[PartTask], parts: Sequence[Part], cache: Cache) -> Texts:
    """The files of parts that these tasks have made, now or in an earlier run."""
    shelf = _Shelf(tasks, parts, cache)
    return Texts(
        {
            path: Text(partial(shelf.text, at, path), digest, partial(shelf.words, at, path))
            for at, part in enumerate(parts)
            for path, digest in part.files.items()
        }
    )


def surface_files(
    shop: Shop, parts: Sequence[Part], findings: Iterable[Finding], cache: Cache
) -> dict[str, str]:
    """The surface of a package."""
    losses = tuple(it for it in findings if it.lost)
    surface: dict[str, list[Block]] = {name: [] for name in _SURFACE}
    surface["package"] = list(package_blocks(shop.api, shop.names))
    for part in (*parts, *perform([_lost(shop, parts, losses)], 1, cache, _silent)):
        for name, found in part.surface.items():
            surface[name] += found
    folder = f"surface/{shop.plan.name}"
    return {f"{folder}/{name}": text for name, text in texts(surface).items()}


def _lost(shop: Shop, parts: Iterable[Part], losses: tuple[Finding, ...]) -> LostTask:
    """What is lost; only the types are read that the losses' pages say something of."""
    pages = {loc.path for it in losses for loc in (it.loc, *places(it.message))}
    names = {
        name for part in parts for name, found in part.pages.items() if not pages.isdisjoint(found)
    }
    types = tuple(item for item in shop.resources if item[0] in names)
    found = sorted(it for part in parts for it in part.operations if it[2] in pages)
    return LostTask(shop, losses, tuple((page, id) for _, id, page in found), types)


def list_files(packages: Mapping[str, Sequence[Part]]) -> dict[str, str]:
    """The files that are about the examples of all packages."""
    lines = {
        name: [it for part in parts for it in part.examples] for name, parts in packages.items()
    }
    gaps = {name: [it for part in parts for it in part.gaps] for name, parts in packages.items()}
    return {"examples.txt": examples_text(lines), "gaps.txt": gaps_text(gaps)}


class _Shelf:
    """The texts of parts; those of earlier runs are loaded when they are asked for."""

    def __init__(self, tasks: Sequence[PartTask], parts: Iterable[Part], cache: Cache) -> None:
        self._tasks = tasks
        self._parts = list(parts)
        self._cache = cache
        self._loads = 0

    def text(self, at: int, path: str) -> str:
        """A text of one of the parts."""
        texts = self._whole(at).texts
        assert texts is not None
        return texts[path]

    def words(self, at: int, path: str) -> str:
        """The words of the definitions of such a text."""
        return self._whole(at).words[path]

    def _whole(self, at: int) -> Part:
        if self._parts[at].texts is None:
            self._loads += 1
            missing = [at for at, part in enumerate(self._parts) if part.texts is None]
            self._load([at] if self._loads <= _FEW else missing)
        return self._parts[at]

    def _load(self, places: Iterable[int]) -> None:
        keys = {at: rest_key(self._tasks[at].key) for at in places}
        entries = self._cache.get(list(keys.values()))
        for at, key in keys.items():
            data = entries.get(key)
            found = self._parts[at].with_texts(data) if data else None
            if found is None or not found.is_whole:
                found = self._made(self._tasks[at])
            self._parts[at] = found

    def _made(self, task: PartTask) -> Part:
        return task.make(perform(task.needs, 1, self._cache, _silent))


def _silent(done: int, total: int) -> None:
    pass
