"""English plurals, as far as the names of types need them."""

from __future__ import annotations

import re

from generator.nouns import SINGULARS

#: (ending of a plural, ending of its singular); the first that fits is taken, None for no plural.
_ENDINGS = (
    *(("ss", None), ("us", None), ("is", None), ("news", None), ("series", None), ("ies", "y")),
    *(("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss"), ("tuses", "tus"), ("s", "")),
)


#: The last word of a name that is written in one.
_LAST = re.compile(r"[A-Z]?[a-z]+\Z")


def singular(word: str) -> str | None:
    """The singular of a plural, in its own case; None for a word that is no plural."""
    last = _LAST.search(word)
    if last and (one := SINGULARS.get(last[0].lower())):
        return word[: last.start()] + last[0][0] + one[1:]
    folded = word.lower()
    plural, single = next((pair for pair in _ENDINGS if folded.endswith(pair[0])), ("", None))
    return word[: -len(plural)] + single if single is not None and folded != plural else None
