"""A package as it was, with the names that are others now: what two surfaces say together.

Which names belong together is decided where changes are (`generator.review`); here its answer is
put in order for looking up what code says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from generator.codemod.advice import Advice, Names, Path, advice
from generator.emit.words import pascal, snake
from generator.records import Record
from generator.review.change import Change
from generator.review.changes import find_changes
from generator.review.surface import Fact, Package, Surface


class Result(Record):
    """What a method gives, or a field holds: a class, or many of it."""

    cls: str
    many: bool = False


@dataclass(frozen=True, eq=False)
class Api:
    """One package. Keys are names as they were; dictionaries of names lead to what they are now.

    - `classes`: every class, the clients too; its name now
    - `clients`: the client classes, as they were
    - `bases`, `fields`, `results`: what the types are that code can be about
    - `renamed`: by class, the attributes and enum members that have other names
    - `methods`: every method, and where it is now
    - `parameters`: by method, the parameters that have other names
    - `advice`: what is to be said of things that no other name mends
    """

    name: str
    new_name: str
    classes: Mapping[str, str]
    clients: frozenset[str]
    bases: Mapping[str, str]
    fields: Mapping[tuple[str, str], Result]
    results: Mapping[Path, Result]
    renamed: Mapping[str, Mapping[str, str]]
    methods: Mapping[Path, Path]
    parameters: Mapping[Path, Mapping[str, str]]
    groups: Mapping[str, str] = field(default_factory=dict)
    advice: Advice = field(default_factory=Advice)

    def __bool__(self) -> bool:
        """Whether anything has another name, or something is to be said."""
        if self.advice:
            return True
        moved = any(old != new for old, new in self.methods.items())
        classes = any(old != new for old, new in self.classes.items())
        return bool(moved or classes or self.renamed or self.parameters) or (
            self.name != self.new_name
        )

    def words(self) -> Iterator[str]:
        """The names that matter: in a file without any of them there is nothing to do."""
        yield from self.advice.words()
        yield from (name for names in self.renamed.values() for name in names)
        yield from (name for names in self.parameters.values() for name in names)
        yield from (old for old, new in self.classes.items() if old != new)
        yield from (old[1] for old, new in self.methods.items() if old != new)
        yield from (old for old, new in self.groups.items() if old != new)
        if self.name != self.new_name:
            yield self.name

    def names(self) -> Iterator[str]:
        """The new names, which code is to have."""
        yield self.new_name
        yield from (name for names in self.renamed.values() for name in names.values())
        yield from (name for names in self.parameters.values() for name in names.values())
        yield from (new for old, new in self.classes.items() if old != new)
        yield from (name for old, new in self.methods.items() if old != new for name in new)
        yield from (new for old, new in self.groups.items() if old != new)

    def lineage(self, cls: str) -> Iterator[str]:
        """A class and what it inherits from."""
        seen: set[str] = set()
        while cls and cls not in seen:
            yield cls
            seen.add(cls)
            cls = self.bases.get(cls, "")

    def attribute(self, cls: str, name: str) -> str | None:
        """The new name of an attribute or enum member; None when it has none."""
        found = (self.renamed.get(owner, {}).get(name) for owner in self.lineage(cls))
        return next(filter(None, found), None)

    def said_of(self, cls: str, name: str) -> str | None:
        """What is to be said of an attribute or enum member, if anything."""
        found = (self.advice.attributes.get(owner, {}).get(name) for owner in self.lineage(cls))
        return next(filter(None, found), None)

    def field(self, cls: str, name: str) -> Result | None:
        """What a field holds, if that is a class of the package."""
        found = (self.fields.get((owner, name)) for owner in self.lineage(cls))
        return next(filter(None, found), None)

    def is_group(self, name: str) -> bool:
        """Whether the clients have such a group."""
        return name in self.groups

    def owners(self, name: str) -> list[str]:
        """What `x.name` may be about when x is not known: `User.mail`, `users.get`."""
        found = [f"{cls}.{name}" for cls, names in self.renamed.items() if name in names]
        found += [
            f"{group}.{method}"
            for (group, method), new in self.methods.items()
            if method == name and new[1] != name
        ]
        found += [f"client.{group}" for group, new in self.groups.items() if group == name != new]
        return sorted(found)

    def advised(self, name: str) -> list[str]:
        """What is to be said of `x.name` if x is what it may be."""
        found = [names[name] for names in self.advice.attributes.values() if name in names]
        found += [text for (_, method), text in self.advice.methods.items() if method == name]
        return sorted(found)

    def below(self, cls: str, name: str) -> list[str]:
        """What `x.name` may be about when x is a class or one that inherits from it."""
        return sorted(
            f"{other}.{name}"
            for other, names in self.renamed.items()
            if name in names and other != cls and cls in self.lineage(other)
        )

    def module(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """A module's new path: `("graph", "models", "user")`."""
        if path[:1] != (self.name,):
            return path
        parts = [self.new_name, *path[1:]]
        if len(parts) == 3 and parts[1] == "models":
            classes = {snake(old): snake(new) for old, new in self.classes.items() if old != new}
            parts[2] = classes.get(parts[2], parts[2])
        if len(parts) == 3 and parts[1] in ("resources", "aio"):
            parts[2] = self.groups.get(parts[2], parts[2])
        return tuple(parts)

    def group_class(self, path: tuple[str, ...], name: str) -> str | None:
        """The group whose class this is."""
        if len(path) == 3 and path[1] in ("resources", "aio") and path[2] in self.groups:
            return path[2] if name == pascal(path[2]) else None
        return None


