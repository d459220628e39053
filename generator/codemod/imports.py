"""Imports of generated packages, rewritten, and what their names are called in a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import libcst as cst

from generator.codemod.api import Api
from generator.codemod.scopes import Binding, Scope, module_path
from generator.emit.words import pascal

#: What an import was and is, for the report.
Renames = list[tuple[str, str]]


class ImportRewriter:
    """Knows the new names of what a file imports.

    A name keeps its local spelling, with `as`, where another one would not be safe: when it is
    bound to something else anywhere in the file, when the new one is taken, or when `__all__` makes
    it part of the file's own interface.
    """

    def __init__(
        self, apis: Iterable[Api], package: Sequence[str], scopes: Mapping[int, Scope]
    ) -> None:
        self._apis = {api.name: api for api in apis}
        self._package = package
        self._bound: dict[str, list[Binding]] = {}
        for scope in scopes.values():
            for name, bindings in scope.names.items():
                self._bound.setdefault(name, []).extend(bindings)
        self._exported = {
            name for scope in scopes.values() if not scope.parent for name in _exports(scope)
        }

    def new_name(self, path: tuple[str, ...], name: str) -> str | None:
        """What is imported from a module is called this now; None when it is called as before."""
        api = self._apis.get(path[0]) if path else None
        if api is None:
            return None
        group = api.group_class(path, name)
        if group:
            new = pascal(api.groups[group])
        elif name in api.classes:
            new = api.classes[name]
        else:
            new = api.module((*path, name))[-1]
        return new if new != name else None

    def local(self, name: str, scope: Scope) -> str | None:
        """What a name of the file is called now; None when it is called as before."""
        found = scope.lookup(name)
        if not found or any(item.how not in ("import", "module") for item in found):
            return None
        return self._local(name)

    def _local(self, name: str) -> str | None:
        new = {self._of(item, name) for item in self._bound.get(name, ())}
        wanted = new.pop() if len(new) == 1 else None
        if wanted is None or wanted in self._bound or name in self._exported:
            return None
        return wanted

    def _of(self, item: Binding, local: str) -> str | None:
        """The new name of an import that is called in the file as in its module."""
        if item.how == "import" and item.name == local:
            return self.new_name(item.path, item.name)
        if item.how == "module" and item.path == (local,) and local in self._apis:
            new = self._apis[local].new_name
            return new if new != local else None
        return None

    def of_names(self, node: cst.ImportFrom) -> tuple[cst.ImportFrom, Renames]:
        """`from … import …` as it has to be now."""
        path = module_path(node, self._package)
        api = self._apis.get(path[0]) if path else None
        if api is None:
            return node, []
        said: Renames = []
        if not isinstance(node.names, cst.ImportStar):
            names = [self._alias(alias, path, said) for alias in node.names]
            node = node.with_changes(names=names)
        # A relative import says only the end of the path.
        words = len(path) if not node.relative else _length(node.module)
        old, new = path[len(path) - words :], api.module(path)[len(path) - words :]
        if new != old:
            said.append((".".join(old), ".".join(new)))
            node = node.with_changes(module=_dotted(new))
        return node, said

    def advice(self, node: cst.ImportFrom) -> list[str]:
        """What is to be said of the classes that are imported."""
        path = module_path(node, self._package)
        api = self._apis.get(path[0]) if path else None
        if api is None or isinstance(node.names, cst.ImportStar):
            return []
        said = (api.advice.classes.get(alias.evaluated_name) for alias in node.names)
        return [text for text in said if text]

    def takes_all(self, node: cst.ImportFrom) -> bool:
        """Whether this imports everything from a module of a generated package."""
        path = module_path(node, self._package)
        return isinstance(node.names, cst.ImportStar) and bool(path) and path[0] in self._apis

    def _alias(
        self, alias: cst.ImportAlias, path: tuple[str, ...], said: Renames
    ) -> cst.ImportAlias:
        old = alias.evaluated_name
        new = self.new_name(path, old)
        if new is None:
            return alias
        changed = alias.with_changes(name=cst.Name(new))
        if alias.asname is None and self._local(old) is None:
            changed = changed.with_changes(asname=cst.AsName(cst.Name(old)))
            said.append((old, f"{new} as {old}"))
        else:
            said.append((old, new))
        return changed

    def plain(self, node: cst.Import) -> tuple[cst.Import, Renames]:
        """`import …` as it has to be now."""
        said: Renames = []
        names = []
        for alias in node.names:
            path = tuple(alias.evaluated_name.split("."))
            new = self._apis[path[0]].module(path) if path[0] in self._apis else path
            if new != path:
                said.append((".".join(path), ".".join(new)))
                alias = alias.with_changes(name=_dotted(new))
            names.append(alias)
        return node.with_changes(names=names), said


def _exports(scope: Scope) -> list[str]:
    """The names in `__all__`."""
    return [
        str(element.value.evaluated_value)
        for item in scope.names.get("__all__", ())
        if isinstance(item.node, (cst.List, cst.Tuple))
        for element in item.node.elements
        if isinstance(element.value, cst.SimpleString)
    ]


def _length(module: cst.Attribute | cst.Name | None) -> int:
    """How many words a dotted name has."""
    if isinstance(module, cst.Attribute) and isinstance(module.value, (cst.Attribute, cst.Name)):
        return _length(module.value) + 1
    return 1 if module else 0


def _dotted(path: Sequence[str]) -> cst.Attribute | cst.Name:
    node: cst.Attribute | cst.Name = cst.Name(path[0])
    for word in path[1:]:
        node = cst.Attribute(node, cst.Name(word))
    return node
