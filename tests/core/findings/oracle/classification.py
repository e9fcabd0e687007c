"""What one occurrence means (DESIGN 5): rules, kind, presence, firmness."""
import datetime as dt
import re

from .civil import DAY, parse_duration

KINDS = ["meeting", "focus", "travel", "leave", "deadline", "milestone", "learning", "remote-day", "school", "duty",
         "check-in", "other"]
SYNONYMS = {"trip": "travel", "business-trip": "travel", "vacation": "leave", "holiday": "leave",
            "annual-leave": "leave", "pto": "leave", "focus-time": "focus", "wfh": "remote-day",
            "working-from-home": "remote-day", "training": "learning"}
FREE_KINDS = ["leave", "focus", "deadline", "milestone", "remote-day", "duty", "check-in"]
LONG_ABSENCE = 8 * 3600


def kind_named(category):
    name = category.strip().casefold().replace(" ", "-")
    return name if name in KINDS else SYNONYMS.get(name)


class Rules:
    """[[rule]]: each attribute is taken from the first rule that matches and sets it."""

    def __init__(self, tables):
        self.tables = tables

    def attributes(self, component, source, length, all_day):
        found = dict(component.given)
        for table in self.tables:
            if not (table.get("scenario") and component.added) and self.applies(table["match"], component, source, length, all_day):
                for name, value in table["set"].items():
                    found.setdefault(name, value)
        return found

    @staticmethod
    def applies(match, component, source, length, all_day):
        def searched(key, texts):
            return key not in match or any(re.search(match[key], text) for text in texts)

        return (searched("summary", [component.text("SUMMARY")]) and searched("location", [component.text("LOCATION")])
                and searched("category", component.categories()) and searched("organizer", [component.organizer()])
                and match.get("calendar", source.name) == source.name
                and match.get("partner", source.owner) == source.owner
                and match.get("all_day", all_day) == all_day
                and ("min_duration" not in match or length >= parse_duration(match["min_duration"])))


def length_of(occurrence):
    if occurrence.all_day:
        return (occurrence.end - occurrence.start).days * DAY
    return occurrence.end - occurrence.start


def rule_attributes(rules, occurrence):
    return rules.attributes(occurrence.component, occurrence.source, length_of(occurrence), occurrence.all_day)


def own_partstat(component, person):
    """PARTSTAT of the first ATTENDEE who is the person; None when there is none."""
    for address, partstat in component.attendees():
        if address in person.addresses:
            return partstat
    return None


def kind_of(occurrence, attributes, in_partners_calendar, word_kind=None):
    """(kind, whether it comes from the OOF step)."""
    if "kind" in attributes:
        return attributes["kind"], False
    if word_kind:
        return word_kind, False
    for category in occurrence.component.categories():
        if kind_named(category):
            return kind_named(category), False
    busystatus = occurrence.component.busystatus()
    if busystatus == "OOF" and (occurrence.all_day or length_of(occurrence) >= LONG_ABSENCE):
        return "leave", True
    if busystatus == "WORKINGELSEWHERE" and occurrence.all_day:
        return "remote-day", False
    return ("meeting" if in_partners_calendar and not occurrence.all_day else "other"), False


def presence_of(component, attributes, kind):
    """free, remote, away, onsite (by a rule) or busy, which a remote-day may still turn into remote."""
    if "presence" in attributes:
        return attributes["presence"]
    if kind == "travel":
        return "away"
    if kind in FREE_KINDS:
        return "free"
    busystatus = component.busystatus()
    if busystatus is not None:
        return {"FREE": "free", "WORKINGELSEWHERE": "remote"}.get(busystatus, "busy")
    return "free" if component.get("TRANSP", "").upper() == "TRANSPARENT" else "busy"


def firmness_of(component, person):
    status = "tentative" if component.status() == "TENTATIVE" else "confirmed"
    if person is None or component.organizer() in person.addresses:
        return status
    partstat = own_partstat(component, person)
    if partstat == "NEEDS-ACTION":
        return "unanswered"
    if partstat == "TENTATIVE" or component.busystatus() == "TENTATIVE":
        return "tentative"
    return status


def touched(occurrence, zone):
    """The dates an occurrence touches: an all-day one its days, a timed one every local date on which it has time."""
    if occurrence.all_day:
        return [occurrence.start + dt.timedelta(days=n) for n in range((occurrence.end - occurrence.start).days)]
    return zone.dates(occurrence.start, occurrence.end)
