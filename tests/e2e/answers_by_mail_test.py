#!/usr/bin/env python3
"""Invitations leave through Postfix, answers come back into Dovecot, and the check-in moves; once."""
import datetime as dt
import email.message
import email.policy
import os
import re
import shutil
import signal

import icalendar

import local_household as home
import mail_servers
import rig
import service_test

MAIL = """
[mail]
smtp     = "{smtp}"
user     = "home"
password = {{ file = "mail.password" }}
from     = "Household <home@example.org>"
imap     = "{imap}"
ca_file  = "{ca_file}"
"""


class House:
    """A household of local calendars whose post goes through the server."""

    def __init__(self, root, server, smtp=None, imap=None, ca_file=None):
        self.root = root
        self.server = server
        rig.write(os.path.join(root, "mail.password"), "homepw\n", 0o600)
        self.lay_out(smtp, imap, ca_file)
        self.minute = 0

    def lay_out(self, smtp=None, imap=None, ca_file=None):
        server = self.server
        home.lay_out(self.root, more=MAIL.format(smtp=smtp or f"smtps://127.0.0.1:{server.smtps}",
                                            imap=imap or f"imaps://127.0.0.1:{server.imaps}/INBOX",
                                            ca_file=ca_file or server.certificate))

    def cycle(self, status=0):
        done = home.once(self.root, now=f"2026-11-23T09:{self.minute:02}:00Z")
        rig.check(done.returncode == status, f"exit {done.returncode}: {done.stderr}\n{self.server.log()}")
        self.minute += 5
        return done

    def check_ins(self):
        return sorted(e["DTSTART"].dt for e in home.published(self.root).values()
                      if str(e["SUMMARY"]) == "Weekly alignment")

    def invitation(self, user, number=0):
        """The calendar of the message of this number in the user's mailbox."""
        message = self.server.wait_for_messages(user, number + 1)[number]
        part = [p for p in message.walk() if p.get_content_type() == "text/calendar"][0]
        return icalendar.Calendar.from_ical(part.get_content())

    def answer(self, user, partstat, method="REPLY", sender=None, attendee=None, change=None):
        """As Exchange answers: METHOD:REPLY, one ATTENDEE, no ORGANIZER."""
        calendar = self.invitation(user)
        calendar["METHOD"] = method
        event = calendar.walk("VEVENT")[0]
        del event["ORGANIZER"]
        event["ATTENDEE"] = icalendar.vCalAddress(f"mailto:{attendee or user + '@example.org'}")
        event["ATTENDEE"].params["PARTSTAT"] = partstat
        if change:
            change(event)
        message = email.message.EmailMessage(policy=email.policy.SMTP)
        message["From"] = sender or f"{user.capitalize()} <{user}@example.org>"
        message["To"] = "home@example.org"
        message["Subject"] = "Declined: Weekly alignment"
        message.set_content("No time.\n")
        message.add_alternative(calendar.to_ical(), "text", "calendar", cte="base64", params={"method": method})
        before = self.server.count("home")
        self.server.send(user, "home@example.org", message)
        rig.wait_for(lambda: self.server.count("home") > before, 60, "the answer: " + self.server.log())


SERVERS = []


def household(**how):
    """Runs a test with a household and empty mailboxes; the mail server is started once."""
    def decorate(test):
        def wrapped():
            if not SERVERS:
                root = rig.directory()
                SERVERS.append((root, mail_servers.MailServer(root.__enter__())))
            server = SERVERS[0][1]
            for user in mail_servers.USERS:
                shutil.rmtree(os.path.join(server.root, "dovecot", "mail", user), ignore_errors=True)
            with rig.directory() as root:
                test(House(root, server, **{k: v(server) if callable(v) else v for k, v in how.items()}))
        wrapped.__name__ = test.__name__
        return wrapped
    return decorate


FIRST = rig.london(2026, 11, 29, 19)  # seen from Monday the 23rd


