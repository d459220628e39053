"""Hand-written code in generated files: what people added stays, what they left alone is renewed.

`merge` knows three things of a file: the words of its parts when it was last generated (see
`generator.definitions.parts`), its text as it is now, and the text that is generated now.

| on disk                  | generated as before | generated differently | no longer generated  |
|--------------------------|---------------------|-----------------------|----------------------|
| as it was generated      | stays               | the new one           | goes                 |
| with decorators, comments| stays               | the new one with them | conflict             |
| edited                   | stays               | conflict              | conflict             |
| deleted                  | stays deleted       | the new one           | -                    |
| added                    | stays               | conflict, if it is not the same      | stays |

Additions stay behind the generated part that they stand behind; those at the end stay at the end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import libcst as cst

from generator.definitions.parts import DOC, Part, Words, plain_lines, scan
from generator.records import Record
from generator.write import merge_nodes as nodes
from generator.write.conflicts import Conflict, Conflicts, parsed
from generator.write.merge_imports import Imports

_NAME = re.compile(r"[^\W\d]\w*")


def merge(bases: Sequence[Words], disk: str, new: str | None) -> str:
    """The new text with everything that was added to the old one; line ends as on disk.

    `bases` are the words that the file may have been generated with: two after a run that was
    stopped half-way. `new` is None for a file that is no longer generated: the result is empty
    then. Raises `Conflicts`.
    """
    text = plain_lines(disk)
    parts = parsed(text)
    old = min(bases, key=lambda words: len(_touched(parts, words)), default={})
    if new is None:
        _raise_if(_additions(parts, old, "is no longer generated"))
        return ""
    merger = _Merger(old, _hand_written(text, parts, old))
    merged = merger.module(_tree(text), parts, cst.parse_module(new), scan(new))
    _raise_if(merger.conflicts)
    _check(merged)
    return merged.replace("\n", "\r\n") if "\r\n" in disk else merged


def _raise_if(conflicts: Sequence[Conflict]) -> None:
    if conflicts:
        raise Conflicts(conflicts)


def _tree(text: str) -> cst.Module:
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:  # Python may be newer than libcst
        reason = "is Python that cannot be merged"
        raise Conflicts([Conflict(error.raw_line, "", reason)]) from error


def _check(merged: str) -> None:
    try:
        scan(merged)
    except SyntaxError as error:
        reason = f"the additions do not fit the new text: {error.msg}"
        raise Conflicts([Conflict(error.lineno or 1, "", reason)]) from error


def _split(old: Words, part: Part) -> frozenset[str] | None:
    found = old.get(part.name)
    return None if found is None else frozenset(found.split(","))


def _touched(parts: Iterable[Part], old: Words) -> list[Part]:
    """The parts that are not as they were generated."""
    return [
        part
        for top in parts
        for part in top.walk()
        if part.kind != "typing" and _split(old, part) != frozenset(part.words)
    ]


def _hand_written(text: str, parts: Iterable[Part], old: Words) -> frozenset[str]:
    """The identifiers in code that people wrote."""
    lines = text.split("\n")
    spans = [_span(part, old) for part in _touched(parts, old) if part.kind != "import"]
    return frozenset(
        name for first, end in spans for name in _NAME.findall("\n".join(lines[first - 1 : end]))
    )


def _span(part: Part, old: Words) -> tuple[int, int]:
    """The lines of a touched part that somebody wrote: the decorators alone, or all of it."""
    if part.words[0] in old.get(part.name, ""):
        return part.first, part.line - 1
    return part.first, part.parts[0].first - 1 if part.parts else part.end


def _additions(parts: Iterable[Part], old: Words, fate: str) -> list[Conflict]:
    """A conflict for each part that somebody wrote or edited, where everything goes."""
    conflicts = []
    for part in _touched(parts, old):
        reason = f"was edited, and {fate}" if part.name in old else f"was added to what {fate}"
        conflicts.append(Conflict(part.line, part.name, reason))
    return conflicts


class _Item(Record):
    """A part with its syntax."""

    part: Part
    nodes: tuple[cst.BaseStatement, ...]


def _items(parts: Iterable[Part], body: Sequence[cst.BaseStatement]) -> list[_Item]:
    rest: Iterator[cst.BaseStatement] = iter(body)
    return [_Item(part, tuple(next(rest) for _ in range(part.count))) for part in parts]


def _opening(items: Sequence[_Item]) -> int:
    """How many parts have to stay in front: docstrings, and imports from `__future__`."""
    fronts = [item.part.name.rpartition(".")[2] in (DOC, "from __future__") for item in items]
    return fronts.index(False) if False in fronts else len(items)


class _Merger:
    """One merge; collects conflicts and goes on, so that people see all of them."""

    def __init__(self, old: Words, hand_written: frozenset[str]) -> None:
        self.conflicts: list[Conflict] = []
        self._old = old
        self._hand_written = hand_written

    def module(
        self, disk: cst.Module, parts: Sequence[Part], new: cst.Module, new_parts: Sequence[Part]
    ) -> str:
        body = self._scope(_items(parts, disk.body), _items(new_parts, new.body))
        return new.with_changes(
            body=body,
            header=nodes.with_comments(new.header, disk.header),
            footer=nodes.with_comments(new.footer, disk.footer),
        ).code

    def _scope(self, disk: Sequence[_Item], new: Sequence[_Item]) -> list[cst.BaseStatement]:
        """The statements of a module or a body: the new ones in their order, and the additions."""
        places = {item.part.name: place for place, item in reversed(list(enumerate(new)))}
        imports = Imports(
            {name: frozenset(words.split(",")) for name, words in self._old.items()},
            [item.part for item in new],
            self._hand_written,
        )
        kept: dict[int, Sequence[cst.BaseStatement]] = {}
        added: defaultdict[int, list[cst.BaseStatement]] = defaultdict(list)
        anchor = -1
        addition: Sequence[cst.BaseStatement] = ()
        for item in disk:
            place = places.get(item.part.name)
            if place is None or place in kept:
                addition = self._unmatched(item, imports)
                added[anchor].extend(addition)
            else:
                kept[place] = self._matched(item, new[place], imports)
                if addition:  # its author has seen to the blank lines below it
                    kept[place] = nodes.with_blanks(kept[place], item.nodes)
                anchor, addition = place, ()
        for place, item in enumerate(new):
            if place not in kept and self._deleted(item):
                kept[place] = ()
        added[len(new)] = added.pop(anchor, [])  # what stands behind everything stays there
        start = _opening(new)
        body: list[cst.BaseStatement] = []
        for place, item in enumerate(new):
            if place == start:
                body += added[-1]
            body += [*kept.get(place, item.nodes), *added[place]]
        return [*body, *(added[-1] if start == len(new) else ()), *added[len(new)]]

    def _deleted(self, item: _Item) -> bool:
        """Whether people deleted a part that is generated as before."""
        if item.part.kind in ("import", "typing"):  # what comes new may need it
            return False
        return not _touched([item.part], self._old)

    def _unmatched(self, item: _Item, imports: Imports) -> Sequence[cst.BaseStatement]:
        """What becomes of a part that is not generated now."""
        part = item.part
        if part.kind == "import":
            return self._surplus_import(item, imports)
        if part.kind == "typing":
            inner = self._scope(self._inside(item), [])
            return nodes.with_body(item.nodes, item.nodes, inner) if inner else ()
        if part.name not in self._old:
            return item.nodes
        self.conflicts += _additions([part], self._old, "is no longer generated")
        self._comments_of_lost_block(item)
        return ()

    def _surplus_import(self, item: _Item, imports: Imports) -> Sequence[cst.BaseStatement]:
        extra = imports.extra(item.part)
        if not extra and nodes.comments(item.nodes[0]):
            reason = "was commented, and is no longer generated"
            self.conflicts.append(Conflict(item.part.line, item.part.name, reason))
        return (nodes.importing(item.nodes[0], item.nodes[0], extra),) if extra else ()

    def _comments_of_lost_block(self, item: _Item) -> None:
        if item.part.kind == "class" and nodes.footer_comments(item.nodes[0]):
            reason = "holds comments, and is no longer generated"
            self.conflicts.append(Conflict(item.part.line, item.part.name, reason))

    def _matched(self, disk: _Item, new: _Item, imports: Imports) -> Sequence[cst.BaseStatement]:
        """A part that is both on disk and generated."""
        if disk.part.kind == new.part.kind == "import":
            names = [*new.part.words, *imports.extra(disk.part)]
            return (nodes.importing(new.nodes[0], disk.nodes[0], names),)
        if disk.part.kind == new.part.kind == "typing":
            inner = self._scope(self._inside(disk), self._inside(new))
            return nodes.with_body(disk.nodes, new.nodes, inner)
        shell = self._shell(disk, new)
        if disk.part.kind == new.part.kind == "class":
            inner = self._scope(self._inside(disk), self._inside(new))
            return nodes.with_body(disk.nodes, new.nodes, inner, shell)
        if disk.part.kind == "class" and shell is not disk.nodes:
            self.conflicts += _additions(disk.part.parts, self._old, "is no longer generated")
        return shell

    def _shell(self, disk: _Item, new: _Item) -> Sequence[cst.BaseStatement]:
        """The statements of a part, those inside of a class aside."""
        old = _split(self._old, disk.part)
        have, want = frozenset(disk.part.words), frozenset(new.part.words)
        if have == want or (old is not None and old <= have):
            return nodes.with_additions(new.nodes, disk.nodes, want | (old or frozenset()))
        if old is None:
            return self._conflict(disk, "was added by hand, and is now generated too")
        if old == want:
            return disk.nodes
        return self._conflict(disk, "was edited, and is generated differently now")

    def _conflict(self, item: _Item, reason: str) -> Sequence[cst.BaseStatement]:
        self.conflicts.append(Conflict(item.part.line, item.part.name, reason))
        return item.nodes

    @staticmethod
    def _inside(item: _Item) -> list[_Item]:
        return _items(item.part.parts, nodes.body(item.nodes[0]))
