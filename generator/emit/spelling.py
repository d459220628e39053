"""Python identifiers for documented names, and scopes in which they are distinct.

What a name is called never depends on how many others there are: there are no counters, so a
new page does not rename what an old one documents.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable

from generator.emit.words import digest, pascal, snake, word_set

#: The longest name that is taken as it is; longer ones end in a digest. With it every emitted
#: path stays below 100 characters and every heading of a definition below 88.
LONGEST = 60

#: Names that annotations in generated modules use; a class member of that name would hide them.
ANNOTATION_NAMES = word_set("str bool int float bytes list dict tuple set date time datetime")

#: Classes that annotations in generated model modules use.
ANNOTATION_CLASSES = word_set(
    "Any Decimal UUID Duration Model OpenEnum None True False TYPE_CHECKING"
)

#: What a field cannot be called: `extra` is on every model, `prop` is called between the fields.
FIELD_RESERVED = ANNOTATION_NAMES | {"self", "extra", "prop", "cls"}

#: What a parameter cannot be called: the methods use these names, or take them as options.
PARAMETER_RESERVED = word_set(
    "self options locals route headers query prefer timeout max_retries cast client_request_id"
)

#: What a method cannot be called. `list` is allowed: no annotation beside a method uses it.
METHOD_RESERVED = (ANNOTATION_NAMES - {"list", "set"}) | {"self", "deprecated", "type_checking"}

#: What a group cannot be called: attributes of the client, and modules beside the groups.
GROUP_RESERVED = word_set(
    "client raw prepare stream batch upload request ref close aclose send transport credential"
    " options strict base_url"
)

#: File names that Windows reserves for devices, whatever their ending.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


def capped(name: str, text: str, limit: int = LONGEST) -> str:
    """A name of at most `limit` characters; one that is cut ends in the digest of `text`."""
    return name if len(name) <= limit else f"{name[: limit - 9].rstrip('_')}_{digest(text)}"


def attribute(text: str, reserved: frozenset[str] = FIELD_RESERVED) -> str:
    """A lower-case identifier: `displayName` gives display_name, `from` gives from_."""
    name = capped(_not_digit(snake(text), "n"), text)
    return name + "_" if name in reserved or keyword.iskeyword(name) else name


def parameter(text: str, reserved: frozenset[str] = PARAMETER_RESERVED) -> str:
    """The identifier of a method's parameter."""
    return attribute(text, reserved)


def constant(text: str) -> str:
    """An upper-case identifier: `JIS B4` gives JIS_B4, `4x6` gives N_4X6."""
    return capped(_not_digit(snake(text), "n"), text).upper()


def class_name(text: str) -> str:
    """An identifier that starts with a capital: `iosStoreApp` gives IosStoreApp."""
    name = pascal(text)
    name = capped(name if name[0].isalpha() else "N" + name, text)
    return name + "_" if name in ANNOTATION_CLASSES or keyword.iskeyword(name) else name


def module_name(text: str) -> str:
    """A module's name in lower case, safe as a file name on every system."""
    name = attribute(text, _DEVICES | GROUP_RESERVED)
    return capped(name, text)


def _not_digit(name: str, prefix: str) -> str:
    return f"{prefix}_{name}" if name[0].isdigit() else name


class Scope:
    """Names that must differ from each other."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def __contains__(self, name: str) -> bool:
        return name in self._taken

    def claim(self, text: str, *candidates: str) -> tuple[str, bool]:
        """Take the first candidate that is free, and tell whether the first one was.

        When none is free the last one is tried with an underscore, then with the digest of
        `text`, which is free unless the same text claims twice.
        """
        last = candidates[-1]
        for name in (*candidates, last + "_"):
            if name not in self._taken:
                break
        else:
            name = f"{last.rstrip('_')}_{digest(text)}"
        self._taken.add(name)
        return name, name == candidates[0]
