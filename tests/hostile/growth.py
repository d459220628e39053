"""Shapes of pages that grow: what a run costs at one, two and four times a size.

python -m tests.hostile.growth            prints the table of docs/security.md
python -m tests.hostile.growth lists      only shapes whose name contains a word
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.running import write

ROOT = Path(__file__).parents[2]
Pages = dict[str, str]
Shape = Callable[[int], Pages]

_TYPE = "# {0} resource type\n\nNamespace: contoso.things\n\nA {0}.\n\n"
_TABLE = "|Property|Type|Description|\n|:--|:--|:--|\n"
_GET = (
    "# Get thing\n\nNamespace: contoso.things\n\nGets.\n\n"
    "## HTTP request\n\n``` http\n{0}\n```\n\n{1}"
)
_KIND = "|id|kind|x|\n\n### kind values\n\n|Member|\n|:--|\n"
_VALUES = "|p#N|kind|Possible values are: `a#N`, `b#N`.|\n"
_META = '<!-- {"blockType":"resource",'
_ASK = "``` http\nGET https://x.example/v1.0/{0}\n{1}\n```\n\n"
_OK = "``` http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{0}\n```\n\n"


def _type(text: str, name: str = "thing") -> str:
    return _TYPE.format(name) + text


def _resource(text: str) -> Pages:
    return {"resources/thing.md": _type(text)}


def _rows(text: str) -> Pages:
    return _resource(f"## Properties\n\n{_TABLE}{text}")


def _operation(text: str, lines: str = "GET /things/{id}") -> Pages:
    rows = f"## Properties\n\n{_TABLE}|id|String|The id.|\n"
    return {"api/thing-get.md": _GET.format(lines, text), "resources/thing.md": _type(rows)}


def _answer(text: str) -> Pages:
    return _operation("## Examples\n\n" + _ASK.format("things/1", "") + _OK.format(text))


def _each(line: str, n: int, between: str = "") -> str:
    return between.join(line.replace("#N", str(i)) for i in range(n))


def _types(text: Callable[[int], str], n: int) -> Pages:
    return {
        f"resources/t{i}.md": _type(
            f"{text(i)}\n\n## Properties\n\n{_TABLE}|p{i}|String|x|\n", f"t{i}"
        )
        for i in range(n)
    }


def _includes(n: int) -> Pages:
    line = "[!INCLUDE [x]({})]\n\n".format
    files = {f"includes/a{i}.md": line(f"a{i + 1}.md") * n for i in range(7)}
    return _resource(line("../includes/a0.md") * n) | files | {"includes/a7.md": "x"}


_HTML = "<table>\n<tr><th>Name</th><th>Type</th><th>Description</th></tr>\n{}</table>\n"
_TR = "<tr><td>a#N</td><td>string</td><td>x</td></tr>\n"
_STATUS = "|Status|Description|\n|-|-|\n"


#: Shape -> the size at which it is measured first, and the pages of a size.
SHAPES: dict[str, tuple[int, Shape]] = {
    # Markdown
    "headings": (25_000, lambda n: _resource(_each("## Heading #N\n\n", n))),
    "headings in no language": (8_000, lambda n: {"resources/x.md": "# 一\n\n" + "## 二\n\n" * n}),
    "paragraphs": (35_000, lambda n: _resource(_each("Text #N.\n\n", n))),
    "lines of a paragraph": (50_000, lambda n: _resource("a\n" * n)),
    "links": (18_000, lambda n: _resource(_each("See [a](a#N.md).\n", n))),
    "reference definitions": (
        20_000,
        lambda n: _resource(_each("[a#N]: b.md\n", n) + "\n[x][a1]\n"),
    ),
    "undefined references": (20_000, lambda n: _resource(_each("[x][a#N]\n", n))),
    "fences": (20_000, lambda n: _resource("``` json\n{}\n```\n\n" * n)),
    "fences never closed": (20_000, lambda n: _resource("``` json\n" * n)),
    "comments": (20_000, lambda n: _resource("<!-- a -->\n\n" * n)),
    "comments on a line": (9_000, lambda n: _resource("<!-- a -->" * n)),
    "comments never closed": (20_000, lambda n: _resource("x <!-- \n" * n)),
    "HTML blocks": (20_000, lambda n: _resource("<div>\n## x\n" * n)),
    "nested quotes": (20_000, lambda n: _resource("> " * n + "x\n")),
    "nested lists": (20_000, lambda n: _resource("- " * n + "x\n")),
    "lists": (20_000, lambda n: _resource("- x\n" * n)),
    "brackets": (20_000, lambda n: _resource("[" * n + "]" * n)),
    "emphasis": (20_000, lambda n: _resource("**a *b _c " * (n // 4))),
    "backticks": (20_000, lambda n: _resource("`" * n + " " + "`a" * n)),
    "brackets in a URL": (20_000, lambda n: _resource(f"[x](a{'(' * n}{')' * n})")),
    "tags": (20_000, lambda n: _resource("[TAGS=a\n" * n)),
    "front matter": (
        50_000,
        lambda n: {"resources/x.md": "---\n" + _each("k#N: v\n", n) + "---\n" + _type("")},
    ),
    "includes in includes": (10, _includes),
    # Tables
    "rows": (5_000, lambda n: _rows(_each("|p#N|String|The p.|\n", n))),
    "columns": (5_000, lambda n: _resource("|a" * n + "|\n" + "|-" * n + "|\n" + "|a" * n + "|\n")),
    "rows that continue": (10_000, lambda n: _rows("|p|String|x|\n" + "|and, more|\n" * n)),
    "rows and their JSON": (
        3_000,
        lambda n: _resource(
            "## Properties\n\n"
            + _TABLE
            + _each("|p#N|String|x|\n", n)
            + "\n## JSON representation\n\n``` json\n{"
            + _each('"P#N": 1', n, ", ")
            + "}\n```\n"
        ),
    ),
    "tables": (2_000, lambda n: _resource(_each(f"## Part #N\n\n{_TABLE}|p#N|String|x|\n\n", n))),
    "enumeration members": (
        5_000,
        lambda n: _rows(_KIND + _each("|m#N|\n", n)),
    ),
    "lists of values": (2_000, lambda n: _rows(_each(_VALUES, n))),
    # Operations
    "request lines": (2_000, lambda n: _operation("", _each("GET /things/{id}/a#N\n", n))),
    "placeholders": (150, lambda n: _operation("", "GET /things" + _each("/{a#N}", n))),
    "path placeholders": (
        20,
        lambda n: _operation(
            _ASK.format("things:" + "/x" * 4 * n, ""), "GET /things:" + _each("/{a#N}", n)
        ),
    ),
    "arguments": (200, lambda n: _operation("", f"GET /things/f({_each('a#N={a#N}', n, ',')})")),
    "examples": (
        100,
        lambda n: _operation(
            "## Examples\n\n" + _each(_ASK.format("things/#N", "") + _OK.format("{}"), n)
        ),
    ),
    "answers to one request": (
        1_000,
        lambda n: _operation(
            "## Examples\n\n" + _ASK.format("things/1", "") + _OK.format("{}") * n
        ),
    ),
    "header fields": (5_000, lambda n: _operation(_ASK.format("things/1", _each("X-A#N: b\n", n)))),
    "query of a URL": (
        400,
        lambda n: _operation(_ASK.format("things/1?" + _each("q#N=1", n, "&"), "")),
    ),
    # Plain Markdown
    "operations of a page": (200, lambda n: {"x.md": _each("## GET /a#N/{id}\n\nText.\n\n", n)}),
    "types of a page": (
        200,
        lambda n: {"x.md": _each(f"## T#N object\n\n{_TABLE}|a|int|x|\n\n", n)},
    ),
    "bodies of an operation": (
        400,
        lambda n: {"x.md": "## POST /a\n\n" + "``` json\n{}\n```\n\n" * n},
    ),
    "commands": (
        100,
        lambda n: {"x.md": "## GET /a\n\n" + "``` sh\ncurl https://x.org/a\n```\n\n" * n},
    ),
    "bold lines": (2_000, lambda n: {"x.md": "## GET /a\n\n" + "**Request**\n\nText.\n\n" * n}),
    "request lines as text": (5_000, lambda n: {"x.md": "# x\n\n" + _each("GET /a#N\n\n", n)}),
    "rows of HTML": (
        5_000,
        lambda n: {"x.md": f"## GET /a\n\n### Parameters\n\n{_HTML.format(_each(_TR, n))}"},
    ),
    "tables of HTML": (3_000, lambda n: {"x.md": "# x\n\n" + (_HTML.format("") + "\n") * n}),
    "tables of HTML never closed": (3_000, lambda n: {"x.md": "# x\n\n" + "<table>\n\n" * n}),
    "routes of a table": (
        4_000,
        lambda n: {"x.md": "## GET /b\n\n|Method|Path|\n|-|-|\n" + _each("|GET|/a#N|\n", n)},
    ),
    "parameters of a list": (
        5_000,
        lambda n: {"x.md": "## GET /a\n\n### Parameters\n\n" + _each("- `p#N` (int): x\n", n)},
    ),
    "statuses": (
        5_000,
        lambda n: {"x.md": "## GET /a\n\n### Responses\n\n" + _STATUS + _each("|#N|x|\n", n)},
    ),
    # JSON
    "nested JSON": (50_000, lambda n: _answer("[" * n + "]" * n)),
    "members of JSON": (5_000, lambda n: _answer("{" + _each('"m#N": 1', n, ",\n") + "}")),
    "wrong values in JSON": (
        1_000,
        lambda n: (
            _operation(
                "## Examples\n\n"
                + _ASK.format("things/1", "")
                + _OK.format("{" + _each('"p#N": "x"', n, ",\n") + "}")
            )
            | _rows(_each("|p#N|Int32|x|\n", n))
        ),
    ),
    "broken JSON": (20_000, lambda n: _answer('{"a": [' + "1 'x'" * n)),
    "metadata": (20_000, lambda n: _resource(_META + "a: b " * n + "} -->\n")),
    # Many pages
    "bases above each other": (
        250,
        lambda n: _types(lambda i: f"Inherits from [t](t{i + 1}.md).", n),
    ),
    "a circle of bases": (
        250,
        lambda n: _types(lambda i: f"Inherits from [t](t{(i + 1) % n}.md).", n),
    ),
    "pages of one type": (
        250,
        lambda n: {
            f"resources/a{i}/thing.md": _rows(f"|p{i}|String|x|\n")["resources/thing.md"]
            for i in range(n)
        },
    ),
    "missing pages": (500, lambda n: _types(lambda i: f"See [x](missing{i}.md).", n)),
    "operations": (
        250,
        lambda n: {
            f"api/thing-get{i}.md": _GET.format(f"GET /things/{{id}}/a{i}", "") for i in range(n)
        },
    ),
}


def cost(pages: Pages) -> tuple[float, float]:
    """CPU seconds and peak memory in MB of a whole run over pages, in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        docs = write(Path(name) / "docs", pages)
        words = ["-m", "generator", str(docs), "--out", f"{name}/out", "--quiet", "--no-cache"]
        words += ["--jobs", "1"]
        child = os.posix_spawn(
            sys.executable,
            [sys.executable, *words],
            os.environ | {"PYTHONPATH": str(ROOT)},
        )
        _, status, used = os.wait4(child, 0)
        if status:
            raise RuntimeError(f"the run ended with {os.waitstatus_to_exitcode(status)}")
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def rows(words: list[str]) -> Iterator[str]:
    """The lines of the table."""
    nothing, memory = cost({})
    yield "| shape | n | bytes | n | 2n | 4n | 4n: MB |"
    yield "|:--|--:|--:|--:|--:|--:|--:|"
    yield f"| (nothing) | | | {nothing:.2f} s | | | {memory:.0f} |"
    for name, (size, shape) in SHAPES.items():
        if words and not any(word in name for word in words):
            continue
        length = sum(len(text) for text in shape(size).values())
        costs = [cost(shape(size * factor)) for factor in (1, 2, 4)]
        seconds = " | ".join(f"{max(taken - nothing, 0):.2f} s" for taken, _ in costs)
        yield f"| {name} | {size:,} | {length:,} | {seconds} | {costs[-1][1]:.0f} |"


if __name__ == "__main__":
    for line in rows(sys.argv[1:]):
        print(line, flush=True)
