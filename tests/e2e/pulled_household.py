"""A household whose one calendar is pulled over the network, and what its store holds afterwards."""
import contextlib
import datetime as dt
import json
import os
import sqlite3

import household_toml as toml
import rig

PATIENCE = "100"  # percent of what evenkeel grants a server


def caldav(url, user="alex", **keys):
    return toml.caldav(url, user, {"file": "password"}) | keys


class Household:
    """Alex's calendar at `url`, or the connections ALEX. Its clock is the test's: it stands until it is moved."""

    def __init__(self, root, url=None, calendar=None, user="alex", password="alexpw", alex=None, patience=PATIENCE):
        self.root = root
        self.now = dt.datetime(2026, 11, 21, 9, tzinfo=dt.timezone.utc)
        self.patience = patience
        rig.write(os.path.join(root, "password"), password + "\n", 0o600)
        rig.write(os.path.join(root, "sam", "s.ics"),
                  rig.event("s1@work", "Project board", "20261202T150000", "20261202T160000"))
        self.configure(*(alex or [caldav(url, user, calendar=calendar)]))

    def configure(self, *alex):
        rig.write(os.path.join(self.root, "evenkeel.toml"),
                  toml.household() + toml.partner("alex", *alex) + toml.partner("sam", toml.vdir("sam")))

    def later(self, **by):
        self.now += dt.timedelta(**by)

    def command(self, *arguments, program=rig.EVENKEEL, **kw):
        return rig.run(self.root, program, "--config", "evenkeel.toml", *arguments,
                       "--now", self.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
                       env={"EVENKEEL_PATIENCE": self.patience}, **kw)

    def sync(self, minutes=20, **kw):
        """One pull, `minutes` after the last."""
        self.later(minutes=minutes)
        return self.command("sync", "--pull-only", **kw)

    def good_sync(self, minutes=20, **kw):
        done = self.sync(minutes, **kw)
        rig.check(done.returncode == 0, f"exit {done.returncode}: {done.stderr}")
        return done

    def source(self, name="alex/work"):
        done = self.command("status", "--json")
        rig.check(done.returncode == 0, done.stderr)
        return next(s for s in json.loads(done.stdout)["sources"] if s["name"] == name)

    @contextlib.contextmanager
    def database(self):
        connection = sqlite3.connect(os.path.join(self.root, "state", "evenkeel.db"))
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def stored(self, owner="alex", name="work"):
        """{uid: content} as the store holds it."""
        with self.database() as database:
            return dict(database.execute(
                "SELECT uid, content FROM object JOIN resource ON resource = resource.id"
                " JOIN source ON source = source.id WHERE owner = ? AND name = ?", (owner, name)).fetchall())

    def sound(self):
        with self.database() as database:
            return database.execute("PRAGMA integrity_check").fetchone()[0]

    def sync_state(self):
        with self.database() as database:
            return json.loads(database.execute(
                "SELECT sync_state FROM source WHERE owner = 'alex' AND name = 'work'").fetchone()[0])

    def change_sync_state(self, **to):
        state = {**self.sync_state(), **to}
        with self.database() as database:
            database.execute("UPDATE source SET sync_state = ? WHERE owner = 'alex' AND name = 'work'",
                             (json.dumps(state),))
