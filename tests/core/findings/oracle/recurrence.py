"""Occurrences of calendar objects (DESIGN 3): masters, overrides, RRULE, RDATE, EXDATE."""
import datetime as dt
from dataclasses import dataclass

from dateutil.rrule import rrulestr

from .civil import ONE_DAY
from .icalendar import Moment, after, duration, moment, moments


@dataclass
class Occurrence:
    """One instance in time; start and end are dates when it is all-day, else instants."""
    component: object
    uid: str
    recurrence_id: object
    start: object
    end: object
    source: object

    @property
    def all_day(self):
        return isinstance(self.start, dt.date)

    @property
    def summary(self):
        return self.component.text("SUMMARY")

    def interval(self):
        """[start, end) as instants, dates in the zone of the source."""
        zone = self.source.zone
        return (zone.midnight(self.start), zone.midnight(self.end)) if self.all_day else (self.start, self.end)


def end_of(component, begin, start, zone):
    """The end of the instance at START (a Moment) of a component whose own DTSTART is BEGIN."""
    dtend = moment(component, "DTEND", zone)
    if dtend:
        if begin.is_date:
            return start.local.date() + max(dtend.value() - begin.value(), ONE_DAY)
        return start.value() + max(0, dtend.value() - begin.value())
    if component.get("DURATION"):
        end = after(start, duration(component.get("DURATION")))
        return max(end, start.local.date() + ONE_DAY) if start.is_date else max(end, start.value())
    return start.local.date() + ONE_DAY if start.is_date else start.value()


def local_dates_of_rule(rule, anchor, horizon):
    """What RULE yields from ANCHOR on (naive local times) up to HORIZON; UNTIL is left to the caller, COUNT counts."""
    parts = [part for part in rule.split(";") if not part.upper().startswith("UNTIL")]
    for local in rrulestr(";".join(parts), dtstart=anchor):
        if local > horizon:
            return
        yield local


def until_of(rule, begin):
    for part in rule.split(";"):
        if part.upper().startswith("UNTIL="):
            text = part[6:]
            if len(text) == 8 and not begin.is_date:
                return begin.zone.midnight(dt.datetime.strptime(text, "%Y%m%d").date() + ONE_DAY) - 1
            return Moment({}, text, begin.zone).value()
    return None


def starts_of(component, begin, zone, horizon):
    """The starts (Moments) of a recurring master, by value."""
    rule = component.get("RRULE")
    found = {}
    if rule:
        until = until_of(rule, begin)
        for local in local_dates_of_rule(rule, begin.local, horizon):
            start = Moment.__new__(Moment)
            start.is_date, start.zone, start.local = begin.is_date, begin.zone, local
            if until is not None and start.value() > until:
                break
            found.setdefault(start.value(), start)
    else:
        found[begin.value()] = begin
    for extra in moments(component, "RDATE", zone):
        found.setdefault(extra.value(), extra)
    for left_out in moments(component, "EXDATE", zone):
        for value in [v for v in found if same_instance(v, left_out, found[v])]:
            del found[value]
    return found


def same_instance(value, other, start):
    """A DATE names the instance of that date of a timed series."""
    if other.is_date and not start.is_date:
        return start.local.date() == other.local.date()
    return value == other.value()


def expand(components, source, begin, end):
    """The occurrences of the VEVENTs of a source that overlap [begin, end)."""
    zone = source.zone
    reach = 100 if any(component.moved or component.due_moved for component in components) else 3
    horizon = dt.datetime.fromtimestamp(end + reach * 86400, dt.timezone.utc).replace(tzinfo=None)
    events = [component for component in components if component.name == "VEVENT"]
    overrides = [event for event in events if event.get("RECURRENCE-ID")]
    found = []
    for master in events:
        if master.get("RECURRENCE-ID"):
            continue
        dtstart = moment(master, "DTSTART", zone)
        uid = master.get("UID")
        if not master.get("RRULE") and not master.get("RDATE"):
            found.append(Occurrence(master, uid, None, dtstart.value(), end_of(master, dtstart, dtstart, zone), source))
            continue
        replaced = {moment(one, "RECURRENCE-ID", zone).value() for one in overrides if one.get("UID") == uid}
        for value, start in starts_of(master, dtstart, zone, horizon).items():
            if value not in replaced:
                found.append(Occurrence(master, uid, value, value, end_of(master, dtstart, start, zone), source))
    for override in overrides:
        dtstart = moment(override, "DTSTART", zone)
        named = moment(override, "RECURRENCE-ID", zone)
        excluded = [one for master in events if master.get("UID") == override.get("UID") and master is not override
                    for one in moments(master, "EXDATE", zone)]
        if any(same_instance(named.value(), one, named) for one in excluded):
            continue
        found.append(Occurrence(override, override.get("UID"), named.value(), dtstart.value(),
                                end_of(override, dtstart, dtstart, zone), source))
    for one in found:
        if one.component.moved:
            one.start, one.end = one.component.moved(one.start, one.end)
        if one.component.due_moved:
            one.start, one.end = one.component.due_moved(one)
    return [one for one in found if in_range(one.interval(), begin, end)]


def in_range(interval, begin, end):
    if interval[0] == interval[1]:
        return begin <= interval[0] < end
    return interval[0] < end and interval[1] > begin
