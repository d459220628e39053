"""One frozen configuration, from a file and the command line.

The file is `generator.toml` beside the pages, else `[tool.generator]` of the `pyproject.toml` in
the current folder. A key of the command line wins over the file, a key of the file over the
default. Paths in a file are relative to that file.
"""

from __future__ import annotations

import keyword
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.errors import UsageError
from generator.records import Record, field, replace

DEFAULT_DOCS = Path("docs_input")
DEFAULT_OUT = Path("generated")


def default_jobs() -> int:
    """The number of processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this platform
        return os.cpu_count() or 1


class Config(Record):
    """What a run is to do.

    - `docs`: a folder of pages, or one page
    - `out`: the folder to write
    - `package`: the package's name; None: from the pages' namespace and version
    - `names`: Python names that differ from the rule's, by documented name
    - `base_url`: the service root; None: the one that the examples use
    - `include`: globs of pages, operations and types to take, with what they need; none: all
    - `exclude`: globs of those to leave out
    - `page_url`: where people read a page, `{page}` in it; docstrings link there; None: no link
    - `jobs`: number of processes; never changes the output
    - `cache`: the folder with results of earlier runs, None for none; never changes the output
    - `file`: where the keys stand that the command line does not give, for messages
    """

    docs: Path = DEFAULT_DOCS
    out: Path = DEFAULT_OUT
    package: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    base_url: str | None = None
    page_url: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    jobs: int = field(default_factory=default_jobs)
    cache: Path | None = None
    file: str = ""


def load_config(docs: Path, *, cwd: Path | None = None, **overrides: Any) -> Config:
    """The configuration for DOCS; overrides that are not None win over the file's keys.

    Raises `UsageError` for a file that cannot be read, an unknown key or a value that cannot be
    meant; the message names the file and the key.
    """
    values = _from_file(docs, cwd or Path.cwd())
    if "package" in overrides and overrides["package"] is not None:
        overrides["package"] = _package("--package", overrides["package"])
    for key in ("include", "exclude"):
        if overrides.get(key) is not None:
            overrides[key] = _globs(f"--{key}", overrides[key])
    values |= {key: value for key, value in overrides.items() if value is not None}
    return replace(Config(docs=docs), **values)


def _from_file(docs: Path, cwd: Path) -> dict[str, Any]:
    beside = (docs if docs.is_dir() else docs.parent) / "generator.toml"
    if beside.is_file():
        return _check(beside, _toml(beside), beside.name)
    project = cwd / "pyproject.toml"
    if project.is_file():
        tools = _toml(project).get("tool", {})
        table = tools.get("generator", {}) if isinstance(tools, dict) else tools
        return _check(project, table, "pyproject.toml, [tool.generator]")
    return {}


def _toml(file: Path) -> dict[str, Any]:
    import tomllib  # here: many projects have no such file

    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file}: cannot be read as TOML: {error}") from error


def _check(file: Path, table: object, where: str) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise UsageError(f"{where}: must be a table")
    values: dict[str, Any] = {"file": where}
    for key, value in table.items():
        check = _KEYS.get(key)
        if check is None:
            raise UsageError(f"{where}: unknown key {key!r}{did_you_mean(key, _KEYS)}")
        values[key] = check(f"{where}: {key}", value)
    if "out" in values:
        values["out"] = file.parent / values["out"]
    return values


def did_you_mean(word: str, known: Mapping[str, object]) -> str:
    """The end of an error message: the nearest known word, else all of them."""
    import difflib

    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(sorted(known))}"


def _text(where: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{where}: must be a text, not {value!r}")
    return value


def _identifier(where: str, value: object) -> str:
    text = _text(where, value)
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", text) or keyword.iskeyword(text):
        raise UsageError(f"{where}: {text!r} is not a Python name")
    return text


def _package(where: str, value: object) -> str:
    name = _identifier(where, value)
    if name in _TAKEN:
        raise UsageError(f"{where}: {name!r} is a folder of the output; choose another name")
    return name


def _url(where: str, value: object) -> str:
    text = _text(where, value)
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.netloc or re.search(r"\s", text):
        raise UsageError(f"{where}: {text!r} is not an address such as https://host/path")
    return text


def _page_url(where: str, value: object) -> str:
    text = _url(where, value)
    if "{page}" not in text:
        raise UsageError(f"{where}: {text!r} lacks {{page}}, which stands for the page's path")
    return text


def _globs(where: str, value: object) -> tuple[str, ...]:
    """One text or a list of them."""
    if isinstance(value, list | tuple):
        return tuple(_text(where, item) for item in value)
    return (_text(where, value),)


def _names(where: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise UsageError(f'{where}: must be a table such as {{ "contoso.user.eTag" = "etag" }}')
    for key, name in value.items():
        for word in _text(f"{where}.{key}", name).split("."):  # a method is `group.method`
            _identifier(f"{where}.{key}", word)
    return value


#: Folders that the output has beside its packages.
_TAKEN = frozenset({"samples", "surface", "tests"})

#: Each key of a configuration file, with what reads its value.
_KEYS: dict[str, Callable[[str, object], Any]] = {
    "out": lambda where, value: Path(_text(where, value)),
    "package": _package,
    "names": _names,
    "base_url": _url,
    "page_url": _page_url,
    "include": _globs,
    "exclude": _globs,
}
