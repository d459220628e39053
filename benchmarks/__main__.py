"""Measures the package generated from Graph v1.0, with what is installed of its peers.

    python -m benchmarks [--package DIR] [--rounds N] [--only SECTION] [--peers DIR] [--slow]

Figures are the best of several rounds. Other work on the machine disturbs them; ratios, taken in
the same run, less so.
"""

from __future__ import annotations

import argparse
import compileall
import gzip
import importlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks import checking, decode, generating, serving, size, start, vendor
from benchmarks.rows import Row, table
from generator import __version__, pipeline, write
from generator.config import load_config

_PAGES = "shared/corpora/graph-2021-07/api-reference/v1.0"
_OURS = "this package"


def main() -> None:
    """Measure and print tables in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--package", type=Path, help="the folder of a package made of Graph v1.0")
    parser.add_argument("--rounds", type=int, default=15)
    names = ["size", "start", "checking", "decoding", "generating", "serving"]
    parser.add_argument("--only", choices=names)
    parser.add_argument("--peers", type=Path, help="the folder of other generators' commands")
    parser.add_argument("--slow", action="store_true", help="also peers that take minutes")
    options = parser.parse_args()
    apart: dict[str, tuple[str, Callable[[], Iterable[Row]]]] = {
        "generating": ("Generating", lambda: _generating(options)),
        "serving": ("Serving", lambda: serving.measure(_pages())),
    }
    if options.only in apart:
        _print(apart[options.only])
        return
    with tempfile.TemporaryDirectory() as scratch:
        package: Path = (options.package or _generated(Path(scratch))).resolve()
        compileall.compile_dir(package, quiet=1)
        user = json.loads(gzip.decompress(decode.DATA.read_bytes()))["value"][0]
        sections: dict[str, tuple[str, Callable[[], Iterable[Row]]]] = {
            "size": ("Size", lambda: size.measure(package)),
            "start": ("Start", lambda: start.measure(package, user, options.rounds)),
            "checking": ("Checking types", lambda: checking.measure(package)),
            "decoding": (
                "1,000 users, decoded and encoded, as multiples of json",
                lambda: _decoding(package, options.rounds),
            ),
        }
        for name, section in sections.items():
            if options.only in (None, name):
                _print(section)
    if options.only is None:
        for section in apart.values():
            _print(section)


def _print(section: tuple[str, Callable[[], Iterable[Row]]]) -> None:
    title, measure = section
    print(table(title, measure()), flush=True)


def _generating(options: argparse.Namespace) -> Iterable[Row]:
    return generating.measure(_pages(), min(options.rounds, 3), options.peers, options.slow)


def _generated(out: Path) -> Path:
    output = pipeline.run(load_config(_pages(), cwd=out))
    write.apply(out, output.files, __version__, output.pages)
    return out / "graph"


def _pages() -> Path:
    docs = decode.ROOT.parent / _PAGES
    if not docs.is_dir():
        sys.exit(f"there are no pages at {docs}: name a package with --package")
    return docs


def _decoding(package: Path, rounds: int) -> Iterable[Row]:
    """All libraries on the same page, in turn."""
    sys.path.insert(0, str(package.parent))
    module = importlib.import_module(package.name)
    data = gzip.decompress(decode.DATA.read_bytes())
    found = {item.name: item for item in decode.contestants(module, data)}
    pages = {name: item.decode(data) for name, item in found.items()}
    times = {
        "decode": decode.best([_bound(it.decode, data) for it in found.values()], rounds),
        "encode": decode.best([_bound(it.encode, pages[it.name]) for it in found.values()], rounds),
    }
    ratios = {
        (verb, name): spent / listed[0]
        for verb, listed in times.items()
        for name, spent in zip(found, listed, strict=True)
    }
    try:
        theirs = vendor.ratios(decode.DATA)
        ratios |= {("decode", "msgraph-sdk"): theirs[0], ("encode", "msgraph-sdk"): theirs[1]}
    except ImportError as error:
        print(f"left out: {error}", file=sys.stderr)
    bounds = {("decode", _OURS): 2.2, ("encode", _OURS): 2.1}
    for (verb, name), ratio in ratios.items():
        yield Row(f"{verb}: {name}", ratio, most=bounds.get((verb, name)))
    if ("decode", "msgraph-sdk") in ratios:
        faster = ratios["decode", "msgraph-sdk"] / ratios["decode", _OURS]
        yield Row("decode: times faster than msgraph-sdk", faster, least=150)


def _bound(call: Callable[[Any], object], value: Any) -> Callable[[], object]:
    return lambda: call(value)


if __name__ == "__main__":
    main()
