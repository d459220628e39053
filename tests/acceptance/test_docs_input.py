"""README's example, on the package of docs_input/: every line runs and has the right types."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.acceptance.conftest import ROOT
from tests.acceptance.running import mypy, pyright, run, untyped
from tests.acceptance.service import told
from tests.runtime.server import Received, Reply, Server

CLIENTS = ("appointments", "AppointmentsClient AsyncAppointmentsClient")
BOOKED = {"id": "a1", "externalAppointmentId": "A-17", "colour": "blue"}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """README's Python, as a program."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    (tmp_path / "example.py").write_text(example, encoding="utf-8")
    return tmp_path / "example.py"


def service(received: Received) -> Reply:
    """One booking, and another on a second page."""
    base = f"http://{received.headers['Host']}/v1.0/virtualAppointments"
    if received.method == "POST":
        is_cancel = received.target.endswith("/cancel")
        return Reply(204) if is_cancel else Reply(201, json=BOOKED)
    if "/gone" in received.target:
        body = {"error": {"code": "ItemNotFound", "message": "There is none."}}
        return Reply(404, json=body, headers={"request-id": "r404"})
    if "skiptoken" in received.target:
        return Reply(json={"value": [{"id": "a2", "createdDateTime": "2021-03-04T05:06:07Z"}]})
    return Reply(json={"value": [BOOKED], "@odata.nextLink": f"{base}?$skiptoken=X"})


def test_every_line_works(program: Path, appointments: Path) -> None:
    with Server(service) as server:
        done = run(program, appointments, CLIENTS, server.base_url, "count")
        asked = [told(request) for request in server.requests]

    assert done.skipped == ()
    assert done.printed.splitlines() == [
        "a1 None",
        "a2 2021-03-04 05:06:07+00:00",
        "ItemNotFound r404",
        str(BOOKED),
        "2",
    ]
    knee = '"subject": "Knee", "startDateTime": "2030-01-07T09:30:00Z"'
    clients = '"appointmentClients": [{"displayName": "Adele"}]'
    assert asked == [
        f"POST /v1.0/virtualAppointments {{{knee}, {clients}}}",
        "GET /v1.0/virtualAppointments?$filter=status eq 'booked'&$top=50",
        "GET /v1.0/virtualAppointments?$skiptoken=X",
        'POST /v1.0/virtualAppointments/a1/cancel {"reason": "The practitioner fell ill."}',
        "GET /v1.0/virtualAppointments/gone?$select=id,duration",
        "GET /v1.0/virtualAppointments",
        "GET /v1.0/virtualAppointments?$skiptoken=X",
    ]


@pytest.mark.long
def test_checkers_of_types_are_content(program: Path, appointments: Path) -> None:
    assert mypy([program.name], program.parent, appointments).startswith("Success")
    pytest.importorskip("pyright")
    assert pyright([program.name], program.parent, appointments) == []


@pytest.mark.long
def test_the_package_itself_has_the_types_that_it_says(appointments: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyright")
    folder = shutil.copytree(appointments, tmp_path / "copy")
    strictly = pyright(["appointments", "tests"], folder, folder)

    assert [message for message in strictly if "/_runtime/" not in message] == []
    assert pyright(["appointments"], folder, folder, mode="standard") == []


@pytest.mark.long
def test_all_that_users_see_of_the_runtime_has_a_type(appointments: Path) -> None:
    pytest.importorskip("pyright")

    assert [name for name in untyped("appointments", appointments) if "._runtime." in name] == []
