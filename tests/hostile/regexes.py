"""Every regular expression of the generator, and texts that make bad ones slow."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import generator

#: What is repeated to make a long text. Each is a way in which some expression can fail late.
PIECES = (
    *(" ", "\t", "\n", "a", "A", "0", ".", "-", "_", "*", "**", "`", "|", "||", "\\", "'"),
    *('"', "[", "]", "(", ")", "{", "}", "<", ">", "/", ":", ",", ";", "=", "!", "#", "$"),
    *("?", "&", "[a", "[a](", "[a][", "](", "![", "[[", "[]", "()", "(a", "((", "<a ", "<a"),
    *("</", "<br", "<!--", "-->", "a.", ".a", "a,", "a, ", "a b ", "a-", "-a", " -", "- "),
    *(" a", "a ", "'a", '"a', "**a", "*a*", "`a", "`a`", "_a", "_a_", "'a'", '"a"', "{a"),
    *("{a}", "(a)", "a=", "a='", "a=b,", "[!INCLUDE ", "[TAGS=", "[!div", "TODO", "**TODO "),
    *("GET ", "GET /", "HTTP/1.1 200 ", "\r", "is ", "not ", "and ", "or ", "value "),
    *("values ", "are ", "possible values ", "inherits from ", "supports $filter ("),
    *("$filter(", "default is ", "this is ", "the ", "collection of ", "the a "),
    *("this property ", "include-unknown-enum-members", "e.g. ", "A. ", "\u200b", "\u201c"),
    *("\u00a0", "...", "//", "/*", "*/", "\\\"", "\\u", "1e", "+", "/{a}", "/(a", "{a|"),
    *(":/", "f(a=", "a/b.", "|-", "|:-", "---", "| ", " |", "|a", "#a", "a:", "a: "),
    *("enum ", "resource ", "the body ", "x\n"),
)  # fmt: skip
#: What stands before the repeated piece, so that an expression begins to match.
LEADS = (
    *("", "[", "[a](", "(", "`", "**", "<a ", "{", '"', "a", "/"),
    *("possible values are: `a`", "GET "),
)  # fmt: skip
#: What ends the text, so that the match fails at the last moment.
ENDS = ("", "\n", "!", "\x00", "x", ")", "]", ".")


def modules() -> Iterator[ModuleType]:
    """All modules of the generator."""
    for found in pkgutil.walk_packages(generator.__path__, "generator."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[str]]:
    """The compiled expressions by the name that they have in their module."""
    found: dict[str, re.Pattern[str]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for number, pattern in enumerate(_within(value)):
                key = f"{module.__name__}.{name}" + (f"[{number}]" if number else "")
                if not any(pattern is other for other in found.values()):
                    found[key] = pattern
    return found


def _within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _within(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _within(item)
