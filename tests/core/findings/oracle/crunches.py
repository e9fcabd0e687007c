"""Crunches: the processor-demand test with working hours as the processor (DESIGN 6)."""
from dataclasses import dataclass
from fractions import Fraction

from . import civil
from .deadlines import deadlines_of

INFINITE = Fraction(10**9)


@dataclass
class Crunch:
    interval: tuple
    demand: int
    supply: int
    deadlines: list
    id: str

    @property
    def load(self):
        return load(self.demand, self.supply)

    def titles(self):
        return [one.title for one in sorted(self.deadlines, key=lambda one: (one.due, one.title))]


def load(demand, supply):
    """Any demand without supply is greater than every number; no demand is no load."""
    if supply == 0:
        return INFINITE if demand else Fraction(0)
    return Fraction(demand, supply)


def printed(value):
    return 99.0 if value > 99 else civil.rounded(value)


def supply(person, view, begin, end):
    taken = [piece for one in view.life[person.id]
             if one.kind == "leave" or (one.busy and one.kind != "focus") for piece in one.body]
    return civil.total(civil.subtract(person.hours(begin, end), civil.clip(taken, begin, end)))


def critical(person, view, deadlines):
    """For each distinct due instant the interval of greatest load; ties: greater demand, then the later begin."""
    now = view.now
    for due in sorted({one.due for one in deadlines}):
        ending = [one for one in deadlines if one.due == due]
        latest = max(max(one.start, now) for one in ending)
        candidates = []
        for begin in {max(one.start, now) for one in deadlines if one.due <= due}:
            if begin > latest:
                continue
            inside = [one for one in deadlines if max(one.start, now) >= begin and one.due <= due]
            demand = sum(one.remaining for one in inside)
            candidates.append(Crunch((begin, due), demand, supply(person, view, begin, due), inside,
                                     min(one.id for one in ending)))
        yield max(candidates, key=lambda one: (one.load, one.demand, one.interval[0]))


def contains(outer, inner):
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def remaining_crunches(person, view):
    found = [one for one in critical(person, view, deadlines_of(person, view))
             if one.load >= view.household.crunch_load]
    kept = []
    for one in sorted(found, key=lambda c: (-c.load, c.interval[0] - c.interval[1], c.interval[1])):
        if not any(contains(one.interval, other.interval) or contains(other.interval, one.interval) for other in kept):
            kept.append(one)
    return kept
