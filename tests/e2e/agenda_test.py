#!/usr/bin/env python3
"""Agendas from cycle to cycle: what changed in the settings is told in the next one, and then no more."""
import json
import os

import local_household as home
import rig

HEADING = "What changed in the settings"
CHANGED = "· The calendar alex/work: shows busy or free alone → shows titles"
BEFORE, AFTER = "2026-11-21T09:00:00Z", "2026-11-22T20:00:00Z"  # Sunday 22 November, 19:00: the check-in


def agenda(root, now):
    done = home.tool(root, "agenda", now=now)
    rig.check(done.returncode == 0, done.stderr)
    return done.stdout


def widen(root):
    path = os.path.join(root, "evenkeel.toml")
    with open(path, encoding="utf-8") as handle:
        text = handle.read()
    rig.write(path, text.replace('name = "Alex"', 'name = "Alex"\ndisclose = "title"', 1))


def a_change_of_settings_stands_in_the_next_agenda():
    with rig.directory() as root:
        home.lay_out(root)
        rig.check(home.once(root, now=BEFORE).returncode == 0, "the cycle")
        rig.check(HEADING not in agenda(root, BEFORE), "nothing has changed")
        widen(root)
        text = agenda(root, BEFORE)
        rig.check(HEADING in text and CHANGED in text, text)
        rig.check(home.once(root, now="2026-11-21T10:00:00Z").returncode == 0, "the cycle")
        published = " ".join(str(e.get("DESCRIPTION", "")) for e in home.published(root).values())
        rig.check(CHANGED in published, published)
        rig.check(CHANGED in agenda(root, "2026-11-22T18:59:00Z"), "until it was held it stands there")
        rig.check(home.once(root, now=AFTER).returncode == 0, "the cycle")
        rig.check(HEADING not in agenda(root, AFTER), "it was told")


def a_change_just_after_an_agenda_waits_for_the_next():
    with rig.directory() as root:
        home.lay_out(root)
        rig.check(home.once(root, now=BEFORE).returncode == 0, "the cycle")
        widen(root)
        rig.check(home.once(root, now=AFTER).returncode == 0, "the cycle")
        rig.check(CHANGED in agenda(root, AFTER), "nobody has been told")


FEED = '[opportunities]\ncalendar = [{ kind = "ics", url = "events.ics" }]\n'


def opportunities_stand_in_the_agenda_and_nowhere_else():
    with rig.directory() as root:
        home.lay_out(root)
        alone = home.tool(root, "findings", "--json").stdout
        with open(os.path.join(root, "evenkeel.toml"), "a", encoding="utf-8") as handle:
            handle.write(FEED)
        events = [rig.event(f"o{n}@feed", *event, "CATEGORIES:TRAVEL\r\n") for n, event in enumerate((
            ("Kiln course", "20261205T100000", "20261205T120000"),
            ("Open studio", "20261125T150000", "20261125T163000"),
            ("Talk", "20261202T150000", "20261202T160000"),
            ("Long past", "20261101T150000", "20261101T160000"),
            ("Next year", "20270601T150000", "20270601T160000")))]
        body = "".join(e[e.index("BEGIN:VEVENT"):e.index("END:VEVENT")] + "END:VEVENT\r\n" for e in events)
        rig.write(os.path.join(root, "events.ics"),
                  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//feed//EN\r\n" + body + "END:VCALENDAR\r\n")
        text = agenda(root, BEFORE)
        titles = ("Kiln", "Open", "Talk", "Long", "Next")
        lines = [line for line in text.splitlines() if any(title in line for title in titles)]
        rig.check(lines == [
            "· Wed 25 Nov 15:00–16:30: Open studio: Alex could go, Sam would cover School pick-up Wed 25 Nov "
            "15:15–16:00; Sam could go, Alex would cover School pick-up Wed 25 Nov 15:15–16:00",
            "· Wed 2 Dec 15:00–16:00: Talk: nobody could go without a new clash",
            "· Sat 5 Dec 10:00–12:00: Kiln course: Alex could go; Sam could go"], text)
        rig.check(home.tool(root, "findings", "--json").stdout == alone, "the feed takes part in findings")
        rig.check(home.once(root).returncode == 0, "the cycle")
        status = json.loads(home.tool(root, "status", "--json").stdout)
        feed = [s for s in status["sources"] if s["name"] == "opportunities/calendar"]
        rig.check(len(feed) == 1 and feed[0]["partner"] is None and feed[0]["objects"] == 5, str(status["sources"]))


if __name__ == "__main__":
    rig.main([a_change_of_settings_stands_in_the_next_agenda, a_change_just_after_an_agenda_waits_for_the_next,
              opportunities_stand_in_the_agenda_and_nowhere_else])
