"""What a recurrence rule yields, by brute force: every day from 1968 to 2047 is looked at, and asked whether
it is a member by the table and notes of RFC 5545 3.3.10 (SKIP: RFC 7529 4.1). Nothing is computed ahead.

Civil times are whole seconds: 86400 * (proleptic Gregorian ordinal) + second of the day. A rule is a dict of
its parts: numbers, lists of numbers, and lists of words ("-1SU") for BYDAY.

Readings where the RFCs leave one open:
* YEARLY with BYWEEKNO: the period is the year of the weeks (a day of week 1 in December is of the year that
  follows), which INTERVAL and BYSETPOS count; so DTSTART is always of a period that counts.
* YEARLY with BYWEEKNO and no other part that names days: the weekday is DTSTART's.
* SKIP moves a day that BYMONTHDAY (or DTSTART) or BYYEARDAY names and the month or year does not have: from
  the front it is looked for after the end, from the end before the beginning. FORWARD takes the first day
  after that place, BACKWARD the last before it. BYDAY limits afterwards, by the month or year that the moved
  day lies in. In the set of its period (BYSETPOS) it stays one of the period that it was moved out of. Where
  BYMONTHDAY only limits (BYWEEKNO, DAILY and below) nothing is invalid and nothing moves.
* What two periods or two names give alike is one instance, also for COUNT.
"""
import ast
import itertools
from collections import defaultdict
from datetime import date
from functools import lru_cache

DAY = 86400
FREQS = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']
DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
FIRST = date(1968, 1, 1).toordinal()
LAST = date(2048, 1, 1).toordinal()


def month_span(year, month):
    """[first, end) of a month, as ordinals."""
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return date(year, month, 1).toordinal(), date(*following, 1).toordinal()


def year_span(year):
    return date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()


def week_of(ordinal, wkst):
    """The first day of a day's week, and the year that has at least four days of that week."""
    first = ordinal - (ordinal - 1 - wkst) % 7
    return first, date.fromordinal(first + 3).year


@lru_cache(None)
def weeks_of(year, wkst):
    """How many weeks a year has; 4 January is always in the first."""
    return (week_of(date(year + 1, 1, 4).toordinal(), wkst)[0] - week_of(date(year, 1, 4).toordinal(), wkst)[0]) // 7


def names_of(ordinal):
    """Everything that a part of a rule may call this day."""
    day = date.fromordinal(ordinal)
    month, month_end = month_span(day.year, day.month)
    year, year_end = year_span(day.year)
    weekday = DAYS[day.weekday()]
    yield 'BYMONTH', day.month
    yield 'weekday', weekday
    for name, first, end in (('MONTH', month, month_end), ('YEAR', year, year_end)):
        yield f'BY{name}DAY', ordinal - first + 1
        yield f'BY{name}DAY', ordinal - end
        yield f'weekday of {name}', f'{(ordinal - first) // 7 + 1}{weekday}'
        yield f'weekday of {name}', f'{-((end - 1 - ordinal) // 7 + 1)}{weekday}'
    for wkst in range(7):
        first, week_year = week_of(ordinal, wkst)
        number = (date.fromordinal(first + 3).timetuple().tm_yday - 1) // 7 + 1
        weeks = weeks_of(week_year, wkst)
        yield f'BYWEEKNO {wkst}', number
        yield f'BYWEEKNO {wkst}', number - weeks - 1


@lru_cache(None)
def calendar():
    found = defaultdict(list)
    for ordinal in range(FIRST, LAST):
        for name in names_of(ordinal):
            found[name].append(ordinal - FIRST)
    return found


