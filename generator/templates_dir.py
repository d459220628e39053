"""Where the templates are: beside the generator in a source tree, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent

#: The folder of `*.jinja` files and of `runtime/`.
TEMPLATES = next(
    (folder for folder in (_HERE / "templates", _HERE.parent / "templates") if folder.is_dir()),
    _HERE.parent / "templates",
)
