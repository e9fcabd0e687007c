#!/usr/bin/env python3
"""Bad input is normal: one clear line, the rest goes on, nothing published is lost, the exit status says so."""
import os

import local_household as home
import rig


def said(done, *words):
    """Some line of standard error holds all the words."""
    rig.check(any(all(w in line for w in words) for line in done.stderr.splitlines()),
              f"no line with {words} in:\n{done.stderr}")


def after_a_good_cycle(break_it, *words, status=3):
    """A good cycle, then one with something broken: what was published stands, sam's calendar goes on."""
    with rig.directory() as root:
        home.lay_out(root)
        done = home.once(root)
        rig.check(done.returncode == 0, done.stderr)
        before = set(home.published(root))
        rig.check(len(before) >= 6, f"only {before} published")
        break_it(root)
        done = home.once(root, now="2026-11-21T09:20:00Z")
        rig.check(done.returncode == status, f"exit {done.returncode}:\n{done.stderr}")
        said(done, *words)
        rig.check(before <= set(home.published(root)), "something published was lost")
        return done


def a_missing_calendar_directory():
    def break_it(root):
        os.rename(os.path.join(root, "alex"), os.path.join(root, "elsewhere"))
    after_a_good_cycle(break_it, "alex/work", "No such file")


def a_file_that_is_no_calendar():
    def break_it(root):
        rig.write(os.path.join(root, "alex", "page.ics"), "<html>Sign in</html>")
    after_a_good_cycle(break_it, "alex/work", "page.ics")


