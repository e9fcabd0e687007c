#!/usr/bin/env python3
"""A server that invites by itself (RFC 6638): DAViCal carries invitations and answers, mail only what it cannot."""
import os

import icalendar

import davical
import household_toml as toml
import invitation_test
import rig
import servers


def config(server, sam, smtp, organizer):
    return (toml.household() + toml.partner("alex", toml.caldav(f"{server.base}{server.top}/alex/work/", "alex"))
            + toml.partner("sam", toml.caldav(f"{server.base}{server.top}/sam/work/", "sam"), email=sam)
            + toml.shared(toml.caldav(server.base + server.shared, "home"), publish=["routines"],
                          organizer=organizer)
            + toml.alignment(agenda=["risks"]) + toml.mail(smtp))


FIRST = rig.london(2026, 11, 29, 19)  # seen from Monday the 23rd


class House:
    def __init__(self, root, server, post, sam="sam@example.org", organizer="home@example.org"):
        self.root = root
        self.server = server
        self.mails = post.box.mails
        self.mails.clear()
        self.minute = 0
        for user in servers.USERS:
            rig.write(os.path.join(root, user + ".password"), user + "pw\n", 0o600)
        rig.write(os.path.join(root, "evenkeel.toml"),
                  config(server, sam, post.controller.port, organizer))

    def cycle(self, day=23):
        done = rig.run(self.root, rig.EVENKEELD, "--config", "evenkeel.toml", "--now",
                       f"2026-11-{day}T09:{self.minute:02}:00Z", "--once")
        rig.check(done.returncode == 0, f"exit {done.returncode}: {done.stderr}\n{self.server.logs()}")
        self.minute += 5

    def resources(self, user, calendar):
        """{path: VCALENDAR} of a calendar, by python3-icalendar."""
        names = self.server.sql("davical", f"SELECT dav_name FROM caldav_data WHERE dav_name LIKE '/{user}/{calendar}/%'")
        http = self.server.http(user)
        return {self.server.top + n: icalendar.Calendar.from_ical(http.request("GET", self.server.top + n)[1])
                for n in names.split("\n") if n}

    def the_check_in(self, user, calendar="work"):
        """Where it stands, and the VEVENT that carries attendees: the next one."""
        found = [(path, event) for path, whole in self.resources(user, calendar).items()
                 for event in whole.walk("VEVENT") if "ATTENDEE" in event]
        rig.check(len(found) == 1, f"{len(found)} invitations in {user}/{calendar}")
        return found[0]

    def versions(self):
        return self.server.sql("davical", "SELECT dav_name, dav_etag FROM caldav_data ORDER BY dav_name")


def answers_of(event):
    attendees = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
    return {str(a).lower().removeprefix("mailto:"): a.params for a in attendees}


STARTED = []


def household(**how):
    """Runs a test with a household on the one server, emptied."""
    def decorate(test):
        def wrapped():
            if not STARTED:
                root = rig.directory()
                server = davical.Davical(root.__enter__())
                server.sql("davical", "UPDATE principal SET default_privileges = privilege_to_bits("
                           "ARRAY['read-free-busy','schedule-query-freebusy','schedule-deliver'])")
                STARTED.append((root, server, invitation_test.Server()))
            _, server, post = STARTED[0]
            for user in ("home", "alex", "sam"):  # the organizer's first: attendees' copies go with them
                names = server.sql("davical", f"SELECT dav_name FROM caldav_data WHERE dav_name LIKE '/{user}/%'")
                for name in filter(None, names.split("\n")):
                    server.http(user).request("DELETE", server.top + name)
            with rig.directory() as root:
                test(House(root, server, post, **how))
        wrapped.__name__ = test.__name__
        return wrapped
    return decorate


@household()
def the_server_invites_both_and_nobody_is_mailed(house):
    house.cycle()
    for user in ("alex", "sam"):
        _, copy = house.the_check_in(user)
        rig.check(copy["DTSTART"].dt == FIRST, f"{user} is invited to {copy['DTSTART'].dt}")
        rig.check("evenkeel" in str(copy["DESCRIPTION"]), "the agenda is not in the server's invitation")
    _, event = house.the_check_in("home", "shared")
    rig.check(all(p.get("SCHEDULE-STATUS") == "1.2" and "SCHEDULE-AGENT" not in p for p in answers_of(event).values()),
              str(event["ATTENDEE"]))
    before = house.versions()
    house.cycle()
    house.cycle()
    rig.check(house.versions() == before, f"a quiet cycle wrote\n{before}\n{house.versions()}")
    rig.check(not house.mails, f"{len(house.mails)} mails")


@household()
def a_declined_check_in_moves_once_for_all(house):
    house.cycle()
    path, copy = house.the_check_in("sam")
    whole = house.resources("sam", "work")[path]
    answers_of(whole.walk("VEVENT")[0])["sam@example.org"]["PARTSTAT"] = "DECLINED"
    house.server.http("sam").put(path, whole.to_ical().decode())
    house.cycle()
    _, event = house.the_check_in("home", "shared")
    moved = event["DTSTART"].dt
    rig.check(moved.date() != FIRST.date(), f"still at {moved}")
    for user in ("alex", "sam"):
        _, copy = house.the_check_in(user)
        rig.check(copy["DTSTART"].dt == moved and int(copy["SEQUENCE"]) == 1, copy.to_ical())
        rig.check(answers_of(copy)["sam@example.org"]["PARTSTAT"] == "NEEDS-ACTION", "an answer to the old time stays")
    before = house.versions()
    house.cycle()
    house.cycle()
    rig.check(house.versions() == before, "it was written again")
    rig.check(not house.mails, f"{len(house.mails)} mails")


