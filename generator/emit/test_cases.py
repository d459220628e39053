"""Every documented example as a test, with its verdict.

`read_cases` says what each example is: replayable as documented, after named rules, broken for a
cause in the page, or no call at all. Nothing is left out: there is a case for each example of each
operation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import repeat

from generator.diagnostics import Finding
from generator.emit.calls import SENT, Draft, draft_call
from generator.emit.calls_context import Context
from generator.emit.calls_index import MethodIndex
from generator.emit.cases import Case, Sample
from generator.emit.conforms_placeholders import RULE as PLACEHOLDER
from generator.emit.conforms_replay import replay
from generator.emit.conforms_response import Answer, read_answer
from generator.emit.conforms_types import Types
from generator.emit.names import Names
from generator.emit.plan import Method
from generator.emit.test_cases_function import function_lines, statements
from generator.emit.test_names import FunctionNames
from generator.emit.verdicts import RULES, Flaw, Judgement, Verdict, judge
from generator.model import Api, Example, Loc, Operation
from generator.records import Record, replace

#: What the replay says first where it is the answer that the client refuses.
_OF_ANSWERS = ("DecodeError", "ForeignUrl")
#: Why an example that shows no request has no test where the method sends something.
_ANSWER_ALONE = "the page shows what comes back, and not what is sent"


def read_cases(api: Api, names: Names, methods: Mapping[str, Method]) -> tuple[Case, ...]:
    """The cases of an API, in the order of its operations; `methods` is keyed by operation id."""
    groups = [methods[operation.id].group for operation in api.operations]
    routes = {name: [route.text for route in item.routes] for name, item in methods.items()}
    shop = Workshop(api, names, methods, routes, FunctionNames(api.operations, groups))
    return tuple(case for at in range(len(api.operations)) for case in shop.cases(at))


class _Attempt(Record):
    """An example read as a call of one method."""

    draft: Draft
    answer: Answer | None
    judgement: Judgement
    flaws: list[Flaw]
    context: Context


class Workshop:
    """Makes the cases of one API, operation by operation, in any order.

    `types` notes which types have been looked up; `tried` whether the methods of other operations
    have been searched, and which of these have been looked at; None as long as none were.
    """

    def __init__(
        self,
        api: Api,
        names: Names,
        methods: Mapping[str, Method],
        routes: Mapping[str, Sequence[str]],
        functions: FunctionNames,
    ) -> None:
        self.types = Types(api)
        self.tried: set[str] | None = None
        self._api = api
        self._names = names
        self._methods = methods
        self._routes = routes
        self._functions = functions

    @cached_property
    def _index(self) -> MethodIndex:
        return MethodIndex(self._routes)

    def cases(self, at: int) -> tuple[Case, ...]:
        """The cases of the operation at a place of `api.operations`, in its examples' order."""
        operation = self._api.operations[at]
        return tuple(map(self._case, repeat(operation), operation.examples, self._functions.of(at)))

    def _case(self, operation: Operation, example: Example, name: str) -> Case:
        method = self._methods[operation.id]
        if not example.shows_request and any(it.role in SENT for it in method.parameters):
            return _no_call(operation, example, method, "unreadable", _ANSWER_ALONE)
        try:
            attempt = self._attempt(example, method)
        except ValueError as error:
            return _no_call(operation, example, method, "unreadable", str(error))
        if attempt is None:
            message = f"{example.request.start.partition('?')[0]} is a request to another service"
            return _no_call(operation, example, method, "foreign", message)
        if attempt.judgement.code == "EXAMPLE_NO_ROUTE":
            attempt = self._elsewhere(example, attempt) or attempt
        return _case(operation, example, method.group, name, attempt)

    def _attempt(self, example: Example, method: Method) -> _Attempt | None:
        """The example as a call of a method; None for a request to another service."""
        context = Context.of(self._api, self._names, self.types)
        draft = draft_call(example, method, context)
        if draft is None:
            return None
        cast = _as_cast(method, draft, self.types)
        answer = _answer(example, cast, context)
        if answer and not answer.shown:
            answer = None
            draft.rules.append("body-not-shown")
        flaws = [*draft.flaws, *(answer.flaws if answer else ())]
        if not flaws and (reason := replay(draft, answer, context.base_url)):
            message = " ".join(reason.split())
            flaws = [Flaw("EXAMPLE_DIFFERS", _place(example, message), message)]
        rules = [*draft.rules, *(answer.rules if answer else ())]
        return _Attempt(draft, answer, judge(flaws, rules), flaws, context)

    def _elsewhere(self, example: Example, own: _Attempt) -> _Attempt | None:
        """The example as a call of the method whose page documents the URL, if that replays."""
        tried = self.tried = self.tried or set()
        for name in self._index.find(own.draft.verb, own.draft.path):
            tried.add(name)
            attempt = self._attempt(example, self._methods[name])
            if attempt and attempt.judgement.verdict != "broken":
                rules = ("other-page", *attempt.judgement.rules)
                return replace(attempt, judgement=judge((), rules), flaws=own.flaws)
        return None


