"""Documented examples of operations on practitioners."""

from datetime import date

from appointments.testing import Exchange


def test_practitioner_findslots_practitioner_findslots() -> None:
    """Example (api/practitioner-findslots.md:60)."""
    sends = """
        GET https://api.contoso.com/v1.0/practitioners/c2b9a1d4-58e3-4f0a-8a54-6f2f9d0f7a21/findSlots(fromDate=2024-03-21,channel='browser',atLeast=2)
    """
    receives = """
        HTTP/1.1 200 OK
        Content-type: application/json

        {
          "@odata.context": "https://api.contoso.com/v1.0/$metadata#Collection(contoso.appointments.appointmentSlot)",
          "value": [
            {
              "from": "2024-03-21T08:00:00Z",
              "length": "PT30M",
              "confidence": 0.75
            },
            {
              "from": "2024-03-22T10:30:00Z",
              "length": "PT1H",
              "confidence": 1.0,
              "practitioner": {
                "id": "c2b9a1d4-58e3-4f0a-8a54-6f2f9d0f7a21",
                "displayName": "Dr. Ilse Brandt"
              }
            }
          ]
        }
    """
    with Exchange(sends, receives) as client:
        list(
            client.practitioners.find_slots(
                "c2b9a1d4-58e3-4f0a-8a54-6f2f9d0f7a21",
                date.fromisoformat("2024-03-21"),
                "browser",
                2,
            )
        )


def test_practitioner_get_count_get_practitioners_count() -> None:
    """Example (api/practitioner-get-count.md:51)."""
    sends = """
        GET https://api.contoso.com/v1.0/practitioners/$count
        ConsistencyLevel: eventual
    """
    receives = """
        HTTP/1.1 200 OK
        Content-type: text/plain

        42
    """
    with Exchange(sends, receives) as client:
        client.practitioners.count(headers={"ConsistencyLevel": "eventual"})


def test_practitioner_list_list_practitioners() -> None:
    """Example (api/practitioner-list.md:58)."""
    sends = """
        GET https://api.contoso.com/v1.0/practitioners?$filter=startsWith(specialty,'Derma')&$select=displayName,available
    """
    receives = """
        HTTP/1.1 200 OK
        Content-type: application/json

        {
          "value": [
            {
              "id": "c2b9a1d4-58e3-4f0a-8a54-6f2f9d0f7a21",
              "displayName": "Dr. Ilse Brandt",
              "available": "monday,wednesday"
            },
            {
              "id": "f0c4d8e2-3b1a-4c6d-9e7f-a5b0c1d2e3f4",
              "displayName": "Dr. Kwame Asante",
              "available": "none"
            }
          ]
        }
    """
    with Exchange(sends, receives) as client:
        list(
            client.practitioners.list(
                select="displayName,available", filter="startsWith(specialty,'Derma')"
            )
        )
