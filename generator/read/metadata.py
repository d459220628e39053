"""The metadata comments of pages: `<!-- { "blockType": "resource", … } -->`.

A comment is metadata when it holds a JSON object with at least one known key. Spellings vary
(`"true"` for true, `@type` for `@odata.type`, missing quotes); `parse_comment` gives one
normalised form and says what it had to forgive.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from generator.json_text import parse_json
from generator.records import Record, field

#: Documented keys that no field of `Metadata` holds; they are read and have no effect.
_OTHER_KEYS = frozenset(
    (
        *("apiVersions", "author", "blockId", "description", "docType", "externalDocs", "id"),
        *("idempotent", "isMediaEntity", "keywords", "longRunningResponseType", "requestUrls"),
        *("scopes", "section", "suppressions", "tags", "target", "tocBookmarks", "tocIndex"),
        *("tocPath", "topic", "@odata.annotations", "@odata.context", "@property.aka"),
    )
)
#: Keys of normalised text, lists of text and flags: key to field.
_TEXTS = {
    "blockType": "block_type",
    "namespace": "namespace",
    "keyProperty": "key_property",
    "collectionProperty": "collection_property",
    "baseType": "base_type",
}
_LISTS = {
    "name": "names",
    "optionalProperties": "optional_properties",
    "nullableProperties": "nullable_properties",
    "sampleKeys": "sample_keys",
    "@type.aka": "type_aka",
}
_FLAGS = {
    "abstract": "abstract",
    "openType": "open_type",
    "isCollection": "is_collection",
    "isEmpty": "is_empty",
    "truncated": "truncated",
    "expectError": "expect_error",
    "opaqueUrl": "opaque_url",
    "isComposable": "is_composable",
}
_TYPE_KEYS = ("@type", "@odata.type", "odata.type")
KNOWN_KEYS = frozenset((*_TEXTS, *_LISTS, *_FLAGS, *_OTHER_KEYS, *_TYPE_KEYS, "type"))
#: Mistakes that live in pages, and what is meant.
_MISTAKES = {"scope": "scopes", "isAbstract": "abstract", "sampleIds": "sampleKeys"}

_FOLDED = {key.casefold(): key for key in KNOWN_KEYS}
_COLLECTION = re.compile(r"collecti?on?\((?P<item>[^()]*)\)?\Z", re.IGNORECASE)
_PAIR = re.compile(r'(?<![@\w.])([@\w.]++)"?[ \t]*+:[ \t]*+"?([^",{}\[\]\n]*+)"?')
_ANNOTATION = "#page.annotation"
#: What authors tell each other behind the object: `{ … } // Note: …`.
_NOTE = re.compile(r"(?<=\})\s*+//[^{}]*+\Z")


class Metadata(Record):
    """One metadata comment.

    - `block_type`: lower-cased; None when the comment does not say
    - `page_annotation`: a `"type": "#page.annotation"` comment; `namespace` may be its own
    - `type`: from `@type`, else `@odata.type`, without `#` and `Collection(…)`; the latter sets
      `is_collection`, which is None when nothing is said
    - `base_type`: None when missing; `base_blank` tells that the key is there and empty
    - `problems`: what was forgiven: names of JSON repairs, `unreadable`, and keys whose value is
      not of their kind, as `value:key`
    - `unknown_keys`: each with the key that was probably meant, or None
    - `raw`: the object as documented
    """

    block_type: str | None = None
    page_annotation: bool = False
    namespace: str | None = None
    type: str | None = None
    names: tuple[str, ...] = ()
    base_type: str | None = None
    base_blank: bool = False
    abstract: bool = False
    open_type: bool = False
    key_property: str | None = None
    optional_properties: tuple[str, ...] = ()
    nullable_properties: tuple[str, ...] = ()
    is_collection: bool | None = None
    collection_property: str | None = None
    is_empty: bool = False
    truncated: bool = False
    expect_error: bool = False
    opaque_url: bool = False
    sample_keys: tuple[str, ...] = ()
    is_composable: bool = False
    type_aka: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    unknown_keys: tuple[tuple[str, str | None], ...] = ()
    raw: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def parse_comment(text: str) -> Metadata | None:
    """Read what stands between `<!--` and `-->`; None when it is no metadata. Never raises."""
    source = text.strip()
    if not source.startswith("{"):
        return None
    source = _NOTE.sub("", source)
    read = parse_json(source)
    if read.error is None:
        raw, problems = read.value, list(read.repairs)
    else:
        raw, problems = dict(_PAIR.findall(source)), ["unreadable"]
        if "blockType" not in raw and _ANNOTATION not in source:
            return None
    return _metadata(raw, problems)


def _metadata(raw: dict[str, Any], problems: list[str]) -> Metadata | None:
    known: dict[str, Any] = {}
    unknown: list[tuple[str, str | None]] = []
    for key, value in raw.items():
        name = _FOLDED.get(key.strip().casefold())
        if name is not None:
            known[name] = value
        else:
            unknown.append((key, _suggestion(key)))
    if not known:
        return None
    facts: dict[str, Any] = {}
    for key, name in _TEXTS.items():
        if key in known and (found := _text(known[key], key, problems)):
            facts[name] = found
    for key, name in _LISTS.items():
        if key in known:
            facts[name] = tuple(_texts(known[key], key, problems))
    for key, name in _FLAGS.items():
        if key in known and (flag := _flag(known[key], key, problems)) is not None:
            facts[name] = flag
    if "block_type" in facts:
        facts["block_type"] = facts["block_type"].lower()
    facts |= _type(known, facts, problems)
    return Metadata(
        **facts,
        page_annotation=known.get("type") == _ANNOTATION,
        base_blank="baseType" in known and "base_type" not in facts,
        problems=tuple(dict.fromkeys(problems)),
        unknown_keys=tuple(unknown),
        raw=MappingProxyType(raw),
    )


def _type(
    known: Mapping[str, Any], facts: Mapping[str, Any], problems: list[str]
) -> dict[str, Any]:
    for key in _TYPE_KEYS:
        name = _text(known[key], key, problems) if key in known else None
        if not name:
            continue
        collection = _COLLECTION.match(name)
        if collection is None:
            return {"type": name.lstrip("#")}
        if not name.lower().startswith("collection(") or not name.endswith(")"):
            problems.append(f"value:{key}")
        item = collection["item"].strip().lstrip("#") or None
        return {"type": item, "is_collection": facts.get("is_collection", True)}
    return {}


def _text(value: Any, key: str, problems: list[str]) -> str | None:
    if isinstance(value, list) and value:
        problems.append(f"value:{key}")
        value = value[0]
    if isinstance(value, str):
        return value.strip() or None
    if value is not None and value != []:
        problems.append(f"value:{key}")
    return None


def _texts(value: Any, key: str, problems: list[str]) -> Iterable[str]:
    items = value if isinstance(value, list) else [value]
    for item in items:
        if isinstance(item, str):
            if item.strip():
                yield item.strip()
        elif item is not None:
            problems.append(f"value:{key}")


def _flag(value: Any, key: str, problems: list[str]) -> bool | None:
    word = str(value).strip().lower()
    if word in ("true", "false"):
        return word == "true"
    if value not in (None, ""):
        problems.append(f"value:{key}")
    return None


def _suggestion(key: str) -> str | None:
    if key in _MISTAKES:
        return _MISTAKES[key]
    close = difflib.get_close_matches(key[:40], KNOWN_KEYS, n=1, cutoff=0.8)
    return close[0] if close else None
