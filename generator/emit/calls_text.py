"""A documented message as the text that a test holds."""

from __future__ import annotations

from generator.emit.conforms_runtime import runtime
from generator.model import HttpMessage


def message_text(message: HttpMessage) -> tuple[str, list[str]]:
    """The text for a test, and the names of the rules that it needed.

    It is the page's own, unless the runtime would read it otherwise than the pages' reader did.
    """
    text = message.text.strip("\n")
    if _same(text, message):
        return text, []
    fields = [f"{name}: {value}" for name, value in message.headers]
    body = ["", message.body] if message.body else []
    return "\n".join([message.start, *fields, *body]), ["http-layout"]


def _start(line: str) -> str:
    """A start line, that of a request without its version, which says nothing about the call."""
    try:
        return " ".join(runtime("documented").request_line(line))
    except ValueError:
        return line


def _same(text: str, message: HttpMessage) -> bool:
    try:
        read = runtime("documented").parse(text)
    except ValueError:
        return False
    same = read.start == message.start or _start(read.start) == _start(message.start)
    same = same and read.headers == message.headers
    return same and bool((read.body or "").strip() == (message.body or "").strip())
