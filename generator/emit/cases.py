"""What becomes of a documented example: its verdict, the test made of it, its sample."""

from __future__ import annotations

from generator.diagnostics import Finding
from generator.emit.verdicts import Judgement
from generator.model import Loc
from generator.records import Record


class Sample(Record):
    """An exchange as documentation shows it.

    `call` holds the lines of the call, None where the page shows a request that no call makes;
    `imports` are `(module, name)` pairs that it needs, a dot standing for the package.
    """

    operation: str
    heading: str
    title: str
    loc: Loc
    judgement: Judgement
    sends: str
    call: tuple[str, ...] | None
    receives: str | None
    imports: frozenset[tuple[str, str]] = frozenset()


class Case(Record):
    """A documented example: its verdict, and the test made of it.

    `lines` is the test function, empty for an example that is no call; `imports` are
    `(module, name)` pairs where a dot stands for the package. `gaps` are the members of the bodies
    that no table documents, as `type.member`, and where. `findings` is what the example says about
    the pages, `sample` what documentation shows of a call.
    """

    operation: str
    example: str
    loc: Loc
    group: str
    judgement: Judgement
    function: str = ""
    lines: tuple[str, ...] = ()
    imports: frozenset[tuple[str, str]] = frozenset()
    gaps: tuple[tuple[str, Loc], ...] = ()
    findings: tuple[Finding, ...] = ()
    sample: Sample | None = None

    @property
    def verdict(self) -> str:
        """One of `generator.emit.verdicts.VERDICTS`."""
        return self.judgement.verdict

    def __str__(self) -> str:
        reason = f"  {self.judgement}" if str(self.judgement) else ""
        return f"{self.operation}  {self.example}  {self.loc}  {self.verdict}{reason}"
