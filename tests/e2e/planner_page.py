"""The example household's planner, drawn by the tool."""
import os

import rig

NOW = "2026-11-22T08:30:00Z"  # a Sunday
SIZE = 500_000

SCENARIO = """
title = "The board moves to Thursday"
[[move]]
uid = "sam-board@example.org"
by = "3d"
[[remove]]
uid = "sam-conference@example.org"
"""


def tool(root, *arguments):
    return rig.run(root, rig.EVENKEEL, "--config", "example/evenkeel.toml", "--now", NOW, *arguments)


def example(root):
    """Lays out the example household and draws its page."""
    done = rig.run(root, rig.EVENKEEL, "demo", "--now", NOW, "example")
    rig.check(done.returncode == 0, done.stderr)
    return draw(root, "planner.html")


def draw(root, name, *more):
    done = tool(root, "planner", "-o", name, *more)
    rig.check(done.returncode == 0 and not done.stderr, f"{done.returncode} {done.stderr}")
    return "file://" + os.path.join(root, name)


def quiet(page, url):
    """A page that complains of nothing and asks nobody for anything."""
    rig.check(page.complaints() == [], f"{url}: {page.complaints()}")
    foreign = [r for r in page.requests() if r != url and not r.startswith("data:")]
    rig.check(foreign == [], f"{url} asked for {foreign}")
