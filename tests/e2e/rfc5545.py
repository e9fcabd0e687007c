"""Whether a text is what RFC 5545 allows in one stored calendar object; written from the RFC alone, to judge what
evenkeel writes. check(text) raises AssertionError with the line and the section."""
import re

TEXT = {"SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "COMMENT", "PRODID", "UID", "TZID", "TZNAME", "ACTION",
        "STATUS", "TRANSP", "CLASS"}
PARAMETER = r'[A-Za-z0-9-]+=(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)' \
            r'(?:,(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*))*'
LINE = re.compile(rf"([A-Za-z0-9-]+)((?:;{PARAMETER})*):(.*)\Z", re.S)  # 3.1
DATE = re.compile(r"\d{8}\Z")
DATE_TIME = re.compile(r"\d{8}T\d{6}\Z")
UTC = re.compile(r"\d{8}T\d{6}Z\Z")
DURATION = re.compile(r"[+-]?P(?:\d+W|\d+D(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?|"
                      r"T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))\Z")  # 3.3.6
OFFSET = re.compile(r"[+-]\d{4}(?:\d{2})?\Z")


def require(condition, text, section):
    if not condition:
        raise AssertionError(f"RFC 5545 {section}: {text}")


class Component:
    def __init__(self, name):
        self.name, self.lines, self.parts = name, [], []

    def all(self, name):
        return [line for line in self.lines if line[0] == name]

    def one(self, name, section):
        found = self.all(name)
        require(len(found) == 1, f"{self.name} has {len(found)} {name}", section)
        return found[0]

    def at_most_one(self, *names, section):
        for name in names:
            require(len(self.all(name)) <= 1, f"{self.name} has several {name}", section)


def unfolded(text):
    require(text.endswith("\r\n"), "no line end at the end", "3.1")
    for line in text[:-2].split("\r\n"):
        require("\r" not in line and "\n" not in line, f"a bare line end in {line!r}", "3.1")
        require(len(line.encode()) <= 75, f"a line of {len(line.encode())} octets", "3.1")
        require(line.strip(" "), "an empty line", "3.1")
    return re.sub("\r\n[ \t]", "", text)[:-2].split("\r\n")


def parsed(text):
    root, stack = None, []
    for line in unfolded(text):
        found = LINE.match(line)
        require(found, f"no content line: {line!r}", "3.1")
        name, value = found[1].upper(), found[3]
        require(not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value), f"a control character in {line!r}", "3.1")
        parameters = dict(re.findall(r';([A-Za-z0-9-]+)=("[^"]*"|[^;]*)', found[2]))
        if name == "BEGIN":
            component = Component(value.upper())
            if stack:
                stack[-1].parts.append(component)
            else:
                require(root is None, "two calendars", "3.4")
                root = component
            stack.append(component)
        elif name == "END":
            require(stack and stack[-1].name == value.upper(), f"END:{value} of nothing", "3.6")
            stack.pop()
        else:
            require(stack, f"{name} outside of a component", "3.4")
            stack[-1].lines.append((name, parameters, value))
            if name in TEXT:
                require(not re.sub(r"\\[\\;,nN]", "", value).count("\\"), f"a bad escape in {line!r}", "3.3.11")
                bare = re.sub(r"\\.", "", value)
                require(";" not in bare, f"a bare ; in {line!r}", "3.3.11")
                require("," not in bare or name == "CATEGORIES", f"a bare , in {line!r}", "3.3.11")
    require(root is not None and not stack, "not whole", "3.4")
    return root


def kind_of_time(line):
    _, parameters, value = line
    if parameters.get("VALUE") == "DATE":
        require(DATE.match(value) and "TZID" not in parameters, f"no DATE: {line}", "3.3.4")
        return "date"
    if "TZID" in parameters:
        require(DATE_TIME.match(value), f"no local time: {line}", "3.3.5")
        return "zoned"
    require(UTC.match(value) or DATE_TIME.match(value), f"no DATE-TIME: {line}", "3.3.5")
    return "utc" if value.endswith("Z") else "floating"


