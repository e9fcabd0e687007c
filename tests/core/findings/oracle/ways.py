"""What could be done about each finding, tried by the whole analysis (DESIGN 6, Suggestions and decide_by)."""
from dataclasses import dataclass

from . import civil
from .configuration import slug
from .coverage import who_of, windows
from .deadlines import toml_moment
from .passes import travel_of

MOST_TOGETHER = 3


@dataclass
class Way:
    """SORT: move, series, helper, partner or deadline; how many findings it removes and causes."""
    sort: str
    expires: object
    removes: int
    causes: int

    def plain(self):
        return (self.sort, self.expires or 0, self.removes, self.causes)


class Ways:
    def __init__(self, analysis):
        self.analysis = analysis
        self.household = analysis.household
        self.now = analysis.now
        self.keys = {one.key for one in analysis.findings}
        self.moves = {one.key: self.moves_of(one) for one in analysis.findings}
        self.tried_series = {}

    def view(self, finding):
        return self.analysis.everything if finding.if_accepted else self.analysis.first

    def movable(self, seen):
        """Of the partner's own calendars: what the household has agreed on stays."""
        source = seen.occurrence.source
        return seen.busy and not seen.classified.household and source.owner != "household"

    def over(self, finding, person, interval):
        return [one for one in self.view(finding).busy(person) if one.overlaps(interval)]

    def moves_of(self, finding):
        """Lists of occurrences that would have to go together."""
        people = [one for one in self.household.partners if one.id in finding.concerns]
        kind, interval = finding.kind, finding.interval
        found = []
        if kind == "uncovered":
            window = self.window(finding)
            for person in who_of(self.household, window.coverage):
                if person in self.household.partners:
                    travel = travel_of(window.coverage, person)
                    present = window.coverage.get("attention") == "present"
                    wide = (interval[0] - travel, interval[1] + travel)
                    found.append([one for one in self.over(finding, person, wide)
                                  if not present or one.presence in ("onsite", "away")])
        elif kind in ("shared-event", "protected-time"):
            found.append([one for person in people for one in self.over(finding, person, interval) if one.work])
        elif kind in ("both-away", "travel-in-crunch"):
            found += [[one for one in self.over(finding, person, interval) if one.presence == "away"]
                      for person in self.household.partners]
        elif kind == "double-booked":
            found += [[one] for person in people for one in self.over(finding, person, interval)]
        elif kind == "after-hours":
            found += [[one] for person in people for one in self.over(finding, person, interval)
                      if one.work and one.presence in ("onsite", "remote")
                      and civil.subtract(civil.clip(one.body, *interval), person.hours(*interval))]
        return [one for one in found if one and len(one) <= MOST_TOGETHER and all(map(self.movable, one))
                and self.expiry(one) > self.now]

    @staticmethod
    def expiry(move):
        return min(one.occurrence.interval()[0] for one in move) - civil.DAY

    def window(self, finding):
        return next(one for one in windows(self.analysis.snapshot) if f"uncovered/{one.key}" == finding.key)

    @staticmethod
    def series(seen):
        occurrence = seen.occurrence
        return occurrence.recurrence_id is not None and (id(occurrence.source), occurrence.uid)

    def effect(self, finding, other):
        """(removed, caused) where the change takes FINDING away."""
        keys = {one.key for one in other.findings}
        caused = [one for one in other.findings if one.key not in self.keys]
        if finding.key in keys or (finding.kind == "crunch" and any(
                one.kind == "crunch" and one.concerns == finding.concerns and civil.overlap(one.interval, finding.interval)
                for one in caused)):
            return None
        return len(self.keys - keys), len(caused)

    def of(self, finding):
        found = [*self.by_deadline(finding)]
        for move in self.moves[finding.key]:
            found += self.by_series(finding, move)
            effect = self.effect(finding, self.analysis.again([one.classified for one in move]))
            if effect:
                found.append(Way("move", self.expiry(move), *effect))
        return [*found, *self.by_asking(finding)]

    def by_series(self, finding, move):
        name = len(move) == 1 and self.series(move[0])
        if not name or sum(any(len(one) == 1 and self.series(one[0]) == name for one in moves)
                           for moves in self.moves.values()) < 2:
            return []
        if name not in self.tried_series:
            person = next(one for one in self.household.partners if one.id == move[0].occurrence.source.owner)
            every = [one.classified for one in self.analysis.everything.life[person.id]
                     if self.series(one) == name and self.expiry([one]) > self.now]
            self.tried_series[name] = self.analysis.again(every)
        effect = self.effect(finding, self.tried_series[name])
        return [Way("series", self.expiry(move), *effect)] if effect and effect[0] >= 2 else []

    def by_asking(self, finding):
        if finding.kind != "uncovered":
            return
        window, view = self.window(finding), self.view(finding)
        who = who_of(self.household, window.coverage)
        for helper in self.household.helpers:
            expires = window.interval[0] - civil.parse_duration(helper.table.get("notice", "2d"))
            if view.able(helper, window.coverage, window.interval):
                yield from self.asking(finding, window, helper, "helper", expires)
        for partner in self.household.partners:
            if partner not in who and view.able(partner, window.coverage, window.interval):
                yield from self.asking(finding, window, partner, "partner", None)

    def asking(self, finding, window, person, sort, expires):
        effect = self.effect(finding, self.analysis.again(asked={window.key: [person]}))
        if effect:
            yield Way(sort, expires, *effect)

    def by_deadline(self, finding):
        """Each `alternatives` date of a deadline in it with which no crunch remains over the interval."""
        if finding.kind not in ("crunch", "joint-crunch"):
            return
        inside = {one.id for crunch in finding.crunches for one in crunch.deadlines}
        for person in self.household.partners:
            if person.id not in finding.concerns:
                continue
            for table in person.deadlines:
                if table.get("id", slug(table["title"])) not in inside:
                    continue
                due = table["due"]
                for alternative in table.get("alternatives", []):
                    table["due"] = toml_moment(person, alternative)
                    other = self.analysis.again()
                    table["due"] = due
                    effect = self.effect(finding, other)
                    if effect and not (finding.kind == "crunch" and self.another_stays(finding, other)):
                        yield Way("deadline", None, *effect)

    @staticmethod
    def another_stays(finding, other):
        return any(one.kind == "crunch" and one.concerns == finding.concerns
                   and civil.overlap(one.interval, finding.interval) for one in other.findings)
