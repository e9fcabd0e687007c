"""What-if and check (DESIGN 7, CONTRACT 2): a scenario or an invitation laid over a household."""
import copy
import datetime as dt
from fractions import Fraction

from . import civil, icalendar
from .configuration import slug
from .deadlines import instance_hash, toml_moment
from .finding import RANK
from .icalendar import Component, moment
from .snapshot import due_instant, due_of


def signed(text):
    return -civil.parse_duration(text[1:]) if text.startswith("-") else civil.parse_duration(text)


def later(due, length, zone):
    """A TOML date or date-time that is LENGTH later: a day is 24 h."""
    if isinstance(due, dt.datetime):
        instant = int(due.timestamp()) if due.tzinfo else zone.instant(due)
        return dt.datetime.fromtimestamp(instant + length, dt.timezone.utc)
    return due + dt.timedelta(seconds=length)


class Overlay:
    """SCENARIO as in its file; FILES: the text of each .ics it names; INVITATION: (partner, text)."""

    def __init__(self, scenario=None, files=None, invitation=None):
        self.scenario = scenario or {}
        self.files = files or {}
        self.invitation = invitation

    def change(self, table):
        """The configuration: settings, career, deadlines; what goes by a match goes by a rule with `ignore`."""
        partners = {one["id"]: one for one in table["partner"]}
        for one in self.scenario.get("set", []):
            partners[one["partner"]].update({key: one[key] for key in ("working_hours", "time_zone") if key in one})
        for one in self.scenario.get("career", []):
            one = {**one, "share": Fraction(str(one.get("share", "0.35")))}
            table["career"] = [other for other in table.get("career", []) if other["from"] != one["from"]] + [one]
        gone = [{"match": one["match"] if isinstance(one["match"], dict) else {"summary": one["match"]},
                 "set": {"ignore": True}, "scenario": True}
                for one in self.scenario.get("remove", []) if "match" in one]
        table["rule"] = gone + table.get("rule", [])
        for one in self.scenario.get("move", []):
            for partner, deadline in [(p, d) for p in table["partner"] for d in p.get("deadline", [])]:
                if one.get("deadline") == deadline.get("id", slug(deadline["title"])):
                    zone = civil.Zone(partner.get("time_zone", table["household"]["time_zone"]))
                    deadline["due"] = one["to"] if "to" in one else later(deadline["due"], signed(one["by"]), zone)

    def components(self, household, source, found):
        owner = next((one for one in household.people if one.id == source.owner), None)
        zone = source.zone
        gone = {one["uid"] for one in self.scenario.get("remove", []) if "uid" in one}
        found = [one for one in found if one.get("UID") not in gone]
        for one in self.scenario.get("move", []):
            if "uid" in one:
                self.move(found, one, zone)
            elif owner in household.partners:
                self.move_due(found, one, owner, zone)
        if self.invitation and owner is not None and self.invitation[0] == owner.id:
            found = self.accepted(source, owner, found, self.invitation[1])
        # Nothing says which UID an added event has; keys need the same one: by its place among all steps.
        before = 1 + sum(len(self.scenario.get(form, [])) for form in ("set", "career", "remove", "move"))
        for number, one in enumerate(self.scenario.get("add", [])):
            if owner is None or owner.id != one["partner"]:
                continue
            if "ics" in one:
                found = self.accepted(source, owner, found, self.files[one["ics"]], one)
            elif source is work_calendar(owner):
                found += self.added(one, before + number)
        return found

    @staticmethod
    def move(found, one, zone):
        same = [component for component in found if component.get("UID") == one["uid"]]
        if not same:
            return
        master = next((component for component in same if not component.get("RECURRENCE-ID")), same[0])
        first = moment(master, "DTSTART", zone).value()
        shift = shifting(one, first, zone)
        for component in same:
            component.moved = shift

    @staticmethod
    def move_due(found, one, owner, zone):
        """The one deadline: a to-do has another DUE, one occurrence of an event takes place at another time."""
        for component in found:
            if component.name == "VEVENT":
                component.due_moved = moving_due(one, owner, zone)
                continue
            if instance_hash(component.get("UID"), None) != one["deadline"]:
                continue
            due = due_of(component, zone)
            if due is None:
                continue
            due = other_due(one, due, owner, zone)
            text = due.strftime("%Y%m%d") if isinstance(due, dt.date) else civil.rfc3339(due).replace("-", "").replace(":", "")
            component.properties["DUE"] = [({}, text)]
            component.properties.pop("DURATION", None)

    @staticmethod
    def added(one, number):
        component = Component("VEVENT")
        component.added = True
        component.given = {key: one[key] for key in ("kind", "presence") if key in one}
        component.properties["UID"] = [({}, f"what-if-{number}")]
        component.properties["SUMMARY"] = [({}, one.get("summary", ""))]
        if "rrule" in one:
            component.properties["RRULE"] = [({}, one["rrule"])]
        for key, name in (("start", "DTSTART"), ("end", "DTEND")):
            if key in one:
                component.properties[name] = [({}, written(one[key]))]
        return [component]

    def accepted(self, source, owner, found, text, given=None):
        """An invitation takes the place of what has its UID, else it comes into the work calendar."""
        invited = icalendar.read_components(text)
        uids = {one.get("UID") for one in invited}
        gone = {one["uid"] for one in self.scenario.get("remove", []) if "uid" in one}
        homes = [one for one in owner.sources
                 if any(other.get("UID") in uids - gone for other in icalendar.read_directory(one.path))]
        home = homes[0] if homes else work_calendar(owner)
        found = [one for one in found if one.get("UID") not in uids]
        if source is not home:
            return found
        for one in invited:
            found.append(confirmed(one, owner))
            found[-1].added = True
            found[-1].given = {key: given[key] for key in ("kind", "presence") if given and key in given}
        return found


