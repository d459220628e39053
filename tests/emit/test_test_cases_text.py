"""The page's text survives the way into a test and out again, whatever it holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import black
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.emit.test_cases_text import block
from templates.runtime.documented import outdent

LINE = st.text(
    alphabet=st.sampled_from(list("a{}\"'\\ \t\r\u00a0\u2028\x0c\x00é\ud800n")), max_size=8
)
TEXTS = st.one_of(st.text(), st.lists(LINE, max_size=5).map("\n".join))


def survived(lines: list[str]) -> str:
    """What the block's text is once the test has run and the runtime has read it."""
    space: dict[str, str] = {}
    exec("if True:\n" + "\n".join(lines), space)
    return outdent(space["sends"])


@given(TEXTS)
@example('"""')
@example("\\")
@example('a"\n"')
@example(" \n\n  \n")
def test_every_text_survives(text: str) -> None:
    assert survived(block("sends", text)) == text


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_black_leaves_it_alone(text: str) -> None:
    source = "def test_x() -> None:\n" + "\n".join(block("sends", text)) + "\n"
    source = source.encode("utf-8", "strict").decode()
    assert black.format_str(source, mode=black.Mode()) == source


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("GET /me", ['sends = """', "    GET /me"]),
        ('{"a": "b\\n"}', ['sends = r"""', '    {"a": "b\\n"}']),
        ("GET /me ", ['sends = """', "    GET /me\\x20"]),
        ("a\u00a0b\\", ['sends = """', "    a\\xa0b\\\\"]),
    ],
)
def test_the_form_is_the_plainest_that_is_safe(text: str, lines: list[str]) -> None:
    assert [line[4:] for line in block("sends", text)] == [*lines, '"""']


def test_ruff_finds_nothing_in_it(tmp_path: Path) -> None:
    text = 'GET /me \n\tA: b\\\n\n{\u00a0"a": """b"""} '
    source = '"""Doc."""\n\n\ndef test_x() -> None:\n' + "\n".join(block("sends", text))
    path = tmp_path / "test_x.py"
    path.write_text(source + "\n    assert sends\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--select=E4,E7,E9,F,W",
        str(path),
    ]
    subprocess.run(command, check=True)
