"""What can stop a run. Each error is a message that says what to do, and an exit code."""

from __future__ import annotations

from collections.abc import Sequence


class GeneratorError(Exception):
    """Stops the run; printed as `error: <message>` without a traceback, then the details."""

    exit_code = 2

    def __init__(self, message: str, details: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.details = tuple(details)


class UsageError(GeneratorError):
    """The command line or the configuration asks for something that does not exist."""


class InputError(GeneratorError):
    """DOCS is missing, unreadable or holds no pages."""


class OutputError(GeneratorError):
    """The output folder cannot be written, or holds what the generator did not write."""


class EditedError(GeneratorError):
    """A generated file was edited by hand, and regenerating would lose the edit."""

    exit_code = 4
