"""The HTTP messages of a page by line, and those whose code block lacks a metadata comment."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.diagnostics import Finding
from generator.lint.source import Lines, Source
from generator.model import Api, Example, Loc

_METADATA = re.compile(r'"blockType"\s*:\s*"(?:request|response)"', re.IGNORECASE)


class Message(NamedTuple):
    """A request or response (`kind`), and the name of the first example that shows it."""

    kind: str
    name: str


def messages(api: Api) -> dict[str, dict[int, Message]]:
    """Page -> line of the start line -> message."""
    found: dict[str, dict[int, Message]] = defaultdict(dict)
    for operation in api.operations:
        first: dict[int, Example] = {}
        for example in operation.examples:
            request = example.request.loc
            name = first.setdefault(request.line, example).name
            found[request.path].setdefault(request.line, Message("request", name))
            if example.response:
                loc = example.response.loc
                found[loc.path].setdefault(loc.line, Message("response", name))
    return found


def alone(fence: Lines, shown: Mapping[int, Message]) -> Message | None:
    """The message of a code block that holds just one."""
    inside = [message for line, message in shown.items() if fence.first < line < fence.last]
    return inside[0] if len(inside) == 1 else None


def without_metadata(path: str, source: Source, shown: Mapping[int, Message]) -> Iterator[Finding]:
    """Findings for code blocks without a comment, on a page whose other examples have one."""
    if not shown or not _METADATA.search(source.text):
        return
    for fence in source.fences:
        message = alone(fence, shown)
        if message and not _has_comment(source, fence.first):
            text = f"this {message.kind} has no metadata comment, unlike others on the page"
            yield Finding("METADATA_MISSING", Loc(path, fence.first), text)


def _has_comment(source: Source, line: int) -> bool:
    line -= 1
    while line > 0 and not source.line(line).strip(" \t>"):
        line -= 1
    return source.line(line).rstrip().endswith("-->")
