"""Replays documented exchanges with this package's client."""

from ._runtime.testing import Exchange as _Exchange
from .client import HomeClient


class Exchange(_Exchange[HomeClient]):
    """A documented request and its answer; `with` it, the documented call is checked."""

    client_class = HomeClient
