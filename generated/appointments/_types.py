"""Registries of the models: class to module, and documented type to class."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "AppointmentReminder": "appointment_reminder",
    "AppointmentSlot": "appointment_slot",
    "AppointmentStatus": "appointment_status",
    "CheckInDevice": "check_in_device",
    "Entity": "entity",
    "IntakeAnswers": "intake_answers",
    "Participant": "participant",
    "Patient": "patient",
    "Practitioner": "practitioner",
    "ReminderAttachment": "reminder_attachment",
    "ReminderPolicy": "reminder_policy",
    "VirtualAppointment": "virtual_appointment",
    "LobbyBypassScope": "virtual_appointment_settings",
    "VirtualAppointmentSettings": "virtual_appointment_settings",
    "VirtualAppointmentUser": "virtual_appointment_user",
    "WeekDays": "week_days",
}

TYPES: dict[str, str] = {
    "contoso.appointments.appointmentReminder": "AppointmentReminder",
    "contoso.appointments.appointmentSlot": "AppointmentSlot",
    "contoso.appointments.appointmentStatus": "AppointmentStatus",
    "contoso.appointments.checkInDevice": "CheckInDevice",
    "contoso.appointments.entity": "Entity",
    "contoso.appointments.intakeAnswers": "IntakeAnswers",
    "contoso.appointments.lobbyBypassScope": "LobbyBypassScope",
    "contoso.appointments.participant": "Participant",
    "contoso.appointments.patient": "Patient",
    "contoso.appointments.practitioner": "Practitioner",
    "contoso.appointments.reminderAttachment": "ReminderAttachment",
    "contoso.appointments.reminderPolicy": "ReminderPolicy",
    "contoso.appointments.virtualAppointment": "VirtualAppointment",
    "contoso.appointments.virtualAppointmentSettings": "VirtualAppointmentSettings",
    "contoso.appointments.virtualAppointmentUser": "VirtualAppointmentUser",
    "contoso.appointments.weekDays": "WeekDays",
}
