"""Code of people's own before and after, and what is said of it.

They lie in tests/cases/codemod/. `python -m tests.codemod.test_codemod` writes `after/` anew; read
the diff.
"""

from __future__ import annotations

import subprocess
import tomllib
from functools import cache
from pathlib import Path

import libcst as cst
import pytest

from generator import pipeline
from generator.cli import main
from generator.codemod import codemod
from generator.codemod.api import Api, apis
from generator.codemod.rewrite import rewrite
from generator.config import Config
from generator.errors import GeneratorError
from generator.report.codemod import lines
from generator.review.surface import parse

ROOT = Path(__file__).parents[2]
HERE = ROOT / "tests" / "cases" / "codemod"
NAMES = tomllib.loads((HERE / "generator.toml").read_text())["names"]


@cache
def surface(renamed: bool = False, package: str | None = None) -> dict[str, str]:
    names = NAMES if renamed else {}
    output = pipeline.run(Config(ROOT / "docs_input", names=names, jobs=1, package=package))
    return {path: text for path, text in output.files.items() if path.startswith("surface/")}


@cache
def api(package: str | None = None) -> Api:
    (found,) = apis(parse(surface()), parse(surface(not package, package)))
    return found


def said(folder: Path) -> str:
    results = codemod(folder, folder / "generated", surface(), surface(renamed=True))
    text = "".join(f"{line}\n" for line in lines(results, written=True))
    return text.replace(f"{folder}/", "")


@pytest.mark.parametrize("name", ["clinic.py", "doubts.py", "untouched.py"])
def test_code_before_and_after(name: str) -> None:
    text = rewrite((HERE / "before" / name).read_text(), [api()]).text

    assert text == (HERE / "after" / name).read_text()


def test_what_is_said() -> None:
    assert said(HERE / "before") == (HERE / "after" / "said.txt").read_text()


def test_rewritten_code_has_nothing_left_to_rewrite() -> None:
    for file in sorted((HERE / "after").glob("*.py")):
        text = file.read_text()
        assert rewrite(text, [api()]).text == text


START = "from appointments.models import Patient\n"
SNIPPETS = {
    "an alias stays": (
        "from appointments.models import Patient as P\nP().display_name\n",
        "from appointments.models import Client as P\nP().name\n",
    ),
    "a name that is taken is kept by an alias": (
        START + "Client = 1\nPatient().display_name\n",
        "from appointments.models import Client as Patient\nClient = 1\nPatient().name\n",
    ),
    "a name that is bound twice": (
        "try:\n    " + START + "except ImportError:\n    Patient = None\n",
        "try:\n    from appointments.models import Client as Patient\n"
        "except ImportError:\n    Patient = None\n",
    ),
    "for type checkers and at run time": (
        f"import typing\nif typing.TYPE_CHECKING:\n    {START}\ndef f():\n    {START}"
        "    return Patient().display_name\n",
        "import typing\nif typing.TYPE_CHECKING:\n    from appointments.models import Client\n\n"
        "def f():\n    from appointments.models import Client\n    return Client().name\n",
    ),
    "a parameter of the same name": (
        START + "def f(Patient):\n    return Patient.display_name\n",
        "from appointments.models import Client as Patient\n"
        "def f(Patient):\n    return Patient.display_name\n",
    ),
    "one module of models": (
        "from appointments.models.patient import Patient\n",
        "from appointments.models.client import Client\n",
    ),
    "a group's class": (
        "from appointments.resources.check_in_devices import CheckInDevices\n"
        "def f(d: CheckInDevices):\n    d.get('x')\n",
        "from appointments.resources.kiosks import Kiosks\ndef f(d: Kiosks):\n    d.get('x')\n",
    ),
    "other values of one name": (
        START + "x = Patient()\nx = other()\nx.display_name\n",
        "from appointments.models import Client\nx = Client()\nx = other()\nx.display_name\n",
    ),
    "none is no other value": (
        START + "x = None\nx = Patient()\nx.display_name\n",
        "from appointments.models import Client\nx = None\nx = Client()\nx.name\n",
    ),
    "line ends and a mark at the start": (
        "\ufeff" + START.replace("\n", "\r\n") + "x = Patient()\r\nx.display_name\r\n",
        "\ufefffrom appointments.models import Client\r\nx = Client()\r\nx.name\r\n",
    ),
    "tabs, and no line end": (
        START + "def f(x: Patient):\n\treturn x.display_name",
        "from appointments.models import Client\ndef f(x: Client):\n\treturn x.name",
    ),
    "strings and comments stay": (
        START + "# Patient.display_name\nx = 'Patient.display_name'\n",
        "from appointments.models import Client\n"
        "# Patient.display_name\nx = 'Patient.display_name'\n",
    ),
    "annotations in strings": (
        START + "def f(x: 'list[Patient]', y: list['Patient']): ...\n",
        "from appointments.models import Client\n"
        "def f(x: 'list[Client]', y: list['Client']): ...\n",
    ),
    "a property and a method of one's own class": (
        START
        + "class A:\n    @property\n    def p(self) -> Patient: ...\n"
        + "    def q(self) -> Patient: ...\nA().p.display_name, A().q().display_name\n",
        "from appointments.models import Client\n"
        "class A:\n    @property\n    def p(self) -> Client: ...\n    def q(self) -> Client: ..."
        "\nA().p.name, A().q().name\n",
    ),
    "what isinstance has proved of another name": (
        START + "def f(x):\n    if isinstance(x, Patient):\n"
        "        return x.display_name, (lambda x: x.display_name)\n",
        "from appointments.models import Client\ndef f(x):\n    if isinstance(x, Client):\n"
        "        return x.name, (lambda x: x.display_name)\n",
    ),
    "defined by itself": (
        START + "x = x or Patient()\nx.display_name\n",
        "from appointments.models import Client\nx = x or Client()\nx.display_name\n",
    ),
}


