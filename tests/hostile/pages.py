"""Pages with holes, and what a hostile author would put into them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from hypothesis import strategies as st

RESOURCE = """\
---
title: "thing resource type"
description: "%(front)s"
---
# %(title)s

Namespace: contoso.things%(namespace)s

%(text)s

> [!NOTE] %(note)s

## Methods

|Method|Return type|Description|
|:---|:---|:---|
|[Get %(method)s](../api/thing-get.md)|[thing](thing.md)|%(cell)s|

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The id. Key. Read-only.|
|%(name)s|String|%(cell)s|
|typed|%(type)s|%(cell)s|
|kind|kind|Possible values are: `a`, `%(value)s`.|
|parts|part collection|%(default)s Default value is `%(value)s`.|
%(rows)s

### kind values

|Member|Value|Description|
|:---|:---|:---|
|a|1|%(cell)s|
|%(member)s|2|%(cell)s|

%(blocks)s

## JSON representation

<!-- {
  "blockType": "resource",
  "keyProperty": "%(key)s", %(metadata)s
  "@odata.type": "contoso.things.%(type_name)s",
  "baseType": "%(base)s"
}
-->
``` json
{
  "id": "String (identifier)",
  "%(wire)s": "String", %(json)s
  "shown": {"@odata.type": "contoso.things.part"}
}
```
"""

OPERATION = """\
---
title: "Get thing"
doc_type: apiPageType
---
# %(title)s

Namespace: contoso.things

%(text)s

## Permissions

|Permission type|Permissions|
|:---|:---|
|%(permission)s|Thing.Read.All, %(permission)s|

## HTTP request

<!-- { "blockType": "ignored" %(metadata)s } -->
``` http
POST /things/{id}/do%(path)s
%(line)s
```

## Function parameters

|Parameter|Type|Description|
|:---|:---|:---|
|%(name)s|%(type)s|%(cell)s|

## Query parameters

This method supports `$select` and %(option)s.

|Parameter|Type|Description|
|:---|:---|:---|
|%(name)s|%(type)s|%(cell)s|

## Request headers

|Name|Description|
|:---|:---|
|%(header)s|%(cell)s|

## Request body

%(body)s

|Property|Type|Description|
|:---|:---|:---|
|first|String|%(cell)s|
|%(name)s|%(type)s|%(cell)s|

## Response

Returns `200 OK` and a [thing](../resources/thing.md). %(response)s

## Examples

### %(heading)s

<!-- { "blockType": "request", "name": "%(example)s", "sampleKeys": ["%(key)s"] } -->
``` http
POST %(host)shttps://contoso.example/v1.0/things/%(id)s/do%(path)s?$select=%(query)s
%(header)s: %(header_value)s
Content-Type: application/json%(media)s

{
  "first": "%(string)s", %(json)s
  "%(wire)s": %(value)s
}
```

<!-- {
  "blockType": "response",
  "truncated": true,
  "@odata.type": "contoso.things.%(type_name)s"
}
-->
``` http
HTTP/1.1 200 OK%(status)s
Content-Type: application/json%(media)s
X-%(header)s: %(header_value)s

{
  "id": "%(string)s",
  "%(wire)s": "%(string)s", %(json)s
  "kind": "%(member)s"
}%(after)s
```
"""

PART = """\
# part resource type

Namespace: contoso.things

A part. [!INCLUDE [x](%(include)s)]

## Properties

|Property|Type|Description|
|:---|:---|:---|
|%(name)s|%(type)s|%(cell)s|
"""

PLAIN = """\
# Guide %(title)s

All paths are relative to `https://contoso.example/v1.0%(base)s`.

## %(heading)s: GET /plain/{id}%(path)s

%(text)s

**Endpoint**: `GET /plain/{id}%(url)s`

### Parameters

- `%(name)s` (%(type)s, optional): %(cell)s

<table>
<tr><th>Name</th><th>Type</th><th>Description</th></tr>
<tr><td>%(name)s</td><td>%(type)s</td><td>%(cell)s</td></tr>
</table>

**Request** %(note)s

``` sh
curl -X POST 'https://contoso.example/v1.0/plain/%(id)s%(path)s' \\
  -H '%(header)s: %(header_value)s' -d '{"%(wire)s": %(value)s}' %(command)s
```

