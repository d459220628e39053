"""Names for headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence


def anchors(titles: Sequence[str]) -> list[str]:
    """Names for the parts of a page, made of their headings as anchors are; each is another one."""
    seen: Counter[str] = Counter()
    made = []
    for title in titles:
        text = re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") or "operation"
        made.append(f"{text}-{seen[text]}" if seen[text] else text)
        seen[text] += 1
    return made
