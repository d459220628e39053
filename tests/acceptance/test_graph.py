"""The package of Graph v1.0 in use: every line runs and has the types that it seems to have."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.acceptance.conftest import ROOT
from tests.acceptance.running import PROGRAMS, Run, mypy, pyright, run
from tests.acceptance.service import CONTENT, service, told
from tests.runtime.server import Reply, Server

pytestmark = pytest.mark.long

CLIENTS = ("graph", "GraphClient AsyncGraphClient")
IDENTIFIER = "7f3c0a1e-0000-4000-8000-000000000001"
NOT_FOUND = Reply(
    404,
    json={"error": {"code": "Request_ResourceNotFound", "message": "There is none."}},
    headers={"request-id": "r404"},
)
THROTTLED = Reply(429, json={"error": {"code": "TooMany"}}, headers={"Retry-After": "7"})

ASKED = """\
POST /v1.0/users {"accountEnabled": true, "displayName": "Adele", "mailNickname": "adele", \
"userPrincipalName": "adele@contoso.com", "passwordProfile": {"password": "…"}}
GET /v1.0/me?$select=displayName,mobilePhone
GET /v1.0/users/adele@contoso.com?$expand=memberOf
GET /v1.0/users?$filter=startswith(displayName,'A')&$orderby=displayName&$top=50&$count=true
GET /v1.0/users?$top=50&$skiptoken=X
PATCH /v1.0/users/87d349ed {"officeLocation": "18/2111", "mobilePhone": null}
GET /v1.0/users/delta?$select=displayName
POST /v1.0/me/sendMail {"message": {"subject": "Hi", "body": {"content": "<b>Hi</b>", \
"contentType": "html"}, "toRecipients": [{"emailAddress": {"address": "a@b.c"}}]}, \
"saveToSentItems": false}
GET /v1.0/reports/getEmailActivityCounts(period='D7')
POST /v1.0/groups/g1/members/$ref {"@odata.id": "BASE/directoryObjects/87d349ed"}
GET /v1.0/me/photo/$value
GET /v1.0/me/drive/items/i1/content
POST /v1.0/$batch {"requests": [{"id": "1", "method": "GET", \
"url": "/users/adele@contoso.com?$select=id"}, {"id": "2", "method": "GET", \
"url": "/users/nobody@contoso.com"}]}
GET /v1.0/users/adele@contoso.com
GET /v1.0/undocumented/path
GET /v1.0/users/nobody@contoso.com
"""
ASKED_AT_THE_END = """\
GET /v1.0/users?$top=50
GET /v1.0/users?$top=50&$skiptoken=X
"""
PRINTED = """\
87d349ed Adele Vance blue
Adele
None
Alex
changed 1
removed 2
Finance
87d349ed
200 r1 87d349ed Adele Vance
BASE/users/x
"""


def written(name: str, folder: Path) -> Path:
    """A program in a folder of its own; what it elides is filled in."""
    text = (PROGRAMS / name).read_text(encoding="utf-8").replace("7f3c…", IDENTIFIER)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def played(name: str, graph: Path, folder: Path, gone: Reply, after: str) -> tuple[Run, str]:
    """A program's run, and what it asked of the service."""
    with Server(service(gone)) as server:
        done = run(written(name, folder), graph, CLIENTS, server.base_url, after)
        asked = "".join(f"{told(request)}\n" for request in server.requests)
        shown = Run(done.printed.replace(server.base_url, "BASE"), done.skipped)
    assert (folder / "out.bin").read_bytes() == CONTENT
    return shown, asked.replace(server.base_url, "BASE")


def test_every_line_of_the_example_works(graph: Path, tmp_path: Path) -> None:
    done, asked = played("usage.py", graph, tmp_path, NOT_FOUND, "names")

    names = "['Adele', None, 'Alex']"
    assert done.printed == f"{PRINTED}Request_ResourceNotFound r404 {IDENTIFIER}\n{names}\n"
    assert asked == ASKED + ASKED_AT_THE_END
    assert done.skipped == ("except Throttled as error:", "print(error.retry_after)")


def test_a_throttled_call_ends_in_the_other_branch(graph: Path, tmp_path: Path) -> None:
    done, asked = played("usage.py", graph, tmp_path, THROTTLED, "")

    assert done.printed == f"{PRINTED}7.0\n"
    assert asked == ASKED


def test_every_line_works_without_blocking(graph: Path, tmp_path: Path) -> None:
    done, asked = played("async_usage.py", graph, tmp_path, NOT_FOUND, "main")

    assert done.printed == f"{PRINTED}Request_ResourceNotFound r404 {IDENTIFIER}\nNone\n"
    assert asked == ASKED
    assert done.skipped == ("except Throttled as error:", "print(error.retry_after)")


def test_checkers_of_types_are_content(graph: Path, tmp_path: Path) -> None:
    names = ["usage.py", "async_usage.py"]
    for name in names:
        written(name, tmp_path)

    assert mypy(names, tmp_path, graph).startswith("Success")
    pytest.importorskip("pyright")
    assert pyright(names, tmp_path, graph) == []


def test_the_example_is_the_one_that_was_asked_for() -> None:
    wanted = ROOT.parent / "shared" / "emitted-package.md"
    if not wanted.is_file():
        pytest.skip(f"there is no {wanted}")
    found = re.search(r"```python\n(.*?)```", wanted.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    mine = ast.parse((PROGRAMS / "usage.py").read_text(encoding="utf-8"))

    assert [ast.dump(node) for node in mine.body[1:]] == [
        ast.dump(node) for node in ast.parse(found[1]).body
    ]
