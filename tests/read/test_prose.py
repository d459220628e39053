"""Descriptions: what is stated, and nothing that is not."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import NO_TRAITS
from generator.read.inline import reduce_inline
from generator.read.listed_values import listed_values
from generator.read.prose import Description, deprecation, read_description
from generator.read.sentences import sentences, summary


def describe(raw: str) -> Description:
    return read_description(raw, reduce_inline(raw, {}).text)


TRAITS: list[tuple[str, dict[str, Any]]] = [
    ("Read-only.", {"read_only": True}),
    ("The name. Read only", {"read_only": True}),
    ("Whether it is. This property is read-only.", {"read_only": True}),
    ("Read-only timestamp of the event.", {"read_only": True}),
    ("The logo, read-only.", {"read_only": True}),
    ("This is a read-only attribute that is automatically set.", {"read_only": True}),
    ("The secret. Write-only.", {"write_only": True}),
    ("The members. Read-only. Nullable.", {"read_only": True, "nullable": True}),
    ("Key, immutable, not nullable, unique.", {"key": True, "immutable": True, "nullable": False}),
    ("Key of the entity. Inherited from x", {"key": True, "inherited_from": "x"}),
    ("The id. Cannot be null.", {"nullable": False}),
    ("Required: the name.", {"required": True}),
    ("Required. The name.", {"required": True}),
    ("The name (required).", {"required": True}),
    ("The name. **Required**.", {"required": True}),
    ("This property is required.", {"required": True}),
    ("The name. Must be specified.", {"required": True}),
    ("The name. Optional.", {"required": False}),
    ("The name. Not required.", {"required": False}),
    ("This cannot be changed after creation.", {"immutable": True}),
    ("Default is `false`.", {"default": "false"}),
    ("The time. Default value is 23:59:00.", {"default": "23:59:00"}),
    ("Default is false Inherited from [a](b.md)", {"default": "false", "inherited_from": "a"}),
    ("It defaults to `a b`.", {"default": "a b"}),
    ("Maximum length is 1,024 characters.", {"max_length": 1024}),
    ("Must not exceed 64 characters.", {"max_length": 64}),
    ("Must be between 3 and 32 characters in length.", {"max_length": 32}),
    ("Inherited from [entity](../resources/entity.md)", {"inherited_from": "entity"}),
    ("Inherited from [A B](x/ab.md).", {"inherited_from": "ab"}),
    (
        "Supports `$filter` (`eq`, `ne`, `NOT`, `in`) and `$orderby`.",
        {"filter_operators": ("eq", "ne", "not", "in"), "supports": ("orderby",)},
    ),
    ("Supports $filter (eq only).", {"filter_operators": ("eq",)}),
    ("Supports $filter (eq and in operators only)", {"filter_operators": ("eq", "in")}),
    ("Supports $filter.", {"filter_operators": ("*",)}),
    ("Supports $expand.", {"supports": ("expand",)}),
    ("Returned by default.", {"default_selected": True}),
    ("Returned only on `$select`.", {"default_selected": False}),
    ("Possible values are: `a`, `b`.", {"values": ("a", "b")}),
]

NOTHING = [
    "The name of the user.",
    "Indicates if the rule is read-only and cannot be modified by the service.",
    "Whether this team is in read-only mode.",
    "Read-only for users synced from on-premises directory.",
    "Required if type is weekly.",
    "Required when consentType is Principal.",
    "This property is required when a user is created.",
    "Type of password that is required.",
    "Provider and vendor fields are required.",
    "Optional when source is entityUrl.",
    "Represents the key in a key-value pair.",
    "The type, usage and key are needed.",
    "This property is not a key.",
    "The default calendar of the user.",
    "By default, a strong password is needed.",
    "If it is not set, a default value of 90 days will be used.",
    "The first 255 characters of the message body.",
    "Does not support $filter.",
    "The characters $ and _ cannot be used.",
    "This cannot be modified directly.",
    "Uses their deprecated version of TLS.",
    "Possible states are InDevelopment, Available, and Deprecated.",
    "Evolvable enumeration sentinel value. Do not use.",
    "Valid values 1 to 365",
    "The kind of attendee (required, optional).",
    "The default behavior: required.",
]


@pytest.mark.parametrize(("raw", "expected"), TRAITS)
def test_traits(raw: str, expected: dict[str, Any]) -> None:
    traits = describe(raw).traits
    found = {name: getattr(traits, name) for name in traits.__slots__}
    assert {name: value for name, value in found.items() if value not in (None, (), False)} == {
        name: value for name, value in expected.items() if value is not False
    }
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize("raw", NOTHING)
def test_nothing_that_is_not_said(raw: str) -> None:
    assert describe(raw).traits == NO_TRAITS


VALUES: list[tuple[str, tuple[str, ...]]] = [
    ("Possible values are: `a`, `b`, and `c`. Default is `b`.", ("a", "b", "c")),
    (
        "The possible values are `available`, `required` or `none`.",
        ("available", "required", "none"),
    ),
    ("The supported values for **x** are: `a` , `b`.", ("a", "b")),
    ("Possible values: `a | b`.", ("a", "b")),
    ("Possible values are: `null` (default), `a` (means *x*), and `b` (y, z).", ("a", "b")),
    ("Possible values are **All**, **Selected** or **None**.", ("All", "Selected", "None")),
    ("Allowed values are *Binary, Boolean* or *String*.", ("Binary", "Boolean", "String")),
    ("Possible values are: 'viewer', 'sharer'", ("viewer", "sharer")),
    ('Possible values:<br/>"A" - Is on.<br/>"B" - Is off (x).', ("A", "B")),
    ("Possible values are:</br>`a` — The x. </br>`b`  — The y.", ("a", "b")),
    (
        "Values are: <ul><li>a</li></ul> possible values are: <ul><li>`a` </li><li>`b`</li></ul>",
        ("a", "b"),
    ),
    ("Supported values are: <li>None</li><li>Block -- Blocks it.</li>When x.", ("None", "Block")),
    (
        "Possible values: Active, WithError, Disabled and Error.",
        ("Active", "WithError", "Disabled", "Error"),
    ),
    (
        "The supported values for {p} are: D7, D30, and D90. These values are days.",
        ("D7", "D30", "D90"),
    ),
    ("Can be one of the following values: null, Email, Yammer", ("Email", "Yammer")),
    ("The only valid value is `sync`.", ("sync",)),
    ("Possible values are `true`, `false`.", ()),
    ("Possible values are: `1`, `2`.", ()),
    ("Supported values are 1-500, where 100 = default.", ()),
    ("Allowed values are 5 or 1000.", ()),
    ("Valid values are described in the following table.", ()),
    ("Valid values are listed.", ()),
    ("See [x](x.md) for possible values.", ()),
    ("The possible values are: `A1` through `A21`, `B1` through `B28`.", ()),
    ("Cannot be one of the following values: `None`, `Directory`.", ()),
    ("The values `a` and `b` are related.", ()),
]


@pytest.mark.parametrize(("raw", "values"), VALUES)
def test_values(raw: str, values: tuple[str, ...]) -> None:
    assert listed_values(raw) == values


def test_prefer_values() -> None:
    traits = describe(
        "Possible values are: `a`, `b`, `unknownFutureValue`, `c`. Note that you must use the "
        "`Prefer: include-unknown-enum-members` request header to get the following value(s) in "
        "this evolvable enum: `c`, `d`."
    ).traits
    assert traits.values == ("a", "b", "unknownFutureValue", "c", "d")
    assert traits.prefer_values == ("c", "d")


@pytest.mark.parametrize(
    ("raw", "text", "residue"),
    [
        ("**TODO: Add Description** Optional.", "Optional.", ("**TODO: Add Description**",)),
        ("**TODO: see [x](y.md)**", "", ("**TODO: see [x](y.md)**",)),
        ("Not yet documented", "", ("Not yet documented",)),
        ("Not yet documented. Read-only.", "Read-only.", ("Not yet documented.",)),
        ("The to-do list.", "The to-do list.", ()),
        ("", "", ()),
    ],
)
def test_residue(raw: str, text: str, residue: tuple[str, ...]) -> None:
    found = describe(raw)
    assert (found.text, found.residue) == (text, residue)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Old thing. Deprecated -- use x instead.", "Deprecated -- use x instead."),
        ("PDFs. It is deprecated. Use x. More.", "It is deprecated. Use x."),
        ("The x is on. This property will be deprecated.", "This property will be deprecated."),
        ("user resource type (deprecated)", "user resource type (deprecated)"),
        ("[Deprecated] Has no effect.", "[Deprecated] Has no effect."),
        ("The id, to be deprecated", "The id, to be deprecated"),
        ("A deprecated version of x.", None),
        ("", None),
    ],
)
def test_deprecation(text: str, reason: str | None) -> None:
    assert deprecation(text) == reason


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("Use e.g. An example. Two.", "Use e.g. An example."),
        ("The app (i.e. The one). Two.", "The app (i.e. The one)."),
        ("Since v1.0 it works. Two.", "Since v1.0 it works."),
        ("The U.S. Department. Two.", "The U.S. Department."),
        ("Called “x.” Then", "Called “x.”"),
        ("No end", "No end"),
        ("One\nline.\n\nTwo.", "One line."),
        ("Is it? Yes.", "Is it?"),
        ("", ""),
    ],
)
def test_summary(text: str, first: str) -> None:
    assert summary(text) == first


WORDS = st.sampled_from(
    (
        *("Possible values are:", "`a`", ",", "and", "<br>", "<li>", "**b**", "'c'", "(", ")", "."),
        *("Read-only.", "Required", "if", "Default is", "TODO:", "**", "$filter", "Supports", "—"),
        *(
            "Prefer: include-unknown-enum-members",
            "not",
            "1",
            "Inherited from [x](y)",
            "\n",
            "e.g.",
        ),
    )
)


@given(st.text() | st.lists(WORDS, max_size=20).map(" ".join))
def test_any_text_is_described(raw: str) -> None:
    found = read_description(raw, raw)
    assert all(found.traits.values)
    assert set(found.traits.prefer_values) <= set(found.traits.values) or not found.traits.values
    assert "".join("".join(sentences(raw)).split()) == "".join(raw.split())
    summary(raw)
    deprecation(raw)


@pytest.mark.parametrize(
    "piece",
    (
        *(
            "possible values are: ",
            "`a`, ",
            "(",
            "this ",
            "**TODO: ",
            ". ",
            "supports $filter ",
            "a, ",
        ),
        *("default is ", "\n", "inherited from [", "<br>", " - ", "and ", "can be one of: ", "$ "),
    ),
)
def test_time_is_linear(piece: str) -> None:
    text = piece * 20_000
    begin = time.process_time()
    read_description(text, text)
    read_description(f"Possible values are: {text}", text)
    summary(text)
    deprecation(text)
    assert time.process_time() - begin < 3
