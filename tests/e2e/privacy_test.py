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
            for command in COMMANDS:
                for form in ([], ["--json"]):
                    done = home.tool(root, *command, *form, "--for", audience)
                    rig.check(done.returncode in (0, 1) and done.stdout, f"{command}: {done.stderr}")
                    own = {"alex": set(CLASSES) | {PLACE}, "sam": {OTHERS}}.get(audience, set())
                    birds = check_text(f"{command} {form} --for {audience}", done.stdout + done.stderr, allowed | own)
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
    # What may be read is read somewhere: the canaries do sing.
    rig.check(heard == allowed, f"{disclose}, {private}: heard {heard} of {allowed}")


def busy_is_all_there_is():
    everything_said("busy", "hide")


def private_ones_as_others_are_busy_too():
    everything_said("busy", "as-others")


def a_kind_is_no_title():
    everything_said("kind", "as-others")


def titles_but_no_private_ones():
    everything_said("title", "hide")


def titles_of_private_ones_too():
    everything_said("title", "as-others")


def titles_and_places_but_no_private_ones():
    everything_said("full", "hide")


if __name__ == "__main__":
    rig.main([busy_is_all_there_is, private_ones_as_others_are_busy_too, a_kind_is_no_title, titles_but_no_private_ones,
              titles_of_private_ones_too, titles_and_places_but_no_private_ones])
