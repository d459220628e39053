"""The manifest: the same bytes for the same output, and read whatever its layout is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.definitions.parts import scan, words_of
from generator.errors import OutputError
from generator.texts import Texts
from generator.write.manifest import Manifest, manifest_of, read_manifest

FILES = {
    "pkg/a.py": "import re\n\n\nclass A:\n    x = 1\n\n    def f(self): ...\n",
    "pkg/b.py": "'a statement, with \"quotes\": {'\nprint('}, \\n')\n",
    "pkg/empty.py": "",
    "c.txt": "c\n",
}

LAYOUTS: dict[str, Callable[[str], str]] = {
    "as written": str,
    "other line ends": lambda text: text.replace("\n", "\r\n"),
    "indented": lambda text: json.dumps(json.loads(text), indent=4),
    "on one line": lambda text: json.dumps(json.loads(text)),
    "with a mark": lambda text: f"\ufeff{text}",
    "unsorted": lambda text: json.dumps(dict(reversed(json.loads(text).items())), indent=2),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read(tmp_path: Path, layout: str) -> None:
    made = manifest_of(Texts.of(FILES), "1", "pages", slice={"include": ("a", "b")})
    file = tmp_path / "manifest.json"
    file.write_bytes(LAYOUTS[layout](made.text()).encode())

    found = read_manifest(file)

    assert found == made
    assert found.text() == made.text()
    for path, text in FILES.items():
        expected = words_of(scan(text)) if path.endswith(".py") else {}
        assert found.words(path) == made.words(path) == expected


def test_what_is_known_is_carried_over() -> None:
    old = manifest_of(Texts.of(FILES), "1", "old")
    files = Texts.of(FILES, {"pkg/a.py": "a = 1\n"})

    assert manifest_of(files, "1", "new", [old]) == manifest_of(files, "1", "new")


@given(st.dictionaries(st.text(min_size=1), st.dictionaries(st.text(), st.text())))
def test_any_words_survive(tmp_path_factory: pytest.TempPathFactory, words: object) -> None:
    text = (
        Manifest("1", "pages")
        .text()
        .replace('"definitions": {}', f'"definitions": {json.dumps(words)}')
    )
    file = tmp_path_factory.getbasetemp() / "manifest.json"
    file.write_text(text, encoding="utf-8")
    once = read_manifest(file)
    assert once is not None
    file.write_text(once.text(), encoding="utf-8")

    again = read_manifest(file)

    assert again == once
    assert isinstance(words, dict)
    assert {path: again.words(path) for path in words} == words


def test_a_conflict_of_version_control_is_no_manifest(tmp_path: Path) -> None:
    lines = manifest_of(Texts.of(FILES), "1", "pages").text().split("\n")
    file = tmp_path / "manifest.json"
    for at in range(len(lines) - 1):
        file.write_text("\n".join([*lines[:at], "<<<<<<< ours", *lines[at:]]))

        with pytest.raises(OutputError, match="is not a manifest"):
            read_manifest(file)
