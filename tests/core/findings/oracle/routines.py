"""Placement of routines, as far as findings need it (DESIGN 7, Routines): nothing is published yet."""
import datetime as dt
from dataclasses import dataclass

from . import civil
from .coverage import DEFAULT_START, rule_dates
from .finding import Finding
from .passes import travel_of

QUARTER = 15 * 60
COMMON_WINDOWS = {"sun": "17:00-21:00", "mon-thu": "20:00-21:30"}
AHEAD = {"week": 4, "month": 2, "quarter": 1, "year": 1, "rrule": 4}


@dataclass
class Period:
    name: str
    first: dt.date
    last: dt.date

    def dates(self):
        return civil.days(self.first, self.last)


def add_months(date, months):
    index = date.year * 12 + date.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


def periods(routine, zone, now):
    """The current period and those ahead of it that are placed."""
    today = zone.date(now)
    if "rrule" in routine:
        dates = rule_dates(routine["rrule"], DEFAULT_START, today + dt.timedelta(days=2000), zone)
        coming = sorted(date for date in dates if date >= today)[:AHEAD["rrule"] + 1]
        return [Period(str(date), date, date + civil.ONE_DAY) for date in coming]
    every = routine["every"]
    if every == "week":
        starts = [civil.monday(today) + dt.timedelta(days=7 * n) for n in range(AHEAD["week"] + 2)]
    else:
        step = {"month": 1, "quarter": 3, "year": 12}[every]
        first = dt.date(today.year, (today.month - 1) // step * step + 1, 1)
        starts = [add_months(first, step * n) for n in range(AHEAD[every] + 2)]
    return [Period(name_of(every, start), start, end) for start, end in zip(starts, starts[1:])]


def name_of(every, start):
    if every == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    return {"month": f"{start:%Y-%m}", "quarter": f"{start:%Y}-Q{(start.month + 2) // 3}", "year": f"{start:%Y}"}[every]


class Placing:
    def __init__(self, first, everything, rota):
        self.first = first
        self.everything = everything
        self.household = first.household
        self.snapshot = first.snapshot
        self.protects = [(protect, window) for protect in self.household.protects
                         for date in civil.days(self.household.today(first.now) - dt.timedelta(days=2),
                                                self.household.zone.date(self.snapshot.end) + civil.ONE_DAY)
                         for window in civil.resolve(self.household.zone, date, protect["week"][date.weekday()])]
        self.taken = {person.id: [] for person in self.household.partners}
        for window, person in zip(rota.windows, rota.holders):
            if person in self.household.partners:
                travel = travel_of(window.coverage, person)
                self.taken[person.id].append((window.interval[0] - travel, window.interval[1] + travel))
        self.blocked, self.unsure = {}, {}
        for person in self.household.partners:
            self.blocked[person.id] = civil.union([piece for one in first.life[person.id]
                                                   if one.busy or one.kind == "focus" for piece in one.body])
            self.unsure[person.id] = civil.union([piece for one in everything.busy(person) for piece in one.body])

    def findings(self):
        routines = self.household.table.get("routine", [])
        common = [one for one in routines if len(self.people(one)) > 1]
        for routine in common + [one for one in routines if one not in common]:
            zone = self.zone_of(routine)
            for period in periods(routine, zone, self.first.now):
                candidates = self.candidates(routine, period, zone)
                slot = self.place(routine, period, zone, candidates)
                if slot:
                    for person in self.people(routine):
                        self.taken[person.id].append(slot)
                elif candidates:
                    yield Finding(f"no-slot/{routine['id']}/{period.name}", "no-slot",
                                  (zone.midnight(period.first), zone.midnight(period.last)), self.people(routine),
                                  routine=routine["id"], period=period.name)

    def people(self, routine):
        with_ = routine.get("with", [person.id for person in self.household.partners])
        return [person for person in self.household.partners if person.id in with_]

    def zone_of(self, routine):
        people = self.people(routine)
        return self.household.zone if len(people) > 1 else people[0].zone

    def windows_on(self, routine, date, zone):
        people = self.people(routine)
        if "windows" not in routine and len(people) == 1:
            return people[0].hours_on(date)
        week = civil.parse_weekly(routine.get("windows", COMMON_WINDOWS))
        return civil.resolve(zone, date, week[date.weekday()])

    def candidates(self, routine, period, zone):
        length = civil.parse_duration(routine["duration"])
        earliest = self.first.now + civil.DAY
        found = []
        for date in period.dates():
            if date in self.snapshot.paused:
                continue
            for begin, end in self.windows_on(routine, date, zone):
                start = begin
                while start + length <= min(end, self.snapshot.end):
                    local = zone.local(start)
                    slot = (start, start + length)
                    if local.minute % 15 == 0 and local.second == 0 and start >= earliest and not (
                            self.snapshot.paused.intersection(zone.dates(*slot))):
                        found.append(slot)
                    start += 60 if local.minute % 15 else QUARTER
        return sorted(set(found))

    def place(self, routine, period, zone, candidates):
        people = self.people(routine)
        protects = civil.union([window for protect, window in self.protects if protect["id"] != routine["id"]])
        wished = self.preferred(routine, period, zone)

        def free(slot):
            return not civil.any_overlap(protects, slot) and not any(
                civil.any_overlap(self.blocked[one.id], slot) or civil.any_overlap(self.taken[one.id], slot)
                for one in people)

        def rank(slot):
            unsure = any(civil.any_overlap(self.unsure[one.id], slot) for one in people)
            distance = min((abs(slot[0] - wish) for wish in wished), default=0)
            return unsure, distance // 60, slot[0]

        return min((slot for slot in candidates if free(slot)), key=rank, default=None)

    def preferred(self, routine, period, zone):
        """The instants of `prefer` within the period; none where nothing is preferred."""
        prefer = routine.get("prefer", "sun 19:00" if len(self.people(routine)) > 1 else None)
        if prefer is None:
            return []
        day, clock = prefer.split()
        hour, minute = clock.split(":")
        return [zone.at(date, int(hour) * 60 + int(minute)) for date in period.dates()
                if date.weekday() == civil.WEEKDAYS.index(day)]
