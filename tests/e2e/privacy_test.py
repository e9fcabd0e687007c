#!/usr/bin/env python3
"""Canaries in titles, places and descriptions: over every command, audience and form they come out only where the
owner disclosed them (DESIGN section 5, Private and Disclosed text)."""
import os

import local_household as home
import rig

AUDIENCES = ("household", "alex", "sam")
# Canary -> CLASS line of the event that carries it.
CLASSES = {"Publicbird": "", "Privatebird": "CLASS:PRIVATE\r\n", "Confidentialbird": "CLASS:CONFIDENTIAL\r\n",
           "Unknownbird": "CLASS:X-WHATEVER\r\n"}
PLACE = "Placebird"
NEVER = ("Descriptionbird", "Strangerbird", "Commentbird")  # never stored
OTHERS = "Samsbird"  # Sam discloses nothing
OWN = {"alex": set(CLASSES) | {PLACE}, "sam": {OTHERS}}

MORE = """
[[partner.deadline]]
title = "Our own words"
due = 2026-12-11
effort = "60h"

[[routine]]
id = "quarter"
title = "Quarterly"
with = ["alex", "sam"]
every = "month"
windows = { sat-sun = "10:00-20:00" }
agenda = ["wins", "risks", "support", "promises", "ahead", "dreams", "moves", "lead", "load", "alignment"]

[[rule]]
match = { summary = "(?i)trip" }
set = { kind = "travel" }

[[pilot]]
title = "Four-day week"
partner = "alex"
from = 2026-11-02
to = 2026-12-20
"""


def todo(uid, summary, due, more=""):
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VTODO\r\n"
            f"UID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:{summary}\r\nDUE:{due}\r\n{more}"
            "END:VTODO\r\nEND:VCALENDAR\r\n")


def lay_out(root, disclose, private):
    home.lay_out(root, alex=home.VDIR.format("alex") + f'  disclose = "{disclose}"\n  private = "{private}"\n', more=MORE)
    secret = (f"LOCATION:{PLACE}\r\nDESCRIPTION:{NEVER[0]}\r\nATTENDEE;CN={NEVER[1]}:mailto:{NEVER[1]}@x.example\r\n"
              f"COMMENT:{NEVER[2]}\r\n")
    # Each day school is out both are busy: so every canary is evidence of a finding.
    for day, (bird, line) in zip((30, 31, 32, 33), CLASSES.items()):
        date = f"202612{day - 30 + 1:02}"
        rig.write(os.path.join(root, "alex", f"{bird}.ics"),
                  rig.event(f"e{day}@work", bird, f"{date}T150000", f"{date}T163000", secret + line))
        rig.write(os.path.join(root, "sam", f"{day}.ics"),
                  rig.event(f"s{day}@work", OTHERS, f"{date}T150000", f"{date}T160000"))
        rig.write(os.path.join(root, "alex", f"trip-{bird}.ics"),
                  rig.event(f"t{day}@work", f"Trip {bird}", f"202612{day - 16}", f"202612{day - 15}", secret + line))
        rig.write(os.path.join(root, "alex", f"todo-{bird}.ics"),
                  todo(f"d{day}@work", bird, f"202612{day - 20}T120000", f"ESTIMATED-DURATION:PT30H\r\n{line}"))
        rig.write(os.path.join(root, "alex", f"done-{bird}.ics"),
                  todo(f"f{day}@work", bird, f"202611{day - 14}T120000", f"COMPLETED:20261115T100000Z\r\n{line}"))
    rig.write(os.path.join(root, "invite.ics"),
              rig.event("new@work", "Publicbird", "20261207T150000", "20261207T163000", secret))
    rig.write(os.path.join(root, "sam", "mon.ics"),
              rig.event("sm@work", OTHERS, "20261207T150000", "20261207T160000"))
    rig.write(os.path.join(root, "what.toml"), '[[move]]\nuid = "e30@work"\nby = "7d"\n')


COMMANDS = (["findings"], ["rota"], ["agenda"], ["agenda", "quarter"], ["status"], ["report"],
            ["check", "invite.ics", "--partner", "alex"], ["what-if", "what.toml"], ["planner", "-o", "-"],
            ["planner", "-o", "-", "--what-if", "what.toml"])
# What these say has no title in it, whoever asks.
TITLELESS = (["report", "--pilot", "Four-day week"], ["report"], ["status"], ["doctor"], ["config", "check"])
FILES = (("page.html", ["planner"]), ("picture.svg", ["planner"]), ("feed.ics", ["planner"]),
         ("changed.html", ["planner", "--what-if", "what.toml"]))


def may_see(disclose, private):
    """The canaries of Alex's calendar that others may read."""
    if disclose not in ("title", "full"):
        return set()
    seen = set(CLASSES) if private == "as-others" else {"Publicbird"}
    return seen | ({PLACE} if disclose == "full" else set())


def check_text(where, text, allowed):
    birds = {bird for bird in (*CLASSES, PLACE, *NEVER, OTHERS) if bird in text}
    rig.check(birds <= allowed, f"{where}: {birds - allowed}")
    return birds


