#!/usr/bin/env python3
"""check, what-if and report: what a change would cause, and how things went, in the words of the contract."""
import json
import os

import local_household as home
import rig

PILOT = '[[pilot]]\ntitle = "Four-day week"\npartner = "alex"\nfrom = 2026-10-05\nto = 2026-12-11\n'
METRICS = ["meeting_hours", "focus_hours", "after_hours", "uncovered_windows", "crunch_hours", "deadlines_met",
           "deadlines_missed", "learning_kept", "check_ins_held", "promises_made", "promises_kept",
           "shared_free_hours", "duty_share"]


def lay_out(root):
    """Thursday 3 December: Sam is busy when school is out, and Alex is invited to something then."""
    home.lay_out(root, more=PILOT)
    rig.write(os.path.join(root, "sam", "s2.ics"),
              rig.event("s2@work", "Client call", "20261203T150000", "20261203T160000"))
    rig.write(os.path.join(root, "invite.ics"),
              rig.event("new@work", "Merger talks", "20261203T150000", "20261203T163000",
                        "STATUS:TENTATIVE\r\nORGANIZER:mailto:boss@work.example\r\n"
                        "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:alex@example.org\r\n"))


def an_invitation_is_judged():
    with rig.directory() as root:
        lay_out(root)
        done = home.tool(root, "check", "invite.ics", "--partner", "alex", "--json")
        rig.check(done.returncode == 1, done.stderr)
        answer = json.loads(done.stdout)
        rig.check(list(answer) == ["new", "gone", "worse", "before", "after"], done.stdout)
        rig.check([(f["key"], f["if_accepted"]) for f in answer["new"]] ==
                  [("uncovered/pick-up/2026-12-03", False)], done.stdout)
        rig.check(answer["gone"] == answer["worse"] == [], done.stdout)
        rig.check(list(answer["before"]) == list(answer["after"]) == METRICS, done.stdout)
        # Alex has one meeting of 1.5 h before, and the invitation's 1.5 h more after.
        rig.check(answer["before"]["meeting_hours"] == {"alex": 1.5, "sam": 2.0}, done.stdout)
        rig.check(answer["after"]["meeting_hours"] == {"alex": 3.0, "sam": 2.0}, done.stdout)
        rig.check((answer["before"]["uncovered_windows"], answer["after"]["uncovered_windows"]) == (1, 2), done.stdout)
        rig.check("Merger" not in done.stdout + done.stderr, "a title is disclosed")
        text = home.tool(root, "check", "invite.ics", "--partner", "alex")
        rig.check(text.returncode == 1 and "Nobody for School pick-up" in text.stdout, text.stdout)


def what_harms_nobody_ends_with_0():
    with rig.directory() as root:
        lay_out(root)
        rig.write(os.path.join(root, "lunch.ics"), rig.event("l@x", "Lunch", "20261204T120000", "20261204T130000"))
        done = home.tool(root, "check", "lunch.ics", "--partner", "alex")
        rig.check(done.returncode == 0 and "Nothing new collides" in done.stdout, done.stdout + done.stderr)


def check_and_a_file_put_there_say_the_same():
    """What accepting would cause is what is found when it stands in the calendar."""
    with rig.directory() as root:
        lay_out(root)
        new = json.loads(home.tool(root, "check", "invite.ics", "--partner", "alex", "--json").stdout)["new"]
        before = {json.loads(line)["key"] for line in home.tool(root, "findings", "--json").stdout.splitlines()}
        rig.write(os.path.join(root, "alex", "new.ics"),
                  rig.event("new@work", "Merger talks", "20261203T150000", "20261203T163000"))
        after = [json.loads(line) for line in home.tool(root, "findings", "--json").stdout.splitlines()]
        rig.check(new == [f for f in after if f["key"] not in before], f"{new}\n{after}")


def a_meeting_that_is_called_off_is_gone():
    """RFC 5546 3.2.5: METHOD says so, be there a STATUS or not."""
    with rig.directory() as root:
        lay_out(root)
        off = rig.event("s2@work", "Client call", "20261203T150000", "20261203T160000")
        rig.write(os.path.join(root, "off.ics"), off.replace("VERSION:2.0\r\n", "VERSION:2.0\r\nMETHOD:CANCEL\r\n"))
        answer = json.loads(home.tool(root, "check", "off.ics", "--partner", "sam", "--json").stdout)
        hours = answer["before"]["meeting_hours"]["sam"], answer["after"]["meeting_hours"]["sam"]
        rig.check(hours[1] == hours[0] - 1, f"{hours}")


def what_cannot_be_checked():
    with rig.directory() as root:
        lay_out(root)
        for arguments, status in ((["nowhere.ics", "--partner", "alex"], 4), (["evenkeel.toml", "--partner", "alex"], 4),
                                  (["invite.ics", "--partner", "gran"], 2), (["invite.ics"], 2)):
            done = home.tool(root, "check", *arguments)
            rig.check(done.returncode == status and done.stderr and not done.stdout, f"{arguments}: {done.stderr}")


