"""What the sections of an API page are for, and the code blocks in them."""

from __future__ import annotations

from generator.read.examples import is_http_text
from generator.read.http_text import RequestLine, request_lines
from generator.read.page import CodeBlock, Section
from generator.read.vocabulary import Role, role_of


def section_role(section: Section) -> Role:
    """A section's role: its own, or for a free heading that of the nearest heading above it."""
    roles = [role for key in section.path if (role := role_of(key)) != "prose"]
    if roles and roles[-1] == "http_request" and "example" in roles:
        return "request"
    return roles[-1] if roles else "prose"


def is_template(block: CodeBlock) -> bool:
    """Whether a code block holds nothing but request lines relative to the service root."""
    if block.meta is not None and block.meta.block_type not in (
        None,
        "ignored",
        "samples",
        "request",
    ):
        return False
    lines = request_lines(block.content)
    return bool(lines) and all(isinstance(line, RequestLine) and not line.base for line in lines)


def in_example(section: Section) -> bool:
    """A Request or Response heading below the second level belongs to an example."""
    return section.level > 2 or any(role_of(key) == "example" for key in section.parents)


def is_illustration(section: Section, block: CodeBlock) -> bool:
    """A fence in a section about query options shows a URL; it is no exchange."""
    role = section_role(section)
    if role != "query":
        return False
    return not (
        block.meta and block.meta.block_type in ("request", "response") and is_http_text(block)
    )
