"""What cannot be decided is left as it is, and told."""

from appointments import AppointmentsClient
from appointments.models import *
from appointments.models import Entity, Client as Patient, Meeting as VirtualAppointment

from elsewhere import find

__all__ = ["Patient", "show"]


def show(thing, client: AppointmentsClient):
    print(thing.subject, find().display_name, getattr(thing, "subject"))
    thing.practitioners.find_slots("p1", at_least=1)
    staff = client.practitioners
    staff.list()
    print([one.display_name for one in [Entity(id="x")]])
    thing = VirtualAppointment()
    print(thing.subject)


def not_ours(subject: str, VirtualAppointment: str) -> None:
    message = {"subject": subject}
    print(message.keys(), VirtualAppointment, subject.title())
