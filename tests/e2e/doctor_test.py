#!/usr/bin/env python3
"""`evenkeel doctor`: what servers say of themselves, and what it advises."""
import http.server
import json
import os
import threading

import household_toml as toml
import local_household as home
import rig


class Receiver:
    """A web server that takes nothing but POST, as many webhooks do."""

    def __enter__(self):
        outer = self
        self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                outer.asked.append(self.command)
                self.send_response(200 if self.command == "POST" else 405)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_HEAD = do_POST = answer

            def log_message(self, *_):
                pass

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def doctor(root, *arguments):
    done = rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", "--now", rig.NOW, "doctor", *arguments)
    return done


def caldav(base, path, user, calendar=""):
    named = f'  calendar = "{calendar}"\n' if calendar else ""
    return (f'  kind = "caldav"\n  url = "{base}{path}"\n{named}  user = "{user}"\n'
            f'  password = {{ file = "{user}.secret" }}\n')


def servers_are_asked_who_we_are_and_what_they_offer():
    with rig.directory() as root:
        radicale = rig.Radicale(root)
        try:
            for user in ("alex", "sam"):
                rig.write(os.path.join(root, user + ".secret"), user + "pw\n", 0o600)
            home.lay_out(root, alex=caldav(radicale.base, "/", "alex"), sam=caldav(radicale.base, "/sam/work/", "sam"))
            done = doctor(root, "--json")
            rig.check(done.returncode == 0, done.stderr + done.stdout)
            found = json.loads(done.stdout)
            alex, sam = found["sources"][:2]
            rig.check(alex["name"] == "alex/work" and alex["reachable"], alex)
            # RFC 6578 and RFC 4791 are what radicale implements; its principals carry no mail address.
            rig.check({"sync-collection", "calendar-multiget", "CTag"} <= set(alex["offers"]), alex)
            rig.check("alex" in alex["identity"] and "sam" in sam["identity"], (alex, sam))
            rig.check([c["name"] for c in alex["calendars"] if c["chosen"]] == ["work"], alex)
            rig.check(found["sinks"] == [{"name": "household/shared", "reachable": True, "error": None,
                                          "writable": True, "invites": False,
                                          "readers": "everybody on this machine"}], found["sinks"])
            os.chmod(os.path.join(root, "shared"), 0o750)
            rig.check("read by its owner and its group" in doctor(root).stdout, "the directory's mode")
            rig.check("alexpw" not in done.stdout, "the password is in it")
        finally:
            radicale.close()


def a_wrong_password_and_a_missing_server_are_named_and_the_rest_is_asked():
    with rig.directory() as root:
        radicale = rig.Radicale(root)
        try:
            rig.write(os.path.join(root, "alex.secret"), "wrong\n", 0o600)
            rig.write(os.path.join(root, "sam.secret"), "sampw\n", 0o600)
            nowhere = f"http://127.0.0.1:{rig.free_port()}"
            home.lay_out(root, alex=caldav(radicale.base, "/", "alex"), sam=caldav(nowhere, "/", "sam"))
            done = doctor(root, "--json")
            rig.check(done.returncode == 3, f"status {done.returncode}")
            alex, sam, shared = json.loads(done.stdout)["sources"]
            rig.check(not alex["reachable"] and "alex" in alex["error"], alex)
            rig.check(not sam["reachable"] and sam["error"], sam)
            rig.check(shared["reachable"], shared)
        finally:
            radicale.close()


def what_is_unclear_comes_with_lines_to_paste():
    with rig.directory() as root:
        home.lay_out(root)
        for n in range(6):  # a calendar that shows times only
            rig.write(os.path.join(root, "sam", f"b{n}.ics"),
                      rig.event(f"b{n}@work", "Busy", f"202612{10 + n}T090000", f"202612{10 + n}T100000"))
        os.remove(os.path.join(root, "sam", "s1.ics"))
        rig.write(os.path.join(root, "alex", "a2.ics"),
                  rig.event("a2@work", "Flight to Porto", "20261203T090000", "20261203T180000"))
        done = doctor(root)
        rig.check(done.returncode == 0, done.stderr)
        rig.check("Sam's calendars show busy times only" in done.stdout.replace("sam's", "Sam's"), done.stdout)
        rig.check("[[rule]]" in done.stdout, done.stdout)
        # The lines do what they are for.
        rule = done.stdout[done.stdout.index("[[rule]]"):].split("\n\n")[0]
        with open(os.path.join(root, "evenkeel.toml"), "a", encoding="utf-8") as config:
            config.write("\n" + rule + "\n")
        partners = json.loads(doctor(root, "--json").stdout)["partners"]
        rig.check(partners[0]["trips"] == 1, partners)


