"""All that exists around now, classified: occurrences by person, household events, to-dos, support requests."""
import datetime as dt
import re
from dataclasses import dataclass

from . import civil, icalendar, naming
from .classification import (Rules, firmness_of, kind_of, own_partstat, presence_of, rule_attributes, touched)
from .icalendar import moment
from .recurrence import expand


@dataclass
class Classified:
    """An occurrence in the life of one person. `presence` still says "busy" where a remote-day may change it."""
    occurrence: object
    kind: str
    presence: str
    out_of_office: bool
    firmness: str
    work: bool
    attributes: dict
    household: bool = False

    @property
    def uid(self):
        return self.occurrence.uid


class Snapshot:
    def __init__(self, household, now):
        self.household = household
        self.now = now
        self.begin, self.end = household.range(now)
        self.rules = Rules(household.rules)
        self.todos = {person.id: [] for person in household.partners}
        self.support = {person.id: set() for person in household.partners}
        self.life = {}
        own_events = {person.id: self.events(person.sources, person) for person in household.people}
        self.household_events = self.events(household.sources_of_household, None)
        for person in household.partners:
            self.life[person.id] = self.partner_life(person, own_events[person.id])
        for helper in household.helpers:
            self.life[helper.id] = [self.classified(one, helper, False) for one in own_events[helper.id]]
        self.paused = {date for match in household.pause for date in self.dates_matching(match)}
        for person in household.people:
            self.settle_remote_days(person)

    def events(self, sources, person):
        """What exists of an owner, less what an earlier source has too (its own copy there gone or not)."""
        kept, seen = [], []
        for source in sources:
            components = self.household.components(source)
            fresh = [one for one in expand(components, source, self.begin, self.end) if self.exists(one, person)]
            kept += [one for one in fresh if not any(duplicates(one, other) for other in seen)]
            seen += fresh
            if person is not None and person.id in self.todos:
                known = [self.todo_identity(*one) for one in self.todos[person.id]]
                self.todos[person.id] += [
                    (todo, source) for todo in components if todo.name == "VTODO" and self.todo_counts(todo, source)
                    and not any(same_todo(self.todo_identity(todo, source), other) for other in known)]
        return kept

    def exists(self, occurrence, person):
        component, source = occurrence.component, occurrence.source
        if component.status() == "CANCELLED" or rule_attributes(self.rules, occurrence).get("ignore"):
            return False
        if person is not None and own_partstat(component, person) in naming.GONE:
            return False
        date = occurrence.start if occurrence.all_day else source.zone.date(occurrence.start)
        return source.counts(date)

    def todo_counts(self, todo, source):
        if todo.status() == "CANCELLED":
            return False
        if self.todo_attributes(todo, source).get("ignore"):
            return False
        if own_partstat(todo, self.owner_of(source)) in naming.GONE:
            return False
        due = due_of(todo, source.zone)
        return due is None or source.counts(due if isinstance(due, dt.date) else source.zone.date(due))

    def todo_attributes(self, todo, source):
        """A to-do lasts from DTSTART to when it is due; it is all-day when due on a date."""
        due = due_of(todo, source.zone)
        return self.rules.attributes(todo, source, self.todo_length(todo, source, due), isinstance(due, dt.date))

    def todo_length(self, todo, source, due):
        start = moment(todo, "DTSTART", source.zone)
        if start is None or due is None:
            return 0
        begin = source.zone.midnight(start.value()) if start.is_date else start.value()
        return max(0, due_instant(self.owner_of(source), due) - begin)

    def todo_identity(self, todo, source):
        """UID, and start, end and SUMMARY."""
        due = due_of(todo, source.zone)
        end = None if due is None else due_instant(self.owner_of(source), due)
        return todo.get("UID"), (self.todo_length(todo, source, due), end, todo.text("SUMMARY"))

    def owner_of(self, source):
        return next(person for person in self.household.partners if person.id == source.owner)

    def partner_life(self, person, own):
        """Own occurrences, and what household events add to them."""
        announced = []
        for event in self.household_events:
            if self.word(event) and person in self.listed(event):
                announced.append(event)
        own = [one for one in own if not any(duplicates(one, other) for other in announced)]
        life = [self.classified(one, person, one.source.work) for one in own if not self.take_support(one, person)]
        for event in announced:
            word = self.word(event)
            if word == "support":
                self.support[person.id].update(touched(event, self.household.zone))
            elif word != "pause":
                life.append(self.classified(event, person, False, word))
        life += [self.household_busy(event) for event in self.household_events
                 if self.is_busy_time(event) and person in naming.named(event.component, self.household.partners)]
        for todo, source in self.todos[person.id]:
            if is_support(todo) and not is_done(todo):
                self.support[person.id].update(todo_dates(todo, source.zone, self.household.zone))
        self.todos[person.id] = [one for one in self.todos[person.id] if not is_support(one[0])]
        return life

    def take_support(self, occurrence, person):
        if not is_support(occurrence.component) or firmness_of(occurrence.component, person) != "confirmed":
            return False
        self.support[person.id].update(touched(occurrence, self.household.zone))
        return True

    def listed(self, event):
        """The partners that the list before the colon names, less those who declined."""
        return naming.not_gone(event.component,
                               naming.listed(event.component.text("SUMMARY"), self.household.partners))

    def word(self, event):
        summary = event.component.text("SUMMARY")
        return naming.word_of(summary) if naming.listed(summary, self.household.partners) else None

    def is_busy_time(self, event):
        if event.all_day or self.word(event):
            return False
        attributes = rule_attributes(self.rules, event)
        kind, out_of_office = kind_of(event, attributes, False)
        out_of_office = out_of_office and "presence" not in attributes
        return out_of_office or presence_of(event.component, attributes, kind) != "free"

    def household_busy(self, event):
        attributes = rule_attributes(self.rules, event)
        kind, out_of_office = kind_of(event, attributes, False)
        out_of_office = out_of_office and "presence" not in attributes
        presence = "free" if out_of_office else "onsite"
        return Classified(event, kind, presence, out_of_office, firmness_of_household(event), False, attributes, True)

    def classified(self, occurrence, person, work, word_kind=None):
        attributes = rule_attributes(self.rules, occurrence)
        partners = person in self.household.partners
        kind, out_of_office = kind_of(occurrence, attributes, partners, word_kind)
        presence = presence_of(occurrence.component, attributes, kind)
        return Classified(occurrence, kind, presence, out_of_office and "presence" not in attributes,
                          firmness_of(occurrence.component, person), work, attributes)

    def settle_remote_days(self, person):
        remote = {date for one in self.life[person.id] if one.kind == "remote-day" and person.id in self.todos
                  for date in touched(one.occurrence, person.zone)}
        for one in self.life[person.id]:
            if one.presence == "busy":
                start = one.occurrence.start
                date = start if one.occurrence.all_day else person.zone.date(start)
                one.presence = "remote" if date in remote else "onsite"

    def dates_matching(self, match):
        """The dates touched by events of the household calendar that MATCH names and whose SUMMARY matches."""
        return {date for event in self.household_events if event.source.name == match["calendar"]
                and re.search(match["match"], event.summary) for date in touched(event, self.household.zone)}


