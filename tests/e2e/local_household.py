"""A household of local calendars, for what needs no server."""
import os

import household_toml as toml
import rig


def config(alex, sam, shared, more):
    return (toml.household() + toml.partner("alex", alex) + toml.partner("sam", sam)
            + toml.shared(toml.vdir("shared"), shared) + toml.pick_up() + toml.alignment() + more)


VDIR = '  kind = "vdir"\n  url = "{}"\n'


def lay_out(root, alex=None, sam=None, shared="", more=""):
    """Writes evenkeel.toml and two vdirs with one clash: Wednesday 2 December 2026, 15:00, both busy."""
    rig.write(os.path.join(root, "evenkeel.toml"),
              config(alex or VDIR.format("alex"), sam or VDIR.format("sam"), shared, more))
    rig.write(os.path.join(root, "alex", "a1.ics"),
              rig.event("a1@work", "Budget review", "20261202T150000", "20261202T163000"))
    rig.write(os.path.join(root, "sam", "s1.ics"),
              rig.event("s1@work", "Project board", "20261202T150000", "20261202T160000"))
    os.makedirs(os.path.join(root, "shared"), exist_ok=True)


def published(root):
    """Every event on the shared vdir: {file: VEVENT}, parsed by python3-icalendar."""
    import icalendar
    found = {}
    for name in sorted(os.listdir(os.path.join(root, "shared"))):
        with open(os.path.join(root, "shared", name), "rb") as handle:
            for event in icalendar.Calendar.from_ical(handle.read()).walk("VEVENT"):
                found[name] = event
    return found


def once(root, *arguments, now=rig.NOW, **kw):
    return rig.run(root, rig.EVENKEELD, "--config", "evenkeel.toml", "--now", now, "--once", *arguments, **kw)


def tool(root, *arguments, now=rig.NOW, **kw):
    return rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", "--now", now, *arguments, **kw)
