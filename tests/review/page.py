"""docs/changes.md: the parts of it that come from the registry and from the cases."""

from __future__ import annotations

import re
from pathlib import Path

from generator.review.rules import RULES

PAGE = Path(__file__).parents[2] / "docs" / "changes.md"
_SAMPLE = Path(__file__).parents[1] / "cases" / "changes" / "sample" / "expected.txt"
_PART = r"<!-- {} -->\n.*?<!-- end -->"


def changes_page() -> str:
    """The page as it is, with the parts between `<!-- name -->` and `<!-- end -->` written anew."""
    text = PAGE.read_text(encoding="utf-8")
    for name, part in {"sample": _sample(), "rules": _rules()}.items():
        anew = f"<!-- {name} -->\n{part}<!-- end -->"
        text, count = re.subn(
            _PART.format(name), anew.replace("\\", r"\\"), text, count=1, flags=re.DOTALL
        )
        assert count, f"docs/changes.md has no part {name}"
    return text


def _sample() -> str:
    return f"```\n{_SAMPLE.read_text(encoding='utf-8')}```\n"


def _rules() -> str:
    rows = "".join(
        f"| `{name}` | {rule.source} | {rule.wire} | {rule.category.upper()} | {rule.purpose} |\n"
        for name, rule in RULES.items()
    )
    return f"| rule | source | wire | listed as | meaning |\n|---|---|---|---|---|\n{rows}"
