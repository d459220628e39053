"""Replays documented exchanges with this package's client."""

from ._runtime.testing import Exchange as _Exchange
from .client import AppointmentsClient


class Exchange(_Exchange[AppointmentsClient]):
    """A documented request and its answer; `with` it, the documented call is checked."""

    client_class = AppointmentsClient
