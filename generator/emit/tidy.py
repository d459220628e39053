"""The last look at emitted text: every file is compiled before anything is written."""

from __future__ import annotations

import warnings
from collections.abc import Mapping


class BrokenTemplate(Exception):
    """An emitted file is no Python: a bug of the template that it names."""


def check(files: Mapping[str, str], templates: Mapping[str, str]) -> None:
    """Compile Python files. `templates` maps paths to the templates that they come from.

    Raises BrokenTemplate for a file that does not compile, or that gives a SyntaxWarning.
    """
    for path, text in files.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", SyntaxWarning)
                compile(text, path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            source = templates.get(path, "?")
            line = getattr(error, "lineno", None)
            raise BrokenTemplate(f"{source} made {path}, line {line}: {error}") from error


def formatted(text: str) -> str:
    """The text as black has it. Emitted text is so already; tests prove it with this."""
    import black  # slow to import, and only tests need it

    return black.format_str(text, mode=black.Mode())
