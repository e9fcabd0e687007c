"""The metrics of CONTRACT 1: confirmed only, clipped to a range, hours with 2 decimals. Nothing is published yet and
nothing was promised."""
from fractions import Fraction

from . import civil
from .classification import firmness_of
from .finding import hours
from .icalendar import moment
from .snapshot import due_instant, due_of, is_done

FOCUS = 2 * 3600
WAKING = [(7 * 60, 23 * 60)]


def bodies(seen):
    return civil.union([piece for one in seen for piece in one.body])


class Metrics:
    """Of an Analysis, over WITHIN; NOW is the real one."""

    def __init__(self, analysis, within, now):
        self.analysis = analysis
        self.household = analysis.household
        self.view = analysis.first
        self.within = within
        self.now = now

    def clipped(self, intervals):
        return civil.clip(intervals, *self.within)

    def hours(self, intervals):
        return hours(civil.total(self.clipped(civil.union(intervals))))

    def working(self, person):
        return person.hours(*self.within)

    def meeting(self, person):
        return self.hours(bodies([one for one in self.view.work(person) if one.kind == "meeting"]))

    def focus(self, person):
        taken = bodies([one for one in self.view.life[person.id]
                        if one.kind == "leave" or (one.busy and one.kind != "focus")])
        free = civil.subtract(self.working(person), taken)
        return hours(sum(end - begin for begin, end in free if end - begin >= FOCUS))

    def after_hours(self, person):
        work = bodies([one for one in self.view.work(person) if one.presence in ("onsite", "remote")])
        return self.hours(civil.subtract(self.clipped(work), self.working(person)))

    def crunch(self, person):
        if "crunch" in self.household.mute:
            return 0.0
        crunches = civil.union([one.interval for one in self.analysis.crunches[person.id]])
        return self.hours(civil.intersect(crunches, self.working(person)))

    def deadlines(self, person):
        """(met, missed)"""
        met = missed = 0
        for todo, source in self.view.snapshot.todos[person.id]:
            due = due_of(todo, source.zone)
            if due is None or firmness_of(todo, person) != "confirmed":
                continue
            due = due_instant(person, due)
            if not self.within[0] <= due < self.within[1]:
                continue
            completed = moment(todo, "COMPLETED", source.zone)
            met += is_done(todo) and (completed is None or completed.value() <= due)
            missed += not is_done(todo) and due < self.now
        return met, missed

    def uncovered(self):
        return sum(person is None for _, person in self.duties())

    def duties(self):
        rota = self.analysis.rota
        return [(window, person) for window, person in zip(rota.windows, rota.holders)
                if civil.overlap(window.interval, self.within)]

    def shared_free(self):
        zone = self.household.zone
        dates = civil.days(zone.date(self.within[0]), zone.date(self.within[1]) + civil.ONE_DAY)
        free = [piece for date in dates for piece in civil.resolve(zone, date, WAKING)]
        for person in self.household.partners:
            free = civil.subtract(civil.subtract(free, person.hours(self.within[0], self.within[1])),
                                  bodies(self.view.busy(person)))
        return self.hours(free)

    def duty_share(self, person):
        points = {one.id: sum(window.coverage.get("points", 1) for window, holder in self.duties() if holder is one)
                  for one in self.household.partners}
        both = sum(points.values())
        return civil.rounded(Fraction(points[person.id], both)) if both else None

    def json(self):
        def each(value):
            return {person.id: value(person) for person in self.household.partners}
        return {"meeting_hours": each(self.meeting), "focus_hours": each(self.focus),
                "after_hours": each(self.after_hours), "uncovered_windows": self.uncovered(),
                "crunch_hours": each(self.crunch), "deadlines_met": each(lambda one: self.deadlines(one)[0]),
                "deadlines_missed": each(lambda one: self.deadlines(one)[1]), "learning_kept": each(lambda _: 0),
                "check_ins_held": 0, "promises_made": each(lambda _: 0), "promises_kept": each(lambda _: 0),
                "shared_free_hours": self.shared_free(), "duty_share": each(self.duty_share)}
