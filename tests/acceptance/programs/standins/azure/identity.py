"""Stands in for the library of this name, which need not be installed: a credential's protocol."""

from __future__ import annotations

from typing import NamedTuple


class AccessToken(NamedTuple):
    """A token, and when it expires, in seconds since 1970."""

    token: str
    expires_on: int


class DefaultAzureCredential:
    """A credential that has a token for whoever asks."""

    def get_token(self, *scopes: str) -> AccessToken:
        """A token for the scopes."""
        assert scopes
        return AccessToken("secret", 4102444800)
