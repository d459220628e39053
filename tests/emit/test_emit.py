"""Emitted packages: black's form, clean types, and code that is only what the templates hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.config import Config
from generator.emit import emit, test_cases_text, tidy
from generator.emit.names import Names
from generator.emit.plan import Method
from generator.emit.plan_package import EXPORTS, package_plan
from generator.emit.surface import method_blocks, type_blocks
from generator.emit.surface_lines import texts
from generator.model import (
    Api,
    Argument,
    Body,
    Doc,
    EnumMember,
    EnumType,
    Loc,
    Operation,
    Param,
    Permission,
    Property,
    Resource,
    Returns,
    Route,
    Segment,
    TypeRef,
)
from tests.emit.samples import API, NS, operation

FILES = emit(API, Names(API))
OWN = {path: text for path, text in FILES.items() if "/_runtime/" not in path}
PYTHON = {path: text for path, text in OWN.items() if path.endswith(".py")}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    for path, text in FILES.items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return out


@pytest.fixture(scope="module")
def package(written: Path) -> Iterator[Any]:
    sys.path.insert(0, str(written))
    yield import_module("sample")
    sys.path.remove(str(written))
    for name in [name for name in sys.modules if name.partition(".")[0] == "sample"]:
        del sys.modules[name]


@pytest.mark.parametrize("path", PYTHON)
def test_files_are_as_black_has_them(path: str) -> None:
    assert tidy.formatted(PYTHON[path]) == PYTHON[path]


def test_files_are_where_they_belong() -> None:
    for path in (
        "sample/__init__.py",
        "sample/client.py",
        "sample/py.typed",
        "sample/_types.py",
        "sample/_runtime/models.py",
        "sample/models/__init__.py",
        "sample/models/user.py",
        "sample/resources/__init__.py",
        "sample/resources/users.py",
        "sample/aio/client.py",
        "sample/aio/users.py",
    ):
        assert path in FILES
    assert max(map(len, FILES)) <= 100


def test_types_and_style_are_clean(written: Path) -> None:
    strict = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "-p", "sample"]
    done = subprocess.run(strict, cwd=written, capture_output=True, text=True, check=False)
    own = [line for line in done.stdout.splitlines() if "_runtime" not in line and "error:" in line]
    assert own == []
    style = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "E4,E7,E9,F,I"]
    style += ["--exclude", "_runtime", "sample"]
    done = subprocess.run(style, cwd=written, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_module_imports(package: Any, written: Path) -> None:
    for path in PYTHON:
        import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    for name in package.__all__:
        assert getattr(package, name) is not None


def test_importing_the_package_loads_neither_http_nor_models(written: Path) -> None:
    code = "import sample, sys; sample.SampleClient; print(*sys.modules)"
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, cwd=written, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"httpx", "dataclasses", "sample.models", "sample.models.user"}


def test_exports_are_there() -> None:
    for module, names in EXPORTS.items():
        tree = ast.parse(FILES[f"sample/_runtime/{module}.py"])
        defined = {name for node in ast.walk(tree) for name in _defined(node)}
        assert set(names) <= defined, module


def _defined(node: ast.AST) -> Iterator[str]:
    if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
        yield node.name
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


CALLS = [
    ("users.get", ("me",), {}, "GET /me"),
    ("users.get", ("adele",), {"select": ["id", "mail"]}, "GET /users/adele?$select=id,mail"),
    ("users.list", (), {"top": 5, "count": True}, "GET /users?$top=5&$count=true"),
    ("users.send_mail", ("me",), {"message": None}, "POST /me/sendMail"),
    ("users.get_photo_value", ("me",), {"size": "48x48"}, "GET /me/photos/48x48/$value"),
    ("users.list_events", (), {"start_date_time": "x", "route": "GET /me/calendar/events"},
     "GET /me/calendar/events?startDateTime=x"),
    ("groups.remove_member_ref", ("g", "m"), {}, "DELETE /groups/g/members/m/$ref"),
    ("reports.get_usage", ("D'7", 3), {}, "GET /reports/getUsage(period='D''7',top=3)"),
    ("drive_items.get_content", ("i",), {"user_id": "me"}, "GET /me/drive/items/i/content"),
    ("drive_items.get_content", (), {"item_path": "a/b"}, "GET /me/drive/root:/a/b:/content"),
    ("drive_items.create", (None,), {"path": "/x"}, "POST /x"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args", "kwargs", "sends"), CALLS)
def test_requests(package: Any, name: str, args: Any, kwargs: Any, sends: str) -> None:
    client = package.SampleClient("token")
    group, _, method = name.partition(".")
    request = client.prepare(getattr(getattr(client, group), method), *args, **kwargs)
    assert f"{request.method} {request.url}" == sends.replace(" /", f" {API.base_url}/", 1)


def test_models(package: Any) -> None:
    models = import_module("sample.models")
    data = {"displayName": "A", "list": ["x"], "workDays": "monday,tuesday", "kinds": ["4x6"]}
    user = package.from_dict(models.User, data, strict=True)
    assert user.display_name == "A" and user.list_ == ["x"]
    assert user.kinds == [models.UserKind.N_4X6]
    assert package.to_dict(user) == data


def test_docstrings_link_to_the_pages_that_people_read() -> None:
    plan = package_plan(API, Names(API), "https://docs.contoso.com/{page}?view=1")
    doc = {item.id: item.doc for item in plan.methods}
    assert doc["user-get"].endswith(
        "\n\nDocumented in api/user-get.md.\nhttps://docs.contoso.com/api/user-get?view=1"
    )


def test_signatures() -> None:
    methods = {item.id: item for item in package_plan(API, Names(API)).methods}
    shown = {key: _signature(method) for key, method in methods.items()}
    assert shown["user-get"] == "user_id, *, select?, expand?"
    assert shown["user-update"] == "user_id, body"
    assert shown["user-sendmail"] == "user_id, *, message, save_to_sent_items?, from_?, timeout_?"
    assert shown["user-get-photo#content"] == "user_id, *, size?"
    assert shown["user-delta"] == "*, select?, link?"
    assert shown["user-list-events"] == "*, top?, start_date_time, route?"
    assert shown["group-post-members"] == "group_id, ref"
    assert shown["item-get-content"] == "item_id?, *, drive_id?, group_id?, user_id?, item_path?"
    assert shown["item-update"] == "drive_id?, *, item_id?, item_path?, body"
    assert shown["item-missing"] == "body, *, path?"
    assert methods["user-get"].routes[0].text == "GET /users/{user_id}"
    assert len(methods["user-get"].routes) == 1
    assert [route.path for route in methods["user-get"].routes[0].documented] == [
        "/users/{id | userPrincipalName}",
        "/me",
    ]


def _signature(method: Method) -> str:
    mark = ["*"] if method.keywords else []
    shown = [f"{item.name}{'' if item.required else '?'}" for item in method.positional]
    more = [f"{item.name}{'' if item.required else '?'}" for item in method.keywords]
    return ", ".join([*shown, *mark, *more])


def test_the_async_twin_is_the_same_but_for_waiting() -> None:
    sync, twin = FILES["sample/resources/users.py"], FILES["sample/aio/users.py"]
    spelled = twin.replace("async def", "def").replace("await ", "").replace("Async", "")
    assert spelled[spelled.index("\nclass ") :] == sync[sync.index("\nclass ") :]


def test_parameters_leave_the_options_alone() -> None:
    tree = ast.parse(FILES["sample/_runtime/options.py"])
    options = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "Options")
    from generator.emit.spelling import PARAMETER_RESERVED

    fields = {n.target.id for n in options.body if isinstance(n, ast.AnnAssign)
              and isinstance(n.target, ast.Name)}  # fmt: skip
    assert fields <= PARAMETER_RESERVED


# Hostile text --------------------------------------------------------------------------------

TEXT = st.text(max_size=40) | st.sampled_from(
    ['"""\nimport os\n"""', "'''", "\\", 'x"', "\x00", "{{ 7 * 7 }}", "{% raw %}", "\u202e",
     "\ud800", "a\nb", "# x", "${x}", "f'{x}'", "class", "self", "", " ", "con", "é", "a" * 300,
     "{id}", "?x=1"]
)  # fmt: skip
PLACE = st.builds(Loc, TEXT, st.integers(0, 9))
DOC = st.builds(Doc, TEXT, TEXT, st.none() | TEXT)
REF = st.builds(TypeRef, TEXT | st.just("Edm.String") | st.just(f"{NS}.a"), st.booleans())
PROPERTY = st.builds(Property, TEXT, REF, DOC, PLACE)
RESOURCE = st.builds(
    Resource, TEXT | st.just(f"{NS}.a"), DOC, st.lists(PROPERTY, max_size=3).map(tuple),
    st.none() | PLACE, base=st.none() | TEXT | st.just(f"{NS}.a"), key=st.none() | TEXT,
)  # fmt: skip
MEMBER = st.builds(EnumMember, TEXT, DOC, PLACE)
ENUM = st.builds(EnumType, TEXT, DOC, st.lists(MEMBER, max_size=3).map(tuple), st.none() | PLACE)
ARGUMENT = st.builds(Argument, TEXT, st.none() | TEXT, TEXT, st.booleans())
SEGMENT = st.builds(
    Segment, st.sampled_from(["literal", "key", "path", "cast", "function"]), TEXT, TEXT, TEXT,
    st.lists(ARGUMENT, max_size=2).map(tuple),
)  # fmt: skip
ROUTE = st.builds(Route, TEXT | st.just("GET"), TEXT, st.lists(SEGMENT, max_size=3).map(tuple),
                  PLACE, TEXT)  # fmt: skip
PARAM = st.builds(
    Param, TEXT, st.sampled_from(["path", "query", "header", "function", "body"]), REF, DOC, PLACE,
    st.none() | st.booleans(),
)  # fmt: skip
OPERATION = st.builds(
    Operation, TEXT, TEXT, TEXT,
    st.sampled_from(["get", "list", "create", "update", "delete", "action", "function", "delta",
                     "count", "content", "add_ref", "remove_ref"]),
    st.none() | TEXT, DOC, PLACE, st.lists(ROUTE, max_size=3).map(tuple),
    params=st.lists(PARAM, max_size=3).map(tuple),
    body=st.none() | st.builds(Body, st.none() | REF, PLACE, st.none() | TEXT),
    returns=st.none() | st.builds(Returns, st.just(200), st.none() | REF, PLACE),
    permissions=st.lists(
        st.builds(Permission, TEXT, st.lists(TEXT, max_size=2).map(tuple), TEXT, PLACE), max_size=1
    ).map(tuple),
)  # fmt: skip
HOSTILE = st.builds(
    Api, TEXT, TEXT | st.just(NS), TEXT,
    st.lists(RESOURCE, max_size=3).map(tuple), st.lists(ENUM, max_size=2).map(tuple),
    st.lists(OPERATION, max_size=3).map(tuple),
)  # fmt: skip

#: What emitted code consists of: no operators, comprehensions, lambdas or formatted strings.
ALLOWED = (
    ast.Module, ast.Expr, ast.Constant, ast.Import, ast.ImportFrom, ast.alias, ast.ClassDef,
    ast.FunctionDef, ast.AsyncFunctionDef, ast.arguments, ast.arg, ast.Return, ast.Await, ast.Call,
    ast.keyword, ast.Name, ast.Attribute, ast.Load, ast.Store, ast.Assign, ast.AnnAssign,
    ast.Subscript, ast.Tuple, ast.List, ast.Dict, ast.BinOp, ast.BitOr, ast.If,
)  # fmt: skip
#: Explaining a failure would format thousands of packages.
PHASES = set(Phase) - {Phase.explain}
CALLED = {"model", "prop", "Operation", "deprecated", "locals"}
#: Most packages have some modules that others have, too.
formatted = cache(tidy.formatted)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(HOSTILE)
def test_text_from_pages_never_becomes_code(api: Api) -> None:
    names = Names(api)
    for path, text in emit(api, names).items():
        assert len(path) <= 100 and path.isascii()
        text.encode("utf-8")
        if path.endswith(".py") and "/_runtime/" not in path:
            tree = ast.parse(text)
            if path.rpartition("/")[2] != "__init__.py":
                _check_tree(tree, path)
            assert formatted(text) == text


def _check_tree(tree: ast.Module, path: str) -> None:
    for node in ast.walk(tree):
        assert isinstance(node, ALLOWED), (path, ast.dump(node))
        if isinstance(node, ast.Call):
            target = node.func
            if isinstance(target, ast.Name):
                assert target.id in CALLED or target.id[0].isupper()
            else:
                assert isinstance(target, ast.Attribute) and target.attr.startswith("_")


def test_a_broken_file_names_its_template() -> None:
    with pytest.raises(tidy.BrokenTemplate, match=r"x\.jinja made a\.py, line 1"):
        tidy.check({"a.py": "def"}, {"a.py": "x.jinja"})


def test_tests_of_examples_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_cases_text, "_block", lambda *_: ["    ("])
    with pytest.raises(tidy.BrokenTemplate, match=r"test\.jinja made tests/"):
        pipeline.run(Config(docs=Path(__file__).parents[2] / "docs_input", jobs=1))


def test_the_surface_has_one_line_for_each_fact() -> None:
    names = Names(API)
    methods = package_plan(API, names).methods
    types = type_blocks((*API.resources, *API.enums), names)
    files = texts({"types": types, "operations": method_blocks(methods)})

    def without_digests(name: str) -> list[str]:
        return re.sub(r" doc=\w{8}", "", files[name]).splitlines()

    lines = files["types.txt"].splitlines()
    assert lines == sorted(lines)
    lines = without_digests("types.txt")
    assert f"{NS}.user type User kind=entity base={NS}.entity" in lines
    assert f'{NS}.userKind member "JIS B4" JIS_B4' in lines
    lines = without_digests("operations.txt")
    assert 'user-get route GET "/users/{id | userPrincipalName}"' in lines
    assert any(line.startswith("user-get parameter user_id - place=path wire=") for line in lines)
    (places,) = re.findall(rf"^types {NS}.userKind (.*)$", files["places.txt"], re.MULTILINE)
    assert places.startswith("resources/user.md:")


def test_an_empty_api_has_a_package() -> None:
    api = Api("v1.0", NS, "https://example.com")
    for path, text in emit(api, Names(api)).items():
        if path.endswith(".py") and "/_runtime/" not in path:
            assert tidy.formatted(text) == text


def test_a_model_called_like_a_name_of_the_runtime_is_imported_under_another() -> None:
    text = FILES["sample/resources/groups.py"]
    assert "from ..models import Group as GroupModel" in text
    assert operation("x", "get", None).id == "x"
