"""Deadlines of a partner in one pass, with what remains of their effort (DESIGN 6, Crunches)."""
import datetime as dt
import hashlib
from dataclasses import dataclass
from fractions import Fraction

from . import civil
from .classification import firmness_of
from .configuration import slug
from .icalendar import moment
from .snapshot import due_instant, due_of, is_done

DEFAULT_LEAD = "14d"
DEFAULT_EFFORT = "4h"


@dataclass
class Deadline:
    id: str
    title: str
    start: int
    due: int
    remaining: int


def instance_hash(uid, recurrence_id):
    """h(occurrence) of DESIGN 6, Keys."""
    text = "" if recurrence_id is None else (
        recurrence_id.isoformat() if isinstance(recurrence_id, dt.date) else civil.rfc3339(recurrence_id))
    return hashlib.sha256(f"{uid}\n{text}".encode()).hexdigest()[:12]


def less_lead(person, due, instant, lead):
    number = civil.whole_days(lead)
    if number is None:
        return instant - civil.parse_duration(lead)
    date = due if isinstance(due, dt.date) else person.zone.date(due)
    return person.zone.midnight(date - dt.timedelta(days=number))


def toml_moment(person, value):
    """A TOML date, local date-time (partner's zone) or offset date-time."""
    if isinstance(value, dt.datetime):
        return int(value.timestamp()) if value.tzinfo else person.zone.instant(value)
    return value


def remaining(person, effort, done, start, due, now):
    if done is None:
        hours = person.hours(start, due)
        whole = civil.total(hours)
        done = Fraction(civil.total(civil.clip(hours, start, now)), whole) if whole else 0
    return civil.half_up(Fraction(civil.parse_duration(effort)) * (1 - done) / 60) * 60


def make(person, id_, title, due, start, lead, effort, done, now):
    instant = due_instant(person, due)
    if start is None:
        start = less_lead(person, due, instant, lead)
    elif isinstance(start, dt.date):
        start = person.zone.midnight(start)
    return Deadline(id_, title, start, instant, remaining(person, effort, done, start, instant, now))


def from_configuration(person, now):
    for table in person.deadlines:
        progress = table.get("progress")
        if progress is not None and progress >= 100:
            continue
        start = toml_moment(person, table["start"]) if "start" in table else None
        yield make(person, table.get("id", slug(table["title"])), table["title"], toml_moment(person, table["due"]),
                   start, table.get("lead", DEFAULT_LEAD), table.get("effort", DEFAULT_EFFORT),
                   None if progress is None else Fraction(progress, 100), now)


def from_todos(person, snapshot, everything):
    for todo, source in snapshot.todos[person.id]:
        due = due_of(todo, source.zone)
        if due is None or is_done(todo) or (not everything and firmness_of(todo, person) != "confirmed"):
            continue
        attributes = snapshot.todo_attributes(todo, source)
        start = moment(todo, "DTSTART", source.zone)
        if start and instant_of(start.value(), source.zone) >= due_instant(person, due):
            start = None
        percent = todo.get("PERCENT-COMPLETE")
        effort = attributes.get("effort") or estimated(todo) or DEFAULT_EFFORT
        yield make(person, instance_hash(todo.get("UID"), None), title_of(todo, source), due,
                   start and start.value(), attributes.get("lead", DEFAULT_LEAD), effort,
                   None if percent is None else Fraction(int(percent), 100), snapshot.now)


def estimated(todo):
    value = todo.get("ESTIMATED-DURATION")
    return value and value.removeprefix("PT").removeprefix("P").lower()


def from_events(person, view):
    for seen in view.life[person.id]:
        if seen.kind != "deadline" or seen.classified.household:
            continue
        one = seen.occurrence
        due = one.end - civil.ONE_DAY if one.all_day else one.start
        attributes = seen.classified.attributes
        yield make(person, instance_hash(one.uid, one.recurrence_id), title_of(one.component, one.source), due, None,
                   attributes.get("lead", DEFAULT_LEAD), attributes.get("effort", DEFAULT_EFFORT), None, view.now)


def title_of(component, source):
    """What both may see of a deadline out of a calendar."""
    private = component.get("CLASS", "PUBLIC").upper() in ("PRIVATE", "CONFIDENTIAL")
    hidden = private and source.table.get("private", "hide") == "hide"
    shown = source.disclose in ("title", "full") and not hidden
    return component.text("SUMMARY") if shown else "a deadline"


def instant_of(value, zone):
    return zone.midnight(value) if isinstance(value, dt.date) else value


def deadlines_of(person, view):
    """Those with now < due < H1."""
    found = [*from_configuration(person, view.now), *from_todos(person, view.snapshot, view.everything),
             *from_events(person, view)]
    return [one for one in found if view.now < one.due < view.snapshot.end]
