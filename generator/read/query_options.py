"""Which OData system query options a page says its operation supports."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.model import QUERY_OPTIONS
from generator.read.page import Page
from generator.read.translated import is_denied

_OPTION = re.compile(rf"(?<![\w/])\$?({'|'.join(QUERY_OPTIONS)})(?![\w-])", re.IGNORECASE)
_MARKED = re.compile(
    rf"(?:`|\*\*)\$?({'|'.join(QUERY_OPTIONS)})(?:`|\*\*)|\$({'|'.join(QUERY_OPTIONS)})\b",
    re.IGNORECASE,
)
#: A parameter of the operation's own: "the `model` query parameter".
_OWN = re.compile(r"`([A-Za-z][\w-]*)`\s+(?:optional\s+)?query\s+(?:string\s+)?parameter\b")
#: Parameters by an example: "Query: `?status=open&limit=10`".
_SHOWN = re.compile(r"\bquery\b[^`\n]{0,30}`\?([^`\s]{1,200})`", re.IGNORECASE)
_GENERIC = re.compile(r"\bsupports?\b[^.]*\bquery (?:parameters|options)\b", re.IGNORECASE)
#: Where the options in general are described, whatever the words of the link.
_OPTIONS_PAGE = re.compile(r"\]\([^()\s]{0,200}query[-_]parameters", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:does|do|is|are)\s*(?:\*\*)?(?:not|n['’]t)(?:\*\*)?\s*(?:currently\s+)?support(?:ed)?\b|doesn['’]t\s+support|not\s+supported",
    re.IGNORECASE,
)
_NAMES = "|".join(QUERY_OPTIONS)
#: Options without dollar sign and marks: "Supports filter, orderby and top."
_PLAIN = re.compile(
    rf"\bsupports?\s+(?:only\s+)?(?:the\s+)?(?P<names>(?:\$?(?:{_NAMES})(?:,\s*(?:and\s+|or\s+)?|\s+and\s+"
    rf"|\s+or\s+|/)){{0,9}}\$?(?:{_NAMES}))\b(?=\s*(?:[.,;:)]|$|(?:odata\s+)?query\b|(?:options|parameters)\b))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z*`\[$])")
_ONLY = re.compile(r"\bincluding\b", re.IGNORECASE)


def own_parameters(raw: str) -> list[str]:
    """The parameters that a paragraph names, other than the system query options."""
    names = dict.fromkeys(_OWN.findall(raw))
    for query in _SHOWN.findall(raw):
        names.update(dict.fromkeys(part.partition("=")[0] for part in query.split("&")))
    return [name for name in names if name and name.lower() not in QUERY_OPTIONS]


@dataclass(slots=True)
class QueryOptions:
    """Collects what tables and sentences say; `found` gives the answer.

    The answer is None where the page is silent, `("*",)` where it supports the options in general,
    else the names without the dollar sign, in the order of `QUERY_OPTIONS`.
    """

    names: set[str] = field(default_factory=set)
    denied: set[str] = field(default_factory=set)
    generic: bool = False
    none: bool = False
    _seen: bool = False

    def name(self, option: str) -> None:
        """A table row names an option such as `$filter`."""
        self._seen = True
        self.names.update(m.lower() for m in _OPTION.findall(option))

    def paragraph(self, page: Page, raw: str) -> None:
        """A paragraph of the section, as Markdown."""
        for marked in _SENTENCE.split(raw):
            plain = page.inline(marked).text
            found = {(a or b).lower() for a, b in _MARKED.findall(marked)}
            for plainly in _PLAIN.finditer(plain):
                found |= {name.lower() for name in _OPTION.findall(plainly["names"])}
            if _NOT.search(plain) or (page.translated and is_denied(plain)):
                self._seen = True
                self.denied |= found
                self.none = self.none or not found
                continue
            general = bool(_GENERIC.search(plain))
            if page.translated:
                general = general or _OPTIONS_PAGE.search(marked) is not None
            if general and (not found or _ONLY.search(plain)) and "following" not in plain:
                self.generic = True
            self._seen = self._seen or general or bool(found)
            self.names |= found

    def found(self) -> tuple[str, ...] | None:
        """The options that the page supports."""
        if not self._seen:
            return None
        names = self.names - self.denied
        if self.generic and not self.none:
            return ("*",)
        return tuple(option for option in QUERY_OPTIONS if option in names)
