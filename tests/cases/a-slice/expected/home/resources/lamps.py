"""Operations on lamps.

A lamp.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.groups import Group
from .._runtime.operations import Operation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from .._runtime.options import Options
    from ..models import Lamp

GET: Operation[Lamp] = Operation(
    "lamp-get",
    "GET /lamps/{lamp_id}",
    returns="fabrikam.home.lamp",
    page="api/lamp-get.md",
)


class Lamps(Group):
    """Operations on lamps.

    A lamp.
    """

    def get(
        self,
        lamp_id: str,
        *,
        select: str | Sequence[str] | None = None,
        expand: str | Sequence[str] | None = None,
        **options: Unpack[Options],
    ) -> Lamp:
        """Get lamp.

        Read a lamp.

        Requests:
        - GET /lamps/{id}

        Documented in api/lamp-get.md.
        """
        return self._one(GET, locals())
