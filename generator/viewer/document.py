"""The page's text: styles, the list for those without scripts, data, scripts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from pathlib import Path

from generator.report.run import place_of
from generator.report.safe import safe
from generator.review.rules import CATEGORIES
from generator.viewer.data import document, json_text
from generator.viewer.gather import Reviewed

_ASSETS = Path(__file__).with_name("assets")
_STYLES = ("base.css", "views.css", "print.css")
#: In the order in which they need each other.
_SCRIPTS = (
    "dom.js",
    "data.js",
    "highlight.js",
    "diff.js",
    "state.js",
    "charts.js",
    "changes.js",
    "table.js",
    "health.js",
    "details.js",
    "layout.js",
    "types.js",
    "search.js",
    "keys.js",
    "main.js",
)
_LISTED = 2000


def page(reviewed: Reviewed) -> str:
    """The whole file. The same for the same pages, folder and revision."""
    styles = "".join(map(_asset, _STYLES))
    script = '"use strict";\n(() => {\n' + "".join(map(_asset, _SCRIPTS)) + "})();\n"
    parts = {
        "title": escape(_title(reviewed)),
        "styles": styles,
        "style_hash": _hash(styles),
        "script": script,
        "script_hash": _hash(script),
        "changes": "".join(_plain(reviewed)),
        "data": json_text(document(reviewed)),
    }
    # One pass over the frame: what is put in is not looked at again.
    first, *rest = _asset("page.html").split("{{")
    return first + "".join(parts[name] + text for name, text in (it.split("}}", 1) for it in rest))


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """A source expression for an inline element (CSP Level 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _title(reviewed: Reviewed) -> str:
    return ", ".join(item.plan.name for item in reviewed.output.apis)


def _plain(reviewed: Reviewed) -> Iterator[str]:
    """The changes as plain markup, for those who read without scripts."""
    review = reviewed.review
    yield f"<p>{_text(review.reason)}. Suggested version bump: {escape(review.bump)}.</p>\n"
    for category in CATEGORIES:
        changes = [change for change in review.changes if change.category == category]
        if not changes:
            continue
        yield f"<h2>{category.upper()} ({len(changes):,})</h2>\n<ul>\n"
        for change in changes[:_LISTED]:
            place = place_of(change, reviewed.output)
            where = f" <small>{_text(str(place))}</small>" if place else ""
            yield f"<li><b>{escape(change.label)}</b> {_text(change.text)}{where}</li>\n"
        if len(changes) > _LISTED:
            yield f"<li>and {len(changes) - _LISTED:,} more</li>\n"
        yield "</ul>\n"


def _text(text: str) -> str:
    return escape(safe(text))
