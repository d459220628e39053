"""A clinic's own code: every way in which it is evident what something is."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import appointments
import appointments.models as models
from appointments import AppointmentsClient, AsyncAppointmentsClient, is_set
from appointments.models import (
    AppointmentStatus,
    Patient,  # who comes
    VirtualAppointment,
)
from appointments.resources.check_in_devices import CheckInDevices


def book(client: AppointmentsClient) -> VirtualAppointment:
    new = VirtualAppointment(subject = "Check-up", channel="video")  # odd blanks stay
    new.subject += "!"
    if is_set(new, 'subject') and getattr(new, "channel"):
        del new.subject
    return client.virtual_appointments.create(new)


def subjects(client: AppointmentsClient) -> list[str | None]:
    for patient in book(client).participants or []:
        print(patient.display_name)
    first = client.virtual_appointments.list(top=1).first()
    print(first.settings.lobby_bypass, first.status == AppointmentStatus.NO_SHOW)
    return [item.subject for item in client.virtual_appointments.list(top=5)]


def verbs(client: AppointmentsClient, devices: CheckInDevices) -> None:
    client.practitioners.find_slots("p1", at_least=3)
    client.raw(client.practitioners.find_slots, "p1", at_least=3)
    with client.batch() as batch:
        batch.add(client.check_in_devices.get, "d1")
    devices.get("d1")
    names = [found.display_name for found in client.practitioners.list()]
    print(sorted(names))


def annotated(one: "Patient", many: Iterable[Patient], either: Patient | None = None) -> None:
    print(one.display_name, [item.display_name for item in many], either and either.display_name)
    print(dataclasses.replace(one, display_name="x"), models.Patient(display_name="y"))
    print(appointments.models.Patient())


def proved(thing: object) -> None:
    if isinstance(thing, Patient):
        print(thing.display_name)
    match thing:
        case VirtualAppointment(subject=subject):
            print(subject)


class Regular(Patient):
    def greeting(self) -> str:
        return f"Hello {self.display_name}"


class Desk:
    def __init__(self) -> None:
        self.client = AsyncAppointmentsClient("token")

    async def today(self) -> None:
        async for item in self.client.virtual_appointments.list():
            print(item.subject)
        item = await self.client.virtual_appointments.get("a1")
        item.subject = "moved"
        print(Regular(display_name="z").greeting(), Regular().display_name)
