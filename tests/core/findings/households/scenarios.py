"""Random questions about a household: scenarios for what-if, invitations for check, ranges for report."""
import copy
import datetime as dt
import random
from dataclasses import dataclass, field

from oracle.configuration import Household, slug
from oracle.deadlines import instance_hash
from oracle.snapshot import Snapshot, due_of

from .events import Events, SUMMARIES
from .generate import World, ZONES
from .program import Laid
from .settings import HOURS


@dataclass
class Question:
    """COMMAND with its arguments after --json; FILES by name, as text, SCENARIO as its table."""
    command: list
    scenario: dict = None
    invitation: tuple = None
    ranges: list = field(default_factory=list)
    files: dict = field(default_factory=dict)


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
        self.files = {}

    def question(self):
        draw = self.rng.random()
        return self.what_if() if draw < 0.55 else self.check() if draw < 0.8 else self.report()

    def what_if(self):
        forms = [self.add, self.add_file, self.add_file, self.remove, self.match, self.move, self.move, self.move_deadline, self.move_deadline, self.set, self.career]
        scenario = {"title": "A thought"}
        for _ in range(self.rng.choice([1, 1, 2])):
            self.rng.choice(forms)(scenario)
        return Question(["what-if", "scenario.toml"], scenario=scenario, files=self.files) if len(scenario) > 1 else self.report()

    def partner(self):
        return self.rng.choice(self.partners)

    def uids(self, kind):
        """UIDs of objects of one component kind, with their first line of time."""
        return [one for name, objects in self.household.calendars.items() for one in objects
                if one.components[0][0] == kind]

    def invitation(self, partner):
        """Something that the partner has already, in another shape or as it is, or something new."""
        present = [one for table in partner.get("calendar", [])
                   for one in self.household.calendars.get(table["url"], [])]
        if not present or self.rng.random() < 0.5:
            return self.events.todo(partner) if self.rng.random() < 0.2 else self.events.event(partner)
        one = copy.deepcopy(self.rng.choice(present))
        if self.rng.random() < 0.5 and one.components[0][0] == "VEVENT":
            uid, one = uid_of(one), self.events.event(partner)
            for _, lines in one.components:
                lines[0] = f"UID:{uid}"
        return one

    def add_file(self, scenario):
        partner = self.partner()
        name = f"invitation-{len(self.files)}.ics"
        self.files[name] = self.invitation(partner).text()
        one = {"partner": partner["id"], "ics": name}
        if self.rng.random() < 0.2:
            one["kind"] = self.rng.choice(["travel", "leave", "focus", "deadline"])
        if self.rng.random() < 0.2:
            one["presence"] = self.rng.choice(["away", "remote", "onsite", "free"])
        scenario.setdefault("add", []).append(one)

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
        sorts = [one for one in (choices, *self.deadlines_in_calendars()) if one]
        if not sorts:
            return
        id_, whole_day, *event = self.rng.choice(self.rng.choice(sorts))
        date = self.events.date()
        if self.rng.random() < 0.5:
            local = dt.datetime.combine(date, dt.time(12, self.rng.choice([0, 30])))
            times = [local, local.replace(tzinfo=self.rng.choice([dt.timezone.utc, None]))]
            # An event of whole days stays one.
            target = {"to": self.rng.choice([date, date] if whole_day and event else [date, *times])}
        else:
            target = {"by": self.rng.choice(["7d", "-3d", "1d"] if whole_day else ["7d", "-5h", "26h"])}
        scenario["move"] = [{"deadline": id_, **target}]

    def deadlines_in_calendars(self):
        """To-dos and events that are deadlines in a partner's calendar: (id, whether it is due on a date, "event")."""
        with Laid(self.household) as laid:
            snapshot = Snapshot(Household(laid.path), self.household.now)
        todos, events = [], []
        for person in snapshot.household.partners:
            for todo, source in snapshot.todos[person.id]:
                due = due_of(todo, source.zone)
                if due is not None:
                    todos.append((instance_hash(todo.get("UID"), None), isinstance(due, dt.date)))
            events += [(instance_hash(one.uid, one.occurrence.recurrence_id), one.occurrence.all_day, "event")
                       for one in snapshot.life[person.id] if one.kind == "deadline" and not one.household
                       and one.occurrence.source.owner == person.id]
        return todos, events

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