@household()
def an_invitation_is_what_mail_programs_expect(house):
    house.cycle()
    for user in ("alex", "sam"):
        messages = house.server.wait_for_messages(user, 1)
        rig.check(len(messages) == 1, f"{len(messages)} messages for {user}")
        message = messages[0]
        rig.check(message["From"] == "Household <home@example.org>" and f"{user}@example.org" in message["To"],
                  f"{message['From']} to {message['To']}")
        rig.check(message["Cc"] is None and message["Bcc"] is None, "somebody else is written to")
        rig.check(message["Auto-Submitted"] == "auto-generated", "Auto-Submitted")
        rig.check(re.fullmatch(r"<[^<>@\s]+@example\.org>", message["Message-ID"]), message["Message-ID"])
        types = [p.get_content_type() for p in message.walk()]
        rig.check(types == ["multipart/mixed", "multipart/alternative", "text/plain", "text/calendar",
                            "application/ics"], str(types))
        calendar = house.invitation(user)
        event = calendar.walk("VEVENT")[0]
        rig.check(calendar["METHOD"] == "REQUEST" and event["DTSTART"].dt == FIRST, calendar.to_ical())
        rig.check(str(event["ATTENDEE"]).lower() == f"mailto:{user}@example.org", str(event["ATTENDEE"]))
    house.cycle()
    rig.check(len(house.server.messages("alex")) == 1, "invited twice")


@household()
def a_declined_check_in_moves_once(house):
    house.cycle()
    house.answer("sam", "DECLINED")
    house.cycle()
    moved = house.check_ins()[0]
    rig.check(moved != FIRST and moved.date() != FIRST.date(), f"still at {moved}")
    for user in ("alex", "sam"):
        event = house.invitation(user, 1).walk("VEVENT")[0]
        rig.check(event["DTSTART"].dt == moved, f"{user} is told {event['DTSTART'].dt}, it is {moved}")
        rig.check(int(event["SEQUENCE"]) == 1, f"SEQUENCE {event['SEQUENCE']}")
        rig.check(event["UID"] == house.invitation(user, 0).walk("VEVENT")[0]["UID"], "another UID")
    house.cycle()
    house.cycle()
    rig.check(len(house.server.messages("sam")) == 2 and len(house.server.messages("alex")) == 2, "told again")
    rig.check(house.check_ins()[0] == moved, "moved again")
    # The mailbox is the household's: nothing is deleted, nothing is marked as read.
    rig.check(len(house.server.messages("home")) == 1, "a message was deleted")
    rig.check(not any(b"Seen" in line for line in house.server.flags("home")), str(house.server.flags("home")))


@household()
def an_answer_needs_no_time(house):
    """As in the example of RFC 5546 4.2.2."""
    house.cycle()

    def without_time(event):
        for name in ("DTSTART", "DTEND", "SUMMARY", "DESCRIPTION"):
            event.pop(name, None)
    house.answer("sam", "DECLINED", change=without_time)
    house.cycle()
    rig.check(house.check_ins()[0] != FIRST, "it stands where it was")


@household()
def a_yes_is_shown_on_the_calendar(house):
    house.cycle()
    house.answer("alex", "ACCEPTED")
    house.cycle()
    event = next(e for e in home.published(house.root).values() if e["DTSTART"].dt == FIRST)
    answers = {str(a).lower(): a.params.get("PARTSTAT") for a in event["ATTENDEE"]}
    rig.check(answers == {"mailto:alex@example.org": "ACCEPTED", "mailto:sam@example.org": "NEEDS-ACTION"}, str(answers))
    rig.check(len(house.server.messages("sam")) == 1, "a yes was told to the other")


@household()
def answers_of_others_are_ignored(house):
    house.cycle()
    house.answer("sam", "DECLINED", sender="stranger@example.net")
    house.answer("sam", "DECLINED", sender="\"sam@example.org\" <stranger@example.net>")
    house.answer("alex", "DECLINED", attendee="sam@example.org")
    house.answer("sam", "DECLINED", change=lambda event: event.update({"UID": "other@example.org"}))
    house.answer("sam", "DECLINED", method="REQUEST")
    house.cycle()
    rig.check(house.check_ins()[0] == FIRST, f"moved to {house.check_ins()[0]}")
    rig.check(len(house.server.messages("alex")) == 1, "a mail was sent")


@household()
def another_time_that_is_proposed_counts_as_a_wish(house):
    house.cycle()
    wish = rig.london(2026, 11, 24, 20, 15)

    def propose(event):
        event["DTSTART"].dt, event["DTEND"].dt = wish, wish + dt.timedelta(minutes=30)
    house.answer("sam", "TENTATIVE", method="COUNTER", change=propose)
    house.cycle()
    rig.check(wish in house.check_ins() and FIRST not in house.check_ins(), f"check-ins at {house.check_ins()}")
    rig.check(house.invitation("alex", 1).walk("VEVENT")[0]["DTSTART"].dt == wish, "the other is not told")
    house.cycle()
    rig.check(wish in house.check_ins() and len(house.server.messages("alex")) == 2, "it did not stay there")


