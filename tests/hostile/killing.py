"""Kills runs at random moments and looks at what is left.

    python -m tests.hostile.killing --times 200

Two versions of the same pages are generated into one folder in turn. Half of the runs are killed
after a random time, half at a random one of their changes to the disk. Whatever happens, each file
is the old one or the new one, the manifest tells which files are the generator's, and the next run
makes all of it right.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PENDING = "manifest.json.pending"
STAGING = ".generator-staging"

#: Runs the command line, and kills the process at its n-th change to the disk.
_SUICIDE = """
import os, pathlib, shutil, signal, sys
left = [int(sys.argv.pop(1))]
def counted(function):
    def call(*args, **keywords):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **keywords)
    return call
for module, names in ((os, ("replace", "unlink", "rmdir", "mkdir")), (shutil, ("rmtree",))):
    for name in names:
        setattr(module, name, counted(getattr(module, name)))
pathlib.Path.write_bytes = counted(pathlib.Path.write_bytes)
from generator.cli import main
sys.exit(main())
"""


def copies(folder: Path) -> tuple[Path, Path]:
    """The example pages, and the same after an edit: changed, added and removed pages."""
    old, new = folder / "old" / "docs", folder / "new" / "docs"
    for docs in (old, new):
        shutil.copytree(ROOT / "docs_input", docs)
    pages = sorted(new.rglob("*.md"))
    for page in pages[::3]:
        text = page.read_text("utf-8")
        page.write_text(text.replace("Represents", "Stands for").replace("Get ", "Read "), "utf-8")
    resource = next(page for page in pages if page.parent.name == "resources")
    resource.unlink()
    text = "# annex resource type\\n\\nNamespace: contoso.appointments\\n\\n## Properties\\n\\n"
    table = "|Property|Type|Description|\\n|:--|:--|:--|\\n|size|Int32|The size.|\\n"
    (new / "resources" / "annex.md").write_text((text + table).replace("\\n", "\n"), "utf-8")
    return old, new


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but those of a staging folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and STAGING not in path.parts
    }


def command(docs: Path, out: Path) -> list[str]:
    """The arguments of a run."""
    return [str(docs), "--out", str(out), "--quiet", "--no-cache", "--jobs", "1"]


def generate(docs: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """A whole run."""
    words = [sys.executable, "-m", "generator", *command(docs, out)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)


def killed(docs: Path, out: Path, chance: random.Random, seconds: float, steps: int) -> bool:
    """A run that is killed somewhere; False when it came to its end before."""
    if chance.random() < 0.5:
        words = [sys.executable, "-m", "generator", *command(docs, out)]
        process = subprocess.Popen(words, cwd=ROOT)
        time.sleep(chance.uniform(0, seconds))
        process.kill()
    else:
        limit = str(chance.randrange(steps))
        words = [sys.executable, "-c", _SUICIDE, limit, *command(docs, out)]
        process = subprocess.Popen(words, cwd=ROOT)
    return process.wait() == -signal.SIGKILL


def state(found: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> str:
    """`old`, `new` or `between`; raises AssertionError for anything else."""
    if found == old:
        return "old"
    if found == new:
        return "new"
    assert PENDING in found, "files changed, and nothing says that a run was stopped"
    assert found[PENDING] == new["manifest.json"]
    for path, data in found.items():
        if path != PENDING:
            assert data in (old.get(path), new.get(path)), f"{path} is neither old nor new"
    for path in old.keys() & new.keys():
        assert path in found, f"{path} is missing"
    return "between"


def kill_often(times: int, seed: int = 1) -> Counter[str]:
    """Kill runs; what was found afterwards, and how often."""
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        docs = copies(folder)
        out = folder / "out"
        started = time.monotonic()
        wanted = [_made(folder / f"reference{number}", docs[number]) for number in (0, 1)]
        seconds = (time.monotonic() - started) / 2
        shutil.copytree(folder / "reference0", out)
        now = 0
        for _ in range(times):
            old, new = wanted[now], wanted[1 - now]
            if not killed(docs[1 - now], out, chance, seconds * 1.2, 3 * len(new)):
                outcomes["came to its end"] += 1
                assert tree(out) == new
            else:
                outcomes[f"killed: {state(tree(out), old, new)}"] += 1
                target = chance.randrange(2)  # the same pages again, or those from before
                done = generate(docs[target], out)
                assert done.returncode == 0, done.stderr
                assert tree(out) == wanted[target]
                assert not (out / STAGING).exists()
                now = target
                continue
            now = 1 - now
    return outcomes


def _made(out: Path, docs: Path) -> dict[str, bytes]:
    done = generate(docs, out)
    assert done.returncode == 0, done.stderr
    return tree(out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Kill runs at random moments.")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for outcome, count in sorted(kill_often(args.times, args.seed).items()):
        print(f"{count:5} {outcome}")
