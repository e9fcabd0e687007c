#!/usr/bin/env python3
"""What people do to evenkeel's events, and what they put beside them, with a calendar program that is not ours."""
import datetime as dt
import json
import os

import icalendar

import household_toml as toml
import invitation_test
import rig


def config(base, smtp):
    return (toml.household() + toml.partner("alex", toml.caldav(f"{base}/alex/work/", "alex"))
            + toml.partner("sam", toml.caldav(f"{base}/sam/work/", "sam"))
            + toml.shared(toml.caldav(f"{base}/home/shared/", "home")) + toml.pick_up(invite=True)
            + toml.alignment(agenda=["wins", "risks", "promises", "ahead"]) + toml.mail(smtp))


FIRST = rig.london(2026, 11, 29, 19)  # seen from Monday the 23rd


class House:
    def __init__(self, root, server, post):
        self.root = root
        self.server = server
        self.mails = post.box.mails
        for user in ("alex", "sam", "home"):
            rig.write(os.path.join(root, user + ".password"), user + "pw\n", 0o600)
        rig.write(os.path.join(root, "evenkeel.toml"), config(server.base, post.controller.port))
        self.shared = server.calendar("home", "shared")
        self.minute = 0

    def cycle(self):
        done = rig.run(self.root, rig.EVENKEELD, "--config", "evenkeel.toml", "--now", self.now(), "--once")
        rig.check(done.returncode == 0, f"exit {done.returncode}: {done.stderr}")
        self.minute += 5

    def now(self):
        return f"2026-11-23T09:{self.minute:02}:00Z"

    def tool(self, *arguments):
        done = rig.run(self.root, rig.EVENKEEL, "--config", "evenkeel.toml", "--now", self.now(), *arguments)
        rig.check(done.returncode == 0, f"exit {done.returncode}: {done.stderr}")
        return done.stdout

    def all(self):
        """[(resource, VCALENDAR, VEVENT)] as python3-caldav and python3-icalendar see them."""
        found = []
        for resource in self.shared.events():
            calendar = icalendar.Calendar.from_ical(resource.data)
            found.append((resource, calendar, calendar.walk("VEVENT")[0]))
        return found

    def titles(self, text):
        return sorted(str(e["SUMMARY"]) for _, _, e in self.all() if text in str(e["SUMMARY"]))

    def at(self, start, text=""):
        found = [x for x in self.all() if x[2]["DTSTART"].dt == start and text in str(x[2]["SUMMARY"])]
        rig.check(len(found) == 1, f"{len(found)} events with {text} at {start}")
        return found[0]

    def edit(self, start, text, change):
        """One changes the event in a calendar program."""
        resource, calendar, event = self.at(start, text)
        change(event)
        resource.data = calendar.to_ical().decode()
        resource.save()

    def put(self, summary, start, end, uid="theirs@phone"):
        self.shared.save_event(rig.event(uid, summary, start, end))

    def check_ins(self):
        return sorted(e["DTSTART"].dt for _, _, e in self.all() if str(e["SUMMARY"]) == "Weekly alignment")

    def duties_of(self, name):
        return {e["DTSTART"].dt for _, _, e in self.all() if str(e["SUMMARY"]) == f"{name}: School pick-up"}

    def told(self):
        """(recipient, METHOD, when) of each mail since the last time."""
        list_ = []
        for recipient, message, _ in self.mails:
            calendar = icalendar.Calendar.from_ical(invitation_test.calendar_part(message).get_content())
            list_.append((recipient.split("@")[0], str(calendar["METHOD"]), calendar.walk("VEVENT")[0]["DTSTART"].dt))
        self.mails.clear()
        return list_


def household(test):
    def wrapped():
        with rig.directory() as root:
            server, post = rig.Radicale(root), invitation_test.Server()
            try:
                test(House(root, server, post))
            finally:
                post.close()
                server.close()
    wrapped.__name__ = test.__name__
    return wrapped


def decline(name):
    def change(event):
        attendees = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
        own = [a for a in attendees if str(a).lower() == f"mailto:{name}@example.org"]
        rig.check(len(own) == 1, f"{name} is not invited: {attendees}")
        own[0].params["PARTSTAT"] = "DECLINED"
    return change


@household
def a_declined_check_in_takes_the_next_slot(house):
    house.cycle()
    house.edit(FIRST, "Weekly", decline("sam"))
    house.told()
    house.cycle()
    moved = house.check_ins()[0]
    rig.check(moved.date() != FIRST.date(), f"still at {moved}")
    told = [t for t in house.told() if t[2] == moved]
    rig.check(sorted(told) == [("alex", "REQUEST", moved), ("sam", "REQUEST", moved)], str(told))
    rig.check(len(house.check_ins()) == 5, f"check-ins at {house.check_ins()}")
    house.cycle()
    rig.check(house.check_ins()[0] == moved and not house.told(), "it did not stay")


@household
def a_declined_duty_goes_to_the_other_who_is_invited(house):
    house.cycle()
    duty = min(house.duties_of("Sam"))
    rig.check(("sam", "REQUEST", duty) in house.told(), "Sam was not invited")
    house.edit(duty, "pick-up", decline("sam"))
    house.cycle()
    rig.check(duty in house.duties_of("Alex"), f"it is not Alex's: {house.titles('pick-up')}")
    told = [t for t in house.told() if t[2] == duty]
    rig.check(sorted(told) == [("alex", "REQUEST", duty), ("sam", "CANCEL", duty)], str(told))
    house.cycle()
    rig.check(duty in house.duties_of("Alex") and not house.told(), "it did not stay")


