"""What holds for all tests."""

from __future__ import annotations

import signal
from itertools import count
from pathlib import Path

import pytest

_number = count()

# A shell ignores SIGINT for what it starts in the background, and whatever that starts inherits it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tests' caches are."""
    return tmp_path_factory.mktemp("caches")


@pytest.fixture(autouse=True)
def no_cache_of_others(caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test starts with an empty cache, and leaves the user's own alone."""
    folder = str(caches / str(next(_number)))
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, folder)
