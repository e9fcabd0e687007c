#!/usr/bin/env python3
"""A stranger's words in every place where evenkeel writes them: mail header and body, iCalendar, HTML, SVG, JSON, the
terminal and the log. They stay words there: nothing begins a header, a property, an element or a terminal's command."""
import glob
import html.parser
import json
import os
import re
import xml.etree.ElementTree

import icalendar

import household_toml as toml
import invitation_test as mail
import local_household as home
import messages_test as messages
import rig

NOW = messages.NOW
# As iCalendar text: \n is a line break there. Then what is raw: escape, CSI, bidi override, line and paragraph separator.
RAW = "\x1b[31m\x9b2J\u202eevil\u2028\u2066\x07"
TITLE = (r"Plan\nBcc: mallory@evil.example\nX-Evil: 1\n\nBEGIN:VALARM\nEND:VEVENT\n"
         r"</script><script>alert(1)</script><img src=x onerror=alert(2)>]]>--><svg onload=alert(3)>\" ' & %s {} {0} ${x}")
EVIL = ("script", "img")
MARK = "mallory@evil.example"


def event(uid, start, end, place="Room"):
    text = (TITLE + RAW).encode("utf-8", "surrogatepass").decode()
    return rig.event(uid, text, start, end, extra=f"LOCATION:{place}{text}\r\nCATEGORIES:{text}\r\n"
                     'ORGANIZER;CN="Evil\r\n  Bcc: mallory@evil.example":mailto:mallory@evil.example\r\n'
                     f"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:alex@example.org\r\n")


def lay_out(root, more):
    rig.write(os.path.join(root, "evenkeel.toml"),
              toml.household() + toml.partner("alex", home.VDIR.format("alex"), disclose="full")
              + toml.partner("sam", home.VDIR.format("sam"), disclose="full")
              + toml.shared(toml.vdir("shared"), 'invite = "email"\n') + toml.pick_up() + toml.alignment() + more)
    accepted = event("a1@work", "20261202T150000", "20261202T163000").replace("NEEDS-ACTION", "ACCEPTED")
    rig.write(os.path.join(root, "alex", "a1.ics"), accepted)
    rig.write(os.path.join(root, "sam", "s1.ics"), event("s1@work", "20261202T150000", "20261202T160000"))
    rig.write(os.path.join(root, "alex", "a2.ics"), event("a2@work", "20261203T150000", "20261203T163000"))
    rig.write(os.path.join(root, "sam", "broken.ics"),
              rig.event("b\x1b[31m\u202e1@x", "Broken", "20261203T150000", "20261203T160000").replace(
                  "DTSTART;TZID=Europe/London:20261203T150000", "DTSTART;TZID=Europe/London:never\x1b[2J"))
    os.makedirs(os.path.join(root, "shared"), exist_ok=True)


def no_control(where, text, for_programs=False):
    """Nothing that a terminal or a reader of a log would obey; what programs read keeps what is a letter to them."""
    obeyed = "\x00-\x08\x0b-\x1f\x7f-\x9f" + ("" if for_programs else "\u200e\u200f\u2028-\u202e\u2066-\u2069")
    found = re.search(f"[{obeyed}]", text)
    rig.check(not found, f"{where}: {text[max(0, found.start() - 60):found.end() + 20]!r}" if found else "")