def _place(example: Example, message: str) -> Loc:
    """Where the page says what does not replay: an answer that cannot be read stands there."""
    is_answer = message.startswith(_OF_ANSWERS) and example.response is not None
    return example.response.loc if is_answer and example.response else example.request.loc


def _answer(example: Example, method: Method, context: Context) -> Answer | None:
    if example.response is None:
        return None
    return read_answer(example, example.response, method, context)


def _as_cast(method: Method, draft: Draft, types: Types) -> Method:
    """The method as it is for a call that casts its entities to another type."""
    name = str(draft.options.get("cast", ("", None))[0])
    returns = method.returns_wire or ""
    is_entity = not returns.startswith("Edm.") or returns == "Edm.Untyped"
    return replace(method, returns_wire=name) if name in types.resources and is_entity else method


def _case(operation: Operation, example: Example, group: str, name: str, made: _Attempt) -> Case:
    calling = tuple(statements(made.draft, made.answer))
    sample = _sample(operation, example, made, calling)
    title = f"{example.title or operation.title} ({example.loc})."
    what = made.draft, made.answer, made.judgement, made.context
    lines = function_lines(name, title, *what, calling)
    return Case(
        operation.id,
        example.name,
        example.loc,
        group,
        made.judgement,
        name,
        tuple(lines),
        frozenset(made.context.imports.names),
        (*made.draft.gaps, *(made.answer.gaps if made.answer else ())),
        tuple(_findings(example, made)),
        sample,
    )


def _sample(
    operation: Operation, example: Example, made: _Attempt, calling: tuple[str, ...]
) -> Sample:
    """What documentation shows; a request that has a flaw is none that the call makes."""
    broken = made.judgement.verdict == "broken" and made.draft.flaws
    return Sample(
        operation.id,
        operation.title,
        example.title or operation.title,
        example.loc,
        made.judgement,
        made.draft.sends,
        None if broken else calling,
        made.answer.text if made.answer else None,
        frozenset(made.context.imports.names),
    )


def _no_call(
    operation: Operation, example: Example, method: Method, verdict: Verdict, reason: str
) -> Case:
    code = f"EXAMPLE_{verdict.upper()}"
    finding = Finding(code, example.request.loc, reason, "the example's test")
    where = (operation.id, example.name, example.loc, method.group)
    return Case(*where, Judgement(verdict, (), reason), findings=(finding,))


def _findings(example: Example, made: _Attempt) -> Iterator[Finding]:
    broken = made.judgement.verdict == "broken"
    lost = "the example's test is expected to fail" if broken else ""
    yield from (Finding(flaw.code, flaw.loc, flaw.message, lost) for flaw in made.flaws)
    yield from made.draft.notes
    yield from made.answer.notes if made.answer else ()
    for rule in made.judgement.rules:
        if rule in RULES and rule != PLACEHOLDER:
            yield Finding("EXAMPLE_ADJUSTED", example.loc, f"the example replays after rule {rule}")
