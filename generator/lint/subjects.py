"""What findings are about: a property, an operation or a page, with what the pages say of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.diagnostics import Finding
from generator.model import Api, Claim, Property
from generator.records import Record
from generator.subjects import Documented, Properties, places

_MEMBER = re.compile(r"no table documents (?P<type>[\w.]+)\.(?P<member>[^.\s]+)\Z")
_VALUE = re.compile(r"(?:the example has|has no member) (?P<value>.+?)(?: \(declared at .*)?\Z")
_SPELLING = re.compile(r"every example (?P<value>'[^']*')")
_BASE = re.compile(r" here and (?P<value>\S+) on its base at ")
#: How the beginning of a claim is said to an author.
_WORDS = {"property": "table", "relationship": "table", "JSON": "JSON", "body": "body table"}
#: Codes that compare places of a property; the evidence for others would only be noise.
_CONTRADICTIONS = frozenset(
    (
        *("TYPE_CONFLICT", "TYPE_UNREADABLE", "PROPERTY_CASE_DIFFERS", "PROPERTY_REDECLARED"),
        *("PROPERTY_ONLY_IN_JSON", "PROPERTY_NOT_IN_JSON"),
        *("EXAMPLE_TYPE_MISMATCH", "EXAMPLE_VALUE_UNDOCUMENTED"),
    )
)


class Subject(Record):
    """Something that the pages document: its name, and the page that is its home."""

    page: str
    name: str


class Group(Record):
    """The findings about one subject; `claims` is what each place says of it."""

    subject: Subject
    findings: tuple[Finding, ...]
    claims: tuple[Claim, ...] = ()


def groups(api: Api, findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Group the findings of an API by subject, in the order of pages, then of lines."""
    index = _Index(api)
    found: dict[Subject, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[index.subject(finding)].append(finding)
    made = [
        Group(subject, tuple(own), index.claims(subject, own)) for subject, own in found.items()
    ]
    return tuple(sorted(made, key=lambda it: (it.subject.page, _first(it), it.subject.name)))


def _first(group: Group) -> int:
    """The first line on the subject's own page; subjects of other pages' findings come last."""
    lines = [it.loc.line for it in group.findings if it.loc.path == group.subject.page]
    return min(lines, default=1 << 30)


class _Index:
    """Properties by place and by name, operations by page."""

    def __init__(self, api: Api) -> None:
        self._documented = Properties(api.resources)
        self._homes: dict[str, str] = {}
        self._operations = {op.page: op.title or op.id for op in reversed(api.operations)}
        self._properties: dict[Subject, Property] = {}
        for resource in api.resources:
            simple = resource.name.rpartition(".")[2]
            if resource.loc:
                self._homes.setdefault(simple, resource.loc.path)
            for prop in (*resource.properties, *resource.repeated):
                self._properties.setdefault(_subject(Documented(resource, prop)), prop)

    def subject(self, finding: Finding) -> Subject:
        """A property that the finding's place or message names, else its operation or page."""
        member = _MEMBER.match(finding.message)
        if member:
            home = self._homes.get(member["type"].rpartition(".")[2], finding.loc.path)
            return Subject(home, f"{member['type']}.{member['member']}")
        if finding.code.startswith(("EXAMPLE_", "PROPERTY_", "TYPE_")):
            found = self._documented.about(finding)
            if found:
                return _subject(found)
        return Subject(finding.loc.path, self._operations.get(finding.loc.path, ""))

    def claims(self, subject: Subject, findings: Iterable[Finding]) -> tuple[Claim, ...]:
        """What each place says of a contradicted property: tables, JSON, then examples."""
        findings = [it for it in findings if it.code in _CONTRADICTIONS]
        prop = self._properties.get(subject)
        if prop is None or not findings:
            return ()
        said = [Claim(claim.loc, _said(claim.says)) for claim in prop.evidence]
        claims = tuple(dict.fromkeys((*said, *filter(None, map(_shown, findings)))))
        return claims if len(claims) > 1 else ()


def _shown(finding: Finding) -> Claim | None:
    """What an example says of the finding's property, and where."""
    if finding.code.startswith("EXAMPLE_"):
        value = _VALUE.search(finding.message)
        return Claim(finding.loc, f"example {value['value']}" if value else "example")
    place = next(places(finding.message), None)
    for pattern, word in ((_SPELLING, "example"), (_BASE, "base")):
        found = pattern.search(finding.message)
        if found and place:
            return Claim(place, f"{word} {found['value']}")
    return None


def _subject(found: Documented) -> Subject:
    owner, prop = found
    home = owner.loc.path if owner.loc else prop.loc.path
    return Subject(home, f"{owner.name.rpartition('.')[2]}.{prop.wire}")


def _said(says: str) -> str:
    word, _, rest = says.partition(" ")
    if word == "body":
        rest = rest.partition(" ")[2]
    return f"{_WORDS.get(word, word)} {rest}".rstrip()


def by_page(made: Iterable[Group]) -> Mapping[str, list[Group]]:
    """Groups by the home page of their subject, in order."""
    pages: dict[str, list[Group]] = defaultdict(list)
    for group in made:
        pages[group.subject.page].append(group)
    return pages
