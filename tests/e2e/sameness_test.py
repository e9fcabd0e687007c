#!/usr/bin/env python3
"""The same input gives the same bytes: whatever the machine's zone and language, whatever was done before, whatever the
files are called and in whichever order they lie."""
import os
import random

import local_household as home
import rig

COMMANDS = (["findings", "--json"], ["findings"], ["rota", "--json"], ["agenda"], ["report", "--json"],
            ["planner", "-o", "-"], ["check", "invite.ics", "--partner", "sam", "--json"], ["what-if", "what.toml", "--json"])
MACHINES = ({"TZ": "America/New_York"}, {"TZ": "Pacific/Auckland", "LANG": "C"}, {"TZ": "", "LANG": "C.UTF-8"},
            {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8"}, {"TZ": ":no/such"})
WORDS = ("Budget review", "Sam: dentist", "1:1", "Review", "both: concert", "Trip to Oslo")
MORE = """
[[rule]]
match = { summary = "(?i)trip" }
set = { kind = "travel" }

[[partner.deadline]]
title = "Grant"
due = 2026-12-11
effort = "40h"
"""


def events(draw):
    """(whose, UID, event), none of them twice."""
    for i in range(70):
        day = 22 + draw.randrange(40)
        date = f"202611{day:02}" if day <= 30 else f"202612{day - 30:02}"
        hour, more = draw.randrange(7, 19), draw.choice(("", "STATUS:TENTATIVE\r\n", "RRULE:FREQ=WEEKLY\r\n", ""))
        zone = draw.choice(("Europe/London", "America/Chicago", "Asia/Tokyo"))
        times = (f"{date}T{hour:02}{draw.choice(('00', '30'))}00", f"{date}T{hour + 1:02}4500")
        yield draw.choice(("alex", "sam", "shared")), f"{i}@x", rig.event(f"{i}@x", draw.choice(WORDS), *times, more, zone)


def lay_out(root, seed, name):
    home.lay_out(root, more=MORE)
    for number, (whose, uid, text) in enumerate(events(random.Random(seed))):
        rig.write(os.path.join(root, whose, name(number, uid)), text)
    rig.write(os.path.join(root, "invite.ics"), rig.event("new@x", "Invitation", "20261202T090000", "20261202T170000"))
    rig.write(os.path.join(root, "what.toml"), '[[move]]\nuid = "a1@work"\nby = "1d"\n')


def said(root, machine):
    """Of each command what it prints, and its status."""
    result = {}
    for command in COMMANDS:
        done = home.tool(root, *command, env=machine)
        rig.check(done.returncode in (0, 1), f"{command}: {done.stderr}")
        result[" ".join(command)] = (done.returncode, done.stdout)
    return result


def compare(what, before, after):
    for command, text in before.items():
        rig.check(after[command] == text, f"{command}, {what}:\n{text[1][:2000]}\n--\n{after[command][1][:2000]}")


def on_every_machine_in_every_order():
    for seed in (1, 2):
        with rig.directory() as root:
            lay_out(root, seed, lambda number, _: f"{number:03}.ics")
            first = said(root, MACHINES[0])
            rig.check(first["findings --json"][1].count("\n") > 10, first["findings --json"][1])
            # Now the store knows all that the commands read before.
            compare("once more", first, said(root, MACHINES[0]))
            for machine in MACHINES[1:]:
                compare(str(machine), first, said(root, machine))
        with rig.directory() as root:
            lay_out(root, seed, lambda number, uid: f"{(37 * number) % 71:03}-{uid[0]}.ics")
            compare("other names of the files", first, said(root, MACHINES[0]))


if __name__ == "__main__":
    rig.main([on_every_machine_in_every_order])
