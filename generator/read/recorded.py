"""Answers that a page keeps for checking (`"blockType": "simulatedResponse"`).

Such a block is what a service once said, to be held against the documented response of the same
name. It is no example. What the documented response shows must be in it, even where that response
is `truncated`: a page cuts off what is beside the point, not what it is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.json_text import parse_json
from generator.model import HttpMessage
from generator.read.http_text import parse_message
from generator.read.page import CodeBlock, Page

_KIND = "simulatedresponse"
#: Missing members that a finding names.
_NAMED = 5


def is_recorded(block: CodeBlock) -> bool:
    """Whether a code block holds an answer that is kept for checking."""
    return block.meta is not None and block.meta.block_type == _KIND


def check_recorded(page: Page, block: CodeBlock, documented: HttpMessage) -> None:
    """Report what the documented response shows and the recorded answer lacks, as one finding."""
    message = parse_message(block.content)
    shown, recorded = parse_json(documented.body or ""), parse_json(message.body or "")
    if shown.error is not None or recorded.error is not None:
        return
    missing = tuple(dict.fromkeys(_missing(shown.value, recorded.value)))
    if missing:
        page.report.add(
            "EXAMPLE_MEMBER_MISSING",
            page.loc(block.body_line + message.body_line),
            f"the recorded answer lacks {', '.join(missing[:_NAMED])}, which the response at"
            f" {documented.loc} shows",
        )


def _missing(shown: Any, recorded: Any) -> Iterator[str]:
    """Members that one value has and the other has not; all items are as the first one shown."""
    if isinstance(shown, dict) and isinstance(recorded, dict):
        for name, value in shown.items():
            if name in recorded:
                yield from _missing(value, recorded[name])
            elif "@" not in name:
                yield name
    elif isinstance(shown, list) and isinstance(recorded, list) and shown:
        for item in recorded:
            yield from _missing(shown[0], item)