def work_calendar(person):
    return next((one for one in person.sources if one.work), person.sources[0])


def confirmed(component, person):
    one = copy.deepcopy(component)
    if one.status() == "TENTATIVE":
        one.properties["STATUS"] = [({}, "CONFIRMED")]
    if one.busystatus() == "TENTATIVE":
        one.properties["X-MICROSOFT-CDO-BUSYSTATUS"] = [({}, "BUSY")]
    one.properties["ATTENDEE"] = [
        ({**parameters, "PARTSTAT": "ACCEPTED"} if icalendar.address(value) in person.addresses else parameters, value)
        for parameters, value in one.all("ATTENDEE")]
    return one


def written(value):
    """A TOML date or date-time as a value of iCalendar."""
    if not isinstance(value, dt.datetime):
        return value.strftime("%Y%m%d")
    if value.tzinfo:
        return value.astimezone(dt.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    return value.strftime("%Y%m%dT%H%M%S")


def other_due(one, due, owner, zone):
    """When a deadline that is due at DUE, a date or an instant, is due instead."""
    return toml_moment(owner, one["to"]) if "to" in one else shifting(one, due, zone)(due, due)[0]


def moving_due(one, owner, zone):
    """(start, end) of an occurrence that is due otherwise: at its start; of whole days, on its last."""
    def moved(occurrence):
        start, end = occurrence.start, occurrence.end
        if instance_hash(occurrence.uid, occurrence.recurrence_id) != one["deadline"]:
            return start, end
        if occurrence.all_day:
            last = end - civil.ONE_DAY
            length = other_due(one, last, owner, zone) - last
        else:
            length = due_instant(owner, other_due(one, start, owner, zone)) - start
        return start + length, end + length
    return moved


def shifting(one, first, zone):
    """(start, end) moved as far as `by` says, or as `to` is from FIRST; on the clock of ZONE where it is `to`."""
    if isinstance(first, dt.date):
        days = dt.timedelta(seconds=signed(one["by"])) if "by" in one else one["to"] - first
        return lambda start, end: (start + days, end + days)
    if "by" in one:
        length = signed(one["by"])
        return lambda start, end: (start + length, end + length)
    local, to = zone.local(first), one["to"]
    if not isinstance(to, dt.datetime):
        to = dt.datetime.combine(to, local.time())
    elif to.tzinfo:
        to = zone.local(int(to.timestamp()))

    def moved(start, end):
        later = zone.instant(zone.local(start) + (to - local))
        return later, later + end - start
    return moved


def difference(before, after):
    """`new`, `gone` and `worse` of two analyses, as what-if prints them (DESIGN 7)."""
    was, would_be = ({row["key"]: (row, one) for row, one in analysis.rows()} for analysis in (before, after))
    new = [key for key, (row, _) in would_be.items()
           if key not in was or (was[key][0]["if_accepted"] and not row["if_accepted"])]
    worse = [key for key, (row, one) in would_be.items() if key in was and key not in new and (
        RANK[row["severity"]] < RANK[was[key][0]["severity"]] or heavier(was[key][1], one))]
    gone = [key for key in was if key not in would_be]
    return {"new": [would_be[key][0] for key in new], "gone": [was[key][0] for key in gone],
            "worse": [would_be[key][0] for key in worse]}


def heavier(before, after):
    loads = before.facts.get("loads"), after.facts.get("loads")
    return all(loads) and any(new > old for old, new in zip(*loads))
