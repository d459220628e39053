"""Hand-written code in generated files: one row for each thing that people may do."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from textwrap import dedent

import pytest

from generator.definitions.parts import scan, words_of
from generator.write.conflicts import Conflicts
from generator.write.merge import merge

OLD = '''\
"""user resource type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import model, prop
from .entity import Entity

if TYPE_CHECKING:
    from datetime import datetime

    from .photo import Photo


@model("contoso.user")
class User(Entity):
    """A user."""

    mail: str | None = prop("mail")
    """The address."""

    born: datetime | None = prop("born")

    photo: Photo | None = prop("photo")
    """The picture."""
'''

#: `mail` is documented anew, `born` is gone, `age` is new, and the imports follow.
NEW = '''\
"""user resource type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import model, prop
from .person import Person

if TYPE_CHECKING:
    from .photo import Photo


@model("contoso.user")
class User(Person):
    """A user."""

    mail: str | None = prop("mail")
    """The main address."""

    photo: Photo | None = prop("photo")
    """The picture."""

    age: int | None = prop("age")
'''


def merged(disk: str, new: str = NEW, old: str = OLD) -> str:
    text = merge([words_of(scan(old))], disk, new)
    assert ast.parse(text)
    return text


def conflicts(disk: str, new: str | None = NEW, old: str = OLD) -> list[str]:
    with pytest.raises(Conflicts) as error:
        merge([words_of(scan(old))], disk, new)
    return [str(item) for item in error.value.found]


def edit(before: str, after: str, text: str = OLD) -> str:
    assert text.count(before) == 1
    return text.replace(before, after)


def test_what_nobody_edited_becomes_the_new_text() -> None:
    assert merged(OLD) == NEW
    assert merged(OLD, OLD) == OLD


METHOD = '''
    def shout(self) -> str:
        """In capitals."""
        return (self.mail or "").upper()  # loud
'''
HELPER = """

def helper(user: User) -> str:  # mine
    return user.shout()
"""


@dataclass(frozen=True)
class Addition:
    """`before` becomes `after` on disk; in the merged text `there` becomes `expected`."""

    before: str
    after: str
    there: str
    expected: str


MAIL, NEW_MAIL = '    """The address."""\n', '    """The main address."""\n'
PHOTO = '    """The picture."""\n'
ADDITIONS = {
    "a method at the end": Addition(
        PHOTO, PHOTO + METHOD, 'prop("age")\n', 'prop("age")\n' + METHOD
    ),
    "a method between members": Addition(MAIL, MAIL + METHOD, NEW_MAIL, NEW_MAIL + METHOD),
    "a method behind a member that goes": Addition(
        '    born: datetime | None = prop("born")\n',
        '    born: datetime | None = prop("born")\n' + METHOD,
        NEW_MAIL,
        NEW_MAIL + METHOD,
    ),
    "a function at the end": Addition(
        PHOTO, PHOTO + HELPER, 'prop("age")\n', 'prop("age")\n' + HELPER
    ),
    "a class at the end": Addition(
        PHOTO,
        PHOTO + "\n\nclass Mine:\n    x = 1\n",
        'prop("age")\n',
        'prop("age")\n\n\nclass Mine:\n    x = 1\n',
    ),
    "a constant below the imports": Addition(
        "    from .photo import Photo\n",
        "    from .photo import Photo\n\nLIMIT = 3  # enough\n",
        "    from .photo import Photo\n",
        "    from .photo import Photo\n\nLIMIT = 3  # enough\n",
    ),
    "an import": Addition(
        "from typing import TYPE_CHECKING\n",
        "import re  # noqa\nfrom typing import TYPE_CHECKING\n",
        "from typing import TYPE_CHECKING\n",
        "import re  # noqa\nfrom typing import TYPE_CHECKING\n",
    ),
    "a name in a generated import": Addition(
        "import model, prop\n",
        "import Model, model, prop\n",
        "import model, prop\n",
        "import Model, model, prop\n",
    ),
    "an import for type checkers": Addition(
        "    from .photo import Photo\n",
        "    from .group import Group\n    from .photo import Photo\n",
        "    from .photo import Photo\n",
        "    from .group import Group\n    from .photo import Photo\n",
    ),
    "a comment above a member": Addition(
        "    mail:", "    # mine\n    mail:", "    mail:", "    # mine\n    mail:"
    ),
    "a comment apart": Addition(
        "    mail:", "    # mine\n\n    mail:", "    mail:", "    # mine\n\n    mail:"
    ),
    "a comment above a class": Addition(
        "@model(", "# mine\n@model(", "@model(", "# mine\n@model("
    ),
    "a comment at the end of a class": Addition(
        PHOTO, PHOTO + "    # mine\n", 'prop("age")\n', 'prop("age")\n    # mine\n'
    ),
    "a comment at the end of the file": Addition(
        PHOTO, PHOTO + "\n\n# mine\n", 'prop("age")\n', 'prop("age")\n\n\n# mine\n'
    ),
    "a comment at the start of the file": Addition(
        '"""user resource', '# licence\n\n"""user resource',
        '"""user resource', '# licence\n\n"""user resource',
    ),
    "a decorator on a class": Addition(
        "class User(Entity)", "@final\nclass User(Entity)",
        "class User(Person)", "@final\nclass User(Person)",
    ),
    "a decorator above the generated one": Addition(
        "@model(", "@total_ordering\n@model(", "@model(", "@total_ordering\n@model("
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ADDITIONS.values(), ids=list(ADDITIONS))
def test_additions_survive(case: Addition) -> None:
    disk = edit(case.before, case.after)

    assert merged(disk) == edit(case.there, case.expected, NEW)


