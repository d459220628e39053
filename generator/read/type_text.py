"""Types as tables and JSON representations spell them.

`parse_type` reads the type cell of a table, `json_type` a value of a JSON representation. Neither
knows which types exist: a name is given as it is written, with the link that documents it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from generator.records import Record, replace

_UNTYPED = "Edm.Untyped"

#: Spellings of primitive types, in lower case and without `Edm.`.
_PRIMITIVES = {
    "string": "Edm.String",
    "str": "Edm.String",
    "etag": "Edm.String",
    "range": "Edm.String",
    "url": "Edm.String",
    "int64": "Edm.Int64",
    "long": "Edm.Int64",
    "number": "Edm.Int64",
    "integer": "Edm.Int64",
    "int": "Edm.Int32",
    "int32": "Edm.Int32",
    "int16": "Edm.Int16",
    "short": "Edm.Int16",
    "byte": "Edm.Byte",
    "sbyte": "Edm.Int16",
    "binary": "Edm.Binary",
    "stream": "Edm.Stream",
    "single": "Edm.Single",
    "float": "Edm.Single",
    "double": "Edm.Double",
    "numeric": "Edm.Double",
    "decimal": "Edm.Decimal",
    "bool": "Edm.Boolean",
    "boolean": "Edm.Boolean",
    "guid": "Edm.Guid",
    "uuid": "Edm.Guid",
    "datetime": "Edm.DateTimeOffset",
    "datetimeoffset": "Edm.DateTimeOffset",
    "timestamp": "Edm.DateTimeOffset",
    "date": "Edm.Date",
    "timeofday": "Edm.TimeOfDay",
    "duration": "Edm.Duration",
    "json": _UNTYPED,
    "object": _UNTYPED,
    "untyped": _UNTYPED,
    "any": _UNTYPED,
    "dict": _UNTYPED,
    "map": _UNTYPED,
    "hash": _UNTYPED,
    "enum": "Edm.String",
    "text": "Edm.String",
    "date-time": "Edm.DateTimeOffset",
    "iso8601": "Edm.DateTimeOffset",
}
#: What a note in brackets or a word behind `String` makes of it: `String (timestamp)`.
_NOTES = {
    "timestamp": "Edm.DateTimeOffset",
    "datetime": "Edm.DateTimeOffset",
    "datetimeoffset": "Edm.DateTimeOffset",
    "date": "Edm.Date",
    "duration": "Edm.Duration",
    "iso 8601 duration": "Edm.Duration",
    "timeofday": "Edm.TimeOfDay",
    "guid": "Edm.Guid",
    "binary": "Edm.Binary",
    "date-time": "Edm.DateTimeOffset",
    "uuid": "Edm.Guid",
}
#: Spellings of more than a name that mean a type without members.
_PHRASES = {
    **dict.fromkeys(("json object", "untyped json object"), _UNTYPED),
    **dict.fromkeys(("email address", "ip address", "mac address", "phone number"), "Edm.String"),
    **dict.fromkeys(("hex color", "hex string", "e-mail", "e-mail address"), "Edm.String"),
    **dict.fromkeys(("iso 8601", "iso-8601", "iso 8601 string"), "Edm.DateTimeOffset"),
    **dict.fromkeys(("iso 8601 datetime", "iso 8601 date-time"), "Edm.DateTimeOffset"),
    **dict.fromkeys(("rfc 3339", "rfc3339", "rfc-3339", "date time"), "Edm.DateTimeOffset"),
    **dict.fromkeys(("iso date", "iso 8601 date"), "Edm.Date"),
    "iso 8601 duration": "Edm.Duration",
    **dict.fromkeys(("unix timestamp", "unix time", "epoch timestamp"), "Edm.Int64"),
}
#: Primitive spellings that are the name of a type where they link to a page.
_WEAK = frozenset(("etag", "range", "url"))
#: Cells longer than this are prose.
_LONGEST = 500
#: Literals in a JSON representation; the number of digits is fixed where the format fixes it.
_LITERALS = (
    (r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "Edm.Guid"),
    (r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[-+][0-9:]+)?", "Edm.DateTimeOffset"),
    (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "Edm.Date"),
    (r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?", "Edm.TimeOfDay"),
    (r"-?P(?=[0-9T])[0-9YMWDTHS.]+", "Edm.Duration"),
)
_LITERAL = tuple((re.compile(rf"{pattern}\Z", re.IGNORECASE), name) for pattern, name in _LITERALS)

_RESIDUE = re.compile(r"[`*]|\]\[[^\]\[]*\]|\]\([^()\s]*\)?")
_SPACES = re.compile(r"\s+")
_NAME = re.compile(r"#?[A-Za-z_][\w-]*+(?:\.[A-Za-z_][\w-]*+)*+\Z", re.ASCII)
_OPEN = re.compile(
    r"collecti?on?\s*\(\s*|(?:array|list)\s*[(<]\s*"
    r"|(?:collections?|arrays?|lists?|sets?) of (?:an? |the )?",
    re.IGNORECASE,
)
_CLOSE = re.compile(r"(?:\s+(?:collections?|arrays?|lists?)|\s*\[\s*\])\Z", re.IGNORECASE)
_KIND = re.compile(
    r"\s+(?:(enum(?:eration)?)|resources?|objects?|entity|entities|complex)(?:\s+type)?\Z", re.I
)
_NOTE = re.compile(r"\s*\(([^()]*)\)\Z")
_DIGITS = re.compile(r"\d{1,9}\Z")
#: What says no more than that the value may be missing.
_OR_NULL = re.compile(
    r"(?:\s*\|\s*|\s+or\s+|\s*/\s*)null\Z|\Anull(?:\s*\|\s*|\s+or\s+)|(?<=\w)\?\Z"
    r"|\A\?(?=\w)|\Anullable\s+(?=\w)",
    re.IGNORECASE,
)
_FLAG = re.compile(r"\((optional|required)\)\s*(?=\S)", re.IGNORECASE)
_SIZE = re.compile(r"\s*[,(]\s*max(?:imum)?\.?\s+(?:size|length)[\s:=]*([0-9]{1,9})\s*\)?\Z", re.I)
#: Facts that stand behind a type: "Int32, nullable".
_ASIDE = re.compile(
    r"\s*[,;]\s*(?:(?:not |non-)?nullable|key|read-?only|(?P<flag>optional|required))\s*\Z", re.I
)
#: `List<x>`, `list[x]`: names of languages' types around another one.
_GENERIC = re.compile(
    r"\b(?P<word>list|array|set|sequence|collection|ienumerable|vec|optional|nullable|maybe|dict|map"
    r"|record|hashmap|object)\s?(?:<|&lt;|\[(?!\]))(?P<inner>[^<>\[\]&]{1,80}(?:\[\])?)(?:>|&gt;|\])(?!\()",
    re.IGNORECASE,
)
#: `[string]`, `[integer(int32)]`, and a link in brackets.
_BRACKETS = re.compile(
    r"\s*\[\s*(?:(?P<link>\[[^\[\]]+\]\([^()\s]*\))|(?P<type>(?P<word>\w+)(?:\([\w-]+\))?))\s*\]\s*\Z"
)
_DEEPEST = 4
_UNKNOWN = re.compile(r"<?\s*unknown (?:primitive )?type[\s:]*([\w.#]*)\s*>?\Z", re.IGNORECASE)
_ANNOTATION = re.compile(r"@odata\.type:\s*#?", re.IGNORECASE)
_UNION = re.compile(r"\s*(?:/|\||,|\bor\b|\band\b)\s*", re.IGNORECASE)
#: The values of a text, in quotes: `"oak" | "elm"`.
_QUOTED = re.compile(r"([\"'])[^\"'|]{1,80}\1(?:\s*\|\s*([\"'])[^\"'|]{1,80}\2){0,50}\Z")
_ENUM_TEXT = re.compile(r"[^\s|](?:[^|\n]{0,80})(?:\|[^|\n]{0,80})+\Z")


class TypeText(Record):
    """A type as a page writes it.

    - `name`: a primitive (`Edm.String`), or the documented name, simple or qualified
    - `target`: the link that documents it; None without one and for primitives
    - `enum`: the page says that it is an enumeration
    - `max_length`, `optional`: facts that stand beside the type
    - `values`: documented values, from `"a | b"` in a JSON representation
    - `problem`: what could not be understood; `name` is `Edm.Untyped` then
    - `empty`: nothing is written
    """

    name: str = _UNTYPED
    collection: bool = False
    target: str | None = None
    enum: bool = False
    max_length: int | None = None
    optional: bool = False
    values: tuple[str, ...] = ()
    problem: str | None = None
    empty: bool = False


def primitive(word: str) -> str | None:
    """The primitive type (`Edm.Int32`) that `word` spells, in any case and with or without Edm."""
    folded = word.casefold()
    if folded.startswith("edm."):
        folded = folded[4:]
        if folded in ("string", "untyped"):
            return f"Edm.{folded.capitalize()}"
    elif folded.startswith("base64"):  # whatever follows: base64Url, base64 encoded
        return "Edm.Binary"
    return _PRIMITIVES.get(folded)


def without_generics(raw: str) -> str:
    """A type cell without the brackets of languages: `List<string>` is a list of string.

    `Optional[Tree]` is Tree, `dict[str, int]` any object, `[[Tree](#tree)]` a list of trees.
    """
    if (listed := _BRACKETS.match(raw)) and (listed["link"] or primitive(listed["word"])):
        raw = f"list of {listed['link'] or listed['type']}"
    for _ in range(_DEEPEST):
        shorter = _GENERIC.sub(_generic, raw)
        if shorter == raw:
            break
        raw = shorter
    return raw


def _generic(found: re.Match[str]) -> str:
    word, inner = found["word"].lower(), found["inner"].strip()
    if word in ("optional", "nullable", "maybe"):
        return inner
    is_any = word in ("dict", "map", "record", "hashmap", "object")
    return "object" if is_any else f"list of {inner}"


@lru_cache(maxsize=4096)
def parse_type(text: str, links: tuple[tuple[str, str], ...] = ()) -> TypeText:
    """Read a type cell whose markup is reduced to text; `links` are its (text, target) pairs.

    Never raises. Source of the spellings: the type tables of the documented dialect.
    """
    if len(text) > _LONGEST:
        return TypeText(problem=f"no type: {_shown(text)}")
    cell = _SPACES.sub(" ", _RESIDUE.sub("", text).replace("[]", "\x00")).strip(" .,;:")
    cell = cell.replace("[", "").replace("\x00", "[]").strip()
    if not cell or not any(map(str.isalnum, cell)):
        return TypeText(empty=True)
    found = TypeText()
    before = None
    while before != cell:
        before = cell
        cell, found = _peel(cell, found)
    return _named(cell, found, text, links)


def _peel(cell: str, found: TypeText) -> tuple[str, TypeText]:
    """Take one layer off: a collection, a note, a size, the word behind a name."""
    if size := _SIZE.search(cell):
        return cell[: size.start()], replace(found, max_length=int(size[1]))
    if aside := _ASIDE.search(cell):
        is_optional = found.optional or (aside["flag"] or "").lower() == "optional"
        return cell[: aside.start()], replace(found, optional=is_optional)
    if opened := _OPEN.match(cell):
        item = cell[opened.end() :].strip()
        if opened[0].rstrip().endswith(("(", "<")):
            item = item.removesuffix(")").removesuffix(">").strip()
        return item, replace(found, collection=True)
    if closed := _CLOSE.search(cell):
        return cell[: closed.start()], replace(found, collection=True)
    if note := _NOTE.search(cell):
        return _note(cell[: note.start()], note[1].strip(), found)
    if cell.startswith("(") and cell.endswith(")"):
        return cell[1:-1].strip(), found
    if nullable := _OR_NULL.search(cell):
        return cell[: nullable.start()] + cell[nullable.end() :], found
    if flag := _FLAG.match(cell):
        return cell[flag.end() :], replace(found, optional=flag[1].lower() == "optional")
    kind = _KIND.search(cell)
    if kind and cell.casefold() not in _PHRASES:
        enum = found.enum or kind[1] is not None
        return cell[: kind.start()], replace(found, enum=enum)
    return cell, found


def _note(cell: str, note: str, found: TypeText) -> tuple[str, TypeText]:
    """`cell (note)`: what the note adds to the type, or replaces."""
    folded = note.casefold()
    if folded in ("optional", "required"):
        return cell, replace(found, optional=folded == "optional")
    if folded in ("enum", "enumeration"):
        return cell, replace(found, enum=True)
    if folded == "collection":
        return cell, replace(found, collection=True)
    if _DIGITS.match(folded) and primitive(cell.strip()):
        is_text = primitive(cell.strip()) == "Edm.String" and not found.max_length
        return cell, replace(found, max_length=int(folded)) if is_text else found
    if primitive(cell.strip()) == "Edm.String":
        if folded in _NOTES or "timestamp" in folded:
            return _NOTES.get(folded, "Edm.DateTimeOffset"), found
        return cell, found
    return cell or note, found


def _named(cell: str, found: TypeText, text: str, links: Sequence[tuple[str, str]]) -> TypeText:
    cell = cell.strip()
    target = _target(cell, links)
    if unknown := _UNKNOWN.match(cell):
        name = primitive(unknown[1]) if unknown[1] else None
        problem = None if name else f"unknown type {unknown[1]}".strip()
        return replace(found, name=name or _UNTYPED, problem=problem)
    if cell.casefold() in ("array", "list") and target is None:
        return replace(found, name=_UNTYPED, collection=True)
    name = _PHRASES.get(cell.casefold()) or primitive(cell) or _literal(cell)
    if name is None and found.collection and target is None:
        name = primitive(cell.removesuffix("s"))  # "array of strings"
    if name is not None and not (target and cell.casefold() in _WEAK):
        return replace(found, name=name, enum=False)
    if target is None and "timestamp" in cell.casefold():
        return replace(found, name="Edm.DateTimeOffset")
    if _NAME.match(cell):
        return replace(found, name=cell.lstrip("#"), target=target)
    if _QUOTED.match(cell):
        return replace(found, name="Edm.String")
    parts = [part for part in _UNION.split(cell.strip("()")) if part]
    if len(parts) > 1 and all(_NAME.match(part) or _is_link(part, links) for part in parts):
        return replace(found, problem=f"one of several types: {' or '.join(parts)}")
    return _prose(cell, found, text, links)


def _prose(cell: str, found: TypeText, text: str, links: Sequence[tuple[str, str]]) -> TypeText:
    """A sentence: the one type that it links, or the primitive that it ends with."""
    if len(set(links)) == 1:
        label, target = links[0]
        name = label.strip(" `*")
        compact = name.replace(" ", "")
        if name.casefold() == cell.casefold() and _NAME.match(compact):
            return replace(found, name=compact[:1].lower() + compact[1:], target=target)
        if _NAME.match(name):
            known = primitive(name)
            problem = f"the type is read from the link in {_shown(text)}"
            several = found.collection or cell.lower().startswith(f"{name.lower()} collection")
            target_of = None if known else target
            return replace(
                found, name=known or name, collection=several, target=target_of, problem=problem
            )
    last = cell.rpartition(" ")[2]
    if (name_of_last := primitive(last)) is not None:
        problem = f"the type is read from the end of {_shown(text)}"
        return replace(found, name=name_of_last, problem=problem)
    return replace(found, problem=f"no type: {_shown(text)}")


def _literal(text: str) -> str | None:
    """The type of a literal value, or None."""
    if text[:1] not in "-P0123456789abcdefABCDEF":
        return None
    return next((name for pattern, name in _LITERAL if pattern.match(text)), None)


def _target(cell: str, links: Sequence[tuple[str, str]]) -> str | None:
    folded = cell.casefold()
    for label, target in links:
        if label.strip(" `*#").casefold() in (folded, f"{folded} collection"):
            return target
    simple = folded.rpartition(".")[2]
    for label, target in links:
        if label.strip(" `*#").casefold().rpartition(".")[2] == simple:
            return target
    return None


def _is_link(part: str, links: Sequence[tuple[str, str]]) -> bool:
    return any(label.strip() == part for label, _ in links)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:77] + "...")


def json_type(value: Any) -> TypeText:
    """The type that a value in a JSON representation stands for. Never raises.

    `1024` stands for Int64, which a table corrects; a string names a type (`"String (timestamp)"`),
    lists values (`"a | b"`) or is an example of one.
    """
    if isinstance(value, bool):
        return TypeText("Edm.Boolean")
    if isinstance(value, int):
        return TypeText("Edm.Int64")
    if isinstance(value, float):
        return TypeText("Edm.Double")
    if isinstance(value, str):
        return _json_string(value.strip())
    if isinstance(value, dict):
        return _json_object(value)
    if isinstance(value, list):
        item = json_type(value[0]) if value and not isinstance(value[0], list) else TypeText()
        return replace(item, collection=True, empty=False)
    return TypeText(empty=True)


def _json_object(value: dict[Any, Any]) -> TypeText:
    for key in ("@odata.type", "@type", "odata.type", "@Odata.type"):
        name = value.get(key)
        if isinstance(name, str) and name.strip():
            return parse_type(name.strip().lstrip("#"))
    return TypeText()


def _json_string(text: str) -> TypeText:
    text = _ANNOTATION.sub("", text, count=1)
    if _ENUM_TEXT.match(text):
        values = tuple(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))
        if len(values) > 1 and not all(map(primitive, values)):
            return TypeText("Edm.String", values=values)
    found = parse_type(text)
    if found.problem and not _UNKNOWN.match(text):
        return TypeText("Edm.String")
    if found.name.startswith(("Edm.", "microsoft.")) and not found.empty:
        return found
    return TypeText("Edm.String")
