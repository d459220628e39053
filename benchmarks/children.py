"""Programs in interpreters of their own, where nothing is loaded yet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def child(program: str, *arguments: str, paths: tuple[Path, ...] = ()) -> Any:
    """Run a program; the last line that it prints is its result, as JSON.

    Raises ImportError if the program needs a library that is not there.
    """
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env["PYTHONPATH"] = os.pathsep.join(map(str, paths))
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if "ModuleNotFoundError" in done.stderr:
        raise ImportError(done.stderr.strip().rpartition("\n")[2])
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout.strip().rpartition("\n")[2])


def best(runs: list[list[float]]) -> list[float]:
    """The least of each figure over all runs."""
    return [min(column) for column in zip(*runs, strict=True)]
