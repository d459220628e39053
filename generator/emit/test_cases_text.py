"""A page's HTTP text as a string in a test: verbatim where that is safe, escaped where it is not.

A block is plain when nothing needs escaping, raw when backslashes are all that would, and escaped
otherwise: quotes that would end the string, blanks at a line's end, and every character that
cannot be seen. The runtime takes the margin off again, so the text survives exactly.
"""

from __future__ import annotations

MARGIN = " " * 8
#: What has to be escaped although it can be seen; lines end in a line end.
_SPECIAL = "\\", '"""', " \n"


def block(name: str, text: str) -> list[str]:
    """The lines of `name = \"\"\"…\"\"\"` in a test function."""
    lines = text.split("\n")
    is_special = any(it in f"{text}\n" for it in _SPECIAL)
    if not is_special and text.replace("\n", "").isprintable():
        return _block(name, "", lines)
    escaped = [_escaped(line, "\\\\") for line in lines]
    raw = [_escaped(line, "\\") for line in lines]
    if escaped == lines:
        prefix, body = "", lines
    elif raw == lines:
        prefix, body = "r", lines
    else:
        prefix, body = "", escaped
    return _block(name, prefix, body)


def _block(name: str, prefix: str, body: list[str]) -> list[str]:
    return [
        f'    {name} = {prefix}"""',
        *(MARGIN + line if line else "" for line in body),
        '    """',
    ]


def _escaped(line: str, backslash: str) -> str:
    plain = line.replace("\\", backslash).replace('"""', '\\"\\"\\"')
    if plain.isprintable():
        visible = plain
    else:
        visible = "".join(char if char.isprintable() else repr(char)[1:-1] for char in plain)
    return visible[:-1] + "\\x20" if visible.endswith(" ") else visible
