"""What people did to generated files since these were written, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.write.manifest import Manifest, digest

#: What some editors start a file with.
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Edits:
    """`texts`: edited Python files as they are to be; `conflicts`: `path:line: what is wrong`."""

    texts: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()


def resolve(
    known: Iterable[Manifest], disk: Mapping[str, bytes | None], files: Mapping[str, str]
) -> Edits:
    """Merge every edited Python file with its new text."""
    manifests = list(known)
    texts: dict[str, str] = {}
    conflicts: list[str] = []
    for path, data in _edited(manifests, disk, files):
        if not path.endswith(".py"):
            continue
        # libcst takes as long to import as everything else together, and few runs need it.
        from generator.write.merge import Conflicts

        try:
            text = _merged(path, data, manifests, files.get(path))
        except Conflicts as error:
            conflicts += [f"{path}:{item}" for item in error.found]
        else:
            if path in files:  # any other one holds nothing by hand, and may go
                texts[path] = text
    return Edits(texts, tuple(conflicts))


def other_edits(
    known: Iterable[Manifest], disk: Mapping[str, bytes | None], files: Mapping[str, str]
) -> list[str]:
    """The edited files that are not Python: nothing in them is worth keeping, or mergeable."""
    return [path for path, _ in _edited(known, disk, files) if not path.endswith(".py")]


def _edited(
    known: Iterable[Manifest], disk: Mapping[str, bytes | None], files: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """The files whose bytes neither are as generated before, nor as they are generated now."""
    hashes: dict[str, set[str]] = {}
    for manifest in known:
        for path, sha in manifest.files.items():
            hashes.setdefault(path, set()).add(sha)
    for path, allowed in sorted(hashes.items()):
        data = disk.get(path)
        if data is None:
            continue
        sha = digest(data)
        if sha not in allowed and (path not in files or sha != digest(files[path].encode())):
            yield path, data


def _merged(path: str, data: bytes, known: Iterable[Manifest], new: str | None) -> str:
    from generator.write.merge import Conflict, Conflicts, merge, parsed

    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Conflicts([Conflict(line, "", "is not UTF-8")]) from error
    mark, text = text[: text.startswith(_MARK)], text.removeprefix(_MARK)
    makers = [manifest for manifest in known if path in manifest.files]
    if new is not None and {maker.files[path] for maker in makers} == {digest(new.encode())}:
        parsed(text.replace("\r\n", "\n"))
        return mark + text  # generated as before: whatever people did stays
    return mark + merge([maker.definitions.get(path, {}) for maker in makers], text, new)
