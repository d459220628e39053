"""The tests of a whole documentation can fail: what is broken in the client, they find.

`pytest -m long -s tests/test_corpus_mutants.py` prints how many tests find each mutant; those of
`tests/emit/test_test_cases_mutants.py` are more, on a small package.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator import pipeline, write
from generator.config import Config

DOCS = Path(__file__).parents[2] / "shared/corpora/graph-2021-07/api-reference/v1.0"

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not DOCS.exists(), reason="the corpus is not at hand"),
]

#: What is wrong -> statements that make it so, run before the tests are collected.
MUTANTS = {
    "a header is dropped": """
        from graph._runtime import calls
        keep = calls.put_header
        own = {"accept", "content-type", "client-request-id"}
        def put_header(headers, name, value):
            if name.lower() in own:
                keep(headers, name, value)
        calls.put_header = put_header
    """,
    "a verb is swapped": """
        from graph._runtime import calls
        place = calls._place
        def swapped(*args):
            url, method = place(*args)
            return url, {"PATCH": "PUT"}.get(method, method)
        calls._place = swapped
    """,
    "a path segment is escaped twice": """
        from graph._runtime import urls
        segment = urls.segment
        urls.segment = lambda name, value: segment(name, value).replace("%", "%25")
    """,
    "an undocumented member is lost": """
        from graph._runtime import codec
        decode = codec.decode
        def lossy(value, *rest):
            found = decode(value, *rest)
            getattr(found, "__dict__", {}).pop("extra", None)
            return found
        codec.decode = lossy
    """,
    "a member has another name on the wire": """
        from graph._runtime import models
        prop = models.prop
        names = {"displayName": "DisplayName"}
        models.prop = lambda wire, **more: prop(names.get(wire, wire), **more)
    """,
    "the query is ignored": """
        from graph._runtime import calls
        calls._query = lambda *args: []
    """,
}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("mutants")
    output = pipeline.run(Config(docs=DOCS))
    write.apply(out, output.files, "1", output.pages)
    return out


def failed(out: Path) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=no", "tests"]
    run = subprocess.run(command, cwd=out, capture_output=True, text=True, check=False)
    last = run.stdout.splitlines()[-1]
    assert " passed" in last, run.stdout[-2000:]
    found = re.search(r"(\d+) failed", last)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_is_found(generated: Path, mutant: str) -> None:
    conftest = generated / "tests/conftest.py"
    plain = conftest.read_text("utf-8")
    body = "\n".join(line[8:] for line in MUTANTS[mutant].splitlines())
    conftest.write_text(plain + body, "utf-8")
    try:
        number = failed(generated)
    finally:
        conftest.write_text(plain, "utf-8")
    print(f"\n{mutant}: {number} tests")
    assert number
