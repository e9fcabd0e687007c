"""Zones, dates, ranges of the day and sets of intervals (DESIGN 3)."""
import datetime as dt
import functools
import re
from fractions import Fraction
from zoneinfo import ZoneInfo

DAY = 86400
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ONE_DAY = dt.timedelta(days=1)


class Zone:
    def __init__(self, name):
        self.name = name
        self.info = ZoneInfo(name)
        self.midnight = functools.lru_cache(maxsize=None)(self._midnight)

    def instant(self, local):
        """fold=0 is the offset before a gap and the first of two, as RFC 5545 3.3.5 asks."""
        return int(local.replace(tzinfo=self.info, fold=0).timestamp())

    def local(self, instant):
        return dt.datetime.fromtimestamp(instant, self.info).replace(tzinfo=None, fold=0)

    def date(self, instant):
        return self.local(instant).date()

    def _midnight(self, date):
        return self.instant(dt.datetime.combine(date, dt.time()))

    def at(self, date, minutes):
        """MINUTES of local clock time after the midnight of DATE; 1440 and beyond lie on the next date."""
        date += dt.timedelta(days=minutes // 1440)
        return self.instant(dt.datetime.combine(date, dt.time(minutes % 1440 // 60, minutes % 60)))

    def dates(self, begin, end):
        """The local dates on which [begin, end) has time."""
        if end <= begin:
            return []
        return list(days(self.date(begin), self.date(end - 1) + ONE_DAY))


def days(first, last):
    while first < last:
        yield first
        first += ONE_DAY


def monday(date):
    return date - dt.timedelta(days=date.weekday())


def parse_ranges(text):
    """`"09:00-12:00, 22:00-06:00"` as minutes; an end past midnight is above 1440."""
    ranges = []
    for part in text.split(","):
        hours = [int(h) * 60 + int(m) for h, m in re.findall(r"(\d+):(\d+)", part)]
        ranges.append((hours[0], hours[1] if hours[1] > hours[0] else hours[1] + 1440))
    return ranges


def parse_weekly(table):
    """`{ mon-thu = "…", "sat,sun" = "…" }` as seven lists of ranges."""
    week = [[] for _ in range(7)]
    for key, text in table.items():
        for day in weekdays_of(key):
            week[day] = parse_ranges(text)
    return week


def weekdays_of(key):
    found = []
    for part in key.split(","):
        ends = [WEEKDAYS.index(name.strip()) for name in part.split("-")]
        found += range(ends[0], ends[-1] + 1)
    return found


UNITS = {"m": 60, "h": 3600, "d": DAY, "w": 7 * DAY}


def parse_duration(text):
    return sum(int(number) * UNITS[unit] for number, unit in re.findall(r"(\d+)([mhdw])", text))


def whole_days(text):
    """The days of a duration written in days and weeks alone, else None."""
    return None if re.search("[mh]", text) else parse_duration(text) // DAY


def resolve(zone, date, ranges):
    """The intervals of RANGES on DATE; what a clock change leaves without length is none."""
    found = [(zone.at(date, begin), zone.at(date, end)) for begin, end in ranges]
    return [(begin, end) for begin, end in found if begin < end]


def union(intervals):
    merged = []
    for begin, end in sorted(intervals):
        if begin >= end:
            continue
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def clip(intervals, begin, end):
    return [(max(a, begin), min(b, end)) for a, b in intervals if max(a, begin) < min(b, end)]


def subtract(intervals, holes):
    left = []
    holes = union(holes)
    for begin, end in union(intervals):
        for a, b in holes:
            if b <= begin or a >= end:
                continue
            if begin < a:
                left.append((begin, a))
            begin = b
        if begin < end:
            left.append((begin, end))
    return left


def intersect(left, right):
    return union([piece for a, b in right for piece in clip(left, a, b)])


def total(intervals):
    return sum(end - begin for begin, end in intervals)


def overlap(a, b):
    return max(a[0], b[0]) < min(a[1], b[1])


def any_overlap(intervals, interval):
    begin, end = interval
    for a, b in intervals:
        if max(a, begin) < min(b, end):
            return True
    return False


def half_up(value):
    return (Fraction(value) + Fraction(1, 2)).__floor__()


def rounded(value, places=2):
    return float(Fraction(half_up(Fraction(value) * 10**places), 10**places))


def rfc3339(instant):
    return dt.datetime.fromtimestamp(instant, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
