"""What emitted code may hold: node kinds, calls, imports and names, by kind of file.

The tables are what the templates write, by hand: whatever else is in a file came from a page.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from generator.emit.words import word_set
from generator.templates_dir import TEMPLATES

_PLAIN = "Module Expr Constant ImportFrom alias Name Load Store"
_LAZY = (
    "Assign Attribute Call Compare Dict FormattedValue FunctionDef If Is JoinedStr List Raise"
    " Return Set Starred Subscript arg arguments keyword"
)
_GROUP = (
    "AnnAssign Assign Attribute BinOp BitOr Call ClassDef Dict FunctionDef If Return Subscript"
    " Tuple arg arguments keyword"
)

#: Node kinds by kind of file, beside those that every file has.
KINDS = {
    "models": "AnnAssign Assign BinOp BitOr Call ClassDef If Subscript Tuple keyword",
    "resources": _GROUP,
    "aio": f"{_GROUP} AsyncFunctionDef Await",
    "client": "Assign Call ClassDef FunctionDef If Return arg arguments",
    "tests": (
        "Assign Attribute Call Dict FunctionDef Import List Subscript Tuple UnaryOp USub With"
        " arguments keyword withitem"
    ),
    "conftest": "Attribute Call Import Subscript",
    "testing": "Assign ClassDef Subscript",
    "types": "AnnAssign Dict Subscript Tuple",
    "package": _LAZY,
    "lazy models": _LAZY,
    "marker": "",
}

_GROUP_CALLS = r"locals|Operation|self\._(?:one|none|pages|bytes|page|delta|ref|call|\w+)"
#: What may be called.
CALLS = {
    "models": r"model|prop",
    "resources": _GROUP_CALLS,
    "aio": _GROUP_CALLS,
    "client": r"[A-Z]\w*",
    "tests": (
        r"client\.\w+\.\w+|[A-Z]\w*|list|next|pager\.pages|decode|float|b64decode"
        r"|pytest\.mark\.xfail|(?:datetime|date|time)\.fromisoformat"
    ),
    "conftest": r"sys\.path\.insert|str|Path|Path\(__file__\)\.resolve",
    "package": r"globals|_MODULES\.get|getattr|sorted|AttributeError|import_module",
    "lazy models": r"globals|list|MODULES\.get|getattr|sorted|AttributeError|import_module",
}

#: Modules of the standard library and pytest that emitted code imports.
MODULES = word_set(
    "__future__ base64 collections.abc datetime decimal functools importlib pathlib pytest sys"
    " typing uuid"
)

_BUILTINS = word_set(
    "str bool int float bytes list tuple dict set object None True False locals globals getattr"
    " sorted AttributeError next type __name__ __file__"
)


def kind_of(path: str) -> str | None:
    """The kind of an emitted file; None for what is no Python."""
    parts = PurePosixPath(path).parts
    name = parts[-1]
    if not name.endswith(".py"):
        return None
    if parts[0] == "tests":
        return "conftest" if name == "conftest.py" else "tests"
    if len(parts) == 2:
        return {"__init__.py": "package", "client.py": "client", "_types.py": "types"}.get(
            name, name.removesuffix(".py")
        )
    if name == "__init__.py":
        return "lazy models" if parts[1] == "models" else "marker"
    return "client" if name == "client.py" else parts[1]


def intruders(files: Mapping[str, str]) -> list[str]:
    """What is in emitted files and in no template: empty when all is well."""
    trees = {
        path: ast.parse(text)  # a file that does not parse raises SyntaxError
        for path, text in files.items()
        if path.endswith(".py")
    }
    return [
        f"{path}: {problem}"
        for path, tree in trees.items()
        for problem in _problems(path, tree, files)
    ]


def _problems(path: str, tree: ast.Module, files: Mapping[str, str]) -> Iterator[str]:
    if "_runtime" in PurePosixPath(path).parts:
        original = TEMPLATES / "runtime" / PurePosixPath(path).name
        if files[path] != original.read_text("utf-8"):
            yield "is not the runtime's"
        return
    kind = kind_of(path)
    if kind is None or kind not in KINDS:
        yield f"is of no known kind ({kind})"
        return
    nodes = frozenset(f"{_PLAIN} {KINDS[kind]}".split())
    known = _known(tree) | _BUILTINS
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if type(node).__name__ not in nodes:
            yield f"line {line}: {type(node).__name__}"
        elif isinstance(node, ast.Attribute) and node.attr.startswith("__"):
            yield f"line {line}: reaches for {node.attr}"
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if not re.fullmatch(CALLS.get(kind, ""), called):
                yield f"line {line}: calls {called[:80]}"
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (f"line {line}: {text}" for text in _strange_imports(path, node, files))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            if node.id not in known:
                yield f"line {line}: uses {node.id}"
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from (
                f"line {line}: decorated by {text}"
                for text in map(ast.unparse, node.decorator_list)
                if not re.match(r"(?:model\(|cached_property\Z|pytest\.mark\.xfail\()", text)
            )


def _known(tree: ast.Module) -> frozenset[str]:
    """Names that a module defines or imports, those of parameters included."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.alias():
                found.add(node.asname or node.name)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.add(node.name)
            case ast.arg():
                found.add(node.arg)
            case ast.Name(ctx=ast.Store()):
                found.add(node.id)
    return frozenset(found)


def _strange_imports(
    path: str, node: ast.Import | ast.ImportFrom, files: Mapping[str, str]
) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (
            f"imports {item.name}" for item in node.names if item.name not in ("pytest", "sys")
        )
        return
    module = node.module or ""
    if node.level == 0 and module in MODULES:
        return
    folder = PurePosixPath(path).parent.parts if node.level else ()
    folder = folder[: len(folder) - node.level + 1] if node.level else ()
    target = "/".join((*folder, *filter(None, module.split("."))))
    if f"{target}.py" not in files and f"{target}/__init__.py" not in files:
        yield f"imports {'.' * node.level}{module}"
