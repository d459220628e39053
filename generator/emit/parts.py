"""The parts that a package is put together from, each made once and kept until it changes.

A part is a module of types, a group of methods with the tests and samples of these, or the modules
around them. What it gives to files that several parts share is kept as text: lines of the surface,
of the lists of examples and gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.definitions import words_json
from generator.diagnostics import Finding
from generator.emit.surface_lines import Block, token
from generator.model import Loc
from generator.packing import Unpacker, pack
from generator.records import Record, field, replace
from generator.texts import digest_of


class Gap(NamedTuple):
    """A member that an example shows and no table documents; `loc` is its first place there."""

    type: str
    member: str
    loc: Loc


class Part(Record):
    """What a part gives to the output.

    `files` has the digest of each of its texts (`generator.texts`), `texts` the texts, or None as
    long as nobody has asked for them; with these, `words` has those of the definitions of Python
    files (`generator.definitions`). `surface` has lines of the surface's files; `examples` and
    `gaps` are about its examples, as are `verdicts`, which counts them, and `findings`. `pages`
    has for each of its types those that say something of a property, `operations` the place, the id
    and the page of each.
    `uses` is what the part depends on beside its key: a name of something -> a digest of it,
    `shown` a digest of the cases that it shows;
    `shapes` has such digests, for what others may depend on of its types.
    """

    files: dict[str, str] = field(default_factory=dict)
    surface: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    verdicts: dict[str, int] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    findings: tuple[Finding, ...] = ()
    pages: dict[str, tuple[str, ...]] = field(default_factory=dict)
    operations: tuple[tuple[Loc, str, str], ...] = ()
    uses: dict[str, bytes] = field(default_factory=dict)
    shown: bytes = b""
    shapes: dict[str, bytes] = field(default_factory=dict)
    texts: dict[str, str] | None = None
    words: dict[str, str] = field(default_factory=dict)

    def packed(self) -> tuple[bytes, bytes]:
        """The part without its texts as data, and the texts if it has them. Raises `NotData`."""
        rest = b"" if self.texts is None else pack((self.texts, self.words))
        return pack(replace(self, texts=None, words={})), rest

    def holding(self, texts: dict[str, str]) -> Part:
        """The part with texts that were just made, and what there is to know of them."""
        words = {path: words_json(text) for path, text in texts.items() if path.endswith(".py")}
        return replace(self, files=digests_of(texts), texts=texts, words=words)

    def with_texts(self, data: bytes | memoryview) -> Part | None:
        """The part with texts, be they its own (`is_whole`); None for data that are none."""
        found = _texts(data)
        return None if found is None else replace(self, texts=found[0], words=found[1])

    @property
    def is_whole(self) -> bool:
        """Whether its texts are the ones that its digests are of."""
        return self.texts is not None and digests_of(self.texts) == self.files


_part = Unpacker(Part)
_texts = Unpacker(tuple[dict[str, str], dict[str, str]])


def unpacked(data: bytes | memoryview, rest: bytes | memoryview | None = None) -> Part | None:
    """A part from its data, with its texts if they are given."""
    found = _part(data)
    return found if found is None or rest is None else found.with_texts(rest)


def digests_of(texts: Mapping[str, str]) -> dict[str, str]:
    """The digests of texts as they are written."""
    return {path: digest_of(text.encode()) for path, text in texts.items()}


def examples_text(packages: Mapping[str, Iterable[str]]) -> str:
    """The lines of all examples, sorted; the package first if there are several."""
    lines = [
        f"{package}  {line}" if len(packages) > 1 else line
        for package, found in packages.items()
        for line in found
    ]
    return "".join(f"{line}\n" for line in sorted(lines))


def gaps_text(packages: Mapping[str, Iterable[Gap]]) -> str:
    """The members that examples show and no table documents.

    A line for each type with the number of its members, then a line for each of those: in how
    many examples it is, and the first page.
    """
    return "".join(
        f"{package}  {line}\n" if len(packages) > 1 else f"{line}\n"
        for package, gaps in packages.items()
        for line in _gap_lines(gaps)
    )


def _gap_lines(gaps: Iterable[Gap]) -> Iterator[str]:
    found: dict[str, dict[str, list[Loc]]] = {}
    for gap in gaps:
        found.setdefault(gap.type, {}).setdefault(gap.member, []).append(gap.loc)
    for type_, members in sorted(found.items()):
        yield f"{type_}: {len(members)}"
        for name, places in sorted(members.items()):
            yield f"  {token(name)}  {len(places)}  {min(places).path}"
