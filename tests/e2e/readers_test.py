#!/usr/bin/env python3
"""What evenkeel writes is RFC 5545, and others read it without loss: python3-icalendar, python3-vobject, Evolution's
libecal and khal agree with each other, the configuration and the zone database on every kind of publication."""
import datetime as dt
import os
import subprocess

import gi
import icalendar
import vobject

import household_toml as toml
import local_household as home
import rfc5545
import rig

gi.require_version("ECal", "2.0")
from gi.repository import ECal, ICalGLib  # noqa: E402  (the version must be chosen first)

PICK_UP = 'Pick-up; "Grüne Straße", \\ room 4 – 🎂 and all that makes a title longer than one line of a file'
REPORT = toml.table("[partner.deadline]", title="Report, part 1; draft", due=toml.Toml("2026-12-04"),
                    start=toml.Toml("2026-11-23"), effort="90h")
CONFIG = (toml.household() + toml.partner("alex", toml.vdir("alex")) + REPORT
          + toml.partner("sam", toml.vdir("sam"), time_zone="America/New_York")
          + toml.table("[helper]", id="gran", name="Gran", available={"fri": "12:00-19:00"})
          + toml.shared(toml.vdir("shared"))
          + toml.pick_up(title=PICK_UP, travel="25m", rrule="FREQ=WEEKLY;BYDAY=TU,WE,FR", who=["alex", "sam", "gran"],
                         usual={"fri": "gran"})
          + toml.alignment(agenda=["wins", "risks", "support", "promises", "ahead"], remind=["15m", "1d"]) + toml.mail(1))
KINDS = ("Check-in", "Duty", "Finding", "Deadline", "Home base")


def lay_out(root):
    rig.write(os.path.join(root, "evenkeel.toml"), CONFIG)
    # Both busy on Wednesday 2 December; Alex away from 8 to 10 December, so over the nights of the 8th and the 9th.
    for person, uid in (("alex", "a1"), ("sam", "s1")):
        rig.write(os.path.join(root, person, uid + ".ics"),
                  rig.event(uid + "@work", "Review", "20261202T140000", "20261202T173000"))
    rig.write(os.path.join(root, "alex", "a2.ics"),
              rig.event("a2@work", "Lyon", "20261208", "20261211", "CATEGORIES:travel\r\n"))
    os.makedirs(os.path.join(root, "shared"))


def texts(root):
    found = {}
    for name in sorted(os.listdir(os.path.join(root, "shared"))):
        with open(os.path.join(root, "shared", name), "rb") as handle:
            found[name] = handle.read().decode("utf-8")
    return found


def instant(value):
    """A date stays one; all else in UTC."""
    return value.astimezone(dt.timezone.utc) if isinstance(value, dt.datetime) else value


def alarm(trigger):
    """Before the start, or at an instant."""
    return trigger if isinstance(trigger, dt.timedelta) else instant(trigger)


def address(value):
    return str(value).lower().removeprefix("mailto:")


def by_icalendar(text):
    event = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
    categories = event.get("CATEGORIES", [])
    attendees = event.get("ATTENDEE", [])
    return {"uid": str(event["UID"]), "title": str(event["SUMMARY"]), "text": str(event.get("DESCRIPTION", "")),
            "start": instant(event["DTSTART"].dt), "end": instant(event["DTEND"].dt),
            "free": str(event["TRANSP"]) == "TRANSPARENT",
            "categories": [str(c) for c in getattr(categories, "cats", [])],
            "alarms": sorted(str(alarm(a["TRIGGER"].dt)) for a in event.walk("VALARM")),
            "people": sorted(address(a) for a in (attendees if isinstance(attendees, list) else [attendees]))}


def by_vobject(text):
    event = vobject.readOne(text).vevent
    return {"uid": event.uid.value, "title": event.summary.value,
            "text": event.description.value if hasattr(event, "description") else "",
            "start": instant(event.dtstart.value), "end": instant(event.dtend.value),
            "free": event.transp.value == "TRANSPARENT", "categories": list(event.categories.value),
            "alarms": sorted(str(alarm(a.trigger.value)) for a in getattr(event, "valarm_list", [])),
            "people": sorted(address(a.value) for a in getattr(event, "attendee_list", []))}


def ical_time(time):
    if time.is_date():
        return dt.date(time.get_year(), time.get_month(), time.get_day())
    return dt.datetime.fromtimestamp(time.as_timet_with_zone(time.get_timezone()), dt.timezone.utc)


