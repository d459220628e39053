"""The command line: words in, an exit code out. What a run does is in `generator.pipeline`.

Modules that do work are imported when they are needed, so that `--help` and mistakes in the
command line answer at once.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from generator import __version__
from generator.errors import GeneratorError, UsageError
from generator.generate import DONE, FAILURES, MET_LEVEL, WOULD_CHANGE, Request, generate

if TYPE_CHECKING:
    from generator.config import Config
    from generator.report.progress import Bar

COULD_NOT_RUN = 2
INTERRUPTED = 130

_ABOUT = """\
Reads Markdown pages that document an HTTP API and writes a typed Python package: dataclasses,
a synchronous and an asynchronous client, and a test for each documented example.
"""

_EXAMPLES = """\
verbs:
  generate [DOCS]   write the package (what runs when no verb is given)
  model DOCS        print what the pages document, as JSON
  lint DOCS         print the findings about the pages; write nothing
  openapi DOCS      print it as OpenAPI 3.1, in JSON or YAML
  codemod SRC       rewrite your own code below SRC for names that have changed

examples:
  python -m generator                               docs_input/ -> generated/
  python -m generator docs/v1.0 --out src/graph     a folder of pages, written elsewhere
  python -m generator page.md --out /tmp/page       one page
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
  0  done, or nothing would change
  1  --check: something would change
  2  could not run: the message says why
  3  a level named by --fail-on was met, or less than --min-exact
  4  an edit by hand would be lost (see --overwrite); nothing was written
"""


_LINT_EXAMPLES = """\
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


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see `{self.prog} --help`")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line (without the program's name) and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _guarded(lambda: _run(words))
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        _complain("interrupted")
        return INTERRUPTED


def _guarded(action: Callable[[], int]) -> int:
    """The exit code of an action, whatever happens but that nobody wants it any more."""
    try:
        code = action()
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except GeneratorError as error:
        _complain(str(error), error.details)
        return error.exit_code
    except BrokenPipeError:
        raise
    except OSError as error:
        _complain(f"{error.filename or 'standard output'}: {error.strerror}")
        return COULD_NOT_RUN
    except Exception:
        traceback.print_exc()
        _complain("this is a bug in the generator; please report it with the lines above")
        return COULD_NOT_RUN


def _run(argv: list[str]) -> int:
    verb = argv.pop(0) if argv and argv[0] in _VERBS else "generate"
    parser = _parser(verb)
    try:
        args, surplus = parser.parse_known_args(argv)
    except SystemExit as stop:  # after --help and --version
        return stop.code if isinstance(stop.code, int) else DONE
    if surplus:
        raise UsageError(_surplus_message(parser, args, surplus[0]))
    return _VERBS[verb].run(args)


def _surplus_message(parser: argparse.ArgumentParser, args: argparse.Namespace, word: str) -> str:
    import difflib

    from generator.config import did_you_mean

    if word.startswith("-"):
        known = dict.fromkeys(re.findall(r"--[a-z]+", parser.format_help()))
        return f"unknown option {word!r}{did_you_mean(word, known)}"
    docs = str(args.docs)
    meant = difflib.get_close_matches(docs, _VERBS, n=1)
    verbs = f"did you mean {meant[0]!r}?" if meant else f"verbs are {', '.join(_VERBS)}"
    return f"{word!r} is one word too many: DOCS is {docs!r}; {verbs}"


