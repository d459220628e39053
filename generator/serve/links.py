"""Documented URLs of the service, which lead to the mock in what it answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from generator.records import Record

_VERSION = r"/(?:v[0-9][\w.]*|beta)"


class Text(Record):
    """Text with holes where the origin goes (scheme, host and port)."""

    pieces: tuple[str, ...]

    def at(self, origin: str) -> str:
        """The text of a service at an origin."""
        return self.pieces[0] if len(self.pieces) == 1 else origin.join(self.pieces)


class Links:
    """Finds the URLs of one API, be they of its own version or of another.

    `base_url` is the documented root of the API, `roots` are the paths of all roots that are
    served beside it: a URL of a version that none of them is leads to this API.
    """

    def __init__(self, base_url: str, roots: Iterable[str] = ()) -> None:
        parts = urlsplit(base_url)
        self.root = parts.path.rstrip("/")
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._roots = {root.lower(): root for root in roots}
        version = re.fullmatch(rf"(.*)({_VERSION})", self.root)
        path = re.escape(version[1]) + _VERSION if version else re.escape(self.root)
        end = r"(?![\w.-])"
        self._url = re.compile(f"{re.escape(self._origin)}({path}){end}", re.IGNORECASE)
        self._here = re.compile(re.escape(self.root) + end, re.IGNORECASE)

    def text(self, text: str) -> Text:
        """Documented text, its URLs of this service with holes."""
        pieces, start = [""], 0
        for found in self._url.finditer(text):
            path = self._roots.get(found[1].lower(), self.root)
            pieces[-1] += text[start : found.start()]
            pieces.append(path)
            start = found.end()
        pieces[-1] += text[start:]
        return Text(tuple(pieces))

    def leads_here(self, path: str) -> bool:
        """Whether a path from the root of the host is one of this API."""
        return self._here.match(path) is not None

    def below(self, url: str) -> str | None:
        """What follows the root of the API in a URL, query included; None for another service.

        A relative URL is one of the API; it may repeat the path of the root.
        """
        found = self._url.match(url)
        if found:
            return url[found.end() :] or "/"
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url):
            return None
        path = url if url.startswith("/") else f"/{url}"
        if self.root and re.match(re.escape(self.root) + r"(?=[/?]|$)", path, re.IGNORECASE):
            return path[len(self.root) :] or "/"
        return re.sub(rf"^{_VERSION}(?=/)", "", path, flags=re.IGNORECASE)
