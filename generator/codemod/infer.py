"""What an expression evidently is: by constructor, annotation, import, or path from a client.

Nothing is guessed: names that are bound to different things, parameters without annotations and
results of unknown functions are not known, and the codemod only reports them.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import libcst as cst
from libcst.helpers import get_full_name_for_node

from generator.codemod.api import Api, Result
from generator.codemod.kinds import (
    OTHER,
    Class,
    Group,
    GroupClass,
    Helper,
    Instance,
    Known,
    Many,
    Method,
    Module,
    Other,
    Own,
    OwnClass,
    Returns,
)
from generator.codemod.scopes import Binding, Scope
from generator.emit.words import pascal

#: Annotations that stand for what is inside of them, and those for many of it.
_WRAPPERS = frozenset({"Optional", "Annotated", "Final", "ClassVar", "Awaitable", "Required"})
_CONTAINERS = frozenset(
    {"list", "List", "tuple", "Tuple", "set", "Set", "frozenset", "FrozenSet", "Sequence"}
    | {"Iterable", "Iterator", "Collection", "AsyncIterable", "AsyncIterator", "Generator"}
    | {"AsyncGenerator", "MutableSequence", "deque", "Pager", "AsyncPager", "DeltaPager"}
    | {"AsyncDeltaPager", "Page"}
)
#: Functions that give what they take, one of it, or as many.
_SAME = frozenset({"copy.copy", "copy.deepcopy", "copy.replace", "dataclasses.replace"})
_SAME |= {"deepcopy", "replace", "list", "tuple", "set", "sorted", "reversed", "iter", "aiter"}
_SAME |= {"asyncio.run", "cast"}
_ONE = frozenset({"next", "anext", "min", "max"})
_HELPERS = frozenset({"is_set", "to_dict", "from_dict"})
_PROPERTIES = frozenset({"property", "cached_property", "functools.cached_property"})
_LITERALS = (cst.BaseNumber, cst.BaseString, cst.Dict, cst.DictComp, cst.Comparison, cst.Set)


class Proof(NamedTuple):
    """What `isinstance` says of a name, with what binds that name where it says so."""

    name: str
    kind: Known
    bindings: Sequence[Binding]


class Infer:
    """Tells what expressions of one file are. `narrowed` holds what `isinstance` has proved."""

    def __init__(
        self, apis: Iterable[Api], scopes: Mapping[int, Scope], package: Sequence[str] = ()
    ) -> None:
        self._apis = {api.name: api for api in apis}
        self._package = tuple(package)
        self._scopes = scopes
        self._busy: set[int] = set()
        self._memo: dict[int, Known] = {}
        self.narrowed: list[Proof] = []

    def kind(self, node: cst.CSTNode, scope: Scope) -> Known:
        """What an expression is; None when that is not evident."""
        for of_type, how in _EXPRESSIONS.items():
            if isinstance(node, of_type):
                return how(self, node, scope)
        return OTHER if isinstance(node, _LITERALS) else None

    # Names.

    def _name(self, node: cst.Name, scope: Scope) -> Known:
        for proof in reversed(self.narrowed):
            if proof.name == node.value and scope.lookup(proof.name) is proof.bindings:
                return proof.kind
        return self.named(node.value, scope)

    def named(self, name: str, scope: Scope) -> Known:
        """What a name is in a scope."""
        if scope.me == name and scope.parent:
            return self._self(scope.parent)
        found = scope.lookup(name)
        if not found:
            return OTHER if hasattr(builtins, name) else None
        if found[0].scope.me == name and found[0].scope is not scope:  # a function within a method
            return self.named(name, found[0].scope)
        return self._agreed(found)

    def _self(self, owner: Scope) -> Known:
        return self.instance(self._class(owner))

    def _class(self, scope: Scope) -> Known:
        """A class that people wrote: what it inherits from, if that is generated."""
        assert isinstance(scope.node, cst.ClassDef)
        generated = self._generated(scope.node.name.value)
        if generated:
            return generated
        for base in scope.node.bases:
            kind = self.kind(base.value, scope.parent or scope)
            if isinstance(kind, Class):
                return kind
        return OwnClass(scope)

    def _generated(self, name: str) -> Known:
        """The generated class itself, for what people added to it; it has its new name already."""
        for api in self._apis.values():
            if self._package[:1] != (api.new_name,):
                continue
            for group, new in api.groups.items():
                if self._package[1:2] != ("models",) and name == pascal(new):
                    return GroupClass(api, group)
            for cls, new in api.classes.items():
                if name == new:
                    return Class(api, cls)
        return None

    def _agreed(self, bindings: Sequence[Binding]) -> Known:
        """What all bindings say, `None` left aside."""
        kinds = [self._bound(item) for item in bindings if not _is_none(item.node)]
        return kinds[0] if kinds and all(kind == kinds[0] for kind in kinds) else None

    def _bound(self, item: Binding) -> Known:
        key = id(item)
        if key in self._busy:  # defined by itself
            return None
        if key not in self._memo:
            self._busy.add(key)
            narrowed, self.narrowed = self.narrowed, []
            self._memo[key] = _BINDINGS[item.how](self, item)
            self.narrowed = narrowed
            self._busy.discard(key)
        return self._memo[key]

    def _value(self, item: Binding) -> Known:
        return self.kind(item.node, item.scope)

    def _item(self, item: Binding) -> Known:
        many = self.kind(item.node, item.scope)
        return many.item if isinstance(many, Many) else None

    def _annotated(self, item: Binding) -> Known:
        return self.annotation(item.node, item.scope)

    def _imported(self, item: Binding) -> Known:
        return self.member(item.path, item.name)

    def _module(self, item: Binding) -> Known:
        return self._path(item.path)

    def _defined_class(self, item: Binding) -> Known:
        return self._class(self._scopes[id(item.node)])

    def _function(self, item: Binding) -> Known:
        assert isinstance(item.node, cst.FunctionDef)
        returns = item.node.returns
        result = self.annotation(returns.annotation, item.scope) if returns else None
        names = (get_full_name_for_node(mark.decorator) for mark in item.node.decorators)
        if any(name in _PROPERTIES for name in names):
            return result
        return Returns(result) if result else None

    # Modules.

    def _path(self, path: tuple[str, ...]) -> Known:
        if not path:
            return None
        if path[0] in self._apis:
            return Module(self._apis[path[0]], path)
        return OTHER if path[0] in sys.stdlib_module_names else None

    def member(self, path: tuple[str, ...], name: str) -> Known:
        """What a module has under a name."""
        module = self._path(path)
        if not isinstance(module, Module):
            return module
        api = module.api
        group = api.group_class(path, name)
        if group:
            return GroupClass(api, group)
        if name in api.classes:
            return Class(api, name)
        if name in _HELPERS:
            return Helper(name)
        return Module(api, (*path, name)) if name.islower() else None

    # Expressions.

    def _attribute(self, node: cst.Attribute, scope: Scope) -> Known:
        base, name = self.kind(node.value, scope), node.attr.value
        match base:
            case Module():
                return self.member(base.path, name)
            case Instance(api, cls) if cls in api.clients or _is_client(api, cls):
                return Group(api, name) if api.is_group(name) else None
            case Instance(api, cls):
                return self._result(api, api.field(cls, name))
            case Group(api, group):
                return Method(api, group, name) if (group, name) in api.methods else None
            case Many(item):
                return {"first": Returns(item), "pages": Returns(Many(base))}.get(name)
            case Own(owner) | OwnClass(owner) if isinstance(owner, Scope):
                found = [*owner.attributes.get(name, ()), *owner.names.get(name, ())]
                return self._agreed(found) if found else None
            case Other():
                return OTHER
        return None

    @staticmethod
    def _result(api: Api, result: Result | None) -> Known:
        if result is None:
            return None
        one = Instance(api, result.cls)
        return Many(one) if result.many else one

    def _call(self, node: cst.Call, scope: Scope) -> Known:
        name = get_full_name_for_node(node.func) or ""
        if name in _SAME or name in _ONE:
            return self._passed(node, name, scope)
        match self.kind(node.func, scope):
            case Class(api, cls):
                return Instance(api, cls)
            case GroupClass(api, group):
                return Group(api, group)
            case Method(api, group, method):
                return self._result(api, api.results.get((group, method)))
            case Helper("from_dict") if node.args:
                return self.instance(self.kind(node.args[0].value, scope))
            case OwnClass(owner):
                return Own(owner)
            case Returns(result):
                return result
        return None

    def _passed(self, node: cst.Call, name: str, scope: Scope) -> Known:
        """The result of a function that gives what it takes."""
        if not node.args:
            return None
        if name == "cast":
            return self.annotation(node.args[0].value, scope)
        kind = self.kind(node.args[0].value, scope)
        if name in _ONE:
            return kind.item if isinstance(kind, Many) else None
        return kind

    def _await(self, node: cst.Await, scope: Scope) -> Known:
        return self.kind(node.expression, scope)

    def _walrus(self, node: cst.NamedExpr, scope: Scope) -> Known:
        return self.kind(node.value, scope)

    def _subscript(self, node: cst.Subscript, scope: Scope) -> Known:
        many = self.kind(node.value, scope)
        if not isinstance(many, Many) or len(node.slice) != 1:
            return OTHER if many == OTHER else None
        return many.item if isinstance(node.slice[0].slice, cst.Index) else many

    def _either(self, node: cst.BooleanOperation, scope: Scope) -> Known:
        return self._one_of([node.left, node.right], scope)

    def _conditional(self, node: cst.IfExp, scope: Scope) -> Known:
        return self._one_of([node.body, node.orelse], scope)

    def _one_of(self, nodes: Sequence[cst.BaseExpression], scope: Scope) -> Known:
        """`x or []` is what x is."""
        kinds = [self.kind(node, scope) for node in nodes if not _is_none(node)]
        telling = [kind for kind in kinds if kind != OTHER]
        if not telling:
            return OTHER if kinds else None
        return telling[0] if all(kind == telling[0] for kind in telling) else None

    def _comprehension(
        self, node: cst.ListComp | cst.SetComp | cst.GeneratorExp, scope: Scope
    ) -> Known:
        item = self.kind(node.elt, self._scopes.get(id(node), scope))
        return Many(item) if item else None

    def _display(self, node: cst.List | cst.Tuple, scope: Scope) -> Known:
        kinds = [self.kind(element.value, scope) for element in node.elements]
        if not kinds:
            return OTHER
        return Many(kinds[0]) if kinds[0] and all(kind == kinds[0] for kind in kinds) else None

    # Annotations.

    def annotation(self, node: cst.CSTNode, scope: Scope) -> Known:
        """What an annotation says of a name; of strings what is written in them."""
        if isinstance(node, (cst.SimpleString, cst.ConcatenatedString)):
            parsed = parse_annotation(node)
            return self.annotation(parsed, scope) if parsed else None
        if isinstance(node, cst.BinaryOperation):
            sides = [side for side in (node.left, node.right) if not _is_none(side)]
            kinds = [self.annotation(side, scope) for side in sides]
            return kinds[0] if all(kind == kinds[0] for kind in kinds) else None
        if isinstance(node, cst.Subscript):
            return self._generic(node, scope)
        return self.instance(self.kind(node, scope))

    def _generic(self, node: cst.Subscript, scope: Scope) -> Known:
        name = (get_full_name_for_node(node.value) or "").rpartition(".")[2]
        first = node.slice[0].slice
        if not isinstance(first, cst.Index):
            return None
        if name in ("type", "Type"):
            kind = self.kind(first.value, scope)
            return kind if isinstance(kind, Class) else None
        inner = self.annotation(first.value, scope)
        if name in _CONTAINERS:
            return Many(inner) if inner else None
        return inner if name in _WRAPPERS else None

    @staticmethod
    def instance(kind: Known) -> Known:
        """What an object of a class is."""
        match kind:
            case Class(api, name):
                return Instance(api, name)
            case GroupClass(api, name):
                return Group(api, name)
            case OwnClass(owner):
                return Own(owner)
            case Other():
                return OTHER
        return None


def parse_annotation(node: cst.SimpleString | cst.ConcatenatedString) -> cst.BaseExpression | None:
    """The expression that a string annotation holds."""
    value = node.evaluated_value
    if not isinstance(value, str):
        return None
    try:
        return cst.parse_expression(value.strip())
    except cst.ParserSyntaxError:
        return None


def _is_client(api: Api, cls: str) -> bool:
    return any(base in api.clients for base in api.lineage(cls))


def _is_none(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Name) and node.value == "None"


_EXPRESSIONS: dict[type[cst.CSTNode], Callable[[Infer, Any, Scope], Known]] = {
    cst.Name: Infer._name,
    cst.Attribute: Infer._attribute,
    cst.Call: Infer._call,
    cst.Await: Infer._await,
    cst.NamedExpr: Infer._walrus,
    cst.Subscript: Infer._subscript,
    cst.BooleanOperation: Infer._either,
    cst.IfExp: Infer._conditional,
    cst.ListComp: Infer._comprehension,
    cst.SetComp: Infer._comprehension,
    cst.GeneratorExp: Infer._comprehension,
    cst.List: Infer._display,
    cst.Tuple: Infer._display,
}
_BINDINGS: dict[str, Callable[[Infer, Binding], Known]] = {
    "value": Infer._value,
    "item": Infer._item,
    "annotation": Infer._annotated,
    "context": Infer._value,
    "import": Infer._imported,
    "module": Infer._module,
    "class": Infer._defined_class,
    "function": Infer._function,
    "unknown": lambda infer, item: None,
}
