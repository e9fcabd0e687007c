#!/usr/bin/env python3
"""Two evenkeels of one household (two state directories, the same key) on one shared calendar agree and fall silent."""
import os
import shutil

import local_household as home
import rig


def second_state(root):
    """A second machine: the same files but for the state, of which it was given the key alone."""
    with open(os.path.join(root, "evenkeel.toml"), encoding="utf-8") as handle:
        first = handle.read()
    second = first.replace('state = "state"', 'state = "state-2"')
    rig.check(second != first, "both have the same state")
    rig.write(os.path.join(root, "second.toml"), second)
    os.makedirs(os.path.join(root, "state-2"), mode=0o700)
    shutil.copy2(os.path.join(root, "state", "instance.key"), os.path.join(root, "state-2", "instance.key"))


def cycle(root, which, minute):
    done = rig.run(root, rig.EVENKEELD, "--config", ("evenkeel.toml", "second.toml")[which],
                   "--now", f"2026-11-21T{9 + minute // 60:02d}:{minute % 60:02d}:00Z", "--once")
    rig.check(done.returncode == 0, f"exit {done.returncode}: {done.stderr}")


def stamps(root):
    """Every file of the shared calendar with all that a write would change."""
    found = {}
    for entry in os.scandir(os.path.join(root, "shared")):
        status = entry.stat()
        found[entry.name] = (status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
    return found


def agree(root, minute):
    """Two cycles each; then none of ten more writes."""
    for _ in range(2):
        for which in (0, 1):
            cycle(root, which, minute)
            minute += 5
    before = stamps(root)
    for _ in range(5):
        for which in (0, 1):
            cycle(root, which, minute)
            minute += 5
    after = stamps(root)
    rig.check(after == before, f"written by a quiet cycle: {[n for n in after if after[n] != before.get(n)]}, "
                               f"gone: {sorted(set(before) - set(after))}")
    uids = [str(event["UID"]) for event in home.published(root).values()]
    rig.check(len(uids) == len(set(uids)), "an event stands there twice")
    return minute


def two_instances_agree_and_fall_silent():
    with rig.directory() as root:
        home.lay_out(root)
        cycle(root, 0, 0)
        first = len(home.published(root))
        second_state(root)
        minute = agree(root, 5)
        rig.check(len(home.published(root)) == first, "the second instance added or removed something")
        # Something changes: the clash is gone, another one comes.
        os.unlink(os.path.join(root, "alex", "a1.ics"))
        rig.write(os.path.join(root, "alex", "a2.ics"),
                  rig.event("a2@work", "Audit", "20261204T150000", "20261204T163000"))
        rig.write(os.path.join(root, "sam", "s2.ics"),
                  rig.event("s2@work", "Dentist", "20261204T150000", "20261204T160000"))
        minute = agree(root, minute)
        alerts = sorted(event["DTSTART"].dt for event in home.published(root).values()
                        if event.get("TRANSP") == "TRANSPARENT")
        rig.check(alerts == [rig.london(2026, 12, 4, 15, 15)], f"findings at {alerts}")


def what_a_person_did_is_taken_by_both():
    with rig.directory() as root:
        home.lay_out(root)
        cycle(root, 0, 0)
        second_state(root)
        minute = agree(root, 5)
        duties = sorted(n for n, e in home.published(root).items() if "School pick-up" in e["SUMMARY"]
                        and e.get("TRANSP") != "TRANSPARENT")
        check_ins = sorted(n for n, e in home.published(root).items() if e["SUMMARY"] == "Weekly alignment")
        path = os.path.join(root, "shared", check_ins[1])
        with open(path, encoding="utf-8", newline="") as handle:
            text = handle.read()
        rig.write(path, text.replace("T190000", "T200000").replace("T193000", "T203000").replace(
            "END:VEVENT", "COLOR:tomato\r\nEND:VEVENT"))
        os.unlink(os.path.join(root, "shared", duties[0]))
        agree(root, minute)
        after = home.published(root)
        rig.check(duties[0] not in after, "a deleted duty came back")
        rig.check(after[check_ins[1]]["DTSTART"].dt.hour == 20, "a moved check-in was put back")
        rig.check(after[check_ins[1]].get("COLOR") == "tomato", "a colour is lost")


if __name__ == "__main__":
    rig.main([two_instances_agree_and_fall_silent, what_a_person_did_is_taken_by_both])
