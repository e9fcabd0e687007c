"""The household of a configuration file, with the defaults of CONTRACT 2."""
import datetime as dt
import os
import re
import tomllib
from dataclasses import dataclass, field
from fractions import Fraction

from . import civil, icalendar
from .civil import Zone, parse_duration, parse_ranges, parse_weekly


@dataclass
class Source:
    """A calendar of OWNER ("household" or an id); RANK is its place among the sources of its owner."""
    owner: str
    rank: int
    table: dict
    path: str
    zone: Zone
    work: bool
    disclose: str

    @property
    def name(self):
        return self.table["name"]

    def counts(self, date):
        return self.table.get("from", date) <= date <= self.table.get("until", date)


@dataclass
class Person:
    """A partner or a helper."""
    table: dict
    zone: Zone
    week: list
    sources: list
    addresses: list
    deadlines: list = field(default_factory=list)

    def __post_init__(self):
        self.id = self.table["id"]
        self.name = self.table.get("name", self.id)
        self.hours_of = {}

    def hours_on(self, date):
        """The working hours (a helper's: the availability) of DATE."""
        if date not in self.hours_of:
            self.hours_of[date] = civil.resolve(self.zone, date, self.week[date.weekday()])
        return self.hours_of[date]

    def hours(self, begin, end):
        """Working hours in [begin, end)."""
        if end <= begin:
            return []
        dates = civil.days(self.zone.date(begin) - civil.ONE_DAY, self.zone.date(end) + civil.ONE_DAY)
        return civil.clip(civil.union([piece for date in dates for piece in self.hours_on(date)]), begin, end)


def matches_of(value):
    """`{ calendar, match }` or a list of them."""
    return [] if value is None else value if isinstance(value, list) else [value]


def slug(title):
    return re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")


class Household:
    def __init__(self, path, overlay=None):
        """OVERLAY changes the configuration and what stands in the calendars (overlay.py)."""
        with open(path, "rb") as handle:
            self.table = tomllib.load(handle, parse_float=Fraction)
        self.overlay = overlay
        if overlay:
            overlay.change(self.table)
        self.root = os.path.dirname(path)
        house = self.table["household"]
        self.zone = Zone(house["time_zone"])
        self.horizon = parse_duration(house.get("horizon", "26w")) // civil.DAY
        self.history = parse_duration(house.get("history", "13w")) // civil.DAY
        self.pause = matches_of(house.get("pause"))
        self.partners = [self.partner(table) for table in self.table["partner"]]
        self.helpers = [Person(table, self.zone, parse_weekly(table["available"]),
                               self.sources(table["id"], table.get("calendar", []), self.zone, False, "busy"),
                               [table["email"].casefold()] if "email" in table else [])
                        for table in self.table.get("helper", [])]
        self.sources_of_household = self.sources("household", house.get("calendar", []), self.zone, False, "title")
        self.people = self.partners + self.helpers
        alerts = self.table.get("alerts", {})
        self.crunch_load = Fraction(alerts.get("crunch_load", Fraction("0.7")))
        self.mute = alerts.get("mute", [])
        self.rules = self.table.get("rule", [])
        self.protects = [self.protect(table) for table in self.table.get("protect", [])]

    def partner(self, table):
        zone = Zone(table["time_zone"]) if "time_zone" in table else self.zone
        hours = parse_weekly(table.get("working_hours", {"mon-fri": "09:00-17:00"}))
        addresses = [one.casefold() for one in [table["email"], *table.get("aliases", [])]]
        sources = self.sources(table["id"], table.get("calendar", []), zone, True, table.get("disclose", "busy"))
        return Person(table, zone, hours, sources, addresses, table.get("deadline", []))

    def sources(self, owner, tables, zone, work, disclose):
        return [Source(owner, rank, table, os.path.join(self.root, table["url"]), zone, table.get("work", work),
                       table.get("disclose", disclose)) for rank, table in enumerate(tables)]

    def components(self, source):
        """What stands in a calendar."""
        found = icalendar.read_directory(source.path)
        return self.overlay.components(self, source, found) if self.overlay else found

    def protect(self, table):
        return {"id": table.get("id", slug(table["title"])), "week": parse_weekly(table["time"]),
                "who": table.get("who", [partner.id for partner in self.partners])}

    def today(self, now):
        return self.zone.date(now)

    def range(self, now):
        """[history's begin, H1)."""
        today = self.today(now)
        return (self.zone.midnight(today - dt.timedelta(days=self.history)),
                self.zone.midnight(today + dt.timedelta(days=self.horizon)))

    def index(self, partner):
        return self.partners.index(partner)

    def first_share(self, date, support):
        """The first partner's share of the points on DATE, in percent; SUPPORT: dates by partner id."""
        share = self.share_by_career(date)
        asking = [date in support.get(partner.id, ()) for partner in self.partners]
        if asking == [True, False]:
            return civil.half_up(Fraction(share, 2))
        if asking == [False, True]:
            return 100 - civil.half_up(Fraction(100 - share, 2))
        return share

    def share_by_career(self, date):
        models = [model for model in self.table.get("career", []) if model["from"] <= date]
        if not models:
            return 50
        model = max(models, key=lambda one: one["from"])
        if model.get("model", "equal") == "equal":
            return 50
        share = int(Fraction(model.get("share", Fraction("0.35"))) * 100)
        return share if model["lead"] == self.partners[0].id else 100 - share


def coverage_ranges(coverage):
    return parse_ranges(coverage["time"])
