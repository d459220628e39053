"""Where the classes are, and which documented type is which class."""

MODULES: dict[str, str] = {
    "DirectoryObject": "directory_object",
    "Extension": "extension",
    "Message": "message",
    "TeamsAsyncOperation": "teams_async_operation",
    "User": "user",
}

TYPES: dict[str, str] = {
    "shop.directoryObject": "DirectoryObject",
    "shop.extension": "Extension",
    "shop.message": "Message",
    "shop.teamsAsyncOperation": "TeamsAsyncOperation",
    "shop.user": "User",
}
