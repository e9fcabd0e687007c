"""Reading of well-formed iCalendar (RFC 5545): content lines, components, values of time."""
import datetime as dt
import os
import re

from .civil import Zone


class Component:
    """A VEVENT or VTODO: its properties as (parameters, value) by name."""

    def __init__(self, name):
        self.name = name
        self.properties = {}
        # What an overlay says of it: kind and presence that come before every rule, that it comes with it, that all of
        # it takes place at another time, or the one occurrence that is a deadline.
        self.given = {}
        self.added = False
        self.moved = None
        self.due_moved = None

    def all(self, name):
        return self.properties.get(name, [])

    def get(self, name, default=None):
        lines = self.all(name)
        return lines[0][1] if lines else default

    def text(self, name):
        return unescape(self.get(name, ""))

    def categories(self):
        return [unescape(value) for _, line in self.all("CATEGORIES") for value in re.split(r"(?<!\\),", line)]

    def attendees(self):
        """(address, PARTSTAT); RFC 5545 3.2.12: NEEDS-ACTION where none is given."""
        return [(address(value), parameters.get("PARTSTAT", "NEEDS-ACTION").upper())
                for parameters, value in self.all("ATTENDEE")]

    def organizer(self):
        return address(self.get("ORGANIZER", ""))

    def status(self):
        return self.get("STATUS", "").upper()

    def busystatus(self):
        value = self.get("X-MICROSOFT-CDO-BUSYSTATUS")
        return value.upper() if value is not None else None


def address(value):
    value = value.strip().casefold()
    return value[7:] if value.startswith("mailto:") else value


def unescape(text):
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], text)


def read_components(text):
    """The VEVENTs and VTODOs of a calendar."""
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
    stack, found = [], []
    for line in lines:
        head, _, value = line.partition(":")
        # A colon may stand in a quoted parameter.
        while head.count('"') % 2:
            more, _, value = value.partition(":")
            head += ":" + more
        name, *parameters = head.split(";")
        name = name.upper()
        if name == "BEGIN":
            stack.append(Component(value.upper()))
        elif name == "END":
            done = stack.pop()
            if done.name in ("VEVENT", "VTODO"):
                found.append(done)
        elif stack:
            pairs = {key.upper(): content.strip('"') for key, _, content in (p.partition("=") for p in parameters)}
            stack[-1].properties.setdefault(name, []).append((pairs, value))
    return found


def read_directory(path):
    found = []
    for name in sorted(os.listdir(path)):
        if name.endswith(".ics"):
            with open(os.path.join(path, name), encoding="utf-8") as handle:
                found += read_components(handle.read())
    return found


class Moment:
    """A DATE, or a DATE-TIME with the zone it is read in."""

    def __init__(self, parameters, value, zone):
        self.is_date = len(value) == 8
        self.zone = zone
        if self.is_date:
            self.local = dt.datetime.strptime(value, "%Y%m%d")
            return
        if value.endswith("Z"):
            self.zone = Zone("UTC")
        elif "TZID" in parameters:
            self.zone = Zone(parameters["TZID"])
        self.local = dt.datetime.strptime(value.rstrip("Z"), "%Y%m%dT%H%M%S")

    def value(self):
        """A date or an instant."""
        return self.local.date() if self.is_date else self.zone.instant(self.local)


def moments(component, name, zone):
    return [Moment(parameters, value, zone) for parameters, line in component.all(name) for value in line.split(",")]


def moment(component, name, zone):
    found = moments(component, name, zone)
    return found[0] if found else None


def duration(value):
    """(days, seconds): days are nominal, hours exact (RFC 5545 3.3.6)."""
    match = re.fullmatch(r"([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", value)
    weeks, day, hours, minutes, seconds = (int(group or 0) for group in match.groups()[1:])
    sign = -1 if match[1] == "-" else 1
    return sign * (weeks * 7 + day), sign * (hours * 3600 + minutes * 60 + seconds)


def after(start, length):
    """The date or instant a DURATION after the Moment START."""
    nominal, exact = length
    later = start.local + dt.timedelta(days=nominal)
    return later.date() if start.is_date else start.zone.instant(later) + exact
