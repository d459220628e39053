"""Documented examples of operations on lamps."""

from home.testing import Exchange


def test_lamp_get_example() -> None:
    """Example (api/lamp-get.md:31)."""
    sends = """
        GET https://api.fabrikam.com/v1.0/lamps/l1?$expand=buyer,room
    """
    receives = """
        HTTP/1.1 200 OK
        Content-Type: application/json

        {
          "@odata.type": "#fabrikam.home.dimmedLamp",
          "id": "l1",
          "brightness": 80,
          "bulb": {
            "socket": "E27"
          },
          "buyer": {
            "id": "p1",
            "name": "Adele"
          }
        }
    """
    with Exchange(sends, receives) as client:
        client.lamps.get("l1", expand="buyer,room")
