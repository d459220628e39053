"""One file of people's code, rewritten for the names that are others now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import libcst as cst
from libcst.helpers import get_full_name_for_node
from libcst.metadata import MetadataWrapper, PositionProvider

from generator.codemod.api import Api
from generator.codemod.imports import ImportRewriter
from generator.codemod.infer import Infer, Proof
from generator.codemod.kinds import Class, Group, Instance, Known, Method, Module
from generator.codemod.scopes import collect
from generator.records import Record

#: Functions whose second argument is the name of an attribute of the first.
_BY_NAME = frozenset({"is_set", "getattr", "hasattr", "setattr", "delattr"})
#: Functions that give a changed copy, by keywords.
_REPLACE = frozenset({"replace", "dataclasses.replace", "copy.replace"})
#: Methods of a client that take a bound method and its arguments.
_VERBS = frozenset({"raw", "prepare", "stream", "add"})
#: What some editors start a file with.
_MARK = "\ufeff"
_IDENTIFIER = re.compile(r"(?<![\w.])[^\W\d]\w*")


class Note(Record, order=True):
    """A line of the file: what was changed in it, or what could not be decided."""

    line: int
    text: str


class Rewritten(Record):
    """A file's new text, what was changed, and what may have to be."""

    text: str
    changes: tuple[Note, ...] = ()
    candidates: tuple[Note, ...] = ()


def rewrite(text: str, apis: Sequence[Api], package: Sequence[str] = ()) -> Rewritten:
    """Rewrite a file; `package` is the dotted package that it lies in.

    Raises `libcst.ParserSyntaxError` for text that is no Python.
    """
    mark, text = text[: text.startswith(_MARK)], text.removeprefix(_MARK)
    wrapper = MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
    rewriter = _Rewriter(wrapper, apis, package)
    code = wrapper.module.visit(rewriter).code
    return Rewritten(mark + code, _sorted(rewriter.changes), _sorted(rewriter.candidates))


