"""Random configurations (CONTRACT 2)."""
import datetime as dt

HOURS = [{"mon-fri": "09:00-17:00"}, {"mon-thu": "09:00-17:30", "fri": "09:00-16:00"},
         {"mon,wed,fri": "08:00-12:00, 13:00-17:15", "tue": "10:00-14:00"}, {"mon-wed": "22:00-06:00"},
         {"sat-sun": "07:00-19:00", "thu": "20:00-24:00"}, {"mon-sun": "06:30-09:00"}]
COVERAGE_RULES = ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,SU",
                  "FREQ=MONTHLY;BYDAY=1MO,3FR", "FREQ=WEEKLY;BYDAY=SU;COUNT=20", "FREQ=DAILY;COUNT=70",
                  "FREQ=DAILY;INTERVAL=3"]
ROUTINE_RULES = ["FREQ=MONTHLY;BYDAY=-1FR", "FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=SU,WE"]
TIMES = ["15:15-16:00", "08:00-08:45", "08:00-12:30, 12:30-17:30", "20:00-07:00", "17:00-18:00", "01:15-02:45",
         "00:00-24:00", "12:00-12:30, 12:15-13:00"]
MATCHES = ["(?i)inset|closed", "(?i)holiday|half.?term", "fair", "dentist", "^Sam"]
PAUSES = ["(?i)family holiday", "(?i)half term", "sea"]
AVAILABLE = [{"tue": "14:00-19:00", "thu": "14:00-19:00"}, {"mon-sun": "07:00-24:00"},
             {"mon-fri": "07:30-09:00, 15:00-18:00", "sat": "20:00-08:00"}, {"mon-sun": "00:00-24:00"}]
# With the longest slot that fits, in minutes.
WINDOWS = [({"sun": "17:00-21:00"}, 240), ({"mon-thu": "20:00-21:30"}, 90), ({"mon-sun": "12:00-13:00"}, 60),
           ({"sat": "01:00-04:00"}, 180), ({"fri": "22:30-01:30"}, 180), ({"wed,sat": "07:10-08:20, 18:00-19:00"}, 60)]
KINDS = ["meeting", "focus", "travel", "leave", "deadline", "milestone", "remote-day", "duty", "other"]
FINDINGS = ["uncovered", "both-away", "crunch", "joint-crunch", "travel-in-crunch", "shared-event", "after-hours",
            "double-booked", "no-slot", "protected-time"]


