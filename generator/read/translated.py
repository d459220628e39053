"""Pages in other languages: what they keep of the original, and the words that matter for types.

Translated pages keep the anchor of the original heading (`<a name="http-request"></a>`), and many
keep the original text beside the translation, in a span of the class `sxs-lookup`. Their front
matter has `ms.contentlocale`. Tables keep their columns in the original order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.read.vocabulary import Column, role_of

_BESIDE = re.compile(
    r'<span data-ttu-id="[^"\n]*">(?:(?!<span)[^\n])*?</span>'
    r'<span class="sxs-lookup"><span data-stu-id="[^"\n]*">(?P<original>(?:(?!</span>)[^\n])*)'
    r"</span></span>"
)
_ANCHOR = re.compile(r'<a (?:name|id)="(?P<slug>[a-z0-9-]{1,100})">\s*</a>')
_NAMESPACE = re.compile(
    r"[^\s:\uff1a`*\[]+(?: [^\s:\uff1a`*\[]+){0,3} ?[:\uff1a]\s*"
    r"(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)\s*\Z"
)
#: Words of type cells, by what the original says.
_WORDS = tuple(
    (re.compile(rf"\s*(?:{pattern})", re.IGNORECASE), original)
    for original, pattern in (
        (" collection", "集合|コレクション|-?sammlung|cole[çc][ãa]o|colección|коллекция"),
        ("String", "字符串|文字列|zeichenfolge|cadena(?: de caracteres)?|chaîne|строка"),
        ("Boolean", "布尔值?|ブール(?:値|型)|boolesch\\w*|boole?ano|booléen|логическое"),
    )
)


def is_translated(front: Mapping[str, str]) -> bool:
    """Whether a page's front matter says that it is in another language than the original."""
    return not front.get("ms.contentlocale", "en").lower().startswith("en")


def with_originals(text: str) -> str:
    """A page's text with the original in place of each translation that it stands beside."""
    if "sxs-lookup" not in text:
        return text
    return _BESIDE.sub(lambda found: found["original"], text)


def original_heading(raw: str, text: str) -> str:
    """A heading's text; the original's words where only these announce something known."""
    found = _ANCHOR.match(raw.strip())
    if found is None or role_of(text.strip().lower()) != "prose":
        return text
    words = re.sub(r"-\d+\Z", "", found["slug"]).replace("-", " ")
    return words if role_of(words) != "prose" else text


def namespace_line(raw: str) -> str | None:
    """The namespace that a line of its own states, whatever its label is in the language."""
    found = _NAMESPACE.match(raw.strip()) if len(raw) < 300 else None
    return found["name"] if found else None


def columns_by_place(width: int) -> dict[Column, int]:
    """The columns of a table whose header is in another language, by the original's order."""
    if width > 2:
        return {"name": 0, "type": 1, "description": 2}
    return {"name": 0, "description": 1} if width == 2 else {}


def original_type(text: str) -> str:
    """A type cell's text with the original's words for strings, Booleans and collections."""
    for pattern, original in _WORDS:
        text = pattern.sub(original, text)
    return text
