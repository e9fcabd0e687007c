#!/usr/bin/env python3
"""The main job against a real CalDAV server: two work calendars in, check-ins and findings out, once each."""
import datetime as dt
import os

import household_toml as toml
import rig


def config(base):
    return (toml.household() + toml.partner("alex", toml.caldav(f"{base}/alex/", "alex"))
            + toml.partner("sam", toml.caldav(f"{base}/sam/work/", "sam", {"command": ["cat", "sam.password"]}))
            + toml.shared(toml.caldav(f"{base}/home/shared/", "home")) + toml.pick_up() + toml.alignment())


class Household:
    def __init__(self, root):
        self.root = root
        self.server = rig.Radicale(root)
        for user in ("alex", "sam", "home"):
            rig.write(os.path.join(root, user + ".password"), user + "pw\n", 0o600)
        rig.write(os.path.join(root, "evenkeel.toml"), config(self.server.base))
        alex = self.server.calendar("alex", "work")
        sam = self.server.calendar("sam", "work")
        # Wednesday 2 December: both busy over the pick-up. 13-16 January: both travel over one night.
        alex.save_event(rig.event("a1@work", "Budget review", "20261202T150000", "20261202T163000"))
        sam.save_event(rig.event("s1@work", "Project board", "20261202T150000", "20261202T160000"))
        alex.save_event(rig.event("a2@work", "Lyon", "20270112", "20270115", "CATEGORIES:travel\r\n"))
        sam.save_event(rig.event("s2@work", "Utrecht", "20270113", "20270115", "CATEGORIES:business-trip\r\n"))
        self.shared = self.server.calendar("home", "shared")

    def once(self, now=rig.NOW, status=0):
        done = rig.run(self.root, rig.EVENKEELD, "--config", "evenkeel.toml", "--now", now, "--once")
        rig.check(done.returncode == status, f"exit {done.returncode}: {done.stderr}")
        return done

    def close(self):
        self.server.close()


def household(test):
    def wrapped():
        with rig.directory() as root:
            house = Household(root)
            try:
                test(house)
            finally:
                house.close()
    wrapped.__name__ = test.__name__
    return wrapped


@household
def check_ins_and_findings_stand_at_the_right_local_times(house):
    house.once()
    events = rig.events_of(house.shared)
    check_ins = sorted(e["DTSTART"].dt for e in events["Weekly alignment"])
    # Sunday 19:00 London of this week and the next four; today is Saturday 21 November 2026.
    expected = [rig.london(2026, 11, 22, 19) + dt.timedelta(weeks=w) for w in range(5)]
    rig.check([e.astimezone(dt.timezone.utc) for e in check_ins] ==
              [e.astimezone(dt.timezone.utc) for e in expected], f"check-ins at {check_ins}")
    rig.check(all(e["DTSTART"].params.get("TZID") == "Europe/London" for e in events["Weekly alignment"]),
              "a check-in is not written with its TZID")
    rig.check(all(e.walk("VALARM") for e in events["Weekly alignment"]), "a check-in has no alarm")
    nobody = [e for name, found in events.items() for e in found if "pick-up" in name.lower()
              and e["DTSTART"].dt == rig.london(2026, 12, 2, 15, 15) and e.get("TRANSP") == "TRANSPARENT"]
    rig.check(len(nobody) == 1, f"the uncovered pick-up is not there: {sorted(events)}")
    for found in events.values():
        for e in found:
            rig.check(str(e["UID"]).endswith("@evenkeel"), f"not an own UID: {e['UID']}")


@household
def a_second_run_writes_nothing(house):
    house.once()
    before = {r.url: r.data for r in house.shared.events()}
    writes = sum(house.server.requests(m) for m in ("PUT", "DELETE", "MKCALENDAR", "PROPPATCH"))
    rig.check(house.server.requests("PUT") >= len(before), "the server's log does not tell of writes")
    house.once()
    house.once(now="2026-11-21T09:10:00Z")
    rig.check(sum(house.server.requests(m) for m in ("PUT", "DELETE", "MKCALENDAR", "PROPPATCH")) == writes,
              "a quiet cycle wrote")
    rig.check({r.url: r.data for r in house.shared.events()} == before, "an event changed")


@household
def a_moved_check_in_stays_moved(house):
    import icalendar
    house.once()
    moved_to = rig.london(2026, 11, 29, 20, 15)
    for resource in house.shared.events():
        calendar = icalendar.Calendar.from_ical(resource.data)
        e = calendar.walk("VEVENT")[0]
        if str(e["SUMMARY"]) == "Weekly alignment" and e["DTSTART"].dt == rig.london(2026, 11, 29, 19):
            e["DTSTART"].dt, e["DTEND"].dt = moved_to, moved_to + dt.timedelta(minutes=30)
            resource.data = calendar.to_ical().decode()
            resource.save()
    writes = house.server.requests("PUT")
    house.once(now="2026-11-21T09:10:00Z")
    starts = sorted(e["DTSTART"].dt for e in rig.events_of(house.shared)["Weekly alignment"])
    rig.check(moved_to in starts and len(starts) == 5, f"check-ins at {starts}")
    house.once(now="2026-11-21T09:20:00Z")
    rig.check(rig.events_of(house.shared)["Weekly alignment"][0] is not None and
              house.server.requests("PUT") - writes <= 1, "the moved check-in was written more than once")
    starts = sorted(e["DTSTART"].dt for e in rig.events_of(house.shared)["Weekly alignment"])
    rig.check(moved_to in starts and len(starts) == 5, f"later, check-ins at {starts}")


@household
def a_lost_state_directory_makes_no_duplicate(house):
    import shutil
    house.once()
    before = sorted((str(e["UID"]), str(e["SUMMARY"])) for f in rig.events_of(house.shared).values() for e in f)
    for name in os.listdir(os.path.join(house.root, "state")):
        if name != "instance.key":
            path = os.path.join(house.root, "state", name)
            shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
    house.once(now="2026-11-21T09:10:00Z")
    after = sorted((str(e["UID"]), str(e["SUMMARY"])) for f in rig.events_of(house.shared).values() for e in f)
    rig.check(before == after, f"before {before}\nafter {after}")


@household
def a_lost_key_publishes_nothing_and_says_how_to_go_on(house):
    house.once()
    os.unlink(os.path.join(house.root, "state", "instance.key"))
    writes = house.server.requests("PUT")
    done = house.once(now="2026-11-21T09:10:00Z", status=3)
    rig.check("key" in done.stderr, done.stderr)
    rig.check(house.server.requests("PUT") == writes, "something was published without the key")


@household
def a_new_conflict_reaches_the_calendar_with_the_next_cycle(house):
    house.once()
    house.server.calendar("alex", "work").save_event(
        rig.event("a3@work", "Audit", "20261203T150000", "20261203T163000"))
    house.server.calendar("sam", "work").save_event(
        rig.event("s3@work", "Dentist", "20261203T150000", "20261203T160000"))
    house.once(now="2026-11-21T09:10:00Z")
    starts = [e["DTSTART"].dt for f in rig.events_of(house.shared).values() for e in f
              if e.get("TRANSP") == "TRANSPARENT"]
    rig.check(rig.london(2026, 12, 3, 15, 15) in starts, f"findings at {starts}")


if __name__ == "__main__":
    rig.main([check_ins_and_findings_stand_at_the_right_local_times, a_second_run_writes_nothing,
              a_moved_check_in_stays_moved, a_lost_state_directory_makes_no_duplicate,
              a_lost_key_publishes_nothing_and_says_how_to_go_on,
              a_new_conflict_reaches_the_calendar_with_the_next_cycle])
