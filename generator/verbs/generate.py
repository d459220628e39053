"""The verb `generate`, which runs when no verb is given: pages to a package."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import UsageError
from generator.generate import DONE, FAILURES, MET_LEVEL, Request, generate
from generator.records import replace
from generator.terminal import Watched, complain, guarded, say
from generator.verbs.verb import Verb, cache_argument, config_of, format_argument, slice_arguments

if TYPE_CHECKING:
    from generator.config import Config

_ABOUT = """\
Reads Markdown pages that document an HTTP API and writes a typed Python package: dataclasses,
a synchronous and an asynchronous client, and a test for each documented example.
"""

_EXAMPLES = """\
verbs:
  generate [DOCS]   write the package (what runs when no verb is given)
  model DOCS        print what the pages document, as JSON
  lint DOCS         what is wrong in the pages, and where; mend what is mechanical
  openapi DOCS      print it as OpenAPI 3.1, in JSON or YAML
  serve DOCS        answer over HTTP as the documented service would: a mock
  review DOCS       one HTML file: what changes and why, the health of the pages
  codemod SRC       rewrite your own code below SRC for names that have changed

examples:
  python -m generator                               docs_input/ -> generated/
  python -m generator docs/v1.0 --out src/graph     a folder of pages, written elsewhere
  python -m generator page.md --out /tmp/page       one page
  python -m generator docs --include users          a slice: one group, and the types it needs
  python -m generator docs --watch                  again whenever a page is saved
  python -m generator docs --check                  in CI: exit 1 when the output is out of date
  python -m generator docs --check --min-exact 85   and exit 3 when fewer examples replay
  python -m generator docs --diff --against main    what a change of pages means; writes nothing
  python -m generator lint docs --format json       findings for another program
  python -m generator model docs > model.json       the intermediate model

A folder that directly holds both api/ and resources/ is one API; DOCS with several such folders
gives several packages. Configuration: generator.toml beside the pages, or [tool.generator] in
the pyproject.toml of the current folder.

exit codes:
  0    done, or nothing would change
  1    --check: something would change
  2    could not run: the message says why
  3    a level named by --fail-on was met, or less than --min-exact
  4    an edit by hand would be lost (see --overwrite); nothing was written
  130  stopped with Control-C
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("docs", metavar="DOCS", nargs="?", type=Path, default=Path("docs_input"),
        help="a folder of pages, or one page (default: %(default)s)")  # fmt: skip
    add("--out", metavar="DIR", type=Path, help="where to write (default: generated)")
    add("--package", metavar="NAME",
        help="the package's name (default: from the pages' namespace and version)")  # fmt: skip
    slice_arguments(parser)
    add("--check", action="store_true",
        help="write nothing; exit 1 if anything would change, and say what")  # fmt: skip
    add("--diff", action="store_true",
        help="write nothing; print the unified diff and the changes of the API")  # fmt: skip
    add("--against", metavar="REV",
        help="changes of the API since a git revision (default: the last run)")  # fmt: skip
    add("--fail-on", metavar="LEVEL", action="append", choices=tuple(FAILURES), default=[],
        help=f"exit {MET_LEVEL} for a change or finding of this level (may be repeated): "
        f"{', '.join(FAILURES)}")  # fmt: skip
    add("--min-exact", metavar="N", type=_percent,
        help=f"exit {MET_LEVEL} when less than N percent of the examples replay exactly as "
        "documented; those that other services answer do not count")  # fmt: skip
    format_argument(parser)
    add("--jobs", metavar="N", type=_jobs,
        help="processes to use; the output is the same (default: one per processor)")  # fmt: skip
    cache_argument(parser)
    add("--watch", action="store_true",
        help="run again whenever a page is saved, until Control-C; says what changes")  # fmt: skip
    add("--overwrite", action="store_true",
        help="drop what was edited by hand in generated files")  # fmt: skip
    add("--quiet", action="store_true", help="print nothing but errors")


def _run(args: argparse.Namespace) -> int:
    if args.diff and args.format == "sarif":
        raise UsageError("--diff: SARIF has no place for a diff; choose another --format")
    request = Request(
        str(args.docs),
        "diff" if args.diff else "check" if args.check else "write",
        args.format,
        args.against,
        tuple(args.fail_on),
        args.min_exact,
        args.overwrite,
        strict=args.check,
    )
    return _watch(args, request) if args.watch else _once(config_of(args), request, args.quiet)


def _once(config: Config, request: Request, quiet: bool) -> int:
    with Watched(quiet) as progress:
        answer = generate(config, request, progress)
    if not quiet:
        say(answer.text)
    for complaint in answer.complaints:
        complain(complaint)
    return answer.code


def _watch(args: argparse.Namespace, request: Request) -> int:
    """Run now, and whenever something is saved, whatever became of the runs before."""
    from generator.watch import saved, shown

    changes = saved(config_of(args))
    brief = replace(request, brief=True)
    try:
        guarded(lambda: _once(config_of(args), request, args.quiet))
        for paths in changes:
            say("".join(f"saved {shown(path)}\n" for path in paths))
            # Beside the threads that watch, no processes are made by copying this one.
            is_quiet = args.quiet or not paths
            guarded(lambda: _once(replace(config_of(args), jobs=1), brief, is_quiet))  # noqa: B023
    except KeyboardInterrupt:
        pass
    return DONE


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)


def _percent(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?", text) or float(text) > 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a percentage from 0 to 100")
    return float(text)


VERB = Verb(_run, _arguments, "[generate] [DOCS] [options]", _ABOUT, _EXAMPLES)
