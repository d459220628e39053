"""Path templates of request lines: `/users/{id | userPrincipalName}/messages`.

`parse_path` takes a template apart, `join_path` writes it again with every placeholder in braces.
The kinds of segments are those of `generator.model.Segment` (OData 4.01 Part 2, section 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.model import Argument, Segment

#: A segment: a slash, then anything but a slash, except inside of braces and round brackets.
_SEGMENT = re.compile(r"/((?:\{[^{}]*+\}|<[^<>/]*+>|\([^()]*+\)|[^/])*+)")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}|<([^<>/]+)>|\{([^{}()]+)\Z")
_IN_BRACKETS = re.compile(r"\(([^(){}<>=',]+)\)\Z")
#: `/:id`, as web frameworks write it.
_COLON = re.compile(r":([A-Za-z_]\w*)\??\Z", re.ASCII)
#: `{a} | b`: the second name of a placeholder has slipped out of its braces.
_ALTERNATIVE = re.compile(r"\s*\|\s*[\w-]+\s*\}?\Z")
_CALL = re.compile(r"([A-Za-z_][\w.]*+)\(([^()]*+|[^'()]*+'[^']*+'[^'()]*+)\)?\Z")
_ARGUMENT = re.compile(
    r"""\s*(@?[\w.$-]++)\s*=\s*(?:
        '(?:\{(?P<quoted>[^{}]*)\}|<(?P<quoted_angle>[^<>]*)>|(?P<text>[^']*))'
      | \{(?P<bare>[^{}]*)\} | <(?P<angle>[^<>]*)> | (?P<literal>[^',{}<>]*+)
    )\s*(?:,|\Z)""",
    re.VERBOSE,
)
#: Unquoted words are no values of OData, so they stand for one; as do samples such as `x-value`.
_WORD = re.compile(r"(?!(?:true|false|null)\Z)[A-Za-z][\w-]*\Z")
_SAMPLE = re.compile(r"[A-Za-z][\w-]*?[vV]alue\Z")
_ALIAS = re.compile(r"(?<==)@\w+")
_QUALIFIED = re.compile(r"[A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)++\Z", re.ASCII)
#: What the last part of a dotted name is when it is no type: a host, or a function's verb.
_DOMAINS = frozenset(("com", "net", "org", "onmicrosoft", "edu", "gov", "docx", "xlsx"))
_VERB = re.compile(r"(?:get|check|validate|find|calculate|evaluate|restore|send)[A-Z]")


@lru_cache(maxsize=8192)
def parse_path(path: str) -> tuple[Segment, ...]:
    """The segments of a path template without query. Never raises.

    Placeholders are `{x}`, `<x>`, or a whole segment `(x)` or `:x`. An empty path has no segments.
    """
    rooted = path if path.startswith("/") else f"/{path}"
    if rooted == "/":
        return ()
    segments: list[Segment] = []
    in_path = False  # between the colons of path addressing (`root:/{path}:`)
    for text in _SEGMENT.findall(rooted):
        segment = _segment(text, in_path)
        segments.append(segment)
        opened = text.endswith(":")
        in_path = opened != in_path if opened else in_path
    return tuple(segments)


def without_aliases(path: str, query: str) -> tuple[str, str]:
    """A path and query with parameter aliases in their places: `f(x=@p)?@p='{x}'` is `f(x='{x}')`.

    OData 4.01 URL conventions, section 5.3.
    """
    if "=@" not in path or "@" not in query:
        return path, query
    parts = [part.partition("=") for part in query.split("&")]
    aliases = {name.strip(): value for name, _, value in parts if name.strip().startswith("@")}
    rest = (f"{name}{sign}{value}" for name, sign, value in parts if name.strip() not in aliases)
    return _ALIAS.sub(lambda match: aliases.get(match[0], match[0]), path), "&".join(rest)


def join_path(segments: Iterable[Segment]) -> str:
    """The path of which these are the segments; placeholders stand in braces."""
    return "".join(f"/{_written(segment)}" for segment in segments) or "/"


def _segment(text: str, in_path: bool) -> Segment:
    if whole := _IN_BRACKETS.match(text):
        return Segment("key", whole[1])
    if named := _COLON.match(text):
        return Segment("key", named[1])
    if call := _CALL.match(text):
        args = _arguments(call[2])
        if args is not None:
            return Segment("function", call[1], args=args)
    if place := _PLACEHOLDER.search(text):
        name = next(group for group in place.groups() if group is not None)
        prefix, suffix = text[: place.start()], text[place.end() :]
        if _ALTERNATIVE.match(suffix):
            return Segment("key", f"{name}{suffix.rstrip('}')}", prefix)
        return Segment("path" if in_path else "key", name, prefix, suffix)
    if _is_cast(text):
        return Segment("cast", text)
    return Segment("literal", text)


def _arguments(text: str) -> tuple[Argument, ...] | None:
    """The arguments between brackets, None when they are not `name=value` pairs."""
    found: list[Argument] = []
    position = 0
    while position < len(text.rstrip()):
        argument = _ARGUMENT.match(text, position)
        if argument is None:
            return None
        position = argument.end()
        found.append(_argument(argument))
    return tuple(found)


def _argument(found: re.Match[str]) -> Argument:
    groups = found.groupdict()
    for group in ("quoted", "quoted_angle", "bare", "angle"):
        if groups[group] is not None:
            return Argument(found[1], groups[group], quoted=group.startswith("quoted"))
    quoted = groups["text"] is not None
    literal = groups["text"] if quoted else groups["literal"].strip()
    if (_SAMPLE if quoted else _WORD).match(literal):
        return Argument(found[1], literal, quoted=quoted)
    return Argument(found[1], None, literal, quoted)


def _is_cast(text: str) -> bool:
    if not _QUALIFIED.match(text):
        return False
    parts = text.split(".")
    known = parts[0] in ("microsoft", "graph")
    return (
        (known or len(parts) > 2)
        and parts[-1].lower() not in _DOMAINS
        and not _VERB.match(parts[-1])
    )


def _written(segment: Segment) -> str:
    if segment.kind in ("key", "path"):
        return f"{segment.prefix}{{{segment.text}}}{segment.suffix}"
    if segment.kind == "function":
        return f"{segment.text}({','.join(map(_written_argument, segment.args))})"
    return segment.text


def _written_argument(argument: Argument) -> str:
    value = argument.literal if argument.placeholder is None else f"{{{argument.placeholder}}}"
    return f"{argument.name}='{value}'" if argument.quoted else f"{argument.name}={value}"
