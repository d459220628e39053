"""Each documented example becomes a test that does what its verdict says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import black
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import json_text
from generator.diagnostics import CODES
from generator.emit import modules, plan_files
from generator.emit.cases import Case
from generator.emit.names import Names
from generator.emit.parts import examples_text, gaps_text
from generator.emit.plan_package import package_plan
from generator.emit.test_cases import read_cases
from generator.emit.test_cases_files import case_modules, example_line, gaps_of
from generator.emit.verdicts import RULES, VERDICTS, tally
from generator.model import Example, Loc, Operation
from generator.records import replace
from tests.emit.example_api import message_of
from tests.emit.example_operations import SAMPLES, WITH_OPERATIONS, Sample

PLAN = package_plan(WITH_OPERATIONS, Names(WITH_OPERATIONS))
METHODS = {method.id: method for method in PLAN.methods}
CASES = read_cases(WITH_OPERATIONS, Names(WITH_OPERATIONS), METHODS)
FILES = case_modules(CASES, PLAN.name) | modules.texts(modules.shared_modules())
BY_NAME = {(case.operation, case.example): case for case in CASES}
ALL = [(operation, it) for operation, samples in SAMPLES.items() for it in samples]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("generated")
    for path, text in {**plan_files(PLAN), **FILES}.items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return out


@pytest.mark.parametrize(("operation", "sample"), ALL, ids=[f"{op}/{it.name}" for op, it in ALL])
def test_the_verdict_and_its_reason(operation: str, sample: Sample) -> None:
    case = BY_NAME[operation, sample.name]
    assert case.verdict == sample.verdict, str(case)
    assert sample.why in str(case)
    assert sample.call in re.sub(r"\s+", " ", "\n".join(case.lines))
    assert bool(case.lines) == (case.verdict not in ("foreign", "unreadable"))


def test_the_tests_do_what_the_verdicts_say(written: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    run = subprocess.run(command, cwd=written, capture_output=True, text=True, check=False)
    counts = tally(case.judgement for case in CASES)
    passed = counts["exact"] + counts["adjusted"]
    assert f"{passed} passed, {counts['broken']} xfailed" in run.stdout, run.stdout[-3000:]


def test_the_tests_are_well_typed(written: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "tests", PLAN.name]
    run = subprocess.run(command, cwd=written, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_the_files_are_in_black_s_form_and_clean(written: Path) -> None:
    for path, text in FILES.items():
        assert black.format_str(text, mode=black.Mode()) == text, path
    rules = "--select=E4,E7,E9,F,W,I"
    command = [sys.executable, "-m", "ruff", "check", "--isolated", rules, "tests"]
    assert subprocess.run(command, cwd=written, check=False).returncode == 0


def test_a_further_example_renames_no_test() -> None:
    def names(cases: tuple[Case, ...]) -> dict[str, str]:
        return {f"{case.operation}/{case.example}": case.function for case in cases}

    first, *others = WITH_OPERATIONS.operations
    shorter = replace(first, examples=first.examples[1:])
    less = replace(WITH_OPERATIONS, operations=(shorter, *others))
    before = names(read_cases(less, Names(less), METHODS))
    assert before.items() <= names(CASES).items()


def test_the_page_s_text_is_in_the_test() -> None:
    case = BY_NAME["item-get", "plain"]
    assert "\n".join(case.lines) == (
        "def test_item_get_plain() -> None:\n"
        '    """Example 1: plain (api/item-get.md:20)."""\n'
        '    sends = """\n'
        "        GET https://mail.contoso.com/v1.0/items/1?$select=id, aInt32\n"
        '    """\n'
        '    receives = """\n'
        "        HTTP/1.1 200 OK\n"
        "        Content-type: application/json\n"
        "\n"
        '        {"id": "1", "aInt32": 5, "importance": "high", "aGuid": null}\n'
        '    """\n'
        "    with Exchange(sends, receives) as client:\n"
        '        client.items.get("1", select="id, aInt32")'
    )


