"""How long a type checker needs for a program of three lines, with nothing cached."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rows import Row

_PROGRAM = """\
from graph import GraphClient

print(GraphClient("token").users.get("me").display_name)
"""


def measure(package: Path) -> Iterator[Row]:
    """`mypy --strict`, cold; nothing if it is not installed."""
    with tempfile.TemporaryDirectory() as scratch:
        program = Path(scratch) / "program.py"
        program.write_text(_PROGRAM)
        command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", program.name]
        env = {**os.environ, "MYPYPATH": str(package.parent)}
        for label, most in (("cold", 10), ("again", None)):
            start, spent = time.perf_counter(), _children()
            done = subprocess.run(
                command, cwd=scratch, env=env, capture_output=True, text=True, check=False
            )
            if "No module named mypy" in done.stderr:
                return
            assert done.returncode == 0, done.stdout
            yield Row(f"mypy --strict, {label}, wall", time.perf_counter() - start, "s", most=most)
            yield Row("the same, processor", _children() - spent, "s", most=most)


def _children() -> float:
    """Seconds of processor time that ended programs took."""
    times = os.times()
    return times.children_user + times.children_system