class Settings:
    def __init__(self, rng, world):
        self.rng = rng
        self.world = world
        self.calendars = []

    def chance(self, percent):
        return self.rng.random() * 100 < percent

    def movable(self, rules):
        """RULES, or those of them that move with the weeks (six at a time)."""
        fixed = ("MONTHLY", "YEARLY", "COUNT")
        return [rule for rule in rules if not self.world.moving or not any(word in rule for word in fixed)]

    def maybe(self, table, percent, **values):
        """Each of VALUES (name=function) with that chance."""
        for name, draw in values.items():
            if self.chance(percent):
                table[name] = draw()

    def date(self, before=20, after=None):
        return self.world.today + dt.timedelta(days=self.rng.randint(-before, after or self.world.horizon))

    def draw(self, weeks):
        rng = self.rng
        house = {"time_zone": self.world.zone, "horizon": f"{weeks}w", "history": rng.choice(["1w", "2w", "5w", "10d"]),
                 "state": "state"}
        if self.chance(75):
            self.calendars = ["family", "school"][:rng.choice([1, 2, 2])]
            house["calendar"] = [self.calendar("household", name) for name in self.calendars]
            if self.chance(35):
                house["pause"] = self.match(PAUSES)
        configuration = {"household": house, "partner": [self.partner("alex", "Alex"), self.partner("sam", "Sam")]}
        helpers = [self.helper(*one) for one in (("gran", "Gran"), ("sitter", "Sitter")) if self.chance(40)]
        sections = {"helper": helpers, "coverage": self.coverages(helpers),
                    "routine": self.routines(), "protect": self.protects(),
                    "rule": [self.rule() for _ in range(rng.choice([0, 0, 1, 2, 3]))],
                    "career": [self.career() for _ in range(rng.choice([0, 0, 1, 2]))]}
        configuration.update({name: value for name, value in sections.items() if value})
        if self.chance(45):
            alerts = configuration["alerts"] = {}
            self.maybe(alerts, 70, crunch_load=lambda: rng.choice([0.3, 0.5, 0.7, 0.95, 1.0]))
            self.maybe(alerts, 25, mute=lambda: rng.sample(FINDINGS, 2))
        return configuration

    def calendar(self, owner, name):
        table = {"name": name, "kind": "vdir", "url": f"{owner}-{name}"}
        self.maybe(table, 6, **{"from": self.date, "until": lambda: self.date(0)})
        self.maybe(table, 15, disclose=lambda: self.rng.choice(["busy", "kind", "title", "full"]),
                   private=lambda: self.rng.choice(["hide", "as-others"]))
        return table

    def partner(self, id_, name):
        rng = self.rng
        table = {"id": id_, "name": name, "email": f"{id_}@example.org", "calendar": []}
        self.maybe(table, 40, aliases=lambda: [f"{id_}@work.example"], time_zone=lambda: rng.choice(self.world.zones),
                   after_hours_allowance=lambda: rng.choice(["0m", "30m", "1h", "3h"]))
        self.maybe(table, 65, working_hours=lambda: rng.choice(HOURS))
        self.maybe(table, 20, fixed_hours=lambda: True)
        self.maybe(table, 50, disclose=lambda: rng.choice(["busy", "kind", "title", "full"]))
        for source in ["work", "team", "private"][:rng.choice([1, 2, 2, 3])]:
            calendar = self.calendar(id_, source)
            self.maybe(calendar, 25, work=lambda: rng.choice([False, False, True]))
            table["calendar"].append(calendar)
        deadlines = [self.deadline(n) for n in range(rng.choice([0, 0, 1, 2, 3, 4]))]
        if deadlines:
            table["deadline"] = deadlines
        return table

    def deadline(self, number):
        rng = self.rng
        due = self.date(3)
        table = {"title": rng.choice(["Security: renewal", "Grant", "Tax"]) + f" {number}"}
        clock = dt.time(rng.randint(0, 23), rng.choice([0, 30]))
        zoned = dt.datetime.combine(due, clock, dt.timezone(dt.timedelta(hours=rng.choice([-5, 0, 9]))))
        table["due"] = rng.choice([due, due, dt.datetime.combine(due, clock), zoned])
        self.maybe(table, 35, id=lambda: f"d{rng.randint(1, 9)}{number}",
                   start=lambda: due - dt.timedelta(days=rng.randint(1, 30)),
                   lead=lambda: rng.choice(["14d", "3d", "2w", "36h", "90m", "1d12h"]),
                   progress=lambda: rng.choice([0, 10, 35, 90, 100, 100]),
                   alternatives=lambda: [due + dt.timedelta(days=30)])
        self.maybe(table, 75, effort=lambda: rng.choice(["20h", "40h", "8h", "90m", "3d", "70h"]))
        return table

    def helper(self, id_, name):
        table = {"id": id_, "name": name, "available": self.rng.choice(AVAILABLE)}
        self.maybe(table, 50, email=lambda: f"{id_}@example.org", notice=lambda: self.rng.choice(["0m", "1d", "5d"]),
                   calendar=lambda: [self.calendar(id_, "own")])
        return table

    def match(self, patterns):
        found = [{"calendar": self.rng.choice(self.calendars), "match": self.rng.choice(patterns)}
                 for _ in range(self.rng.choice([1, 1, 2]))]
        return found if len(found) > 1 or self.chance(30) else found[0]

    def coverages(self, people):
        rng = self.rng
        helpers = [one["id"] for one in people]
        always = [one["id"] for one in people if one["available"] == {"mon-sun": "00:00-24:00"}]
        found = []
        for id_ in ["pick-up", "drop-off", "night"][:rng.choice([0, 1, 1, 2, 2, 3])]:
            who = rng.choice([None, None, ["alex", "sam", *helpers], ["sam", "alex", *helpers], ["alex"], ["sam", *helpers[:1]],
                              always or None])
            table = {"id": id_, "title": id_.title(), "time": rng.choice(TIMES)}
            if not self.calendars or self.chance(80):
                table["rrule"] = rng.choice(self.movable(COVERAGE_RULES))
            if self.calendars and ("rrule" not in table or self.chance(15)):
                table["on"] = self.match(MATCHES)
            if self.calendars:
                self.maybe(table, 30, **{"except": lambda: self.match(MATCHES)})
            if who:
                table["who"] = who
            people = who or ["alex", "sam"]
            self.maybe(table, 40, start=lambda: self.date(60),
                       travel=lambda: rng.choice(["25m", "1h", {"alex": "25m", "sam": "10m"}, {"sam": "45m"}]),
                       attention=lambda: rng.choice(["full", "present", "present"]),
                       usual=lambda: {day: rng.choice(people) for day in rng.sample(["mon", "tue-thu", "fri", "sat,sun"], 2)},
                       points=lambda: rng.choice([0, 1, 2, 3, 7]))
            found.append(table)
        return found

    def routines(self):
        rng = self.rng
        found = []
        for id_ in ["alignment", "month", "study", "mentor"][:rng.choice([0, 1, 2, 3, 4])]:
            long = rng.choice([30, 45, 60, 60, 90, 180])
            table = {"id": id_, "title": id_.title(),
                     "with": rng.choice([["alex", "sam"], ["alex", "sam"], ["alex"], ["sam"]]),
                     "duration": f"{long}m"}
            if self.chance(20):
                table["rrule"] = rng.choice(self.movable(ROUTINE_RULES))
            else:
                table["every"] = "week" if self.world.moving else rng.choice(["week", "week", "month", "quarter", "year"])
            if "rrule" in table:
                table["windows"] = rng.choice([{"mon-sun": "12:00-15:00"}, {"mon-sun": "23:00-03:00"}])
            else:
                self.maybe(table, 60, windows=lambda: rng.choice([one for one, most in WINDOWS if most >= long]))
            self.maybe(table, 30, prefer=lambda: rng.choice(["sun 18:10", "sat 02:00", "wed 12:30"]))
            found.append(table)
        return found

    def protects(self):
        found = []
        for title in ["Friday afternoon together", "Sunday"][:self.rng.choice([0, 0, 1, 2])]:
            table = {"title": title, "time": self.rng.choice([{"fri": "13:00-17:00"}, {"sat-sun": "09:00-12:00, 14:00-24:00"},
                                                              {"wed": "19:00-02:00"}])}
            self.maybe(table, 40, who=lambda: self.rng.choice([["alex"], ["sam"], ["alex", "sam"]]))
            found.append(table)
        return found

    def rule(self):
        rng = self.rng
        match = {}
        self.maybe(match, 25, summary=lambda: rng.choice(["(?i)launch", "Review|Workshop", "dentist", "^Standup$"]),
                   partner=lambda: rng.choice(["alex", "sam"]), calendar=lambda: rng.choice(["work", *self.calendars]),
                   category=lambda: rng.choice(["Customers", "Trip"]), location=lambda: "Utrecht",
                   organizer=lambda: "priya", all_day=lambda: rng.choice([True, False]),
                   min_duration=lambda: rng.choice(["1h", "3h", "2d"]))
        if match.get("calendar") in self.calendars:
            match.pop("partner", None)
        change = {}
        self.maybe(change, 45, kind=lambda: rng.choice(KINDS), presence=lambda: rng.choice(["free", "remote", "onsite", "away"]))
        self.maybe(change, 20, effort=lambda: rng.choice(["12h", "30h"]), lead=lambda: rng.choice(["10d", "20h"]),
                   ignore=lambda: True)
        return {"match": match or {"summary": "Launch"}, "set": change or {"kind": "deadline"}}

    def career(self):
        table = {"from": self.date(40), "model": self.rng.choice(["lead", "lead", "equal"])}
        if table["model"] == "lead":
            table["lead"] = self.rng.choice(["alex", "sam"])
            self.maybe(table, 60, share=lambda: self.rng.choice([0.35, 0.2, 0.25, 0.41, 0.0]))
        return table
