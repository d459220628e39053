"""JSON to models and back, without loss.

Each class has a codec per direction, made on first use from its members' annotations. Services
send the same few members again and again, so a codec keeps a plan per *shape*: the tuple of keys
of a JSON object, or of an instance. A plan turns all keys into names at once, then converts the
few members whose JSON is not already their Python value. Members that are absent cost nothing.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from . import notation, registry
from .errors import DecodeError
from .kinds import Kind, kind_of, mismatch, to_json
from .record import Member, Record, members_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Convert = Callable[[Any], Any]

_ODATA_TYPE = "@odata.type"
#: Plans kept per class, and the longest keys worth a plan: payloads must not fill the memory.
_MAX_SHAPES = 256
_MAX_KEYS = 400
_MAX_TEXT = 10_000
#: Objects decoded without a plan before room is made for new plans.
_PATIENCE = 1000

_new = object.__new__
_set_dict: Callable[[Any, dict[str, Any]], None] = Record.__dict__["__dict__"].__set__


class _ReadPlan(NamedTuple):
    """How to read objects with one tuple of keys."""

    names: tuple[str, ...]
    #: Which values belong to names; None if the undocumented keys come last.
    mask: tuple[bool, ...] | None
    converts: tuple[tuple[str, Convert], ...]
    extra: tuple[str, ...]
    #: Whether there is an `@odata.type` to look at.
    typed: bool


class _WritePlan(NamedTuple):
    """How to write instances with one tuple of set members."""

    wires: tuple[str, ...]
    mask: tuple[bool, ...] | None
    converts: tuple[tuple[str, Convert], ...]
    extra: bool


class Codec:
    """Reads and writes the instances of one class."""

    def __init__(self, cls: type[Record]) -> None:
        self.cls = cls
        self.by_name = members_of(cls)
        self.by_wire = {member.wire: member for member in self.by_name.values()}
        self.read_plans: dict[tuple[str, ...], _ReadPlan] = {}
        self.write_plans: dict[tuple[str, ...], _WritePlan] = {}
        self.read = _reader(self)
        self.write = _writer(self)
        self._misses = 0
        self._types: dict[str, Kind] = {}

    def type_of(self, member: Member) -> Kind:
        """How the values of a member are read and written."""
        found = self._types.get(member.name)
        if found is None:
            spec = notation.resolve(member.annotation, member.owner)
            found = self._types[member.name] = kind_of(spec)
        return found

    def plan_reading(self, value: dict[str, Any]) -> _ReadPlan | None:
        """A new plan for objects with these keys, None if there is no room for it."""
        keys = tuple(value)
        if not self._has_room(keys):
            return None
        known = [self.by_wire.get(key) for key in keys]
        mask = tuple(member is not None for member in known)
        count = sum(mask)
        members = [member for member in known if member is not None]
        plan = _ReadPlan(
            names=tuple(member.name for member in members),
            mask=mask if False in mask[:count] else None,
            converts=self._converts(members),
            extra=tuple(key for key, is_known in zip(keys, mask, strict=True) if not is_known),
            typed=_ODATA_TYPE in keys,
        )
        self.read_plans[keys] = plan
        return plan

    def _converts(self, members: list[Member]) -> tuple[tuple[str, Convert], ...]:
        pairs = []
        for member in members:
            convert = self._first_reader(member)
            if convert is not None:
                pairs.append((member.name, convert))
        return tuple(pairs)

    def _first_reader(self, member: Member) -> Convert | None:
        """The reader of a member; one of a class that is not loaded yet waits for a value."""
        if member.name in self._types or notation.is_scalar(member.annotation):
            return self.type_of(member).read

        def read(value: Any) -> Any:
            if value == []:
                return value
            self.read_plans.clear()
            final = self.type_of(member).read
            return value if final is None else final(value)

        return read

    def _has_room(self, keys: tuple[str, ...]) -> bool:
        if len(self.read_plans) >= _MAX_SHAPES:
            self._misses += 1
            if self._misses < _PATIENCE:
                return False
            self._misses = 0
            self.read_plans.clear()
        return len(keys) <= _MAX_KEYS and sum(len(str(key)) for key in keys) <= _MAX_TEXT

    def walk(self, value: Any, strict: bool) -> Any:
        """Read an object member by member: the slow way, which can do everything."""
        if not isinstance(value, dict):
            if strict:
                raise mismatch(value, self.cls._type_name or self.cls.__name__)
            return value
        if _ODATA_TYPE in value and (better := self.subtype(value[_ODATA_TYPE])) is not None:
            return better.walk(value, strict)
        members: dict[str, Any] = {}
        extra: dict[str, Any] = {}
        for key, item in value.items():
            member = self.by_wire.get(key)
            if member is None:
                extra[key] = item
            elif item is None:
                members[member.name] = None
            else:
                members[member.name] = self._walk_member(member, item, strict)
        if extra:
            members["extra"] = extra
        instance = _new(self.cls)
        _set_dict(instance, members)
        return instance

    def _walk_member(self, member: Member, item: Any, strict: bool) -> Any:
        kind = self.type_of(member)
        if not strict:
            return item if kind.lenient is None else kind.lenient(item)
        try:
            return item if kind.strict is None else kind.strict(item)
        except DecodeError as error:
            raise error.within(member.wire) from None

    def subtype(self, type_name: Any) -> Codec | None:
        """The codec of a documented type below this one, None if it is not below, or unknown."""
        if not isinstance(type_name, str):
            return None
        cls = registry.current.documented(type_name.rpartition("#")[2])
        if cls is None or cls is self.cls or not issubclass(cls, self.cls):
            return None
        return codec_of(cls)

    def plan_writing(self, members: dict[str, Any]) -> _WritePlan:
        """A plan for instances with these members, kept while there is room."""
        mask = tuple(name in self.by_name for name in members)
        known = [self.by_name[name] for name in members if name in self.by_name]
        writers = [(member.wire, self._first_writer(member)) for member in known]
        plan = _WritePlan(
            wires=tuple(member.wire for member in known),
            mask=None if all(mask) else mask,
            converts=tuple((wire, write) for wire, write in writers if write is not None),
            extra="extra" in members,
        )
        if len(self.write_plans) < _MAX_SHAPES:
            self.write_plans[tuple(members)] = plan
        return plan

    def _first_writer(self, member: Member) -> Convert | None:
        """The writer of a member; one of a class that is not loaded yet waits for a value."""
        if member.name in self._types or notation.is_scalar(member.annotation):
            return self.type_of(member).write

        def write(value: Any) -> Any:
            self.write_plans.clear()
            final = self.type_of(member).write
            return value if final is None else final(value)

        return write

    def read_strict(self, value: Any) -> Any:
        """Read an object, raising DecodeError for what does not have its documented type."""
        return self.walk(value, True)


def _reader(codec: Codec) -> Convert:
    """The function that reads objects leniently; JSON of other kinds is returned as it is."""
    cls, plans, make_plan, walk = codec.cls, codec.read_plans, codec.plan_reading, codec.walk

    def read(value: Any) -> Any:
        if type(value) is not dict:
            return walk(value, False)
        plan = plans.get(tuple(value)) or make_plan(value)
        if plan is None:
            return walk(value, False)
        names, mask, converts, extra, typed = plan
        if typed and (better := codec.subtype(value[_ODATA_TYPE])) is not None:
            return better.read(value)
        values: Iterable[Any] = value.values()
        if mask is not None:
            values = compress(values, mask)
        members = dict(zip(names, values))  # noqa: B905 - values of undocumented keys are left over
        try:
            for name, convert in converts:
                item = members[name]
                if item is not None:
                    members[name] = convert(item)
        except ValueError:
            return walk(value, False)
        if extra:
            members["extra"] = {key: value[key] for key in extra}
        instance = _new(cls)
        _set_dict(instance, members)
        return instance

    return read


def _writer(codec: Codec) -> Convert:
    """The function that writes instances of exactly the codec's class."""
    plans, make_plan = codec.write_plans, codec.plan_writing

    def write(instance: Any) -> Any:
        members: dict[str, Any] = instance.__dict__
        plan = plans.get(tuple(members)) or make_plan(members)
        wires, mask, converts, extra = plan
        values: Iterable[Any] = members.values()
        if mask is not None:
            values = compress(values, mask)
        written = dict(zip(wires, values))  # noqa: B905 - both have the members of one plan
        for wire, convert in converts:
            item = written[wire]
            if item is not None:
                written[wire] = convert(item)
        return _with_extra(written, members["extra"]) if extra else written

    return write


