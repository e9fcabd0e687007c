"""Random questions about a household: scenarios for what-if, invitations for check, ranges for report."""
import copy
import datetime as dt
import random
from dataclasses import dataclass, field

from oracle.configuration import slug
from oracle.deadlines import instance_hash

from .events import Events, SUMMARIES
from .generate import World, ZONES
from .settings import HOURS


@dataclass
class Question:
    """COMMAND with its arguments after --json; FILES by name, as text, SCENARIO as its table."""
    command: list
    scenario: dict = None
    invitation: tuple = None
    ranges: list = field(default_factory=list)


def world_of(household):
    house = household.configuration["household"]
    today = dt.datetime.fromtimestamp(household.now, dt.timezone.utc).date()
    addresses = [one for partner in household.configuration["partner"]
                 for one in [partner["email"], *partner.get("aliases", [])]]
    return World(house["time_zone"], ZONES, today, int(house["horizon"][:-1]) * 7, addresses, False)


class Asking:
    def __init__(self, household, seed):
        self.household = household
        self.rng = random.Random(f"question {seed}")
        self.world = world_of(household)
        self.events = Events(self.rng, self.world)
        self.events.number = 10000
        self.partners = household.configuration["partner"]

    def question(self):
        draw = self.rng.random()
        return self.what_if() if draw < 0.55 else self.check() if draw < 0.8 else self.report()

    def what_if(self):
        forms = [self.add, self.remove, self.match, self.move, self.move, self.move_deadline, self.set, self.career]
        scenario = {"title": "A thought"}
        for _ in range(self.rng.choice([1, 1, 2])):
            self.rng.choice(forms)(scenario)
        return Question(["what-if", "scenario.toml"], scenario=scenario) if len(scenario) > 1 else self.report()

    def partner(self):
        return self.rng.choice(self.partners)

    def uids(self, kind):
        """UIDs of objects of one component kind, with their first line of time."""
        return [one for name, objects in self.household.calendars.items() for one in objects
                if one.components[0][0] == kind]

    def add(self, scenario):
        one = {"partner": self.partner()["id"], "summary": self.rng.choice(SUMMARIES)}
        if self.rng.random() < 0.4:
            start = self.events.date()
            one["start"] = start
            if self.rng.random() < 0.7:
                one["end"] = start + dt.timedelta(days=self.rng.randint(1, 5))
        else:
            start = self.events.local()
            zone = self.rng.choice([None, None, dt.timezone.utc])
            one["start"] = start.replace(tzinfo=zone)
            one["end"] = (start + dt.timedelta(minutes=self.rng.choice([30, 90, 600]))).replace(tzinfo=zone)
        if self.rng.random() < 0.3:
            one["rrule"] = self.rng.choice(["FREQ=WEEKLY", "FREQ=DAILY;COUNT=3"])
        if self.rng.random() < 0.5:
            one["kind"] = self.rng.choice(["travel", "leave", "meeting", "focus", "remote-day", "deadline"])
        if self.rng.random() < 0.3:
            one["presence"] = self.rng.choice(["away", "remote", "onsite", "free"])
        scenario.setdefault("add", []).append(one)

    def remove(self, scenario):
        objects = self.uids("VEVENT")
        if objects and "move" not in scenario:
            scenario.setdefault("remove", []).append({"uid": uid_of(self.rng.choice(objects))})

    def match(self, scenario):
        objects = self.uids("VEVENT")
        if not objects or "move" in scenario:
            return
        summary = next(line for line in self.rng.choice(objects).components[0][1] if line.startswith("SUMMARY:"))[8:]
        match = {"summary": f"^{summary.replace('(', '.').replace(')', '.').replace('+', '.')}$"}
        if self.rng.random() < 0.3:
            match = match["summary"]
        scenario.setdefault("remove", []).append({"match": match})

    def move(self, scenario):
        objects = self.uids("VEVENT")
        if not objects or "remove" in scenario:
            return
        one = self.rng.choice(objects)
        all_day = any(line.startswith("DTSTART;VALUE=DATE") for line in one.components[0][1])
        if self.rng.random() < 0.5:
            by = ["1d", "-1d", "7d", "-2w"] if all_day else ["1d", "-3h", "2w", "-7d", "90m"]
            target = {"by": self.rng.choice(by)}
        elif all_day or self.rng.random() < 0.3:
            target = {"to": self.events.date()}
        else:
            target = {"to": self.events.local().replace(tzinfo=self.rng.choice([None, dt.timezone.utc]))}
        scenario["move"] = [{"uid": uid_of(one), **target}]

    def move_deadline(self, scenario):
        if "remove" in scenario:
            return
        choices = [(slug_of(one), type(one["due"]) is dt.date)
                   for partner in self.partners for one in partner.get("deadline", [])]
        choices += [(instance_hash(uid_of(one), None), None) for one in self.uids("VTODO")
                    if not any("STATUS:CANCELLED" in line for line in one.components[0][1])]
        if not choices:
            return
        id_, whole_day = self.rng.choice(choices)
        date = self.events.date()
        if whole_day is None:
            target = {"by": self.rng.choice(["1d", "-2d", "7d"])}
        elif self.rng.random() < 0.5:
            target = {"to": self.rng.choice([date, dt.datetime.combine(date, dt.time(12))])}
        else:
            target = {"by": self.rng.choice(["7d", "-3d"] if whole_day else ["7d", "-5h"])}
        scenario["move"] = [{"deadline": id_, **target}]

    def set(self, scenario):
        one = {"partner": self.partner()["id"]}
        if self.rng.random() < 0.7:
            one["working_hours"] = self.rng.choice(HOURS)
        if len(one) == 1 or self.rng.random() < 0.3:
            one["time_zone"] = self.rng.choice(ZONES)
        scenario["set"] = [one]

    def career(self, scenario):
        scenario["career"] = [{"from": self.events.date(), "model": "lead", "lead": self.partner()["id"],
                               "share": self.rng.choice([0.35, 0.0, 0.2])}]

    def check(self):
        partner = self.partner()
        calendars = [table["url"] for table in partner.get("calendar", [])]
        present = [one for url in calendars for one in self.household.calendars.get(url, [])
                   if one.components[0][0] == "VEVENT"]
        if present and self.rng.random() < 0.35:
            one = copy.deepcopy(self.rng.choice(present))
        else:
            one = self.events.event(partner)
        return Question(["check", "invitation.ics", "--partner", partner["id"]], invitation=(partner["id"], one.text()))

    def report(self):
        day = 86400
        begin = self.household.now + self.rng.randint(-40, 20) * day + self.rng.randint(0, day)
        ranges = [(begin, begin + self.rng.choice([1, 7, 30, 45]) * day)]
        if self.rng.random() < 0.4:
            ranges.append((begin - 30 * day, begin - self.rng.randint(1, 20) * day))
        text = [dt.datetime.fromtimestamp(t, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") for pair in ranges for t in pair]
        names = ["--from", "--to", "--compare-from", "--compare-to"]
        return Question(["report", *[word for pair in zip(names, text) for word in pair]], ranges=ranges)


def uid_of(one):
    return one.components[0][1][0].removeprefix("UID:")


def slug_of(deadline):
    return deadline.get("id", slug(deadline["title"]))
