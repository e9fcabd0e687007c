#!/usr/bin/env python3
"""forget and pause: one partner's part, erased or stopped."""
import os
import sqlite3

import local_household as home
import rig

CANARY = "Zebrafinch"


def lay_out(root):
    home.lay_out(root)
    rig.write(os.path.join(root, "sam", "s2.ics"),
              rig.event("s2@work", CANARY, "20261204T100000", "20261204T110000"))
    rig.write(os.path.join(root, "sam", "support.ics"),
              rig.event("s3@work", "Help", "20261207", "20261208", "CATEGORIES:SUPPORT\r\n"))


def bytes_of_state(root):
    found = b""
    for name in os.listdir(os.path.join(root, "state")):
        path = os.path.join(root, "state", name)
        if os.path.isfile(path):
            with open(path, "rb") as handle:
                found += handle.read()
    return found


def rows(root, query):
    with sqlite3.connect(f"file:{root}/state/evenkeel.db?mode=ro", uri=True) as database:
        return database.execute(query).fetchall()


def nothing_of_sam_is_left():
    with rig.directory() as root:
        lay_out(root)
        rig.check(home.once(root).returncode == 0, "the cycle")
        rig.check(home.tool(root, "support", "--partner", "sam", "--from", "2026-12-01", "--to",
                            "2026-12-02").returncode == 0, "support")
        with sqlite3.connect(os.path.join(root, "state", "evenkeel.db")) as database:
            database.execute("INSERT INTO promise VALUES (0, 'sam', 'Call the plumber', NULL, 20000, NULL, 0)")
            database.execute("INSERT INTO promise VALUES (1, 'both', 'Book the ferry', NULL, 20000, NULL, 0)")
            database.execute("INSERT INTO first_seen VALUES ('crunch/sam/report', 1)")
            database.execute("INSERT INTO first_seen VALUES ('crunch/samantha/report', 1)")
        database.close()
        rig.write(os.path.join(root, "state", "evenkeel.db.corrupt-20261101T000000Z"), CANARY)
        rig.check(CANARY.encode() in bytes_of_state(root), "the canary is stored")
        done = home.tool(root, "forget", "--partner", "sam")
        rig.check(done.returncode == 0, done.stderr)
        for said in ("Erased of Sam", "1 calendar\n", "3 stored objects\n", "1 promise\n", "1 support request\n", "pause"):
            rig.check(said in done.stdout, done.stdout)
        rig.check(CANARY.encode() not in bytes_of_state(root), "the canary is still on the disk")
        rig.check(b"Call the plumber" not in bytes_of_state(root), "the promise is still on the disk")
        rig.check(rows(root, "SELECT owner, name FROM source ORDER BY 1, 2") ==
                  [("alex", "work"), ("household", "shared")], "sources")
        rig.check(rows(root, "SELECT who FROM promise") == [("both",)], "promises")
        rig.check(rows(root, "SELECT count(*) FROM support") == [(0,)], "support")
        keys = [key for key, in rows(root, "SELECT key FROM first_seen")]
        rig.check("crunch/sam/report" not in keys and "crunch/samantha/report" in keys, str(keys))
        again = home.tool(root, "forget", "--partner", "sam")
        rig.check("Nothing was stored of Sam" in again.stdout, again.stdout)


def a_stranger_cannot_be_forgotten():
    with rig.directory() as root:
        lay_out(root)
        done = home.tool(root, "forget", "--partner", "gran")
        rig.check(done.returncode == 2 and "alex or sam" in done.stderr, done.stderr)
        rig.check(home.tool(root, "forget").returncode == 2, "whose?")


def a_paused_partner_is_in_nothing():
    """No pull, no occurrence, no deadline, able for no window; taken up again all of it comes back."""
    with rig.directory() as root:
        lay_out(root)
        rig.check(home.once(root).returncode == 0, "the cycle")
        rig.check(home.tool(root, "pause", "--partner", "sam").returncode == 0, "pause")
        rig.write(os.path.join(root, "sam", "s9.ics"),
                  rig.event("s9@work", "New", "20261210T150000", "20261210T160000"))
        rota = home.tool(root, "rota", "--json", now="2026-11-21T09:20:00Z")
        rig.check('"who":"sam"' not in rota.stdout and '"who":"alex"' in rota.stdout, rota.stdout[:500])
        rig.check(rows(root, "SELECT count(*) FROM object JOIN resource ON resource = resource.id JOIN source ON "
                             "source.id = source WHERE owner = 'sam'") == [(3,)], "Sam was pulled")
        rig.check(home.once(root, now="2026-11-21T09:20:00Z").returncode == 0, "the cycle")
        titles = " ".join(str(event["SUMMARY"]) for event in home.published(root).values())
        rig.check("Sam:" not in titles, titles)
        rig.check(home.tool(root, "pause", "--partner", "sam", "--resume").returncode == 0, "resume")
        rota = home.tool(root, "rota", "--json", now="2026-11-21T09:40:00Z")
        rig.check('"who":"sam"' in rota.stdout, rota.stdout[:500])


if __name__ == "__main__":
    rig.main([nothing_of_sam_is_left, a_stranger_cannot_be_forgotten, a_paused_partner_is_in_nothing])
