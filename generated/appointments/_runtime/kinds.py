"""How values of one type are read and written: the parts that codecs are made of."""

# Classes of the runtime know the inner parts of each other.
# pyright: reportPrivateUsage=false
from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from . import enums, registry, scalars
from .errors import DecodeError
from .record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from .notation import Spec

    Convert = Callable[[Any], Any]

#: Primitive types whose JSON is their Python value, so that reading need not look at it.
_AS_IS = {"Edm.String", "Edm.Boolean", "Edm.Int64", "Edm.Int32", "Edm.Int16", "Edm.Byte"}
_AS_IS |= {"Edm.Untyped", "Edm.Stream"}
_UNTYPED = {"Edm.Untyped", "Edm.Stream"}
#: What converters raise for JSON of another type, and look-ups of a key that is not there.
MISMATCH = (ValueError, TypeError, LookupError)
ODATA_TYPE = "@odata.type"
_ATOMS = frozenset({str, int, bool, type(None)})
_JSON_NAMES = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    type(None): "null",
}


class Kind(NamedTuple):
    """A type's converters; they get no None. A None in place of one means: nothing to do."""

    #: JSON to Python; raises one of MISMATCH for JSON that the type does not have.
    read: Convert | None
    #: The same, but JSON that the type does not have is the result, as it is.
    lenient: Convert | None
    #: The same, but raises DecodeError.
    strict: Convert | None
    write: Convert | None
    #: For a list: the kind of its items.
    item: Kind | None = None
    #: For a model: its codec.
    codec: Any = None
    #: For a primitive type: its name.
    edm: str = ""


def mismatch(value: Any, expected: str) -> DecodeError:
    """The error for JSON of another type; it names the value's kind, not the value."""
    expected = expected.removeprefix("Edm.")
    return DecodeError(expected=expected, got=_JSON_NAMES.get(type(value), type(value).__name__))


def kind_of(spec: Spec) -> Kind:
    """The converters of a type."""
    if spec.edm is not None:
        kind = _scalar(spec.edm)
    elif issubclass(spec.cls, Record):
        kind = _model(spec.cls)
    else:
        kind = _enum(spec.cls, spec.flags)
    for _ in range(spec.lists):
        kind = _list_of(kind)
    return kind


def _checked(read: Convert, expected: Callable[[], str]) -> tuple[Convert, Convert]:
    """The lenient and the strict form of a converter that raises ValueError."""

    def lenient(value: Any) -> Any:
        try:
            return read(value)
        except MISMATCH:
            return value

    def strict(value: Any) -> Any:
        try:
            return read(value)
        except MISMATCH:
            raise mismatch(value, expected()) from None

    return lenient, strict


def _scalar(edm: str) -> Kind:
    if edm in _UNTYPED:
        return Kind(None, None, None, to_json)
    read = scalars.decoder(edm)
    lenient, strict = _checked(read, lambda: edm)
    if edm in _AS_IS:
        return Kind(None, None, strict, None)
    return Kind(read, lenient, strict, _write_scalar, edm=edm)


def _enum(cls: Any, flags: bool) -> Kind:
    read = enums.flags_decoder(cls) if flags else enums.decoder(cls)
    lenient, strict = _checked(read, lambda: registry.current.type_name(cls))
    return Kind(read, lenient, strict, _write_flags if flags else _write_enum)


def _model(cls: Any) -> Kind:
    codec = cls._codec()
    declared = cls._type_name

    def write(value: Any) -> Any:
        if type(value) is cls:
            return codec.write(value)
        return _write_as(value, declared)

    return Kind(codec.read, codec.read, codec.read_strict, write, codec=codec)


def _list_of(item: Kind) -> Kind:
    read, lenient, strict, write = item[:4]

    def read_list(value: Any) -> Any:
        if type(value) is not list:
            raise ValueError("not an array")
        assert read is not None
        return [None if each is None else read(each) for each in value]

    def lenient_list(value: Any) -> Any:
        if lenient is None or type(value) is not list:
            return value
        return [None if each is None else lenient(each) for each in value]

    def strict_list(value: Any) -> Any:
        if type(value) is not list:
            raise mismatch(value, "an array")
        if strict is None:
            return value
        result: list[Any] = []
        for index, each in enumerate(value):
            try:
                result.append(None if each is None else strict(each))
            except DecodeError as error:
                raise error.within(index) from None
        return result

    def write_list(value: Any) -> Any:
        if type(value) is not list and not isinstance(value, (list, tuple)):
            return to_json(value)
        if write is None:
            return list(value)
        return [None if each is None else write(each) for each in value]

    return Kind(read and read_list, lenient and lenient_list, strict_list, write_list, item)


def _write_scalar(value: Any) -> Any:
    encode = scalars.ENCODERS.get(type(value))
    return to_json(value) if encode is None else encode(value)


def _write_enum(value: Any) -> Any:
    return enums.encode(value) if isinstance(value, enums.OpenEnum) else to_json(value)


def _write_flags(value: Any) -> Any:
    return enums.encode_flags(value) if isinstance(value, tuple) else to_json(value)


def _write_as(value: Any, declared: str) -> Any:
    """Write where `declared` is the documented type: another type is named in the JSON."""
    if not isinstance(value, Record):
        return to_json(value)
    written = value._codec().write(value)
    name = value._type_name
    if name and name != declared and ODATA_TYPE not in written:
        return {ODATA_TYPE: f"#{name}", **written}
    return written


def with_extra(written: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    """Add undocumented members; the type of the object comes first, as OData readers want it."""
    if ODATA_TYPE in extra:
        written = {ODATA_TYPE: extra[ODATA_TYPE], **written}
    for key, item in extra.items():
        if key not in written:
            written[key] = item if type(item) in _ATOMS else to_json(item)
    return written


def to_json(value: Any) -> Any:
    """The JSON of any value, by its own type; models say in it what they are.

    Raises:
        TypeError: there is no JSON for it.
        ValueError: a `datetime` without a time zone.
    """
    kind = type(value)
    if kind in _ATOMS:
        return value
    encode = scalars.ENCODERS.get(kind)
    if encode is not None:
        return encode(value)
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, Record):
        return _write_as(value, "")
    if isinstance(value, enums.OpenEnum):
        return enums.encode(value)
    if isinstance(value, tuple) and value and all(isinstance(m, enums.OpenEnum) for m in value):
        return enums.encode_flags(value) if value[0]._is_flags else [to_json(m) for m in value]
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    return _subclass_to_json(value)


def _subclass_to_json(value: Any) -> Any:
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value)
    encode = scalars.encoder(value)
    if encode is not None:
        return encode(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
