#!/usr/bin/env python3
"""What else the planner writes: before and after, a picture alone, a feed to subscribe to; and how the command behaves."""
import json
import os
import xml.etree.ElementTree as xml

import browser
import rig
from planner_page import SCENARIO, SIZE, tool, example, draw, quiet


def what_if_shows_before_and_after():
    with rig.directory() as root, browser.Browser() as page:
        example(root)
        rig.write(os.path.join(root, "what.toml"), SCENARIO)
        difference = json.loads(tool(root, "what-if", "what.toml", "--json").stdout)
        url = draw(root, "what.html", "--what-if", "what.toml")
        page.emulate()
        page.open(url)
        quiet(page, url)
        for css, name in (("fresh", "new"), ("gone", "gone"), ("changed", "worse")):
            keys = page.evaluate(f"[...document.querySelectorAll('.finding.{css}')].map(f => f.dataset.key)")
            rig.check(keys == [f["key"] for f in difference[name]], f"{name}: {keys}")
        rig.check(difference["gone"] and page.evaluate("document.querySelectorAll('.mark.gone').length") > 0, "no mark")
        rig.check(page.evaluate("document.querySelectorAll('#quarter .cell.changed').length") > 0, "no load changed")
        cells = page.evaluate("""[...document.querySelectorAll('table.metrics tr.changed')].map(r => r.innerText)""")
        rig.check(any("Focus hours, Sam" in c for c in cells), str(cells))
        wrong = rig.write(os.path.join(root, "wrong.toml"), "[[moove]]\n")
        done = tool(root, "planner", "-o", "wrong.html", "--what-if", wrong)
        rig.check(done.returncode == 2 and "moove" in done.stderr, f"{done.returncode} {done.stderr}")
        rig.check(not os.path.exists(os.path.join(root, "wrong.html")), "written all the same")


def a_picture_alone():
    with rig.directory() as root, browser.Browser() as page:
        example(root)
        url = draw(root, "planner.svg")
        tree = xml.parse(url[7:]).getroot()
        rig.check(tree.tag == "{http://www.w3.org/2000/svg}svg" and tree.get("role") == "img", tree.tag)
        rig.check(not [e for e in tree.iter() if e.tag.endswith(("}a", "}script", "}image"))], "more than a picture")
        rig.check(os.path.getsize(url[7:]) <= SIZE, "too large")
        page.open(url)
        quiet(page, url)
        words = page.evaluate("document.documentElement.textContent")
        rig.check("Grant proposal" in words and "The quarter" in words, "no words in it")


def a_feed_to_subscribe_to():
    import icalendar
    with rig.directory() as root:
        example(root)
        feeds = {}
        for audience in ("household", "alex", "sam"):
            draw(root, "feed.ics", "--for", audience)
            with open(os.path.join(root, "feed.ics"), "rb") as handle:
                text = handle.read()
            rig.check(all(len(line) <= 75 for line in text.split(b"\r\n")), "a line is not folded")
            calendar = icalendar.Calendar.from_ical(text)
            events = calendar.walk("VEVENT")
            rig.check(not calendar.errors and not [e.errors for e in events if e.errors], "errors")
            rig.check(not [name for e in events for name in ("ATTENDEE", "ORGANIZER") if name in e], "people")
            feeds[audience] = {str(e["UID"]): str(e["SUMMARY"]) for e in events}
            rig.check(len(feeds[audience]) == len(events), "a UID stands twice")
        findings = [json.loads(line) for line in tool(root, "findings", "--json").stdout.splitlines()]
        told = list(feeds["household"].values())
        for title in {finding["title"] for finding in findings}:
            sure = [f for f in findings if f["title"] == title and not f["if_accepted"]]
            rig.check(told.count(title) == len(sure), f"{title}: {told.count(title)} of {len(sure)}")
        accepted = [t for t in feeds["sam"].values() if t.startswith("If accepted")]
        rig.check(accepted and not [t for t in feeds["alex"].values() if t.startswith("If accepted")], str(accepted))
        later = rig.run(root, rig.EVENKEEL, "--config", "example/evenkeel.toml", "--now", "2026-11-22T09:30:00Z",
                        "planner", "-o", "later.ics")
        rig.check(later.returncode == 0, later.stderr)
        with open(os.path.join(root, "later.ics"), "rb") as handle:
            uids = {str(e["UID"]) for e in icalendar.Calendar.from_ical(handle.read()).walk("VEVENT")}
        rig.check(uids == set(feeds["household"]), "UIDs change by the hour")


def it_behaves_like_a_tool():
    with rig.directory() as root:
        example(root)
        done = tool(root, "planner", "-o", "-")
        rig.check(done.returncode == 0 and done.stdout.startswith("<!DOCTYPE html>"), done.stderr)
        for arguments, word in ((["-o", "planner.pdf"], ".html"), ([], "-o"), (["-o", "x.html", "--for", "kim"], "--for kim"),
                                (["-o", "x.html", "--from", "soon"], "--from"), (["-o", "x.ics", "--what-if", "y"], "--what-if"),
                                (["-o", "x.html", "--from", "2027-01-01", "--to", "2026-12-01"], "empty")):
            done = tool(root, "planner", *arguments)
            rig.check(done.returncode == 2 and word in done.stderr, f"{arguments}: {done.returncode} {done.stderr}")
        rig.check(not os.path.exists(os.path.join(root, "x.html")), "written all the same")
        done = tool(root, "planner", "-o", "/proc/nowhere/planner.html")
        rig.check(done.returncode == 4 and done.stderr, f"{done.returncode} {done.stderr}")
        done = tool(root, "planner", "-o", "half.html", "--from", "2027-01-01", "--to", "2027-07-01")
        rig.check(done.returncode == 0, done.stderr)
        with open(os.path.join(root, "half.html"), encoding="utf-8") as handle:
            text = handle.read()
        rig.check("Mon 28 Dec" in text and "Half a year from January 2027" in text and "from July 2027" not in text, "range")
        left = [name for name in os.listdir(root) if name.endswith(".new")]
        rig.check(left == [], str(left))


if __name__ == "__main__":
    rig.main([what_if_shows_before_and_after, a_picture_alone, a_feed_to_subscribe_to, it_behaves_like_a_tool])
