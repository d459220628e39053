"""Running and refreshing the cases: a folder of pages in, a package and a report out."""

from __future__ import annotations

from pathlib import Path

from generator import pipeline
from generator.config import load_config

CASES = Path(__file__).parent / "cases"

#: What every package has alike; a new case does not expect it unless somebody puts it there.
_ALIKE = ("_runtime/", "py.typed", "manifest.json", "/aio/")


def cases() -> list[Path]:
    """The folders that have pages."""
    return sorted(path.parent for path in CASES.glob("*/docs"))


def docs_of(case: Path) -> Path:
    """What the case runs on: its only page, when there is one and it lies directly in docs/."""
    entries = [path for path in (case / "docs").iterdir() if path.name != "generator.toml"]
    single = len(entries) == 1 and entries[0].is_file()
    return entries[0] if single else case / "docs"


def run(case: Path) -> pipeline.Output:
    """What the generator makes of the case's pages."""
    return pipeline.run(load_config(docs_of(case), cwd=case, jobs=1))


def expected_files(case: Path) -> dict[str, str]:
    """The files of `expected/`, by path below the output folder."""
    folder = case / "expected"
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def report_of(output: pipeline.Output) -> str:
    """The findings without their messages, which are free to change."""
    return "".join(f"{item.loc}: {item.severity} {item.code}\n" for item in output.findings)


def refresh(case: Path) -> None:
    """Write the case's expected files and report anew."""
    output = run(case)
    wanted = expected_files(case) or [
        path for path in output.files if not any(part in path for part in _ALIKE)
    ]
    for path in wanted:
        target = case / "expected" / path
        if path in output.files:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(output.files[path], encoding="utf-8")
        else:
            target.unlink()
    (case / "report.txt").write_text(report_of(output), encoding="utf-8")
