"""What pages call deprecated is marked, so that type checkers and editors show it."""

from __future__ import annotations

from pathlib import Path

from generator import pipeline
from generator.config import load_config
from generator.emit import render
from generator.emit.plan import ClassPlan, EnumPlan, Imports, ModelModule
from generator.records import replace
from templates.runtime.marks import deprecated

CASES = Path(__file__).parents[1] / "cases" / "reading"
PLAIN = ClassPlan("Old", "Model", "a.old", "", False, False, ())


def test_methods_and_their_twins(tmp_path: Path) -> None:
    docs = CASES / "deprecated-in-title-note-include-and-row" / "docs"
    files = pipeline.run(load_config(docs, cwd=tmp_path, jobs=1)).files

    for path, start in (("resources", "def"), ("aio", "async def")):
        text = files[f"library/{path}/books.py"]
        assert f'    @deprecated("Get book (deprecated)")\n    {start} get(\n' in text
        assert "from .._runtime.marks import deprecated\n" in text


def test_a_reason_is_one_line() -> None:
    assert render.deprecated(PLAIN, 0) == ""
    said = replace(PLAIN, deprecated='Use\n"New"  instead.')
    assert render.deprecated(said, 0) == "@deprecated('Use \"New\" instead.')\n"
    assert render.deprecated(replace(PLAIN, deprecated=""), 0) == '@deprecated("Deprecated.")\n'


def test_classes_and_enums() -> None:
    kind = EnumPlan("Kind", "a.kind", "", False, (), "Gone.")
    text = render.render(
        "model.jinja",
        doc="A module.",
        plan=ModelModule("old", "", Imports(), (kind,), (replace(PLAIN, deprecated="Gone."),)),
    )
    assert '@deprecated("Gone.")\nclass Kind(OpenEnum):' in text
    assert '@deprecated("Gone.")\n@model("a.old")\nclass Old(Model):' in text


def test_a_mark_changes_nothing_else() -> None:
    @deprecated("Gone.")
    def call() -> int:
        return 1

    assert call() == 1
    assert vars(call)["__deprecated__"] == "Gone."
