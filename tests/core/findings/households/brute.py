"""The oracle's rota against every assignment there is, on a few windows of a household."""
import itertools

from oracle import civil
from oracle.configuration import Household
from oracle.coverage import windows
from oracle.crunches import remaining_crunches
from oracle.passes import Pass
from oracle.rota import Solver
from oracle.snapshot import Snapshot

from .program import Laid

MOST = 7


def vector(solver, windows_, choices):
    """Items 1 to 7 as DESIGN 7 lists them, then who, window by window; None when somebody holds two at once."""
    for (one, a), (other, b) in itertools.combinations(zip(choices, windows_), 2):
        if one.person is not None and one.person is other.person and civil.overlap(a.interval, b.interval):
            return None
    weeks = [solver.week(window) for window in windows_]
    week = civil.monday(solver.household.zone.date(solver.first.now))
    imbalance = 0
    while week <= max(weeks):
        imbalance += abs(sum(one.points - one.due for one, at in zip(choices, weeks) if at <= week))
        week += 7 * civil.ONE_DAY
    early = [sum(one.early[item] for one in choices) for item in range(4)]
    late = sum(one.late for one in choices)
    return (*early, imbalance, late, [solver.rank(one.person) for one in choices])


def optimum_is_found(household, pick):
    """Whether the oracle finds the best of all assignments of some windows; PICK says which."""
    with Laid(household) as laid:
        read = Household(laid.path)
        snapshot = Snapshot(read, household.now)
    some = windows(snapshot)[pick % 5::1 + pick % 4][:MOST]
    if not some:
        return True
    first, everything = Pass(snapshot, False), Pass(snapshot, True)
    crunches = {person.id: remaining_crunches(person, first) for person in read.partners}
    solver = Solver(some, first, everything, crunches)
    vectors = (vector(solver, some, one) for one in itertools.product(*map(solver.choices, some)))
    best = min(one for one in vectors if one is not None)
    return [solver.rank(person) for person in solver.solve().holders] == best[-1]
