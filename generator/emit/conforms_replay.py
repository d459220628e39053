"""Replays an exchange with the runtime itself, while generating.

The same code as in the test that is emitted, but for models, which pass as the JSON that they
are: whatever the runtime would refuse or send otherwise is found here. Whether the JSON fits the
models is for `generator.emit.conforms` to say.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from generator.emit.calls import Draft
from generator.emit.conforms_response import Answer
from generator.emit.conforms_runtime import runtime
from generator.emit.plan import Method

_UNTYPED = "Edm.Untyped"
#: What an error says of the call: known here, but for an id that differs in each run.
_OF_THE_CALL = re.compile(r" \[(?:operation .*, )?client-request-id [^\]]*\]")
_LAZY = frozenset({"pages", "delta"})


def replay(draft: Draft, answer: Answer | None, base_url: str) -> str | None:
    """Why the call does not replay, None if it does."""
    errors = runtime("errors")
    raises = getattr(errors, answer.raises) if answer and answer.raises else None
    exchange = _exchange_class()(
        _indented(draft.sends),
        _indented(answer.text) if answer else None,
        base_url=draft.base_url or base_url,
        raises=raises,
    )
    made = runtime("calls").Call(draft.method.helper, _operation(draft.method), draft.values)
    try:
        with exchange as client:
            if draft.method.helper in _LAZY:
                pages = client._collect(made).pages()
                list(pages) if answer is None or answer.followed else next(pages)
            else:
                client._call(made)
    except (AssertionError, TypeError, ValueError, errors.Error) as error:
        return _OF_THE_CALL.sub("", f"{type(error).__name__}: {error}")
    return None


@cache
def _exchange_class() -> Any:
    client: Any = runtime("client").Client
    testing: Any = runtime("testing").Exchange
    return type("Replay", (testing,), {"client_class": type("AnyClient", (client,), {})})


def _indented(text: str) -> str:
    margin = " " * 8
    return "\n" + "\n".join(margin + line if line else "" for line in text.split("\n")) + "\n    "


def _operation(method: Method) -> Any:
    """The runtime's operation, its models untyped."""
    returns = method.returns_wire
    return runtime("operations").Operation(
        method.operation.id,
        *(route.text for route in method.routes),
        returns=returns,
        collection=bool(method.returns and method.returns.collection),
        body=_UNTYPED if method.body else None,
        members={it.name: (it.wire, _UNTYPED) for it in method.role("member")},
        query={it.name: it.wire for it in method.role("query")},
        raw=method.raw,
        items=method.items,
        long_running=method.long_running,
        missing=method.missing,
    )
