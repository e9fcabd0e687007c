#!/usr/bin/env python3
"""The next check-in reaches both partners as an e-mailed invitation, over a real SMTP server, once."""
import email
import email.policy
import os

import icalendar
from aiosmtpd.controller import Controller

import household_toml as toml
import local_household as home
import rig

MAIL = """
[mail]
smtp = "smtp://127.0.0.1:{port}"
from = "Household <home@example.org>"
"""


class Mailbox:
    """Keeps what arrives: (recipient, message)."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        for recipient in envelope.rcpt_tos:
            message = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.mails.append((recipient, message, envelope.mail_from))
        return "250 OK"


class Server:
    def __init__(self):
        self.box = Mailbox()
        self.controller = Controller(self.box, hostname="127.0.0.1", port=rig.free_port())
        self.controller.start()

    def close(self):
        self.controller.stop()


def with_mail(test):
    def wrapped():
        server = Server()
        try:
            with rig.directory() as root:
                home.lay_out(root, more=MAIL.format(port=server.controller.port))
                test(root, server.box)
        finally:
            server.close()
    wrapped.__name__ = test.__name__
    return wrapped


def calendar_part(message):
    parts = [p for p in message.walk() if p.get_content_type() == "text/calendar"]
    rig.check(parts, "no text/calendar part")
    return parts[0]


def succeeded(done):
    rig.check(done.returncode == 0, f"exit {done.returncode}: {done.stderr}")


@with_mail
def both_partners_are_invited_to_the_next_check_in(root, box):
    succeeded(home.once(root))
    rig.check(sorted(m[0] for m in box.mails) == ["alex@example.org", "sam@example.org"],
              f"mailed to {[m[0] for m in box.mails]}")
    for recipient, message, sender in box.mails:
        rig.check(sender == "home@example.org", f"sent by {sender}")
        rig.check(message["Auto-Submitted"] == "auto-generated", "Auto-Submitted is not set")
        rig.check(recipient in message["To"], f"To: {message['To']}")
        part = calendar_part(message)
        rig.check(part.get_param("method") == "REQUEST", f"method {part.get_param('method')}")
        calendar = icalendar.Calendar.from_ical(part.get_content())
        rig.check(calendar["METHOD"] == "REQUEST", "METHOD differs from the Content-Type")
        event = calendar.walk("VEVENT")[0]
        rig.check(event["DTSTART"].dt == rig.london(2026, 11, 22, 19), f"at {event['DTSTART'].dt}")
        rig.check(str(event["ORGANIZER"]).lower() == "mailto:home@example.org", str(event["ORGANIZER"]))
        attendees = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
        rig.check(f"mailto:{recipient}" in [str(a).lower() for a in attendees], str(attendees))
        text = [p for p in message.walk() if p.get_content_type() == "text/plain"][0].get_content()
        rig.check("Weekly alignment" in text and "19:00" in text, text)
        rig.check(any(p.get_filename() and p.get_filename().endswith(".ics") for p in message.walk()),
                  "no .ics attachment")
        # An employer may read it: title and time only (invite_detail = "auto").
        rig.check("Budget" not in message.as_string() and "risks" not in text.lower(), "the agenda is in the mail")


@with_mail
def nobody_is_invited_twice(root, box):
    for minute in (0, 10, 20):
        succeeded(home.once(root, now=f"2026-11-21T09:{minute:02}:00Z"))
    rig.check(len(box.mails) == 2, f"{len(box.mails)} mails")
    # The state directory is lost, the key is kept: what stands on the calendar was invited to.
    for name in os.listdir(os.path.join(root, "state")):
        if name.startswith("evenkeel.db"):
            os.unlink(os.path.join(root, "state", name))
    succeeded(home.once(root, now="2026-11-21T09:30:00Z"))
    rig.check(len(box.mails) == 2, f"{len(box.mails)} mails after the state was lost")


@with_mail
def a_moved_check_in_is_announced_with_a_higher_sequence(root, box):
    succeeded(home.once(root))
    first = {m[0]: icalendar.Calendar.from_ical(calendar_part(m[1]).get_content()).walk("VEVENT")[0]
             for m in box.mails}
    name = next(n for n, e in home.published(root).items()
                if str(e["SUMMARY"]) == "Weekly alignment" and e["DTSTART"].dt == rig.london(2026, 11, 22, 19))
    path = os.path.join(root, "shared", name)
    with open(path, encoding="utf-8", newline="") as handle:
        text = handle.read()
    rig.write(path, text.replace("20261122T19", "20261122T20"))
    box.mails.clear()
    succeeded(home.once(root, now="2026-11-21T09:10:00Z"))
    rig.check(sorted(m[0] for m in box.mails) == ["alex@example.org", "sam@example.org"],
              f"mailed to {[m[0] for m in box.mails]}")
    for recipient, message, _ in box.mails:
        event = icalendar.Calendar.from_ical(calendar_part(message).get_content()).walk("VEVENT")[0]
        rig.check(event["DTSTART"].dt == rig.london(2026, 11, 22, 20), f"at {event['DTSTART'].dt}")
        rig.check(event["UID"] == first[recipient]["UID"], "another UID")
        rig.check(int(event["SEQUENCE"]) > int(first[recipient].get("SEQUENCE", 0)), "SEQUENCE did not rise")


def on(root, calendar, start):
    """(path, VEVENT) of the pick-up that begins then on one of the two shared calendars."""
    for entry in os.scandir(os.path.join(root, calendar)):
        with open(entry.path, "rb") as handle:
            event = icalendar.Calendar.from_ical(handle.read()).walk("VEVENT")[0]
        if "School pick-up" in str(event["SUMMARY"]) and event["DTSTART"].dt == start and event.get("TRANSP") == "OPAQUE":
            return entry.path, event
    return None


@with_mail
def a_duty_moved_on_one_calendar_moves_on_the_other(root, box):
    path = os.path.join(root, "evenkeel.toml")
    with open(path, encoding="utf-8") as handle:
        text = handle.read()
    with_invitations = text.replace('title = "School pick-up"', 'title = "School pick-up"\ninvite = true')
    rig.check(with_invitations != text, "no coverage to invite to")
    with_family = with_invitations + toml.shared(toml.vdir("family"), name="family", audience="family")
    rig.write(path, with_family.replace("[shared]", "[[shared]]"))
    os.makedirs(os.path.join(root, "family"))
    succeeded(home.once(root))
    before = rig.london(2026, 11, 25, 15, 15)
    after = rig.london(2026, 11, 25, 15, 45)
    rig.check(on(root, "shared", before) and on(root, "family", before), "the duty is not on both calendars")
    moved, event = on(root, "family", before)
    holder = str(event["SUMMARY"]).split(":")[0].lower()
    with open(moved, encoding="utf-8", newline="") as handle:
        text = handle.read()
    rig.write(moved, text.replace("20261125T151500", "20261125T154500").replace("20261125T160000", "20261125T163000"))
    box.mails.clear()
    succeeded(home.once(root, now="2026-11-21T09:10:00Z"))
    succeeded(home.once(root, now="2026-11-21T09:20:00Z"))
    rig.check(on(root, "family", after), "what people moved was put back")
    rig.check(on(root, "shared", after) and not on(root, "shared", before), "the other calendar has the old time")
    told = {(m[0], icalendar.Calendar.from_ical(calendar_part(m[1]).get_content()).walk("VEVENT")[0]["DTSTART"].dt)
            for m in box.mails}
    rig.check((f"{holder}@example.org", after) in told and all(time == after for _, time in told), f"told {told}")
    count = len(box.mails)
    succeeded(home.once(root, now="2026-11-21T09:30:00Z"))
    rig.check(len(box.mails) == count, "told again")


if __name__ == "__main__":
    rig.main([both_partners_are_invited_to_the_next_check_in, nobody_is_invited_twice,
              a_moved_check_in_is_announced_with_a_higher_sequence,
              a_duty_moved_on_one_calendar_moves_on_the_other])
