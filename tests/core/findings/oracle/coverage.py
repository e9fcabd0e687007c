"""Coverage windows and who is able (DESIGN 6, Coverage)."""
import datetime as dt
from dataclasses import dataclass

from . import civil
from .configuration import coverage_ranges, matches_of
from .recurrence import local_dates_of_rule, until_of
from .icalendar import Moment

DEFAULT_START = dt.date(2024, 1, 1)


@dataclass
class Window:
    coverage: dict
    date: dt.date
    place: int
    interval: tuple
    rank: tuple

    @property
    def key(self):
        suffix = f".{self.place}" if self.place > 1 else ""
        return f"{self.coverage['id']}/{self.date}{suffix}"


def rule_dates(rule, start, last, zone):
    """The dates of an RRULE of dates anchored at START."""
    begin = Moment({}, start.strftime("%Y%m%d"), zone)
    until = until_of(rule, begin)
    found = (local.date() for local in local_dates_of_rule(rule, begin.local, dt.datetime.combine(last, dt.time())))
    return {date for date in found if until is None or date <= until}


def coverage_dates(coverage, snapshot, first, last):
    start = coverage.get("start", DEFAULT_START)
    found = None
    if "rrule" in coverage:
        found = rule_dates(coverage["rrule"], start, last, snapshot.household.zone)
    if "on" in coverage:
        named = {date for match in matches_of(coverage["on"]) for date in snapshot.dates_matching(match)}
        found = named if found is None else found & named
    found = found or set()
    left_out = {date for match in matches_of(coverage.get("except")) for date in snapshot.dates_matching(match)}
    return sorted(date for date in found - left_out - snapshot.paused if date >= max(start, first) and date <= last)


def windows(snapshot):
    """The windows of the rota, in its order."""
    household, zone = snapshot.household, snapshot.household.zone
    first = household.today(snapshot.now) - dt.timedelta(days=3)
    last = zone.date(snapshot.end)
    found = []
    for order, coverage in enumerate(household.table.get("coverage", [])):
        for date in coverage_dates(coverage, snapshot, first, last):
            for place, times in enumerate(coverage_ranges(coverage), 1):
                for interval in civil.resolve(zone, date, [times]):
                    if interval[1] > snapshot.now and interval[0] < snapshot.end:
                        found.append(Window(coverage, date, place, interval, (*interval, order, date, place)))
    return sorted(found, key=lambda window: window.rank)


def who_of(household, coverage):
    """The people in `who`, in the order of [partners, helpers]."""
    who = coverage.get("who", [partner.id for partner in household.partners])
    return [person for person in household.people if person.id in who]
