"""Random calendar objects of every style that classification knows."""
import datetime as dt

from .household import CalendarObject

SUMMARIES = ["Standup", "Review", "Launch", "Workshop", "Planning", "Dentist", "Shift", "Board: numbers"]
CATEGORIES = ["Trip", "business trip", "Vacation", "PTO", "Focus Time", "focus", "WFH", "remote-day", "training",
              "Deadline", "milestone", "duty", "meeting", "Customers", "check-in", "travel", "annual leave", "Support",
              "Sam", "alex"]
BUSYSTATUS = ["FREE", "BUSY", "TENTATIVE", "OOF", "OOF", "WORKINGELSEWHERE"]
PARTSTATS = ["ACCEPTED", "TENTATIVE", "NEEDS-ACTION", "DECLINED", "DELEGATED"]
LENGTHS = [15, 30, 30, 45, 60, 60, 90, 120, 180, 240, 540, 60 * 26, 60 * 50]
RULES = ["FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
         "FREQ=WEEKLY;BYDAY=TU,WE,SA", "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=-1FR",
         "FREQ=MONTHLY;BYMONTHDAY=15,-1", "FREQ=YEARLY"]
PREFIXES = ["Sam: ", "alex: ", "Alex & Sam: ", "both: ", "Sam and Gran: ", "Alex, sam: ", "Gran: ", "SAM+Alex:", ""]
WORDS = ["dentist", "trip to the sea", "Trip!", "pause", "leave", "off", "holiday, at last", "home", "support", "support.",
         "away", "travel (train)", "parents' evening", "dentist", "party", "Home"]
SCHOOL = ["School closed", "Inset day", "Half term", "Bank holiday", "School fair", "Family holiday"]


def stamp(local):
    return local.strftime("%Y%m%dT%H%M%S")


