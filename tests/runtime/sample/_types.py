"""Which module has a class, and which class a documented type."""

MODULES: dict[str, str] = {
    "BodyType": "item_body",
    "DirectoryObject": "directory_object",
    "EmailAddress": "email_address",
    "Entity": "entity",
    "Event": "event",
    "Group": "group",
    "ItemBody": "item_body",
    "Measurement": "measurement",
    "OpenThing": "open_thing",
    "PasswordProfile": "password_profile",
    "User": "user",
    "WeekDays": "event",
}

TYPES: dict[str, str] = {
    "contoso.bodyType": "BodyType",
    "contoso.directoryObject": "DirectoryObject",
    "contoso.emailAddress": "EmailAddress",
    "contoso.entity": "Entity",
    "contoso.event": "Event",
    "contoso.group": "Group",
    "contoso.itemBody": "ItemBody",
    "contoso.measurement": "Measurement",
    "contoso.openThing": "OpenThing",
    "contoso.passwordProfile": "PasswordProfile",
    "contoso.user": "User",
    "contoso.weekDays": "WeekDays",
}
