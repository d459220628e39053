"""The verb `lint`: what is wrong in the pages, and where; mends what is mechanical."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import UsageError
from generator.generate import DONE, MET_LEVEL
from generator.terminal import complain, say
from generator.verbs.verb import (
    Verb,
    analyse,
    config_of,
    docs_arguments,
    format_argument,
    slice_arguments,
)

if TYPE_CHECKING:
    from generator.diagnostics import Severity

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

_EXAMPLES = """\
examples:
  python -m generator lint docs                          findings by page and property
  python -m generator lint docs --fail-on warning        in CI: exit 3 for warnings and errors
  python -m generator lint docs --baseline known.json --update-baseline
  python -m generator lint docs --baseline known.json --fail-on info     only new findings fail
  python -m generator lint docs --patch | git apply      look at the patch first, without git
  python -m generator lint docs --fix                    mend the pages in place
  python -m generator lint docs --format sarif > lint.sarif

in a page:
  <!-- generator: ignore TYPE_CONFLICT -->               silences the code for the next block,
                                                         or for the line that holds the comment
  <!-- generator: ignore-page CONTENT_LENGTH_WRONG -->   silences it for the whole page
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    docs_arguments(parser)
    slice_arguments(parser)
    format_argument(parser)
    add = parser.add_argument
    add("--fail-on", metavar="LEVEL", action="append", choices=_SEVERITIES, default=[],
        help=f"exit {MET_LEVEL} for a finding of this severity or a graver one: "
        f"{', '.join(_SEVERITIES)}")  # fmt: skip
    add("--baseline", metavar="FILE", type=Path,
        help="known findings: only others are shown, and count for --fail-on")  # fmt: skip
    add("--update-baseline", action="store_true",
        help="write the findings of now to the file that --baseline names")  # fmt: skip
    mend = parser.add_mutually_exclusive_group()
    mend.add_argument("--fix", action="store_true",
        help="correct in the pages what is mechanical, then show what is left")  # fmt: skip
    mend.add_argument("--patch", action="store_true",
        help="print these corrections as a diff for `git apply`; write nothing")  # fmt: skip


def _run(args: argparse.Namespace) -> int:
    from generator.lint import corrections, lint
    from generator.lint.baseline import dump, read_baseline
    from generator.lint.fix import write
    from generator.lint.patch import patch
    from generator.report.lint import lint_text
    from generator.report.wording import counted

    config = config_of(args)
    if args.update_baseline and args.baseline is None:
        raise UsageError("--update-baseline: name the file with --baseline FILE")
    known = read_baseline(args.baseline) if args.baseline and not args.update_baseline else None
    linted = lint(analyse(config), args.docs, known)
    if args.patch:
        say(patch(corrections(linted, args.docs), args.docs, Path.cwd()))
        return DONE
    mended = ""
    if args.fix:
        fixed = corrections(linted, args.docs)
        write(fixed)
        number = sum(item.number for item in fixed)
        mended = f"{counted(number, 'finding')} mended in {counted(len(fixed), 'page')}\n"
        linted = lint(analyse(config), args.docs, known) if fixed else linted
    if args.update_baseline:
        args.baseline.write_text(dump(linted.every), encoding="utf-8", newline="\n")
        say(f"{mended}{args.baseline}: {counted(len(linted.every), 'finding')}\n")
        return DONE
    text = lint_text(linted, args.format)
    say(mended + text if args.format == "text" else text)
    return _code({finding.severity for finding in linted.output.findings}, args.fail_on)


def _code(found: set[Severity], fail_on: list[Severity]) -> int:
    met = [level for level in fail_on if found & set(_SEVERITIES[: _SEVERITIES.index(level) + 1])]
    if not met:
        return DONE
    complain(f"--fail-on: there are findings of {' and '.join(met)} or graver")
    return MET_LEVEL


VERB = Verb(
    _run,
    _arguments,
    "lint DOCS [options]",
    "Say what is wrong in the pages, and where; mend what is mechanical.",
    _EXAMPLES,
)