class Events:
    """Draws objects for one household; WORLD has zones, dates, addresses (see generate.py)."""

    def __init__(self, rng, world):
        self.rng = rng
        self.world = world
        self.number = 0

    def chance(self, percent):
        return self.rng.random() * 100 < percent

    def uid(self):
        self.number += 1
        return f"u{self.number}@random"

    def date(self):
        return self.world.today + dt.timedelta(days=self.rng.randint(-20, self.world.horizon + 4))

    def local(self):
        hour = self.rng.choice([0, 1, 2, 5, 7, 8, 8, 9, 9, 10, 11, 12, 13, 14, 15, 15, 16, 16, 17, 18, 19, 20, 22, 23])
        return dt.datetime.combine(self.date(), dt.time(hour, self.rng.choice([0, 0, 15, 30, 45, 10])))

    def time_style(self, owner):
        """(parameters, suffix) of a DATE-TIME."""
        zone = owner.get("time_zone", self.world.zone)
        return self.rng.choice([(f";TZID={zone}", ""), (f";TZID={zone}", ""), (f";TZID={self.world.zone}", ""),
                                ("", "Z"), ("", ""), (f";TZID={self.rng.choice(self.world.zones)}", "")])

    def body(self, owner):
        """DTSTART and its end: (lines, form of further instances, start)."""
        if self.chance(30):
            start = self.date()
            lines = [f"DTSTART;VALUE=DATE:{start:%Y%m%d}"]
            if self.chance(80):
                lines.append(f"DTEND;VALUE=DATE:{start + dt.timedelta(days=self.rng.choice([1, 1, 1, 2, 3, 5, 9])):%Y%m%d}")
            elif self.chance(50):
                lines.append(f"DURATION:P{self.rng.randint(1, 4)}D")
            return lines, (";VALUE=DATE", "%Y%m%d", ""), dt.datetime.combine(start, dt.time())
        start = self.local()
        parameters, suffix = self.time_style(owner)
        lines = [f"DTSTART{parameters}:{stamp(start)}{suffix}"]
        minutes = self.rng.choice(LENGTHS)
        style = self.rng.random()
        if style < 0.75:
            backwards = -1 if self.chance(3) else 1
            lines.append(f"DTEND{parameters}:{stamp(start + backwards * dt.timedelta(minutes=minutes))}{suffix}")
        elif style < 0.9:
            lines.append(f"DURATION:PT{minutes}M")
        elif style < 0.95:
            lines.append(f"DURATION:P{self.rng.randint(1, 3)}DT{self.rng.randint(0, 5)}H")
        return lines, (parameters, "%Y%m%dT%H%M%S", suffix), start

    def facts(self, owner, summary):
        """What an event says beside its time."""
        lines = [f"SUMMARY:{summary}"]
        if self.chance(30):
            lines.append(f"CATEGORIES:{self.rng.choice(CATEGORIES)}")
        elif self.chance(5):
            lines.append(f"CATEGORIES:Customers,{self.rng.choice(CATEGORIES)}")
        if self.chance(18):
            lines.append(f"X-MICROSOFT-CDO-BUSYSTATUS:{self.rng.choice(BUSYSTATUS)}")
        if self.chance(25):
            lines.append(f"TRANSP:{self.rng.choice(['TRANSPARENT', 'OPAQUE'])}")
        if self.chance(22):
            lines.append(f"STATUS:{self.rng.choice(['TENTATIVE', 'TENTATIVE', 'CANCELLED', 'CONFIRMED'])}")
        if self.chance(8):
            lines.append(f"CLASS:{self.rng.choice(['PRIVATE', 'CONFIDENTIAL', 'PUBLIC'])}")
        if self.chance(10):
            lines.append(f"X-APPLE-TRAVEL-DURATION;VALUE=DURATION:{self.rng.choice(['PT30M', 'PT1H15M', 'PT10M'])}")
        if self.chance(10):
            lines.append("LOCATION:Utrecht")
        return lines + self.people(owner)

    def people(self, owner):
        lines = []
        addresses = [one for one in [owner.get("email"), *owner.get("aliases", [])] if one]
        everybody = addresses * 3 + self.world.addresses + ["priya@elsewhere.example"]
        if self.chance(12):
            lines.append(f"ORGANIZER:mailto:{self.rng.choice(everybody)}")
        if self.chance(30):
            for _ in range(self.rng.randint(1, 3)):
                address = self.rng.choice(everybody)
                address = self.rng.choice([f"mailto:{address}", f"MAILTO:{address.upper()}"])
                said = f";PARTSTAT={self.rng.choice(PARTSTATS)}" if self.chance(85) else ""
                lines.append(f"ATTENDEE;CN=\"Who: {address[7:10]}\"{said}:{address}")
        return lines

    def rules(self):
        return [rule for rule in RULES if not self.world.moving or "DAILY" in rule or "WEEKLY" in rule]

    def recurring(self, form, start, facts, uid, body):
        """RRULE or RDATE, with what is left out and what is changed."""
        parameters, pattern, suffix = form
        rule = self.rng.choice(self.rules())
        step = dt.timedelta(days=3 if "INTERVAL=3" in rule else 1 if "DAILY" in rule else 7)
        lines, overrides = [], []
        def value(n):
            return f"{start + n * step:{pattern}}{suffix}"
        if self.chance(85):
            if self.chance(50):
                rule += f";COUNT={self.rng.randint(1, 12)}"
            elif self.chance(60):
                last = start + self.rng.randint(2, 10) * step
                utc = "Z" if suffix or "TZID" in parameters else ""
                rule += f";UNTIL={last:%Y%m%d}" if self.chance(20) else f";UNTIL={last:{pattern}}{utc}"
            lines.append(f"RRULE:{rule}")
        if not lines or self.chance(10):
            lines.append(f"RDATE{parameters}:{value(1)},{value(4)}")
        if self.chance(40):
            left_out = self.rng.randint(0, 4)
            by_date = f"EXDATE;VALUE=DATE:{start + left_out * step:%Y%m%d}"
            lines.append(by_date if self.chance(20) else f"EXDATE{parameters}:{value(left_out)}")
        if self.chance(40):
            moved, _, _ = body
            overrides.append(("VEVENT", [f"UID:{uid}", "DTSTAMP:20260101T000000Z",
                                         f"RECURRENCE-ID{parameters}:{value(self.rng.randint(0, 4))}", *moved, *facts]))
        return lines, overrides

    def event(self, owner, summary=None):
        uid = self.uid()
        lines, form, start = self.body(owner)
        facts = self.facts(owner, summary or self.rng.choice(SUMMARIES))
        components = []
        if self.chance(16):
            same_kind = next(body for body in iter(lambda: self.body(owner), None)
                             if ("VALUE=DATE" in body[1][0]) == ("VALUE=DATE" in form[0]))
            more, components = self.recurring(form, start, self.facts(owner, self.rng.choice(SUMMARIES)), uid, same_kind)
            lines += more
        return CalendarObject([("VEVENT", [f"UID:{uid}", "DTSTAMP:20260101T000000Z", *lines, *facts]), *components])

    def trip(self, owner):
        """A stay away of some nights."""
        start = self.date()
        nights = dt.timedelta(days=self.rng.randint(1, 6))
        if self.chance(60):
            lines = [f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{start + nights:%Y%m%d}"]
        else:
            zone = owner.get("time_zone", self.world.zone)
            lines = [f"DTSTART;TZID={zone}:{start:%Y%m%d}T{self.rng.choice(['08', '18', '21'])}0000",
                     f"DTEND;TZID={zone}:{start + nights:%Y%m%d}T{self.rng.choice(['05', '06', '12'])}0000"]
        status = [self.rng.choice(["STATUS:TENTATIVE", "X-MICROSOFT-CDO-BUSYSTATUS:OOF"])] if self.chance(25) else []
        category = [] if status and "OOF" in status[0] and self.chance(60) else ["CATEGORIES:Trip"]
        return CalendarObject([("VEVENT", [f"UID:{self.uid()}", "DTSTAMP:20260101T000000Z", *lines, "SUMMARY:Utrecht",
                                           *category, *status])])

    def todo(self, owner):
        lines = [f"UID:{self.uid()}", "DTSTAMP:20260101T000000Z", f"SUMMARY:{self.rng.choice(['Report', 'Launch', 'Tax'])}"]
        due = self.local()
        begun = due - dt.timedelta(days=self.rng.randint(-1, 15))
        style = self.rng.random()
        if style < 0.4:
            lines.append(f"DUE;VALUE=DATE:{due:%Y%m%d}")
            if self.chance(50):
                lines.append(f"DTSTART;VALUE=DATE:{begun:%Y%m%d}")
        elif style < 0.85:
            parameters, suffix = self.time_style(owner)
            lines.append(f"DUE{parameters}:{stamp(due)}{suffix}")
            if self.chance(50):
                lines.append(f"DTSTART{parameters}:{stamp(begun)}{suffix}")
        else:
            parameters, suffix = self.time_style(owner)
            lines += [f"DTSTART{parameters}:{stamp(due)}{suffix}", f"DURATION:P{self.rng.randint(1, 9)}D"]
        if self.chance(40):
            lines.append(f"ESTIMATED-DURATION:PT{self.rng.choice([3, 10, 20, 45])}H")
        if self.chance(40):
            lines.append(f"PERCENT-COMPLETE:{self.rng.choice([0, 10, 33, 80, 100])}")
        if self.chance(15):
            lines.append(f"STATUS:{self.rng.choice(['NEEDS-ACTION', 'IN-PROCESS', 'COMPLETED', 'CANCELLED'])}")
        if self.chance(12):
            lines.append("CATEGORIES:SUPPORT")
        if self.chance(8):
            lines.append("CLASS:PRIVATE")
        return CalendarObject([("VTODO", lines + (self.people(owner) if self.chance(30) else []))])

    def household_event(self):
        if self.chance(35):
            return self.event({}, self.rng.choice(SCHOOL))
        return self.event({}, self.rng.choice(PREFIXES) + self.rng.choice(WORDS))
