"""Where each name of a file gets its value: the scopes, and what binds names in them.

A name may be bound many times; what it is, is only said when all of them agree (`infer.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import libcst as cst
from libcst.helpers import get_full_name_for_node

How = Literal[
    "value", "item", "annotation", "context", "import", "module", "class", "function", "unknown"
]
#: Nodes that have names of their own.
ScopeNode = (
    cst.Module
    | cst.FunctionDef
    | cst.ClassDef
    | cst.Lambda
    | cst.ListComp
    | cst.SetComp
    | cst.DictComp
    | cst.GeneratorExp
)


@dataclass(frozen=True, eq=False)
class Binding:
    """What gives a name its value.

    `node` is the value, the iterable, the annotation, the context manager or the definition. Of an
    import, `path` is the module, and `name` what is imported from it.
    """

    how: How
    node: cst.CSTNode
    scope: Scope
    path: tuple[str, ...] = ()
    name: str = ""


@dataclass(eq=False)
class Scope:
    """The names of one module, function, class, lambda or comprehension.

    `attributes` of a class are those that its methods give to `self`.
    """

    node: cst.CSTNode
    parent: Scope | None = None
    names: defaultdict[str, list[Binding]] = field(default_factory=lambda: defaultdict(list))
    attributes: defaultdict[str, list[Binding]] = field(default_factory=lambda: defaultdict(list))
    me: str = ""

    @property
    def is_class(self) -> bool:
        """Whether this is the body of a class, whose names its functions do not see."""
        return isinstance(self.node, cst.ClassDef)

    def lookup(self, name: str) -> list[Binding]:
        """What binds a name as this scope sees it."""
        if name in self.names:
            return self.names[name]
        outer = self.parent
        while outer and outer.is_class:
            outer = outer.parent
        return outer.lookup(name) if outer else []


def collect(module: cst.Module, package: Sequence[str]) -> dict[int, Scope]:
    """The scopes of a module by the identity of their nodes.

    `package` is the dotted package that the module lies in, for relative imports.
    """
    collector = _Collector(module, package)
    module.visit(collector)
    return collector.scopes


class _Collector(cst.CSTVisitor):
    def __init__(self, module: cst.Module, package: Sequence[str]) -> None:
        super().__init__()
        self._package = tuple(package)
        self._scope = Scope(module)
        self.scopes: dict[int, Scope] = {id(module): self._scope}

    # Scopes.

    def _push(self, node: ScopeNode) -> None:
        self._scope = Scope(node, self._scope)
        self.scopes[id(node)] = self._scope

    def _pop(self) -> None:
        assert self._scope.parent is not None
        self._scope = self._scope.parent

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self._bind(node.name.value, "function", node)
        owner = self._scope
        self._push(node)
        params = list(_parameters(node.params))
        for param in params:
            if param.annotation:
                self._bind(param.name.value, "annotation", param.annotation.annotation)
            else:
                self._bind(param.name.value, "unknown", param)
        if owner.is_class and params and not _is_static(node):
            self._scope.me = params[0].name.value

    def leave_FunctionDef(self, original_node: cst.FunctionDef) -> None:
        self._pop()

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self._bind(node.name.value, "class", node)
        self._push(node)

    def leave_ClassDef(self, original_node: cst.ClassDef) -> None:
        self._pop()

    def visit_Lambda(self, node: cst.Lambda) -> None:
        self._push(node)
        for param in _parameters(node.params):
            self._bind(param.name.value, "unknown", param)

    def leave_Lambda(self, original_node: cst.Lambda) -> None:
        self._pop()

    def visit_ListComp(self, node: cst.ListComp) -> None:
        self._push(node)

    def leave_ListComp(self, original_node: cst.ListComp) -> None:
        self._pop()

    def visit_SetComp(self, node: cst.SetComp) -> None:
        self._push(node)

    def leave_SetComp(self, original_node: cst.SetComp) -> None:
        self._pop()

    def visit_DictComp(self, node: cst.DictComp) -> None:
        self._push(node)

    def leave_DictComp(self, original_node: cst.DictComp) -> None:
        self._pop()

    def visit_GeneratorExp(self, node: cst.GeneratorExp) -> None:
        self._push(node)

    def leave_GeneratorExp(self, original_node: cst.GeneratorExp) -> None:
        self._pop()

    # Bindings.

    def visit_Assign(self, node: cst.Assign) -> None:
        for target in node.targets:
            self._target(target.target, "value", node.value)

    def visit_AnnAssign(self, node: cst.AnnAssign) -> None:
        self._target(node.target, "annotation", node.annotation.annotation)

    def visit_AugAssign(self, node: cst.AugAssign) -> None:
        self._target(node.target, "unknown", node)

    def visit_NamedExpr(self, node: cst.NamedExpr) -> None:
        self._target(node.target, "value", node.value)

    def visit_For(self, node: cst.For) -> None:
        self._target(node.target, "item", node.iter)

    def visit_CompFor(self, node: cst.CompFor) -> None:
        self._target(node.target, "item", node.iter)

    def visit_WithItem(self, node: cst.WithItem) -> None:
        if node.asname:
            self._target(node.asname.name, "context", node.item)

    def visit_ExceptHandler(self, node: cst.ExceptHandler) -> None:
        if node.name:
            self._target(node.name.name, "unknown", node)

    def visit_MatchAs(self, node: cst.MatchAs) -> None:
        if node.name:
            self._bind(node.name.value, "unknown", node)

    def visit_Import(self, node: cst.Import) -> bool:
        for alias in node.names:
            path = tuple(alias.evaluated_name.split("."))
            if alias.asname:
                self._import(alias.evaluated_alias or "", node, path)
            else:
                self._import(path[0], node, path[:1])
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        if not isinstance(node.names, cst.ImportStar):
            path = module_path(node, self._package)
            for alias in node.names:
                local = alias.evaluated_alias or alias.evaluated_name
                binding = Binding("import", node, self._scope, path, alias.evaluated_name)
                self._scope.names[local].append(binding)
        return False

    def _import(self, name: str, node: cst.Import, path: tuple[str, ...]) -> None:
        self._scope.names[name].append(Binding("module", node, self._scope, path))

    def _bind(self, name: str, how: How, node: cst.CSTNode) -> None:
        self._scope.names[name].append(Binding(how, node, self._scope))

    def _target(self, target: cst.CSTNode, how: How, node: cst.CSTNode) -> None:
        if isinstance(target, cst.Name):
            self._bind(target.value, how, node)
        elif isinstance(target, (cst.Tuple, cst.List)):
            for element in target.elements:
                self._target(element.value, "unknown", node)
        elif isinstance(target, cst.Attribute) and isinstance(target.value, cst.Name):
            owner = self._owner(target.value.value)
            if owner:
                owner.attributes[target.attr.value].append(Binding(how, node, self._scope))

    def _owner(self, name: str) -> Scope | None:
        """The class whose object a name is in a method: that of `self`."""
        scope: Scope | None = self._scope
        while scope and not (scope.me and scope.me == name):
            scope = scope.parent
        return scope.parent if scope else None


def module_path(node: cst.ImportFrom, package: Sequence[str]) -> tuple[str, ...]:
    """The dotted module that is imported from; empty where a relative import leads nowhere."""
    name = get_full_name_for_node(node.module) if node.module else None
    words = tuple(name.split(".")) if name else ()
    up = len(node.relative)
    if not up:
        return words
    return (*package[: len(package) - up + 1], *words) if up <= len(package) else ()


def _parameters(params: cst.Parameters) -> Iterator[cst.Param]:
    yield from (*params.posonly_params, *params.params, *params.kwonly_params)


def _is_static(node: cst.FunctionDef) -> bool:
    names = (get_full_name_for_node(item.decorator) for item in node.decorators)
    return any(name in ("staticmethod", "classmethod") for name in names)
