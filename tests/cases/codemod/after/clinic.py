"""A clinic's own code: every way in which it is evident what something is."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import appointments
import appointments.models as models
from appointments import AppointmentsClient, AsyncAppointmentsClient, is_set
from appointments.models import (
    AppointmentStatus,
    Client,  # who comes
    Meeting,
)
from appointments.resources.kiosks import Kiosks


def book(client: AppointmentsClient) -> Meeting:
    new = Meeting(title = "Check-up", channel="video")  # odd blanks stay
    new.title += "!"
    if is_set(new, 'title') and getattr(new, "channel"):
        del new.title
    return client.virtual_appointments.create(new)


def subjects(client: AppointmentsClient) -> list[str | None]:
    for patient in book(client).participants or []:
        print(patient.name)
    first = client.virtual_appointments.all(top=1).first()
    print(first.settings.bypass, first.status == AppointmentStatus.ABSENT)
    return [item.title for item in client.virtual_appointments.all(top=5)]


def verbs(client: AppointmentsClient, devices: Kiosks) -> None:
    client.practitioners.find_slots("p1", minimum=3)
    client.raw(client.practitioners.find_slots, "p1", minimum=3)
    with client.batch() as batch:
        batch.add(client.kiosks.get, "d1")
    devices.get("d1")
    names = [found.name for found in client.staff.list()]
    print(sorted(names))


def annotated(one: "Client", many: Iterable[Client], either: Client | None = None) -> None:
    print(one.name, [item.name for item in many], either and either.name)
    print(dataclasses.replace(one, name="x"), models.Client(name="y"))
    print(appointments.models.Client())


def proved(thing: object) -> None:
    if isinstance(thing, Client):
        print(thing.name)
    match thing:
        case Meeting(title=subject):
            print(subject)


class Regular(Client):
    def greeting(self) -> str:
        return f"Hello {self.name}"


class Desk:
    def __init__(self) -> None:
        self.client = AsyncAppointmentsClient("token")

    async def today(self) -> None:
        async for item in self.client.virtual_appointments.all():
            print(item.title)
        item = await self.client.virtual_appointments.get("a1")
        item.title = "moved"
        print(Regular(name="z").greeting(), Regular().name)