@household()
def a_declined_check_in_without_another_slot_goes_everywhere(house):
    house.cycle(day=21)  # a Saturday: Sunday evening is all that is left of the week
    path, copy = house.the_check_in("sam")
    sunday = rig.london(2026, 11, 22, 19)
    rig.check(copy["DTSTART"].dt == sunday, f"at {copy['DTSTART'].dt}")
    whole = house.resources("sam", "work")[path]
    answers_of(whole.walk("VEVENT")[0])["sam@example.org"]["PARTSTAT"] = "DECLINED"
    house.server.http("sam").put(path, whole.to_ical().decode())
    house.cycle(day=21)
    for user, calendar in (("home", "shared"), ("alex", "work"), ("sam", "work")):
        starts = [e["DTSTART"].dt for c in house.resources(user, calendar).values() for e in c.walk("VEVENT")
                  if e.get("STATUS") != "CANCELLED"]
        rig.check(sunday not in starts and FIRST in starts, f"{user}/{calendar}: {starts}")


@household()
def a_check_in_moved_by_hand_stays_and_the_copies_follow(house):
    house.cycle()
    path, _ = house.the_check_in("home", "shared")
    whole = house.resources("home", "shared")[path]
    event = whole.walk("VEVENT")[0]
    wish, length = rig.london(2026, 11, 29, 20, 15), event["DTEND"].dt - event["DTSTART"].dt
    event["DTSTART"].dt, event["DTEND"].dt = wish, wish + length
    house.server.http("home").put(path, whole.to_ical().decode())
    house.cycle()
    house.cycle()
    rig.check(house.the_check_in("home", "shared")[1]["DTSTART"].dt == wish, "it was moved back")
    for user in ("alex", "sam"):
        rig.check(house.the_check_in(user)[1]["DTSTART"].dt == wish, f"{user}'s copy does not follow")
    rig.check(not house.mails, f"{len(house.mails)} mails")


@household(sam="sam@elsewhere.example")
def whom_the_server_cannot_reach_is_mailed_once(house):
    house.cycle()
    for _ in range(3):
        house.cycle()
    rig.check([m[0] for m in house.mails] == ["sam@elsewhere.example"], f"mailed to {[m[0] for m in house.mails]}")
    calendar = icalendar.Calendar.from_ical(invitation_test.calendar_part(house.mails[0][1]).get_content())
    mailed = calendar.walk("VEVENT")[0]
    rig.check(calendar["METHOD"] == "REQUEST" and mailed["DTSTART"].dt == FIRST, calendar.to_ical())
    rig.check("DESCRIPTION" not in mailed, "the agenda is in the mail")
    _, event = house.the_check_in("home", "shared")
    rig.check(event["UID"] == mailed["UID"], "another UID")
    channels = answers_of(event)
    rig.check(channels["sam@elsewhere.example"].get("SCHEDULE-AGENT") == "CLIENT", str(event["ATTENDEE"]))
    rig.check("SCHEDULE-AGENT" not in channels["alex@example.org"], str(event["ATTENDEE"]))
    rig.check(house.the_check_in("alex")[1]["DTSTART"].dt == FIRST, "Alex lost the invitation")


@household()
def who_paused_and_came_back_is_invited_again(house):
    house.cycle()
    pause = house.server.shared + "pause.ics"
    http = house.server.http("home")
    http.put(pause, rig.event("pause@phone", "Sam: pause", "20261123T080000", "20261124T080000"))
    house.cycle()
    _, event = house.the_check_in("home", "shared")
    rig.check("sam@example.org" not in answers_of(event), "Sam is still invited")
    http.request("DELETE", pause)
    house.cycle()
    house.cycle()
    _, event = house.the_check_in("home", "shared")
    channels = answers_of(event)
    rig.check(channels["sam@example.org"].get("SCHEDULE-AGENT") == "CLIENT", str(event["ATTENDEE"]))
    rig.check([m[0] for m in house.mails] == ["sam@example.org"], f"mailed to {[m[0] for m in house.mails]}")
    before = house.versions()
    house.cycle()
    rig.check(house.versions() == before, "a quiet cycle wrote")


@household(organizer="other@elsewhere.example")
def an_organizer_whom_the_server_does_not_know_invites_by_mail(house):
    for _ in range(3):
        house.cycle()
    rig.check(sorted(m[0] for m in house.mails) == ["alex@example.org", "sam@example.org"],
              f"mailed to {[m[0] for m in house.mails]}")
    for user in ("alex", "sam"):
        rig.check(not house.resources(user, "work"), f"the server invites {user} too")


if __name__ == "__main__":
    try:
        rig.main([the_server_invites_both_and_nobody_is_mailed, a_declined_check_in_moves_once_for_all,
                  a_declined_check_in_without_another_slot_goes_everywhere,
                  a_check_in_moved_by_hand_stays_and_the_copies_follow, whom_the_server_cannot_reach_is_mailed_once,
                  who_paused_and_came_back_is_invited_again,
                  an_organizer_whom_the_server_does_not_know_invites_by_mail])
    finally:
        for folder, running, mailbox in STARTED:
            mailbox.close()
            running.close()
            folder.__exit__(None, None, None)
