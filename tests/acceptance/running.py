"""Programs that use a generated package: run against a real server, and checked for types."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
STANDINS = PROGRAMS / "standins"

#: Runs a program with the clients of a package sent elsewhere, and notes the lines that ran.
_PLAYER = """
import asyncio, importlib, json, os, sys

program, package, clients, base_url, coroutine = sys.argv[1:]
for client in clients.split():
    getattr(importlib.import_module(package), client).BASE_URL = base_url
with open(program, encoding="utf-8") as file:
    code = compile(file.read(), program, "exec")
lines, ran = set(), set()
todo = [code]
while todo:
    block = todo.pop()
    lines.update(line for _, _, line in block.co_lines() if line)
    todo += [const for const in block.co_consts if hasattr(const, "co_lines")]

def trace(frame, event, arg):
    if frame.f_code.co_filename == program:
        ran.add(frame.f_lineno)
        return trace

sys.settrace(trace)
scope = {"__name__": "__main__"}
exec(code, scope)
if coroutine:
    print(asyncio.run(scope[coroutine]()))
sys.settrace(None)
with open("lines.json", "w") as file:
    json.dump(sorted(lines - ran), file)
"""


@dataclass(frozen=True)
class Run:
    """What a program printed, and its lines that were not reached."""

    printed: str
    skipped: tuple[str, ...]


def run(
    program: Path, folder: Path, package: tuple[str, str], base_url: str, coroutine: str = ""
) -> Run:
    """Run a program beside a package; its name and its clients are `package`.

    `coroutine` names a function to run when the program is through. Its result is printed.
    """
    command = [sys.executable, "-W", "error", "-c", _PLAYER]
    arguments = [str(program), *package, base_url, coroutine]
    paths = os.pathsep.join(map(str, (folder, STANDINS)))
    env = {**os.environ, "PYTHONPATH": paths, "NO_PROXY": "127.0.0.1", "PYTHONUTF8": "1"}
    done = _run([*command, *arguments], program.parent, env)
    assert done.returncode == 0, done.stderr
    text = program.read_text(encoding="utf-8").splitlines()
    skipped = json.loads((program.parent / "lines.json").read_text())
    return Run(done.stdout, tuple(text[line - 1].strip() for line in skipped))


def mypy(programs: Iterable[str], where: Path, folder: Path) -> str:
    """What `mypy --strict` says of programs in a folder that use a package in another."""
    paths = os.pathsep.join(map(str, (folder, STANDINS)))
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", *programs]
    return _run(command, where, {**os.environ, "MYPYPATH": paths}).stdout


def pyright(programs: Iterable[str], where: Path, folder: Path, mode: str = "strict") -> list[str]:
    """The complaints of pyright about programs in a folder."""
    config = {
        "include": list(programs),
        "typeCheckingMode": mode,
        "extraPaths": [str(folder), str(STANDINS)],
        "pythonVersion": "3.11",
    }
    (where / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable]
    done = _run(command, where, dict(os.environ))
    found = json.loads(done.stdout)
    assert found["summary"]["filesAnalyzed"], done.stdout
    return [f"{item['file']}: {item['message']}" for item in found["generalDiagnostics"]]


def untyped(package: str, folder: Path) -> list[str]:
    """Names of what users of a package in a folder see, and whose type pyright cannot tell."""
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson"]
    command += ["--verifytypes", package]
    done = _run(command, folder, {**os.environ, "PYTHONPATH": str(folder)})
    symbols = json.loads(done.stdout)["typeCompleteness"]["symbols"]
    return [it["name"] for it in symbols if not it["isTypeKnown"] or it["isTypeAmbiguous"]]


def _run(command: list[str], cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=300
    )