def check_titleless(root, audience):
    for command in TITLELESS:
        for form in ([], ["--json"]):
            done = home.tool(root, *command, *form, "--for", audience)
            rig.check(done.returncode in (0, 3) and done.stdout, f"{command}: {done.stderr}")
            check_text(f"{command} {form} --for {audience}", done.stdout + done.stderr, set())
    if audience != "household":
        for more in ([], ["--pilot", "Four-day week"]):
            path = os.path.join(root, "employer.html")
            done = home.tool(root, "report", *more, "-o", path, "--for", audience)
            if more and audience == "sam":
                continue  # the arrangement is Alex's
            rig.check(done.returncode == 0, done.stderr)
            with open(path, encoding="utf-8") as handle:
                check_text(f"the employer's page {more} --for {audience}", handle.read(), set())


def check_files(root, audience, allowed):
    for name, command in FILES:
        path = os.path.join(root, name)
        done = home.tool(root, *command, "-o", path, "--for", audience)
        rig.check(done.returncode in (0, 1), f"{name}: {done.stderr}")
        with open(path, encoding="utf-8", newline="") as handle:
            check_text(f"{name} --for {audience}", handle.read().replace("\r\n ", ""), allowed)


def nothing_of_who_paused(root):
    """Support and pause say no title; of who paused nothing is told to the other, nor to both."""
    for command in (["support", "--partner", "alex", "--from", "2026-12-01", "--to", "2026-12-03"],
                    ["pause", "--partner", "alex"]):
        done = home.tool(root, *command)
        rig.check(done.returncode == 0, done.stderr)
        check_text(f"{command}", done.stdout + done.stderr, set())
    done = home.once(root, "--log", "debug")
    rig.check(done.returncode == 0, done.stderr)
    check_text("the log of a pause", done.stdout + done.stderr, set())
    for audience in ("household", "sam"):
        for command in (["findings"], ["rota"], ["agenda"], ["planner", "-o", "-"]):
            done = home.tool(root, *command, "--for", audience)
            check_text(f"{command} --for {audience} in a pause", done.stdout, OWN.get(audience, set()))


def everything_said(disclose, private):
    allowed = may_see(disclose, private)
    heard = set()
    with rig.directory() as root:
        lay_out(root, disclose, private)
        dry = home.tool(root, "sync", "--dry-run")
        check_text("sync --dry-run", dry.stdout + dry.stderr, allowed)
        done = home.once(root, "--log", "debug")
        rig.check(done.returncode == 0, done.stderr)
        check_text("the log", done.stdout + done.stderr, set())
        for audience in AUDIENCES:
            check_titleless(root, audience)
            check_files(root, audience, allowed | OWN.get(audience, set()))
            for command in COMMANDS:
                for form in ([], ["--json"]):
                    done = home.tool(root, *command, *form, "--for", audience)
                    rig.check(done.returncode in (0, 1) and done.stdout, f"{command}: {done.stderr}")
                    birds = check_text(f"{command} {form} --for {audience}", done.stdout + done.stderr,
                                       allowed | OWN.get(audience, set()))
                    if audience == "household":
                        heard |= birds
                    if audience == "alex" and command == ["findings"]:
                        rig.check(set(CLASSES) <= birds, f"Alex does not read Alex's own titles: {birds}")
        shared = b""
        for name in os.listdir(os.path.join(root, "shared")):
            with open(os.path.join(root, "shared", name), "rb") as handle:
                shared += handle.read().replace(b"\r\n ", b"")
        heard |= check_text("the shared calendar", shared.decode(), allowed)
        stored = b""
        for name in os.listdir(os.path.join(root, "state")):
            with open(os.path.join(root, "state", name), "rb") as handle:
                stored += handle.read()
        rig.check(not [bird for bird in NEVER if bird.encode() in stored], "stored what is never to be stored")
        nothing_of_who_paused(root)
    # What may be read is read somewhere: the canaries do sing.
    rig.check(heard == allowed, f"{disclose}, {private}: heard {heard} of {allowed}")


def busy_is_all_there_is():
    everything_said("busy", "hide")


def private_ones_as_others_are_busy_too():
    everything_said("busy", "as-others")


def a_kind_is_no_title():
    everything_said("kind", "as-others")


def a_kind_of_others_alone():
    everything_said("kind", "hide")


def titles_but_no_private_ones():
    everything_said("title", "hide")


def titles_of_private_ones_too():
    everything_said("title", "as-others")


def titles_and_places_but_no_private_ones():
    everything_said("full", "hide")


def titles_and_places_of_private_ones_too():
    everything_said("full", "as-others")


if __name__ == "__main__":
    rig.main([busy_is_all_there_is, private_ones_as_others_are_busy_too, a_kind_of_others_alone,
              a_kind_is_no_title, titles_but_no_private_ones, titles_of_private_ones_too,
              titles_and_places_but_no_private_ones, titles_and_places_of_private_ones_too])
