"""Permissions as security: delegated ones are OAuth 2 scopes, application ones roles."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from generator.model import Api, Operation, Permission
from generator.openapi.values import Json, place

#: Hosts of which it is known who issues their tokens; the pages themselves do not say it.
_ISSUERS = {"microsoft.com": "https://login.microsoftonline.com/common/oauth2/v2.0"}
#: An address that can be nobody's (RFC 2606), so that it is not taken for one.
_UNKNOWN = "https://login.invalid/oauth2"

#: Any of them will do: a token, of whatever scopes.
ANY: list[Json] = [{"delegated": []}, {"application": []}]


def schemes(api: Api) -> Json:
    """`components.securitySchemes` with all scopes that the permissions tables name."""
    scopes = sorted({name for op in api.operations for name in _names(op, "delegated")})
    host = urlsplit(api.base_url).hostname or ""
    known = next((url for end, url in _ISSUERS.items() if f".{host}".endswith(f".{end}")), None)
    issuer = known or _UNKNOWN
    return {
        "delegated": {
            "type": "oauth2",
            "description": "On behalf of a signed-in user.",
            "flows": {
                "authorizationCode": {
                    "authorizationUrl": f"{issuer}/authorize",
                    "tokenUrl": f"{issuer}/token",
                    "scopes": dict.fromkeys(scopes, ""),
                }
            },
            **({} if known else {"x-unknown": "the pages do not say where tokens come from"}),
        },
        "application": {
            "type": "http",
            "scheme": "bearer",
            "description": "As an application, without a user; an operation lists the roles.",
        },
    }


def security(operations: Iterable[Operation]) -> Json:
    """Alternatives, least privileged first; nothing where the pages name no permission."""
    operations = tuple(operations)
    alternatives: list[Json] = []
    for scheme in ("delegated", "application"):
        for operation in operations:
            alternatives += [{scheme: [name]} for name in _names(operation, scheme)]
    unique = [item for n, item in enumerate(alternatives) if item not in alternatives[:n]]
    rows = [_row(row) for operation in operations for row in operation.permissions]
    return ({"security": unique} if unique else {}) | ({"x-permissions": rows} if rows else {})


def _names(operation: Operation, scheme: str) -> list[str]:
    rows = (row for row in operation.permissions if row.kind.strip().lower().startswith(scheme))
    return list(dict.fromkeys(name for row in rows for name in row.names))


def _row(row: Permission) -> Json:
    said = {"names": list(row.names)} if row.names else {"text": row.text}
    return {"kind": row.kind, **said, **place(row.loc)}
