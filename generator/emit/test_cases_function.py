"""The test function of one example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.emit.calls import Draft
from generator.emit.calls_context import Context
from generator.emit.conforms_response import Answer
from generator.emit.expressions import Atom, Bracket, Expr, Item, call, laid_out, sequence, text
from generator.emit.layout import docstring
from generator.emit.test_cases_text import block
from generator.emit.verdicts import Judgement, rule_meaning

_LAZY = frozenset({"pages", "delta"})
_BODY = 8


def function_lines(
    name: str,
    title: str,
    draft: Draft,
    answer: Answer | None,
    judgement: Judgement,
    context: Context,
    calling: Iterable[str],
) -> Iterator[str]:
    """The lines of a test; what it needs is added to the context's imports.

    `calling` are its `statements`.
    """
    context.imports.use(".testing", "Exchange")
    if judgement.verdict == "broken":
        context.imports.use("", "pytest")
        yield from laid_out(_xfail(judgement), 0, "@")
    yield f"def {name}() -> None:"
    yield f"    {docstring(_doc(title, judgement), 4)}"
    yield from block("sends", draft.sends)
    if answer is not None:
        yield from block("receives", answer.text)
    yield from laid_out(_exchange(draft, answer, context), 4, "with ", " as client:")
    yield from (f"{' ' * _BODY}{line}" for line in calling)


def _xfail(judgement: Judgement) -> Bracket:
    return call("pytest.mark.xfail", strict=Atom("True"), reason=text(str(judgement)))


def _doc(title: str, judgement: Judgement) -> str:
    if not judgement.rules:
        return title
    rules = "\n".join(f"- {rule}: {rule_meaning(rule)}" for rule in judgement.rules)
    return f"{title}\n\nAdjusted:\n\n{rules}"


def _exchange(draft: Draft, answer: Answer | None, context: Context) -> Bracket:
    items = [Item(Atom("sends"))]
    named: dict[str, Expr] = {}
    if answer is not None:
        items.append(Item(Atom("receives")))
        if answer.undocumented:
            named["undocumented"] = sequence(map(text, answer.undocumented))
        if answer.raises:
            named["raises"] = Atom(context.imports.use(".", answer.raises))
    if draft.base_url:
        named["base_url"] = text(draft.base_url)
    items += [Item(expr, f"{name}=") for name, expr in named.items()]
    return Bracket("Exchange", tuple(items))


def statements(draft: Draft, answer: Answer | None) -> Iterator[str]:
    """The call, and the iteration that makes a pager send its request, as in a test's block."""
    margin = " " * _BODY
    lines: Iterable[str]
    if draft.method.helper not in _LAZY:
        lines = laid_out(draft.call, _BODY)
    elif answer is None or answer.followed:
        lines = laid_out(call("list", draft.call), _BODY)
    else:
        lines = (*laid_out(draft.call, _BODY, "pager = "), f"{margin}next(pager.pages())")
    return (line.removeprefix(margin) for line in lines)