class Elements(html.parser.HTMLParser):
    """The elements of a page, and what handlers they have."""

    def __init__(self):
        super().__init__()
        self.tags, self.handlers = [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.handlers += [name for name, _ in attributes if name.startswith("on")]


def mails_hold_words(box):
    rig.check(box.mails, "no mail was sent")
    for recipient, message, _ in box.mails:
        rig.check(recipient in ("alex@example.org", "sam@example.org"), recipient)
        rig.check(message["Bcc"] is None and message["X-Evil"] is None, str(message.items()))
        for name, value in message.items():
            no_control(f"mail header {name}", str(value))
            rig.check("\n" not in str(value), f"{name}: {value}")
        for part in message.walk():
            if part.get_content_type() == "text/plain":
                no_control("mail body", part.get_content().replace("\r", ""), for_programs=True)
            if part.get_content_type() == "text/calendar":
                calendar_holds_words("invitation", part.get_content().encode() if isinstance(part.get_content(), str)
                                     else part.get_content())


def calendar_holds_words(where, data):
    for component in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        rig.check(not component.errors, f"{where}: {component.errors}")
        rig.check("X-EVIL" not in component and "BCC" not in component, f"{where}: {component}")
        addresses = [str(a) for a in (component.get("ATTENDEE") or [])] + [str(component.get("ORGANIZER"))]
        rig.check(not any(MARK in a for a in addresses), f"{where}: {addresses}")
        for alarm in component.walk("VALARM"):
            rig.check("ACTION" in alarm, f"{where}: {alarm}")
        for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
            no_control(f"{where} {name}", str(component.get(name, "")), for_programs=True)


def every_sink_takes_words_for_words():
    server, posts = mail.Server(), messages.Posts()
    try:
        with rig.directory() as root:
            lay_out(root, mail.MAIL.format(port=server.controller.port) + messages.NOTIFY.format(port=posts.port))
            for minute in (0, 10):
                done = home.once(root, "--log", "debug", now=NOW.replace(":00:00Z", f":{minute:02}:00Z"))
                rig.check(done.returncode in (0, 3), done.stderr)
                for line in done.stderr.splitlines():
                    no_control("log", line)
                    rig.check(re.match(r"\d{4}-\d\d-\d\dT", line), f"a line of its own in the log: {line!r}")
            said = 0
            for command in (["findings"], ["findings", "--for", "alex"], ["findings", "--for", "sam"], ["status"],
                            ["agenda"], ["rota"], ["report"], ["sync", "--dry-run"],
                            ["expand", "--from", "2026-12-01", "--to", "2026-12-05", "alex", "sam"],
                            ["check", "alex/a2.ics", "--partner", "sam"]):
                for form in ([], ["--json"]):
                    done = home.tool(root, *command, *form, now=NOW)
                    said += MARK in done.stdout
                    for text in (done.stdout, done.stderr):
                        for line in text.split("\n"):
                            no_control(f"{command} {form}", line, for_programs=bool(form))
                    if form:
                        for line in done.stdout.split("\n"):
                            rig.check(not line or json.loads(line) is not None, line)
            rig.check(said > 4, f"hardly any command said the words: {said}")
            mails_hold_words(server.box)
            for path, body in posts.received:
                no_control(path, json.dumps(body, ensure_ascii=False), for_programs=True)
            written = glob.glob(os.path.join(root, "shared", "*.ics"))
            rig.check(written, "nothing was published")
            for path in written:
                with open(path, "rb") as handle:
                    calendar_holds_words(path, handle.read())
            pictures(root)
    finally:
        posts.close()
        server.close()


def pictures(root):
    for name in ("page.html", "page.svg", "page.ics"):
        done = home.tool(root, "planner", "-o", name, now=NOW)
        rig.check(done.returncode == 0, done.stderr)
    with open(os.path.join(root, "page.html"), encoding="utf-8") as handle:
        page = handle.read()
    elements = Elements()
    elements.feed(page)
    own = Elements()
    own.feed(re.sub(r"(?s)<script.*?</script>", "", page))
    rig.check("img" not in elements.tags and not elements.handlers, f"{set(elements.tags)} {elements.handlers}")
    rig.check("alert(1)</script>" not in page and "<script>alert" not in page, "a script of theirs")
    rig.check(MARK in page, "the page does not hold the words")
    tree = xml.etree.ElementTree.parse(os.path.join(root, "page.svg"))
    rig.check(not [e for e in tree.iter() if e.tag.endswith(("}script", "}img")) or any(a.startswith("on") for a in e.attrib)],
              "an element of theirs in the picture")
    with open(os.path.join(root, "page.ics"), "rb") as handle:
        calendar_holds_words("feed", handle.read())


if __name__ == "__main__":
    rig.main([every_sink_takes_words_for_words])