def duplicates(one, other):
    """Of two sources: the same UID and RECURRENCE-ID, or the same start, end and SUMMARY."""
    return ((one.uid == other.uid and one.recurrence_id == other.recurrence_id)
            or (one.start == other.start and one.end == other.end and one.summary == other.summary))


def same_todo(one, other):
    return one[0] == other[0] or one[1] == other[1]


def firmness_of_household(event):
    return "tentative" if event.component.status() == "TENTATIVE" else "confirmed"


def is_done(todo):
    return bool(todo.status() == "COMPLETED" or todo.get("COMPLETED") or int(todo.get("PERCENT-COMPLETE", "0")) >= 100)


def is_support(component):
    return any(category.strip().casefold() == "support" for category in component.categories())


def due_instant(person, due):
    """A date means the end of working hours on it, 24:00 where there are none."""
    if not isinstance(due, dt.date):
        return due
    hours = person.hours_on(due)
    return max(end for _, end in hours) if hours else person.zone.midnight(due + civil.ONE_DAY)


def due_of(todo, zone):
    """DUE, or DTSTART+DURATION; a date, an instant or None."""
    due = moment(todo, "DUE", zone)
    if due:
        return due.value()
    start, length = moment(todo, "DTSTART", zone), todo.get("DURATION")
    return icalendar.after(start, icalendar.duration(length)) if start and length else None


def todo_dates(todo, zone, household_zone):
    start, due = moment(todo, "DTSTART", zone), due_of(todo, zone)
    ends = [one for one in (start and start.value(), due) if one is not None]
    dates = [one if isinstance(one, dt.date) else household_zone.date(one) for one in ends]
    return civil.days(dates[0], dates[-1] + civil.ONE_DAY) if dates else []
