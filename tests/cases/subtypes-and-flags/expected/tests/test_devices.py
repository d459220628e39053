"""Documented examples of operations on devices."""

from home.testing import Exchange


def test_device_get_example() -> None:
    """Example (api/device-get.md:26)."""
    sends = """
        GET https://api.fabrikam.com/v1.0/me/devices/d1?$expand=neighbors
    """
    receives = """
        HTTP/1.1 200 OK
        Content-Type: application/json

        {
          "@odata.type": "#fabrikam.home.heater",
          "id": "d1",
          "days": "monday,wednesday",
          "celsius": 20.5,
          "parts": [
            {
              "name": "grid",
              "steel": true
            }
          ],
          "neighbors": [
            {
              "@odata.type": "#fabrikam.home.heater",
              "id": "d2"
            }
          ]
        }
    """
    with Exchange(sends, receives, undocumented=["part.steel"]) as client:
        client.devices.get("d1", user_id="me", expand="neighbors")