def apis(old: Surface, new: Surface) -> list[Api]:
    """Each package that is still there, with its renames."""
    by_package: defaultdict[str, list[Change]] = defaultdict(list)
    for change in find_changes(old, new):
        by_package[change.package].append(change)
    names = {name: name for name in old if name in new}
    for package, changes in by_package.items():
        for change in changes:
            if change.rule == "PYTHON_RENAMED" and change.note == "package":
                names[change.before] = package
    return [_Builder(old[was], new[now], by_package[now]).api() for was, now in names.items()]


class _Builder:
    """Puts one package's facts and changes in order."""

    def __init__(self, old: Package, new: Package, changes: list[Change]) -> None:
        self._old, self._new, self._changes = old, new, changes
        types = old.types
        self._heads = {name: types.thing(name).one("type", "enum") for name in types.lines}
        self._cls = {name: fact.words[0] for name, fact in self._heads.items()}
        self._new_cls = {
            name: new.types.thing(name).one("type", "enum").words[0] for name in new.types.lines
        }

    def api(self) -> Api:
        methods = self._methods()
        return Api(
            self._old.name,
            self._new.name,
            self._classes(),
            frozenset(self._old.head.words[:2]),
            {
                cls: self._cls[fact.get("base")]
                for cls, fact in ((self._cls[name], fact) for name, fact in self._heads.items())
                if fact.get("base") in self._cls
            },
            self._fields(),
            self._results(),
            self._renamed(),
            methods,
            self._parameters(methods),
            _groups(methods, {_path(item.subject) for item in self._said("OPERATION_REMOVED")}),
            advice(self._changes, self._names(methods)),
        )

    def _names(self, methods: Mapping[Path, Path]) -> Names:
        """Changes speak of what went as it was, and of what is different as it is now."""
        shown = self._shown(self._old)
        was = {now: old for old, now in methods.items()} | {old: old for old in methods}
        renamed = {item.after: item.before for item in self._said("RESOURCE_RENAMED")}

        def type_name(subject: str) -> str:
            return shown.get(subject) or shown.get(renamed.get(subject, ""), "")

        def attribute(subject: str) -> tuple[str, str] | None:
            owner, _, wire = subject.rpartition(".")
            name = self._python(self._old, type_name(owner), wire)
            return (self._cls[type_name(owner)], name) if name and name != "-" else None

        return Names(
            lambda subject: self._cls.get(type_name(subject)),
            attribute,
            lambda subject: was.get(_path(subject)),
        )

    def _said(self, rule: str, note: str = "") -> list[Change]:
        return [item for item in self._changes if item.rule == rule and note in ("", item.note)]

    def _classes(self) -> dict[str, str]:
        found = {cls: self._new_cls.get(name, cls) for name, cls in self._cls.items()}
        found |= dict(zip(self._old.head.words, self._new.head.words, strict=True))
        renamed = (*self._said("RESOURCE_RENAMED"), *self._said("PYTHON_RENAMED", "class"))
        return found | dict(item.python for item in renamed if item.python)

    def _fields(self) -> dict[tuple[str, str], Result]:
        return {
            (self._cls[name], fact.words[1]): result
            for name in self._heads
            for fact in self._old.types.thing(name).all("property")
            if (result := self._result(fact.words[2]))
        }

    def _results(self) -> dict[Path, Result]:
        found: dict[Path, Result] = {}
        for page in self._old.operations.lines:
            thing = self._old.operations.thing(page)
            returns = thing.one("returns")
            result = self._result(returns.words[0])
            if result:
                many = returns.words[1] in ("pages", "delta", "page")
                found[_path(thing.one("operation").words[0])] = Result(result.cls, many)
        return found

    def _result(self, type_text: str) -> Result | None:
        name = type_text.removeprefix("Collection(").removesuffix(")")
        return Result(self._cls[name], name != type_text) if name in self._cls else None

    def _renamed(self) -> dict[str, dict[str, str]]:
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        shown = self._shown(self._old)
        classes_now = {new: old for old, new in self._classes().items()}
        for rule in ("PROPERTY_RENAMED", "ENUM_MEMBER_RENAMED"):
            for item in self._said(rule):
                name = shown.get(item.subject.rpartition(".")[0], "")
                was = self._python(self._old, name, item.before)
                now = self._python(self._new, self._now(name), item.after)
                if was and now and was != now:
                    found[self._cls[name]][was] = now
        shown = self._shown(self._new)
        for note in ("attribute", "member"):
            for item in self._said("PYTHON_RENAMED", note):
                name = shown.get(item.subject.rpartition(".")[0], "")
                cls = classes_now.get(self._new_cls.get(name, ""))
                if cls:
                    found[cls][item.before] = item.after
        return dict(found)

    def _shown(self, package: Package) -> dict[str, str]:
        """The names of types as changes show them."""
        return {
            self._new.short(self._old.short(name)).removeprefix("Edm."): name
            for name in package.types.lines
        }

    def _now(self, name: str) -> str:
        if name in self._new.types.lines:
            return name
        cls = self._classes().get(self._cls.get(name, ""))
        return next((now for now, new in self._new_cls.items() if new == cls), "")

    @staticmethod
    def _python(package: Package, type_name: str, wire: str) -> str:
        facts: list[Fact] = package.types.thing(type_name).all("property", "member")
        return next((fact.words[1] for fact in facts if fact.words[0] == wire), "")

    def _methods(self) -> dict[Path, Path]:
        old, new = self._old.operations, self._new.operations
        pages = {page: old.thing(page).one("operation").words[0] for page in old.lines}
        found = {_path(text): _path(text) for text in pages.values() if text}
        for page, text in pages.items():
            if text and page in new.lines:
                found[_path(text)] = _path(new.thing(page).one("operation").words[0])
        for item in (*self._said("OPERATION_RENAMED"), *self._said("PYTHON_RENAMED", "method")):
            found[_path(item.before)] = _path(item.after)
        return found

    def _parameters(self, methods: Mapping[Path, Path]) -> dict[Path, dict[str, str]]:
        was = {now: old for old, now in methods.items()}
        found: defaultdict[Path, dict[str, str]] = defaultdict(dict)
        for item in (*self._said("PARAM_RENAMED"), *self._said("PYTHON_RENAMED", "parameter")):
            path = was.get(_path(item.subject))
            if path:
                found[path][item.before] = item.after
        return dict(found)


def _groups(methods: Mapping[Path, Path], removed: Collection[Path]) -> dict[str, str]:
    """Every group, and what it is called now: another name only if all that is left moved."""
    moved: defaultdict[str, set[str]] = defaultdict(set)
    for old, new in methods.items():
        if old not in removed:
            moved[old[0]].add(new[0])
    return {old: next(iter(moved[old])) if len(moved[old]) == 1 else old for old, _ in methods}


def _path(text: str) -> Path:
    group, _, method = text.rpartition(".")
    return group, method
