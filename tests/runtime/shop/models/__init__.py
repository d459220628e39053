"""The models, each imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .directory_object import DirectoryObject as DirectoryObject
    from .extension import Extension as Extension
    from .message import Message as Message
    from .teams_async_operation import TeamsAsyncOperation as TeamsAsyncOperation
    from .user import User as User


def __getattr__(name: str) -> Any:
    from .._runtime import registry

    try:
        return registry.current.named(name)
    except LookupError as error:
        raise AttributeError(str(error)) from None