**Response** %(status)s

``` json
{"id": "%(string)s", "%(wire)s": %(value)s %(json)s}
```

| Status | Description |
|:---|:---|
| 404%(status)s | %(cell)s |

## Plain object

| Field | Type | Description |
|:---|:---|:---|
| %(name)s | %(type)s | %(cell)s |
"""

#: What a page has in a hole when nobody attacks it.
HARMLESS = {
    "title": "thing resource type",
    "type_name": "thing",
    "name": "size",
    "type": "Int32",
    "wire": "size",
    "member": "b",
    "value": "1",
    "key": "id",
    "id": "1",
    "example": "do_thing",
    "heading": "Example",
    "header": "Prefer",
    "header_value": "x",
    "string": "text",
    "query": "id",
}

TEMPLATES = {
    "resources/thing.md": RESOURCE,
    "resources/part.md": PART,
    "api/thing-do.md": OPERATION,
    "api/plain.md": PLAIN,
}

_HOLE = re.compile(r"%\((\w+)\)s")


def holes(template: str) -> list[str]:
    """The names of a template's holes."""
    return sorted(set(_HOLE.findall(template)))


def filled(slots: Mapping[str, str]) -> dict[str, str]:
    """The pages with these texts in their holes."""
    texts = defaultdict(str, HARMLESS | dict(slots))
    return {path: template % texts for path, template in TEMPLATES.items()}


#: Code that leaves a trace if it is ever run or parsed: a name that no template has.
CODE = "__import__('os').system('pwned')"

#: Texts that end what they stand in: strings, docstrings, comments, lines, tags, commands.
ENDS = (
    *('"', "'", '"""', "'''", '\\"""', '\\\\"""', "\\", "\\\\", '\\"', "\n", "\r", "\r\n"),
    *("\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x00", "\x1b[31m"),
    *("\x1b]0;x\x07", "\x9b1m", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\ud800"),
    *("\udfff", "\u00ad", "\U000e0041", "{{ 7*7 }}", "{% raw %}", "{# x #}", "%(x)s", "{x}"),
    *("${x}", "%", "%00", "%2e%2e%2f", "%s", "::set-output name=x::y", "\n::error::x"),
    *("##[command]x", "# noqa", "# type: ignore", "\\N{DIGIT ONE}", "\\x22", "\\u0022"),
    *("\\", "\\\n", "\t", "    ", "-->", "<!--", "```", "~~~", "|", "\\|", "]("),
    *("[x](javascript:x)", "<script>x</script>", "<b>", "&quot;", "&#10;", "&#34;"),
    *("../../etc/passwd", "/etc/passwd", "C:\\x", "\\\\host\\x", "con", "nul", "..", "."),
    *("~", "__class__", "__init__", "__dict__", "self", "None", "True", "def", "class"),
    *("import", "type", "locals", "Operation", "Any", "str", "property", "extra", "model"),
    *("prop", "datetime", "match", "NaN", "Infinity", "-Infinity", "1e999", "9" * 5000),
    *("0x10", "1_000", "é", "ℌ", "ſ", "ª", "𝐞"),
)  # fmt: skip

#: Whole payloads: each would be a call or a statement in code that takes them as they are.
PAYLOADS = tuple(
    f"{end}{separator}{CODE}{tail}"
    for end in ('"', "'", '"""', "'''", '\\"""', "\\", "\n", "\u2028", "\x0c", ")", "]", "}", "")
    for separator in ("", "\n", ";", "\n\n", "+")
    for tail in ("", "#", "\n", '"""', ' + "')
)

#: A text for one hole.
hostile_text = st.one_of(
    st.sampled_from(ENDS),
    st.sampled_from(PAYLOADS),
    st.text(max_size=40),
    st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF), max_size=20),
    st.lists(st.sampled_from((*ENDS, *PAYLOADS, "a", " ", "x.y")), min_size=2, max_size=6).map(
        "".join
    ),
)

_EVERY = sorted({hole for template in TEMPLATES.values() for hole in holes(template)})

#: Texts for some of the holes.
hostile_slots = st.dictionaries(st.sampled_from(_EVERY), hostile_text, min_size=1, max_size=8)
