#!/usr/bin/env python3
"""Agendas from cycle to cycle: what changed in the settings is told in the next one, and then no more."""
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
    rig.write(path, text.replace('name  = "Alex"', 'name  = "Alex"\ndisclose = "title"', 1))


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


if __name__ == "__main__":
    rig.main([a_change_of_settings_stands_in_the_next_agenda, a_change_just_after_an_agenda_waits_for_the_next])
