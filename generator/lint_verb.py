"""`python -m generator lint`: its options, and what each of them does."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics import Severity
from generator.errors import UsageError
from generator.pipeline import Output

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Said(NamedTuple):
    """What to print, and the severities named by `--fail-on` that were met."""

    text: str
    met: tuple[str, ...] = ()


def run(args: argparse.Namespace, analyse: Callable[[], Output]) -> Said:
    """Run the verb; `analyse` reads the pages anew each time.

    Raises `UsageError` for options that do not go together and `InputError` for a baseline that
    cannot be read.
    """
    from generator.lint import corrections, lint
    from generator.lint.baseline import dump, read_baseline
    from generator.lint.fix import write
    from generator.lint.patch import patch
    from generator.report.lint import lint_text

    if args.update_baseline and args.baseline is None:
        raise UsageError("--update-baseline: name the file with --baseline FILE")
    known = read_baseline(args.baseline) if args.baseline and not args.update_baseline else None
    linted = lint(analyse(), args.docs, known)
    if args.patch:
        return Said(patch(corrections(linted, args.docs), args.docs, Path.cwd()))
    mended = ""
    if args.fix:
        fixed = corrections(linted, args.docs)
        write(fixed)
        number = sum(item.number for item in fixed)
        mended = f"{_count(number, 'finding')} mended in {_count(len(fixed), 'page')}\n"
        linted = lint(analyse(), args.docs, known) if fixed else linted
    if args.update_baseline:
        args.baseline.write_text(dump(linted.every), encoding="utf-8", newline="\n")
        return Said(f"{mended}{args.baseline}: {_count(len(linted.every), 'finding')}\n")
    text = lint_text(linted, args.format)
    found = {finding.severity for finding in linted.output.findings}
    met = [
        level for level in args.fail_on if found & set(SEVERITIES[: SEVERITIES.index(level) + 1])
    ]
    return Said(mended + text if args.format == "text" else text, tuple(met))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