@pytest.mark.parametrize("name", SNIPPETS)
def test_snippets(name: str) -> None:
    before, after = SNIPPETS[name]

    assert rewrite(before, [api()]).text == after


def test_a_package_of_another_name() -> None:
    code = (HERE / "before" / "untouched.py").read_text()

    text = rewrite(code + "import appointments\nappointments.NotFound\n", [api("visits")]).text

    assert "from visits.models import" in text
    assert text.endswith("import visits\nvisits.NotFound\n")


ADDED = {
    "models": (
        "from .entity import Entity\nfrom .{0} import {1}\n\n\nclass Meeting(Entity):\n"
        "    def loud(self, who: {1}) -> str:\n        return self.{2} + who.{3}\n",
        ("patient", "Patient", "subject", "display_name"),
        ("client", "Client", "title", "name"),
    ),
    "resources": (
        "class VirtualAppointments(Group):\n    def first(self):\n"
        "        return self.{0}().first().{1}\n",
        ("list", "subject"),
        ("all", "title"),
    ),
}


@pytest.mark.parametrize("folder", ADDED)
def test_what_people_added_to_generated_classes(folder: str) -> None:
    """These have their new names already."""
    code, before, after = ADDED[folder]

    text = rewrite(code.format(*before), [api()], ("appointments", folder)).text

    assert text == code.format(*after)


