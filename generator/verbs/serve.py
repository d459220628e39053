"""The verb `serve`: the pages as a running service, for those who build on it before it exists."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING

from generator.errors import UsageError
from generator.generate import DONE
from generator.terminal import say
from generator.verbs.verb import Verb, config_of, docs_arguments, slice_arguments

if TYPE_CHECKING:
    from generator.serve import Failure

_EXAMPLES = """\
examples:
  python -m generator serve docs                     at http://127.0.0.1:8000/
  python -m generator serve docs --include users     a slice: one group, and the types it needs
  python -m generator serve docs --stateful          what is created can be read and listed
  python -m generator serve docs --page-size 2       lists come in pages of two
  python -m generator serve docs --fail 429:0.1      every tenth request is told to wait
  python -m generator serve docs --port 0 --no-reload                in tests: any free port

in a request:
  Prefer: example=NAME                  answer with this example; the index has the names
  Prefer: fail=429, retry-after=2       fail like this
  Prefer: odata.maxpagesize=2           items to a page

The index is at /__mock__/, for programs at /__mock__/routes.json. Nothing of a request is checked
for permission: any token will do, or none.
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    docs_arguments(parser)
    slice_arguments(parser)
    add = parser.add_argument
    add("--host", metavar="ADDRESS", default="127.0.0.1",
        help="where to listen; 0.0.0.0 lets other machines ask, too"
        " (default: %(default)s)")  # fmt: skip
    add("--port", metavar="N", type=_port, default=8000,
        help="0 takes a free one, which is printed (default: %(default)s)")  # fmt: skip
    add("--stateful", action="store_true",
        help="keep what is created, changed and removed, until the end")  # fmt: skip
    add("--lax", action="store_true",
        help="do not compare queries and bodies with the pages")  # fmt: skip
    add("--page-size", metavar="N", type=_size,
        help="items to a page of a list (default: all that an example has)")  # fmt: skip
    add("--fail", metavar="STATUS:RATE", type=_failure, action="append", default=[],
        help="fail a part of all requests, such as 429:0.1 (may be repeated)")  # fmt: skip
    add("--seed", metavar="N", type=int, default=0,
        help="another number makes other requests fail (default: %(default)s)")  # fmt: skip
    add("--delay", metavar="SECONDS", type=_seconds, default=0.0,
        help="wait before each answer")  # fmt: skip
    add("--cors", metavar="ORIGIN", action="append", default=[],
        help="let scripts of this origin read answers; * for all (may be repeated)")  # fmt: skip
    add("--log", action="store_true",
        help="print a line for each request: method, path, status, place in the pages")  # fmt: skip
    add("--reload", action=argparse.BooleanOptionalAction, default=True,
        help="read pages again when they are saved (default: --reload)")  # fmt: skip


def _run(args: argparse.Namespace) -> int:
    config = config_of(args)
    try:
        from generator.serve import Settings
        from generator.serve.server import serve
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library == "generator":
            raise
        message = f"serve needs {library}: pip install 'pages2py[serve]'"
        raise UsageError(message) from error

    settings = Settings(
        args.host,
        args.port,
        args.stateful,
        args.lax,
        args.page_size,
        tuple(args.fail),
        args.seed,
        args.delay,
        tuple(args.cors),
        args.reload,
        args.log,
    )
    serve(config, settings, _line)
    return DONE


def _line(text: str) -> None:
    from generator.report.safe import safe

    say(f"{safe(text)}\n")
    sys.stdout.flush()


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to 65535")
    return int(text)


def _size(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,5}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)


def _seconds(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return float(text)


def _failure(text: str) -> Failure:
    from generator.serve import Failure

    found = re.fullmatch(r"([45][0-9]{2}):(0(?:\.[0-9]{1,6})?|1(?:\.0{1,6})?)", text)
    if not found:
        message = f"{text!r} is not a status from 400 and a part of 1, as in 429:0.1"
        raise argparse.ArgumentTypeError(message)
    return Failure(int(found[1]), float(found[2]))


VERB = Verb(
    _run,
    _arguments,
    "serve DOCS [options]",
    "Run a mock of the service that the pages document: it answers with their examples, and says"
    " what is wrong with a request.",
    _EXAMPLES,
)
