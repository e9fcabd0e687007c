#!/usr/bin/env python3
"""Nothing changes, so nothing is written: not while the day goes on, on any kind of calendar, in no table but that of
when the sources were pulled. 40 cycles in working hours; 200 with EVENKEEL_SWEEP=all. Both end before 15:15, when the
pick-up of three weeks later comes into sight and is rightly written."""
import datetime as dt
import os
import sqlite3

from aiosmtpd.controller import Controller

import local_household as home
import readers_test
import rig

CYCLES = 200 if os.environ.get("EVENKEEL_SWEEP") == "all" else 40
APART = 320 // CYCLES  # minutes
FIRST = dt.datetime(2026, 11, 24, 9, 30)  # a Tuesday, in UTC and in London


class Mailbox:
    def __init__(self):
        self.mails = 0
        self.controller = Controller(self, hostname="127.0.0.1", port=rig.free_port())
        self.controller.start()

    async def handle_DATA(self, server, session, envelope):
        self.mails += 1
        return "250 OK"


def rows(root):
    """All that is remembered, but for when it was pulled last and how long a cycle took."""
    with sqlite3.connect(f"file:{root}/state/evenkeel.db?mode=ro", uri=True) as database:
        tables = [name for name, in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        found = {name: sorted(map(repr, database.execute(f"SELECT * FROM {name}"))) for name in tables}
        found["source"] = sorted(map(repr, database.execute("SELECT owner, name, sync_state, whole, last_error, failures,"
                                                            " held_deletions FROM source")))
        found["fact"] = [row for row in found["fact"] if "last-cycle" not in row]
    return found


def stamps(root):
    found = {}
    for entry in os.scandir(os.path.join(root, "shared")):
        status = entry.stat()
        found[entry.name] = (status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
    return found


def cycle(root, minutes):
    now = FIRST + dt.timedelta(minutes=minutes)
    done = home.once(root, now=now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    rig.check(done.returncode == 0, f"exit {done.returncode}: {done.stderr}")


def the_day_goes_on_and_nothing_is_written():
    box = Mailbox()
    try:
        with rig.directory() as root:
            readers_test.lay_out(root)
            path = os.path.join(root, "evenkeel.toml")
            with open(path, encoding="utf-8") as handle:
                text = handle.read().replace("smtp://127.0.0.1:1", f"smtp://127.0.0.1:{box.controller.port}")
            rig.write(path, text)
            # The first publishes, the second sees it listed; with the third the files are older than their stamps'
            # resolution.
            for minute in (-6, -4, -2):
                cycle(root, minute)
            written, remembered, mails = stamps(root), rows(root), box.mails
            rig.check(len(written) > 10 and mails == 2, f"{len(written)} events and {mails} mails: not the household meant")
            for n in range(CYCLES):
                cycle(root, APART * n)
                rig.check(stamps(root) == written, f"cycle {n} wrote {set(stamps(root).items()) ^ set(written.items())}")
                now = rows(root)
                changed = {name: set(now[name]) ^ set(remembered[name]) for name in now if now[name] != remembered[name]}
                rig.check(not changed, f"cycle {n} changed {str(changed)[:2000]}")
            rig.check(box.mails == mails, "a quiet cycle sent mail")
            print(f"     {CYCLES} cycles: no file, no row, no mail", flush=True)
    finally:
        box.controller.stop()


if __name__ == "__main__":
    rig.main([the_day_goes_on_and_nothing_is_written])
