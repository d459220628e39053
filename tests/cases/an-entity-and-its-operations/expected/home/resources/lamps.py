"""Operations on lamps.

A lamp that can be switched from afar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.groups import Group
from .._runtime.operations import Operation

if TYPE_CHECKING:
    from typing import Unpack

    from .._runtime.options import Options
    from .._runtime.pager import Pager
    from .._runtime.scalars import Duration
    from ..models import Lamp

DIM: Operation[None] = Operation(
    "lamp-dim",
    "POST /lamps/{lamp_id}/dim",
    members={"to": ("to", "Edm.Int32"), "over": ("over", "Edm.Duration")},
    page="api/lamp-dim.md",
)

LIST: Operation[Lamp] = Operation(
    "lamp-list",
    "GET /lamps",
    returns="fabrikam.home.lamp",
    collection=True,
    page="api/lamp-list.md",
)

UPDATE: Operation[Lamp] = Operation(
    "lamp-update",
    "PATCH /lamps/{lamp_id}",
    returns="fabrikam.home.lamp",
    body="fabrikam.home.lamp",
    page="api/lamp-update.md",
)


class Lamps(Group):
    """Operations on lamps.

    A lamp that can be switched from afar.
    """

    def dim(
        self,
        lamp_id: str,
        *,
        to: int,
        over: Duration | None = None,
        **options: Unpack[Options],
    ) -> None:
        """lamp: dim.

        Dim a lamp slowly.

        Parameters:
        - to: The brightness to end at. Required.
        - over: How long it takes.

        Requests:
        - POST /lamps/{id}/dim

        Documented in api/lamp-dim.md.
        """
        return self._none(DIM, locals())

    def list(
        self,
        *,
        filter: str | None = None,
        top: int | None = None,
        **options: Unpack[Options],
    ) -> Pager[Lamp]:
        """List lamps.

        Get all lamps.

        Requests:
        - GET /lamps

        Permissions, least privileged first:
        - Application: Lamp.Read.All, Lamp.ReadWrite.All

        Documented in api/lamp-list.md.
        """
        return self._pages(LIST, locals())

    def update(
        self,
        lamp_id: str,
        body: Lamp,
        **options: Unpack[Options],
    ) -> Lamp:
        """Update lamp.

        Change a lamp.

        Parameters:
        - body: In the request body, supply a JSON representation of the lamp object.

        Requests:
        - PATCH /lamps/{id}

        Documented in api/lamp-update.md.
        """
        return self._one(UPDATE, locals())
