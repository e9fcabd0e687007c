"""What a calendar object means, from the RFCs' and the design's words: instances, exceptions, overrides,
lengths. One value after the other, nothing ahead of its use.

A time is a tuple: ('date', s), ('floating', s), ('utc', s) or ('zoned', s, zone), with s in whole seconds
(rule_sets). A component is a dict: start, end, duration (days, seconds), rules, rdates (a time, or ('period',
start, end or duration)), exdates, id (RECURRENCE-ID), future (THISANDFUTURE), sequence. An object is a dict:
master (may be None), overrides, owner (zone of dates and floating times), from and to (UTC seconds), reach (how
much longer an instance may last, and be moved).
"""
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from rule_sets import DAY, FREQS, civil_times

ORIGIN = datetime(1970, 1, 1)
ORIGIN_SECONDS = ORIGIN.toordinal() * DAY
NO_LENGTH = (0, 0)


@lru_cache(None)
def quarter_offset(quarter, zone):
    """PEP 495, fold=0: a skipped time takes the offset before the gap, a repeated one is the first. Offsets
    change at whole quarters of an hour in all zones of these tests."""
    civil = ORIGIN + timedelta(seconds=quarter * 900 - ORIGIN_SECONDS)
    return int(civil.replace(tzinfo=ZoneInfo(zone)).utcoffset().total_seconds())


