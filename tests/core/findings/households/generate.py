"""Draws a household from a seed."""
import copy
import datetime as dt
import random
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from . import settings
from .events import Events
from .household import CalendarObject, RandomHousehold

ZONES = ["Europe/London", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "UTC",
         "Asia/Kathmandu", "America/St_Johns", "Pacific/Auckland"]
# Around clock changes (Europe, America, Australia) and the turns of years, with 53 weeks in 2026.
SPECIAL = [dt.date(2026, 3, 27), dt.date(2026, 10, 22), dt.date(2026, 3, 6), dt.date(2026, 10, 30),
           dt.date(2026, 4, 3), dt.date(2026, 10, 2), dt.date(2026, 12, 29), dt.date(2027, 1, 2), dt.date(2027, 12, 30)]


@dataclass
class World:
    zone: str
    zones: list
    today: dt.date
    horizon: int
    addresses: list
    moving: bool


def draw_now(rng, zone):
    if rng.random() < 0.5:
        date = rng.choice(SPECIAL) - dt.timedelta(days=rng.choice([0, 0, 1, 3, 10]))
    else:
        date = dt.date(2026, 1, 1) + dt.timedelta(days=rng.randrange(720))
    clock = rng.choice([dt.time(), dt.time(9), dt.time(rng.randrange(24), rng.choice([0, 15, 30, 45, 7])),
                        dt.time(rng.randrange(24), rng.randrange(60), rng.randrange(60))])
    return date, int(dt.datetime.combine(date, clock, ZoneInfo(zone)).timestamp())


def household(seed, moved_weeks=None, copies=True):
    """The household of SEED. MOVED_WEEKS moves all of it; then it has neither clock changes nor rules of months,
    years or counts, whose dates would not move along. Without COPIES nothing stands in two calendars."""
    rng = random.Random(seed)
    moving = moved_weeks is not None
    zones = ["Asia/Tokyo", "UTC", "Asia/Kathmandu"] if moving else ZONES
    zone = rng.choice(zones)
    today, now = draw_now(rng, zone)
    if moving:
        today += dt.timedelta(weeks=moved_weeks)
        now += moved_weeks * 7 * 86400
    weeks = rng.choice([2, 3, 4, 4, 5, 5, 7, 10, 14, 26])
    world = World(zone, zones, today, weeks * 7, [], moving)
    configuration = settings.Settings(rng, world).draw(weeks)
    for partner in configuration["partner"]:
        world.addresses += [partner["email"], *partner.get("aliases", [])]
    drawn = RandomHousehold(configuration, now)
    fill(rng, world, drawn)
    if copies:
        spread_copies(rng, drawn)
    return drawn


def fill(rng, world, drawn):
    events = Events(rng, world)
    density = rng.choice([0.4, 1, 1, 2])
    for partner in drawn.configuration["partner"]:
        for table in partner.get("calendar", []):
            objects = [events.event(partner) for _ in range(int(rng.randint(2, 14) * density))]
            objects += [events.trip(partner) for _ in range(rng.choice([0, 0, 1, 2]))]
            objects += [events.todo(partner) for _ in range(rng.choice([0, 0, 1, 2, 3]))]
            drawn.calendars[table["url"]] = objects
    for table in drawn.configuration["household"].get("calendar", []):
        count = int(rng.randint(2, 10) * density)
        drawn.calendars[table["url"]] = [events.household_event() for _ in range(count)]
    for helper in drawn.configuration.get("helper", []):
        for table in helper.get("calendar", []):
            drawn.calendars[table["url"]] = [events.event(helper) for _ in range(rng.randint(1, 8))]


def spread_copies(rng, drawn):
    """Some objects stand in two calendars, with the same UID or with another."""
    names = list(drawn.calendars)
    for number in range(rng.choice([0, 1, 2, 4])):
        giver, taker = rng.choice(names), rng.choice(names)
        if giver == taker or not drawn.calendars[giver]:
            continue
        one = copy.deepcopy(rng.choice(drawn.calendars[giver]))
        if any(one.components[0][1][0] == other.components[0][1][0] for other in drawn.calendars[taker]):
            continue
        if rng.random() < 0.5:
            uid = f"UID:copy{number}@random"
            one = CalendarObject([(name, [uid, *lines[1:]]) for name, lines in one.components])
        if rng.random() < 0.4:
            one.components[0][1].append("LOCATION:Copy")
        drawn.calendars[taker].append(one)
