"""The verb `codemod`: people's own code, rewritten for the names of now."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.generate import DONE, WOULD_CHANGE
from generator.terminal import say
from generator.verbs.verb import Verb


def _arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("docs", metavar="SRC", type=Path, help="your code: a folder, or one file")
    add("--from", metavar="REV", dest="rev", required=True,
        help="the git revision whose names your code uses")  # fmt: skip
    add("--out", metavar="DIR", type=Path,
        help="the generated package, with the names of now (default: generated)")  # fmt: skip
    add("--check", action="store_true",
        help="write nothing; print the diff, and exit 1 if anything would change")  # fmt: skip
    add("--diff", action="store_true", help="write nothing; print the diff")


def _run(args: argparse.Namespace) -> int:
    from generator import codemod, review
    from generator.config import DEFAULT_DOCS, load_config
    from generator.report import codemod as report

    out = load_config(DEFAULT_DOCS, out=args.out).out
    before, now = review.committed(out, args.rev, option="--from"), review.committed(out)
    results = codemod.codemod(args.docs, out, before, now)
    written = not (args.check or args.diff)
    if written:
        codemod.apply(results)
    say("".join(f"{line}\n" for line in report.lines(results, written=written)))
    differs = any(item.before != item.after for item in results)
    return WOULD_CHANGE if args.check and differs else DONE


VERB = Verb(
    _run,
    _arguments,
    "codemod SRC --from REV [options]",
    "Rewrite your own code for attributes, keywords, classes and methods that have other names"
    " now, and say what could not be decided.",
    "examples:\n"
    "  python -m generator codemod src --from main --diff    look first\n"
    "  python -m generator codemod src --from main           rewrite\n",
)
