"""The base of the package's models: dataclasses that know which of their members are set.

A member that was never assigned reads as None and is not sent; a member that is None is sent as
null; `is_set` tells them apart and `del` un-sets. A key (`id`) that is not set raises
`AttributeError`. Members that no page documents are in `.extra`.
"""

from __future__ import annotations

from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, TypeVar

from . import codec
from .record import Prop, Record, members_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from dataclasses import Field
    from inspect import Signature
    from typing import ClassVar, Self, dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Any:
        return lambda decorated: decorated


_SECRET = ("password", "secret", "passphrase", "token", "credential")
_REPR_LENGTH = 400

T = TypeVar("T")
M = TypeVar("M", bound="Model")


def prop(wire: str, *, key: bool = False, type: str | None = None) -> Any:
    """Declare a member in a class body: its documented name, and whether it is the key.

    `type` is its primitive type where that is not the usual one of its annotation, such as
    `Edm.Int64` of an `int`.
    """
    return Prop(wire, key, type)


@dataclass_transform(kw_only_default=True)
def model(
    type_name: str, *, abstract: bool = False, open: bool = False
) -> Callable[[type[T]], type[T]]:
    """Make a class a model of the documented type `type_name`.

    Type checkers see a dataclass whose members are optional keywords. `abstract` and `open` are
    what the pages say of the type.
    """

    def decorate(cls: type[T]) -> type[T]:
        own = {name: it for name, it in cls.__dict__.items() if type(it) is Prop}
        for name, declared in own.items():
            if declared.key:
                delattr(cls, name)
            else:
                setattr(cls, name, None)
        made: Any = cls
        made._type_name = type_name
        made._own = own
        made._is_abstract = abstract
        made._is_open = open
        return cls

    return decorate


class _Extra:
    """The members that no page documents: `extra` of an instance that has none yet."""

    def __get__(self, instance: Any, owner: Any) -> Any:
        if instance is None:
            return self
        found: dict[str, Any] = instance.__dict__.setdefault("extra", {})
        return found


class _Fields:
    """`__dataclass_fields__`, made on first use, since `dataclasses` is slow to import.

    A class has all its members as fields. An instance has those that are set: so
    `dataclasses.replace` and `asdict` leave alone what is absent.
    """

    def __get__(self, instance: Any, owner: Any) -> dict[str, Field[Any]]:
        fields: dict[str, Field[Any]] = _twin(owner).__dataclass_fields__
        if instance is None:
            return fields
        present = _present(instance)
        return {name: field for name, field in fields.items() if name in present}


class _Params:
    """`__dataclass_params__`, made on first use."""

    def __get__(self, instance: Any, owner: Any) -> Any:
        return _twin(owner).__dataclass_params__


class _Signature:
    """`__signature__`: every member and `extra`, as keywords."""

    def __get__(self, instance: Any, owner: Any) -> Signature:
        from inspect import Parameter, Signature

        return Signature(
            [
                Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
                for name, annotation in _annotations(owner)
            ],
        )


def _annotations(cls: type[Model]) -> Iterable[tuple[str, str]]:
    for member in members_of(cls).values():
        yield member.name, member.annotation
    yield "extra", "dict[str, Any]"


def _twin(cls: type[Model]) -> Any:
    """A real dataclass with the members of `cls`, which lends it its fields."""
    twin = cls.__dict__.get("_dataclass")
    if twin is None:
        from dataclasses import field, make_dataclass

        members = members_of(cls)
        specs = []
        for name, annotation in _annotations(cls):
            member = members.get(name)
            metadata = {"wire": member.wire} if member else {}
            made: Any
            if member is None:
                made = field(default_factory=dict, metadata=metadata)
            elif member.key:
                made = field(metadata=metadata)
            else:
                made = field(default=None, metadata=metadata)
            specs.append((name, annotation, made))
        twin = make_dataclass(cls.__name__, specs, init=False, repr=False, eq=False, kw_only=True)
        cls._dataclass = twin  # type: ignore[attr-defined]
    return twin


def _present(instance: Model) -> dict[str, Any]:
    """The members that are set, in order of assignment, and `extra` if there is any."""
    known = members_of(type(instance))
    return {
        name: value
        for name, value in instance.__dict__.items()
        if name in known or (name == "extra" and value)
    }


