"""Requests shown as `curl` commands, as the HTTP messages that they send.

Source of the options: the manual page of curl. A command whose body lies in a file, or is a form,
shows no message; it is none here.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from generator import limits

_COMMAND = re.compile(r"^[ \t]*(?:[$>#%][ \t]+)?curl(?:\.exe)?[ \t\\]", re.MULTILINE)
_ANOTHER = re.compile(
    r"(?:^[ \t]*(?:[$>%][ \t]+)?|(?:&&|;|\|)[ \t]*)curl(?:\.exe)?[ \t\\]", re.MULTILINE
)
_CONTINUED = re.compile(r"(?<![ \t])[ \t]*+[\\^`]\n[ \t]*")
#: What stands for the service's address in a URL: `$HOST/users`, `{{baseUrl}}/users`.
_VARIABLE = re.compile(r"(?:\$\{?\w+\}?|\{\{\s*\w+\s*\}\}|<[\w-]+>)(?=/)")
_METHODS = frozenset(("-X", "--request"))
_HEADERS = frozenset(("-H", "--header"))
_BODIES = frozenset(("-d", "--data", "--data-raw", "--data-ascii", "--data-binary", "--json"))
#: Options that take a value and say nothing of the message.
_VALUES = frozenset(
    (
        *("-o", "--output", "-u", "--user", "-w", "--write-out", "-m", "--max-time", "-b"),
        *("--cookie", "-c", "--cookie-jar", "-A", "--user-agent", "-e", "--referer", "--retry"),
        *("--connect-timeout", "--cacert", "--cert", "-E", "--key", "-x", "--proxy"),
    )
)
#: Options whose message is not in the command.
_UNREADABLE = frozenset(
    ("-F", "--form", "-T", "--upload-file", "--data-urlencode", "-K", "--config")
)


def is_curl(text: str) -> bool:
    """Whether a code block shows a curl command."""
    return "curl" in text and _COMMAND.search(text) is not None


def has_more(text: str) -> bool:
    """Whether a code block shows more curl commands than its first."""
    found = _COMMAND.search(text)
    return found is not None and _ANOTHER.search(text, found.end()) is not None


def curl_request(text: str) -> str | None:
    """The request that the first curl command of a code block sends, as an HTTP message.

    None where the command cannot be read, or sends what it does not show.
    """
    found = _COMMAND.search(text) if len(text) <= limits.LINE else None
    if found is None:
        return None
    try:
        words = shlex.split(_CONTINUED.sub(" ", text[found.start() :].lstrip()), comments=False)
    except ValueError:  # a quote that is not closed
        return None
    return _message(words[words.index("curl") + 1 :] if "curl" in words else words[1:])


def _message(words: list[str]) -> str | None:
    method, url, body = "", "", ""
    headers: list[str] = []
    for option, value in _options(words):
        if option in _UNREADABLE or (option in _BODIES and value.startswith("@")):
            return None
        if option in _METHODS:
            method = value.upper()
        elif option in _HEADERS:
            headers.append(value)
        elif option in _BODIES:
            body = f"{body}&{value}" if body else value
            if option == "--json":
                headers.append("Content-Type: application/json")
        elif option in ("-I", "--head"):
            method = "HEAD"
        elif option in ("-G", "--get"):
            return None
        elif option in ("", "--url"):
            url = url or value
    url = _VARIABLE.sub("", url, count=1) if not url.startswith("http") else url
    if not re.match(r"https?://|/", url) or not re.fullmatch(r"[A-Z]*", method):
        return None
    lines = [f"{method or ('POST' if body else 'GET')} {url}", *headers]
    return "\n".join([*lines, "", body] if body else lines)


def _options(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each option with its value; the URL has the option "". Ends where another command begins."""
    position = 0
    while position < len(words):
        word = words[position]
        position += 1
        if word in ("|", ";", "&&", ">", "curl"):
            return
        name, equals, inline = word.partition("=")
        if not word.startswith("-"):
            yield "", word
        elif word.startswith("--") and equals:
            yield name, inline
        elif not word.startswith("--") and len(word) > 2 and word[:2] in ("-X", "-H", "-d", "-F"):
            yield word[:2], word[2:]
        elif word in _METHODS | _HEADERS | _BODIES | _VALUES | _UNREADABLE | {"--url"}:
            yield word, words[position] if position < len(words) else ""
            position += 1
        else:
            yield word, ""