@pytest.mark.parametrize("case", ADDITIONS.values(), ids=list(ADDITIONS))
def test_additions_survive_again_and_are_not_doubled(case: Addition) -> None:
    disk = edit(case.before, case.after)
    first = merged(disk)

    assert merged(first, NEW, NEW) == first
    assert merged(merged(first, OLD, NEW), NEW) == first


def test_all_additions_at_once() -> None:
    disk = OLD
    for name in ("a method at the end", "an import", "a comment above a member", "a comment apart"):
        case = ADDITIONS[name]
        disk = disk.replace(case.before, case.after, 1)

    text = merged(disk)

    assert METHOD in text and "import re  # noqa" in text and text.count("# mine") == 2


EDITS = {
    "a field's annotation": ("mail: str | None", "mail: str", "mail: str = "),
    "a docstring": ("The address.", "His address.", "His address."),
    "a comment behind": ('prop("mail")', 'prop("mail")  # x', 'prop("mail")  # x'),
    "a class line": ("User(Entity)", "User(Entity, Mine)", "User(Entity, Mine)"),
    "the docstring of a class": ('"""A user."""', '"""One user."""', '"""One user."""'),
    "a member deleted": ('    born: datetime | None = prop("born")\n\n', "", 'prop("mail")'),
    "a class deleted": (OLD[OLD.index("@model") :], "", "TYPE_CHECKING"),
}


@pytest.mark.parametrize("name", EDITS)
def test_edits_of_what_is_generated_as_before_stay(name: str) -> None:
    before, after, there = EDITS[name]
    new = OLD + "\n\nNEXT = 1\n"

    text = merged(edit(before, after), new)

    assert text == edit(before, after).rstrip("\n") + ("\n\n\nNEXT = 1\n")
    assert there in text


CONFLICTS = {
    "edited, and changes": ("mail: str | None", "mail: str", "20: User.mail was edited, and is ge"),
    "edited, and goes": ('prop("born")', 'prop("b")', "23: User.born was edited, and is no longer"),
    "decorated, and goes": (
        '    born: datetime | None = prop("born")\n',
        '    # mine\n    born: datetime | None = prop("born")\n',
        "24: User.born was edited, and is no longer generated",
    ),
    "a class line": ("User(Entity)", "User(Mine, Entity)", "17: User was edited, and is generated"),
    "added what comes": (
        PHOTO,
        PHOTO + "\n    age: int = 0\n",
        "28: User.age was added by hand, and is now generated too",
    ),
    "a broken file": ("class User", "<<<<<<< ours\nclass User", "17: does not parse: invalid"),
    "null bytes": ("The address", "The \0address", "1: does not parse: source code"),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_what_would_be_lost_is_a_conflict(name: str) -> None:
    before, after, line = CONFLICTS[name]

    (found,) = conflicts(edit(before, after))

    assert found.startswith(line)


def test_every_conflict_of_a_file_is_told_in_the_order_of_lines() -> None:
    disk = edit("mail: str | None", "mail: str", edit('prop("born")', 'prop("b")'))

    assert [line.split()[1] for line in conflicts(disk)] == ["User.mail", "User.born"]


def test_the_same_edit_as_the_new_text_is_none() -> None:
    assert merged(edit("The address.", "The main address.")) == NEW


def test_a_deleted_member_that_changes_is_written_anew() -> None:
    disk = edit('    mail: str | None = prop("mail")\n' + MAIL + "\n", "")

    assert merged(disk) == NEW


class TestWhatGoes:
    """Classes and files that are no longer generated."""

    GONE = OLD[: OLD.index("\n\n@model")]

    def test_untouched(self) -> None:
        assert merged(OLD, self.GONE) == self.GONE
        assert merge([words_of(scan(OLD))], OLD, None) == ""

    @pytest.mark.parametrize("new", [GONE, None], ids=["the class", "the file"])
    def test_with_a_method(self, new: str | None) -> None:
        assert conflicts(OLD + METHOD, new) == [
            "28: User.shout was added to what is no longer generated"
        ]

    def test_with_comments(self) -> None:
        assert conflicts(OLD + "    # mine\n", self.GONE) == [
            "17: User holds comments, and is no longer generated"
        ]

    def test_beside_a_function_of_ones_own(self) -> None:
        helper = "\n\ndef helper() -> None: ...\n"
        assert merged(OLD + helper, self.GONE) == self.GONE + helper


def test_imports_that_hand_written_code_uses_stay() -> None:
    method = "\n    def when(self) -> datetime | None:\n        return None\n"

    text = merged(OLD + method)

    assert "    from datetime import datetime\n" in text
    assert ".entity" not in text


def test_line_ends_stay_as_on_disk() -> None:
    disk = (OLD + METHOD).replace("\n", "\r\n")

    assert merged(disk) == (NEW + METHOD).replace("\n", "\r\n")


def test_after_a_stopped_run_either_text_may_be_the_base() -> None:
    bases = [words_of(scan(OLD)), words_of(scan(NEW))]

    assert merge(bases, OLD + METHOD, NEW) == NEW + METHOD
    assert merge(bases, NEW + METHOD, NEW) == NEW + METHOD


OVERLOADS = dedent(
    """\
    class A:
        @property
        def x(self) -> int:
            return 1

        @x.setter
        def x(self, value: int) -> None: ...

        y = 1; z = 2

        if y:
            w = 1
    """
)


def test_parts_of_one_name_and_statements_without_one() -> None:
    new = OVERLOADS.replace("return 1", "return 2").replace("w = 1", "w = 2")
    method = "\n    def own(self) -> None: ...\n"

    assert merged(OVERLOADS + method, new, OVERLOADS) == new + method
    names = [part.name for top in scan(OVERLOADS) for part in top.walk()]
    assert names == ["A", "A.x", "A.x#2", "A.y", "A.if y:"]