def check_timezone(zone):
    zone.one("TZID", "3.6.5")
    require(zone.parts, "VTIMEZONE without an observance", "3.6.5")
    for observance in zone.parts:
        require(observance.name in ("STANDARD", "DAYLIGHT"), observance.name, "3.6.5")
        start = observance.one("DTSTART", "3.6.5")
        require(DATE_TIME.match(start[2]) and not start[1], f"onset {start}", "3.6.5")
        for name in ("TZOFFSETFROM", "TZOFFSETTO"):
            value = observance.one(name, "3.6.5")[2]
            require(OFFSET.match(value) and value not in ("-0000", "-000000"), value, "3.3.14")
        for rule in observance.all("RRULE"):
            until = re.search(r"UNTIL=([^;]*)", rule[2])
            require(not until or UTC.match(until[1]), f"UNTIL of an observance in local time: {rule[2]}", "3.3.10")


def check_alarm(alarm):
    action = alarm.one("ACTION", "3.6.6")[2]
    trigger = alarm.one("TRIGGER", "3.6.6")
    if trigger[1].get("VALUE") == "DATE-TIME":
        require(UTC.match(trigger[2]), f"an alarm at no UTC instant: {trigger}", "3.8.6.3")
    else:
        require(DURATION.match(trigger[2]), f"an alarm after no duration: {trigger}", "3.8.6.3")
    if action == "DISPLAY":
        alarm.one("DESCRIPTION", "3.6.6")
    require(len(alarm.all("DURATION")) == len(alarm.all("REPEAT")), "DURATION without REPEAT", "3.6.6")


def check_event(event, zones):
    event.one("UID", "3.6.1")
    require(UTC.match(event.one("DTSTAMP", "3.6.1")[2]), "DTSTAMP is no UTC instant", "3.8.7.2")
    start = event.one("DTSTART", "3.6.1")
    event.at_most_one("DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "TRANSP", "SEQUENCE", "STATUS",
                      "CLASS", "ORGANIZER", "URL", "PRIORITY", "CREATED", "LAST-MODIFIED", "RECURRENCE-ID",
                      section="3.6.1")
    require(not (event.all("DTEND") and event.all("DURATION")), "DTEND and DURATION", "3.6.1")
    kind = kind_of_time(start)
    for end in event.all("DTEND"):
        require(kind_of_time(end) == kind, "DTEND is of another kind than DTSTART", "3.8.2.2")
        require(end[2] > start[2] or end[1] != start[1], "DTEND is not later than DTSTART", "3.8.2.2")
    for line in event.lines:
        if "TZID" in line[1]:
            require(line[1]["TZID"].strip('"') in zones, f"no VTIMEZONE for {line}", "3.2.19")
    for transp in event.all("TRANSP"):
        require(transp[2] in ("OPAQUE", "TRANSPARENT"), transp[2], "3.8.2.7")
    for sequence in event.all("SEQUENCE"):
        require(re.fullmatch(r"\d+", sequence[2]), sequence[2], "3.8.7.4")
    for person in event.all("ATTENDEE") + event.all("ORGANIZER"):
        require(re.fullmatch(r"mailto:[^\s@]+@[^\s@]+", person[2]), person[2], "3.3.3")
    require(event.all("ORGANIZER") or not event.all("ATTENDEE"), "ATTENDEE without ORGANIZER", "3.8.4.3")
    for part in event.parts:
        require(part.name == "VALARM", f"{part.name} in a VEVENT", "3.6.1")
        check_alarm(part)


def check(text, method=None):
    """One calendar object as a CalDAV server may keep it (RFC 4791 4.1: one UID, no METHOD), or an iTIP message."""
    calendar = parsed(text)
    require(calendar.name == "VCALENDAR", calendar.name, "3.4")
    require(calendar.one("VERSION", "3.6")[2] == "2.0", "VERSION", "3.7.4")
    calendar.one("PRODID", "3.6")
    require([line[2] for line in calendar.all("METHOD")] == ([method] if method else []), "METHOD", "4.1 of RFC 4791")
    zones = set()
    for zone in (part for part in calendar.parts if part.name == "VTIMEZONE"):
        check_timezone(zone)
        require(zone.all("TZID")[0][2] not in zones, "the same VTIMEZONE twice", "3.6.5")
        zones.add(zone.all("TZID")[0][2])
    events = [part for part in calendar.parts if part.name == "VEVENT"]
    require(len(events) == 1 and len(events) + len(zones) == len(calendar.parts), "not a single event", "3.6")
    check_event(events[0], zones)
    return events[0]