@household()
def a_deleted_check_in_is_cancelled(house):
    house.cycle()
    name = next(n for n, e in home.published(house.root).items() if e["DTSTART"].dt == FIRST)
    os.unlink(os.path.join(house.root, "shared", name))
    house.cycle()
    for user in ("alex", "sam"):
        calendars = [house.invitation(user, n) for n in range(3)]
        cancel = next(c for c in calendars if c["METHOD"] == "CANCEL").walk("VEVENT")[0]
        rig.check(cancel["STATUS"] == "CANCELLED" and int(cancel["SEQUENCE"]) == 1, cancel.to_ical())
        rig.check(cancel["UID"] == calendars[0].walk("VEVENT")[0]["UID"], "another UID")
    house.cycle()
    rig.check(len(house.server.messages("sam")) == 3, "told again")


@household()
def ten_thousand_mails_of_strangers_cost_little(house):
    house.cycle()
    house.server.deliver_many("home", (f"From: shop{i}@example.net\nSubject: Offer {i}\n"
                                       "Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\n"
                                       for i in range(10_000)))
    house.server.deliver_many("home", (f"From: sam@example.org\nSubject: Note {i}\n\nMilk, please.\n"
                                       for i in range(20)))
    house.answer("sam", "DECLINED")
    before = len(house.server.sessions("home"))
    house.cycle()
    rig.check(house.check_ins()[0] != FIRST, "the answer was not found")
    house.cycle()
    ours = house.server.sessions("home")[before:]
    # One message was opened, and all that was said was the folder, the notes' structures and the answer.
    rig.check([opened for _, opened in ours] == [1, 0], f"messages opened: {ours}")
    rig.check(ours[0][0] < 20_000 and ours[1][0] < 2_000, f"bytes: {ours}")


@household(smtp=lambda s: f"smtp://127.0.0.1:{s.submission}", imap=lambda s: f"imap://127.0.0.1:{s.imap}")
def starttls_secures_both_ways(house):
    house.cycle()
    house.answer("sam", "DECLINED")
    house.cycle()
    rig.check(house.check_ins()[0] != FIRST, "the answer did not arrive")


@household(ca_file="/etc/ssl/certs/ca-certificates.crt")
def an_untrusted_server_gets_nothing(house):
    done = house.cycle(status=3)
    rig.check("certificate" in done.stderr, done.stderr)
    rig.check(not house.server.messages("alex"), "a mail was sent")
    # Trusted again, the same mail leaves; what waited is too late for nobody.
    path = os.path.join(house.root, "evenkeel.toml")
    with open(path, encoding="utf-8") as handle:
        text = handle.read()
    rig.write(path, text.replace("/etc/ssl/certs/ca-certificates.crt", house.server.certificate))
    house.cycle()
    rig.check(len(house.server.wait_for_messages("alex", 1)) == 1, "the mail did not leave")


@household()
def a_mailbox_that_says_nothing_holds_up_one_cycle_only(house):
    """Those that the service runs by itself leave it alone for a while; who asks for a cycle gets it asked."""
    rig.run(house.root, rig.EVENKEELD, "--config", "evenkeel.toml", "--once")  # somebody is invited
    silent = service_test.Silent()
    house.lay_out(imap=f"imap://127.0.0.1:{silent.port}/INBOX")
    with service_test.service(house.root) as (process, manager):
        rig.wait_for(lambda: manager.told("STATUS="), seconds=60, what="the first cycle")
        rig.check(len(silent.asked()) == 1, "the mailbox was not asked")
        for _ in range(3):
            manager.forget()
            process.send_signal(signal.SIGHUP)
            rig.wait_for(lambda: manager.told("STATUS="), seconds=60, what="a cycle")
        rig.check(len(silent.asked()) == 1, f"asked {len(silent.asked())} times")


if __name__ == "__main__":
    if os.getuid() != 0:
        print("skipped: Postfix starts as root only")
        raise SystemExit(0)
    try:
        rig.main([an_invitation_is_what_mail_programs_expect, a_declined_check_in_moves_once,
                  an_answer_needs_no_time, a_yes_is_shown_on_the_calendar, answers_of_others_are_ignored,
                  another_time_that_is_proposed_counts_as_a_wish, a_deleted_check_in_is_cancelled,
                  ten_thousand_mails_of_strangers_cost_little, starttls_secures_both_ways,
                  an_untrusted_server_gets_nothing, a_mailbox_that_says_nothing_holds_up_one_cycle_only])
    finally:
        for folder, mail_server in SERVERS:
            mail_server.close()
            folder.__exit__(None, None, None)
