#!/usr/bin/env python3
"""What is told outside of the calendar: urgent clashes, invitations that would break something, the digest; once each."""
import glob
import http.server
import json
import os
import pathlib
import threading

import invitation_test as mail
import local_household as home
import rig

NOW = "2026-11-30T09:00:00Z"  # two days before the clash of the household: urgent
NOTIFY = """
[[notify]]
kind = "email"

[[notify]]
kind = "ntfy"
url  = "http://127.0.0.1:{port}/hazel"
to   = ["sam"]

[[notify]]
kind = "webhook"
url  = "http://127.0.0.1:{port}/hooks/secret-path"
to   = ["alex"]
"""

SHARED_PLACES = """
[[notify]]
kind = "ntfy"
url  = "http://127.0.0.1:{port}/hazel"

[[notify]]
kind = "webhook"
url  = "http://127.0.0.1:{port}/hooks/secret-path"
"""


class Posts:
    """Keeps what is posted: (path, JSON). Answers with the status that is set."""

    def __init__(self):
        self.received = []
        self.status = 200
        posts = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if posts.status == 200:
                    posts.received.append((self.path, json.loads(body)))
                self.send_response(posts.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def with_channels(test):
    def wrapped():
        server = mail.Server()
        posts = Posts()
        try:
            with rig.directory() as root:
                more = mail.MAIL.format(port=server.controller.port) + NOTIFY.format(port=posts.port)
                home.lay_out(root, shared='invite = "none"', more=more)
                test(root, server.box, posts)
        finally:
            posts.close()
            server.close()
    wrapped.__name__ = test.__name__
    return wrapped


def texts_of(root):
    """(path, text) of each event on the shared calendar."""
    paths = sorted(glob.glob(os.path.join(root, "shared", "*.ics")))
    return [(path, pathlib.Path(path).read_bytes().decode()) for path in paths]


def text_of(message):
    return message.get_content()


@with_channels
def an_urgent_clash_reaches_everybody_once_over_each_channel(root, box, posts):
    mail.succeeded(home.once(root, now=NOW))
    rig.check(sorted(m[0] for m in box.mails) == ["alex@example.org", "sam@example.org"], str([m[0] for m in box.mails]))
    for _, message, sender in box.mails:
        rig.check(message.get_content_type() == "text/plain", message.get_content_type())
        rig.check(message["Auto-Submitted"] == "auto-generated", "Auto-Submitted is not set")
        rig.check(sender == "home@example.org", sender)
        rig.check("School pick-up" in text_of(message) and "Wed 2 Dec" in text_of(message), text_of(message))
    rig.check(sorted(p[0] for p in posts.received) == ["/", "/hooks/secret-path"], str(posts.received))
    ntfy = next(body for path, body in posts.received if path == "/")
    rig.check(ntfy["topic"] == "hazel" and ntfy["priority"] == 4, str(ntfy))
    hook = next(body for path, body in posts.received if path != "/")
    rig.check(hook["to"] == "alex" and hook["occasion"] == "urgent", str(hook))
    rig.check(hook["keys"] == ["urgent/uncovered/pick-up/2026-12-02"], str(hook["keys"]))
    # What a mail says is worded for its reader: each may read their own title, not the other's.
    for recipient, message, _ in box.mails:
        other = "Project board" if recipient.startswith("alex") else "Budget review"
        rig.check(other not in text_of(message), f"{recipient} reads the other's title")
    before = len(box.mails), len(posts.received)
    for minute in range(10, 60, 10):
        mail.succeeded(home.once(root, now=f"2026-11-30T09:{minute}:00Z"))
    rig.check((len(box.mails), len(posts.received)) == before, "told again")


@with_channels
def a_lost_database_tells_nothing_again_and_keeps_a_swap(root, box, posts):
    mail.succeeded(home.once(root, now=NOW))
    swapped, text = next((path, text) for path, text in texts_of(root) if "SUMMARY:Alex: School pick-up" in text)
    rig.write(swapped, text.replace("SUMMARY:Alex: School", "SUMMARY:Sam: School"))
    mail.succeeded(home.once(root, now="2026-11-30T09:10:00Z"))
    before = len(box.mails), len(posts.received)
    for path in glob.glob(os.path.join(root, "state", "evenkeel.db*")):
        os.unlink(path)
    for minute in (20, 30, 40):
        mail.succeeded(home.once(root, now=f"2026-11-30T09:{minute}:00Z"))
    rig.check((len(box.mails), len(posts.received)) == before, f"told again: {[str(m[1]) for m in box.mails[before[0]:]]}")
    rig.check("SUMMARY:Sam: School pick-up" in dict(texts_of(root))[swapped], "the swap is forgotten")


@with_channels
def a_dry_run_names_recipient_and_subject_and_sends_nothing(root, box, posts):
    dry = home.tool(root, "sync", "--dry-run", now=NOW)
    mails = [line for line in dry.stdout.splitlines() if line.startswith("mail ")]
    rig.check([line.split()[1] for line in mails] == ["alex@example.org", "sam@example.org"], dry.stdout)
    rig.check(all('"Nobody for School pick-up' in line for line in mails), dry.stdout)
    rig.check("secret-path" not in dry.stdout and not box.mails and not posts.received, dry.stdout)


@with_channels
def a_channel_that_fails_is_tried_again_and_its_address_stays_secret(root, box, posts):
    posts.status = 503
    done = home.once(root, now=NOW)
    rig.check(done.returncode == 3, f"exit {done.returncode}: {done.stderr}")
    rig.check("secret-path" not in done.stdout + done.stderr, "the address is in the log")
    rig.check(len(box.mails) == 2, "the mails did not go")
    # While it waits to be tried again it fails still: one line each, and status says so.
    done = home.once(root, now="2026-11-30T09:00:30Z")
    rig.check(done.returncode == 3, f"exit {done.returncode} while posts wait: {done.stderr}")
    rig.check(all(done.stderr.count(f"{name}: ") == 1 for name in ("ntfy", "webhook")), done.stderr)
    sinks = json.loads(home.tool(root, "status", "--json", now=NOW).stdout)["sinks"]
    states = {sink["name"]: (sink["state"], sink["pending"]) for sink in sinks}
    rig.check(states == {"household/shared": ("ok", 0), "mail": ("ok", 0), "ntfy": ("failing", 1),
                         "webhook": ("failing", 1)}, str(states))
    posts.status = 200
    mail.succeeded(home.once(root, now="2026-11-30T10:00:00Z"))
    rig.check(len(posts.received) == 2 and len(box.mails) == 2, f"{posts.received} {len(box.mails)}")
    status = rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", "--now", NOW, "status", "--json")
    rig.check("secret-path" not in status.stdout, "the address is in the status")


@with_channels
def the_invited_partner_alone_hears_what_an_invitation_would_break(root, box, posts):
    answer = ('ORGANIZER:mailto:boss@example.net\r\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:sam@example.org\r\n')
    rig.write(os.path.join(root, "alex", "a2.ics"), rig.event("a2@work", "Town hall", "20261214T150000", "20261214T163000"))
    rig.write(os.path.join(root, "sam", "s2.ics"),
              rig.event("s2@work", "Client call", "20261214T150000", "20261214T160000", extra=answer))
    os.remove(os.path.join(root, "sam", "s1.ics"))
    mail.succeeded(home.once(root))
    rig.check([m[0] for m in box.mails] == ["sam@example.org"], str([m[0] for m in box.mails]))
    text = text_of(box.mails[0][1])
    rig.check('You have not answered "Client call"' in text and "School pick-up" in text, text)
    rig.check("These times would break nothing: Mon 14 Dec 09:00" in text, text)
    rig.check("Town hall" not in text, "the other's title")
    shared = " ".join(str(e["SUMMARY"]) for e in home.published(root).values())
    rig.check("Nobody" not in shared, "it stands on the shared calendar")


@with_channels
def a_place_that_both_read_gets_one_post_and_nothing_that_is_for_one_alone(root, box, posts):
    home.lay_out(root, shared='invite = "none"', more=SHARED_PLACES.format(port=posts.port))
    answer = ('ORGANIZER:mailto:boss@example.net\r\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:alex@example.org\r\n')
    rig.write(os.path.join(root, "alex", "a2.ics"),
              rig.event("a2@work", "Therapy SECRET", "20261214T150000", "20261214T160000", extra=answer))
    rig.write(os.path.join(root, "sam", "s2.ics"), rig.event("s2@work", "Town hall", "20261214T150000", "20261214T163000"))
    for now in (NOW, "2026-12-06T18:05:00Z"):
        mail.succeeded(home.once(root, now=now))
        rig.check(sorted(p[0] for p in posts.received) == ["/", "/hooks/secret-path"], str(posts.received))
        for path, body in posts.received:
            text = json.dumps(body)
            rig.check("SECRET" not in text and "not answered" not in text and "Town hall" not in text, text)
            rig.check(path == "/" or body["to"] == "both", text)
        posts.received.clear()


@with_channels
def the_digest_comes_on_sunday_evening_and_quiet_hours_hold(root, box, posts):
    mail.succeeded(home.once(root, now="2026-11-21T09:00:00Z"))
    rig.check(not box.mails, "told something on a day with nothing to tell")
    mail.succeeded(home.once(root, now="2026-11-22T17:50:00Z"))
    rig.check(not box.mails, "the digest came early")
    mail.succeeded(home.once(root, now="2026-11-22T18:05:00Z"))
    rig.check(sorted(m[0] for m in box.mails) == ["alex@example.org", "sam@example.org"], str(box.mails))
    text = text_of(box.mails[0][1])
    rig.check("Who covers what" in text and "Mon 23 Nov 15:15" in text, text)
    rig.check("Nobody is free for School pick-up on Wed 2 Dec" in text, text)
    mail.succeeded(home.once(root, now="2026-11-22T18:15:00Z"))
    rig.check(len(box.mails) == 2, "the digest came twice")
    # 2 December becomes urgent on 29 November at 15:15; at night it waits for the morning.
    mail.succeeded(home.once(root, now="2026-11-29T23:00:00Z"))
    rig.check(all("digest" in p[1].get("occasion", "digest") for p in posts.received), str(posts.received))
    before = len(box.mails)
    mail.succeeded(home.once(root, now="2026-11-30T06:30:00Z"))
    rig.check(len(box.mails) == before, "told in quiet hours")
    mail.succeeded(home.once(root, now="2026-11-30T07:05:00Z"))
    rig.check(len(box.mails) == before + 2, "not told in the morning, or more than once")


@with_channels
def both_hear_of_what_the_settings_now_let_others_see(root, box, posts):
    mail.succeeded(home.once(root, now="2026-11-24T12:00:00Z"))
    rig.check(not box.mails, str(box.mails))
    path = os.path.join(root, "evenkeel.toml")
    with open(path, encoding="utf-8") as handle:
        before = handle.read()
    rig.write(path, before.replace('name = "Sam"', 'name = "Sam"\ndisclose = "title"'))
    mail.succeeded(home.once(root, now="2026-11-24T22:00:00Z"))
    rig.check(not box.mails, "told in quiet hours")
    for minute in range(10, 40, 10):
        mail.succeeded(home.once(root, now=f"2026-11-25T12:{minute}:00Z"))
    rig.check(sorted(m[0] for m in box.mails) == ["alex@example.org", "sam@example.org"], str(box.mails))
    for _, message, _ in box.mails:
        rig.check(message["Subject"] == "The settings were changed", message["Subject"])
        rig.check("The calendar sam/work: shows busy or free alone → shows titles" in text_of(message), text_of(message))


if __name__ == "__main__":
    rig.main([an_urgent_clash_reaches_everybody_once_over_each_channel,
              a_lost_database_tells_nothing_again_and_keeps_a_swap,
              a_dry_run_names_recipient_and_subject_and_sends_nothing,
              a_channel_that_fails_is_tried_again_and_its_address_stays_secret,
              the_invited_partner_alone_hears_what_an_invitation_would_break,
              a_place_that_both_read_gets_one_post_and_nothing_that_is_for_one_alone,
              the_digest_comes_on_sunday_evening_and_quiet_hours_hold,
              both_hear_of_what_the_settings_now_let_others_see])
