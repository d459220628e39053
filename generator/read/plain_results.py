"""What a plain page says comes back, in words: "returns a list of orders", "List all bins".

Such a type is named without a link, in the plural or as one of many `Order` objects; whether any
page documents it is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.read.facts import Mention, ResponseFact
from generator.read.markdown import Paragraph
from generator.read.page import Page
from generator.read.plurals import singular
from generator.read.same_results import says_same
from generator.read.type_text import primitive

_UNTYPED = "Edm.Untyped"
_STATUS = re.compile(r"(?<![\w.$/-])([1-5]\d\d)(?![\w%]|\.\d)")
_WORD = r"[A-Za-z]\w*(?:[.-]\w+)*"
_MANY = re.compile(
    rf"\b(?:lists?|arrays?|collections?|sets?|pages?|sequences?)\s+(?:of|containing|with)\s+"
    rf"(?P<words>{_WORD}(?:\s{_WORD}){{0,6}})"
)
_ALL = re.compile(
    r"\A\W*(?:list(?:s|ing)?|(?:gets?|fetch(?:es)?|retrieves?|returns?|finds?)\s+(?:all|every))"
    rf"\s+(?P<words>{_WORD}(?:\s{_WORD}){{0,6}})",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:[Rr]eturns?|[Rr]esponds? with|[Aa]nswers? with|[Cc]ontains?|[Ii]s)\s+(?:an?|the)\s+"
    r"(?:\w+\s){0,2}?(?P<name>[A-Z][A-Za-z0-9]+)(?=\s*(?:[.,;]|$|objects?\b|resources?\b))"
)
#: Nothing but a name: what stands behind "Response body:".
_NAME_ALONE = re.compile(
    r"\W{0,3}(?P<name>[A-Z][A-Za-z0-9]+)(?: object)?\s?(?:\([^()]{0,80}\))?\W{0,2}\Z"
)
#: "`200` — the updated device, as above".
_BEHIND_STATUS = re.compile(
    r"\A\W{0,4}[1-5]\d\d(?: [A-Z]\w+){0,2}\W{1,6}(?:[Rr]eturns )?(?:an?|the)\s"
    r"(?:(?:new|newly|created|updated|changed|full|whole|complete|same|resulting)\s){0,3}"
    r"(?P<words>[a-z]\w+(?: [a-z]\w+)?)(?=\s?(?:[.,;]|\Z|objects?\b|resources?\b|as\b|with\b))"
)
#: Where what follows is what comes back.
_SENT_BACK = re.compile(
    r"\b(?:[Rr]eturn|[Rr]espond|[Dd]ownload|[Aa]nswer)s?\b[^.]{0,120}|\A\W{0,4}[23]\d\d\b.{0,120}"
    r"|\A\W{0,4}[Cc]ontent-[Tt]ype\b.{0,120}",
    re.DOTALL,
)
_MEDIA = re.compile(r"(?:application|audio|font|image|model|text|video)/[a-z*][\w.+*-]*")
#: Words that say nothing of what it is a list of.
_LEADING = frozenset(
    (
        *("a", "an", "the", "all", "any", "every", "each", "your", "our", "their", "its", "zero"),
        *("or", "more", "up", "to", "matching", "available", "active", "existing", "current"),
        *("recent", "registered", "found", "of", "one", "json", "paginated", "related", "these"),
        *("requested", "new", "newly", "created", "updated", "known", "visible", "accessible"),
    )
)
#: What a type is called in general; its name stands before this word.
_NOUNS = frozenset(
    (
        *("objects", "resources", "entities", "instances", "records", "models", "items"),
        *("elements", "representations", "entries"),
    )
)
#: Where the name has ended.
_AFTER = frozenset(
    (
        *("in", "on", "for", "by", "that", "which", "who", "with", "from", "matching", "sorted"),
        *("belonging", "as", "to", "and", "or", "if", "when", "where", "whose", "ordered", "of"),
        *("filtered", "associated", "within", "under", "at", "along", "based", "assigned", "is"),
        *("owned", "created", "available", "visible", "using", "containing", "including", "via"),
    )
)
#: Words for data that are no names of types.
_NO_RESULTS = frozenset(("request", "response", "operation", "call", "body", "resource", "object"))
_NO_NAMES = frozenset(("JSON", "HTTP", "ID", "URL", "URI", "UTC", "API", "OK", "No", "Content"))


def with_named(
    facts: Sequence[ResponseFact], named: Sequence[ResponseFact]
) -> tuple[ResponseFact, ...]:
    """The facts with what is only `named` in words, where no link and no type says more."""
    is_stated = any(fact.type and fact.type.name != _UNTYPED for fact in facts)
    return tuple(facts) if is_stated else (*named[:1], *facts)


def read_named(page: Page, block: Paragraph) -> Iterator[ResponseFact]:
    """What a paragraph that is about a success names in words."""
    text = page.inline(block.raw).text
    found = named_result(page, text, block.line)
    if any(is_raw(sent[0]) for sent in _SENT_BACK.finditer(text)):
        found = Mention("Edm.Stream", page.loc(block.line))
    statuses = [int(code) for code in _STATUS.findall(text)]
    success = next((code for code in statuses if code < 400), None)
    if (found or says_same(text)) and (success or not statuses):
        yield ResponseFact(success, found, page.loc(block.line), text)


def read_listed(page: Page, title: str, text: str) -> Iterator[ResponseFact]:
    """What the title of an operation, or else the first sentence of its text, says is listed."""
    for said in (title, text):
        if found := listed_result(page, said, page.title_line):
            yield ResponseFact(None, found, found.loc)
            return


def named_result(page: Page, text: str, line: int) -> Mention | None:
    """What a sentence such as "Returns a list of orders" names; None where it names nothing."""
    many = _MANY.search(text)
    name = _of_many(many["words"]) if many else None
    if name:
        return Mention(name, page.loc(line), True)
    one = _ONE.search(text) or _NAME_ALONE.match(text)
    if one and one["name"] not in _NO_NAMES:
        return Mention(primitive(one["name"]) or one["name"], page.loc(line))
    behind = _BEHIND_STATUS.match(text)
    words = behind["words"].split() if behind else []
    if words and words[-1] not in _NO_RESULTS and singular(words[-1]) is None:
        return Mention(_name(words, is_plural=False) or words[-1], page.loc(line))
    return None


def is_raw(text: str) -> bool:
    """Whether a text names media types, and none that is JSON."""
    found = _MEDIA.findall(text)
    return bool(found) and not any("json" in media for media in found)


def named_body(page: Page, text: str, line: int) -> Mention | None:
    """What stands alone behind "Request body:", a name or many of it."""
    many = _MANY.match(text)
    name = _of_many(many["words"]) if many else None
    one = _NAME_ALONE.match(text)
    if name or (one and one["name"] not in _NO_NAMES):
        return Mention(name or (one["name"] if one else ""), page.loc(line), bool(name))
    return None


def listed_result(page: Page, text: str, line: int) -> Mention | None:
    """What a title or first sentence says is listed: "List all bins", "Get all users"."""
    found = _ALL.match(text)
    name = _of_many(found["words"]) if found else None
    return Mention(name, page.loc(line), True) if name else None


def _of_many(text: str) -> str | None:
    """The type of which `text` names many: "all order lines of a user", "Order objects"."""
    words: list[str] = []
    for word in text.split():
        folded = word.lower()
        if words and (folded in _AFTER or folded in _NOUNS):
            return _name(words, is_plural=folded not in _NOUNS)
        if words or folded not in _LEADING:
            words.append(word)
    return _name(words, is_plural=True)


def _name(words: list[str], is_plural: bool) -> str | None:
    """Words as the name of a type; with `is_plural` the name ends at the first plural."""
    if is_plural:
        at = next((n for n, word in enumerate(words) if singular(word)), None)
        if at is None and len(words) == 1 and words[0][0].isupper():
            return None if words[0] in _NO_NAMES else words[0]  # "array of Shelf"
        if at is None:
            return None
        words = [*words[:at], singular(words[at]) or ""]
    if not words or words[-1] in _NO_NAMES:
        return None
    if len(words) == 1:
        return primitive(words[0]) or words[0]
    first, *rest = words
    return first[:1].lower() + first[1:] + "".join(word[:1].upper() + word[1:] for word in rest)
