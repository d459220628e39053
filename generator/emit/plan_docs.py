"""Docstrings of generated code: the pages' own text and, for methods, what the tables say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import quote

from generator.emit.layout import plain
from generator.emit.plan import GroupOutline, Parameter
from generator.model import Doc, EnumMember, EnumType, Loc, Operation, Resource

_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
#: Blanks around the bar in `{id | userPrincipalName}`, which would break the line there.
_BAR = re.compile(r"\s*\|\s*")


def text_of(doc: Doc) -> str:
    """Documentation text, and the deprecation if the text does not tell it."""
    text = doc.text or doc.summary
    if doc.deprecated is None or "deprecat" in text.lower():
        return text
    return f"{text}\n\nDeprecated. {doc.deprecated}".strip()


def first_sentence(doc: Doc) -> str:
    """The first sentence of a text, on one line."""
    text = " ".join((doc.summary or doc.text).split())
    return _SENTENCE_END.split(text, maxsplit=1)[0]


def client_doc(title: str, kind: str, groups: Iterable[GroupOutline]) -> str:
    """The docstring of a client class: its groups of methods, and what each is about."""
    rows = [f"- {group.name}: {group.about}".removesuffix(": ") for group in groups]
    head = f"The {kind} of {title}."
    return "\n\n".join((head, "\n".join(("Groups of methods:", *rows)))) if rows else head


def module_doc(name: str, kind: str, loc: Loc | None) -> str:
    """The docstring of a model module."""
    if loc is None:
        return f"{name}, a type that the pages mention and none documents."
    return f"{name} {kind} ({loc.path})."


def type_doc(item: Resource | EnumType) -> str:
    """The docstring of a class, which is never empty."""
    text = text_of(item.doc)
    return text if plain(text).strip() else f"The type {item.name}."


def member_doc(member: EnumMember) -> str:
    """The docstring of an enum member."""
    text = text_of(member.doc)
    if not member.needs_prefer:
        return text
    note = "Sent only to requests with `Prefer: include-unknown-enum-members`."
    return f"{text}\n\n{note}".strip()


def method_doc(
    operation: Operation, parameters: Iterable[Parameter], page_url: str | None = None
) -> str:
    """The docstring of a method: title, page text, parameters, routes, permissions, page."""
    title = _sentence(operation.title or PurePosixPath(operation.page).stem)
    parts = [title, *_texts(operation, title)]
    for head, rows in (
        ("Parameters:", _parameter_rows(parameters, operation)),
        ("Requests:", _route_rows(operation)),
        ("Permissions, least privileged first:", _permission_rows(operation)),
    ):
        listed = list(rows)
        if listed:
            parts.append("\n".join((head, *listed)))
    parts.append(f"Documented in {operation.page}.")
    if page_url:
        page, mark, anchor = operation.page.partition("#")
        path = quote(page.removesuffix(".md")) + mark + quote(anchor)
        parts[-1] += f"\n{page_url.replace('{page}', path)}"
    return "\n\n".join(parts)


def _texts(operation: Operation, title: str) -> Iterator[str]:
    text = text_of(operation.doc)
    if text and text.rstrip(".").lower() != title.rstrip(".").lower():
        yield text


def _sentence(title: str) -> str:
    title = " ".join(title.split()) or "Untitled"
    return title if title.endswith((".", "!", "?")) else f"{title}."


def _parameter_rows(parameters: Iterable[Parameter], operation: Operation) -> Iterator[str]:
    has_me = any(route.path.split("/")[1:2] == ["me"] for route in operation.routes)
    for item in parameters:
        text = " ".join(item.doc.split())
        if has_me and item.name == "user_id" and not text:
            text = '"me" is the signed-in user.'
        if text:
            yield f"- {item.name}: {text}"


def _route_rows(operation: Operation) -> Iterator[str]:
    for route in operation.routes:
        query = f"?{route.query}" if route.query else ""
        yield f"- {route.method} {_BAR.sub('|', route.path)}{query}"


def _permission_rows(operation: Operation) -> Iterator[str]:
    for row in operation.permissions:
        names = ", ".join(row.names) or " ".join(row.text.split())
        if names:
            yield f"- {' '.join(row.kind.split())}: {names}"
