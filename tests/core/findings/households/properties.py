"""What must hold of findings whatever the household (each returns what is wrong with it, or nothing)."""
import copy
import datetime as dt
import random

from oracle.analysis import Analysis

from . import brute, generate, program
from .household import CalendarObject
from .program import Laid, rows

WEEKS = 6  # rules of every second week and every third day move along


def texts(evenkeel, household, zone="UTC"):
    with Laid(household) as laid:
        return laid.text(evenkeel, zone)


def oracle_rows(household):
    with Laid(household) as laid:
        analysis = Analysis(laid.path, household.now)
    return analysis.findings_json(), analysis.rota_json()


def same_bytes_in_every_zone(evenkeel, seed):
    household = generate.household(seed)
    if texts(evenkeel, household) != texts(evenkeel, household, "America/New_York"):
        return "the zone of the machine, or a second run, changes the answer"
    return None


def transparent_changes_nothing(evenkeel, seed):
    household = generate.household(seed)
    household.configuration.pop("rule", None)
    rng = random.Random(seed)
    more = copy.deepcopy(household)
    day = dt.datetime.fromtimestamp(household.now, dt.timezone.utc) + dt.timedelta(days=rng.randint(-3, 12))
    for number, objects in enumerate(more.calendars.values()):
        lines = [f"UID:transparent{number}@random", "DTSTAMP:20260101T000000Z", "TRANSP:TRANSPARENT",
                 "SUMMARY:Alex: errand"]
        times = rng.choice([[f"DTSTART:{day:%Y%m%d}T030000Z", "DURATION:P2D"], [f"DTSTART;VALUE=DATE:{day:%Y%m%d}"]])
        objects.append(CalendarObject([("VEVENT", lines + times)]))
    return None if texts(evenkeel, household) == texts(evenkeel, more) else "a transparent occurrence changes the answer"


def order_changes_nothing(evenkeel, seed):
    """The order of sources matters for duplicates alone, which these households have only by chance."""
    household = generate.household(seed, copies=False)
    turned = copy.deepcopy(household)
    for objects in turned.calendars.values():
        objects.reverse()
    for owner in [turned.configuration["household"], *turned.configuration["partner"]]:
        owner.get("calendar", []).reverse()
    first, second = (tuple(map(rows, texts(evenkeel, one))) for one in (household, turned))
    for row in first[0] + second[0]:
        row["evidence"].sort(key=str)
    if first == second or oracle_rows(household) != oracle_rows(turned):
        return None
    return "the order of sources or objects changes the answer"


def moved(row):
    """A finding without what tells the date."""
    instants = [dt.datetime.fromisoformat(row[name]).timestamp() - WEEKS * 7 * 86400 * row["moved"]
                for name in ("start", "end")]
    data = {name: value for name, value in row["data"].items() if name != "period"}
    return (row["kind"], row["severity"], instants, row["concerns"], row["if_accepted"], data)


def weeks_move_findings(evenkeel, seed):
    sides = []
    for times in (0, 1):
        found, _ = program.run(evenkeel, generate.household(seed, moved_weeks=WEEKS * times))
        sides.append(sorted((moved({**row, "moved": times}) for row in found), key=str))
    return None if sides[0] == sides[1] else "moving a household by weeks does not move its findings"


def is_work(one):
    words = "".join(line for _, lines in one.components for line in lines)
    return one.components[0][0] == "VEVENT" and not any(
        name in words for name in ("CATEGORIES", "BUSYSTATUS", "TRANSPARENT"))


def less_work_uncovers_nothing(evenkeel, seed):
    household = generate.household(seed, copies=False)
    household.configuration.pop("rule", None)
    less = copy.deepcopy(household)
    for name, objects in less.calendars.items():
        if name.split("-")[0] in ("alex", "sam"):
            work = [one for one in objects if is_work(one)]
            objects[:] = [one for one in objects if one not in work[::2]]
    counts = []
    for one in (household, less):
        one.configuration.get("alerts", {}).pop("mute", None)
        found, _ = program.run(evenkeel, one)
        counts.append(sum(row["kind"] == "uncovered" and not row["if_accepted"] for row in found))
    return None if counts[1] <= counts[0] else f"less work, more uncovered windows: {counts}"


def oracle_rota_is_best(_, seed):
    """So that an agreement of the two means something."""
    return None if brute.optimum_is_found(generate.household(seed), seed) else "the oracle's rota is not the best"


ALL = [same_bytes_in_every_zone, transparent_changes_nothing, order_changes_nothing, weeks_move_findings,
       less_work_uncovers_nothing, oracle_rota_is_best]


def wrong(evenkeel, seed):
    for check in ALL:
        try:
            found = check(evenkeel, seed)
        except program.Refused:
            continue
        if found:
            yield found
