"""Errors in the shape of OData (JSON Format 4.01, section 21.1), as the services have it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from generator.records import Record
from generator.serve.messages import Answer, Asked, Json, code_of, json_answer

_ID = re.compile(r"[A-Za-z0-9._:-]{1,100}")


class Complaint(Record):
    """One thing that is wrong with a request.

    - `target`: the member, option or header that it is about
    - `docs`: the place in the pages that says so, as `page:line`
    - `key`: the same for all requests that are wrong in the same way
    """

    target: str
    message: str
    docs: str = ""
    key: tuple[str, ...] = ()
    code: str = "BadRequest"
    status: int = 400

    def detail(self) -> Json:
        """The complaint as an item of an error's `details`."""
        place = f" ({self.docs})" if self.docs else ""
        return {"code": self.code, "message": self.message + place, "target": self.target}


def error(
    asked: Asked,
    status: int,
    message: str,
    complaints: Sequence[Complaint] = (),
    *headers: tuple[str, str],
    code: str = "",
) -> Answer:
    """An error, with the identifiers that a client needs to tell which request it answers."""
    inner = {
        "date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        "request-id": str(uuid.uuid4()),
        "client-request-id": client_request_id(asked) or str(uuid.uuid4()),
    }
    body: Json = {"code": code or code_of(status), "message": message}
    if complaints:
        body["details"] = [complaint.detail() for complaint in complaints[:50]]
    body["innerError"] = inner
    sent = (("request-id", inner["request-id"]), *headers)
    return json_answer(status, {"error": body}, *sent)


def refusal(asked: Asked, complaints: Sequence[Complaint]) -> Answer:
    """The error that stands for complaints; the first one gives message and code."""
    first = complaints[0]
    status = max(item.status for item in complaints)
    message = first.detail()["message"]
    if len(complaints) > 1:
        message += f" And {len(complaints) - 1} more: see details."
    return error(asked, status, message, complaints, code=first.code)


def client_request_id(asked: Asked) -> str | None:
    """The client's own name for the request, if it is one that can be repeated."""
    given = asked.headers.get("client-request-id", "")
    return given if _ID.fullmatch(given) else None
