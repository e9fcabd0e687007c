"""The rota: the assignment with the lexicographically smallest vector, exactly (DESIGN 7).

A state is who holds what still runs, and the running balance in hundredths of a point. All items of the vector are
sums, so the best way into a state is all that matters of the past; and of two states that differ in the balance alone
the one worse in items 1 to 5 can never win.
"""
from dataclasses import dataclass

from . import civil
from .coverage import who_of

NOBODY = None


@dataclass
class Choice:
    """What giving a window to somebody costs: items 1, 3, 4, 5; the change of balance; item 7."""
    person: object
    early: tuple
    points: int
    due: int
    late: int


@dataclass
class Rota:
    windows: list
    holders: list
    points: list
    due: list


class Solver:
    def __init__(self, windows, first, everything, crunches, asked=None):
        self.asked = asked or {}
        self.windows = windows
        self.first = first
        self.everything = everything
        self.crunches = crunches
        self.household = first.household
        self.people = self.household.people

    def choices(self, window):
        coverage = window.coverage
        able = [one for one in who_of(self.household, coverage) if self.first.able(one, coverage, window.interval)]
        usual = coverage_usual(coverage, window.date)
        usual_able = any(one.id == usual for one in able)
        share = self.household.first_share(self.household.zone.date(window.interval[0]), self.first.snapshot.support)
        points = coverage.get("points", 1)
        found = []
        asked = self.asked.get(window.key)
        for person in [*(asked or able), NOBODY]:
            helper = person in self.household.helpers
            partner = person in self.household.partners
            unconfirmed = person is not NOBODY and not self.everything.able(person, coverage, window.interval)
            early = (int(person is NOBODY), int(usual_able and (person is NOBODY or person.id != usual)),
                     int(helper and person.id != usual), int(unconfirmed))
            first = self.household.partners and person is self.household.partners[0]
            crunched = partner and any(civil.overlap(one.interval, window.interval)
                                       for one in self.crunches[person.id])
            found.append(Choice(person, early, 100 * points if first else 0, share * points if partner else 0,
                                points if crunched else 0))
        return found

    def week(self, window):
        zone = self.household.zone
        return civil.monday(zone.date(max(window.interval[0], self.first.now)))

    def solve(self):
        states = {((), 0): ((0, 0, 0, 0), 0, 0, ())}
        week = None
        for window in self.windows:
            next_week = self.week(window)
            if week is not None and next_week > week:
                states = self.close(states, (next_week - week).days // 7)
            week = next_week
            states = self.step(states, window)
        if not states or not self.windows:
            return Rota([], [], [0, 0], [0, 0])
        states = self.close(states, 1)
        best = min(states.values())
        return self.result(unrolled(best[3]))

    @staticmethod
    def close(states, weeks):
        """The end of so many weeks: item 6 grows by the imbalance at each."""
        return {(held, balance): (early, imbalance + weeks * abs(balance), late, path)
                for (held, balance), (early, imbalance, late, path) in states.items()}

    def step(self, states, window):
        begin, end = window.interval
        choices = self.choices(window)
        ranks = {id(choice): self.rank(choice.person) for choice in choices}
        following = {}
        for (held, balance), (early, imbalance, late, path) in states.items():
            running = tuple(one for one in held if one[1] > begin)
            for choice in choices:
                rank = ranks[id(choice)]
                if any(one[0] == rank for one in running):
                    continue
                now_held = running if choice.person is NOBODY else tuple(sorted((*running, (rank, end))))
                cost = (tuple(map(sum, zip(early, choice.early))), imbalance, late + choice.late, (path, rank))
                state = (now_held, balance + choice.points - choice.due)
                if state not in following or cost < following[state]:
                    following[state] = cost
        return prune(following)

    def rank(self, person):
        return len(self.people) if person is NOBODY else self.people.index(person)

    def result(self, path):
        holders = [self.people[rank] if rank < len(self.people) else NOBODY for rank in path]
        points, due = [0, 0], [0, 0]
        for window, person in zip(self.windows, holders):
            if person not in self.household.partners:
                continue
            worth = window.coverage.get("points", 1)
            share = self.household.first_share(self.household.zone.date(window.interval[0]),
                                               self.first.snapshot.support)
            points[self.household.index(person)] += worth
            due[0] += share * worth
            due[1] += (100 - share) * worth
        return Rota(self.windows, holders, points, due)


def unrolled(path):
    """The ranks of nested (way before, rank) pairs, which compare as the plain lists would."""
    ranks = []
    while path:
        path, rank = path
        ranks.append(rank)
    return ranks[::-1]


def prune(states):
    best = {}
    for (held, _), cost in states.items():
        best[held] = min(best.get(held, cost[0]), cost[0])
    return {state: cost for state, cost in states.items() if cost[0] == best[state[0]]}


def coverage_usual(coverage, date):
    """Who usually does it on the weekday of DATE."""
    for key, person in coverage.get("usual", {}).items():
        if date.weekday() in civil.weekdays_of(key):
            return person
    return None
