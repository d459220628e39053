"""The service that plays Graph for the examples: what is asked of it, and what it answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from tests.runtime.server import Received, Reply

ADELE = {
    "id": "87d349ed",
    "displayName": "Adele Vance",
    "customField": "blue",
    "memberOf": [
        {"@odata.type": "#microsoft.graph.group", "id": "g1", "displayName": "Finance"},
        {"@odata.type": "#microsoft.graph.unheardOf", "id": "x1", "displayName": "Nowhere"},
    ],
}
CONTENT = bytes(range(256)) * 1024


def service(gone: Reply) -> Callable[[Received], Reply]:
    """Answers by method and path; `gone` is the answer about a user that is not there."""
    table = {
        "POST /users": Reply(201, json={**ADELE, "memberOf": []}),
        "GET /me": Reply(json={"id": "me1", "displayName": "Megan"}),
        "GET /users/adele@contoso.com": Reply(json=ADELE, headers={"request-id": "r1"}),
        "GET /users/nobody@contoso.com": gone,
        f"PATCH /users/{ADELE['id']}": Reply(204),
        "POST /me/sendMail": Reply(202),
        "GET /reports/getEmailActivityCounts(period='D7')": Reply(
            body=b"Report Refresh Date,Send\n", headers={"Content-Type": "text/csv"}
        ),
        "POST /groups/g1/members/$ref": Reply(204),
        "GET /me/photo/$value": Reply(body=b"\xff\xd8", headers={"Content-Type": "image/jpeg"}),
        "GET /me/drive/items/i1/content": Reply(
            body=[CONTENT[at : at + 4096] for at in range(0, len(CONTENT), 4096)]
        ),
        "GET /undocumented/path": Reply(json={"ok": True}),
    }

    def answer(received: Received) -> Reply:
        assert received.headers["Authorization"] == "Bearer secret"
        path, _, query = unquote(received.target.removeprefix("/v1.0")).partition("?")
        known = table.get(f"{received.method} {path}")
        if known is not None:
            return known
        if path == "/$batch":
            return _batch(received.json())
        base = f"http://{received.headers['Host']}/v1.0"
        return {"/users": _list, "/users/delta": _delta}[path](base, query)

    return answer


def _list(base: str, query: str) -> Reply:
    if "$skiptoken" in query:
        return Reply(json={"value": [{"id": "3", "displayName": "Alex"}]})
    first = [{"id": "1", "displayName": "Adele"}, {"id": "2", "displayName": None}]
    link = f"{base}/users?$top=50&$skiptoken=X"
    return Reply(json={"@odata.count": 3, "@odata.nextLink": link, "value": first})


def _delta(base: str, query: str) -> Reply:
    items = [{"id": "1", "displayName": "A"}, {"id": "2", "@removed": {"reason": "deleted"}}]
    link = f"{base}/users/delta?$deltatoken=Y"
    return Reply(json={"@odata.deltaLink": link, "value": items})


def _batch(body: Any) -> Reply:
    answers = [_answer_in_batch(request["id"], request["url"]) for request in body["requests"]]
    return Reply(json={"responses": answers})


def _answer_in_batch(number: str, url: str) -> dict[str, Any]:
    headers = {"Content-Type": "application/json"}
    if "nobody" in url:
        body = {"error": {"code": "Request_ResourceNotFound", "message": "None."}}
        return {"id": number, "status": 404, "headers": headers, "body": body}
    return {"id": number, "status": 200, "headers": headers, "body": {"id": ADELE["id"]}}


def told(received: Received) -> str:
    """A request as one line, for comparison."""
    line = f"{received.method} {unquote(received.target)}"
    kind = received.headers.get("Content-Type", "")
    if kind != "application/json":
        return line
    body = json.loads(received.body)
    for request in body.get("requests", ()):
        request.pop("headers", None)
    return f"{line} {json.dumps(body, ensure_ascii=False)}"