def by_libecal(text):
    calendar = ICalGLib.Component.new_from_string(text)
    inner = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    event = ECal.Component.new_from_icalcomponent(inner.clone())
    alarms = []
    for one in event.get_all_alarms() or []:
        trigger = one.get_trigger()
        if trigger.get_kind() == ECal.ComponentAlarmTriggerKind.ABSOLUTE:
            alarms.append(str(ical_time(trigger.get_absolute_time())))
        else:
            alarms.append(str(dt.timedelta(seconds=trigger.get_duration().as_int())))
    descriptions = event.get_descriptions() or []
    return {"uid": event.get_uid(), "title": event.get_summary().get_value(),
            "text": descriptions[0].get_value() if descriptions else "",
            "start": ical_time(inner.get_dtstart()), "end": ical_time(inner.get_dtend()),
            "free": event.get_transparency() == ECal.ComponentTransparency.TRANSPARENT,
            "categories": list(event.get_categories_list() or []), "alarms": sorted(alarms),
            "people": sorted(address(a.get_value()) for a in event.get_attendees() or [])}


def by_khal(root):
    """(title, start, end) of everything khal lists over half a year, in London."""
    rig.write(os.path.join(root, "khal.conf"),
              f"[calendars]\n[[shared]]\npath = {root}/shared\n[sqlite]\npath = {root}/khal.db\n"
              "[locale]\nlocal_timezone = Europe/London\ndefault_timezone = Europe/London\n"
              "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
              "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n")
    done = subprocess.run(["khal", "--config", os.path.join(root, "khal.conf"), "list", "--day-format", "", "--once",
                           "--format", "{title}\t{start-long}\t{end-long}", "2026-11-01", "2027-05-01"],
                          env={**os.environ, "HOME": root, "LC_ALL": "C.UTF-8"}, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    rig.check(done.returncode == 0, done.stderr)
    return sorted(tuple(line.split("\t")) for line in done.stdout.splitlines() if line)


def as_khal(event):
    import zoneinfo
    if not isinstance(event["start"], dt.datetime):
        return event["title"], str(event["start"]), str(event["end"] - dt.timedelta(days=1))
    london = zoneinfo.ZoneInfo("Europe/London")
    return (event["title"], event["start"].astimezone(london).strftime("%Y-%m-%d %H:%M"),
            event["end"].astimezone(london).strftime("%Y-%m-%d %H:%M"))


def everything_is_rfc_5545_and_read_alike():
    with rig.directory() as root:
        lay_out(root)
        done = home.once(root)
        rig.check(done.returncode in (0, 3), done.stderr)  # there is no mail server: that alone may fail
        events = {}
        for name, text in texts(root).items():
            rfc5545.check(text)
            events[name] = by_icalendar(text)
            for reader in (by_vobject, by_libecal):
                other = reader(text)
                differs = {key: (events[name][key], other[key]) for key in other if other[key] != events[name][key]}
                rig.check(not differs, f"{reader.__name__} reads {name} otherwise: {differs}")
        kinds = {category for event in events.values() for category in event["categories"]}
        rig.check(kinds == set(KINDS), f"not every kind is there: {kinds}")
        rig.check(by_khal(root) == sorted(as_khal(event) for event in events.values()), "khal reads it otherwise")
        as_configured(list(events.values()))


def as_configured(events):
    """Titles, times and people as they stand in the configuration, at London's offsets."""
    def of(kind):
        return sorted((e for e in events if kind in e["categories"]), key=lambda e: str(e["start"]))
    duties = of("Duty")
    rig.check(all(duty["title"].endswith(": " + PICK_UP) for duty in duties), [d["title"] for d in duties])
    rig.check(any(duty["title"].startswith("Ask Gran: ") for duty in duties), "Gran is not asked")
    rig.check(all(rig.london(2026, 11, 1, 15, 15).time() == duty["start"].time() for duty in duties), "not at 15:15")
    rig.check(duties[0]["text"] == "Leave at 14:50 (25 min on the way).", duties[0]["text"])
    check_ins = of("Check-in")
    rig.check([c["start"] for c in check_ins] == [instant(rig.london(2026, 11, 22, 19)) + dt.timedelta(weeks=w)
                                                  for w in range(5)], [c["start"] for c in check_ins])
    rig.check(all(c["alarms"] == sorted([str(dt.timedelta(days=-1)), str(dt.timedelta(minutes=-15))])
                  for c in check_ins), check_ins[0]["alarms"])
    rig.check(check_ins[0]["people"] == ["alex@example.org", "sam@example.org"] and
              not any(c["people"] for c in check_ins[1:]), "not the next check-in alone is an invitation")
    rig.check("── evenkeel ──\n" in check_ins[0]["text"] and "\n── end ──" in check_ins[0]["text"], "no agenda")
    rig.check([d["title"] for d in of("Deadline")] == ["Alex: Report, part 1; draft"], of("Deadline"))
    rig.check([(h["title"], h["start"]) for h in of("Home base")] ==
              [("Home base: Sam", dt.date(2026, 12, day)) for day in (8, 9)], of("Home base"))
    findings = of("Finding")
    rig.check(all(f["free"] and len(f["alarms"]) == 1 for f in findings), "a finding takes time, or has no one alarm")
    rig.check({isinstance(f["start"], dt.datetime) for f in findings} == {True, False},
              "no finding of a day, or none of hours")


if __name__ == "__main__":
    rig.main([everything_is_rfc_5545_and_read_alike])
