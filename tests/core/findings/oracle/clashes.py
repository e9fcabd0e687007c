"""The findings that are neither crunch, coverage nor routine (DESIGN 6)."""
import datetime as dt
from itertools import combinations

from . import civil, naming
from .deadlines import instance_hash
from .finding import Finding

EVENING = 22 * 60
MORNING = 30 * 60


def hash_of(occurrence):
    return instance_hash(occurrence.uid, occurrence.recurrence_id)


def away_stretches(view, person):
    return civil.union([piece for one in view.life[person.id] if one.presence == "away" for piece in one.body])


def both_away(view):
    household = view.household
    zone = household.zone
    both = civil.intersect(*[away_stretches(view, person) for person in household.partners])
    nights = []
    for begin, end in both:
        for date in civil.days(zone.date(begin) - civil.ONE_DAY, zone.date(end) + civil.ONE_DAY):
            night = (zone.at(date, EVENING), zone.at(date, MORNING))
            if begin <= night[0] and night[1] <= end and date not in view.snapshot.paused:
                nights.append((date, night))
    runs = []
    for date, night in sorted(nights):
        if runs and runs[-1][-1][0] + civil.ONE_DAY == date:
            runs[-1].append((date, night))
        else:
            runs.append([(date, night)])
    for run in runs:
        yield Finding(f"both-away/{run[0][0]}", "both-away", (run[0][1][0], run[-1][1][1]), household.partners)


def joint_crunch(view, crunches):
    first, second = view.household.partners
    for one in crunches[first.id]:
        for other in crunches[second.id]:
            if civil.overlap(one.interval, other.interval):
                both = civil.clip([one.interval], *other.interval)[0]
                yield Finding(f"joint-crunch/{one.id}/{other.id}", "joint-crunch", both, [first, second],
                              loads=[one.load, other.load], crunches=[one, other])


def travel_in_crunch(view, crunches):
    partners = view.household.partners
    for traveller, other in (partners, partners[::-1]):
        for stretch in away_stretches(view, traveller):
            for crunch in crunches[other.id]:
                for shared in civil.clip([stretch], *crunch.interval):
                    date = traveller.zone.date(stretch[0])
                    yield Finding(f"travel-in-crunch/{traveller.id}/{date}/{crunch.id}", "travel-in-crunch", shared,
                                  partners, traveller=traveller, crunches=[crunch])


def is_copy(one, other):
    return one.uid == other.uid or (one.start, one.end, one.summary) == (other.start, other.end, other.summary)


def shared_event(view):
    household = view.household
    for event in view.snapshot.household_events:
        hit = []
        for person in naming.named(event.component, household.partners):
            for seen in view.life[person.id]:
                if seen.busy and seen.classified.household and seen.occurrence is event and any(
                        work.overlaps(piece) and not is_copy(work.occurrence, event)
                        for work in view.work(person) for piece in seen.body):
                    hit.append(person)
        if hit:
            yield Finding(f"shared-event/{hash_of(event)}", "shared-event", event.interval(), hit)


def protected_time(view):
    household, zone = view.household, view.household.zone
    first = household.today(view.now) - dt.timedelta(days=2)
    for protect in household.protects:
        people = [person for person in household.partners if person.id in protect["who"]]
        for date in civil.days(first, zone.date(view.snapshot.end) + civil.ONE_DAY):
            for place, times in enumerate(protect["week"][date.weekday()], 1):
                for window in civil.resolve(zone, date, [times]):
                    hit = [one for one in people if any(work.overlaps(window) for work in view.work(one))]
                    suffix = f".{place}" if place > 1 else ""
                    if hit:
                        yield Finding(f"protected-time/{protect['id']}/{date}{suffix}", "protected-time", window, hit,
                                      routine=protect["id"])


def after_hours(view):
    for person in view.household.partners:
        allowance = civil.parse_duration(person.table.get("after_hours_allowance", "3h"))
        work = civil.union([piece for one in view.work(person) if one.presence in ("onsite", "remote")
                            for piece in one.body])
        week = civil.monday(person.zone.date(view.now))
        while person.zone.midnight(week) < view.snapshot.end:
            following = week + dt.timedelta(days=7)
            interval = (person.zone.midnight(week), person.zone.midnight(following))
            outside = civil.total(civil.subtract(civil.clip(work, *interval), person.hours(*interval)))
            if outside > allowance:
                year, number, _ = week.isocalendar()
                yield Finding(f"after-hours/{person.id}/{year}-W{number:02}", "after-hours", interval, [person],
                              seconds=outside)
            week = following


def double_booked(view):
    for person in view.household.partners:
        seen = [one for one in view.busy(person) if one.presence in ("onsite", "remote") and one.kind != "focus"
                and not one.occurrence.all_day and not one.classified.household]
        for one, other in combinations(seen, 2):
            if one.occurrence.source is other.occurrence.source:
                continue
            for overlap in civil.intersect(one.body, other.body):
                hashes = sorted([hash_of(one.occurrence), hash_of(other.occurrence)])
                yield Finding(f"double-booked/{person.id}/{'/'.join(hashes)}", "double-booked", overlap, [person])
