#!/usr/bin/env python3
"""The demonstration finds its four discoveries on whatever day it is run, and its commands work afterwards."""
import datetime as dt
import json
import os

import rig

WANTED = ["1. A night both are away, found", "2. A pick-up nobody has", "   → ",
          "3. An unanswered invitation", "4. Next week's fair rota", "The next agenda", "What each sees of the other",
          "Where to look"]


def on(day, root):
    done = rig.run(root, rig.EVENKEEL, "demo", "--now", day.strftime("%Y-%m-%dT08:30:00Z"), "example")
    rig.check(done.returncode == 0, f"{day}: exit {done.returncode}: {done.stderr}")
    missing = [w for w in WANTED if w not in done.stdout]
    rig.check(not missing, f"{day}: {missing} not in\n{done.stdout}")
    return done


def every_weekday_and_season():
    with rig.directory() as root:
        # Every weekday, around both changes of the clocks, the turn of the year and a leap day.
        for start in (dt.date(2026, 11, 16), dt.date(2027, 3, 22), dt.date(2027, 10, 25), dt.date(2027, 12, 27),
                      dt.date(2028, 2, 28)):
            for offset in range(7):
                on(start + dt.timedelta(days=offset), root)


def what_it_leaves_can_be_used():
    with rig.directory() as root:
        on(dt.date(2026, 11, 21), root)
        config = ["--config", "example/evenkeel.toml", "--now", "2026-11-21T08:40:00Z"]
        done = rig.run(root, rig.EVENKEEL, *config, "sync")
        rig.check(done.returncode == 0 and "Nothing had to be sent" in done.stdout, done.stdout + done.stderr)
        kinds = {json.loads(line)["kind"] for line in
                 rig.run(root, rig.EVENKEEL, "findings", "--json", *config).stdout.splitlines()}
        rig.check({"both-away", "uncovered"} <= kinds, str(kinds))
        done = rig.run(root, rig.EVENKEEL, *config, "config", "check")
        rig.check(done.returncode == 0, done.stderr)
        rig.check(len(os.listdir(os.path.join(root, "example/calendars/shared"))) > 10, "little was published")


def somebody_elses_directory_is_not_written_into():
    with rig.directory() as root:
        rig.write(os.path.join(root, "mine", "letter.txt"), "dear")
        done = rig.run(root, rig.EVENKEEL, "demo", "mine")
        rig.check(done.returncode == 4 and "not empty" in done.stderr, f"{done.returncode} {done.stderr}")
        rig.check(os.listdir(os.path.join(root, "mine")) == ["letter.txt"], "something was written")


if __name__ == "__main__":
    rig.main([every_weekday_and_season, what_it_leaves_can_be_used, somebody_elses_directory_is_not_written_into])
