"""Runs the whole generator over pages that are texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator import pipeline
from generator.config import Config

SAFE = """\
# safe resource type

Namespace: contoso.things

A page without harm, so that there is always something to generate.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The id.|
"""


def write(folder: Path, pages: Mapping[str, str | bytes]) -> Path:
    """Write pages, and one that is harmless, below a folder."""
    for path, text in {"resources/safe.md": SAFE, "api/.keep": "", **pages}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return folder


def run(folder: Path, pages: Mapping[str, str | bytes]) -> pipeline.Output:
    """Everything that a run makes of the pages."""
    return pipeline.run(Config(docs=write(folder, pages), jobs=1))