def _shown(name: str, value: Any) -> str:
    """The value for `repr`: shortened, and hidden if the member's name says that it is secret."""
    if isinstance(value, str) and any(word in name for word in _SECRET):
        return "'***'"
    text = repr(value)
    return text if len(text) <= _REPR_LENGTH else f"{text[: _REPR_LENGTH - 3]}..."


def _check_keywords(cls: type[Model], members: dict[str, Any]) -> None:
    """Raise for keywords that are no members; `extra` is copied, so that models do not share it."""
    known = members_of(cls)
    for name in members:
        if name not in known and name != "extra":
            raise TypeError(_unknown(cls, name))
    if not isinstance(members["extra"], dict):
        raise TypeError(f"extra is a dictionary, not {type(members['extra']).__name__}")
    members["extra"] = dict(members["extra"])


def _unknown(cls: type[Model], name: str) -> str:
    from difflib import get_close_matches

    text = f"{cls.__name__} has no member {name!r}"
    known = members_of(cls)
    by_wire = {member.wire: member.name for member in known.values()}
    close = [by_wire[name]] if name in by_wire else get_close_matches(name, known, 1)
    return f"{text}; did you mean {close[0]!r}?" if close else text


@model("")
class Model(Record):
    """Base of all models. Every member is an optional keyword of the constructor."""

    if TYPE_CHECKING:
        extra: dict[str, Any] = prop("")
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    else:
        extra = _Extra()
        __dataclass_fields__ = _Fields()
        __dataclass_params__ = _Params()
        __signature__ = _Signature()
        __match_args__ = ()

        def __init__(self, /, **members: Any) -> None:
            known = members_of(type(self))
            if not members.keys() <= known.keys():
                _check_keywords(type(self), members)
            self.__dict__.update(members)

        def __setattr__(self, name: str, value: Any) -> None:
            cls = type(self)
            if name not in members_of(cls) and not hasattr(cls, name) and name[:1] != "_":
                raise AttributeError(_unknown(cls, name), name=name, obj=self)
            object.__setattr__(self, name, value)

        def __getattr__(self, name: str) -> Any:
            cls = type(self)
            if name[:1] == "_":
                text = f"{cls.__name__} has no attribute {name!r}"
            elif name in members_of(cls):
                text = f"{name!r} of {cls.__name__} is not set"
            else:
                text = _unknown(cls, name)
            raise AttributeError(text, name=name, obj=self)

    @classmethod
    def _codec(cls) -> codec.Codec:
        return codec.codec_of(cls)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model) or type(self) is not type(other):
            return NotImplemented
        return self.__dict__ == other.__dict__ or _present(self) == _present(other)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore

    @recursive_repr("...")
    def __repr__(self) -> str:
        shown = (f"{name}={_shown(name, value)}" for name, value in _present(self).items())
        return f"{type(self).__name__}({', '.join(shown)})"

    def __copy__(self) -> Self:
        return type(self)(**_present(self))

    def __replace__(self, /, **changes: Any) -> Self:
        return type(self)(**{**_present(self), **changes})


def is_set(model: Model, name: str) -> bool:
    """Whether a member was assigned, or came in the payload; None counts as assigned.

    Raises:
        AttributeError: the model has no such member.
    """
    if name in members_of(type(model)):
        return name in model.__dict__
    if name == "extra":
        return bool(model.__dict__.get("extra"))
    raise AttributeError(_unknown(type(model), name), name=name, obj=model)


def to_dict(model: Model) -> dict[str, Any]:
    """The model as JSON-ready objects under their documented names; only what is set.

    Raises:
        ValueError: a value has no JSON form (a `datetime` without a time zone, a cycle).
        TypeError: so too for a value of another type.
    """
    encoded: dict[str, Any] = codec.encode(model)
    return encoded


def from_dict(cls: type[M], obj: Mapping[str, Any], *, strict: bool = False) -> M:
    """A model from a JSON object; the inverse of `to_dict`.

    An `@odata.type` in the object that names a subtype of `cls` gives an instance of the subtype.
    A member that does not have its documented type keeps its JSON, unless `strict`. Parts that
    need no conversion are shared with `obj`, not copied.

    Raises:
        DecodeError: `obj` is no object or nested too deeply; with `strict`, also for a member
            that does not have its documented type.
    """
    decoded: M = codec.decode_model(cls, obj, strict)
    return decoded
