"""What a verb of the command line is, and what several of them share.

Modules that do work are imported when a verb runs, so that `--help` and mistakes in the command
line answer at once.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.terminal import Watched

if TYPE_CHECKING:
    from generator.config import Config
    from generator.pipeline import Output


class Verb(NamedTuple):
    """One verb: what it does with its arguments, which it takes, and its `--help`.

    - `run`: does it, and returns the exit code
    - `add_arguments`: adds its arguments to a parser
    - `synopsis`: the words of a command line after `python -m generator`
    - `about`: one or a few sentences; `epilog`: examples
    """

    run: Callable[[argparse.Namespace], int]
    add_arguments: Callable[[argparse.ArgumentParser], None]
    synopsis: str
    about: str
    epilog: str = ""


def docs_arguments(parser: argparse.ArgumentParser) -> None:
    """DOCS, and whether to use what is known of it from earlier runs."""
    parser.add_argument("docs", metavar="DOCS", type=Path, help="a folder of pages, or one page")
    cache_argument(parser)


def cache_argument(parser: argparse.ArgumentParser) -> None:
    """`--no-cache`."""
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="use nothing of earlier runs; the output is the same",
    )


def slice_arguments(parser: argparse.ArgumentParser) -> None:
    """`--include` and `--exclude`."""
    add = parser.add_argument
    add("--include", metavar="GLOB", action="append",
        help="take only these and every type that they need: a page's path or file name, a group,"
        " group.method, a type's name (may be repeated)")  # fmt: skip
    add("--exclude", metavar="GLOB", action="append",
        help="leave these out; a type that something needs stays (may be repeated)")  # fmt: skip


def format_argument(parser: argparse.ArgumentParser) -> None:
    """`--format`, for findings and changes."""
    parser.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif", "markdown"),
        default="text",
        help="text, json, github (annotations), sarif or markdown (default: %(default)s)",
    )


def config_of(args: argparse.Namespace) -> Config:
    """The configuration that the arguments and the files of the project ask for.

    Raises `UsageError` for a configuration file that cannot be meant.
    """
    from generator.config import load_config

    keys = ("out", "package", "include", "exclude", "jobs")
    options = {key: getattr(args, key, None) for key in keys}
    return load_config(args.docs, cache=None if args.no_cache else _cache_folder(), **options)


def analyse(config: Config) -> Output:
    """What the pages document, read with a progress bar; raises `GeneratorError`."""
    from generator import pipeline

    with Watched() as progress:
        return pipeline.analyse(config, progress)


def _cache_folder() -> Path:
    """Where results of earlier runs are kept: a folder of the user's, whatever the project is."""
    from platformdirs import user_cache_path

    from generator.fingerprint import fingerprint

    fingerprint()  # now, before the modules are loaded that it stands for
    return user_cache_path("pages2py", appauthor=False)
