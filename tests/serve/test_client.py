"""The generated client at work against the mock: pages, changes, batches, failures, long work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.serve.conftest import DOCS, ROOT, running

PROGRAM = """
import atexit
import sys
from datetime import UTC, date, datetime

from appointments import AppointmentsClient, NotFound, Throttled
from appointments.models import VirtualAppointment

client = AppointmentsClient("any", base_url=sys.argv[1], max_retries=0)
atexit.register(client.close)
appointments = client.virtual_appointments

made = appointments.create(
    VirtualAppointment(subject="Check-up", start_date_time=datetime(2024, 5, 1, tzinfo=UTC))
)
print(appointments.get(made.id).subject)
pager = appointments.list()
print(made.id in [item.id for item in pager], len(list(pager.pages())) > 1)

with client.batch() as batch:
    first = batch.add(appointments.get, made.id)
    count = batch.add(client.practitioners.count)
    second = batch.after(first).add(appointments.update, made.id, VirtualAppointment(subject="B"))
print(first.result().subject, count.result(), second.result().subject)

appointments.delete(made.id)
try:
    appointments.get(made.id)
except NotFound as error:
    print(error.code)

try:
    appointments.get("x", prefer="fail=429, retry-after=5")
except Throttled as error:
    print(error.code, error.retry_after)

changes = appointments.delta()
print(len(list(changes)))
again = appointments.delta(link=changes.link)
print(len(list(again)), list(appointments.delta(link=again.link)))
done = appointments.export(
    from_date=date(2024, 1, 1), to_date=date(2024, 2, 1), storage_url="https://a.example"
)
print(done)
"""


def test_a_program_that_uses_all_of_it(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "generated"), "NO_PROXY": "127.0.0.1"}
    with running(DOCS, "--no-reload", "--stateful", "--page-size", "1") as (origin, _):
        command = [sys.executable, "-W", "error", str(program), f"{origin}/v1.0"]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "Check-up",
        "True True",
        "Check-up 42 B",
        "ResourceNotFound",
        "TooManyRequests 5.0",
        "2",
        "2 []",
        "None",
    ]
