"""What types are called: their classes and the modules that these are in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator.declarations import Declaration
from generator.diagnostics import Report
from generator.emit import spelling
from generator.emit.names_forced import AllForced
from generator.emit.names_methods import local_name
from generator.model import Loc
from generator.records import Record


class TypeName(Record):
    """A type's class and its module below `models`; `flags` tells an enumeration of flags."""

    cls: str
    module: str
    flags: bool = False


def bases(resources: Mapping[str, Declaration], report: Report) -> dict[str, str]:
    """The types that classes are derived from: the documented bases, circles cut."""
    found: dict[str, str] = {}
    for name, declared in resources.items():
        base = declared.base if declared.base in resources else None
        above = base
        while above is not None and above != name:
            above = found.get(above)
        if above is not None:
            text = f"{name} is its own base by way of {base}"
            report.add("BASE_CYCLE", declared.loc or Loc("", 0), text, "the base")
        elif base is not None:
            found[name] = base
    return found


def bases_first(names: Iterable[str], bases: Mapping[str, str]) -> Iterator[str]:
    """The same types, each after its base."""
    done: set[str] = set()
    for name in names:
        chain: list[str] = []
        at: str | None = name
        while at is not None and at not in done:
            done.add(at)
            chain.append(at)
            at = bases.get(at)
        yield from reversed(chain)


def type_names(
    resources: Mapping[str, Declaration],
    enums: Mapping[str, Declaration],
    flags: frozenset[str],
    namespace: str,
    forced: AllForced,
    report: Report,
) -> dict[str, TypeName]:
    """Classes and modules of all types; `flags` are the enumerations whose members combine."""
    types = [*resources.items(), *enums.items()]
    # Types of the API's own namespace come first: one of another never takes their name.
    types.sort(key=lambda item: "." in local_name(item[0], namespace))
    # An enum lives with the resource of its page, if the page documents just one.
    types.sort(key=lambda item: item[1].is_enum)
    alone = Counter(item.loc.path for item in resources.values() if item.loc)
    classes, modules = spelling.Scope(), spelling.Scope()
    page_modules: dict[str, str] = {}
    found: dict[str, TypeName] = {}
    for name, outline in types:
        if name in found:
            continue
        loc = outline.loc
        wanted = forced.of(name).get(name) or spelling.class_name(local_name(name, namespace))
        cls, first = classes.claim(name, wanted)
        if not first:
            text = f"{name} cannot be class {wanted}; it is {cls}"
            report.add("NAME_COLLISION", loc or Loc("", 0), text)
        module = page_modules.get(loc.path if loc else "")
        if module is None or not outline.is_enum:
            module, _ = modules.claim(name, spelling.module_name(cls))
        if not outline.is_enum and loc and alone[loc.path] == 1:
            page_modules[loc.path] = module
        found[name] = TypeName(cls, module, outline.is_enum and name in flags)
    return found
