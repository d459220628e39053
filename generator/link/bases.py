"""The direct base of every type, from metadata, prose and the rows' "Inherited from"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator import limits
from generator.diagnostics import Report
from generator.link.index import TypeIndex
from generator.link.outline import TypeOutline
from generator.model import Loc
from generator.read.facts import BaseClaim, BaseSource

#: What a claim weighs when no claim is an ancestor of another.
_WEIGHT: Mapping[BaseSource, int] = {"metadata": 2, "prose": 1, "rows": 0}


def find_bases(
    types: Mapping[str, Sequence[TypeOutline]], index: TypeIndex, report: Report
) -> dict[str, str]:
    """Type -> direct base, by full name. Cycles are cut and reported, unknown bases kept."""
    claims = {
        name: _documented_first(_resolved(name, facts, index, report), types)
        for name, facts in types.items()
    }
    for name, claim in _derived_claims(types, index):
        if not claims[name]:
            claims[name].append(claim)
    # First what is stated outright: rows name declaring ancestors, which the chain has to rank.
    bases = {name: _strongest(found) for name, found in claims.items() if found}
    chosen = {name: base for name, base in bases.items() if base}
    for name, found in claims.items():
        candidates = {base for base, _ in found}
        if len(candidates) > 1:
            chosen[name] = _most_derived(name, found, chosen)
            _report_conflict(name, found, chosen[name], types, report)
    _cut_cycles(chosen, types, report)
    _cut_long_chains(chosen, types, report)
    return chosen


def _resolved(
    name: str, facts: Sequence[TypeOutline], index: TypeIndex, report: Report
) -> list[tuple[str, BaseClaim]]:
    found: list[tuple[str, BaseClaim]] = []
    for one in facts:
        for claim in one.bases:
            base = index.resolve(claim.base)
            if base is None:
                base = (
                    index.wanted(claim.base)
                    if claim.source == "metadata" or claim.base.target
                    else None
                )
                if base is not None and all(base != known for known, _ in found):
                    report.add(
                        "BASE_UNRESOLVED",
                        claim.base.loc,
                        f"{name} inherits from {base}, which no page documents",
                        "the properties of the base",
                    )
            if base is None or base in index.enums or base.startswith("Edm."):
                continue
            if base == name:
                if claim.source != "rows":
                    report.add(
                        "BASE_IS_ITSELF", claim.base.loc, f"{name} is said to inherit from itself"
                    )
                continue
            found.append((base, claim))
    return found


def _derived_claims(
    types: Mapping[str, Sequence[TypeOutline]], index: TypeIndex
) -> Iterator[tuple[str, tuple[str, BaseClaim]]]:
    """(type, claim) for every type that its base's page lists as derived."""
    for base, facts in types.items():
        for one in facts:
            for mention in one.derived:
                name = index.resolve(mention)
                if name is not None and name in types and name != base:
                    yield name, (base, BaseClaim(mention, "prose"))


def _documented_first(
    found: list[tuple[str, BaseClaim]], types: Mapping[str, Sequence[TypeOutline]]
) -> list[tuple[str, BaseClaim]]:
    """Claims of bases that pages document, if there are any; else all."""
    return [item for item in found if item[0] in types] or found


def _strongest(found: Sequence[tuple[str, BaseClaim]]) -> str | None:
    best = max((_WEIGHT[claim.source] for _, claim in found), default=-1)
    return next((base for base, claim in found if _WEIGHT[claim.source] == best), None)


def _is_above(name: str, below: str, bases: Mapping[str, str], without: str) -> bool:
    """Whether a type is among the bases of another, not counting what lies above `without`."""
    current: str | None = below
    for _ in range(limits.BASES):
        current = bases.get(current) if current and current != without else None
        if current is None or current == name:
            return current == name
    return False


def _most_derived(
    name: str, found: Sequence[tuple[str, BaseClaim]], bases: Mapping[str, str]
) -> str:
    """The claim below all others; among unrelated ones the best supported."""
    ranked = sorted(
        found,
        key=lambda item: (-_WEIGHT[item[1].source],),
    )
    best = ranked[0][0]
    for base, _ in ranked[1:]:
        if _is_above(best, base, bases, name):
            best = base
    return best


def _report_conflict(
    name: str,
    found: Sequence[tuple[str, BaseClaim]],
    chosen: str,
    types: Mapping[str, Sequence[TypeOutline]],
    report: Report,
) -> None:
    stated = [(base, claim) for base, claim in found if claim.source != "rows"]
    other = next(((base, claim) for base, claim in stated if base != chosen), None)
    mine = next((claim for base, claim in found if base == chosen), None)
    if other and mine:
        report.add(
            "BASE_CONFLICT",
            other[1].base.loc,
            f"{name} inherits from {other[0]} here and from {chosen} at {mine.base.loc};"
            f" {chosen} is taken",
        )


def _cut_cycles(
    bases: dict[str, str], types: Mapping[str, Sequence[TypeOutline]], report: Report
) -> None:
    done: set[str] = set()
    for start in list(bases):
        trail: dict[str, None] = {}
        current: str | None = start
        while current is not None and current not in done and current not in trail:
            trail[current] = None
            current = bases.get(current)
        if current is not None and current in trail:
            loop = list(trail)
            loop = loop[loop.index(current) :]
            last = max(loop)
            facts = types.get(last)
            place = facts[0].loc if facts else Loc("", 1)
            report.add(
                "BASE_CYCLE",
                place,
                f"the bases form a circle: {' -> '.join([*loop, loop[0]])}",
                f"the base of {last}",
            )
            del bases[last]
        done.update(trail)


def _cut_long_chains(
    bases: dict[str, str], types: Mapping[str, Sequence[TypeOutline]], report: Report
) -> None:
    depths: dict[str, int] = {}
    for start in list(bases):
        trail: list[str] = []
        current: str | None = start
        while current is not None and current not in depths:
            trail.append(current)
            current = bases.get(current)
        depth = -1 if current is None else depths[current]
        for name in reversed(trail):
            depth += 1
            if depth > limits.BASES:
                base = bases.pop(name)
                message = f"{base} has more than {limits.BASES} bases above each other"
                loc = types[name][0].loc if name in types else Loc("", 1)
                report.add("OVER_LIMIT", loc, message, f"the base of {name}")
                depth = 0
            depths[name] = depth
