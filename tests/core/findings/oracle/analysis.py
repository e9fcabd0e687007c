"""The findings and the rota of a household at an instant, as the program prints them (DESIGN 6)."""
import copy

from . import civil, clashes
from .configuration import Household
from .coverage import who_of, windows
from .crunches import remaining_crunches
from .finding import RANK, Finding
from .passes import Pass
from .rota import Solver
from .routines import Placing
from .snapshot import Snapshot


def uncovered(household, window):
    concerned = [one for one in who_of(household, window.coverage) if one in household.partners]
    return Finding(f"uncovered/{window.key}", "uncovered", window.interval, concerned or household.partners,
                   coverage=window.coverage["id"])


def crunch_findings(household, crunches):
    for person in household.partners:
        for crunch in crunches[person.id]:
            yield Finding(f"crunch/{person.id}/{crunch.id}", "crunch", crunch.interval, [person], loads=[crunch.load],
                          crunches=[crunch])


def numbered(findings):
    """Two findings with one key in one pass: the later ones, by start, then end, get .2, .3."""
    seen = {}
    for one in sorted(findings, key=lambda finding: finding.interval):
        seen[one.key] = seen.get(one.key, 0) + 1
        if seen[one.key] > 1:
            one.key = f"{one.key}.{seen[one.key]}"
    return findings


def pass_findings(view, crunches, uncovered_windows, without_slot):
    household = view.household
    return numbered([
        *crunch_findings(household, crunches), *clashes.joint_crunch(view, crunches),
        *clashes.travel_in_crunch(view, crunches), *[uncovered(household, window) for window in uncovered_windows],
        *without_slot, *clashes.both_away(view), *clashes.shared_event(view), *clashes.protected_time(view),
        *clashes.after_hours(view), *clashes.double_booked(view)])


class Analysis:
    def __init__(self, path, now, overlay=None):
        household = Household(path, overlay)
        self.analyse(Snapshot(household, now), {})

    def again(self, gone=(), asked=None):
        """The same with occurrences (Classified) away, and with people ASKED to take windows (by key)."""
        snapshot = copy.copy(self.snapshot)
        gone = {id(one) for one in gone}
        snapshot.life = {person: [one for one in life if id(one) not in gone] for person, life in snapshot.life.items()}
        other = copy.copy(self)
        other.analyse(snapshot, asked or {})
        return other

    def analyse(self, snapshot, asked):
        self.household, self.now, self.snapshot = snapshot.household, snapshot.now, snapshot
        first, everything = self.first, self.everything = Pass(self.snapshot, False), Pass(self.snapshot, True)
        crunches, all_crunches = ({person.id: remaining_crunches(person, view) for person in self.household.partners}
                                  for view in (first, everything))
        found = windows(self.snapshot)
        self.crunches = crunches
        self.rota = Solver(found, first, everything, crunches, asked).solve()
        left = [window for window, person in zip(self.rota.windows, self.rota.holders) if person is None]
        unable = [window for window in found
                  if not any(everything.able(person, window.coverage, window.interval)
                             for person in [*who_of(self.household, window.coverage), *asked.get(window.key, [])])]
        without_slot = list(Placing(first, everything, self.rota).findings())
        confirmed = pass_findings(first, crunches, left, without_slot)
        known = {one.key for one in confirmed}
        accepted = [one for one in pass_findings(everything, all_crunches, unable, []) if one.key not in known]
        for one in accepted:
            one.if_accepted = True
        self.findings = [one for one in confirmed + accepted if self.reported(one)]

    def reported(self, finding):
        return (finding.kind not in self.household.mute
                and civil.overlap(finding.interval, (self.now, self.snapshot.end)))

    def rows(self):
        """Each finding as it is printed, and itself, in order."""
        rows = [(one.json(self.now), one) for one in self.findings]
        return sorted(rows, key=lambda pair: (RANK[pair[0]["severity"]], pair[0]["start"], pair[0]["kind"], pair[0]["key"]))

    def findings_json(self):
        return [row for row, _ in self.rows()]

    def rota_json(self):
        rows = [{"coverage": window.coverage["id"], "start": civil.rfc3339(window.interval[0]),
                 "end": civil.rfc3339(window.interval[1]), "who": person.id if person else None}
                for window, person in zip(self.rota.windows, self.rota.holders)]
        balance = {person.id: {"points": self.rota.points[n], "due": self.rota.due[n] / 100}
                   for n, person in enumerate(self.household.partners)}
        return [*rows, {"balance": balance}]