def _parser(name: str) -> argparse.ArgumentParser:
    verb = _VERBS[name]
    parser = _Parser(
        prog="python -m generator" + ("" if name == "generate" else f" {name}"),
        usage=verb.usage,
        description=verb.about,
        epilog=verb.epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    verb.add_arguments(parser)
    parser.add_argument("--version", action="version", version=__version__)
    return parser


def _generate_arguments(verb: argparse.ArgumentParser) -> None:
    add = verb.add_argument
    add("docs", metavar="DOCS", nargs="?", type=Path, default=Path("docs_input"),
        help="a folder of pages, or one page (default: %(default)s)")  # fmt: skip
    add("--out", metavar="DIR", type=Path, help="where to write (default: generated)")
    add("--package", metavar="NAME",
        help="the package's name (default: from the pages' namespace and version)")  # fmt: skip
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
    _format_argument(verb)
    add("--jobs", metavar="N", type=_jobs,
        help="processes to use; the output is the same (default: one per processor)")  # fmt: skip
    _cache_argument(verb)
    add("--watch", action="store_true",
        help="run again whenever a page is saved, until Control-C; says what changes")  # fmt: skip
    add("--overwrite", action="store_true",
        help="drop what was edited by hand in generated files")  # fmt: skip
    add("--quiet", action="store_true", help="print nothing but errors")


def _model_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("docs", metavar="DOCS", type=Path, help="a folder of pages, or one page")
    _cache_argument(verb)


def _lint_arguments(verb: argparse.ArgumentParser) -> None:
    _model_arguments(verb)
    _format_argument(verb)
    add = verb.add_argument
    add("--fail-on", metavar="LEVEL", action="append", choices=("error", "warning", "info"),
        default=[], help=f"exit {MET_LEVEL} for a finding of this severity or a graver one:"
        " error, warning, info")  # fmt: skip
    add("--baseline", metavar="FILE", type=Path,
        help="known findings: only others are shown, and count for --fail-on")  # fmt: skip
    add("--update-baseline", action="store_true",
        help="write the findings of now to the file that --baseline names")  # fmt: skip
    mend = verb.add_mutually_exclusive_group()
    mend.add_argument("--fix", action="store_true",
        help="correct in the pages what is mechanical, then show what is left")  # fmt: skip
    mend.add_argument("--patch", action="store_true",
        help="print these corrections as a diff for `git apply`; write nothing")  # fmt: skip


def _openapi_arguments(verb: argparse.ArgumentParser) -> None:
    _model_arguments(verb)
    verb.add_argument("--format", choices=("json", "yaml"), default="json",
        help="json, or yaml, which needs PyYAML (default: %(default)s)")  # fmt: skip
    verb.add_argument("--out", metavar="FILE", dest="out_file", type=Path,
        help="write to this file (default: standard output)")  # fmt: skip


def _codemod_arguments(verb: argparse.ArgumentParser) -> None:
    add = verb.add_argument
    add("docs", metavar="SRC", type=Path, help="your code: a folder, or one file")
    add("--from", metavar="REV", dest="rev", required=True,
        help="the git revision whose names your code uses")  # fmt: skip
    add("--out", metavar="DIR", type=Path,
        help="the generated package, with the names of now (default: generated)")  # fmt: skip
    add("--check", action="store_true",
        help="write nothing; print the diff, and exit 1 if anything would change")  # fmt: skip
    add("--diff", action="store_true", help="write nothing; print the diff")


def _cache_argument(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--no-cache",
        action="store_true",
        help="use nothing of earlier runs; the output is the same",
    )


def _format_argument(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif", "markdown"),
        default="text",
        help="text, json, github (annotations), sarif or markdown (default: %(default)s)",
    )


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)


def _percent(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?", text) or float(text) > 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a percentage from 0 to 100")
    return float(text)


def _generate(args: argparse.Namespace) -> int:
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
    return _watch(args, request) if args.watch else _once(_config(args), request, args.quiet)


def _once(config: Config, request: Request, quiet: bool) -> int:
    with _Watched(quiet) as progress:
        answer = generate(config, request, progress)
    if not quiet:
        _print(answer.text)
    for complaint in answer.complaints:
        _complain(complaint)
    return answer.code


def _watch(args: argparse.Namespace, request: Request) -> int:
    """Run now, and whenever something is saved, whatever became of the runs before."""
    from generator.watch import saved, shown

    changes = saved(_config(args))
    brief = replace(request, brief=True)
    try:
        _guarded(lambda: _once(_config(args), request, args.quiet))
        for paths in changes:
            _print("".join(f"saved {shown(path)}\n" for path in paths))
            # Beside the threads that watch, no processes are made by copying this one.
            is_quiet = args.quiet or not paths
            _guarded(lambda: _once(replace(_config(args), jobs=1), brief, is_quiet))  # noqa: B023
    except KeyboardInterrupt:
        pass
    return DONE


def _model(args: argparse.Namespace) -> int:
    config = _config(args)

    from generator import pipeline
    from generator.report import json

    with _Watched(quiet=False) as progress:
        output = pipeline.analyse(config, progress)
    _print(json.dump(json.model_document(output)))
    return DONE


def _lint(args: argparse.Namespace) -> int:
    from generator import lint_verb, pipeline

    config = _config(args)

    def analyse() -> pipeline.Output:
        with _Watched(quiet=False) as progress:
            return pipeline.analyse(config, progress)

    said = lint_verb.run(args, analyse)
    _print(said.text)
    if said.met:
        _complain(f"--fail-on: there are findings of {' and '.join(said.met)} or graver")
        return MET_LEVEL
    return DONE


