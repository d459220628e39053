"""`generate --watch`: which pages were saved, as soon as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from generator.config import Config
from generator.discover import INCLUDE_FOLDER
from generator.errors import UsageError

#: Milliseconds in which changes are taken for one: an editor writes more than one file.
_TOGETHER = 400
#: Milliseconds after which the first time is reported without any change.
_FIRST = 500
_CONFIGURATION = frozenset({"generator.toml", "pyproject.toml"})


def saved(config: Config, stop: Event | None = None) -> Iterator[list[Path]]:
    """The pages, included files and configuration files that change, each time some do.

    The first list may be empty: from then on nothing is missed. Ends when `stop` is set, and with
    KeyboardInterrupt. Raises `UsageError` when watchfiles is not installed.
    """
    try:
        from watchfiles import watch
    except ImportError as error:
        message = "--watch needs watchfiles: pip install 'pages2py[watch]'"
        raise UsageError(message) from error

    changes = watch(
        *_places(config.docs),
        watch_filter=lambda _, path: _matters(Path(path), config),
        debounce=_TOGETHER,
        rust_timeout=_FIRST,
        yield_on_timeout=True,
        stop_event=stop,
    )
    lists = (sorted({Path(path) for _, path in change}) for change in changes)
    return (paths for number, paths in enumerate(lists) if paths or not number)


def shown(path: Path) -> str:
    """A path as one would write it here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _places(docs: Path) -> Iterator[Path]:
    """Where pages, included files and the configuration are."""
    folder = docs if docs.is_dir() else docs.parent
    yield folder
    for place in (folder.parent / INCLUDE_FOLDER, Path("pyproject.toml")):
        if place.exists():
            yield place


def _matters(path: Path, config: Config) -> bool:
    if path.name in _CONFIGURATION:
        return True
    is_page = path.suffix.lower() == ".md" and not path.name.startswith(".")
    return is_page and not path.is_relative_to(config.out.resolve())
