"""Operations on users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.groups import AsyncGroup
from ..resources.users import (
    ADD_MEMBER_REF,
    CLONE,
    COPY,
    COUNT,
    CREATE,
    DELETE,
    DELTA,
    FIND,
    GET,
    GET_ACTIVITY,
    GET_EXTENSION,
    GET_ITEM_CONTENT,
    GET_MEMBER_GROUPS,
    GET_PHOTO_VALUE,
    LIST,
    SEND_MAIL,
    SET_PHOTO_VALUE,
    UPDATE,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Unpack

    from .._runtime.calls import Ref
    from .._runtime.messages import Content
    from .._runtime.options import Options
    from .._runtime.pager import AsyncDeltaPager, AsyncPager, Page
    from ..models import Extension, Message, TeamsAsyncOperation, User


class Users(AsyncGroup):
    """Operations on users."""

    async def get(
        self,
        user_id: str,
        *,
        select: str | Sequence[str] | None = None,
        expand: str | Sequence[str] | None = None,
        **options: Unpack[Options],
    ) -> User:
        """get."""
        return await self._one(GET, locals())

    def list(
        self,
        *,
        filter: str | None = None,
        order_by: str | Sequence[str] | None = None,
        select: str | Sequence[str] | None = None,
        top: int | None = None,
        count: bool | None = None,
        **options: Unpack[Options],
    ) -> AsyncPager[User]:
        """list."""
        return self._pages(LIST, locals())

    async def create(self, body: User, **options: Unpack[Options]) -> User:
        """create."""
        return await self._one(CREATE, locals())

    async def update(self, user_id: str, body: User, **options: Unpack[Options]) -> User:
        """update."""
        return await self._one(UPDATE, locals())

    async def delete(self, user_id: str, **options: Unpack[Options]) -> None:
        """delete."""
        await self._none(DELETE, locals())

    def delta(
        self,
        *,
        link: str | None = None,
        select: str | Sequence[str] | None = None,
        **options: Unpack[Options],
    ) -> AsyncDeltaPager[User]:
        """delta."""
        return self._delta(DELTA, locals())

    async def count(self, **options: Unpack[Options]) -> int:
        """count."""
        return await self._one(COUNT, locals())

    async def send_mail(
        self,
        user_id: str,
        *,
        message: Message | None = None,
        save_to_sent_items: bool | None = None,
        **options: Unpack[Options],
    ) -> None:
        """send_mail."""
        await self._none(SEND_MAIL, locals())

    async def get_member_groups(
        self,
        user_id: str,
        *,
        security_enabled_only: bool | None = None,
        **options: Unpack[Options],
    ) -> Page[str]:
        """get_member_groups."""
        return await self._page(GET_MEMBER_GROUPS, locals())

    async def get_photo_value(self, user_id: str, **options: Unpack[Options]) -> bytes:
        """get_photo_value."""
        return await self._bytes(GET_PHOTO_VALUE, locals())

    async def set_photo_value(
        self, user_id: str, content: Content, **options: Unpack[Options]
    ) -> None:
        """set_photo_value."""
        await self._none(SET_PHOTO_VALUE, locals())

    async def get_item_content(
        self,
        item_id: str | None = None,
        *,
        user_id: str | None = None,
        drive_id: str | None = None,
        path: str | None = None,
        **options: Unpack[Options],
    ) -> bytes:
        """get_item_content."""
        return await self._bytes(GET_ITEM_CONTENT, locals())

    async def add_member_ref(
        self, group_id: str, ref: Ref | str, **options: Unpack[Options]
    ) -> None:
        """add_member_ref."""
        await self._none(ADD_MEMBER_REF, locals())

    async def get_activity(
        self,
        *,
        period: str | None = None,
        date: date | None = None,
        **options: Unpack[Options],
    ) -> bytes:
        """get_activity."""
        return await self._bytes(GET_ACTIVITY, locals())

    async def clone(self, team_id: str, **options: Unpack[Options]) -> TeamsAsyncOperation:
        """clone."""
        return await self._one(CLONE, locals())

    async def copy(self, user_id: str, **options: Unpack[Options]) -> User:
        """copy."""
        return await self._one(COPY, locals())

    async def get_extension(self, extension_id: str, **options: Unpack[Options]) -> Extension:
        """get_extension."""
        return await self._one(GET_EXTENSION, locals())

    def find(
        self,
        *,
        path: str | None = None,
        starts_at: str | None = None,
        **options: Unpack[Options],
    ) -> AsyncPager[User]:
        """find."""
        return self._pages(FIND, locals())
