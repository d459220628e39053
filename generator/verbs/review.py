"""The verb `review`: one HTML file with what changes, why, and the health of the pages."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.generate import DONE
from generator.terminal import Watched, say
from generator.verbs.verb import Verb, config_of, docs_arguments, slice_arguments

_EXAMPLES = """\
examples:
  python -m generator review docs                      review.html: what the next run would change
  python -m generator review docs --against main       what has changed since a git revision,
                                                       each change beside the old and new lines
  python -m generator review docs --html /tmp/r.html   write it elsewhere

The file asks for nothing from the network. Keys: / searches, j and k move, 1 to 6 filter, ? helps.
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    docs_arguments(parser)
    slice_arguments(parser)
    add = parser.add_argument
    add("--out", metavar="DIR", type=Path,
        help="the generated package, which is compared with (default: generated)")  # fmt: skip
    add("--package", metavar="NAME",
        help="the package's name (default: from the pages' namespace and version)")  # fmt: skip
    add("--against", metavar="REV",
        help="compare with a git revision of the package and of the pages")  # fmt: skip
    add("--html", metavar="FILE", type=Path, default=Path("review.html"),
        help="the only file that is written (default: %(default)s)")  # fmt: skip


def _run(args: argparse.Namespace) -> int:
    from generator import viewer
    from generator.report.safe import safe

    with Watched() as progress:
        reviewed = viewer.gather(config_of(args), args.against, progress)
    text = viewer.page(reviewed)
    viewer.put(args.html, text)
    review = reviewed.review
    say(
        f"{args.html}: {len(review.changes):,} changes, {len(reviewed.linted.output.findings):,}"
        f" findings; suggested version bump: {review.bump} ({safe(review.reason)})\n"
    )
    return DONE


VERB = Verb(
    _run,
    _arguments,
    "review DOCS [--against REV] [--html FILE] [options]",
    "Write one HTML file for the reviewer of a regeneration and for the owners of the pages:"
    " changes of the API with the lines that caused them, health of the pages, types as a picture.",
    _EXAMPLES,
)
