"""action.yml and .pre-commit-hooks.yaml do what docs/pipeline.md says: their commands, run here."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml  # type: ignore[import-untyped]

from generator import __version__, pipeline, write
from generator.config import load_config

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "pipeline.md").read_text(encoding="utf-8")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}

PATIENT = "docs_input/resources/patient.md"
CODE = "generated/appointments/models/patient.py"
#: What an edit of a page does: (text, its replacement).
EDITS = {
    "text": ("The day on which the patient was born.", "The patient's date of birth."),
    "renamed": ("birthDate", "dateOfBirth"),
}


class Done(NamedTuple):
    """What a step did: exit code, what it printed, and what it wrote for GitHub."""

    code: int
    log: str
    summary: str
    output: dict[str, str]


class Place:
    """A repository of pages and their package, on a runner."""

    def __init__(self, folder: Path) -> None:
        self.repository = folder / "repository"
        self.temp = folder / "temp"
        self.bin = folder / "bin"
        for path in (self.repository, self.temp / "pages2py" / "bin", self.bin):
            path.mkdir(parents=True)
        # The generator of this checkout stands for the installed one.
        start = f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} exec {sys.executable} "$@"\n'
        self.script(self.bin / "python", start)
        self.script(self.temp / "pages2py" / "bin" / "python", start)

    def script(self, path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def git(self, *words: str) -> None:
        who = ("-c", "user.name=Adele", "-c", "user.email=adele@contoso.com")
        subprocess.run(["git", *who, *words], cwd=self.repository, check=True, capture_output=True)

    def generate(self) -> None:
        config = load_config(self.repository / "docs_input", cwd=self.repository, jobs=1)
        output = pipeline.run(config)
        write.apply(self.repository / "generated", output.files, __version__, output.pages)

    def edit(self, name: str) -> None:
        old, new = EDITS[name]
        page = self.repository / PATIENT
        text = page.read_text(encoding="utf-8")
        assert old in text
        page.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, command: str, **env: str) -> Done:
        """Run a step's shell as a runner does."""
        summary, output = self.temp / "summary", self.temp / "output"
        for path in (summary, output):
            path.write_text("", encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
            cwd=self.repository,
            env={
                "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(self.temp),
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_STEP_SUMMARY": str(summary),
                "GITHUB_OUTPUT": str(output),
                **env,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        facts = dict(line.split("=", 1) for line in output.read_text().splitlines())
        return Done(done.returncode, done.stdout, summary.read_text(encoding="utf-8"), facts)

    def check(self, **inputs: str) -> Done:
        """Run the action's check with inputs, the others as by default."""
        given = {name: inputs.get(name.replace("-", "_"), fact["default"])
                 for name, fact in ACTION["inputs"].items()}  # fmt: skip
        step = STEPS["Check"]
        env = {
            key: given[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) }}", value)[1]]  # type: ignore[index]
            for key, value in step["env"].items()
        }
        return self.run(step["run"], **env)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A repository whose `main` has docs_input/ and what is generated from it."""
    made = Place(tmp_path)
    write_pages(made.repository)
    made.generate()
    made.git("init", "-q", "-b", "main")
    made.git("add", "-A")
    made.git("commit", "-q", "-m", "pages and package")
    yield made


def write_pages(folder: Path) -> None:
    for page in sorted((ROOT / "docs_input").rglob("*.md")):
        copy = folder / page.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(page.read_bytes())


def shown(name: str) -> list[str]:
    """The lines of a block of docs/pipeline.md."""
    found = re.search(rf"<!-- {name} -->\n+(`{{3,}})\w*\n(.*?)^\1$", PAGE, re.DOTALL | re.MULTILINE)
    assert found, name
    return found[2].splitlines()


def test_a_fresh_output_passes(place: Place) -> None:
    done = place.check()

    assert (done.code, done.output["stale"]) == (0, "false"), done.log
    assert "The API is as before." in done.summary
    assert Path(done.output["report"]).read_text(encoding="utf-8") == done.summary
    assert "generated is up to date" in done.log


def test_a_stale_output_fails_and_nothing_is_written(place: Place) -> None:
    place.edit("text")
    before = (place.repository / CODE).read_bytes()

    done = place.check(fail_on="breaking")

    assert (done.code, done.output["stale"]) == (1, "true"), done.log
    assert "`generated` is out of date" in done.summary
    assert f"would change {CODE}" in done.log
    assert (place.repository / CODE).read_bytes() == before


def test_a_breaking_change_is_what_the_documentation_shows(place: Place) -> None:
    place.edit("renamed")
    place.generate()

    done = place.check(against="main", fail_on="lost breaking")

    assert (done.code, done.output["stale"]) == (3, "false"), done.log
    assert shown("annotations") == re.findall(
        r"^::error .*patient.*|^::warning .*patient.*", done.log, re.MULTILINE
    )
    assert "\n".join(shown("comment")) in done.summary
    assert "error: --fail-on: there are breaking changes" in done.log


def test_pages_cannot_give_commands_to_a_runner(place: Place) -> None:
    page = place.repository / PATIENT
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(EDITS["text"][0], "::add-mask::a ##[add-mask]b"), encoding="utf-8")

    log = place.check().log
    word = re.search(r"^::stop-commands::(\w+)$", log, re.MULTILINE)

    assert word
    for line in log[: word.start()].splitlines():
        assert re.match(r"::(error|warning|notice) ", line)
    assert log.count(f"::{word[1]}::") == 1


@pytest.mark.parametrize(
    "inputs",
    [
        {"docs": "$(touch made)"},
        {"docs": "`touch made`; touch made"},
        {"docs": "--out=made"},
        {"against": "$(touch made)"},
        {"against": "--output=made"},
        {"fail_on": "breaking; touch made"},
        {"fail_on": "*"},
    ],
)
def test_inputs_are_no_commands(place: Place, inputs: dict[str, str]) -> None:
    done = place.check(**inputs)

    assert done.code == 2
    assert "error: " in done.log
    assert not (place.repository / "made").exists()


def test_what_could_not_run_is_said(place: Place) -> None:
    done = place.check(docs="nowhere")

    assert done.code == 2
    assert "error: nowhere" in done.log
    assert done.log.splitlines()[-1].startswith("::error title=pages2py::")
    assert (done.summary, done.output) == ("", {})


def test_inputs_and_contexts_stand_in_no_command() -> None:
    for step in STEPS.values():
        assert "${{" not in step.get("run", ""), step["name"]


def test_only_the_comment_has_the_token() -> None:
    holders = [name for name, step in STEPS.items() if "token" in str(step.get("env"))]

    assert holders == ["Comment"]
    assert "GH_TOKEN" not in STEPS["Comment"]["run"]


GH = """\
#!/bin/sh
printf '%s ' "$@" >> "$RUNNER_TEMP/calls"; echo >> "$RUNNER_TEMP/calls"
case "$*" in *--paginate*) printf "$IDS";; *) exit ${WRITING:-0};; esac
"""


@pytest.mark.parametrize(
    ("ids", "call"),
    [
        ("", "--method POST repos/contoso/pages/issues/12/comments "),
        ("7\n8\n", "--method PATCH repos/contoso/pages/issues/comments/7 "),
    ],
)
def test_the_comment_is_written_once_and_then_edited(place: Place, ids: str, call: str) -> None:
    place.script(place.bin / "gh", GH)

    done = comment(place, "## API changes\n", IDS=ids)

    assert (done.code, done.log) == (0, "")
    body = place.temp / "pages2py-comment.md"
    assert body.read_text(encoding="utf-8") == "<!-- pages2py -->\n## API changes\n"
    calls = (place.temp / "calls").read_text(encoding="utf-8").splitlines()
    assert len(calls) == 2
    assert f"{call}--field body=@{body}" in calls[1]


def test_a_comment_that_may_not_be_written_fails_nothing(place: Place) -> None:
    place.script(place.bin / "gh", GH)

    done = comment(place, "## API changes\n", IDS="", WRITING="1")

    assert done.code == 0
    assert done.log.startswith("::warning title=pages2py::")


def comment(place: Place, report: str, **env: str) -> Done:
    path = place.temp / "report.md"
    path.write_text(report, encoding="utf-8")
    comments = "repos/contoso/pages/issues/12/comments"
    return place.run(STEPS["Comment"]["run"], COMMENTS=comments, REPORT=str(path), **env)


def hook(place: Place, *args: str) -> Done:
    return place.run(shlex.join([*shlex.split(HOOK["entry"]), *args]))


def test_the_hook_passes_fails_and_takes_options(place: Place) -> None:
    assert hook(place).code == 0

    place.edit("renamed")

    done = hook(place, "docs_input", "--fail-on", "breaking")
    assert done.code == 3
    assert shown("hook") == done.log.splitlines()
    assert hook(place).code == 1


def test_the_documentation_names_every_input_and_output() -> None:
    names = set(re.findall(r"^\| `([\w-]+)` \|", PAGE, re.MULTILINE))

    assert names == {*ACTION["inputs"], *ACTION["outputs"]}


def test_the_workflow_of_the_documentation_gives_inputs_that_exist() -> None:
    (text,) = re.findall(r"^```yaml\n(on:.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    (job,) = yaml.safe_load(text)["jobs"].values()

    assert set(job["steps"][-1]["with"]) <= set(ACTION["inputs"])


@pytest.mark.long
def test_the_generator_is_installed_from_the_action(place: Place) -> None:
    (place.temp / "pages2py" / "bin" / "python").unlink()

    done = place.run(STEPS["Install the generator"]["run"], PYTHON=sys.executable, SOURCE=str(ROOT))

    assert done.code == 0, done.log
    assert place.check().code == 0
