"""Plans to text, through the templates.

Templates hold text; how a plan's item is laid out is a filter here. The environment has no
autoescape: what comes from the pages passes through `string` or `docstring`, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from generator.emit import layout
from generator.emit.expressions import Atom, Bracket, Expr, Item, call, text
from generator.emit.plan import (
    ClassPlan,
    EnumPlan,
    FieldPlan,
    Frame,
    GroupOutline,
    ImportLines,
    Imports,
    MemberPlan,
    MethodPlan,
    Parameter,
)
from generator.templates_dir import TEMPLATES

_TRUE = Atom("True")


def render(template: str, **values: Any) -> str:
    """The text of a template, ending in one line end."""
    return _template(template).render(values).rstrip("\n") + "\n"


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        base_url=base_url,
        class_line=class_line,
        decorator=decorator,
        deprecated=deprecated,
        docstring=layout.docstring,
        documented_url=documented_url,
        enum_line=enum_line,
        field=field,
        from_import=from_import,
        group_import=group_import,
        handed_over=handed_over,
        imports=imports,
        member=member,
        operation=operation,
        parameter=parameter,
        property_line=property_line,
        string=layout.string,
    )
    return environment


def imports(plan: Imports) -> str:
    """The import sections of a module, each after a blank line."""
    parts = [_section(plan.always, 0), _section(plan.local, 0)]
    typing = [block for lines in (plan.typing, plan.typing_local) if (block := _section(lines, 4))]
    if typing:
        parts.append("if TYPE_CHECKING:\n" + "\n\n".join(typing))
    return "".join(f"\n{part}\n" for part in parts if part).rstrip("\n")


def _section(lines: ImportLines, indent: int) -> str:
    return "\n".join(layout.from_import(module, names, indent) for module, names in lines)


def from_import(names: Iterable[str], module: str, indent: int) -> str:
    """An import of names; the names come first, for use as a filter."""
    return layout.from_import(module, names, indent)


def group_import(group: GroupOutline, folder: str, indent: int) -> str:
    """The import of a group's class."""
    prefix = folder if folder.endswith(".") else f"{folder}."
    return layout.from_import(f"{prefix}{group.name}", [group.cls], indent)


def base_url(plan: Frame) -> str:
    """`BASE_URL = "https://…"`."""
    return layout.member("BASE_URL", plan.base_url, 4)


def documented_url(plan: Frame) -> str:
    """`DOCUMENTED_URL = "https://…"`."""
    return layout.member("DOCUMENTED_URL", plan.documented_url, 4)


def property_line(group: GroupOutline) -> str:
    """The first line of a client's property."""
    return layout.property_line(group.name, group.cls)


# Models ------------------------------------------------------------------------------------------


def enum_line(plan: EnumPlan) -> str:
    """The class line of an enum."""
    return layout.class_line(plan.name, "OpenEnum, flags=True" if plan.flags else "OpenEnum")


def member(plan: MemberPlan) -> str:
    """The line of an enum member."""
    return layout.member(plan.name, plan.wire, 4)


def decorator(plan: ClassPlan) -> str:
    """`@model("microsoft.graph.user", open=True)`."""
    flags = {name: _TRUE for name in ("abstract", "open") if getattr(plan, name)}
    return layout.lines(call("model", text(plan.type), **flags), before="@")


def deprecated(plan: ClassPlan | EnumPlan | MethodPlan, indent: int) -> str:
    """`@deprecated("Use another.")` and a line end; nothing for what is not deprecated."""
    if plan.deprecated is None:
        return ""
    reason = " ".join(plan.deprecated.split()) or "Deprecated."
    return layout.lines(call("deprecated", text(reason)), indent, "@") + "\n"


def class_line(plan: ClassPlan) -> str:
    """The class line of a model."""
    return layout.class_line(plan.name, plan.base)


def field(plan: FieldPlan) -> str:
    """`name: str | None = prop("name")`."""
    flags: dict[str, Expr] = {"key": _TRUE} if plan.key else {}
    if plan.type:
        flags["type"] = text(plan.type)
    value = call("prop", text(plan.wire), **flags)
    return layout.assignment(plan.name, plan.annotation, value, 4)


# Groups ------------------------------------------------------------------------------------------


def parameter(plan: Parameter, method: MethodPlan | None = None) -> str:
    """The line of a parameter."""
    if plan.role == "route" and method is not None:
        return layout.choice(plan.name, [route.text for route in method.routes])
    return layout.parameter(plan.name, plan.annotation.text, plan.default)


def handed_over(plan: MethodPlan, is_async: bool) -> str:
    """`return await self._one(GET, locals())`."""
    before = "return await " if is_async and plan.awaited else "return "
    value = call(f"self._{plan.helper}", Atom(plan.constant), Atom("locals()"))
    return layout.lines(value, 8, before)


def operation(plan: MethodPlan) -> str:
    """The constant of an operation, one argument on each line."""
    value = Bracket("Operation", tuple(_operation_items(plan)))
    return layout.constant(plan.constant, ("Operation", plan.result.text), value)


def _operation_items(plan: MethodPlan) -> Iterable[Item]:
    yield Item(text(plan.id))
    for route in plan.routes:
        yield Item(text(route.text))
    named: dict[str, Expr | None] = {
        "returns": text(plan.returns_wire) if plan.returns_wire else None,
        "collection": _TRUE if plan.returns and plan.returns.collection else None,
        "items": text(plan.items) if plan.items != "value" else None,
        "long_running": _TRUE if plan.long_running else None,
        "body": text(plan.body) if plan.body else None,
        "members": _table(
            (item.name, _pair(item.wire, item.type_wire)) for item in plan.role("member")
        ),
        "query": _table((item.name, text(item.wire)) for item in plan.role("query")),
        "raw": text(plan.raw) if plan.raw else None,
        "page": text(plan.page),
        "line": Atom(str(plan.line)) if plan.line else None,
        "missing": text(plan.missing) if plan.missing else None,
    }
    for label, value in named.items():
        if value is not None:
            yield Item(value, f"{label}=")


def _pair(wire: str, type_name: str) -> Expr:
    return Bracket("", (Item(text(wire)), Item(text(type_name))))


def _table(entries: Iterable[tuple[str, Expr]]) -> Expr | None:
    items = tuple(Item(value, f"{layout.string(name)}: ") for name, value in entries)
    return Bracket("", items, "{}") if items else None