@household
def a_renamed_duty_is_a_swap(house):
    house.cycle()
    duty = min(house.duties_of("Sam"))
    house.told()
    house.edit(duty, "pick-up", lambda event: event.update({"SUMMARY": icalendar.vText("Alex: School pick-up")}))
    house.cycle()
    rig.check(duty in house.duties_of("Alex"), f"it is not Alex's: {house.titles('pick-up')}")
    told = [t for t in house.told() if t[2] == duty]
    rig.check(sorted(told) == [("alex", "REQUEST", duty), ("sam", "CANCEL", duty)], str(told))
    rows = [json.loads(line) for line in house.tool("rota", "--json").splitlines()]
    day = duty.astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    rig.check([r["who"] for r in rows if r.get("start") == day] == ["alex"], f"the rota says otherwise: {rows[:5]}")


@household
def a_ticked_promise_is_kept_and_an_open_one_is_carried_on(house):
    house.cycle()

    def promise(event):
        event["DESCRIPTION"] = icalendar.vText(str(event["DESCRIPTION"]) +
                                               "\n- [ ] Sam: book the boiler service by 2026-12-01"
                                               "\n- [ ] Alex: call the school by 2026-12-01")
    house.edit(FIRST, "Weekly", promise)
    house.cycle()
    second = FIRST + dt.timedelta(weeks=1)
    text = str(house.at(second, "Weekly")[2]["DESCRIPTION"])
    rig.check("book the boiler service" in text and "call the school" in text, f"not carried on: {text}")

    def tick(event):
        event["DESCRIPTION"] = icalendar.vText(str(event["DESCRIPTION"]).replace("- [ ] Sam: book", "- [x] Sam: book"))
    house.edit(FIRST, "Weekly", tick)
    house.cycle()
    text = str(house.at(second, "Weekly")[2]["DESCRIPTION"])
    rig.check("call the school" in text, f"the open one is lost: {text}")
    rig.check("- [ ] Sam: book the boiler service" not in text, f"the kept one is still open: {text}")
    rig.check("book the boiler service" in str(house.at(FIRST, "Weekly")[2]["DESCRIPTION"]), "people's notes are lost")


@household
def a_deleted_finding_is_acknowledged(house):
    for user in ("alex", "sam"):
        house.server.calendar(user, "work").save_event(
            rig.event(f"{user}@work", "Review", "20261202T150000", "20261202T163000"))
    house.cycle()
    start = rig.london(2026, 12, 2, 15, 15)
    house.at(start, "pick-up")[0].delete()
    house.cycle()
    house.cycle()
    rig.check(not [e for _, _, e in house.all() if e["DTSTART"].dt == start], "the finding came back")
    rig.check("uncovered/pick-up/2026-12-02" in house.tool("findings", "--json"), "the clash itself is gone")


@household
def support_shifts_duties(house):
    house.cycle()
    before = len(house.duties_of("Sam"))
    house.put("Sam: support", "20261123", "20261212")
    house.cycle()
    after = len(house.duties_of("Sam"))
    rig.check(after < before, f"Sam had {before} duties and has {after}")
    # 15 school days: half of Sam's half of them, as far as whole duties go.
    rig.check(3 <= after <= 4, f"{after} of 15 duties are Sam's")


@household
def a_trip_from_a_phone_is_one(house):
    house.cycle()
    days = {rig.london(2026, 11, d, 15, 15) for d in (24, 25, 26)}
    house.put("Sam: trip", "20261124", "20261127")
    house.server.calendar("alex", "work").save_event(
        rig.event("alex@work", "Review", "20261125T150000", "20261125T163000"))
    house.cycle()
    rig.check(not days & house.duties_of("Sam"), f"Sam picks up while away: {house.duties_of('Sam')}")
    rig.check(days - {rig.london(2026, 11, 25, 15, 15)} <= house.duties_of("Alex"), "Alex does not step in")
    rig.check("uncovered/pick-up/2026-11-25" in house.tool("findings", "--json"), "nobody says that nobody is there")
    rig.check(house.titles("Home base: Alex"), "no home base is said")
    rig.check(house.titles("Sam: trip") == ["Sam: trip"], "their own event was touched")


@household
def a_pause_stops_that_partners_part_until_it_is_deleted(house):
    house.cycle()
    rig.check(house.duties_of("Sam"), "Sam has no duty to begin with")
    house.put("Sam: pause", "20261123", "20261205")
    house.cycle()
    rig.check(not house.titles("Sam: School"), f"still published: {house.titles('Sam')}")
    rig.check(all(json.loads(r).get("who") != "sam" for r in house.tool("rota", "--json").splitlines()), "Sam has duties")
    read = sum("/sam/work" in line for line in open(house.server.log, encoding="utf-8"))
    house.cycle()
    rig.check(sum("/sam/work" in line for line in open(house.server.log, encoding="utf-8")) == read,
              "Sam's calendar is still pulled")
    next(r for r, _, e in house.all() if str(e["SUMMARY"]) == "Sam: pause").delete()
    house.cycle()
    house.cycle()
    rig.check(house.duties_of("Sam"), "Sam is not back")


if __name__ == "__main__":
    rig.main([a_declined_check_in_takes_the_next_slot, a_declined_duty_goes_to_the_other_who_is_invited,
              a_renamed_duty_is_a_swap, a_ticked_promise_is_kept_and_an_open_one_is_carried_on,
              a_deleted_finding_is_acknowledged, support_shifts_duties, a_trip_from_a_phone_is_one,
              a_pause_stops_that_partners_part_until_it_is_deleted])
