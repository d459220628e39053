"""What no name can mend: things that are gone or mean something else, and what to do about each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from generator.records import Record, field
from generator.review.change import Change

_Key = TypeVar("_Key")
#: A group and a method.
Path = tuple[str, str]


class Advice(Record, dict=True):
    """A sentence for each thing that people's code may use and that is not as it was.

    Keys are names as they were: classes, attributes and enum members by class, methods, and
    parameters by method.
    """

    classes: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    methods: Mapping[Path, str] = field(default_factory=dict)
    parameters: Mapping[Path, Mapping[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.classes or self.attributes or self.methods or self.parameters)

    def words(self) -> Iterator[str]:
        """The names that something is said of."""
        yield from self.classes
        yield from (name for names in self.attributes.values() for name in names)
        yield from (method for _, method in self.methods)
        yield from (name for names in self.parameters.values() for name in names)


class Names(Record, dict=True):
    """What changes call things -> what code calls them; None for what it has no name for."""

    classes: Callable[[str], str | None]
    attributes: Callable[[str], tuple[str, str] | None]
    methods: Callable[[str], Path | None]


#: What is said of an attribute: `{0}` is its name in Python, `{1}` in JSON.
_ATTRIBUTES = {
    "PROPERTY_REMOVED": '{0} is gone; what the service still sends is in extra["{1}"]',
    "PROPERTY_TYPE_CHANGED": "{0} is {after} now, and was {before}",
    "ENUM_MEMBER_REMOVED": '{0} is gone; its text "{1}" is still decoded',
}
_CLASSES = {
    "RESOURCE_REMOVED": "{0} is gone, and no other class has its members",
    "ENUM_FLAGS_CHANGED": "{0}: values are combined now where they were not, or no longer",
    "TYPE_KIND_CHANGED": "{0} is of another kind now: {after}, not {before}",
}
_METHODS = {
    "OPERATION_REMOVED": "{0} is gone with its page; client.request sends any request",
    "RETURN_TYPE_CHANGED": "{0} returns {after} now, and {before} before",
    "BODY_TYPE_CHANGED": "{0} takes {after} now, and took {before}",
    "PARAM_ADDED_REQUIRED": "{0} needs {after} now",
    "PARAM_NOW_REQUIRED": "{0} needs {1} now",
    "PARAM_NOW_KEYWORD": "{0} takes {1} by keyword only now",
    "PARAM_ORDER_CHANGED": "{0} has another order of arguments now: {after}",
}
_PARAMETERS = {
    "PARAM_REMOVED": "{0} takes no {1} any more",
    "PARAM_TYPE_CHANGED": "{0} takes another {1} now: {after}, not {before}",
}


def advice(changes: Iterable[Change], names: Names) -> Advice:
    """What to say of these changes, of each thing that code has a name for."""
    classes: dict[str, str] = {}
    attributes: dict[str, dict[str, str]] = {}
    methods: dict[Path, str] = {}
    parameters: dict[Path, dict[str, str]] = {}
    for change in changes:
        subject, parameter = _parts(change)
        if change.rule in _CLASSES and (cls := names.classes(change.subject)):
            _add(classes, cls, _said(_CLASSES, change, cls))
        elif change.rule in _ATTRIBUTES and (attribute := names.attributes(change.subject)):
            cls, name = attribute
            wire = change.subject.rpartition(".")[2]
            text = _said(_ATTRIBUTES, change, f"{cls}.{name}", wire)
            _add(attributes.setdefault(cls, {}), name, text)
        elif change.rule in _METHODS and (path := names.methods(subject)):
            _add(methods, path, _said(_METHODS, change, ".".join(path), parameter))
        elif change.rule in _PARAMETERS and (path := names.methods(subject)):
            text = _said(_PARAMETERS, change, ".".join(path), parameter)
            _add(parameters.setdefault(path, {}), parameter, text)
    return Advice(classes, attributes, methods, parameters)


def _parts(change: Change) -> tuple[str, str]:
    """`rooms.book(nights)` as method and parameter; some rules name the parameter otherwise."""
    method, _, rest = change.subject.partition("(")
    return method, rest.removesuffix(")") or change.before


def _said(texts: Mapping[str, str], change: Change, *names: str) -> str:
    said = texts[change.rule].format(*names, before=change.before, after=change.after)
    return f"{said} ({change.place})" if change.place and not change.was else said


def _add(found: dict[_Key, str], key: _Key, text: str) -> None:
    found[key] = f"{found[key]}; {text}" if key in found else text
