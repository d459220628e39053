"""The rules that keep the generator simple, asserted on its own source."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from generator.diagnostics import CODES

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "generator"
RUNTIME = ROOT / "templates" / "runtime"

#: What each part may import, besides itself. A part is a module or a folder of generator/.
MAY_IMPORT = {
    "__init__": set[str](),
    "__main__": {"cli"},
    "cli": {"config", "errors", "generate", "terminal", "verbs", "__init__"},
    "verbs": {
        "codemod",
        "config",
        "diagnostics",
        "errors",
        "fingerprint",
        "generate",
        "lint",
        "openapi",
        "pipeline",
        "records",
        "report",
        "review",
        "serve",
        "terminal",
        "viewer",
        "watch",
    },
    "serve": {
        "cache",
        "collector",
        "config",
        "declarations",
        "diagnostics",
        "emit",
        "errors",
        "json_text",
        "link",
        "model",
        "packing",
        "pages",
        "records",
        "report",
        "slices",
        "snapshot",
        "units",
        "watch",
    },
    "terminal": {"errors", "report"},
    "watch": {"config", "discover", "errors"},
    "collector": set[str](),
    "generate": {
        "aside",
        "cache",
        "collector",
        "config",
        "pages",
        "pipeline",
        "recall",
        "records",
        "report",
        "review",
        "snapshot",
        "write",
        "__init__",
    },
    "recall": {"cache", "config", "packing", "pipeline", "records", "snapshot", "write"},
    "lint": {
        "diagnostics",
        "discover",
        "errors",
        "model",
        "pipeline",
        "read",
        "records",
        "subjects",
    },
    "subjects": {"diagnostics", "model"},
    "report": {
        "codemod",
        "diagnostics",
        "emit",
        "lint",
        "model",
        "model_json",
        "pipeline",
        "records",
        "review",
        "write",
        "__init__",
    },
    "codemod": {"emit", "errors", "records", "review"},
    "viewer": {
        "config",
        "diagnostics",
        "discover",
        "emit",
        "errors",
        "link",
        "lint",
        "model",
        "pages",
        "pipeline",
        "records",
        "report",
        "review",
        "sources",
        "write",
        "__init__",
    },
    "openapi": {"emit", "json_text", "model", "records"},
    "review": {"errors", "records"},
    "model_json": {"diagnostics", "model"},
    "assembly": {"cache", "diagnostics", "emit", "subjects", "tasks", "texts"},
    "pipeline": {
        "assembly",
        "cache",
        "collector",
        "config",
        "diagnostics",
        "discover",
        "emit",
        "errors",
        "link",
        "model",
        "packing",
        "pages",
        "read",
        "records",
        "slices",
        "snapshot",
        "tasks",
        "texts",
        "twin",
        "units",
        "workers",
    },
    "slices": {"emit", "errors", "json_text", "model", "records"},
    "write": {"aside", "definitions", "errors", "files", "records", "texts"},
    "emit": {
        "cache",
        "declarations",
        "definitions",
        "diagnostics",
        "errors",
        "json_text",
        "model",
        "nouns",
        "packing",
        "records",
        "subjects",
        "templates_dir",
        "texts",
        "units",
    },
    "link": {
        "declarations",
        "diagnostics",
        "json_text",
        "limits",
        "model",
        "nouns",
        "packing",
        "read",
        "records",
        "units",
    },
    "config": {"errors", "records"},
    "pages": {
        "aside",
        "cache",
        "diagnostics",
        "discover",
        "errors",
        "model",
        "packing",
        "read",
        "records",
        "snapshot",
        "sources",
        "units",
        "workers",
    },
    "declarations": {"model", "records", "units"},
    "units": {"cache", "diagnostics", "packing", "records", "twin"},
    "twin": {"copies"},
    "aside": {"copies"},
    "copies": set[str](),
    "snapshot": {"discover", "records", "sources"},
    "sources": {"cache", "discover", "files", "limits"},
    "tasks": {"cache", "copies", "packing", "workers"},
    "cache": {"fingerprint"},
    "fingerprint": {"files", "templates_dir"},
    "packing": {"records"},
    "texts": {"definitions"},
    "definitions": {"records"},
    "files": set[str](),
    "workers": {"copies"},
    "read": {"diagnostics", "json_text", "limits", "model", "nouns", "records"},
    "limits": set[str](),
    "discover": {"errors", "records"},
    "json_text": {"json_tokens", "records"},
    "json_tokens": set[str](),
    "errors": set[str](),
    "templates_dir": set[str](),
    "diagnostics": {"model", "records"},
    "model": {"records"},
    "nouns": set[str](),
    "records": set[str](),
}

#: Libraries, and the only places that may import them.
IMPORTERS = {
    "markdown_it": {"read/commonmark.py"},
    "jinja2": {"emit/render.py"},
    "black": {"emit/tidy.py"},
    "yaml": {"openapi/formats.py"},
    "msgspec": {"packing.py", "records.py"},
    "platformdirs": {"verbs/verb.py"},
    "watchfiles": {"watch.py"},
    "starlette": {"serve/app.py", "serve/guard.py", "serve/server.py"},
    "uvicorn": {"serve/guard.py", "serve/server.py"},
    "libcst": {
        "codemod/__init__.py",
        "codemod/imports.py",
        "codemod/infer.py",
        "codemod/rewrite.py",
        "codemod/scopes.py",
        "write/merge.py",
        "write/merge_nodes.py",
    },
}

#: About 400 is the rule; a test that fails at 401 would only teach to delete comments.
MAX_LINES = 480


def modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def imports(module: Path) -> Iterator[str]:
    """Every imported name of a module in full, those inside of functions too."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield from (f"{base}.{alias.name}" for alias in node.names)


