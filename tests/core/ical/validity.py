"""Reads the .ics files of a directory with icalendar and vobject and checks what they say."""

import datetime
import pathlib
import sys
import zoneinfo

import icalendar
import vobject

TITLE = "Käse, Wein; \"und\" \\ mehr\nzweite Zeile, lang genug, dass sie umbrochen wird 🧀"


def check(name, what, found, expected):
    if found != expected:
        sys.exit(f"{name}: {what} is {found!r}, not {expected!r}")


def check_event(name, text):
    calendar = icalendar.Calendar.from_ical(text)
    event = calendar.walk("VEVENT")[0]
    check(name, "errors", event.errors, [])
    check(name, "SUMMARY", str(event["SUMMARY"]), TITLE)
    check(name, "DESCRIPTION", str(event["DESCRIPTION"]), "d" * 400)
    categories = [str(c) for line in event["CATEGORIES"] for c in line.cats]
    # icalendar 4 splits at escaped commas too; vobject, below, does not.
    check(name, "CATEGORIES", ",".join(categories), "evenkeel,a, b")
    check(name, "CN", event["ORGANIZER"].params["CN"], "Us: two")
    check(name, "SCHEDULE-AGENT", event["ATTENDEE"].params["SCHEDULE-AGENT"], "CLIENT")
    triggers = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    check(name, "first TRIGGER", triggers[0], datetime.timedelta(minutes=-15))
    check(name, "second TRIGGER", triggers[1].isoformat(), "2026-11-20T18:00:00+00:00")
    return calendar, event


def check_zone(name, calendar, event):
    start = event["DTSTART"].dt.replace(tzinfo=None)
    tzid = event["DTSTART"].params["TZID"]
    zone = calendar.walk("VTIMEZONE")[0]
    check(name, "TZID", str(zone["TZID"]), tzid)
    written = zone.to_tz().localize(start).utcoffset()
    expected = start.replace(tzinfo=zoneinfo.ZoneInfo(tzid)).utcoffset()
    check(name, f"offset at {start}", written, expected)


def main():
    files = sorted(pathlib.Path(sys.argv[1]).glob("*.ics"))
    check("directory", "number of files", len(files) > 80, True)
    for path in files:
        text = path.read_bytes()
        calendar, event = check_event(path.name, text)
        other = vobject.readOne(text.decode())
        check(path.name, "valid for vobject", other.validate(), True)
        check(path.name, "SUMMARY for vobject", other.vevent.summary.value, TITLE)
        categories = [c for line in other.vevent.categories_list for c in line.value]
        check(path.name, "CATEGORIES for vobject", categories, ["evenkeel", "a, b"])
        if path.name.startswith("zoned"):
            check_zone(path.name, calendar, event)
        else:
            check(path.name, "DTSTART", event["DTSTART"].dt, datetime.date(2026, 11, 21))


main()
