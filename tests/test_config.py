"""The configuration: where it comes from, what wins, and what is wrong with a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.config import load_config
from generator.errors import UsageError


def docs_with(tmp_path: Path, toml: str, name: str = "generator.toml") -> Path:
    docs = tmp_path / "docs"
    docs.mkdir(exist_ok=True)
    (docs / name).write_text(toml)
    return docs


def test_the_default(tmp_path: Path) -> None:
    config = load_config(tmp_path, cwd=tmp_path)

    assert (config.out, config.package, config.names) == (Path("generated"), None, {})
    assert config.jobs >= 1


def test_the_command_line_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    docs = docs_with(tmp_path, 'package = "a"\nout = "../o"\n[names]\n"user.eTag" = "etag"\n')

    config = load_config(docs, cwd=tmp_path, package="b", out=None)

    assert config.package == "b"
    assert config.out.resolve() == (tmp_path / "o").resolve()
    assert config.names == {"user.eTag": "etag"}


def test_a_page_on_its_own_has_the_file_beside_it(tmp_path: Path) -> None:
    docs = docs_with(tmp_path, 'package = "mine"')

    assert load_config(docs / "page.md", cwd=tmp_path).package == "mine"


def test_the_project_of_the_current_folder(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.generator]\npackage = "mine"\nout = "src"\n')

    config = load_config(tmp_path / "docs", cwd=tmp_path)

    assert (config.package, config.out) == ("mine", tmp_path / "src")


def test_the_file_beside_the_pages_comes_first(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.generator]\npackage = "mine"\n')

    assert load_config(docs_with(tmp_path, ""), cwd=tmp_path).package is None


def test_a_project_without_a_word_about_the_generator(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]\n")

    assert load_config(tmp_path, cwd=tmp_path).package is None


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('pakage = "x"', "unknown key 'pakage'; did you mean 'package'"),
        ('colour = "x"', "unknown key 'colour'; known are base_url, exclude, include, names"),
        ("package = 1", "package: must be a text, not 1"),
        ('package = "my-api"', "'my-api' is not a Python name"),
        ('package = "class"', "'class' is not a Python name"),
        ('package = "tests"', "is a folder of the output"),
        ('base_url = "graph"', "is not an address such as"),
        ('base_url = "https://a b"', "is not an address such as"),
        ('page_url = "https://docs.contoso.com/"', "lacks {page}, which stands for"),
        ('names = ["x"]', "names: must be a table"),
        ('[names]\nuser = "a b"', "names.user: 'a b' is not a Python name"),
        ("package = ", "cannot be read as TOML"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, toml: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        load_config(docs_with(tmp_path, toml), cwd=tmp_path)


@pytest.mark.parametrize("project", ["tool = 1", "[tool]\ngenerator = 1", "tool.generator = []"])
def test_a_project_file_of_another_shape(tmp_path: Path, project: str) -> None:
    (tmp_path / "pyproject.toml").write_text(project)

    with pytest.raises(UsageError, match="must be a table"):
        load_config(tmp_path, cwd=tmp_path)


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    docs = docs_with(tmp_path, "")
    (docs / "generator.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(UsageError, match="cannot be read as TOML"):
        load_config(docs, cwd=tmp_path)


def test_a_wrong_package_on_the_command_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--package: 'a-b' is not a Python name"):
        load_config(tmp_path, cwd=tmp_path, package="a-b")