def _with_extra(written: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    """Add undocumented members; the type of the object comes first, as OData readers want it."""
    if _ODATA_TYPE in extra:
        written = {_ODATA_TYPE: extra[_ODATA_TYPE], **written}
    for key, item in extra.items():
        if key not in written:
            written[key] = to_json(item)
    return written


def codec_of(cls: Any) -> Codec:
    """The codec of a model class."""
    found: Codec | None = cls.__dict__.get("_own_codec")
    if found is None:
        found = cls._own_codec = Codec(cls)
    return found


def decode_model(cls: Any, value: Any, strict: bool) -> Any:
    """A model from a JSON object, see `models.from_dict`."""
    if not isinstance(value, dict):
        raise mismatch(value, cls._type_name or cls.__name__)
    codec = codec_of(cls)
    try:
        return codec.read_strict(value) if strict else codec.read(value)
    except RecursionError:
        raise DecodeError("the JSON is nested too deeply") from None


def decode(value: Any, type_name: str, collection: bool = False, strict: bool = False) -> Any:
    """JSON to Python by a documented type name.

    A type that the package does not have leaves the JSON as it is, and so does JSON of another
    type unless `strict`.

    Raises:
        DecodeError: the JSON is nested too deeply; with `strict`, it does not have its type.
    """
    if value is None:
        return None
    kind = _kind_named(type_name, collection)
    convert = kind.strict if strict else kind.lenient
    try:
        return value if convert is None else convert(value)
    except RecursionError:
        raise DecodeError("the JSON is nested too deeply") from None


def encode(value: Any, declared: str | None = None) -> Any:
    """Python to JSON; `declared` is the documented type of the place, None if there is none.

    A model of another type than the declared one says so with `@odata.type`.

    Raises:
        TypeError: there is no JSON for it.
        ValueError: a `datetime` without a time zone, or a value that contains itself.
    """
    if value is None:
        return None
    try:
        if declared is None:
            return value._codec().write(value) if isinstance(value, Record) else to_json(value)
        write = _kind_named(declared, False).write
        if isinstance(value, list):
            return [write(each) if write else each for each in value]
        return to_json(value) if write is None else write(value)
    except RecursionError:
        raise ValueError("the value is nested too deeply, or contains itself") from None


def has_member(type_name: str, wire: str) -> bool:
    """Whether the type with a documented name has a member with this documented name."""
    cls = registry.current.documented(type_name)
    return cls is not None and issubclass(cls, Record) and wire in codec_of(cls).by_wire


_kinds: dict[tuple[str, bool], Kind] = {}


def _kind_named(type_name: str, collection: bool) -> Kind:
    if type_name.startswith("Collection("):
        type_name, collection = type_name[11:-1], True
    known = _kinds.get((type_name, collection))
    if known is None:
        spec = notation.named(type_name, collection)
        known = _kinds[type_name, collection] = kind_of(spec)
    return known