def part(module: Path) -> str:
    first = module.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imported_part(name: str) -> str | None:
    words = name.split(".")
    if words[0] != "generator":
        return None
    known = len(words) > 1 and words[1] in MAY_IMPORT
    return words[1] if known else "__init__"


@pytest.mark.parametrize("module", modules(SOURCE), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_one_way(module: Path) -> None:
    own = part(module)
    assert own in MAY_IMPORT, "a new part: give it a row in MAY_IMPORT and in docs/architecture.md"
    used = {found for name in imports(module) if (found := imported_part(name))} - {own}

    assert used <= MAY_IMPORT[own]


def test_the_rows_themselves_have_no_cycle() -> None:
    def reach(name: str, seen: tuple[str, ...] = ()) -> None:
        assert name not in seen, " -> ".join((*seen, name))
        for below in MAY_IMPORT[name]:
            reach(below, (*seen, name))

    for name in MAY_IMPORT:
        reach(name)


def test_a_library_has_one_importer() -> None:
    found = {
        (library, module.relative_to(SOURCE).as_posix())
        for module in modules(SOURCE)
        for name in imports(module)
        if (library := name.split(".")[0]) in IMPORTERS
    }

    assert {(lib, where) for lib, where in found if where not in IMPORTERS[lib]} == set()


def test_the_runtime_knows_nothing_of_the_generator() -> None:
    assert not [
        (module.name, name)
        for module in modules(RUNTIME)
        for name in imports(module)
        if name.split(".")[0] in ("generator", "templates", "jinja2", "tests")
    ]


@pytest.mark.parametrize("folder", [SOURCE, RUNTIME], ids=["generator", "runtime"])
def test_modules_are_small_and_say_what_they_are(folder: Path) -> None:
    for module in modules(folder):
        lines = len(module.read_text(encoding="utf-8").splitlines())
        assert lines <= MAX_LINES, f"{module.name} has {lines} lines; it is usually two modules"
        assert lines == 0 or ast.get_docstring(tree(module)), f"{module.name} has no docstring"


def reported_codes(module: Path) -> Iterator[str]:
    """Codes that a module names: first arguments of what makes findings, and registered ones."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            made_by = getattr(node.func, "attr", getattr(node.func, "id", ""))
            text = node.args[0].value
            if made_by in ("add", "Finding", "Flaw") and isinstance(text, str) and text.isupper():
                yield text
        if isinstance(node, ast.Constant) and node.value in CODES:
            yield str(node.value)
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            start = str(node.values[0].value)
            if start.isupper() and start.endswith("_"):  # f"EXAMPLE_{verdict.upper()}"
                yield from (code for code in CODES if code.startswith(start))


def test_every_code_in_use_is_registered_and_every_registered_code_is_in_use() -> None:
    sources = [module for module in modules(SOURCE) if module.name != "diagnostics.py"]
    used = {code for module in sources for code in reported_codes(module)}

    assert used - set(CODES) == set(), "not in generator/diagnostics.py"
    assert set(CODES) - used == set(), "registered and never reported"


def test_the_page_of_findings_is_the_registry() -> None:
    from tests.refresh import findings_page

    page = ROOT / "docs" / "findings.md"
    assert page.read_text(encoding="utf-8") == findings_page(), "run: python -m tests.refresh"


def test_what_is_kept_of_pages_is_linked_without_their_reader() -> None:
    code = "import sys, generator.pipeline as _, generator.write; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], check=True, text=True, capture_output=True)

    slow = {"generator.read.prose", "generator.read.reader", "markdown_it", "jinja2", "libcst"}
    assert slow.isdisjoint(done.stdout.split())
