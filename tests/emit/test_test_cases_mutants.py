"""The emitted tests can fail: each mutant of the client or of the models is found by them.

Twenty runs of the emitted suite: `pytest -m long tests/emit/test_test_cases_mutants.py`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.emit import plan_files
from tests.emit.test_test_cases import FILES, PLAN

#: What is wrong -> statements that make it so, run before the tests are collected.
MUTANTS = {
    "a header is dropped": """
        from mail._runtime import calls
        keep = calls.put_header
        def put_header(headers, name, value):
            if name != "If-Match":
                keep(headers, name, value)
        calls.put_header = put_header
    """,
    "the Prefer header is dropped": """
        from mail._runtime import calls
        make = calls.make_job
        def make_job(settings, request, options):
            return make(settings, request, {k: v for k, v in options.items() if k != "prefer"})
        calls.make_job = make_job
    """,
    "a verb is swapped": """
        from mail.resources import items
        for op in (items.SEND, items.CREATE):
            object.__setattr__(op, "routes", tuple(r.replace("POST", "PUT") for r in op.routes))
    """,
    "a path segment is not escaped": """
        from mail._runtime import urls
        urls.segment = lambda name, value: str(value).replace("{", "%257B")
    """,
    "a quote in a literal is not doubled": """
        from mail._runtime import urls
        urls.quoted = lambda name, value: str(value)
    """,
    "a member of the answer is lost": """
        from mail._runtime import calls, codec
        keep = codec.decode
        def decode(value, *rest):
            if isinstance(value, dict):
                value = {k: v for k, v in value.items() if k != "aGuid"}
            return keep(value, *rest)
        codec.decode = decode
    """,
    "an undocumented member is lost": """
        from mail._runtime import codec
        keep = codec.decode
        def decode(value, *rest):
            found = keep(value, *rest)
            getattr(found, "__dict__", {}).pop("extra", None)
            return found
        codec.decode = decode
    """,
    "undocumented members are not sent": """
        from mail.models import Item
        keep = Item.__init__
        def init(self, **members):
            members.pop("extra", None)
            keep(self, **members)
        Item.__init__ = init
    """,
    "a member has another name on the wire": """
        from mail._runtime.record import members_of
        from mail.models import Item
        known = members_of(Item)
        known["a_int32"] = known["a_int32"]._replace(wire="anInt32")
    """,
    "an enum member has another value": """
        from mail.models import Importance
        Importance.HIGH._value_ = "low"
        Importance.HIGH._wire = "low"
    """,
    "the query is ignored": """
        from mail._runtime import calls
        calls._query = lambda *args: []
    """,
    "a query option has another name": """
        from mail._runtime import calls
        calls.STANDARD = {**calls.STANDARD, "top": "top"}
    """,
    "the body is not sent": """
        from mail._runtime import calls
        calls._body = lambda *args: (None, None)
    """,
    "content is changed": """
        from mail._runtime import calls
        calls.raw_content = lambda content: content + b"."
    """,
    "a subtype is not recognised": """
        from mail._runtime import codec
        codec.Codec.subtype = lambda self, name: None
    """,
    "the next link is not followed as it is": """
        from mail._runtime import calls
        keep = calls.check_home
        calls.check_home = lambda settings, url, what: keep(settings, url, what) + "1"
    """,
    "an error has another class": """
        from mail._runtime import errors
        errors._CLASSES[404] = errors.Conflict
    """,
    "an error loses its code": """
        from mail._runtime import errors
        keep = errors.ApiError.__init__
        def init(self, status, code="", message="", **rest):
            keep(self, status, "", message, **rest)
        errors.ApiError.__init__ = init
    """,
    "a request is sent twice": """
        from mail._runtime import client
        keep = client.Client._call
        def call(self, made):
            keep(self, made)
            return keep(self, made)
        client.Client._call = call
    """,
    "members of an action have another name": """
        from mail.resources import items
        object.__setattr__(items.SEND, "members", {"save": ("save", "Edm.Boolean")})
    """,
}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("mutants")
    for path, text in {**plan_files(PLAN), **FILES}.items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return out


@pytest.mark.long
@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_is_found(generated: Path, mutant: str) -> None:
    body = "\n".join(line[8:] for line in MUTANTS[mutant].splitlines())
    conftest = generated / "tests/conftest.py"
    conftest.write_text(FILES["tests/conftest.py"] + body, "utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-qx",
        "-p",
        "no:cacheprovider",
        "--tb=line",
        "tests",
    ]
    run = subprocess.run(command, cwd=generated, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stdout[-2000:]
    assert re.search(r"^\d+ failed", run.stdout.splitlines()[-1]), run.stdout[-2000:]
