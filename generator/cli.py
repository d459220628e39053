"""The command line: words in, an exit code out. What a verb does is in `generator.verbs`."""

from __future__ import annotations

import argparse
import os
import re
import sys
import textwrap
from collections.abc import Sequence
from typing import NoReturn

from generator import __version__
from generator.errors import UsageError
from generator.generate import DONE
from generator.terminal import complain, guarded
from generator.verbs import VERBS

INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see `{self.prog} --help`")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line (without the program's name) and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return guarded(lambda: _run(words))
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED


def _run(argv: list[str]) -> int:
    verb = argv.pop(0) if argv and argv[0] in VERBS else "generate"
    parser = parser_of(verb)
    try:
        args, surplus = parser.parse_known_args(argv)
    except SystemExit as stop:  # after --help and --version
        return stop.code if isinstance(stop.code, int) else DONE
    if surplus:
        raise UsageError(_surplus_message(parser, args, surplus[0]))
    return VERBS[verb].run(args)


def _surplus_message(parser: argparse.ArgumentParser, args: argparse.Namespace, word: str) -> str:
    import difflib

    from generator.config import did_you_mean

    if word.partition("=")[0] == "--out":
        return f"{word!r}: `{parser.prog}` prints to standard output; write `> FILE` at the end"
    if word.startswith("-"):
        known = dict.fromkeys(re.findall(r"--[a-z-]+", parser.format_help()))
        return f"unknown option {word!r}{did_you_mean(word, known)}"
    docs = str(args.docs)
    meant = difflib.get_close_matches(docs, VERBS, n=1)
    verbs = f"did you mean {meant[0]!r}?" if meant else f"verbs are {', '.join(VERBS)}"
    return f"{word!r} is one word too many: DOCS is {docs!r}; {verbs}"


def parser_of(name: str) -> argparse.ArgumentParser:
    """What reads the words after a verb."""
    verb = VERBS[name]
    parser = _Parser(
        prog="python -m generator" + ("" if name == "generate" else f" {name}"),
        usage=f"python -m generator {verb.synopsis}",
        description=textwrap.fill(verb.about, 100),
        epilog=verb.epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    verb.add_arguments(parser)
    parser.add_argument("--version", action="version", version=__version__)
    return parser
