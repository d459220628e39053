"""Samples: each documented exchange as HTTP beside the Python call that the test of it makes.

One Markdown file for each page that documents a call, so that documentation can include the
Python of a page by the page's own name. What comes from the pages cannot leave its place: titles
are escaped, and a fence is longer than any run of backticks between its ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.emit.cases import Sample
from generator.emit.layout import from_import
from generator.emit.render import render
from generator.emit.spelling import capped, module_name
from generator.emit.verdicts import Judgement, rule_meaning
from generator.emit.words import digest, snake

_LONGEST_PATH = 100
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]*")
_MARKUP = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>&~|"})
_BACKTICKS = re.compile(r"`+")


def sample_files(samples: Iterable[Sample], package: str, client: str) -> dict[str, str]:
    """The samples of a package, a file for each page."""
    pages: dict[str, list[Sample]] = {}
    for sample in samples:
        pages.setdefault(sample.operation.partition("#")[0], []).append(sample)
    return {_path(page, package): _text(found, package, client) for page, found in pages.items()}


def _path(page: str, package: str) -> str:
    folder = f"samples/{package}/"
    # `module_name` changes the names that a system reserves.
    plain = _PLAIN.fullmatch(page) and module_name(page) == snake(page)
    name = page if plain else f"{snake(page)}-{digest(page)}"
    return f"{folder}{capped(name, page, _LONGEST_PATH - len(folder) - len('.md'))}.md"


def _text(samples: list[Sample], package: str, client: str) -> str:
    ordered = sorted(samples, key=lambda sample: sample.loc)
    return render(
        "samples.jinja",
        title=inline(ordered[0].heading),
        page=inline(ordered[0].loc.path),
        client=f"{package}.{client}",
        samples=[(inline(it.title), tuple(_blocks(it, package))) for it in ordered],
    )


def _blocks(sample: Sample, package: str) -> Iterator[str]:
    yield fenced("http", sample.sends)
    yield from _remarks(sample.judgement)
    if sample.call is not None:
        imports = _imports(sample, package)
        yield fenced("python", "\n".join([*imports, *([""] if imports else []), *sample.call]))
    if sample.receives is not None:
        yield fenced("http", sample.receives)


def _remarks(judgement: Judgement) -> Iterator[str]:
    for rule in judgement.rules:
        yield f"> Adjusted: {inline(rule_meaning(rule))}"
    if judgement.code:
        yield f"> Does not replay as documented: {inline(str(judgement))}"


def _imports(sample: Sample, package: str) -> list[str]:
    if not sample.imports:
        return []
    used = set(re.findall(r"\w+", "\n".join(sample.call or ())))
    found: dict[str, list[str]] = {}
    for module, name in sample.imports:
        if name in used:
            absolute = package + module.rstrip(".") if module.startswith(".") else module
            found.setdefault(absolute, []).append(name)
    # The package's own modules after those of Python.
    order = sorted(found, key=lambda module: (module.partition(".")[0] == package, module))
    return [from_import(module, sorted(found[module]), 0) for module in order]


def fenced(language: str, text: str) -> str:
    """A fenced block; the fence is longer than any run of backticks in the text."""
    fence = "```"
    if fence in text:
        fence = "`" * (max(map(len, _BACKTICKS.findall(text))) + 1)
    return f"{fence}{language}\n{_visible(text)}\n{fence}"


def inline(text: str) -> str:
    """Text on one line without markup."""
    return _visible(" ".join(text.split())).translate(_MARKUP)


def _visible(text: str) -> str:
    """Everything that cannot be seen as its escape, but for line ends and tabs."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    seen = (char if char.isprintable() or char in "\n\t" else repr(char)[1:-1] for char in text)
    return "".join(seen)
