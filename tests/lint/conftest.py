"""A small documentation to lint, and the command that does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main

RESOURCE = """\
# book resource type

Namespace: library

A book.

## Properties
|Property|Type|Description|
|:---|:---|:---|
|id|String|The key.|
|title|String|The title.|

## JSON representation
<!-- {
  "blockType": "resource",
  "@odata.type": "library.book"
}
-->
```json
{
  "@odata.type": "#library.book",
  "id": "String",
  "title": "String"
}
```
"""

OPERATION = """\
# Get book

Namespace: library

Get a [book](../resources/book.md).

## HTTP request
<!-- {
  "blockType": "ignored"
}
-->
``` http
GET /books/{id}
```

## Response
If successful, this method returns a `200 OK` response code and a
[book](../resources/book.md) object.

## Examples
### Request
<!-- {
  "blockType": "request",
  "name": "get_book"
}
-->
``` http
GET https://books.example.com/v1.0/books/1
```

### Response
<!-- {
  "blockType": "response",
  "truncated": true,
  "@odata.type": "library.book"
}
-->
``` http
HTTP/1.1 200 OK
Content-Type: application/json

{
  "id": "1",
  "title": "Emma"
}
```
"""


class Pages:
    """Two pages in a folder; `lint` runs the command on them."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._root = root
        self._capsys = capsys
        self.err = ""
        self.put("resources/book.md", RESOURCE)
        self.put("api/book-get.md", OPERATION)

    def put(self, path: str, text: str) -> None:
        """Write a page, its line ends as given."""
        file = self._root / "v1.0" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def read(self, path: str) -> str:
        """A page's text, its line ends as they are."""
        return (self._root / "v1.0" / path).read_bytes().decode()

    def lint(self, *words: str, code: int = 0) -> str:
        """What `lint` prints."""
        given = main(["lint", "v1.0", "--no-cache", *words])
        captured = self._capsys.readouterr()
        self.err = captured.err
        assert given == code, captured.err
        return captured.out


@pytest.fixture
def pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Pages:
    monkeypatch.chdir(tmp_path)
    return Pages(tmp_path, capsys)


Change = Callable[[str], str]