def a_cut_off_file_keeps_what_was_there():
    def break_it(root):
        path = os.path.join(root, "alex", "a1.ics")
        with open(path, encoding="utf-8") as handle:
            text = handle.read()
        rig.write(path, text[:len(text) // 2])
    after_a_good_cycle(break_it, "alex/work", "a1.ics")


def a_broken_event_in_a_good_calendar():
    def break_it(root):
        good = rig.event("good@work", "Planning", "20261204T150000", "20261204T160000")
        broken = "BEGIN:VEVENT\r\nUID:broken@work\r\nDTSTART:yesterday\r\nEND:VEVENT\r\n"
        rig.write(os.path.join(root, "alex", "mixed.ics"), good.replace("END:VCALENDAR", broken + "END:VCALENDAR"))
        rig.write(os.path.join(root, "sam", "s2.ics"),
                  rig.event("s2@work", "Client", "20261204T150000", "20261204T160000"))
    with rig.directory() as root:
        home.lay_out(root)
        break_it(root)
        done = home.once(root)
        rig.check(done.returncode == 0, f"exit {done.returncode}: {done.stderr}")
        said(done, "broken@work")
        starts = [e["DTSTART"].dt for e in home.published(root).values()]
        rig.check(rig.london(2026, 12, 4, 15, 15) in starts, "the good event beside it does not count")


def an_unknown_time_zone_in_an_event():
    with rig.directory() as root:
        home.lay_out(root)
        rig.write(os.path.join(root, "alex", "odd.ics"),
                  rig.event("odd@work", "Call", "20261204T150000", "20261204T160000", zone="Mars/Olympus"))
        done = home.once(root)
        rig.check(done.returncode == 0, f"exit {done.returncode}: {done.stderr}")
        said(done, "odd@work", "Mars/Olympus")


def an_unknown_time_zone_in_the_configuration():
    with rig.directory() as root:
        home.lay_out(root)
        path = os.path.join(root, "evenkeel.toml")
        with open(path, encoding="utf-8") as handle:
            text = handle.read()
        rig.write(path, text.replace('"Europe/London"', '"Europe/Londinium"'))
        done = rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", "config", "check")
        rig.check(done.returncode == 2, f"exit {done.returncode}")
        said(done, "evenkeel.toml:5:", "Europe/Londinium")
        rig.check(home.once(root).returncode == 2, "the service takes a wrong configuration")


def an_unreachable_server():
    port = rig.free_port()
    caldav = f'  kind = "caldav"\n  url = "http://127.0.0.1:{port}/alex/"\n  user = "alex"\n'
    with rig.directory() as root:
        home.lay_out(root, alex=caldav)
        done = home.once(root)
        rig.check(done.returncode == 3, f"exit {done.returncode}: {done.stderr}")
        said(done, "alex/work", f"127.0.0.1:{port}")
        rig.check(any(str(e["SUMMARY"]) == "Weekly alignment" for e in home.published(root).values()),
                  "the rest did not go on")


def a_wrong_password():
    with rig.directory() as root:
        server = rig.Radicale(root)
        try:
            rig.write(os.path.join(root, "pw"), "wrong\n", 0o600)
            home.lay_out(root, alex=f'  kind = "caldav"\n  url = "{server.base}/alex/work/"\n  user = "alex"\n'
                                    '  password = { file = "pw" }\n')
            done = home.once(root)
            rig.check(done.returncode == 3, f"exit {done.returncode}: {done.stderr}")
            said(done, "alex/work", "401", "alex")
            rig.check("wrong" not in done.stderr.replace("wrong password", ""), "the password is in the log")
        finally:
            server.close()


def a_missing_collection():
    with rig.directory() as root:
        server = rig.Radicale(root)
        try:
            rig.write(os.path.join(root, "pw"), "alexpw\n", 0o600)
            home.lay_out(root, alex=f'  kind = "caldav"\n  url = "{server.base}/alex/"\n  calendar = "Holidays"\n'
                                    '  user = "alex"\n  password = { file = "pw" }\n')
            done = home.once(root)
            rig.check(done.returncode == 3, f"exit {done.returncode}: {done.stderr}")
            said(done, "alex/work", "Holidays")
        finally:
            server.close()


def a_readable_password_file():
    with rig.directory() as root:
        rig.write(os.path.join(root, "pw"), "alexpw\n", 0o644)
        home.lay_out(root, alex='  kind = "caldav"\n  url = "http://127.0.0.1:9/"\n  user = "alex"\n  password = { file = "pw" }\n')
        done = home.once(root)
        rig.check(done.returncode == 3, f"exit {done.returncode}: {done.stderr}")
        said(done, "alex/work", "chmod")


def an_unusable_state_directory():
    with rig.directory() as root:
        home.lay_out(root)
        rig.write(os.path.join(root, "state"), "a file, no directory")
        done = home.once(root)
        rig.check(done.returncode == 4, f"exit {done.returncode}: {done.stderr}")
        said(done, "state")
        rig.check(not home.published(root), "published without a state")
        done = home.tool(root, "findings", "--json")
        rig.check(done.returncode in (0, 3) and '"uncovered"' in done.stdout, f"{done.returncode} {done.stderr}")


def a_corrupt_database_is_set_aside_without_a_duplicate():
    with rig.directory() as root:
        home.lay_out(root)
        rig.check(home.once(root).returncode == 0, "first cycle")
        before = home.published(root)
        for name in os.listdir(os.path.join(root, "state")):
            if name.startswith("evenkeel.db"):
                rig.write(os.path.join(root, "state", name), "no database at all" * 1000)
        done = home.once(root, now="2026-11-21T09:20:00Z")
        rig.check(done.returncode in (0, 3), f"exit {done.returncode}: {done.stderr}")
        rig.check(set(home.published(root)) == set(before), "events were lost or doubled")
        rig.check(any("corrupt" in n for n in os.listdir(os.path.join(root, "state"))), "not set aside")


if __name__ == "__main__":
    rig.main([a_missing_calendar_directory, a_file_that_is_no_calendar, a_cut_off_file_keeps_what_was_there,
              a_broken_event_in_a_good_calendar, an_unknown_time_zone_in_an_event,
              an_unknown_time_zone_in_the_configuration, an_unreachable_server, a_wrong_password,
              a_missing_collection, a_readable_password_file, an_unusable_state_directory,
              a_corrupt_database_is_set_aside_without_a_duplicate])
