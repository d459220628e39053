"""A page says the same in whatever spelling of Markdown: each way of writing, over all pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.model import Loc
from generator.read.reader import read_page
from generator.records import Record

ROOT = Path(__file__).parents[2] / "docs_input"
PAGES = sorted(page for page in ROOT.rglob("*.md") if page.parent.name in ("api", "resources"))

Variant = Callable[[str], str]

#: What a page does not say: where it says it, what was odd about that, and how it looked.
_ASIDE = frozenset({"findings", "inventory", "links", "loc", "key_loc", "body_loc", "body_line"})


def _by_line(change: Variant, fence: Variant = str) -> Variant:
    """A change of every line outside of code blocks and comments, and one of their fences."""

    def changed(text: str) -> str:
        lines, code, comment = [], False, False
        for line in text.split("\n"):
            comment = comment or (not code and "<!--" in line)
            if line.startswith("```"):
                code = not code
                lines.append(fence(line))
            else:
                lines.append(line if code or comment else change(line))
            comment = comment and "-->" not in line
        return "\n".join(lines)

    return changed


def _in_rows(change: Variant) -> Variant:
    return _by_line(lambda line: change(line) if line.startswith("|") else line)


def _in_headings(change: Variant) -> Variant:
    is_tab = re.compile(r".*\(#tab/")
    return _by_line(
        lambda line: change(line) if line.startswith("##") and not is_tab.match(line) else line
    )


def _with_references(text: str) -> str:
    found: list[str] = []

    def reference(match: re.Match[str]) -> str:
        found.append(match[2])
        return f"[{match[1]}][target-{len(found)}]"

    link = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^()\s]+\.md)\)")
    body = _in_rows(lambda line: link.sub(reference, line))(text)
    definitions = (f"[target-{n}]: {target}\n" for n, target in enumerate(found, 1))
    return body + "\n\n" + "".join(definitions)


VARIANTS: dict[str, Variant] = {
    "byte-order-mark-and-crlf": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "rows-without-closing-pipe": _in_rows(lambda line: re.sub(r"(?<=[^|\s])\s*\|\s*$", "", line)),
    "tabs-in-rows": _in_rows(lambda line: re.sub(r"(?<!\\)\|", " |\t", line)),
    "names-in-bold": _in_rows(lambda line: re.sub(r"^\|(?=[a-z])(\w+)\|", r"|**\1**|", line)),
    "types-as-code": _in_rows(lambda line: re.sub(r"\|(String|Int32|Boolean)\|", r"|`\1`|", line)),
    "links-by-reference": _with_references,
    "links-with-titles": lambda text: re.sub(r"\]\(([^()\s#]+\.md)\)", r'](./\1 "title")', text),
    "headings-closed": _in_headings(lambda line: f"{line} ##"),
    "headings-in-bold": _in_headings(lambda line: re.sub(r"^(#+) ([^`*]+)$", r"\1 **\2**", line)),
    "headings-with-no-break-space": _in_headings(
        lambda line: line.replace(" request", "\u00a0request")
    ),
    "headings-underlined": _by_line(lambda line: re.sub(r"^## (.+)$", r"\n\1\n---", line)),
    "headings-far-from-text": _in_headings(lambda line: f"\n{line}\n\n"),
    "headings-close-to-text": lambda text: re.sub(r"(?m)^(#+ .*)\n\n(?=[A-Za-z|])", r"\1\n", text),
    "fences-of-tildes": _by_line(str, lambda line: line.replace("```", "~~~")),
    "fences-without-language": _by_line(str, lambda line: "```"),
    "fences-with-a-blank": _by_line(str, lambda line: line.replace("```", "``` ")),
    "blanks-behind-lines": _by_line(lambda line: f"{line}   " if line[:1].isalpha() else line),
    "indented-text": _by_line(lambda line: f"  {line}" if line[:1].isalpha() else line),
    "block-type-in-another-case": lambda text: text.replace('"blockType"', '"BlockType"'),
    "tabs-of-another-level": lambda text: re.sub(r"(?m)^# (\[.*\]\(#tab/)", r"#### \1", text),
}


def _said(value: Any) -> Any:
    """What facts say, as plain data without places."""
    if isinstance(value, Loc):
        return None
    if isinstance(value, Record):
        names = [name for name in value.__struct_fields__ if name not in _ASIDE]
        return {name: _said(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [_said(item) for item in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def _include(path: str) -> str | None:
    file = ROOT / path
    return file.read_text(encoding="utf-8") if file.is_file() else None


def _facts(page: Path, text: str) -> Any:
    return _said(read_page(page.relative_to(ROOT).as_posix(), text, _include))


@cache
def _as_written(page: Path) -> tuple[str, Any]:
    text = page.read_text(encoding="utf-8")
    return text, _facts(page, text)


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_a_page_says_the_same_in_another_spelling(variant: Variant) -> None:
    changed = 0
    for page in PAGES:
        text, facts = _as_written(page)
        other = variant(text)
        changed += other != text
        assert other == text or _facts(page, other) == facts, page.name
    assert changed, "no page of docs_input has what this variant changes"