@lru_cache(None)
def named(part, value):
    """The days that have a name, as the bits of a number."""
    bits = bytearray((LAST - FIRST) // 8 + 1)
    for day in calendar().get((part, value), ()):
        bits[day >> 3] |= 1 << (day & 7)
    return int.from_bytes(bits, 'little')


EVERY_DAY = (1 << (LAST - FIRST)) - 1


def any_of(part, values):
    days = 0
    for value in values:
        days |= named(part, value)
    return days


def weekday_index(rule):
    return DAYS.index(rule.get('WKST', 'MO'))


def of_weekdays(rule):
    """BYDAY: numbers count within the month or the year (notes 1 and 2 of the table)."""
    within = 'MONTH' if rule['FREQ'] == 'MONTHLY' or 'BYMONTH' in rule else 'YEAR'
    days = 0
    for name in rule['BYDAY']:
        days |= named('weekday', name) if name in DAYS else named(f'weekday of {within}', name)
    return days


def completed(rule, start):
    """The rule with what it leaves to DTSTART."""
    rule = dict(rule)
    day = date.fromordinal(start // DAY)
    level = FREQS.index(rule['FREQ'])
    has = rule.keys() & {'BYDAY', 'BYMONTHDAY', 'BYYEARDAY'}
    if level == 6 and not has and 'BYWEEKNO' not in rule:
        rule.setdefault('BYMONTH', [day.month])
        rule['BYMONTHDAY'] = [day.day]
    elif level == 5 and not has:
        rule['BYMONTHDAY'] = [day.day]
    elif not has and (level == 4 or 'BYWEEKNO' in rule):
        rule['BYDAY'] = [DAYS[day.weekday()]]
    return rule


def member_days(rule, parts):
    """The days that all of some parts let pass, as a string of 0 and 1."""
    days = EVERY_DAY
    for part in parts:
        if part not in rule:
            continue
        if part == 'BYDAY':
            days &= of_weekdays(rule)
        elif part == 'BYWEEKNO':
            days &= any_of(f'BYWEEKNO {weekday_index(rule)}', rule[part])
        else:
            days &= any_of(part, rule[part])
    return format(days, f'0{LAST - FIRST}b')[::-1]


def periods(rule, start):
    """Spans of days, from DTSTART's period on, INTERVAL apart."""
    day = start // DAY
    level = FREQS.index(rule['FREQ'])
    step = rule.get('INTERVAL', 1)
    wkst = weekday_index(rule)
    if level == 6 and 'BYWEEKNO' in rule:
        for year in range(week_of(day, wkst)[1], 2047, step):
            yield tuple(week_of(date(y, 1, 4).toordinal(), wkst)[0] for y in (year, year + 1))
    elif level == 6:
        yield from map(year_span, range(date.fromordinal(day).year, 2047, step))
    elif level == 5:
        begin = date.fromordinal(day)
        for month in range(begin.year * 12 + begin.month - 1, 2047 * 12, step):
            yield month_span(month // 12, month % 12 + 1)
    else:
        length = 7 if level == 4 else 1
        first = week_of(day, wkst)[0] if level == 4 else day
        for begin in range(first, LAST - length, step * length):
            yield begin, begin + length


def placed(first, end, number, skip):
    """The day that a number means in [first, end), with SKIP; none when there is no such day."""
    if abs(number) <= end - first:
        return first + number - 1 if number > 0 else end + number
    beyond = end if number > 0 else first
    return {'OMIT': None, 'FORWARD': beyond, 'BACKWARD': beyond - 1}[skip]


def with_skip(rule, first, end):
    """The days of a month or year [first, end) where numbers of days may have to be moved."""
    found = None
    begin = date.fromordinal(first)
    if 'BYMONTHDAY' in rule:
        months = [begin.month] if rule['FREQ'] == 'MONTHLY' else range(1, 13)
        spans = [month_span(begin.year, m) for m in months if m in rule.get('BYMONTH', [m])]
        found = {placed(*span, d, rule['SKIP']) for span in spans for d in rule['BYMONTHDAY']}
    if 'BYYEARDAY' in rule:
        yeardays = {placed(first, end, d, rule['SKIP']) for d in rule['BYYEARDAY']}
        found = yeardays if found is None else found & yeardays
    return sorted(found - {None})


def days_of_periods(rule, start, from_day, to_day):
    """For each period its days, in order."""
    moves = rule.get('SKIP', 'OMIT') != 'OMIT' and 'BYWEEKNO' not in rule and (
        rule['FREQ'] in ('MONTHLY', 'YEARLY') and ('BYMONTHDAY' in rule or 'BYYEARDAY' in rule))
    if moves:
        allowed = member_days(rule, ['BYDAY'] if 'BYMONTHDAY' in rule else ['BYDAY', 'BYMONTH'])
    else:
        allowed = member_days(rule, ['BYMONTH', 'BYWEEKNO', 'BYYEARDAY', 'BYMONTHDAY', 'BYDAY'])
    for first, end in periods(rule, start):
        if first - 1 > to_day:
            return
        if 'COUNT' not in rule and end + 1 < from_day:
            continue
        if moves:
            yield [day for day in with_skip(rule, first, end) if allowed[day - FIRST] == '1']
        else:
            yield [day for day in range(first, end) if allowed[day - FIRST] == '1']


def positions(rule, members):
    """BYSETPOS: the positions of a period's set, from both ends."""
    if 'BYSETPOS' not in rule:
        return members
    size = len(members)
    return [members[i] for i in sorted({p - 1 if p > 0 else size + p for p in rule['BYSETPOS']}) if 0 <= i < size]


def by_days(rule, start, from_day, to_day, dates):
    own = start % DAY
    clock = [0]
    if not dates:
        second = sorted({min(s, 59) for s in rule.get('BYSECOND', [own % 60])})
        clock = [3600 * h + 60 * m + s for h, m, s in itertools.product(
            sorted(rule.get('BYHOUR', [own // 3600])), sorted(rule.get('BYMINUTE', [own // 60 % 60])), second)]
    for days in days_of_periods(rule, start, from_day, to_day):
        yield from positions(rule, [day * DAY + c for day in days for c in clock])


def by_clock(rule, start, low, high):
    """Below DAILY: every INTERVALth second, minute or hour that all limits let pass."""
    level = FREQS.index(rule['FREQ'])
    unit = (1, 60, 3600)[level]
    step = unit * rule.get('INTERVAL', 1)
    allowed = member_days(rule, ['BYMONTH', 'BYYEARDAY', 'BYMONTHDAY', 'BYDAY'])
    seconds = {min(s, 59) for s in rule.get('BYSECOND', [start % 60])}
    minutes = rule.get('BYMINUTE', [start // 60 % 60])
    within = [0]
    if level == 1:
        within = sorted(seconds)
    elif level == 2:
        within = [60 * m + s for m, s in itertools.product(sorted(minutes), sorted(seconds))]
    hours = rule.get('BYHOUR', range(24))
    at = start // unit * unit
    if 'COUNT' not in rule and low > at:
        at += (low - unit - at) // step * step if low - unit > at else 0
    while at < high:
        if allowed[at // DAY - FIRST] != '1':
            rest = (at // DAY + 1) * DAY - at
            at += -(-rest // step) * step
            continue
        if at // 3600 % 24 in hours and (level == 2 or 'BYMINUTE' not in rule or at // 60 % 60 in minutes) and (
                level > 0 or 'BYSECOND' not in rule or at % 60 in seconds):
            yield from positions(rule, [at + w for w in within])
        at += step


def civil_times(rule, start, low, high, dates=False):
    """The civil times in [low, high) that a rule yields from DTSTART on, in order. COUNT is applied, UNTIL is
    the caller's. With `dates` times of day are ignored."""
    return last_civil_times(repr(rule), start, low, high, dates)


@lru_cache(8)
def last_civil_times(text, start, low, high, dates):
    rule = ast.literal_eval(text)
    if rule['FREQ'] in FREQS[:3]:
        found = by_clock(rule, start, low, high)
    else:
        rule = completed(rule, start)
        found = by_days(rule, start, low // DAY - 1, high // DAY + 1, dates)
    every = sorted({t for t in found if t >= start})
    return [t for t in every[:rule.get('COUNT')] if low <= t < high]