def every_form_of_a_scenario():
    with rig.directory() as root:
        lay_out(root)
        rig.write(os.path.join(root, "s.toml"), """
title = "A new start"
[[add]]
partner = "alex"
summary = "Fair"
start = 2026-12-07
end = 2026-12-10
kind = "travel"
[[add]]
partner = "sam"
ics = "invite.ics"
presence = "away"
[[remove]]
uid = "a1@work"
[[move]]
uid = "s2@work"
by = "-1d"
[[set]]
partner = "sam"
working_hours = { mon-wed = "09:00-17:00" }
[[career]]
from = 2026-11-23
model = "lead"
lead = "alex"
""")
        done = home.tool(root, "what-if", "s.toml", "--json")
        answer = json.loads(done.stdout)
        # 2 December: Alex's meeting is gone. 3 December: Sam is invited and Alex is free.
        rig.check([f["key"] for f in answer["gone"]] == ["uncovered/pick-up/2026-12-02"], done.stdout)
        rig.check(done.returncode == 0 and answer["new"] == [], done.stdout)
        # Sam's call has moved beside the project board: both are one hour together. The invitation of 1.5 h is
        # taken as confirmed, as `check` does.
        rig.check(answer["after"]["meeting_hours"] == {"alex": 0.0, "sam": 2.5}, done.stdout)
        # Alex leads with 0.35 of the points from the first week on.
        rig.check(answer["before"]["duty_share"]["alex"] > 0.45 > answer["after"]["duty_share"]["alex"], done.stdout)
        text = home.tool(root, "what-if", "s.toml")
        rig.check(text.stdout.startswith("A new start\n") and "Gone:" in text.stdout, text.stdout)


def a_wrong_scenario_is_named_to_the_column():
    with rig.directory() as root:
        lay_out(root)
        rig.write(os.path.join(root, "s.toml"), '[[add]]\npartner = "alx"\nstart = 2026-12-01\n[[remove]]\nuuid = "a"\n')
        done = home.tool(root, "what-if", "s.toml")
        rig.check(done.returncode == 2 and not done.stdout, done.stdout)
        rig.check("s.toml:2:11: " in done.stderr and 's.toml:5:1: remove.uuid: unknown key; did you mean "uid"?'
                  in done.stderr, done.stderr)
        rig.write(os.path.join(root, "s.toml"), '[[remove]]\nuid = "nobody@x"\n')
        done = home.tool(root, "what-if", "s.toml")
        rig.check(done.returncode == 2 and "s.toml:2:7: " in done.stderr, done.stderr)


def a_pilot_is_reported():
    with rig.directory() as root:
        lay_out(root)
        rig.write(os.path.join(root, "alex", "old.ics"),
                  rig.event("old@work", "Standup canary", "20261014T100000", "20261014T120000"))
        done = home.tool(root, "report", "--pilot", "Four-day week", "--json")
        report = json.loads(done.stdout)
        rig.check(done.returncode == 0 and list(report["metrics"]) == METRICS, done.stdout)
        # From 00:00 of 5 October (summer time) to the end of 11 December; before it as many days.
        rig.check((report["from"], report["to"]) == ("2026-10-04T23:00:00Z", "2026-12-12T00:00:00Z"), done.stdout)
        rig.check(report["compare"]["from"] == "2026-07-28T23:00:00Z", done.stdout)
        rig.check(report["metrics"]["meeting_hours"]["alex"] == 3.5, done.stdout)  # 1.5 h and 2 h
        # Nothing of the other partner, and it says on how many weeks it rests.
        rig.check('"sam"' not in done.stdout and any("6 whole weeks" in one for one in report["caveats"]), done.stdout)
        text = home.tool(root, "report", "--pilot", "Four-day week").stdout
        rig.check("Meeting hours, Alex" in text and "6 whole weeks" in text, text)
        for word in ("Sam", "Shared free", "Check-ins", "Share of duties"):
            rig.check(word not in text, f"{word} stands in the report of a pilot")
        done = home.tool(root, "report", "--pilot", "Four-day week", "-o", "page.html")
        rig.check(done.returncode == 0, done.stderr)
        with open(os.path.join(root, "page.html"), encoding="utf-8") as handle:
            page = handle.read()
        rig.check("Four-day week" in page and "6 whole weeks" in page, page)
        for word in ("Sam", "sam", "canary", "Budget", "Project", "pick-up", "http:", "<script"):
            rig.check(word not in page, f"{word} stands in the employer's page")


def a_range_is_reported_beside_another():
    with rig.directory() as root:
        lay_out(root)
        done = home.tool(root, "report", "--from", "2026-12-02", "--to", "2026-12-03", "--compare-from", "2026-12-03",
                         "--compare-to", "2026-12-04", "--json")
        report = json.loads(done.stdout)
        rig.check(report["metrics"]["uncovered_windows"] == 1 and
                  report["compare"]["metrics"]["uncovered_windows"] == 0, done.stdout)
        # Wednesday, 16 h awake: 9 to 17 both work, and what is busy lies in it.
        rig.check(report["metrics"]["shared_free_hours"] == 8.0, done.stdout)
        for wrong in (["--pilot", "Nope"], ["-o", "x.html"], ["--compare-from", "2026-12-03"],
                      ["--from", "2026-12-03", "--to", "2026-12-03"], ["--pilot", "Four-day week", "--from", "2026-12-03"]):
            done = home.tool(root, "report", *wrong)
            rig.check(done.returncode == 2 and done.stderr and not done.stdout, f"{wrong}: {done.stderr}")


if __name__ == "__main__":
    rig.main([an_invitation_is_judged, what_harms_nobody_ends_with_0, check_and_a_file_put_there_say_the_same,
              a_meeting_that_is_called_off_is_gone, what_cannot_be_checked, every_form_of_a_scenario, a_wrong_scenario_is_named_to_the_column,
              a_pilot_is_reported, a_range_is_reported_beside_another])
