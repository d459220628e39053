"""Words: how documented text is cut into them, and how they are joined, in ASCII.

Every function takes any text at all and answers the same for the same text. Nothing here knows
what a name is used for; that is `generator.emit.spelling`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2s

from generator.nouns import PLURALS, SINGULARS


def word_set(text: str) -> frozenset[str]:
    """The blank-separated words of a text, as a table."""
    return frozenset(text.split())


#: Spellings that count as one word although capitals stand inside.
_COMPOUND = "iOS|macOS|iPad|iPhone|iTunes|iCloud|iMessage|[oO]Auth|OneDrive|SharePoint|BitLocker"

_WORD = re.compile(
    rf"(?:{_COMPOUND})(?![a-z])[0-9]*"
    r"|[0-9]+x[0-9]+(?![A-Za-z0-9])"  # 4x6
    r"|[0-9]+[A-Z](?![a-z])"  # 3G
    r"|[A-Z]{2,}s(?![a-z])"  # IDs
    r"|[A-Z]+(?![a-z])[0-9]*"  # OS in deviceOSType
    r"|[A-Z]?[a-z]+(?:[0-9]+[a-z]+)*[0-9]*"
    r"|[0-9]+"
)

#: Nouns that are the same in both numbers, or that look like a plural and are none.
_UNCHANGED = word_set(
    "data metadata media news series status access address analysis basis business process progress"
    " class pass canvas alias previous https os ios dns tls sms gps this is has was as us"
)

#: Endings of nouns that are not counted.
_UNCOUNTABLE = ("data", "media", "news", "series", "management", "information", "governance")

#: (ending of a plural, ending of its singular); the first that fits is taken.
_SINGULAR = (
    ("ies", "y"),
    ("sses", "ss"),
    ("shes", "sh"),
    ("caches", "cache"),
    ("ches", "ch"),
    ("xes", "x"),
    ("statuses", "status"),
    ("aliases", "alias"),
    ("analyses", "analysis"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
)


def digest(text: str) -> str:
    """Eight hexadecimal digits that stand for a text, the same in every run."""
    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words of a documented name, in lower case: `deviceOSType` gives device, os, type.

    Letters outside ASCII lose their accents or become `u` and their code point. A text without
    any letter or digit is read out (`$` gives dollar, sign); the empty text gives `empty`.
    """
    found = tuple(word.lower() for word in _WORD.findall(_ascii(text)))
    return found or _read_out(text)


@lru_cache(maxsize=65536)
def snake(text: str) -> str:
    """The words of a name joined by underscores."""
    return "_".join(words(text))


@lru_cache(maxsize=65536)
def pascal(text: str) -> str:
    """A name with a capital first letter after every separator, other letters as documented."""
    parts = re.findall(r"[A-Za-z0-9]+", _ascii(text)) or _read_out(text)
    return "".join(part[0].upper() + part[1:] for part in parts)


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """The singular of a lower-case English noun; a word that is no plural stays as it is."""
    if word in SINGULARS:
        return SINGULARS[word]
    if word in _UNCHANGED or len(word) < 4:
        return word
    for ending, replacement in _SINGULAR:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + replacement
    return word


@lru_cache(maxsize=4096)
def plural(word: str) -> str:
    """The plural of a lower-case English noun; a word that is a plural stays as it is."""
    if word in PLURALS:
        return PLURALS[word]
    if word in SINGULARS or word.endswith(_UNCOUNTABLE):
        return word
    if word.endswith("s") and singular(word) != word:
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("analysis", "basis")):
        return word[:-2] + "es"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def last_singular(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The same words with the last one in the singular."""
    return (*parts[:-1], singular(parts[-1])) if parts else parts


def last_plural(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The same words with the last one in the plural."""
    return (*parts[:-1], plural(parts[-1])) if parts else parts


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(
        c if c.isascii() else f" u{ord(c):x} " if c.isalnum() or not c.isprintable() else " "
        for c in plain
    )


def _read_out(text: str) -> tuple[str, ...]:
    spoken = " ".join(unicodedata.name(c, f"u{ord(c):x}") for c in text)
    return tuple(re.findall(r"[a-z0-9]+", spoken.lower())) or ("empty",)
