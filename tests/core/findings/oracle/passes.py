"""One pass (DESIGN 6): who is where when, for the confirmed occurrences or for all."""
from dataclasses import dataclass

from . import civil, icalendar
from .classification import touched

DEFAULT_DAY = [(9 * 60, 17 * 60)]


@dataclass
class Seen:
    """A classified occurrence as one pass sees it, with the time it takes up."""
    classified: object
    presence: str
    body: list

    @property
    def kind(self):
        return self.classified.kind

    @property
    def occurrence(self):
        return self.classified.occurrence

    @property
    def busy(self):
        return self.presence in ("onsite", "remote", "away")

    @property
    def work(self):
        return self.busy and self.classified.work

    def overlaps(self, interval):
        return bool(self.body) and self.body[0][0] < interval[1] and civil.any_overlap(self.body, interval)


class Pass:
    def __init__(self, snapshot, everything):
        self.snapshot = snapshot
        self.household = snapshot.household
        self.now = snapshot.now
        self.everything = everything
        self.life = {person.id: [self.seen(one, person) for one in snapshot.life[person.id]
                                 if everything or one.firmness == "confirmed"]
                     for person in self.household.people}
        self.leaves = {id_: civil.union([piece for one in life if one.kind == "leave" for piece in one.body])
                       for id_, life in self.life.items()}

    def seen(self, one, person):
        presence = one.presence
        if one.out_of_office and self.everything:
            presence = "onsite" if one.household else "away"
        return Seen(one, presence, self.body(one, person, presence))

    def body(self, one, person, presence):
        occurrence = one.occurrence
        if not occurrence.all_day:
            begin, end = occurrence.interval()
            if begin == end:
                return []
            travel = occurrence.component.get("X-APPLE-TRAVEL-DURATION")
            if travel:
                nominal, exact = icalendar.duration(travel)
                begin -= max(0, nominal * civil.DAY + exact)
            return [(begin, end)]
        if presence == "away" or person in self.household.helpers:
            return [occurrence.interval()]
        dates = touched(occurrence, person.zone)
        return civil.union([piece for date in dates
                            for piece in person.hours_on(date) or civil.resolve(person.zone, date, DEFAULT_DAY)])

    def busy(self, person):
        return [one for one in self.life[person.id] if one.busy]

    def work(self, person):
        return [one for one in self.life[person.id] if one.work]

    def able(self, person, coverage, window):
        """Whether PERSON can take WINDOW of COVERAGE."""
        travel = travel_of(coverage, person)
        wide = (window[0] - travel, window[1] + travel)
        if person in self.household.helpers:
            notice = civil.parse_duration(person.table.get("notice", "2d"))
            inside = not civil.subtract([window], person.hours(*window))
            return inside and window[0] >= self.now + notice and not any(
                one.overlaps(wide) for one in self.busy(person))
        blocking = ("onsite", "away") if coverage.get("attention") == "present" else ("onsite", "remote", "away")
        if any(one.presence in blocking and one.overlaps(wide) for one in self.life[person.id]):
            return False
        if person.table.get("fixed_hours"):
            return not civil.subtract(person.hours(*wide), self.leaves[person.id])
        return True


def travel_of(coverage, person):
    travel = coverage.get("travel", "0m")
    if isinstance(travel, dict):
        travel = travel.get(person.id, "0m")
    return civil.parse_duration(travel)