def to_utc(civil, zone):
    return civil - quarter_offset(civil // 900, zone)


@lru_cache(None)
def quarter_local(quarter, zone):
    utc = (ORIGIN + timedelta(seconds=quarter * 900 - ORIGIN_SECONDS)).replace(tzinfo=timezone.utc)
    return int(utc.astimezone(ZoneInfo(zone)).utcoffset().total_seconds())


def to_local(utc, zone):
    return utc + quarter_local(utc // 900, zone)


def zone_of(time, owner):
    return {'zoned': lambda: time[2], 'utc': lambda: 'UTC'}.get(time[0], lambda: owner)()


def utc_of(time, owner):
    return to_utc(time[1], zone_of(time, owner))


class Series:
    """The instances of a master: {key: (civil time in the series' zone, own length or None)}. The key is the
    instant, or of an all-day series the date (as seconds). The civil time is as the series names it, also where
    the clock skips that; below DAILY, and where a whole date is left out, as the clock shows it. Rules are
    looked at from `low` to `high` (UTC)."""

    def __init__(self, master, owner, low, high):
        self.owner, self.start = owner, start_of(master)
        self.all_day = self.start[0] == 'date'
        self.zone = zone_of(self.start, owner)
        self.recurs = bool(master.get('rules') or master.get('rdates'))
        self.instances = {}
        low, high = to_local(low, self.zone) - 7200, to_local(high, self.zone) + 7200  # clocks jump
        self.rules = master.get('rules', [])
        for key, civil in self.of_rules(low, high):
            self.instances[key] = (min(civil, self.instances.get(key, (civil,))[0]), None)
        if not self.rules:
            self.instances[self.key(self.start[1])] = (self.start[1], None)
        self.explicit = set()
        for rdate in master.get('rdates', []):
            self.add(rdate)

    def of_rules(self, low, high):
        for rule in self.rules:
            for civil in civil_times(rule, self.start[1], low, high, self.all_day):
                if self.within(civil, rule.get('UNTIL')):
                    key = self.key(civil)
                    yield key, self.named(key, civil, FREQS.index(rule['FREQ']) < FREQS.index('DAILY'))

    def named(self, key, civil, shown=False):
        return self.civil_of(key) if shown or self.civil_of(key) - civil >= DAY else civil

    def name_of(self, key):
        """The civil time of an instance, or what the clock shows when it is none."""
        if key not in self.instances:
            civil = self.civil_of(key)
            return min((name for k, name in self.of_rules(civil - 10800, civil) if k == key), default=civil)
        return self.instances[key][0]

    def key(self, civil):
        return civil if self.all_day else to_utc(civil, self.zone)

    def key_of(self, time):
        """A date in a timed series has the time of day of DTSTART."""
        if self.all_day:
            return time[1] // DAY * DAY
        if time[0] == 'date':
            return self.key(time[1] + self.start[1] % DAY)
        return utc_of(time, self.owner)

    def civil_of(self, key):
        return key if self.all_day else to_local(key, self.zone)

    def within(self, civil, until):
        if until is None:
            return True
        if until[0] == 'date' or self.all_day:
            return civil // DAY <= until[1] // DAY
        return (self.key(civil) if until[0] == 'utc' else civil) <= until[1]

    def add(self, rdate):
        """A period has its own length and says more than a date; of two periods the longer counts."""
        time = rdate[1] if rdate[0] == 'period' else rdate
        key = self.key_of(time)
        written = time[1] + self.start[1] % DAY if time[0] == 'date' else time[1]
        foreign = self.all_day or (time[0] != 'date' and zone_of(time, self.owner) != self.zone)
        civil = self.civil_of(key) if foreign else self.named(key, written)
        length = None
        if rdate[0] == 'period':
            exact = isinstance(rdate[2][0], str)
            length = (0, max(0, utc_of(rdate[2], self.owner) - utc_of(time, self.owner))) if exact else rdate[2]
        if key not in self.explicit or self.says_more((civil, length), self.instances[key]):
            self.instances[key] = (civil, length)
        self.explicit.add(key)

    @staticmethod
    def says_more(one, other):
        def place(what):
            return what[1] is not None, what[1][0] * DAY + what[1][1] if what[1] else 0, -what[0]
        return place(one) > place(other)

    def date_of(self, key):
        return self.civil_of(key) // DAY * DAY

    def on_date(self, day, exdates):
        """The key of the only instance of a date that EXDATE leaves, else of the only one that it takes out; None
        when there is none or are several."""
        found = [key for key in self.instances if self.date_of(key) == day]
        left = [key for key in found if not excluded(key, self, exdates)] or found
        return left[0] if len(left) == 1 else None


def start_of(component):
    return component['start'] if component.get('start') else component['end']


def length_of(component, owner):
    """(nominal days, exact seconds). An end before the start is none; a date lasts a day at least."""
    start, end, duration = start_of(component), component.get('end'), component.get('duration')
    if start[0] == 'date':
        days = 1
        if component.get('start') and end:
            days = -((start[1] - end[1]) // DAY)
        elif component.get('start') and duration:
            days = -(-(duration[0] * DAY + duration[1]) // DAY)
        return (max(days, 1), 0)
    if component.get('start') and end:
        return (0, max(0, utc_of(end, owner) - utc_of(start, owner)))
    if component.get('start') and duration:
        return duration if duration[0] * DAY + duration[1] >= 0 else NO_LENGTH
    return NO_LENGTH


def span(start, length, zone):
    """[begin, end) of something timed: nominal days on the clock, then exact seconds."""
    if length[0] == 0:
        return start, start + length[1]
    return start, max(start, to_utc(to_local(start, zone) + length[0] * DAY, zone) + length[1])


def placed(start, length, owner):
    """An occurrence as printed (all-day: dates) with its span in UTC."""
    if start[0] == 'date':
        begin, end = start[1], start[1] + length[0] * DAY
        return ('date', begin, end), (to_utc(begin, owner), to_utc(end, owner))
    begin, end = span(utc_of(start, owner), length, zone_of(start, owner))
    return ('utc', begin, end), (begin, end)


def newest(overrides):
    """Of those of one instance the one of the highest SEQUENCE; the tests make no two alike."""
    return dict(sorted(overrides, key=lambda o: o[1].get('sequence', 0)))


def keyed(overrides, series, exdates, owner):
    """(key, id, override): the instance that RECURRENCE-ID means; a date in a timed series the only one of
    that date. One that means none stands alone, without a key."""
    for override in overrides:
        rid = override['id']
        by_date = rid[0] == 'date'
        if series and by_date and not series.all_day and series.on_date(rid[1], exdates) is not None:
            key = series.on_date(rid[1], exdates)
        else:
            key = series.key_of(rid) if series and (series.all_day or not by_date) else None
        if key is not None:
            yield key, ('date' if series.all_day else 'utc', key), override
        else:
            yield None, ('date', rid[1]) if by_date else ('utc', utc_of(rid, owner)), override


def excluded(key, series, exdates):
    """EXDATE: an instance by its instant or date; a date takes all of a timed series on that date."""
    return any(series.date_of(key) == e[1] if e[0] == 'date' else series.key_of(e) == key for e in exdates)


def shifted(series, key, shift, owner):
    """THISANDFUTURE: the same civil difference to what the series names; its type when that changes."""
    start = start_of(shift['component'])
    was, civil = series.name_of(shift['key']), series.name_of(key)
    if start[0] == 'date':
        return ('date', civil // DAY * DAY + start[1] - was // DAY * DAY)
    if series.all_day:
        return start[:1] + (civil + start[1] - was,) + start[2:]
    by = to_local(utc_of(start, owner), series.zone) - was
    return ('zoned', civil + by, series.zone)


def occurrences(case):
    """All occurrences that overlap the range (of no length: that begin in it), sorted: (start, end, id)."""
    owner, master = case['owner'], case['master']
    series = Series(master, owner, case['from'] - case['reach'], case['to'] + case['reach']) if master else None
    exdates = master.get('exdates', []) if master else []
    known = list(keyed(case['overrides'], series, exdates, owner))
    keys = {rid: key for key, rid, _ in known}
    overrides = newest([(rid, o) for _, rid, o in known])
    found = []
    for rid, override in overrides.items():
        out = rid in exdates if keys[rid] is None else excluded(keys[rid], series, exdates)
        if not out:
            found.append((*placed(start_of(override), length_of(override, owner), owner), rid))
    if series:
        futures = newest([(key, o) for key, _, o in known if o.get('future') and key is not None])
        length = length_of(master, owner)
        for key, (civil, own) in series.instances.items():
            rid = ('date' if series.all_day else 'utc', key)
            if rid in overrides or excluded(key, series, exdates):
                continue
            before = [k for k in futures if k < key]
            if before:
                shift = {'key': max(before), 'component': futures[max(before)]}
                start = shifted(series, key, shift, owner)
                found.append((*placed(start, length_of(shift['component'], owner), owner), rid))
                continue
            rid = rid if series.recurs else None
            if series.all_day:
                found.append((*placed(('date', civil), length, owner), rid))
            else:
                begin, end = span(key, own or length, series.zone)
                found.append((('utc', begin, end), (begin, end), rid))
    inside = []
    for what, (begin, end), rid in found:
        if case['from'] <= begin < case['to'] if begin >= end else begin < case['to'] and end > case['from']:
            inside.append((what, rid))
    return inside


def word(seconds, date_only):
    at = date.fromordinal(seconds // DAY).strftime('%Y%m%d')
    rest = seconds % DAY
    return at if date_only else f'{at}T{rest // 3600:02}{rest // 60 % 60:02}{rest % 60:02}Z'


def printed(case):
    """The answer as the program under test gives it: start~end/id, sorted."""
    words = []
    for (kind, begin, end), rid in occurrences(case):
        text = f"{word(begin, kind == 'date')}~{word(end, kind == 'date')}"
        words.append(text + (f"/{word(rid[1], rid[0] == 'date')}" if rid else ''))
    return sorted(set(words))
