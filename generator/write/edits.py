"""What people did to generated files since these were written, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.records import Record, field
from generator.texts import Texts, digest_of
from generator.write.conflicts import Conflict, Conflicts, parsed
from generator.write.manifest import Manifest

#: What some editors start a file with.
_MARK = "\ufeff"


class Edits(Record):
    """`texts`: edited Python files as they are to be; `conflicts`: `path:line: what is wrong`.

    `others` are edited files that are not Python, which nothing can be carried over in.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def resolve(known: Iterable[Manifest], disk: Mapping[str, bytes], files: Texts) -> Edits:
    """Merge every edited Python file with its new text; `disk` has the files that differ."""
    manifests = list(known)
    texts: dict[str, str] = {}
    conflicts: list[str] = []
    others: list[str] = []
    for path, data in sorted(disk.items()):
        made = [manifest for manifest in manifests if path in manifest.files]
        if not made or digest_of(data) in {manifest.files[path] for manifest in made}:
            continue
        if not path.endswith(".py"):
            others.append(path)
            continue
        try:
            text = _merged(path, data, made, files)
        except Conflicts as error:
            conflicts += [f"{path}:{item}" for item in error.found]
        else:
            if path in files:  # any other one holds nothing by hand, and may go
                texts[path] = text
    return Edits(texts, tuple(conflicts), tuple(others))


def _merged(path: str, data: bytes, made: Sequence[Manifest], files: Texts) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Conflicts([Conflict(line, "", "is not UTF-8")]) from error
    mark, text = text[: text.startswith(_MARK)], text.removeprefix(_MARK)
    if path in files and {item.files[path] for item in made} == {files.digest(path)}:
        parsed(text)
        return mark + text  # generated as before: whatever people did stays
    # libcst takes as long to import as a run without changes, and few runs need it.
    from generator.write.merge import merge

    return mark + merge([item.words(path) for item in made], text, files.get(path))
