"""`--min-exact`: the share of examples that replay as documented limits a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from generator.report.run import Exactness

PAGE = """\
# Get room

## HTTP request

```http
GET /rooms/{id}
```

## Response

If successful, this method returns a `200 OK` response code and a string.

## Examples
"""
EXAMPLE = """
### Example {number}

<!-- {{ "blockType": "request", "name": "example_{number}" }} -->
```http
GET {url}
```

<!-- {{ "blockType": "response" }} -->
```http
HTTP/1.1 200 OK
Content-Type: application/json

{{"value": "x"}}
```
"""
ROOT = "https://api.contoso.com/v1.0"
EXACT, BROKEN, FOREIGN = f"{ROOT}/rooms/1", f"{ROOT}/floors/1/x", "https://hook.example.org/x"


@pytest.mark.parametrize(
    ("urls", "percent", "code", "said"),
    [
        ((EXACT, EXACT, FOREIGN), "100", 0, ""),
        ((EXACT, BROKEN, EXACT), "66.6", 0, ""),
        ((EXACT, BROKEN, EXACT), "66.7", 3, "66.6 % of the examples are exact (2 of 3)"),
        ((EXACT, BROKEN), "50", 0, ""),
        ((EXACT, BROKEN), "51", 3, "50.0 % of the examples are exact (1 of 2)"),
        ((EXACT,), "101", 2, ""),
        ((EXACT,), "-1", 2, ""),
        ((EXACT,), "many", 2, ""),
    ],
)
def test_min_exact(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    urls: tuple[str, ...],
    percent: str,
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = "".join(EXAMPLE.format(number=n, url=url) for n, url in enumerate(urls, 1))
    Path("docs/api").mkdir(parents=True)
    Path("docs/api/room-get.md").write_text(PAGE + shown, "utf-8")

    assert main(["docs", "--quiet", "--min-exact", percent]) == code
    error = capsys.readouterr().err
    if said:
        assert error == f"error: --min-exact {percent}: {said}\n"
        assert Path("generated/examples.txt").exists()
        assert main(["docs", "--quiet", "--check", "--min-exact", percent]) == code
    elif code:
        assert "--min-exact" in error


def test_without_examples_there_is_nothing_to_fail() -> None:
    assert Exactness(0, 0).reaches(100)
    assert not Exactness(0, 1).reaches(0.1)
    assert Exactness(859, 1000).reaches(85.9)
    assert not Exactness(859, 1000).reaches(85.90001)
