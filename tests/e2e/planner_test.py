#!/usr/bin/env python3
"""The planner as people meet it: opened from disk in a real browser, read by eyes, keys, screen readers and printers."""
import datetime as dt
import json
import os
import subprocess
import tempfile

import browser
import rig
from planner_page import SCENARIO, SIZE, tool, example, draw, quiet


def it_opens_without_a_word_or_a_request():
    with rig.directory() as root, browser.Browser() as page:
        url = example(root)
        text = open(os.path.join(root, "planner.html"), encoding="utf-8").read()
        rig.check("default-src 'none'" in text and "unsafe" not in text, "the policy is missing")
        rig.check(len(text.encode()) <= SIZE, f"{len(text.encode())} bytes")
        for name, more in (("planner.html", ()), ("alex.html", ("--for", "alex")), ("utc.html", ("--zone", "UTC"))):
            url = draw(root, name, *more)
            for dark in (False, True):
                page.emulate(dark=dark)
                page.open(url)
                quiet(page, url)
        paint = "performance.getEntriesByName('first-contentful-paint').map(p => p.startTime)"
        rig.wait_for(lambda: page.evaluate(paint), what="the first paint")
        print(f"     {len(text.encode())} bytes, first contentful paint after {page.evaluate(paint)[0]:.0f} ms")
        again = draw(root, "again.html")
        with open(again[7:], encoding="utf-8") as handle:
            rig.check(handle.read() == text, "the same household gave another page")


def the_policy_lets_nothing_else_run():
    with rig.directory() as root, browser.Browser() as page:
        page.open(example(root))
        page.evaluate("""(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';
            document.body.append(s); const i = new Image(); i.src = 'http://127.0.0.1:9/x.png'; document.body.append(i);
            document.body.setAttribute('onclick', 'window.ran = 2'); document.body.click(); })()""")
        rig.check(page.evaluate("window.ran") is None, "a foreign script ran")
        rig.check(page.complaints() != [], "the policy refused nothing")


def findings_stand_where_they_belong():
    with rig.directory() as root, browser.Browser() as page:
        url = example(root)
        findings = [json.loads(line) for line in tool(root, "findings", "--json").stdout.splitlines()]
        rig.check(len(findings) >= 4, f"{len(findings)} findings")
        page.emulate()
        page.open(url)
        shown = page.evaluate("""[...document.querySelectorAll('.finding')].map(f => [f.dataset.key, f.id, f.innerText])""")
        rig.check([s[0] for s in shown] == [f["key"] for f in findings], f"{shown}")
        for finding, (_, anchor, text) in zip(findings, shown):
            for part in (finding["title"], finding["explanation"], *[s["text"] for s in finding["suggestions"]]):
                rig.check(part in text, f"{part!r} is not in {text!r}")
            start = dt.datetime.fromisoformat(finding["start"].replace("Z", "+00:00")).date()
            monday = start - dt.timedelta(days=start.weekday())
            week = f"{monday:%a} {monday.day} {monday:%b}"
            places = page.evaluate(f"""(() => {{
                const box = e => {{ const r = e.getBoundingClientRect(); return [r.left, r.right]; }};
                const mark = document.getElementById({json.dumps(anchor.replace('f-', 'm-'))});
                const cell = [...document.querySelectorAll('.cell[data-map=q]')].find(
                    c => c.getAttribute('aria-label').includes({json.dumps('week of ' + week + ':')}));
                return [mark.getAttribute('href'), box(mark), box(cell)]; }})()""")
            rig.check(places[0] == "#" + anchor, str(places))
            middle = sum(places[1]) / 2
            rig.check(places[2][0] <= middle <= places[2][1], f"{finding['key']}: {places} for {week}")
        rota = [json.loads(line) for line in tool(root, "rota", "--json").stdout.splitlines()][:-1]
        until = "2026-12-14T00:00:00Z"  # four weeks from the Monday of the current one
        duties = [d for d in rota if d["start"] < until]
        rows = page.evaluate("document.querySelectorAll('table.rota tbody tr').length")
        rig.check(rows == len(duties), f"{rows} rows for {len(duties)} duties")


def keys_lead_through_it():
    with rig.directory() as root, browser.Browser() as page:
        url = example(root)
        page.emulate()
        page.open(url)
        focus = "document.activeElement"
        stops = []
        for _ in range(12):
            page.press("Tab")
            stops.append(page.evaluate(f"{focus}.className.baseVal ?? {focus}.className"))
            if stops[-1].startswith("cell"):
                break
        rig.check(stops[0] == "skip" and stops[-1].startswith("cell"), str(stops))
        first = page.evaluate(f"{focus}.getAttribute('aria-label')")
        page.press("ArrowRight")
        second = page.evaluate(f"{focus}.getAttribute('aria-label')")
        page.press("ArrowDown")
        below = page.evaluate(f"{focus}.getAttribute('aria-label')")
        rig.check("Alex, week of Mon 16 Nov" in first and "Alex, week of Mon 23 Nov" in second, f"{first} / {second}")
        rig.check("Sam, week of Mon 23 Nov" in below, below)
        rig.check(page.evaluate("document.querySelector('.readout').textContent") == below, "the number is not told")
        rig.check(page.evaluate(f"getComputedStyle({focus}).outlineStyle") != "none", "the focus cannot be seen")
        page.evaluate("document.getElementById('m-1').focus()")
        page.press("Enter")
        rig.check(page.evaluate("location.hash") == "#f-1", page.evaluate("location.hash"))
        page.evaluate("document.getElementById('tab-0').focus()")
        page.press("ArrowRight")
        rig.check(page.evaluate(f"{focus}.id + {focus}.getAttribute('aria-selected')") == "tab-1true", "tabs")
        rig.check(page.evaluate("document.getElementById('week-1').checkVisibility() && "
                                "!document.getElementById('week-0').checkVisibility()"), "the week did not change")
        page.evaluate("document.querySelector('.as-table').focus()")
        page.press(" ")
        rig.check(page.evaluate("document.getElementById('quarter-table').checkVisibility()"), "no table")
        quiet(page, url)


