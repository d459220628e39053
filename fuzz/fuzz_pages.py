"""Coverage-guided fuzzing of the whole generator, for atheris.

An input is a few pages: a line `=== path` begins each. They are generated as always, in memory,
and what comes out is looked at: it parses, and its syntax trees hold nothing that no template has.
So is what `serve` answers and `review` shows of them.
How to run it is in README.md beside this file.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path, PurePosixPath

import atheris

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["generator"]):
    from generator import pipeline
    from generator.config import Config
    from generator.errors import GeneratorError
    from generator.report import github, markdown, sarif, text

from tests.hostile.running import SAFE  # noqa: E402
from tests.hostile.syntax import intruders  # noqa: E402
from tests.hostile.verbs import look  # noqa: E402

_FIRST = "resources/thing.md"
_PATH = 80


def pages(data: bytes) -> dict[str, bytes]:
    """The pages that an input stands for; paths stay inside whatever the input says."""
    found: dict[str, bytes] = {}
    path, lines = _FIRST, list[bytes]()
    for line in data.split(b"\n"):
        if not line.startswith(b"=== "):
            lines.append(line)
            continue
        found[path] = b"\n".join(lines)
        path, lines = _inside(line[4:]), []
    found[path] = b"\n".join(lines)
    return found


def _inside(name: bytes) -> str:
    parts = PurePosixPath(name.decode("utf-8", "replace").replace("\0", "")[:_PATH]).parts
    kept = [part.strip() for part in parts if part.strip(". /")]
    folder = kept[0] if len(kept) > 1 and kept[0] in ("api", "includes") else "resources"
    return f"{folder}/{kept[-1].removesuffix('.md') if kept else 'thing'}.md"


def one_input(data: bytes) -> None:
    """Generate and look; raises when something is wrong."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, content in {**pages(data), "resources/safe.md": SAFE.encode()}.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(content)
        try:
            output = pipeline.run(Config(docs=folder, jobs=1))
            look(folder)
        except GeneratorError:
            return
    wrong = intruders(output.files)
    wrong += [str(it) for it in output.findings if it.code == "PAGE_INTERNAL_ERROR"]
    if wrong:
        raise RuntimeError("; ".join(wrong[:3]))
    for line in (*map(text.finding_line, output.findings), *github.finding_lines(output)):
        if not line.isprintable():
            raise RuntimeError(f"a line of a report does not print: {line!r}")
    list(markdown.finding_lines(output))
    sarif.dump(output)


def main() -> None:
    """Fuzz, with libFuzzer's options from the command line."""
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
