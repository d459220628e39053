"""The verb `openapi`: what the pages document, for other tools."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.errors import UsageError
from generator.generate import DONE
from generator.terminal import say
from generator.verbs.verb import Verb, analyse, config_of, docs_arguments, slice_arguments


def _arguments(parser: argparse.ArgumentParser) -> None:
    docs_arguments(parser)
    slice_arguments(parser)
    parser.add_argument("--format", choices=("json", "yaml"), default="json",
        help="json, or yaml, which needs PyYAML (default: %(default)s)")  # fmt: skip
    parser.add_argument("--out", metavar="FILE", dest="out_file", type=Path,
        help="write to this file (default: standard output)")  # fmt: skip


def _run(args: argparse.Namespace) -> int:
    from generator import openapi

    apis = analyse(config_of(args)).apis
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
        say(text)
    return DONE


VERB = Verb(
    _run,
    _arguments,
    "openapi DOCS [options]",
    "Print what the pages document as OpenAPI 3.1, for other tools.",
    "example:\n  python -m generator openapi docs --format yaml --out openapi.yaml\n",
)
