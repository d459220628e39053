"""Parts of files: the quick way and the syntax tree agree, on whatever there is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.config import Config
from generator.definitions.parts import scan, words_of
from generator.definitions.quick import quick_words, words_json

ROOT = Path(__file__).parents[2]


def test_generated_files_take_the_quick_way_and_it_is_right() -> None:
    files = pipeline.run(Config(ROOT / "docs_input", jobs=1)).files
    texts = {path: text for path, text in files.items() if path.endswith(".py")}
    quick = {path: quick_words(text) for path, text in texts.items()}
    slow = [path for path, words in quick.items() if words is None and "_runtime" not in path]

    assert all(path.endswith(("__init__.py", "conftest.py")) for path in slow)
    for path, words in quick.items():
        assert words in (None, words_of(scan(texts[path]))), path


@pytest.mark.parametrize("folder", ["generator", "templates", "tests"])
def test_other_files_get_the_same_answer_or_none(folder: str) -> None:
    for file in sorted((ROOT / folder).rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        assert quick_words(text) in (None, words_of(scan(text))), file


LINES = (
    '"""Doc."""', '"""Doc', 'of two lines."""', "", "# note", "@mark", "@mark(", "    1,", ")",
    "import a", "from a import b, c", "from a import (", "    b,", "class A:", "class A(B):  # x",
    "class A: ...", "    x: int = 1", '    """Of x."""', "    # deep", "    def f(self):",
    "        return 1", "        # deeper", "x = 1", "x = [", "]", "if TYPE_CHECKING:", "else:",
    "    from a import b", "    @mark", "x += 1", "exceptions: int = 1", "def f(): ...", "f()",
    "    exceptions = 2", "x = '\"\"\"'", "   odd = 1", "  # odd",
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@example(["@mark", "        # deeper", "def f(): ..."])
@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_any_lines_get_the_same_answer_or_none(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    try:
        expected = words_of(scan(text))
    except SyntaxError:
        return
    assert quick_words(text) in (None, expected)


def test_files_of_any_layout_have_words() -> None:
    odd = "try:\n    import a\nexcept ImportError:\n    a = None\n"

    assert json.loads(words_json(odd)) == words_of(scan(odd))
    assert json.loads(words_json("")) == {}
