"""What the command line prints, and what it makes of errors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from generator.errors import GeneratorError

if TYPE_CHECKING:
    from generator.report.progress import Bar

COULD_NOT_RUN = 2


def guarded(action: Callable[[], int]) -> int:
    """The exit code of an action, whatever happens but that nobody wants it any more."""
    try:
        code = action()
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except GeneratorError as error:
        complain(str(error), error.details)
        return error.exit_code
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"{error.filename or 'standard output'}: {error.strerror}")
        return COULD_NOT_RUN
    except MemoryError:
        complain("there is too little memory for this")
        return COULD_NOT_RUN
    except Exception:
        import traceback

        traceback.print_exc()
        complain("this is a bug in the generator; please report it with the lines above")
        return COULD_NOT_RUN


def say(text: str) -> None:
    """Write to standard output as UTF-8, whatever the terminal's encoding is."""
    if sys.stdout is None:
        return
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stdout.write(text)
    sys.stdout.flush()  # before anything is complained of


def complain(message: str, details: Sequence[str] = ()) -> None:
    """Write an error, and what there is to add to it, to standard error."""
    from generator.report.safe import safe

    if sys.stderr is not None:
        lines = (f"error: {safe(message)}", *(f"  {safe(detail)}" for detail in details))
        text = "".join(f"{line}\n" for line in lines)
        sys.stderr.write(text.encode("ascii", "backslashreplace").decode())


class Watched:
    """Shows progress while it is open, and leaves no trace of it."""

    def __init__(self, quiet: bool = False) -> None:
        from generator.report.progress import progress_for

        self._bar: Bar | None = progress_for(sys.stderr, quiet)

    def __enter__(self) -> Bar | None:
        return self._bar

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.close()
