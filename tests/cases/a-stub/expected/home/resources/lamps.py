"""Operations on lamps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.groups import Group
from .._runtime.operations import Operation

if TYPE_CHECKING:
    from typing import Unpack

    from .._runtime.options import Options
    from ..models import Lamp

CREATE: Operation[Lamp] = Operation(
    "lamp-post",
    returns="fabrikam.home.lamp",
    body="fabrikam.home.lamp",
    page="lamp-post.md",
    line=16,
    missing="POST ** Collection URI for fabrikam.home.lamp not found",
)


class Lamps(Group):
    """Operations on lamps."""

    def create(
        self,
        body: Lamp,
        *,
        path: str | None = None,
        **options: Unpack[Options],
    ) -> Lamp:
        """Create lamp.

        Create a lamp.

        Parameters:
        - body: In the request body, supply a JSON representation of the lamp object.

        Documented in lamp-post.md.
        """
        return self._one(CREATE, locals())
