"""A case (see series_sets) as iCalendar text."""
from datetime import date

from rule_sets import DAY


def stamp(time):
    at = date.fromordinal(time[1] // DAY).strftime('%Y%m%d')
    if time[0] == 'date':
        return at
    rest = time[1] % DAY
    return f"{at}T{rest // 3600:02}{rest // 60 % 60:02}{rest % 60:02}{'Z' if time[0] == 'utc' else ''}"


def line(name, time, more=''):
    if time[0] == 'date':
        more += ';VALUE=DATE'
    if time[0] == 'zoned':
        more += f';TZID={time[2]}'
    return f'{name}{more}:{stamp(time)}'


def span(duration):
    days, seconds = duration
    sign = '-' if days < 0 or seconds < 0 else ''
    days, seconds = abs(days), abs(seconds)
    text = f'{days}D' if days or not seconds else ''
    if seconds:
        text += 'T'
        for unit, size in (('H', 3600), ('M', 60), ('S', 1)):
            if seconds >= size:
                text += f'{seconds // size}{unit}'
                seconds %= size
    return f'{sign}P{text}'


def period(rdate):
    _, start, end = rdate
    more = ';VALUE=PERIOD' + (f';TZID={start[2]}' if start[0] == 'zoned' else '')
    return f'RDATE{more}:{stamp(start)}/{stamp(end) if isinstance(end[0], str) else span(end)}'


def recur(rule):
    parts = []
    for name, value in rule.items():
        if name == 'SKIP':
            parts.append('RSCALE=GREGORIAN')
        if name == 'UNTIL':
            value = stamp(value)
        parts.append(f"{name}={','.join(map(str, value)) if isinstance(value, list) else value}")
    return ';'.join(parts)


def component(kind, what):
    yield f'BEGIN:{kind}'
    yield 'UID:series'
    yield 'DTSTAMP:20240101T000000Z'
    if what.get('sequence'):
        yield f"SEQUENCE:{what['sequence']}"
    if what.get('id'):
        yield line('RECURRENCE-ID', what['id'], ';RANGE=THISANDFUTURE' if what.get('future') else '')
    if what.get('start'):
        yield line('DTSTART', what['start'])
    if what.get('end'):
        yield line('DTEND' if kind == 'VEVENT' else 'DUE', what['end'])
    if what.get('duration'):
        yield f"DURATION:{span(what['duration'])}"
    if what.get('status'):
        yield f"STATUS:{what['status']}"
    for rule in what.get('rules', []):
        yield f'RRULE:{recur(rule)}'
    for rdate in what.get('rdates', []):
        yield period(rdate) if rdate[0] == 'period' else line('RDATE', rdate)
    for exdate in what.get('exdates', []):
        yield line('EXDATE', exdate)
    yield f'END:{kind}'


def calendar(case):
    lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//differential//EN']
    for what in [case['master']] * bool(case['master']) + case['overrides']:
        lines += component(case['kind'], what)
    return '\n'.join([*lines, 'END:VCALENDAR', ''])


def question(case):
    """What the program under test reads: FROM TO OWNER, the calendar, and a line with a dot."""
    return (f"{stamp(('utc', case['from']))} {stamp(('utc', case['to']))} {case['owner']}\n"
            f'{calendar(case)}.\n')
