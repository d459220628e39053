"""What can stop a run. Each error is a message that says what to do, and an exit code."""

from __future__ import annotations


class GeneratorError(Exception):
    """Stops the run; printed as `error: <message>` without a traceback."""

    exit_code = 2


class UsageError(GeneratorError):
    """The command line or the configuration asks for something that does not exist."""


class InputError(GeneratorError):
    """DOCS is missing, unreadable or holds no pages."""


class OutputError(GeneratorError):
    """The output folder cannot be written, or holds what the generator did not write."""


class EditedError(GeneratorError):
    """A generated file was edited by hand, and regenerating would lose the edit."""

    exit_code = 4
