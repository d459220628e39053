"""The verb `model`: what the pages document, as JSON."""

from __future__ import annotations

import argparse

from generator.generate import DONE
from generator.terminal import say
from generator.verbs.verb import Verb, analyse, config_of, docs_arguments, slice_arguments


def _arguments(parser: argparse.ArgumentParser) -> None:
    docs_arguments(parser)
    slice_arguments(parser)


def _run(args: argparse.Namespace) -> int:
    from generator.report import json

    say(json.dump(json.model_document(analyse(config_of(args)))))
    return DONE


VERB = Verb(
    _run,
    _arguments,
    "model DOCS [options]",
    "Print what the pages document, as JSON.",
    "example:\n  python -m generator model docs > model.json\n",
)
