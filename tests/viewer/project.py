"""A project with pages, a generated package and a history, in a folder of its own."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import viewer
from generator.config import load_config
from generator.generate import Request, generate

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "cases" / "changes" / "sample"

_DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True)
class Project:
    """`docs/` and `generated/` below a folder."""

    folder: Path

    @property
    def docs(self) -> Path:
        return self.folder / "docs"

    def put(self, source: Path) -> None:
        """Take the pages of a folder, those of the same name are replaced."""
        shutil.copytree(source, self.docs, dirs_exist_ok=True)

    def write(self, pages: dict[str, str]) -> None:
        """Write pages by path."""
        for path, text in pages.items():
            (self.docs / path).parent.mkdir(parents=True, exist_ok=True)
            (self.docs / path).write_bytes(text.encode("utf-8", "surrogatepass"))

    def generate(self) -> None:
        generate(self._config(), Request())

    def commit(self) -> None:
        """Keep everything with git."""
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
            who = ["-c", "user.email=a@example.com", "-c", "user.name=a"]
            subprocess.run(["git", "-C", str(self.folder), *who, *words], check=True)

    def reviewed(self, against: str | None = None) -> viewer.Reviewed:
        return viewer.gather(self._config(), against)

    def page(self, against: str | None = None) -> str:
        return viewer.page(self.reviewed(against))

    def _config(self) -> Any:
        return load_config(self.docs, cwd=self.folder, out=self.folder / "generated", jobs=1)


def sample(folder: Path) -> Project:
    """The project of docs/changes.md: generated and committed, then its pages were edited."""
    project = Project(folder)
    project.put(SAMPLE / "before")
    project.generate()
    project.commit()
    project.put(SAMPLE / "after")
    return project


def data_of(page: str) -> dict[str, Any]:
    """The data of a page."""
    found = _DATA.search(page)
    assert found
    data = json.loads(found[1])
    assert isinstance(data, dict)
    return data


def change(data: dict[str, Any], label: str, subject: str) -> dict[str, Any]:
    """The one change of a label and a subject."""
    (found,) = (it for it in data["changes"] if (it["label"], it["subject"]) == (label, subject))
    assert isinstance(found, dict)
    return found


def diff(data: dict[str, Any], found: dict[str, Any]) -> dict[str, str]:
    """The rows beside a change, by file."""
    rows: dict[str, str] = {}
    for file, hunk in found["diff"]:
        path, *_, hunks = data["files"][file]
        rows[path] = rows.get(path, "") + "\n".join(hunks[hunk])
    return rows
