"""Reads JSON as documentation writes it: strictly when it is JSON, and with named repairs when not.

Pages hold JSON that people typed: with trailing commas, comments, typographic quotes or a missing
brace. `parse_json` reads all of it in one pass over the text and says which rules it needed, so
that the caller can report them. The repaired text keeps the documented layout.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

from generator.json_tokens import IN_STRING, STRICT_NUMBER, SURROGATE_ESCAPE, TOKEN
from generator.records import Record

#: Nesting deeper than this is an error: no page means it, and no reader should recurse on it.
MAX_DEPTH = 200

_LITERALS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "none": None}


class JsonText(Record):
    """What was read from a piece of text.

    - `value`: the value, None when there is an `error`
    - `repairs`: names of the rules that were needed, each once, in order of first use:
      `trailing-comma`, `extra-comma`, `missing-comma`, `odd-space`, `smart-quotes`,
      `single-quotes`, `unquoted-key`, `unquoted-value`, `comment`, `ellipsis`,
      `control-character`, `escape`, `surrogate`, `number`, `literal`, `duplicate-key`,
      `unbalanced`, `text-after`
    - `error`: why it cannot be read, or None
    - `error_line`: line of the error, else of the first repair, counted from 0
    - `text`: the text with its repairs: strict JSON of `value`; the given text when in error
    - `after`: what stood behind the value and was left out (`text-after`)
    """

    value: Any
    repairs: tuple[str, ...]
    error: str | None
    error_line: int
    text: str
    after: str = ""


def parse_json(text: str) -> JsonText:
    """Read `text` as one JSON value; never raises. The last of duplicate keys wins."""
    shallow = text.count("{") + text.count("[") <= MAX_DEPTH
    if shallow and not SURROGATE_ESCAPE.search(text):
        try:
            value = _strict.decode(text)
        except ValueError:
            pass
        else:
            return JsonText(value, (), None, 0, text)
    reader = _Reader(text)
    try:
        reader.read()
    except _Unreadable as problem:
        return JsonText(None, tuple(reader.repairs), problem.reason, _line(text, problem.at), text)
    first = min(reader.repairs.values(), default=0)
    repaired, after = reader.repaired()
    return JsonText(
        reader.value, tuple(reader.repairs), None, _line(text, first), repaired, after.strip()
    )


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError("number out of range")
    return number


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("duplicate key")
    return members


_strict = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite, object_pairs_hook=_unique)


class _Unreadable(Exception):
    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


@dataclass(slots=True)
class _Frame:
    """An open object, array or (with an empty `close`) the document; `expects` what comes next."""

    close: str
    value: Any
    expects: str  # "key", "colon", "value" or "comma"
    key: str = ""
    comma: int = -1  # where the comma before the expected element stands
    elided: bool = False  # an ellipsis stood where an element is expected
    end: int = 0  # where the last element ends

    def rest(self) -> None:
        """Expect an element again."""
        self.expects = "key" if self.close == "}" else "value"


@dataclass(slots=True)
class _Token:
    kind: str
    start: int
    end: int
    text: str
    value: Any = None


@dataclass(slots=True)
class _Reader:
    """A push-down reader: one token at a time, the open containers on a stack of its own."""

    source: str
    value: Any = None
    done: bool = False
    repairs: dict[str, int] = field(default_factory=dict)
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=lambda: [_Frame("", None, "value")])
    cut: int | None = None

    def read(self) -> None:
        """Read the source; raises _Unreadable."""
        position = 0
        while True:
            token = self._token(position)
            position = token.end
            if self.done:
                if token.kind not in ("skip", "end"):
                    self._text_after(token)
                    return
            elif token.kind != "skip":
                _ACTIONS[token.kind](self, token)
            if token.kind == "end":
                return

    def repaired(self) -> tuple[str, str]:
        """The source with all edits applied, and what was cut off its end."""
        pieces: list[str] = []
        position = 0
        limit = len(self.source) if self.cut is None else self.cut
        for start, end, replacement in sorted(self.edits, key=lambda edit: edit[:2]):
            pieces += (self.source[position:start], replacement)
            position = end
        pieces.append(self.source[position:limit])
        return "".join(pieces), self.source[limit:]

    def _repair(self, rule: str, at: int, end: int | None = None, text: str = "") -> None:
        self.repairs.setdefault(rule, at)
        if end is not None:
            self.edits.append((at, end, text))

    # Tokens

    def _token(self, position: int) -> _Token:
        found = TOKEN.match(self.source, position)
        if found is None:
            if position == len(self.source):
                return _Token("end", position, position, "")
            return _Token("bad", position, position + 1, self.source[position])
        start, end, text = found.start(), found.end(), found[0]
        group = found.lastgroup or "bad"
        token = _Token(group, start, end, text)
        if self.done:
            token.kind = "skip" if group in ("space", "odd", "comment") else group
            if group in ("odd", "comment"):
                self._repair(_SKIPPED[group], start, end)
        elif group in ("space", "odd", "comment"):
            token.kind = "skip"
            if group != "space":
                self._repair(_SKIPPED[group], start, end, " ")
        elif group == "mark":
            token.kind = text
        elif group in _STRINGS:
            token.kind = "scalar"
            token.value = self._string(token, group)
        elif group == "date":
            token.kind, token.value = "scalar", text
            self._repair("unquoted-value", start, end, json.dumps(text))
        elif group == "number":
            token.kind = "scalar"
            token.value = self._number(token)
        return token

    def _string(self, token: _Token, group: str) -> str:
        if rule := _STRINGS[group]:
            self._repair(rule, token.start)

        def escaped(found: re.Match[str]) -> str:
            part = found[0]
            if part == '"':
                return '\\"'
            if part < " ":
                self._repair("control-character", token.start + 1 + found.start())
                return f"\\u{ord(part):04x}"
            if len(part) > 1 and part[1] in '"\\/bfnrtu' and (part[1] != "u" or len(part) == 6):
                return part
            if rule and part[1:] in "'‘’“”„‟″":
                return part[1:]
            self._repair("escape", token.start + 1 + found.start())
            return "\\\\" + IN_STRING.sub(escaped, part[1:])

        literal = f'"{IN_STRING.sub(escaped, token.text[1:-1])}"'
        value = str(json.loads(literal))
        if SURROGATE_ESCAPE.search(literal) and not _encodable(value):
            self._repair("surrogate", token.start)
            value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            literal = json.dumps(value, ensure_ascii=False)
        if literal != token.text:
            self.edits.append((token.start, token.end, literal))
        return value

    def _number(self, token: _Token) -> int | float:
        digits = token.text
        if not STRICT_NUMBER.match(digits):
            mantissa, exponent, power = digits.lower().partition("e")
            whole, _, fraction = mantissa.lstrip("+-").partition(".")
            digits = (
                ("-" if mantissa.startswith("-") else "")
                + (whole.lstrip("0") or "0")
                + (f".{fraction}" if fraction else "")
                + exponent
                + power
            )
            self._repair("number", token.start, token.end, digits)
        try:
            return _finite(digits) if set(digits) & set(".eE") else int(digits)
        except ValueError:
            raise _Unreadable("the number is out of range", token.start) from None

    # Actions, by kind of token

    def _open(self, token: _Token) -> None:
        self._element(token)
        if len(self.stack) > MAX_DEPTH:
            raise _Unreadable(f"nested deeper than {MAX_DEPTH} levels", token.start)
        if token.text == "{":
            self.stack.append(_Frame("}", {}, "key", end=token.end))
        else:
            self.stack.append(_Frame("]", [], "value", end=token.end))

    def _scalar(self, token: _Token) -> None:
        if not self._element(token):
            self._add(token.value, token.end)

    def _word(self, token: _Token) -> None:
        frame = self.stack[-1]
        if frame.close == "}" and frame.expects in ("key", "comma"):
            self._repair("unquoted-key", token.start, token.end, json.dumps(token.text))
            self._element(_Token("scalar", token.start, token.end, token.text, token.text))
            return
        lowered = token.text.lower()
        if lowered not in _LITERALS or frame.expects == "colon":
            raise _Unreadable(f"unexpected {_shown(token.text)}", token.start)
        token.value = _LITERALS[lowered]
        self._element(token)
        literal = json.dumps(token.value)
        if literal != token.text:
            self._repair("literal", token.start, token.end, literal)
        self._add(token.value, token.end)

    def _element(self, token: _Token) -> bool:
        """Make room for an element, inserting a comma; True when the token is a member's name."""
        frame = self.stack[-1]
        if frame.expects == "comma":
            if not frame.elided:
                self._repair("missing-comma", frame.end, frame.end, ",")
            elif frame.value:
                self.edits.append((frame.end, frame.end, ","))
            frame.rest()
        if frame.expects == "colon" or (
            frame.expects == "key" and not isinstance(token.value, str)
        ):
            raise _Unreadable(f"unexpected {_shown(token.text)}", token.start)
        if frame.expects == "value":
            return False
        if token.value in frame.value:
            self._repair("duplicate-key", token.start)
        frame.key, frame.expects, frame.end = token.value, "colon", token.end
        return True

    def _add(self, value: Any, end: int) -> None:
        frame = self.stack[-1]
        frame.expects, frame.comma, frame.elided, frame.end = "comma", -1, False, end
        if frame.close == "}":
            frame.value[frame.key] = value
        elif frame.close:
            frame.value.append(value)
        else:
            self.value, self.done = value, True

    def _colon(self, token: _Token) -> None:
        frame = self.stack[-1]
        if frame.expects != "colon":
            raise _Unreadable("unexpected ':'", token.start)
        frame.expects = "value"

    def _comma(self, token: _Token) -> None:
        frame = self.stack[-1]
        if frame.expects == "colon" or (frame.close == "}" and frame.expects == "value"):
            raise _Unreadable("a member has no value", token.start)
        if not frame.close:
            raise _Unreadable("unexpected ','", token.start)
        if frame.expects == "comma" and not frame.elided:
            frame.comma = token.start
            frame.rest()
        elif frame.elided:
            self.edits.append((token.start, token.end, ""))
            frame.expects = "comma"
        else:
            self._repair("extra-comma", token.start, token.end)

    def _ellipsis(self, token: _Token) -> None:
        frame = self.stack[-1]
        if frame.expects == "colon" or (frame.close == "}" and frame.expects == "value"):
            raise _Unreadable("a member has no value", token.start)
        if not frame.close:
            raise _Unreadable(f"unexpected {_shown(token.text)}", token.start)
        self._repair("ellipsis", token.start, token.end)
        if frame.comma >= 0:
            self.edits.append((frame.comma, frame.comma + 1, ""))
            frame.comma = -1
        frame.expects, frame.elided = "comma", True

    def _close(self, token: _Token) -> None:
        if all(frame.close != token.text for frame in self.stack):
            if len(self.stack) == 1:
                raise _Unreadable(f"unexpected {_shown(token.text)}", token.start)
            self._repair("unbalanced", token.start, token.end)
            return
        while self.stack[-1].close != token.text:
            self._repair("unbalanced", self._pop(token.start))
        self._pop(token.end, written=True)

    def _pop(self, end: int, written: bool = False) -> int:
        """Close the innermost container, writing its bracket behind its last element if need be."""
        frame = self.stack[-1]
        if frame.expects == "colon" or (frame.close == "}" and frame.expects == "value"):
            raise _Unreadable("a member has no value", frame.end)
        if frame.comma >= 0:
            self._repair("trailing-comma", frame.comma, frame.comma + 1)
        if not written:
            self.edits.append((end, end, frame.close))
        self.stack.pop()
        self._add(frame.value, end)
        return end

    def _end(self, token: _Token) -> None:
        if len(self.stack) == 1:
            raise _Unreadable("there is no JSON", token.start)
        while len(self.stack) > 1:
            self._repair("unbalanced", self._pop(token.end))

    def _bad(self, token: _Token) -> None:
        raise _Unreadable(f"unexpected {_shown(token.text)}", token.start)

    def _text_after(self, token: _Token) -> None:
        if not isinstance(self.value, dict | list):
            raise _Unreadable(f"unexpected {_shown(token.text)}", token.start)
        self._repair("text-after", token.start)
        self.cut = token.start


_STRINGS: dict[str, str] = {
    "string": "",
    "lines": "",
    "mixed": "smart-quotes",
    "smart": "smart-quotes",
    "single": "single-quotes",
}
_SKIPPED = {"odd": "odd-space", "comment": "comment"}
_ACTIONS: dict[str, Callable[[_Reader, _Token], None]] = {
    "{": _Reader._open,
    "[": _Reader._open,
    "}": _Reader._close,
    "]": _Reader._close,
    ":": _Reader._colon,
    ",": _Reader._comma,
    "ellipsis": _Reader._ellipsis,
    "scalar": _Reader._scalar,
    "word": _Reader._word,
    "bad": _Reader._bad,
    "end": _Reader._end,
}


def _encodable(value: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _shown(text: str) -> str:
    """A token as an error message shows it."""
    return repr(text if len(text) <= 40 else text[:37] + "...")
