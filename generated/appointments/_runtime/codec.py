"""JSON to models and back, without loss.

Each class has a codec, made on first use from the annotations of its members. It works in two
tiers. `walk` goes through the members of one object by tables and can do everything. Services
send the same members again and again, so objects with a set of keys that was met often get a
function of their own, see `compiled`; it takes what `walk` would take, or hands over to it.
"""

# Classes of the runtime know the inner parts of each other.
# pyright: reportPrivateUsage=false
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import compiled, notation, registry
from .errors import DecodeError
from .kinds import ODATA_TYPE, Kind, kind_of, mismatch, to_json, with_extra
from .record import Member, Record, fill, members_of

if TYPE_CHECKING:
    from .kinds import Convert

_TOO_DEEP = "the JSON is nested too deeply"
#: How often a set of keys is met before it is worth a function of its own.
_OFTEN = 50
#: Sets of keys remembered per class, and the largest of them: payloads must not fill the memory.
_MAX_SHAPES = 256
_MAX_KEYS = 300
_MAX_TEXT = 10_000
#: How many objects with other keys come before those remembered are forgotten.
_PATIENCE = 5000


class Shapes:
    """The sets of keys that were met: a function for each, or how often it was met so far."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], Convert | int] = {}
        self._misses = 0

    def find(self, keys: tuple[str, ...]) -> Convert | bool:
        """The function for objects with these keys, else whether it is time to make one."""
        known = self._known.get(keys)
        if known is None:
            return self._remember(keys)
        if not isinstance(known, int):
            return known
        self._known[keys] = known + 1
        return known + 1 >= _OFTEN

    def _remember(self, keys: tuple[str, ...]) -> bool:
        if len(self._known) >= _MAX_SHAPES:
            self._misses += 1
            if self._misses >= _PATIENCE:
                self._misses = 0
                self._known.clear()
        # No keys are not remembered: an empty list would pass for an empty object.
        elif 0 < len(keys) <= _MAX_KEYS and sum(len(str(key)) for key in keys) <= _MAX_TEXT:
            self._known[keys] = 1
        return False

    def put(self, keys: tuple[str, ...], function: Convert) -> None:
        """Keep the function for these keys."""
        self._known[keys] = function


class Codec:
    """Reads and writes the instances of one class."""

    def __init__(self, cls: type[Record]) -> None:
        self.cls = cls
        self.by_name = members_of(cls)
        self.by_wire = {member.wire: member for member in self.by_name.values()}
        self._kinds: dict[str, Kind] = {}
        self._read_shapes = Shapes()
        self._write_shapes = Shapes()
        # The function that was right last time is tried first; it finds out itself if it fits.
        self.hot_read: Convert = self._read_other
        self.hot_write: Convert = self._write_other

    def kind(self, member: Member) -> Kind:
        """How the values of a member are read and written; imports its class."""
        found = self._kinds.get(member.name)
        if found is None:
            spec = notation.resolve(member.annotation, member.owner)
            spec = spec._replace(edm=member.type) if member.type else spec
            found = self._kinds[member.name] = kind_of(spec)
        return found

    def subtype(self, type_name: Any) -> Codec | None:
        """The codec of a documented type below this one, None if it is not below, or unknown."""
        if not isinstance(type_name, str):
            return None
        cls = registry.current.documented(type_name.rpartition("#")[2])
        if cls is None or cls is self.cls or not issubclass(cls, self.cls):
            return None
        return codec_of(cls)

    # -- JSON to instances

    def read(self, value: Any) -> Any:
        """Read an object; JSON that has not its documented type stays as it is."""
        return self.hot_read(value)

    def read_strict(self, value: Any) -> Any:
        """Read an object, raising DecodeError for what does not have its documented type."""
        return self.walk(value, True)

    def _read_other(self, value: Any, tried: Convert | None = None) -> Any:
        """Read what the function that was tried did not take."""
        if type(value) is not dict:
            return self.walk(value, False)
        keys = tuple(value)
        found = self._read_shapes.find(keys)
        if found is True:
            found = compiled.reader(self, keys, self._read_other)
            self._read_shapes.put(keys, found)
        # If it was tried in vain, some value is not of its documented type.
        if found is False or found is tried:
            return self.walk(value, False)
        self.hot_read = found
        return found(value)

    def walk(self, value: Any, strict: bool) -> Any:
        """Read an object member by member."""
        if not isinstance(value, dict):
            if strict:
                raise mismatch(value, self.cls._type_name or self.cls.__name__)
            return value
        if ODATA_TYPE in value and (better := self.subtype(value[ODATA_TYPE])) is not None:
            return better.read_strict(value) if strict else better.read(value)
        members: dict[str, Any] = {}
        extra: dict[str, Any] = {}
        for key, item in value.items():
            member = self.by_wire.get(key)
            if member is None:
                extra[key] = item
            elif item is None or (item == [] and member.annotation.startswith("list[")):
                members[member.name] = item
            else:
                members[member.name] = self._walk_member(member, item, strict)
        if extra:
            members["extra"] = extra
        return fill(self.cls, members)

    def _walk_member(self, member: Member, item: Any, strict: bool) -> Any:
        kind = self._kinds.get(member.name) or self.kind(member)
        if not strict:
            return item if kind.lenient is None else kind.lenient(item)
        try:
            return item if kind.strict is None else kind.strict(item)
        except DecodeError as error:
            raise error.within(member.wire) from None

    # -- instances to JSON

    def write(self, instance: Any) -> Any:
        """Write an instance of exactly this class."""
        return self.hot_write(instance)

    def _write_other(self, instance: Any) -> Any:
        """Write what the function that was tried first did not take."""
        names = tuple(instance.__dict__)
        found = self._write_shapes.find(names)
        if found is True:
            found = compiled.writer(self, names, self._write_other)
            self._write_shapes.put(names, found)
        if found is False:
            return self._write_by_tables(instance)
        self.hot_write = found
        return found(instance)

    def _write_by_tables(self, instance: Any) -> Any:
        written: dict[str, Any] = {}
        for name, item in instance.__dict__.items():
            member = self.by_name.get(name)
            if member is None:
                continue
            write = None if item is None else self.kind(member).write
            written[member.wire] = item if write is None else write(item)
        extra = instance.__dict__.get("extra")
        return with_extra(written, extra) if extra else written


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
        raise DecodeError(_TOO_DEEP) from None


def decode(value: Any, type_name: str, collection: bool = False, strict: bool = False) -> Any:
    """JSON to Python by a documented type name.

    A type that the package does not have leaves the JSON as it is, and so does JSON of another
    type unless `strict`. Parts that need no conversion are shared with `value`, not copied.

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
        raise DecodeError(_TOO_DEEP) from None


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
        write = _kind_named(declared, isinstance(value, list)).write
        return to_json(value) if write is None else write(value)
    except RecursionError:
        raise ValueError("the value is nested too deeply, or contains itself") from None


def has_member(type_name: str, wire: str) -> bool:
    """Whether the type with a documented name has a member with this documented name."""
    cls = registry.current.documented(type_name)
    return cls is not None and issubclass(cls, Record) and wire in codec_of(cls).by_wire


_by_type_name: dict[tuple[str, bool], Kind] = {}


def _kind_named(type_name: str, collection: bool) -> Kind:
    if type_name.startswith("Collection("):
        type_name, collection = type_name[11:-1], True
    known = _by_type_name.get((type_name, collection))
    if known is None:
        spec = notation.named(type_name, collection)
        known = _by_type_name[type_name, collection] = kind_of(spec)
    return known