def clicks_are_answered():
    with rig.directory() as root, browser.Browser() as page:
        url = example(root)
        page.emulate()
        page.open(url)
        page.click("#m-1 .shape")
        rig.check(page.evaluate("location.hash") == "#f-1", "the mark leads nowhere")
        rig.check(page.evaluate("document.querySelector(':target').id") == "f-1", "nothing is marked")
        page.click("#f-1 .back a")
        rig.check(page.evaluate("location.hash") == "#m-1", "no way back")
        number = "getComputedStyle(document.querySelector('#year .cell .number')).opacity"
        rig.check(page.evaluate(number) == "0", "the year's numbers come unasked")
        page.click(".numbers")
        rig.check(page.evaluate(number) == "1" and
                  page.evaluate("document.querySelector('.numbers').getAttribute('aria-pressed')") == "true", "no numbers")
        rig.check(not page.evaluate("document.getElementById('quarter-table').checkVisibility()"), "the table is open")
        page.click(".as-table")
        rig.check(page.evaluate("document.getElementById('quarter-table').checkVisibility()"), "the table stays shut")
        page.click("#tab-2")
        rig.check(page.evaluate("document.getElementById('week-2').checkVisibility()"), "the third week does not show")
        quiet(page, url)


def axe_core(directory):
    """The checker's source; empty, and said loudly, where the package cannot be had."""
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support", "axe-core")
    done = subprocess.run([script, directory], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"SKIPPED: axe-core CANNOT BE HAD, accessibility is NOT checked: {done.stderr}")
        return ""
    with open(os.path.join(directory, "axe.min.js"), encoding="utf-8") as handle:
        return handle.read()


def axe_finds_nothing():
    with rig.directory() as root, tempfile.TemporaryDirectory() as elsewhere, browser.Browser() as page:
        axe = axe_core(elsewhere)
        if not axe:
            return
        example(root)
        rig.write(os.path.join(root, "what.toml"), SCENARIO)
        urls = [draw(root, "planner.html"), draw(root, "what.html", "--what-if", "what.toml")]
        for url in urls:
            for dark, width in ((False, 1280), (True, 1280), (False, 360), (True, 360)):
                page.emulate(dark=dark, width=width, mobile=width < 500)
                page.open(url)
                page.evaluate("for (const b of document.querySelectorAll('.as-table')) b.click()")
                page.evaluate("document.querySelector('.numbers').click()")
                page.evaluate(axe + "; undefined")
                found = page.evaluate("axe.run().then(r => [r.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html)]),"
                                      " r.passes.length])")
                rig.check(found[0] == [] and found[1] > 20, f"dark={dark} {width} px: {json.dumps(found)}")


def small_screens_show_all_of_it():
    with rig.directory() as root, browser.Browser() as page:
        url = example(root)
        page.emulate(width=360, height=740, mobile=True)
        page.open(url)
        rig.check(page.evaluate("document.documentElement.scrollWidth") <= 360, "wider than the screen")
        rig.check(page.evaluate("document.getElementById('quarter-table').checkVisibility()"), "no weeks")
        small = page.evaluate("""[...document.querySelectorAll('main p, main td, main li, main h3')].filter(
            e => e.checkVisibility() && parseFloat(getComputedStyle(e).fontSize) < 12.5).length""")
        rig.check(small == 0, f"{small} texts are too small to read")
        quiet(page, url)


def paper_of_both_worlds():
    with rig.directory() as root, browser.Browser() as page:
        url = example(root)
        for name, width, height in (("a4", 8.27, 11.69), ("letter", 8.5, 11)):
            page.emulate()
            page.open(url)
            path = os.path.join(root, name + ".pdf")
            page.paper(path, width, height)
            text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
            for wanted in ("The quarter", "What collides", "The year", "Duties of four weeks", "The week of Mon"):
                rig.check(wanted in text, f"{name}: {wanted} is not on paper")
            info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
            pages = int(info.split("Pages:")[1].split()[0])
            rig.check(pages <= 12, f"{name}: {pages} pages")


if __name__ == "__main__":
    rig.main([it_opens_without_a_word_or_a_request, the_policy_lets_nothing_else_run,
              findings_stand_where_they_belong, keys_lead_through_it, clicks_are_answered, axe_finds_nothing,
              small_screens_show_all_of_it, paper_of_both_worlds])
