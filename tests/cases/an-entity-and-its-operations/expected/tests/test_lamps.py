"""Documented examples of operations on lamps."""

from home import Duration, NotFound
from home.models import Lamp
from home.testing import Exchange


def test_lamp_dim_example() -> None:
    """Example (api/lamp-dim.md:33)."""
    sends = """
        POST https://api.fabrikam.com/v1.0/lamps/l1/dim
        Content-Type: application/json

        {
          "to": 10,
          "over": "PT30S"
        }
    """
    receives = """
        HTTP/1.1 204 No Content
    """
    with Exchange(sends, receives) as client:
        client.lamps.dim("l1", to=10, over=Duration("PT30S"))


def test_lamp_list_example() -> None:
    """Example (api/lamp-list.md:36)."""
    sends = """
        GET https://api.fabrikam.com/v1.0/lamps?$filter=brightness gt 50&$top=1
    """
    receives = """
        HTTP/1.1 200 OK
        Content-Type: application/json

        {
          "value": [
            {
              "id": "l1",
              "brightness": 80,
              "color": "warm",
              "switchedDateTime": "2024-02-01T18:00:00.1234567Z"
            }
          ]
        }
    """
    with Exchange(sends, receives) as client:
        list(client.lamps.list(filter="brightness gt 50", top=1))


def test_lamp_update_brighten_lamp() -> None:
    """Example 1: Make it brighter (api/lamp-update.md:37)."""
    sends = """
        PATCH https://api.fabrikam.com/v1.0/lamps/l1
        Content-Type: application/json
        If-Match: "7"

        {
          "brightness": 90,
          "color": null
        }
    """
    receives = """
        HTTP/1.1 200 OK
        Content-Type: application/json

        {
          "id": "l1",
          "brightness": 90,
          "watts": 7
        }
    """
    with Exchange(sends, receives, undocumented=["lamp.watts"]) as client:
        client.lamps.update(
            "l1", Lamp(brightness=90, color=None), headers={"If-Match": '"7"'}
        )


def test_lamp_update_brighten_no_lamp() -> None:
    """Example 2: No such lamp (api/lamp-update.md:65)."""
    sends = """
        PATCH https://api.fabrikam.com/v1.0/lamps/l9
        Content-Type: application/json

        {
          "brightness": 90
        }
    """
    receives = """
        HTTP/1.1 404 Not Found
        Content-Type: application/json

        {
          "error": {
            "code": "NoSuchLamp",
            "message": "There is no lamp l9."
          }
        }
    """
    with Exchange(sends, receives, raises=NotFound) as client:
        client.lamps.update("l9", Lamp(brightness=90))
