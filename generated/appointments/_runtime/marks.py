"""Marks for type checkers and editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["deprecated"]

if TYPE_CHECKING:
    from typing_extensions import deprecated
else:

    def deprecated(message):
        """Mark a class or a method as deprecated (PEP 702); using it warns nobody at run time."""

        def mark(marked):
            marked.__deprecated__ = message
            return marked

        return mark
