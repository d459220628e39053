"""The generated tests, their requests answered over real sockets by the mock."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.json_text import parse_json
from tests.serve.conftest import DOCS, ROOT, client_of, running

GRAPH = ROOT.parent / "shared" / "corpora" / "graph-2021-07" / "api-reference" / "v1.0"
#: Examples of Graph that HTTP cannot carry as they are: a body with 204 No Content.
NOT_AS_SHOWN = (
    "policy_update_update_activitybasedtimeoutpolicy",
    "policy_update_update_claimsmappingpolicy",
    "policy_update_update_homerealmdiscoverypolicy",
    "policy_update_update_tokenissuancepolicy",
    "policy_update_update_tokenlifetimepolicy",
)
TWINS = pytest.mark.parametrize("options", [(), ("--twin",)], ids=["sync", "async"])


def suite(origin: str, tests: Path, *options: str) -> str:
    """The last line of what pytest says of generated tests."""
    plugin = ("-p", "tests.serve.wire", "--mock", origin, *options)
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", *plugin, str(tests)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout.strip().splitlines()[-1]


@TWINS
def test_every_example_of_docs_input_passes(options: tuple[str, ...]) -> None:
    with running(DOCS, "--no-reload") as (origin, _):
        assert suite(origin, ROOT / "generated" / "tests", *options).startswith("27 passed")


@pytest.fixture
def graph() -> Path:
    """The pages of Graph v1.0."""
    if not GRAPH.is_dir():
        pytest.skip(f"there are no pages at {GRAPH}")
    return GRAPH


@pytest.mark.long
def test_no_example_of_graph_is_refused(graph: Path) -> None:
    ask = client_of(graph)
    refused = []
    for endpoint in ask.service.endpoints.every:
        for shown in endpoint.placed:
            request = shown.example.request
            headers = {name.lower().replace("-", "_"): it for name, it in request.headers}
            read = parse_json(request.body or "")
            body = read.text if read.error is None else request.body or ""
            reply = ask(f"{shown.method} {shown.path}?{shown.query}", body.encode(), **headers)
            if reply.status >= 400 and not shown.is_error:
                refused.append(str(shown.example.loc))

    assert refused == ["api/workforceintegration-update.md:146"]  # its body is no JSON


@pytest.mark.long
def test_every_example_of_graph_passes(graph: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "generator", str(graph), "--out", str(tmp_path), "--quiet"]
    subprocess.run(command, cwd=ROOT, check=True)
    with running(graph, "--no-reload") as (origin, _):
        others = ("-k", f"not ({' or '.join(NOT_AS_SHOWN)})")
        for options in (others, (*others, "--twin")):
            assert re.match("24[0-9]{2} passed, ", suite(origin, tmp_path / "tests", *options))
