"""Every documented example as a test, with its verdict.

`read_cases` says what each example is: replayable as documented, after named rules, broken for a
cause in the page, or no call at all. Nothing is left out: there is a case for each example of each
operation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.diagnostics import Finding
from generator.emit.calls import Draft, draft_call
from generator.emit.calls_context import Context
from generator.emit.conforms_replay import replay
from generator.emit.conforms_response import Answer, read_answer
from generator.emit.conforms_types import Types
from generator.emit.names import Names
from generator.emit.plan import Method
from generator.emit.spelling import Scope, capped
from generator.emit.test_cases_function import function_lines
from generator.emit.verdicts import Flaw, Judgement, Verdict, judge
from generator.emit.words import snake
from generator.model import Api, Example, Loc, Operation

_LONGEST_NAME = 72


@dataclass(frozen=True, slots=True)
class Case:
    """A documented example: its verdict, and the test made of it.

    `lines` is the test function, empty for an example that is no call; `imports` are
    `(module, name)` pairs where a dot stands for the package. `undocumented` are the members of
    the response that no table documents. `findings` is what the example says about the pages.
    """

    operation: str
    example: str
    loc: Loc
    group: str
    judgement: Judgement
    function: str = ""
    lines: tuple[str, ...] = ()
    imports: frozenset[tuple[str, str]] = frozenset()
    undocumented: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def verdict(self) -> str:
        """One of `generator.emit.verdicts.VERDICTS`."""
        return self.judgement.verdict

    def __str__(self) -> str:
        reason = f"  {self.judgement}" if str(self.judgement) else ""
        return f"{self.operation}  {self.example}  {self.loc}  {self.verdict}{reason}"


def read_cases(api: Api, names: Names, methods: Mapping[str, Method]) -> tuple[Case, ...]:
    """The cases of an API, in the order of its operations; `methods` is keyed by operation id."""
    types = Types(api)
    scopes: dict[str, Scope] = {}
    found: list[Case] = []
    for operation in api.operations:
        method = methods[operation.id]
        scope = scopes.setdefault(method.group, Scope())
        for example in operation.examples:
            name = _function_name(operation, example, scope)
            context = Context.of(api, names, types)
            found.append(_case(operation, example, method, name, context))
    return tuple(found)


def _function_name(operation: Operation, example: Example, scope: Scope) -> str:
    text = f"{operation.id}/{example.name}"
    name = capped(f"test_{snake(operation.id)}_{snake(example.name)}", text, _LONGEST_NAME)
    return scope.claim(text, name)[0]


def _case(
    operation: Operation, example: Example, method: Method, name: str, context: Context
) -> Case:
    try:
        draft = draft_call(example, method, context)
        answer = read_answer(example.response, method, context) if example.response else None
    except ValueError as error:
        return _no_call(operation, example, method, "unreadable", str(error))
    if draft is None:
        message = f"{example.request.start.partition('?')[0]} is a request to another service"
        return _no_call(operation, example, method, "foreign", message)
    judgement, flaws = _judge(example, draft, answer, context)
    lines = function_lines(name, _title(operation, example), draft, answer, judgement, context)
    return Case(
        operation.id,
        example.name,
        example.loc,
        method.group,
        judgement,
        name,
        tuple(lines),
        frozenset(context.imports.names),
        tuple(answer.undocumented) if answer else (),
        tuple(_findings(example, judgement, flaws, answer)),
    )


def _no_call(
    operation: Operation, example: Example, method: Method, verdict: Verdict, reason: str
) -> Case:
    code = f"EXAMPLE_{verdict.upper()}"
    finding = Finding(code, example.request.loc, reason, "the example's test")
    where = (operation.id, example.name, example.loc, method.group)
    return Case(*where, Judgement(verdict, (), reason), findings=(finding,))


def _judge(
    example: Example, draft: Draft, answer: Answer | None, context: Context
) -> tuple[Judgement, list[Flaw]]:
    flaws = [*draft.flaws, *(answer.flaws if answer else ())]
    if not flaws and (reason := replay(draft, answer, context.base_url)):
        message = " ".join(reason.split())
        flaws = [Flaw("EXAMPLE_DIFFERS", example.request.loc, message)]
    rules = [*draft.rules, *(answer.rules if answer else ())]
    return judge(flaws, rules), flaws


def _title(operation: Operation, example: Example) -> str:
    return f"{example.title or operation.title} ({example.loc})."


def _findings(
    example: Example, judgement: Judgement, flaws: Iterable[Flaw], answer: Answer | None
) -> Iterator[Finding]:
    yield from (flaw.finding() for flaw in flaws)
    for rule in judgement.rules:
        yield Finding("EXAMPLE_ADJUSTED", example.loc, f"the example replays after rule {rule}")
    if answer and answer.undocumented and example.response:
        message = f"no table documents {', '.join(answer.undocumented)}"
        yield Finding("EXAMPLE_MEMBER_UNDOCUMENTED", example.response.loc, message)
