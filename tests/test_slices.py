"""Slices: what globs take, what that needs, and that a slice is a part of the whole package."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import pipeline, write
from generator.cli import main
from generator.config import Config, load_config
from generator.errors import UsageError

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs_input"
GRAPH = ROOT.parent / "shared/corpora/graph-2021-07/api-reference/v1.0"


def part(*include: str, exclude: tuple[str, ...] = (), docs: Path = DOCS) -> pipeline.Output:
    return pipeline.run(Config(docs=docs, include=include, exclude=exclude, jobs=1))


def methods(output: pipeline.Output) -> set[str]:
    (item,) = output.apis
    return {
        f"{method.group}.{method.name}" for group in item.plan.groups for method in group.methods
    }


def types(output: pipeline.Output) -> set[str]:
    (item,) = output.apis
    return {name.rpartition("appointments.")[2] for name, _ in item.plan.types}


@pytest.fixture(scope="module")
def whole() -> pipeline.Output:
    return part()


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("practitioners", {"find_slots", "count", "list"}),
        ("practitioners.*", {"find_slots", "count", "list"}),
        ("PRACTITIONERS.List", {"list"}),
        ("practitioner-l*", {"list"}),
        ("api/practitioner-[fl]*.md", {"find_slots", "list"}),
    ],
)
def test_globs_name_groups_methods_files_and_pages(glob: str, expected: set[str]) -> None:
    assert methods(part(glob)) == {f"practitioners.{name}" for name in expected}


@pytest.mark.parametrize(
    "glob", ["patient", "contoso.appointments.patient", "resources/patient.md", "PATIENT"]
)
def test_globs_name_types(glob: str) -> None:
    output = part(glob)

    assert methods(output) == set()
    assert {"patient", "entity"} <= types(output)


def test_exclude_wins_over_include() -> None:
    assert methods(part("practitioners", exclude=("*.list",))) == {
        "practitioners.find_slots",
        "practitioners.count",
    }


def test_what_is_left_out_is_the_rest(whole: pipeline.Output) -> None:
    rest = methods(part(exclude=("practitioners",)))

    assert rest == {name for name in methods(whole) if not name.startswith("practitioners.")}


def test_a_slice_is_a_part_of_the_whole(whole: pipeline.Output) -> None:
    taken = part("virtual_appointments")

    assert taken.apis[0].plan.name == whole.apis[0].plan.name
    for folder in ("resources", "aio"):
        path = f"appointments/{folder}/virtual_appointments.py"
        assert taken.files[path] == whole.files[path]
    assert types(taken) <= types(whole)
    assert len(types(taken)) < len(types(whole))
    for name in types(taken):
        full = f"contoso.appointments.{name}"
        assert taken.apis[0].names.type(full) == whole.apis[0].names.type(full)


def test_findings_are_those_of_the_pages_that_were_taken(whole: pipeline.Output) -> None:
    taken = part("practitioners")

    assert set(taken.findings) <= set(whole.findings)
    assert not [it for it in taken.findings if "virtualappointment" in it.loc.path]


def test_the_names_table_may_name_what_a_slice_leaves_out(tmp_path: Path) -> None:
    names = {"contoso.appointments.patient.recordNumber": "number"}

    assert pipeline.run(Config(DOCS, names=names, include=("reminderpolicy",), jobs=1)).files
    with pytest.raises(UsageError, match="document no"):
        wrong = {"contoso.appointments.patient.recordNo": "number"}
        pipeline.run(Config(DOCS, names=wrong, include=("reminderpolicy",), jobs=1))


# -- mistakes


@pytest.mark.parametrize(
    ("glob", "hint"),
    [
        ("practitoners", "did you mean 'practitioners'"),
        ("api/practitioner-lst.md", "'api/practitioner-list.md'"),
        ("~~~", "it can match a page's path"),
    ],
)
def test_a_glob_that_names_nothing(glob: str, hint: str) -> None:
    for include, exclude in (((glob,), ()), (("*",), (glob,))):
        with pytest.raises(UsageError, match="names no page, operation or type") as caught:
            part(*include, exclude=exclude)
        assert hint in str(caught.value)


def test_nothing_is_left() -> None:
    with pytest.raises(UsageError, match="leave nothing to generate"):
        part(exclude=("*",))


def test_of_several_apis_each_has_to_have_something(tmp_path: Path) -> None:
    for version in ("v1.0", "beta"):
        shutil.copytree(DOCS, tmp_path / version)
    (tmp_path / "beta/api/practitioner-list.md").unlink()

    assert len(part("practitioners", docs=tmp_path).apis) == 2
    with pytest.raises(UsageError, match="leave nothing of beta/ to generate"):
        part("practitioners.list", docs=tmp_path)
    with pytest.raises(UsageError, match=r"leave nothing of v1\.0/ to generate"):
        part("beta/api/practitioner-findslots.md", docs=tmp_path)


@pytest.mark.parametrize("value", ["3", '""', "[1]", "{}"])
def test_a_value_that_is_no_glob(value: str, tmp_path: Path) -> None:
    (tmp_path / "generator.toml").write_text(f"include = {value}\n")

    with pytest.raises(UsageError, match="include: must be a text"):
        load_config(tmp_path, cwd=tmp_path)


def test_the_command_line_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "generator.toml").write_text('include = "a"\nexclude = ["b", "c"]\n')

    config = load_config(tmp_path, cwd=tmp_path, include=["d"])

    assert (config.include, config.exclude) == (("d",), ("b", "c"))


# -- runs


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DOCS, tmp_path / "docs"))


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_the_manifest_tells_the_slice_and_the_next_run_is_whole_again(
    docs: Path, tmp_path: Path
) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    run = [str(docs), "--quiet", "--out"]

    assert main([*run, str(out), "--include", "practitioners", "--exclude", "*.list"]) == 0
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["slice"] == {"include": ["practitioners"], "exclude": ["*.list"]}
    again = [*run, str(out), "--include", "practitioners", "--exclude", "*.list", "--check"]
    assert main(again) == 0
    assert main([*run, str(out), "--check"]) == 1
    assert main([*run, str(out)]) == 0
    assert main([*run, str(other), "--no-cache"]) == 0
    assert files(out) == files(other)
    assert "slice" not in json.loads((out / "manifest.json").read_text())


def test_neither_processes_nor_earlier_runs_change_a_slice(docs: Path, tmp_path: Path) -> None:
    run = [str(docs), "--quiet", "--include", "practitioners", "--out"]
    main([*run[:2], "--out", str(tmp_path / "whole")])
    made = []
    for name, options in {"a": ["--no-cache"], "b": ["--jobs", "1"], "c": ["--jobs", "3"]}.items():
        assert main([*run, str(tmp_path / name), *options]) == 0
        made.append(files(tmp_path / name))

    assert made[0] == made[1] == made[2]


def test_a_run_tells_how_much_was_taken(
    docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = [str(docs), "--include", "practitioners", "--out", str(tmp_path / "out")]

    assert main(run) == 0
    said = capsys.readouterr().out
    assert re.search(r"\d+ of 32 pages, \d+ of \d+ types, 3 of 19 operations", said), said
    assert main([*run, "--format", "json"]) == 0
    (api,) = json.loads(capsys.readouterr().out)["apis"]
    assert api["counts"]["pages_taken"] == api["inventory"]["pages_taken"] < 32
    assert main([*run[:1], "--diff", "--exclude", "practitioners", *run[3:]]) == 0
    assert "OPERATION_REMOVED" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["model", "openapi"])
def test_other_verbs_take_slices(verb: str, docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([verb, str(docs), "--include", "practitioners"]) == 0
    said = json.loads(capsys.readouterr().out)

    if verb == "model":
        pages = {operation["page"] for operation in said["apis"][0]["operations"]}
        assert pages == {f"api/practitioner-{it}.md" for it in ("findslots", "get-count", "list")}
    else:
        assert all("practitioners" in path for path in said["paths"])


def test_lint_speaks_of_the_pages_of_a_slice(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", str(docs), "--include", "appointment_reminders"]) == 0
    said = capsys.readouterr().out
    assert "api/appointmentreminder-post.md" in said
    assert "api/virtualappointment-get.md" not in said


# -- a large API


@pytest.mark.long
@pytest.mark.skipif(not GRAPH.exists(), reason="the corpus is not at hand")
@pytest.mark.parametrize(
    ("glob", "most_types"), [("users", 200), ("messages", 60), ("reports", 10), ("drive_items", 70)]
)
def test_slices_of_a_large_api(glob: str, most_types: int, tmp_path: Path) -> None:
    output = part(glob, docs=GRAPH)
    (item,) = output.apis
    write.apply(tmp_path, output.files, "1", output.pages, slice=output.slice)

    assert len(item.plan.types) <= most_types
    assert {method.group for group in item.plan.groups for method in group.methods} == {glob}
    for words in (
        ("mypy", "--strict", "--explicit-package-bases", "graph", "tests"),
        ("pytest", "-q", "-p", "no:cacheprovider", "tests"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-2000:]
