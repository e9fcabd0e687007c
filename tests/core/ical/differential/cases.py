"""Random calendar objects around the clock changes of 2024-2035 in many zones."""
import random
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from rule_sets import DAY, DAYS, FREQS
from series_sets import ORIGIN, ORIGIN_SECONDS, Series, to_local, to_utc

ZONES = """Europe/London Europe/Berlin Europe/Dublin Europe/Chisinau Europe/Athens America/New_York America/Nuuk
    America/Los_Angeles America/Chicago America/St_Johns America/Havana America/Santiago Australia/Sydney
    Australia/Lord_Howe Pacific/Auckland Pacific/Chatham Asia/Jerusalem Asia/Beirut Asia/Kolkata Africa/Cairo
    Africa/Casablanca America/Scoresbysund Antarctica/Troll Asia/Tokyo UTC""".split()
# How far back a series begins, and how much of it is looked at: by frequency, in seconds.
BACK = [900, 9 * 3600, 6 * DAY, 250 * DAY, 1000 * DAY, 2200 * DAY, 4400 * DAY]
SPAN = [1200, 6 * 3600, 4 * DAY, 120 * DAY, 250 * DAY, 500 * DAY, 1500 * DAY]


# The longest that an instance may last, and the farthest that it may be moved.
LONGEST = [3600, DAY, 7 * DAY, 7 * DAY, 7 * DAY, 7 * DAY, 7 * DAY]
FARTHEST = [3600, 7200, 3 * DAY, 40 * DAY, 40 * DAY, 40 * DAY, 40 * DAY]


def seconds(moment):
    return int((moment - ORIGIN).total_seconds()) + ORIGIN_SECONDS


@lru_cache(None)
def changes_of(zone):
    """The instants at which the zone changes its offset in 2024-2035; of one that does not, some days."""
    tz, found = ZoneInfo(zone), []
    for day in range(0, 12 * 366, 1):
        begin = datetime(2024, 1, 1, tzinfo=timezone.utc) + timedelta(days=day)
        offsets = [(begin + timedelta(hours=h)).astimezone(tz).utcoffset() for h in range(0, 25, 24)]
        if offsets[0] == offsets[1]:
            continue
        at = [begin + timedelta(minutes=15 * q) for q in range(97)]
        inside = [t.astimezone(tz).utcoffset() for t in at]
        found += [seconds(t.replace(tzinfo=None)) for t, a, b in zip(at[1:], inside, inside[1:]) if a != b]
    return found or [seconds(datetime(2024 + i, 3, 31, 1)) for i in range(12)]


def some(rng, values, most=4, signs=(1,)):
    return [v * rng.choice(signs) for v in sorted(rng.sample(list(values), rng.randint(1, min(most, len(values)))))]


def signed(rng, values, most=4):
    return sorted(set(some(rng, values, most, (1, -1))))


def day_parts(rng, rule, level):
    if rng.random() < .25:
        rule['BYMONTH'] = some(rng, range(1, 13))
    if level == 6 and rng.random() < .15:
        rule['BYWEEKNO'] = signed(rng, [1, 2, 9, 20, 51, 52, 53])
    if rng.random() < (.5 if level >= 4 else .2):
        numbered = level >= 5 and 'BYWEEKNO' not in rule and rng.random() < .5
        names = [rng.choice(DAYS) for _ in range(rng.randint(1, 4))]
        most = 5 if level == 5 or 'BYMONTH' in rule else 53
        rule['BYDAY'] = [f'{rng.choice([1, -1]) * rng.randint(1, most)}{d}' if numbered and rng.random() < .9
                         else d for d in names]
    if level != 4 and rng.random() < .25:
        rule['BYMONTHDAY'] = signed(rng, [1, 2, 13, 15, 28, 29, 30, 31])
    if level in (0, 1, 2, 6) and rng.random() < .15:
        rule['BYYEARDAY'] = signed(rng, [1, 2, 31, 59, 60, 61, 100, 200, 300, 364, 365, 366])
    if rng.random() < (.25 if level >= 5 else .03):
        rule['SKIP'] = rng.choice(['OMIT', 'FORWARD', 'BACKWARD'])


