"""Operations on users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.groups import Group
from .._runtime.operations import Operation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Unpack

    from .._runtime.calls import Ref
    from .._runtime.messages import Content
    from .._runtime.options import Options
    from .._runtime.pager import DeltaPager, Page, Pager
    from ..models import Extension, Message, TeamsAsyncOperation, User

GET: Operation[User] = Operation("user-get", "GET /users/{user_id}", returns="shop.user")

LIST: Operation[User] = Operation("user-list", "GET /users", returns="shop.user", collection=True)

CREATE: Operation[User] = Operation(
    "user-post", "POST /users", returns="shop.user", body="shop.user"
)

UPDATE: Operation[User] = Operation(
    "user-update", "PATCH /users/{user_id}", returns="shop.user", body="shop.user"
)

DELETE: Operation[None] = Operation("user-delete", "DELETE /users/{user_id}")

DELTA: Operation[User] = Operation(
    "user-delta", "GET /users/delta", returns="shop.user", collection=True
)

COUNT: Operation[int] = Operation("user-count", "GET /users/$count", returns="Edm.Int32")

SEND_MAIL: Operation[None] = Operation(
    "user-sendmail",
    "POST /users/{user_id}/sendMail",
    members={
        "message": ("Message", "shop.message"),
        "save_to_sent_items": ("SaveToSentItems", "Edm.Boolean"),
    },
)

GET_MEMBER_GROUPS: Operation[str] = Operation(
    "user-getmembergroups",
    "POST /users/{user_id}/getMemberGroups",
    returns="Edm.String",
    collection=True,
    members={"security_enabled_only": ("securityEnabledOnly", "Edm.Boolean")},
)

GET_PHOTO_VALUE: Operation[bytes] = Operation(
    "user-get-photo#content", "GET /users/{user_id}/photo/$value", returns="Edm.Stream"
)

SET_PHOTO_VALUE: Operation[None] = Operation(
    "user-set-photo", "PUT /users/{user_id}/photo/$value", raw="image/jpeg"
)

GET_ITEM_CONTENT: Operation[bytes] = Operation(
    "driveitem-get-content",
    "GET /me/drive/items/{item_id}/content",
    "GET /drives/{drive_id}/items/{item_id}/content",
    "GET /users/{user_id}/drive/items/{item_id}/content",
    "GET /users/{user_id}/drive/root:/{+path}:/content",
    returns="Edm.Stream",
)

ADD_MEMBER_REF: Operation[None] = Operation(
    "group-post-members", "POST /groups/{group_id}/members/$ref"
)

GET_ACTIVITY: Operation[bytes] = Operation(
    "report-activity",
    "GET /reports/getActivity(period='{period}')",
    "GET /reports/getActivity(date={date})",
    returns="Edm.Stream",
)

CLONE: Operation[TeamsAsyncOperation] = Operation(
    "team-clone",
    "POST /teams/{team_id}/clone",
    returns="shop.teamsAsyncOperation",
    long_running=True,
)

COPY: Operation[User] = Operation(
    "user-copy", "POST /users/{user_id}/copy", returns="shop.user", long_running=True
)

GET_EXTENSION: Operation[Extension] = Operation(
    "extension-get", "GET /extensions/{extension_id}", returns="shop.extension"
)

FIND: Operation[User] = Operation(
    "user-find",
    query={"starts_at": "startsAt"},
    missing="GET Collection URI for user not found",
    returns="shop.user",
    collection=True,
    page="api/user-find.md",
    line=12,
)


class Users(Group):
    """Operations on users."""

    def get(
        self,
        user_id: str,
        *,
        select: str | Sequence[str] | None = None,
        expand: str | Sequence[str] | None = None,
        **options: Unpack[Options],
    ) -> User:
        """get."""
        return self._one(GET, locals())

    def list(
        self,
        *,
        filter: str | None = None,
        order_by: str | Sequence[str] | None = None,
        select: str | Sequence[str] | None = None,
        top: int | None = None,
        count: bool | None = None,
        **options: Unpack[Options],
    ) -> Pager[User]:
        """list."""
        return self._pages(LIST, locals())

    def create(self, body: User, **options: Unpack[Options]) -> User:
        """create."""
        return self._one(CREATE, locals())

    def update(self, user_id: str, body: User, **options: Unpack[Options]) -> User:
        """update."""
        return self._one(UPDATE, locals())

    def delete(self, user_id: str, **options: Unpack[Options]) -> None:
        """delete."""
        self._none(DELETE, locals())

    def delta(
        self,
        *,
        link: str | None = None,
        select: str | Sequence[str] | None = None,
        **options: Unpack[Options],
    ) -> DeltaPager[User]:
        """delta."""
        return self._delta(DELTA, locals())

    def count(self, **options: Unpack[Options]) -> int:
        """count."""
        return self._one(COUNT, locals())

    def send_mail(
        self,
        user_id: str,
        *,
        message: Message | None = None,
        save_to_sent_items: bool | None = None,
        **options: Unpack[Options],
    ) -> None:
        """send_mail."""
        self._none(SEND_MAIL, locals())

    def get_member_groups(
        self,
        user_id: str,
        *,
        security_enabled_only: bool | None = None,
        **options: Unpack[Options],
    ) -> Page[str]:
        """get_member_groups."""
        return self._page(GET_MEMBER_GROUPS, locals())

    def get_photo_value(self, user_id: str, **options: Unpack[Options]) -> bytes:
        """get_photo_value."""
        return self._bytes(GET_PHOTO_VALUE, locals())

    def set_photo_value(self, user_id: str, content: Content, **options: Unpack[Options]) -> None:
        """set_photo_value."""
        self._none(SET_PHOTO_VALUE, locals())

    def get_item_content(
        self,
        item_id: str | None = None,
        *,
        user_id: str | None = None,
        drive_id: str | None = None,
        path: str | None = None,
        **options: Unpack[Options],
    ) -> bytes:
        """get_item_content."""
        return self._bytes(GET_ITEM_CONTENT, locals())

    def add_member_ref(self, group_id: str, ref: Ref | str, **options: Unpack[Options]) -> None:
        """add_member_ref."""
        self._none(ADD_MEMBER_REF, locals())

    def get_activity(
        self,
        *,
        period: str | None = None,
        date: date | None = None,
        **options: Unpack[Options],
    ) -> bytes:
        """get_activity."""
        return self._bytes(GET_ACTIVITY, locals())

    def clone(self, team_id: str, **options: Unpack[Options]) -> TeamsAsyncOperation:
        """clone."""
        return self._one(CLONE, locals())

    def copy(self, user_id: str, **options: Unpack[Options]) -> User:
        """copy."""
        return self._one(COPY, locals())

    def get_extension(self, extension_id: str, **options: Unpack[Options]) -> Extension:
        """get_extension."""
        return self._one(GET_EXTENSION, locals())

    def find(
        self,
        *,
        path: str | None = None,
        starts_at: str | None = None,
        **options: Unpack[Options],
    ) -> Pager[User]:
        """find."""
        return self._pages(FIND, locals())