def test_code_that_does_not_parse_is_left_and_told(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("display_name = (\n")
    (tmp_path / "latin.py").write_bytes(b"# caf\xe9 display_name\n")

    assert said(tmp_path).splitlines() == [
        "broken.py: not read: line 1 does not parse",
        "latin.py: not read: is not UTF-8",
        "0 names renamed in 0 files; 2 places to look at",
    ]


@pytest.mark.parametrize("folder", ["generated", ".venv", "node_modules", "env"])
def test_folders_that_hold_no_code_of_ones_own(tmp_path: Path, folder: str) -> None:
    inner = tmp_path / folder
    inner.mkdir()
    (inner / "pyvenv.cfg").touch()
    (inner / "a.py").write_text(SNIPPETS["an alias stays"][0])

    assert said(tmp_path) == "0 names renamed in 0 files; 0 places to look at\n"


def test_code_that_a_link_leads_to_elsewhere_is_left(tmp_path: Path) -> None:
    code = SNIPPETS["an alias stays"][0]
    src, outside = tmp_path / "src", tmp_path / "outside.py"
    src.mkdir()
    outside.write_text(code)
    (src / "link.py").symlink_to(outside)

    assert said(src) == "0 names renamed in 0 files; 0 places to look at\n"


@pytest.mark.parametrize("name", ["get(__import__('os'))", "a;b", 'a"', "class", "\u202e"])
def test_names_that_are_none_reach_no_code(tmp_path: Path, name: str) -> None:
    old = " virtual_appointments.get "
    now = {
        path: text.replace(old, f" virtual_appointments.{name} ")
        for path, text in surface().items()
    }
    assert now != surface()

    with pytest.raises(GeneratorError):
        codemod(tmp_path, tmp_path / "generated", surface(), now)


ROOM = """\
# room resource type

Namespace: contoso.hotel

A room.

|Property|Type|Description|
|:---|:---|:---|
|id|String|Key.|
|beds|Int32|How many sleep here.|
|view|roomView|What is seen. Possible values are: `sea`, `park`, `yard`.|
|remarks|String|What else there is.|
"""
BOOK = """\
# room: book

Namespace: contoso.hotel

Book a room.

## HTTP request

```http
POST /rooms/{id}/book
```

## Request body

In the request body, provide a JSON object with the following parameters.

|Parameter|Type|Description|
|:---|:---|:---|
|guest|String|Who stays.|
|nights|Int32|How long.|
|note|String|For the staff.|

## Response

If successful, this action returns a `200 OK` response code and a
[room](../resources/room.md) object in the response body.
"""
FREE = BOOK.replace("book", "free").replace("Book", "Free")
HOTEL = {"resources/room.md": ROOM, "api/room-book.md": BOOK, "api/room-free.md": FREE}
EDITS = {
    "resources/room.md": (
        ("|beds|Int32|", "|beds|String|"),
        ("`park`, `yard`", "`park`"),
        ("|remarks|String|What else there is.|\n", ""),
    ),
    "api/room-book.md": (
        ("|nights|Int32|How long.|", "|duration|Int32|How long.|"),
        ("|note|String|For the staff.|\n", ""),
    ),
}
GUEST = """\
from hotel import HotelClient
from hotel.models import Room, RoomView

def show(client: HotelClient, thing):
    room = client.rooms.book("1", guest="x", nights=2, note="late")
    print(room.beds, room.remarks, room.view == RoomView.YARD, RoomView.SEA)
    client.rooms.free("1")
    print(Room(remarks="x"), thing.remarks, getattr(room, "remarks"))
    match room:
        case Room(remarks=text):
            print(text)
"""


def hotel(folder: Path, pages: dict[str, str]) -> dict[str, str]:
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    output = pipeline.run(Config(folder, jobs=1))
    return {path: text for path, text in output.files.items() if path.startswith("surface/")}


def test_what_is_gone_or_means_something_else_is_told(tmp_path: Path) -> None:
    after = {path: text for path, text in HOTEL.items() if path != "api/room-free.md"}
    for path, edits in EDITS.items():
        for old, new in edits:
            assert old in after[path]
            after[path] = after[path].replace(old, new)
    old, new = hotel(tmp_path / "old", HOTEL), hotel(tmp_path / "new", after)
    src = tmp_path / "src"
    src.mkdir()
    (src / "guest.py").write_text(GUEST)
    (src / "other.py").write_text("print(1)\n")

    results = codemod(src, tmp_path / "generated", old, new)

    text = "".join(f"{line}\n" for line in lines(results, written=True))
    gone = 'Room.remarks is gone; what the service still sends is in extra["remarks"]'
    assert text.replace(f"{src}/", "").splitlines() == [
        "guest.py:5: nights -> duration",
        "guest.py:5: not decided: rooms.book takes no note any more",
        "guest.py:6: not decided: Room.beds is String now, and was Int32 (resources/room.md:10)",
        f"guest.py:6: not decided: {gone}",
        'guest.py:6: not decided: RoomView.YARD is gone; its text "yard" is still decoded',
        "guest.py:7: not decided: rooms.free is gone with its page;"
        " client.request sends any request",
        f"guest.py:8: not decided: .remarks, if it is of that: {gone}",
        f"guest.py:8: not decided: {gone}",
        f"guest.py:10: not decided: {gone}",
        "1 name renamed in 1 file; 8 places to look at",
    ]


class TestCommand:
    """`python -m generator codemod SRC --from REV`, in a git repository."""

    @pytest.fixture
    def src(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(tmp_path)
        self.write(tmp_path, surface())
        src = tmp_path / "src"
        src.mkdir()
        (src / "clinic.py").write_bytes((HERE / "before" / "clinic.py").read_bytes())
        for words in ("init -q .", "add .", "-c user.name=n -c user.email=e commit -q -m one"):
            subprocess.run(["git", *words.split()], check=True, cwd=tmp_path)
        self.write(tmp_path, surface(renamed=True))
        return src

    @staticmethod
    def write(folder: Path, files: dict[str, str]) -> None:
        for path, text in files.items():
            target = folder / "generated" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)

    def test_it_rewrites_files(self, src: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (src / "clinic.py").chmod(0o750)

        assert main(["codemod", "src", "--from", "HEAD"]) == 0

        assert (src / "clinic.py").read_text() == (HERE / "after" / "clinic.py").read_text()
        assert (src / "clinic.py").stat().st_mode & 0o777 == 0o750
        assert [file.name for file in src.iterdir()] == ["clinic.py"]
        assert "src/clinic.py:20: subject -> title\n" in capsys.readouterr().out

    @pytest.mark.parametrize(("option", "code"), [("--check", 1), ("--diff", 0)])
    def test_it_only_says_what_it_would_do(
        self, src: Path, capsys: pytest.CaptureFixture[str], option: str, code: int
    ) -> None:
        before = (src / "clinic.py").read_bytes()

        assert main(["codemod", "src", "--from", "HEAD", option]) == code

        assert (src / "clinic.py").read_bytes() == before
        out = capsys.readouterr().out
        assert "+++ b/src/clinic.py\n" in out and "would be renamed in 1 file" in out

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ("src --from v9", "--from: 'v9' is no revision"),
            ("nowhere --from HEAD", "nowhere: no such file or folder"),
            ("src --from HEAD --out src", "src: has no surface to compare"),
            ("src", "the following arguments are required: --from"),
        ],
    )
    def test_what_cannot_be_run(
        self, src: Path, capsys: pytest.CaptureFixture[str], words: str, message: str
    ) -> None:
        assert main(["codemod", *words.split()]) == 2
        assert message in capsys.readouterr().err


def test_the_files_of_the_tests_parse() -> None:
    for file in HERE.glob("*/*.py"):
        cst.parse_module(file.read_text())


if __name__ == "__main__":
    for source in sorted((HERE / "before").glob("*.py")):
        (HERE / "after" / source.name).write_text(rewrite(source.read_text(), [api()]).text)
    (HERE / "after" / "said.txt").write_text(said(HERE / "before"))
