"""Random additions survive random regenerations, and nothing else does."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.definitions.parts import Words, scan, words_of
from generator.write.conflicts import Conflicts
from generator.write.merge import merge

NAMES = "abcd"


@dataclass(frozen=True)
class Generated:
    """What a generator might write: imports, functions and classes, each in some version."""

    imports: tuple[tuple[str, int], ...]
    functions: tuple[tuple[str, int], ...]
    classes: tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...]

    def blocks(self) -> list[list[str]]:
        """The text in blocks of lines, between which people may write."""
        found = [['"""Module."""'], ["from __future__ import annotations"]]
        found += [
            [f"from .{name} import {name.upper()}{version}"] for name, version in self.imports
        ]
        for name, version in self.functions:
            found.append([f"def f_{name}() -> int:", f"    return {version}"])
        for name, version, members in self.classes:
            found.append([f"class {name.upper()}:", f'    """Version {version}."""'])
            for member, number in members:
                found.append([f"    {member}: int = prop({number})", f'    """Is {number}."""'])
        return found

    @property
    def text(self) -> str:
        return written(self.blocks())

    @property
    def words(self) -> Words:
        return words_of(scan(self.text))


def written(blocks: list[list[str]]) -> str:
    return "\n".join("\n".join(block) + "\n" for block in blocks)


def versions(names: str) -> st.SearchStrategy[tuple[tuple[str, int], ...]]:
    pairs = st.tuples(st.sampled_from(names), st.integers(0, 2))
    return st.lists(pairs, max_size=4, unique_by=lambda pair: pair[0]).map(tuple)


generated = st.builds(
    Generated,
    versions(NAMES),
    versions(NAMES),
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.integers(0, 1), versions(NAMES)),
        max_size=3,
        unique_by=lambda item: item[0],
    ).map(tuple),
)

OWN = (
    ["# own {}"],
    ["own_{} = 1  # of mine"],
    ["import own_{}"],
    ["def own_{}():", '    """Mine."""', "", "    return 1"],
    ["class Own{}:", "    # within", "    x = 1"],
    ["if own:", "    own_{}()"],
)


def added(blocks: list[list[str]], places: list[tuple[int, int]]) -> tuple[str, list[str]]:
    """The text with additions behind some blocks, and what they are without indentation."""
    result, own = [], []
    for index, block in enumerate(blocks):
        result.append(block)
        for number, (place, kind) in enumerate(places):
            # In front of `from __future__` there is room for nothing.
            if index != 1 + place % (len(blocks) - 1):
                continue
            indent = block[-1][: len(block[-1]) - len(block[-1].lstrip())]
            if indent and block[0].startswith("def"):
                indent = ""
            lines = [line.format(number) for line in OWN[kind]]
            result.append([indent + line if line else "" for line in lines])
            own.append("\n".join(lines))
    return written(result), own


def stripped(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def without(text: str, own: list[str]) -> list[str]:
    """The lines of a text after the additions were taken out of it, each exactly once."""
    lines = stripped(text)
    for addition in own:
        wanted = stripped(addition)
        starts = [i for i in range(len(lines)) if lines[i : i + len(wanted)] == wanted]
        assert len(starts) == 1, (addition, text)
        del lines[starts[0] : starts[0] + len(wanted)]
    return lines


places = st.lists(st.tuples(st.integers(0, 20), st.integers(0, len(OWN) - 1)), max_size=5)


@settings(max_examples=150, deadline=None)
@given(st.lists(generated, min_size=2, max_size=4), places)
def test_additions_survive_whatever_is_generated(
    runs: list[Generated], where: list[tuple[int, int]]
) -> None:
    disk, own = added(runs[0].blocks(), where)
    base = runs[0].words
    for run in runs[1:]:
        before = disk
        try:
            disk = merge([base], disk, run.text)
        except Conflicts as error:
            # Only what was written into something that is gone cannot stay.
            assert all("no longer generated" in item.reason for item in error.found)
            gone = base.keys() - run.words.keys()
            assert all(
                item.member.split(".")[0] in {n.split(".")[0] for n in gone} for item in error.found
            )
            return
        base = run.words
        assert without(disk, own) == stripped(run.text), before
        assert merge([base], disk, run.text) == disk


@settings(max_examples=50, deadline=None)
@given(generated, generated)
def test_without_additions_the_result_is_the_new_text(old: Generated, new: Generated) -> None:
    assert stripped(merge([old.words], old.text, new.text)) == stripped(new.text)


@settings(max_examples=50, deadline=None)
@given(generated, generated, places)
def test_a_stopped_run_can_be_finished(
    old: Generated, new: Generated, where: list[tuple[int, int]]
) -> None:
    disk, _ = added(old.blocks(), where)
    try:
        done = merge([old.words], disk, new.text)
    except Conflicts:
        return
    assert stripped(merge([old.words, new.words], done, new.text)) == stripped(done)
