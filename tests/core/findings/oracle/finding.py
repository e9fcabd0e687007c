"""A finding, its severity (a function of the finding and now) and its data as `findings --json` prints it."""
from fractions import Fraction

from . import civil
from .crunches import printed

DAYS_URGENT, DAYS_SOON, DAYS_AHEAD = 3, 14, 42
RANK = {"urgent": 0, "warning": 1, "info": 2}


class Finding:
    def __init__(self, key, kind, interval, concerns, **facts):
        self.key = key
        self.kind = kind
        self.interval = interval
        self.concerns = [person.id for person in concerns]
        self.facts = facts
        self.if_accepted = False

    def __getattr__(self, name):
        try:
            return self.__dict__["facts"][name]
        except KeyError as error:
            raise AttributeError(name) from error

    def severity(self, now):
        by_end = self.kind in ("crunch", "joint-crunch")
        lead = max(0, self.interval[1 if by_end else 0] - now)
        full = self.kind in ("crunch", "joint-crunch") and all(load >= 1 for load in self.loads)
        if lead <= DAYS_URGENT * civil.DAY and not self.if_accepted and (
                self.kind in ("uncovered", "both-away") or full):
            return "urgent"
        limit = DAYS_URGENT
        if self.kind == "uncovered" or (self.kind == "crunch" and full):
            limit = DAYS_SOON
        elif self.kind in ("both-away", "joint-crunch", "travel-in-crunch"):
            limit = DAYS_AHEAD
        return "warning" if lead <= limit * civil.DAY else "info"

    def titles(self):
        """The titles by due, then title, each deadline of the crunches once."""
        found = {(one.due, one.title, id(one)) for crunch in self.crunches for one in crunch.deadlines}
        return [title for _, title, _ in sorted(found)]

    def data(self):
        if self.kind == "uncovered":
            return {"coverage": self.coverage}
        if self.kind == "crunch":
            crunch = self.crunches[0]
            demand, supply = crunch.demand, crunch.supply
            return {"deadlines": crunch.titles(), "demand_hours": hours(demand), "supply_hours": hours(supply),
                    "load": printed(crunch.load), "short_hours": hours(max(0, demand - supply))}
        if self.kind == "joint-crunch":
            return {"loads": {id_: printed(load) for id_, load in zip(self.concerns, self.loads)},
                    "deadlines": self.titles()}
        if self.kind == "travel-in-crunch":
            return {"traveller": self.traveller.id, "deadlines": self.titles()}
        if self.kind == "protected-time":
            return {"routine": self.routine}
        if self.kind == "after-hours":
            return {"hours": hours(self.seconds)}
        if self.kind == "no-slot":
            return {"routine": self.routine, "period": self.period}
        return {}

    def json(self, now):
        return {"key": self.key, "kind": self.kind, "severity": self.severity(now),
                "start": civil.rfc3339(self.interval[0]), "end": civil.rfc3339(self.interval[1]),
                "concerns": self.concerns, "if_accepted": self.if_accepted, "data": self.data()}


def hours(seconds):
    return civil.rounded(Fraction(seconds, 3600))
