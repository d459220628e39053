"""Pages in other languages: what they keep of the original, and the words that matter for types.

Translated pages keep the anchor of the original heading (`<a name="http-request"></a>`), and many
keep the original text beside the translation, in a span of the class `sxs-lookup`. Their front
matter has `ms.contentlocale`. Tables keep their columns in the original order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.read.translated_words import MANY_AFTER, MANY_BEFORE, NO_SUPPORT, TYPE_WORDS
from generator.read.vocabulary import Column, role_of

_BESIDE = re.compile(
    r'<span data-ttu-id="[^"\n]*">(?:(?!<span)[^\n])*?</span>'
    r'<span class="sxs-lookup"><span data-stu-id="[^"\n]*">(?P<original>(?:(?!</span>)[^\n])*)'
    r"</span></span>"
)
_APART = re.compile(r"(?<=[A-Za-z])\. (?=[A-Z])", re.ASCII)
_TWO: tuple[Column, ...] = ("name", "description")
_PLAIN_TYPE = re.compile(r"(?:Edm\.)?(?:String|Boolean|Int\d\d|Double|DateTimeOffset|Guid)\Z")
_TYPE_TITLE = re.compile(
    r"ressourcentyp|-ressource(?:ntyp)?\b|type de ressource|tipo (?:de |di )?(?:recurso|risorsa)"
    r"|тип ресурса|资源类型|資源類型|リソースの?(?:型|種類|タイプ)|리소스 (?:종류|유형)|复杂类型"
    r"|(?P<enum>aufzählungstyp|aufzählung|type d['’]énumération|énumération|tipo de enumeración"
    r"|enumeración|tipo de enumeração|enumeração|枚举类型?|列挙型?|перечисление)",
    re.IGNORECASE,
)
#: Words beside the name of the type: articles, and such as stand before it.
_SMALL = frozenset(("de", "del", "la", "le", "di", "do", "da", "der", "das", "the", "type", "tipo"))
_ANCHOR = re.compile(r'<a (?:name|id)="(?P<slug>[a-z0-9-]{1,100})">\s*</a>')
_NAMESPACE = re.compile(
    r"[^\s:\uff1a`*\[]+(?: [^\s:\uff1a`*\[]+){0,3} ?[:\uff1a]\s*"
    r"(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)\s*\Z"
)
_TOKEN = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)
_KINDS = {
    "resource type": "resource type",
    "complex type": "complex type",
    "resource": "resource type",
    "enum type": "enum type",
    "enumeration": "enum type",
    "values": "values",
    "members": "members",
    "flags": "flags",
}


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
    if role_of(words) != "prose":
        return words
    first, _, kind = words.partition(" ")
    if kind in _KINDS:  # "policymode values": the translation has the name in its own case
        names = (name for name in _TOKEN.findall(text) if name.lower() == first)
        return f"{next(names, first)} {_KINDS[kind]}"
    return text


def without_anchor(raw: str) -> str:
    """A heading without the anchor of the original."""
    return _ANCHOR.sub("", raw, count=1).strip() if raw.startswith("<a ") else raw.strip()


def original_title(text: str) -> str:
    """A resource page's title with the original's words: "Tipo de recurso calendar".

    The type is the only word in Latin letters, or the one in quotes or in the case that only types
    have. Any other title stays as it is.
    """
    found = _TYPE_TITLE.search(text)
    if found is None:
        return text
    rest = text[: found.start()] + " " + text[found.end() :]
    names = [name for name in _TOKEN.findall(rest) if name.lower() not in _SMALL]
    kind = "enum type" if found["enum"] else "resource type"
    return f"{names[0]} {kind}" if len(names) == 1 else text


def namespace_line(raw: str) -> str | None:
    """The namespace that a line of its own states, whatever its label is in the language."""
    found = _NAMESPACE.match(raw.strip()) if len(raw) < 300 else None
    return found["name"] if found else None


def columns_by_place(width: int, known: Mapping[Column, int]) -> dict[Column, int]:
    """The columns of a table whose header is in another language, by the original's order.

    `known` are those whose names both languages share ("Name", "Type").
    """
    order: tuple[Column, ...] = ("name", "type", "description") if width > 2 else _TWO
    if width < 2:
        return dict(known)
    taken = set(known.values())
    places = {column: at for at, column in enumerate(order) if at not in taken}
    return {**places, **known}


def original_type(text: str) -> str:
    """A type cell's text with the original's words for primitive types and collections."""
    if text.isascii() and _PLAIN_TYPE.match(text):
        return text
    for pattern, original in TYPE_WORDS:
        text = pattern.sub(original, text)
    return text


def is_of_many(before: str, after: str) -> bool:
    """Whether what stands around the name of a type says that many are meant."""
    return bool(MANY_BEFORE.search(before) or MANY_AFTER.match(after))


def is_denied(text: str) -> bool:
    """Whether a sentence says that something is not supported."""
    return NO_SUPPORT.search(text) is not None


def joined_names(text: str) -> str:
    """Text with names put together again that translation took apart: `Policy. Read. All`."""
    return _APART.sub(".", text)
