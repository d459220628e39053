"""The stub page that started the project: everything that can be had of it, and every finding."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator import pipeline, write
from generator.config import Config

PAGE = Path(__file__).parents[2] / "shared/corpora/seed/virtualappointment-post.md"

pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the seed page is not at hand")


@pytest.fixture(scope="module")
def output() -> pipeline.Output:
    return pipeline.run(Config(docs=PAGE, jobs=1))


@pytest.fixture(scope="module")
def out(output: pipeline.Output, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seed")
    write.apply(folder, output.files, "1", output.pages)
    return folder


def python(code: str, out: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=out, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_dataclass_has_what_the_page_lists(output: pipeline.Output) -> None:
    (package,) = (item.plan.name for item in output.apis)
    text = output.files[f"{package}/models/virtual_appointment.py"]

    for line in (
        "settings: VirtualAppointmentSettings | None = ",
        "appointment_clients: list[VirtualAppointmentUser] | None = ",
        "external_appointment_id: str | None = ",
        "external_appointment_url: str | None = ",
        "appointment_client_join_web_url: str | None = ",
        "id: str = ",
    ):
        assert f"    {line}" in text
    assert '"""Optional."""' in text


def test_types_without_a_page_are_open(output: pipeline.Output) -> None:
    found = {item.name: (item.open, item.loc) for item in output.apis[0].api.resources}

    for name in ("virtualAppointmentSettings", "virtualAppointmentUser"):
        assert found[f"microsoft.graph.{name}"] == (True, None)


def test_create_sends_nothing_without_a_path(out: Path, output: pipeline.Output) -> None:
    name = output.apis[0].plan.name
    code = f"""
from {name} import MissingRoute
import {name}
from {name}.models import VirtualAppointment
client = {name}.{output.apis[0].plan.client}("token")
try:
    client.virtual_appointments.create(VirtualAppointment(external_appointment_id="1"))
except MissingRoute as error:
    print(error)
"""
    assert "virtualappointment-post.md:33" in python(code, out)


def test_its_example_is_a_test_that_passes(out: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", out / "tests"],
        cwd=out,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 passed" in done.stdout, done.stdout


def test_every_placeholder_is_reported_with_its_line(output: pipeline.Output) -> None:
    found = {(item.code, item.loc.line) for item in output.findings}

    placeholders = (4, 6, 22, 23, 24, 49, 50, 51, 52, 53, 71)
    assert {("PLACEHOLDER_LEFT", line) for line in placeholders} <= found
    assert {("ROUTE_MISSING", 33), ("CONTENT_LENGTH_WRONG", 73)} <= found