def ways_to_answer(root):
    done = doctor(root, "--json")
    found = json.loads(done.stdout)
    said = [line for line in found["advice"] if "no way to answer an invitation" in line]
    return [partner["answers"] for partner in found["partners"]], len(said)


def who_is_never_invited_has_no_way_to_answer():
    mail = toml.mail(rig.free_port())
    with rig.directory() as root:
        # A directory invites nobody itself: without [mail] no event has an ATTENDEE line to answer on.
        home.lay_out(root)
        rig.check(ways_to_answer(root) == ([[], []], 2), f"without [mail]: {ways_to_answer(root)}")
        rig.check("can answer by: nothing" in doctor(root).stdout, doctor(root).stdout)
    with rig.directory() as root:
        home.lay_out(root, more=mail)
        rig.check(ways_to_answer(root) == ([["calendar"], ["calendar"]], 0), f"with [mail]: {ways_to_answer(root)}")
    with rig.directory() as root:
        home.lay_out(root, shared='invite = "none"', more=mail)
        rig.check(ways_to_answer(root) == ([[], []], 2), f"invite = none: {ways_to_answer(root)}")


def every_way_of_messages_is_asked_and_nothing_is_sent():
    nowhere = rig.free_port()
    with rig.directory() as root, Receiver() as receiver:
        secret = rig.write(os.path.join(root, "smtp.secret"), "x\n", 0o600)
        home.lay_out(root, more=(
            f'[mail]\nsmtp = "smtp://127.0.0.1:{nowhere}"\nuser = "home"\npassword = {{ file = "smtp.secret" }}\n'
            f'from = "home@example.org"\nimap = "imap://127.0.0.1:{nowhere}/INBOX"\n'
            f'[[notify]]\nkind = "ntfy"\nurl = "http://127.0.0.1:{receiver.port}/topic-7f3a"\n'
            f'[[notify]]\nkind = "webhook"\nurl = "http://127.0.0.1:{nowhere}/hook-7f3a"\n'))
        done = doctor(root, "--json")
        sinks = {s["name"]: s for s in json.loads(done.stdout)["sinks"]}
        rig.check(done.returncode == 3, f"{done.returncode} {done.stderr}")
        rig.check({name: s["reachable"] for name, s in sinks.items()}
                  == {"household/shared": True, "mail": False, "mailbox": False, "ntfy": True, "webhook": False}, sinks)
        rig.check(receiver.asked == ["HEAD"], receiver.asked)
        rig.check("7f3a" not in done.stdout + done.stderr, "a secret address is in it")
        # A password that cannot be used is one more reason; a cycle fails by it, and status knows.
        os.chmod(secret, 0o644)
        for done in (doctor(root), home.once(root), home.tool(root, "sync")):
            rig.check(done.returncode == 3 and "smtp.secret" in done.stdout + done.stderr, done.stdout + done.stderr)
        mail = [s for s in json.loads(home.tool(root, "status", "--json").stdout)["sinks"] if s["name"] == "mail"][0]
        rig.check(mail["state"] == "failing" and "smtp.secret" in mail["last_error"], mail)
        os.chmod(secret, 0o600)
        home.once(root)
        mail = [s for s in json.loads(home.tool(root, "status", "--json").stdout)["sinks"] if s["name"] == "mail"][0]
        rig.check("smtp.secret" not in (mail["last_error"] or ""), mail)


def what_stands_still_is_said():
    with rig.directory() as root:
        home.lay_out(root)
        rig.check(home.once(root).returncode == 0, "the first cycle")
        done = doctor(root)
        rig.check(done.returncode == 0 and not done.stderr and "last pulled Sat 21 Nov" in done.stdout, done.stdout)
        os.remove(os.path.join(root, "state", "instance.key"))
        done = doctor(root)
        rig.check(done.returncode == 3 and "instance key is missing" in done.stdout, f"{done.returncode} {done.stdout}")
        os.chmod(os.path.join(root, "evenkeel.toml"), 0o666)
        rig.check("everybody on this machine may change it" in doctor(root).stderr, "the configuration's mode")


if __name__ == "__main__":
    rig.main([every_way_of_messages_is_asked_and_nothing_is_sent, what_stands_still_is_said,
              servers_are_asked_who_we_are_and_what_they_offer,
              a_wrong_password_and_a_missing_server_are_named_and_the_rest_is_asked,
              who_is_never_invited_has_no_way_to_answer,
              what_is_unclear_comes_with_lines_to_paste])