def time_parts(rng, rule, level):
    chance = (.1, .2, .3, .15, .15, .15, .15)[level]
    if rng.random() < chance:
        rule['BYHOUR'] = some(rng, range(24) if level <= 2 else [0, 1, 2, 3, 9, 23], 2 if level > 2 else 4)
    if rng.random() < chance:
        rule['BYMINUTE'] = some(rng, [0, 1, 15, 30, 45, 59], 2)
    if rng.random() < chance / 2:
        rule['BYSECOND'] = some(rng, [0, 1, 20, 59, 60], 2)


def rule_of(rng, level, all_day, zone, low, high):
    rule = {'FREQ': FREQS[level]}
    if rng.random() < .4:
        rule['INTERVAL'] = rng.choice([1, 2, 3, 4, 5, 7, 10, 12, 24, 90, 90, 32768 if level < 4 else 2])
    if rng.random() < .3:
        rule['WKST'] = rng.choice(DAYS)
    if level > 0 or rng.random() < .1:
        day_parts(rng, rule, level)
    if not all_day or rng.random() < .1:
        time_parts(rng, rule, level)
    by = [part for part in rule if part.startswith('BY')]
    if by and rng.random() < .25:
        rule['BYSETPOS'] = signed(rng, range(1, rng.choice([2, 3, 6, 20])), 3)
    if rng.random() < .3:
        rule['COUNT'] = rng.choice([1, 2, 5, 10, 100, 1000])
    if rng.random() < .3:
        until = rng.randint(low, high) // 60 * 60
        kind = 'date' if all_day else rng.choice(['date', 'floating', 'utc'])
        rule['UNTIL'] = {'date': ('date', until // DAY * DAY), 'floating': ('floating', to_local(until, zone)),
                         'utc': ('utc', until)}[kind]
    return rule


def lengths(rng, component, level):
    """DTEND or DURATION, exact or nominal, also backwards, at times both or none."""
    start, kind = component['start'], rng.random()
    hours = min(LONGEST[level], rng.choice([0, 900, 3600, 3600, 5400, 7200, 86400, 90000, -3600]))
    days = min(LONGEST[level] // DAY, rng.choice([1, 1, 2, 3, 7, 0, -1]))
    if start[0] == 'date':
        if kind < .5:
            component['end'] = ('date', start[1] + days * DAY)
        elif kind < .7:
            component['duration'] = (days, 0) if rng.random() < .8 else (0, hours)
    elif kind < .4:
        end = start[:1] + (start[1] + hours,) + start[2:]
        if start[0] == 'zoned' and rng.random() < .2:
            other = rng.choice(ZONES)
            end = ('zoned', to_local(to_utc(end[1], start[2]), other), other)
        component['end'] = end
    elif kind < .8:
        component['duration'] = (0, hours)
    elif kind < .95:
        component['duration'] = (days, rng.choice([0, 3600, 7200]) if days > 0 else 0)


def rewritten(rng, utc, zone):
    """The same instant in some other spelling."""
    other = rng.choice(ZONES)
    if to_utc(to_local(utc, zone), zone) != utc or rng.random() < .3:
        return ('utc', utc)
    if to_utc(to_local(utc, other), other) == utc and rng.random() < .3:
        return ('zoned', to_local(utc, other), other)
    return ('zoned', to_local(utc, zone), zone)


def near(rng, case, series, keys):
    """An instance's key, or a time when there may be none."""
    if keys and rng.random() < .85:
        return rng.choice(keys)
    moment = rng.randint(case['from'], case['to']) // 900 * 900
    return moment // DAY * DAY if series.all_day else moment


def spelled(rng, key, case, series, by_date):
    if series.all_day:
        return ('date', key)
    if rng.random() < by_date:
        return ('date', series.date_of(key))
    return rewritten(rng, key, series.zone if series.zone != 'UTC' else case['owner'])


def override_of(rng, case, series, keys, number):
    key = near(rng, case, series, keys)
    override = {'id': spelled(rng, key, case, series, .05 if case['level'] > 1 else 0), 'sequence': number}
    move = rng.choice([0, 900, 3600, -7200, DAY, -3 * DAY, 40 * DAY, -40 * DAY, 2 * 3600])
    move = max(-FARTHEST[case['level']], min(FARTHEST[case['level']], move))
    if series.all_day:
        start = ('date', key + move // DAY * DAY)
    else:
        start = rewritten(rng, key + move, series.zone)
    override['future'] = rng.random() < .2
    change = rng.random()
    if change < .1 and case['level'] > 1:  # of another value type
        start = ('zoned', start[1] + 36000, case['owner']) if series.all_day else ('date', start[1] // DAY * DAY)
    elif change < .15:
        start = ('floating', start[1] + 7200 * series.all_day)
    override['start'] = start
    lengths(rng, override, case['level'])
    if rng.random() < .15:
        override['status'] = 'CANCELLED'
    return override


def period_of(rng, start):
    if rng.random() < .5:
        return ('period', start, (rng.choice([0, 0, 1]), rng.choice([900, 3600, 10800])))
    return ('period', start, start[:1] + (start[1] + rng.choice([900, 3600, 10800]),) + start[2:])


def changed(rng, case, series):
    """RDATE, EXDATE and overrides near the instances that there are."""
    inside = [k for k in sorted(series.instances) if case['from'] - case['reach'] < k < case['to'] + case['reach']]
    keys = inside[:40] + inside[-20:]
    master = case['master']
    if rng.random() < .25:
        rdates = []
        for _ in range(rng.randint(1, 3)):
            time = spelled(rng, near(rng, case, series, keys), case, series, .1)
            period = time[0] != 'date' and rng.random() < .3
            rdates.append(period_of(rng, time) if period else time)
        master['rdates'] = rdates
    if rng.random() < .3:
        master['exdates'] = [spelled(rng, near(rng, case, series, keys), case, series, .15)
                             for _ in range(rng.randint(1, 3))]
    if rng.random() < .35:
        case['overrides'] = [override_of(rng, case, series, keys, i) for i in range(rng.randint(1, 4))]
        if rng.random() < .1:
            case['master'] = None


def make(seed):
    rng = random.Random(seed)
    level = FREQS.index(rng.choice(FREQS + FREQS[1:] + FREQS[3:] * 4))
    zone, owner = rng.choice(ZONES), rng.choice(ZONES)
    change = rng.choice(changes_of(zone))
    low = change - rng.randint(0, SPAN[level]) // 60 * 60 - 3600
    high = change + 60 * rng.randint(0, 150) + rng.randint(0, SPAN[level])
    start = to_local(change, zone) + 60 * rng.choice([-120, -60, -30, 0, 15, 30, 59, 60, rng.randint(-180, 180)])
    unit = DAY if level >= 2 else 1
    start -= rng.randint(0, BACK[level]) // unit * unit
    if rng.random() < .1:
        start += rng.randint(-59, 59)
    all_day = level >= 3 and rng.random() < .25
    rules = [rule_of(rng, level, all_day, zone, low, high) for _ in range(rng.choice([0, 1, 1, 1, 1, 1, 1, 1, 2]))]
    if all('COUNT' not in r for r in rules) and rng.random() < .15:
        start -= rng.randint(0, 8000) * DAY
    time = ('date', start // DAY * DAY)
    if not all_day:
        kinds = [('zoned', start, zone)] * 7 + [('floating', start), ('utc', to_utc(start, zone))]
        time = rng.choice(kinds)
        owner = zone if time[0] == 'floating' else owner
    reach = LONGEST[level] + FARTHEST[level] + 3 * (DAY if level > 1 else 3600)
    case = {'level': level, 'reach': reach, 'kind': rng.choice(['VEVENT'] * 9 + ['VTODO']), 'owner': owner, 'from': low, 'to': high,
            'master': {'start': time, 'rules': rules}, 'overrides': []}
    lengths(rng, case['master'], level)
    changed(rng, case, Series(case['master'], owner, low - reach, high + reach))
    return case
