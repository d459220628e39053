"""Inline Markdown to plain text, with the links that it holds.

Cells and paragraphs arrive raw; most hold no markup at all, so a scan with one pattern is enough
and far cheaper than a full inline parse. What it understands: links (inline, reference style,
shortcuts), images, code spans, emphasis, backslash escapes, HTML entities, `<br>`, other tags
and comments.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from generator.records import Record


class Inline(Record):
    """Plain text, and the links found in it as (text, target), in order."""

    text: str
    links: tuple[tuple[str, str], ...] = ()


#: What stands behind the label of a link: its target, maybe with a title, or its reference. Part
#: of the patterns that look for links in running text.
LINK = (
    r"(?:\([ ]{0,3}<?[^()\s<>]*>?(?:[ ]{1,3}(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'))?[ ]{0,3}\)"
    r"|\[[^\[\]\n]*\])"
)
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
#: All white space but the blank. One set of characters is found far quicker than alternatives.
_BLANKS = r"\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_MARKUP = re.compile(rf"[\[`*_\\&<{_BLANKS}{_INVISIBLE}]")
_TOKEN = re.compile(
    r"""
    (?=[`!\[\\<*_])(?:
      (?P<code>(?P<ticks>`++)
        (?P<span>[^`]*+(?:(?!(?P=ticks)(?!`))`++[^`]*+){0,20}+)(?P=ticks)(?!`))
    | (?P<loose>`++)
    | !?\[(?P<label>(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]{0,200}\]|\n(?!\n))*)\]
        (?:\([ ]*+<?(?P<target>[^()\s>]*(?:\([^()\s]*\)[^()\s>]*)*)>?
            (?:[ \t]++(?:"[^"]*+"|'[^']*+'))?[ ]*+\)
          |\[(?P<reference>[^\[\]\n]*)\])?
    | \\(?P<escaped>[!-/:-@\[-`{-~])
    | <(?:br|/?(?:li|ul|ol|p|div))[ \t]*/?>(?P<br>)
    | <!--(?:[^-\n<]|-(?!->)|<(?!!--))*+-->
    | </?[A-Za-z][A-Za-z0-9-]{0,20}(?:[ \t][^<>]{0,300})?/?>
    | \*+
    | (?<![A-Za-z0-9_])(?P<under>_{1,3})(?=[^\s_])(?P<em>[^_\n]{1,400})(?<=\S)(?P=under)
        (?![A-Za-z0-9_])
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_WITHOUT_INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))


def reduce_inline(raw: str, references: Mapping[str, str]) -> Inline:
    """Plain text of inline Markdown. Newlines become spaces, runs of blanks one blank.

    A shortcut link `[x]` counts as a link only when `references` defines it; otherwise the
    brackets are text.
    """
    if "  " not in raw and not _MARKUP.search(raw):
        return Inline(raw.strip())
    links: list[tuple[str, str]] = []
    parts: list[str] = []
    position = 0
    for match in _TOKEN.finditer(raw):
        parts.append(raw[position : match.start()])
        parts.append(_plain(match, references, links))
        position = match.end()
    parts.append(raw[position:])
    text = html.unescape("".join(parts))
    if not text.isascii():
        text = text.translate(_WITHOUT_INVISIBLE)
    return Inline(" ".join(text.split()), tuple(links))


def _plain(
    match: re.Match[str], references: Mapping[str, str], links: list[tuple[str, str]]
) -> str:
    if match["code"] is not None:
        return match["span"].strip()
    if match["loose"] is not None:
        return match["loose"]
    if match["label"] is not None:
        return _link(match, references, links)
    if match["em"] is not None:
        inner = reduce_inline(match["em"], references)
        links.extend(inner.links)
        return inner.text
    if match["escaped"] is not None:
        return match["escaped"]
    return " " if match["br"] is not None else ""


def _link(match: re.Match[str], references: Mapping[str, str], links: list[tuple[str, str]]) -> str:
    label = reduce_inline(match["label"], {}).text
    target = match["target"]
    if target is None:
        reference = (match["reference"] or match["label"]).strip().lower()
        target = references.get(reference)
    if target is None:
        return match[0] if match["reference"] is None else label
    if match[0].startswith("!"):
        return label
    links.append((label, target))
    return label
