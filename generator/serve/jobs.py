"""Work that takes long: its places answer "running" once, then "succeeded"."""

from __future__ import annotations

from collections import OrderedDict

from generator.serve.messages import Answer, json_answer

#: Where work is watched of which no page says where.
PATH = "/__mock__/jobs/"
_MOST = 1000


class Jobs:
    """The places at which clients may ask how their work goes on, by path."""

    def __init__(self) -> None:
        self._asked: OrderedDict[str, int] = OrderedDict()
        self._started = 0

    def start(self, path: str | None = None) -> str:
        """Begin some work, and return the path at which it is watched."""
        self._started += 1
        path = path or f"{PATH}{self._started}"
        self._asked[path] = 0
        if len(self._asked) > _MOST:
            self._asked.popitem(last=False)
        return path

    def answer(self, path: str) -> Answer | None:
        """How the work at a path goes on, None for a path at which there is none."""
        asked = self._asked.get(path)
        if asked is None:
            return None
        self._asked[path] = asked + 1
        if not asked:
            return json_answer(200, {"status": "running"}, ("Retry-After", "1"))
        return json_answer(200, {"status": "succeeded", "percentageComplete": 100})