def _sorted(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(sorted(set(notes)))


class _Rewriter(cst.CSTTransformer):
    def __init__(
        self, wrapper: MetadataWrapper, apis: Sequence[Api], package: Sequence[str]
    ) -> None:
        super().__init__()
        self._wrapper = wrapper
        self._apis = apis
        self._scopes = collect(wrapper.module, package)
        self._scope = self._scopes[id(wrapper.module)]
        self._infer = Infer(apis, self._scopes, package)
        self._imports = ImportRewriter(apis, package, self._scopes)
        self._plain: set[int] = set()  # names that are no expressions of their own
        self._annotations = 0
        self.changes: list[Note] = []
        self.candidates: list[Note] = []

    def _kind(self, node: cst.CSTNode) -> Known:
        return self._infer.kind(node, self._scope)

    def _changed(self, node: cst.CSTNode, before: str, after: str) -> None:
        self.changes.append(Note(self._line(node), f"{before} -> {after}"))

    def _undecided(self, node: cst.CSTNode, text: str) -> None:
        self.candidates.append(Note(self._line(node), text))

    def _line(self, node: cst.CSTNode) -> int:
        # Here, because finding positions takes longer than all else, and few files need them.
        return int(self._wrapper.resolve(PositionProvider)[node].start.line)

    # Scopes, as they were collected.

    def on_visit(self, node: cst.CSTNode) -> bool:
        if id(node) in self._scopes:
            self._scope = self._scopes[id(node)]
        return super().on_visit(node)

    def on_leave(
        self, original_node: cst.CSTNodeT, updated_node: cst.CSTNodeT
    ) -> cst.CSTNodeT | cst.RemovalSentinel | cst.FlattenSentinel[cst.CSTNodeT]:
        if id(original_node) in self._scopes and self._scope.parent:
            self._scope = self._scope.parent
        return super().on_leave(original_node, updated_node)

    def visit_If_body(self, node: cst.If) -> None:
        self._infer.narrowed.append(self._proved(node.test))

    def leave_If_body(self, node: cst.If) -> None:
        self._infer.narrowed.pop()

    def _proved(self, test: cst.BaseExpression) -> Proof:
        """What `isinstance(x, User)` says of x."""
        if isinstance(test, cst.BooleanOperation) and isinstance(test.operator, cst.And):
            return self._proved(test.left)
        if isinstance(test, cst.Call) and len(test.args) == 2:
            name, cls = (item.value for item in test.args)
            if get_full_name_for_node(test.func) == "isinstance" and isinstance(name, cst.Name):
                kind = Infer.instance(self._kind(cls))
                return Proof(name.value, kind, self._scope.lookup(name.value))
        return Proof("", None, ())

    # Imports.

    def visit_Import(self, node: cst.Import) -> bool:
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        return False

    def leave_Import(self, original_node: cst.Import, updated_node: cst.Import) -> cst.Import:
        node, said = self._imports.plain(updated_node)
        self._all_changed(original_node, said)
        return node

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom:
        node, said = self._imports.of_names(updated_node)
        self._all_changed(original_node, said)
        for text in self._imports.advice(original_node):
            self._undecided(original_node, text)
        if self._imports.takes_all(original_node):
            self._undecided(original_node, "import * hides what its names are")
        return node

    def _all_changed(self, node: cst.CSTNode, said: Iterable[tuple[str, str]]) -> None:
        for before, after in said:
            self._changed(node, before, after)

    # Names of imported things.

    def visit_Attribute(self, node: cst.Attribute) -> None:
        self._plain.add(id(node.attr))

    def visit_Arg(self, node: cst.Arg) -> None:
        if node.keyword:
            self._plain.add(id(node.keyword))

    def visit_Param(self, node: cst.Param) -> None:
        self._plain.add(id(node.name))

    def visit_MatchKeywordElement(self, node: cst.MatchKeywordElement) -> None:
        self._plain.add(id(node.key))

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        new = None
        if id(original_node) not in self._plain:
            new = self._imports.local(original_node.value, self._scope)
        return self._renamed(original_node, updated_node, new)

    def _renamed(self, original: cst.Name, updated: cst.Name, new: str | None) -> cst.Name:
        if new is None:
            return updated
        self._changed(original, original.value, new)
        return updated.with_changes(value=new)

    def visit_Annotation(self, node: cst.Annotation) -> None:
        self._annotations += 1

    def leave_Annotation(
        self, original_node: cst.Annotation, updated_node: cst.Annotation
    ) -> cst.Annotation:
        self._annotations -= 1
        return updated_node

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        """Names in annotations that are strings."""
        if not self._annotations:
            return updated_node

        def new(match: re.Match[str]) -> str:
            return self._imports.local(match[0], self._scope) or match[0]

        value = _IDENTIFIER.sub(new, original_node.value)
        if value != original_node.value:
            self._changed(original_node, original_node.value, value)
        return updated_node.with_changes(value=value)

    # Attributes.

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.Attribute:
        name = original_node.attr.value
        base = self._kind(original_node.value)
        new: str | None = None
        match base:
            case Module(_, path):
                new = self._imports.new_name(path, name)
            case Class(api, cls):
                new = api.attribute(cls, name)
                self._advise(original_node, api.said_of(cls, name))
            case Instance(api, cls):
                new = api.attribute(cls, name) or self._group(api, original_node)
                self._advise(original_node, api.said_of(cls, name))
                if new is None:
                    self._told(original_node, name, api.below(cls, name))
            case Group(api, group):
                return self._method(api, group, original_node, updated_node)
            case None:
                self._maybe(original_node, name)
        if new is None or new == name:
            return updated_node
        self._changed(original_node.attr, f"{_shown(base)}{name}", new)
        return updated_node.with_changes(attr=updated_node.attr.with_changes(value=new))

    def _advise(self, node: cst.CSTNode, text: str | None) -> None:
        if text:
            self._undecided(node, text)

    def _group(self, api: Api, node: cst.Attribute) -> str | None:
        found = self._kind(node)
        return api.groups.get(found.name) if isinstance(found, Group) else None

    def _method(
        self, api: Api, group: str, original: cst.Attribute, updated: cst.Attribute
    ) -> cst.Attribute:
        name = original.attr.value
        self._advise(original, api.advice.methods.get((group, name)))
        new_group, new = api.methods.get((group, name), (api.groups[group], name))
        inner = updated.value
        if new_group != api.groups[group]:
            if not isinstance(inner, cst.Attribute):
                text = f"{group}.{name} is {new_group}.{new} now; get it from the client"
                self._undecided(original, text)
                return updated
            inner = inner.with_changes(attr=inner.attr.with_changes(value=new_group))
        elif new == name:
            return updated
        self._changed(original.attr, f"{group}.{name}", f"{new_group}.{new}")
        attr = updated.attr.with_changes(value=new)
        return updated.with_changes(value=inner, attr=attr)

    def _maybe(self, node: cst.CSTNode, name: str) -> None:
        """An attribute of something that is not known, with a name that may be an old one."""
        self._told(node, name, [owner for api in self._apis for owner in api.owners(name)])
        for text in (text for api in self._apis for text in api.advised(name)):
            self._undecided(node, f".{name}, if it is of that: {text}")

    def _told(self, node: cst.CSTNode, name: str, owners: Sequence[str]) -> None:
        if owners:
            more = f" or {len(owners) - 1} more" if len(owners) > 1 else ""
            self._undecided(node, f".{name} may be {owners[0]}{more}; what it is of is not evident")

    # Keywords, and names in strings.

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        name = get_full_name_for_node(original_node.func) or ""
        subject = self._kind(original_node.args[0].value) if original_node.args else None
        if name.rpartition(".")[2] in _BY_NAME and len(original_node.args) > 1:
            return self._by_name(subject, original_node, updated_node)
        func = self._kind(original_node.func)
        if name in _REPLACE:
            func = Class(subject.api, subject.cls) if isinstance(subject, Instance) else None
        elif name.rpartition(".")[2] in _VERBS and isinstance(subject, Method):
            func = subject
        args = [
            self._argument(func, name, before, after)
            for before, after in zip(original_node.args, updated_node.args, strict=True)
        ]
        return updated_node.with_changes(args=args)

    def _argument(self, func: Known, name: str, before: cst.Arg, after: cst.Arg) -> cst.Arg:
        if before.keyword is None or after.keyword is None:
            return after
        keyword = before.keyword.value
        new: str | None = None
        match func:
            case Class(api, cls):
                new = api.attribute(cls, keyword)
                self._advise(before, api.said_of(cls, keyword))
            case Method(api, group, method):
                self._advise(before, api.advice.parameters.get((group, method), {}).get(keyword))
                new = api.parameters.get((group, method), {}).get(keyword)
            case None:
                self._maybe_keyword(before, name.rpartition(".")[2], keyword)
        return after.with_changes(keyword=self._renamed(before.keyword, after.keyword, new))

    def _maybe_keyword(self, node: cst.Arg, method: str, keyword: str) -> None:
        for api in self._apis:
            for (group, name), names in api.parameters.items():
                if name == method and keyword in names:
                    text = f"{keyword}= may be of {group}.{name}; what it is of is not evident"
                    self._undecided(node, text)

    def _by_name(self, subject: Known, original: cst.Call, updated: cst.Call) -> cst.Call:
        """`is_set(user, "mail")`, `getattr(user, "mail")`."""
        text = original.args[1].value
        if not isinstance(text, cst.SimpleString):
            return updated
        name = str(text.evaluated_value)
        if subject is None:
            self._maybe(original, name)
        new: str | None = None
        if isinstance(subject, Instance):
            new = subject.api.attribute(subject.cls, name)
            self._advise(original, subject.api.said_of(subject.cls, name))
        if new is None:
            return updated
        self._changed(original, f'"{name}"', f'"{new}"')
        value = text.with_changes(value=text.value.replace(name, new))
        args = [updated.args[0], updated.args[1].with_changes(value=value), *updated.args[2:]]
        return updated.with_changes(args=args)

    def leave_MatchClass(
        self, original_node: cst.MatchClass, updated_node: cst.MatchClass
    ) -> cst.MatchClass:
        """`case User(mail=…)`."""
        cls = self._kind(original_node.cls)
        if not isinstance(cls, Class):
            return updated_node
        for item in original_node.kwds:
            self._advise(item, cls.api.said_of(cls.name, item.key.value))
        keywords = [
            after.with_changes(
                key=self._renamed(
                    before.key, after.key, cls.api.attribute(cls.name, before.key.value)
                )
            )
            for before, after in zip(original_node.kwds, updated_node.kwds, strict=True)
        ]
        return updated_node.with_changes(kwds=keywords)


def _shown(base: Known) -> str:
    match base:
        case Class(_, name) | Instance(_, name):
            return f"{name}."
    return ""
