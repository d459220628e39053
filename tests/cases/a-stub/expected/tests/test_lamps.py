"""Documented examples of operations on lamps."""

from home.models import Lamp
from home.testing import Exchange


def test_lamp_post_example() -> None:
    """Example (lamp-post.md:33).

    Adjusted:

    - other-version: The URL names another version; the client's base URL is that
      version's.
    - path-given: The page documents no path; the call is given the example's own.
    """
    sends = """
        POST https://api.fabrikam.com/v1.0** Collection URI for fabrikam.home.lamp not found
        Content-Type: application/json

        {
          "brightness": 80
        }
    """
    receives = """
        HTTP/1.1 201 Created
        Content-Type: application/json

        {
          "id": "l1",
          "brightness": 80
        }
    """
    with Exchange(sends, receives, base_url="https://api.fabrikam.com") as client:
        client.lamps.create(
            Lamp(brightness=80),
            path="/v1.0** Collection URI for fabrikam.home.lamp not found",
        )
