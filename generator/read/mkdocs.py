"""Markdown as MkDocs and PyMdown extend it: tabs, call-outs and blocks, as what others write.

What such a mark holds is indented by four blanks, which makes it a code block to CommonMark.
Sources: the Python-Markdown admonition syntax, PyMdown's tabbed, details and blocks syntax.
"""

from __future__ import annotations

import re

_MARK = re.compile(
    r'^(?P<indent> *)(?:===(?P<tab>[+!]{0,2}) +"(?P<label>[^"\n]{1,200})"'
    r'|(?:!!!|\?\?\?\+?) +(?P<kind>[a-z][\w-]*)(?: [\w -]{1,80})?(?: +"(?P<title>[^"\n]{0,200})")?)'
    r"[ \t]*$",
    re.MULTILINE,
)
_BLOCK = re.compile(
    r"^ {0,3}/{3,}(?: (?P<kind>[a-z][\w-]*)(?: \|(?P<title>[^\n]{0,200}))?)?[ \t]*$"
)
_ANY = re.compile(r"^(?: *(?:===[+!]{0,2} +\"|(?:!!!|\?\?\?\+?) +[a-z])| {0,3}/{3,})", re.MULTILINE)
_MARKS = ("===", "!!!", "???", "///")
_FENCE = re.compile(r" *(?P<mark>`{3,}|~{3,})")
#: Call-outs beside the subject, as `> [!NOTE]` is; others hold examples and the like.
_NOTES = frozenset(
    (
        *("note", "warning", "danger", "caution", "attention", "important", "tip", "hint", "bug"),
        *("error", "failure", "seealso", "deprecated"),
    )
)
_STEP = 4


def without_marks(text: str) -> str:
    """The text with what tabs and call-outs hold at the margin, below the name that they have.

    Notes become quotes. Every line keeps its number.
    """
    if not any(mark in text for mark in _MARKS) or not _ANY.search(text):
        return text
    return "\n".join(_lines(text.split("\n")))


def _lines(lines: list[str]) -> list[str]:
    found: list[str] = []
    open_: list[tuple[int, str]] = []  # how far what is open is indented, and what goes before it
    fence = ""
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        if line.strip():
            while open_ and indent < open_[-1][0]:
                open_.pop()
                fence = ""
        base, prefix = open_[-1] if open_ else (0, "")
        mark = None if fence else _MARK.match(line)
        if mark and indent - base < _STEP:
            title = _title(mark)
            is_note = mark["kind"] in _NOTES
            found.append(f"{prefix}{'> ' if is_note else ''}{title}")
            open_.append((indent + _STEP, f"{prefix}> " if is_note else prefix))
            continue
        block = None if fence else _BLOCK.match(line)
        if block:
            found.append(f"{block['title'].strip()}:" if block["title"] else "")
            continue
        fence = _fence_after(line, fence)
        found.append(f"{prefix}{line[base:]}")
    return found


def _title(mark: re.Match[str]) -> str:
    if mark["label"]:
        return f"{mark['label'].strip(' :')}:"
    title = (mark["title"] or "").strip()
    if mark["kind"] in _NOTES:
        title = title or mark["kind"].capitalize()
        return f"{title}." if title[-1].isalnum() else title
    return f"{title.rstrip(':')}:" if title else ""


def _fence_after(line: str, fence: str) -> str:
    """The mark that closes the code block which is open behind a line; empty where none is."""
    found = _FENCE.match(line)
    if found is None:
        return fence
    mark = found["mark"]
    if not fence:
        return mark
    closes = mark.startswith(fence) and not line[found.end() :].strip()
    return "" if closes else fence
