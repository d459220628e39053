"""Operations on practitioners.

A participant who gives advice, such as a doctor or a pharmacist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.groups import AsyncGroup
from ..resources.practitioners import COUNT, FIND_SLOTS, LIST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Unpack

    from .._runtime.options import Options
    from .._runtime.pager import AsyncPager
    from ..models import AppointmentSlot, Practitioner


class Practitioners(AsyncGroup):
    """Operations on practitioners.

    A participant who gives advice, such as a doctor or a pharmacist.
    """

    def find_slots(
        self,
        practitioner_id: str,
        from_date: date,
        channel: str,
        at_least: int,
        *,
        select: str | Sequence[str] | None = None,
        expand: str | Sequence[str] | None = None,
        filter: str | None = None,
        order_by: str | Sequence[str] | None = None,
        search: str | None = None,
        top: int | None = None,
        skip: int | None = None,
        count: bool | None = None,
        **options: Unpack[Options],
    ) -> AsyncPager[AppointmentSlot]:
        """practitioner: findSlots.

        Find free time of a practitioner for an appointment.

        Parameters:
        - from_date: The day from which to look. Required.
        - channel: How the client would join. Possible values are: browser, mobileApp,
          phone. Required.
        - at_least: How many slots are wanted. Required.

        Requests:
        - GET /practitioners/{practitioner-id}/findSlots(fromDate={fromDate},channel='{channel}',atLeast={atLeast})

        Permissions, least privileged first:
        - Delegated (work or school account): Practitioners.Read.All
        - Delegated (personal account): Not supported.
        - Application: Practitioners.Read.All

        Documented in api/practitioner-findslots.md.
        """
        return self._pages(FIND_SLOTS, locals())

    async def count(
        self,
        **options: Unpack[Options],
    ) -> int:
        """Count practitioners.

        Learn how many practitioner objects the organization has.

        Requests:
        - GET /practitioners/$count

        Permissions, least privileged first:
        - Delegated (work or school account): Practitioners.Read.All
        - Delegated (personal account): Not supported.
        - Application: Practitioners.Read.All

        Documented in api/practitioner-get-count.md.
        """
        return await self._one(COUNT, locals())

    def list(
        self,
        *,
        select: str | Sequence[str] | None = None,
        filter: str | None = None,
        order_by: str | Sequence[str] | None = None,
        search: str | None = None,
        top: int | None = None,
        **options: Unpack[Options],
    ) -> AsyncPager[Practitioner]:
        """List practitioners.

        Browse the practitioner objects of the organization.

        Requests:
        - GET /practitioners

        Permissions, least privileged first:
        - Delegated (work or school account): Practitioners.Read.All
        - Delegated (personal account): Not supported.
        - Application: Practitioners.Read.All

        Documented in api/practitioner-list.md.
        """
        return self._pages(LIST, locals())