def _openapi(args: argparse.Namespace) -> int:
    config = _config(args)

    from generator import openapi, pipeline

    with _Watched(quiet=False) as progress:
        apis = pipeline.analyse(config, progress).apis
    if len(apis) > 1:
        names = ", ".join(item.prefix.rstrip("/") for item in apis)
        raise UsageError(f"{args.docs} holds several APIs ({names}); name the folder of one")
    try:
        text = openapi.text(openapi.document(apis[0].api, apis[0].names), args.format)
    except ImportError as error:
        raise UsageError("YAML needs PyYAML: pip install 'pages2py[yaml]'") from error
    if args.out_file:
        args.out_file.write_text(text, encoding="utf-8", newline="\n")
    else:
        _print(text)
    return DONE


def _codemod(args: argparse.Namespace) -> int:
    from generator import codemod, review
    from generator.config import DEFAULT_DOCS, load_config
    from generator.report import codemod as report

    out = load_config(DEFAULT_DOCS, out=args.out).out
    before, now = review.committed(out, args.rev, option="--from"), review.committed(out)
    results = codemod.codemod(args.docs, out, before, now)
    written = not (args.check or args.diff)
    if written:
        codemod.apply(results)
    _print("".join(f"{line}\n" for line in report.lines(results, written=written)))
    differs = any(item.before != item.after for item in results)
    return WOULD_CHANGE if args.check and differs else DONE


def _config(args: argparse.Namespace) -> Config:
    from generator.config import load_config

    options = {key: getattr(args, key, None) for key in ("out", "package", "jobs")}
    return load_config(args.docs, cache=None if args.no_cache else _cache_folder(), **options)


def _cache_folder() -> Path:
    """Where results of earlier runs are kept: a folder of the user's, whatever the project is."""
    from platformdirs import user_cache_path

    from generator.fingerprint import fingerprint

    fingerprint()  # now, before the modules are loaded that it stands for
    return user_cache_path("pages2py", appauthor=False)


class _Watched:
    """Shows progress while it is open, and leaves no trace of it."""

    def __init__(self, quiet: bool) -> None:
        from generator.report.progress import progress_for

        self._bar: Bar | None = progress_for(sys.stderr, quiet)

    def __enter__(self) -> Bar | None:
        return self._bar

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.close()


def _print(text: str) -> None:
    """Write to standard output as UTF-8, whatever the terminal's encoding is."""
    if sys.stdout is None:
        return
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stdout.write(text)


def _complain(message: str, details: Sequence[str] = ()) -> None:
    from generator.report.safe import safe

    if sys.stderr is not None:
        lines = (f"error: {safe(message)}", *(f"  {safe(detail)}" for detail in details))
        text = "".join(f"{line}\n" for line in lines)
        sys.stderr.write(text.encode("ascii", "backslashreplace").decode())


class _Verb(NamedTuple):
    run: Callable[[argparse.Namespace], int]
    add_arguments: Callable[[argparse.ArgumentParser], None]
    usage: str
    about: str
    epilog: str = ""


_USAGE = "python -m generator {}".format
_VERBS = {
    "generate": _Verb(
        _generate, _generate_arguments, _USAGE("[generate] [DOCS] [options]"), _ABOUT, _EXAMPLES
    ),
    "model": _Verb(
        _model, _model_arguments, _USAGE("model DOCS"), "Print what the pages document, as JSON."
    ),
    "lint": _Verb(
        _lint,
        _lint_arguments,
        _USAGE("lint DOCS [options]"),
        "Say what is wrong in the pages, and where; mend what is mechanical.",
        _LINT_EXAMPLES,
    ),
    "openapi": _Verb(
        _openapi,
        _openapi_arguments,
        _USAGE("openapi DOCS [--format FORMAT] [--out FILE]"),
        "Print what the pages document as OpenAPI 3.1, for other tools.",
        "example:\n  python -m generator openapi docs --format yaml --out openapi.yaml\n",
    ),
    "codemod": _Verb(
        _codemod,
        _codemod_arguments,
        _USAGE("codemod SRC --from REV [options]"),
        "Rewrite your own code for attributes, keywords, classes and methods that have other names"
        " now, and say what could not be decided.",
    ),
}