def test_one_line_for_each_example() -> None:
    shown = list(map(example_line, CASES))
    text = examples_text({"mail": shown})
    lines = text.splitlines()
    assert len(lines) == len(ALL) == len(CASES) and lines == sorted(lines)
    assert "item-get  plain  api/item-get.md  exact" in lines
    several = examples_text({"mail": shown, "other": ()})
    assert all(line.startswith("mail  ") for line in several.splitlines())


def test_packages_have_their_own_folders() -> None:
    assert set(case_modules(CASES, "mail", only_package=False)) == {"tests/mail/test_mail_items.py"}
    long = [replace(case, group="g" * 60) for case in CASES]
    several = case_modules(long, "p" * 24, only_package=False)
    assert all(len(path) <= 100 for path in several)


def test_gaps_are_counted_by_type() -> None:
    assert gaps_text({"mail": gaps_of(CASES)}) == ("item: 1\n  other  1  api/item-get.md\n")
    first, second = Loc("a.md", 3), Loc("a.md", 9)
    shown = [
        replace(CASES[0], gaps=(("item.b c", second), ("item.a", second), ("item.a", first))),
        replace(CASES[1], gaps=(("address.x.y", first), ("item.a", second))),
    ]
    assert gaps_text({"mail": gaps_of(shown), "none": ()}) == (
        "mail  address: 1\nmail    x.y  1  a.md\n"
        'mail  item: 2\nmail    a  2  a.md\nmail    "b c"  1  a.md\n'
    )


def test_findings_name_what_the_pages_got_wrong() -> None:
    findings = [finding for case in CASES for finding in case.findings]
    assert {finding.code for finding in findings} >= {
        "EXAMPLE_ADJUSTED",
        "EXAMPLE_FOREIGN",
        "EXAMPLE_MEMBER_UNDOCUMENTED",
        "EXAMPLE_NO_ROUTE",
        "EXAMPLE_UNREADABLE",
    }
    assert all(finding.severity for finding in findings)


MARKS = ["{", "}", "[", '"', "\\", "'" * 3, '"' * 3, "\n", "\n\n", " ", "\x00", "\u202e", "\ud800"]
URLS = ["%", "%ZZ", "?", "&", "=", "#", "//", "/../", "GET ", "HTTP/1.1 200", "A: b", "1e999"]
SHOWN = [piece for _, it in ALL for piece in (it.request, it.response or "")]
HOSTILE = st.lists(st.sampled_from(MARKS + URLS + SHOWN) | st.text(max_size=5), max_size=6)


@given(st.sampled_from(WITH_OPERATIONS.operations), HOSTILE, HOSTILE)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_page_breaks_the_tests(
    operation: Operation, sends: list[str], receives: list[str]
) -> None:
    loc = Loc("api/x.md", 1)
    request, response = (message_of("".join(it), loc) for it in (sends, receives))
    example = Example(request.text or "x", response.text, loc, request, response)
    api = replace(WITH_OPERATIONS, operations=(replace(operation, examples=(example,)),))
    [case] = read_cases(api, Names(api), METHODS)
    for text in case_modules([case], PLAN.name).values():
        compile(text.encode("utf-8"), "test.py", "exec")
        assert black.format_str(text, mode=black.Mode()) == text
    assert len(example_line(case).splitlines()) == 1


def test_every_verdict_occurs() -> None:
    assert all(tally(case.judgement for case in CASES)[verdict] for verdict in VERDICTS)


def test_the_rules_are_documented() -> None:
    page = (Path(__file__).parents[2] / "docs/examples.md").read_text("utf-8")
    repairs = re.findall(r"`([a-z-]+)`", (json_text.JsonText.__doc__ or "").partition("repairs")[2])
    rules = [*RULES, *(f"json-{it}" for it in repairs if it not in json_text.JsonText.__slots__)]
    assert len(rules) > 10 and [rule for rule in rules if f"`{rule}`" not in page] == []
    codes = {code for case in CASES if (code := case.judgement.code)}
    assert [code for code in codes if f"`{code}`" not in page] == []
    assert set(re.findall(r"`(EXAMPLE_\w+)`", page)) <= CODES.keys()
    assert [verdict for verdict in VERDICTS if f"| `{verdict}` |" not in page] == []
