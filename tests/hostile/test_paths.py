"""No name, link, include or folder leads out of the pages or out of the output."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from generator.emit.spelling import _DEVICES
from generator.pipeline import Output
from tests.hostile import pages
from tests.hostile.running import SAFE, run

#: Ways out, and names that some system gives a meaning.
NAMES = (
    "../../escape", "/etc/escape", "..", ".", "C:/escape", "C:\\escape", "\\\\host\\share\\escape",
    "con", "CON", "nul", "NUL.txt", "com1", "LPT9", "aux.h", "prn", "a/b", "a\\b", "a:b", "a*b?",
    " lead", "trail ", "trail.", ".hidden", "-dash", "~", "~root", "$HOME", "%TEMP%", "`id`",
    "$(id)", "\u2024\u2024/x", "\uff0e\uff0e\uff0fx", "x" * 5000, "é" * 300, "İ", "ß", "ſ",
    "__init__", "_types", "client", "_runtime", "conftest", "manifest", "__pycache__",
    "py.typed", "tests", "surface",
)  # fmt: skip


def check(output: Output) -> None:
    """Every path stays inside, is portable, and differs from others in more than its case."""
    paths = [*output.files, "manifest.json", "manifest.json.pending"]
    for path in paths:
        pure = PurePosixPath(path)
        assert not pure.is_absolute() and ".." not in pure.parts, path
        assert path.isascii() and path.isprintable(), path
        assert len(path) <= 120, path
        for part in pure.parts:
            assert not set(part) & set('\\:*?"<>|'), path
            assert part.partition(".")[0].lower() not in _DEVICES, path
            assert not part.endswith((".", " ")) and not part.startswith((" ", "-", "~")), path
    assert len({path.lower() for path in paths}) == len(paths)
    folders = {str(parent).lower() for path in paths for parent in PurePosixPath(path).parents}
    assert not folders & {path.lower() for path in paths}


@pytest.mark.parametrize(
    "hole", ["title", "type_name", "namespace", "name", "path", "example", "base"]
)
def test_names_stay_inside(tmp_path: Path, hole: str) -> None:
    for number, name in enumerate(NAMES[::3]):
        check(run(tmp_path / str(number), pages.filled({hole: name})))


@pytest.mark.parametrize("hole", ["title", "namespace"])
def test_titles_are_names(tmp_path: Path, hole: str) -> None:
    for number, name in enumerate(NAMES):
        page = (
            SAFE.replace("safe", name) if hole == "title" else SAFE.replace("contoso.things", name)
        )
        check(run(tmp_path / str(number), {"resources/other.md": page}))


def test_file_names_are_names(tmp_path: Path) -> None:
    names = [n for n in NAMES if "/" not in n and n not in (".", "..") and len(n.encode()) < 200]
    files = {f"api/{name}-get.md": pages.filled({})["api/thing-do.md"] for name in names}
    files |= {
        f"resources/{name}.md": SAFE.replace("safe", f"safe{n}") for n, name in enumerate(names)
    }
    check(run(tmp_path, files))


def test_names_that_differ_in_case(tmp_path: Path) -> None:
    files = {
        f"resources/{name}.md": SAFE.replace("# safe", f"# {name}")
        for name in ("Thing", "thing", "THING", "tHing", "thinG")
    }
    files |= {
        f"api/{n}-get.md": pages.filled({})["api/thing-do.md"] for n in ("x", "X", "x_", "x-")
    }
    check(run(tmp_path, files))


@pytest.mark.parametrize(
    "include",
    [
        *("../../secret.md", "/secret.md", "..\\..\\secret.md", "link.md", "linked/secret.md"),
        *("%2e%2e/secret.md", "file:///secret.md", "//host/secret.md", "secret.md\x00.md"),
        *("../includes/../../../secret.md", "secret.txt"),
    ],
)
def test_includes_stay_inside(tmp_path: Path, include: str) -> None:
    (tmp_path / "secret.md").write_text("THE SECRET")
    docs = tmp_path / "work" / "docs"
    (docs / "resources").mkdir(parents=True)
    (docs / "resources" / "secret.txt").write_text("THE SECRET")
    (docs / "resources" / "link.md").symlink_to(tmp_path / "secret.md")
    (docs / "resources" / "linked").symlink_to(tmp_path, target_is_directory=True)
    page = SAFE.replace("A page", f"Text.\n\n[!INCLUDE [x]({include})]\n\nA page")
    output = run(docs, {"resources/other.md": page.replace("safe", "other")})
    assert not any("THE SECRET" in text for text in output.files.values())


def test_pages_outside_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(SAFE.replace("safe", "secret"))
    docs = tmp_path / "work" / "docs"
    (docs / "resources").mkdir(parents=True)
    (docs / "resources" / "secret.md").symlink_to(tmp_path / "secret.md")
    output = run(docs, {})
    assert not any("secret" in path for path in output.files)
    assert "PAGE_UNREADABLE" in {finding.code for finding in output.findings}


@pytest.mark.parametrize("depth", [1, 2, 50])
def test_includes_that_include_each_other(tmp_path: Path, depth: int) -> None:
    line = "[!INCLUDE [x]({})]\n\n".format
    files = {
        f"includes/a{n}.md": f"Text {n}.\n\n{line(f'a{(n + 1) % depth}.md') * 3}"
        for n in range(depth)
    }
    page = SAFE.replace("A page", f"{line('../includes/a0.md')}A page").replace("safe", "other")
    output = run(tmp_path, {"resources/other.md": page, **files})
    assert {"INCLUDE_CYCLE", "OVER_LIMIT"} & {finding.code for finding in output.findings}


def test_an_include_bomb(tmp_path: Path) -> None:
    line = "[!INCLUDE [x]({})]\n\n".format
    files = {f"includes/a{n}.md": line(f"a{n + 1}.md") * 100 for n in range(7)}
    page = SAFE.replace("A page", f"{line('../includes/a0.md') * 100}A page").replace(
        "safe", "other"
    )
    output = run(tmp_path, {"resources/other.md": page, **files, "includes/a7.md": "x"})
    found = [finding for finding in output.findings if finding.code == "OVER_LIMIT"]
    assert len(found) == 1
    assert found[0].lost
