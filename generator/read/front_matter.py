"""The YAML front matter that opens a page.

Only flat `key: value` pairs matter here, and one page in ten thousand is not YAML (an unquoted
colon in a title), so lines are read one by one: no YAML construct can hurt, and each key keeps
its line.
"""

from __future__ import annotations

import re

from generator.records import Record, field

_ENTRY = re.compile(r"([A-Za-z][\w.-]*+):(.*)\Z", re.DOTALL)


class FrontMatter(Record):
    """Keys (lower case) with their values and lines; `end` is the number of lines it takes."""

    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    end: int = 0
    problems: tuple[tuple[int, str], ...] = ()

    @property
    def present(self) -> bool:
        """Whether the page has front matter at all."""
        return self.end > 0


def read_front_matter(lines: list[str]) -> FrontMatter:
    """Read the block between the `---` lines; a missing or unclosed one gives an empty one."""
    if not lines or lines[0].rstrip() != "---":
        return FrontMatter()
    values: dict[str, str] = {}
    numbers: dict[str, int] = {}
    problems: list[tuple[int, str]] = []
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() in ("---", "..."):
            return FrontMatter(values, numbers, number, tuple(problems))
        match = _ENTRY.match(line)
        if match is None:
            if line.strip() and not line.lstrip().startswith(("-", "#")) and not line[0].isspace():
                problems.append((number, f"not a `key: value` line: {line.strip()[:60]!r}"))
            continue
        key, value = match[1].lower(), match[2].strip(" \t")
        if value[:1] in "\"'" and value:
            if len(value) < 2 or value[-1] != value[0]:
                problems.append(
                    (number, f"the quote that opens the value of {key!r} is not closed")
                )
            value = value.strip(value[0])
        values[key] = value
        numbers[key] = number
    return FrontMatter(problems=((1, "the front matter is not closed by a `---` line"),))
