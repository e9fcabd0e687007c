#!/usr/bin/env python3
"""Pulls from real servers, a thousand objects each: radicale, xandikos, davical. Nothing is written to any of them but
by the test itself. What holds for one has to hold for all."""
import contextlib
import os
import re
import urllib.parse

import davical
import proxy as wire
import pulled_household
import rig
import servers

OBJECTS = int(os.environ.get("EVENKEEL_OBJECTS", "1000"))


def event(uid, summary="Meeting"):
    return rig.event(uid, summary, "20261202T150000", "20261202T163000")


class Case:
    """One server with its thousand objects, one proxy that counts, one household."""

    def __init__(self, kind, root):
        self.server = kind(root)
        self.events = {f"e{i}.ics": event(f"e{i}") for i in range(OBJECTS)}
        self.server.fill(self.events)
        self.alex = self.server.http("alex")
        self.proxy = wire.Proxy(self.server.base)
        self.root = os.path.join(root, "household")
        self.house = self.household(self.server.work)

    def household(self, path, calendar=None, folder="household", **kw):
        return pulled_household.Household(os.path.join(os.path.dirname(self.root), folder),
                                          url=self.proxy.base + path, calendar=calendar, **kw)

    def expect(self, uids, what):
        have = set(self.house.stored())
        rig.check(have == set(uids), f"{what}: {len(set(uids) - have)} missing {sorted(set(uids) - have)[:5]}, "
                                     f"{len(have - set(uids))} too many {sorted(have - set(uids))[:5]}")

    def pull(self, what, minutes=20):
        self.proxy.reset_counts()
        done = self.house.good_sync(minutes)
        print(f"     {self.server.name}: {what}: {len(self.proxy.requests)} requests, {self.proxy.received} bytes up, "
              f"{self.proxy.sent} down, {len(self.proxy.asked_for)} objects asked for", flush=True)
        return done

    def close(self):
        self.proxy.close()
        self.server.close()


@contextlib.contextmanager
def case_of(kind):
    with rig.directory() as root:
        case = Case(kind, root)
        try:
            yield case
        finally:
            case.close()


def first_pull_and_quiet_ones(case):
    case.pull("first pull")
    case.uids = {f"e{i}" for i in range(OBJECTS)}
    case.expect(case.uids, "first pull")
    rig.check(len(set(case.proxy.asked_for)) == len(case.proxy.asked_for) == OBJECTS, "an object was fetched twice")
    rig.check(case.house.source()["objects"] == OBJECTS, str(case.house.source()))
    case.pull("settling")  # a token of the running second may cost one more look
    case.pull("nothing changed")
    rig.check(len(case.proxy.requests) == 1, f"nothing changed: {case.proxy.requests}")
    rig.check(case.proxy.sent + case.proxy.received <= 1500, "nothing changed: more than 1,500 bytes")
    counted = case.house.source()
    rig.check(counted["requests_last_cycle"] == 1 and
              abs(counted["bytes_last_cycle"] - case.proxy.sent - case.proxy.received) <= 16, str(counted))


def a_first_pull_that_breaks_goes_on(case):
    """What had arrived is not fetched again."""
    house = case.household(case.server.work, folder="broken")
    case.proxy.reset_counts()
    batches = []

    def lost(request, forward, own):
        if request.phase == "multiget":
            batches.append(request)
        return own.reset() if len(batches) > 1 and request.phase == "multiget" else None
    case.proxy.fault = lost
    done = house.sync()
    rig.check(done.returncode != 0, "the connection was lost")
    case.proxy.fault = None
    here = set(house.stored())
    rig.check(len(here) == batches[0].body.count(b"<href>"), f"{len(here)} arrived")
    case.proxy.reset_counts()
    house.good_sync()
    rig.check(len(case.proxy.asked_for) == OBJECTS - len(here), f"{len(case.proxy.asked_for)} objects asked for")
    rig.check(len(house.stored()) == OBJECTS, f"{len(house.stored())} objects")


def one_changed_one_new_one_gone(case):
    case.alex.put(case.server.work + "new.ics", event("new"))
    case.pull("one new")
    case.uids.add("new")
    case.expect(case.uids, "one new")
    rig.check(len(case.proxy.requests) == 2, f"one new: {case.proxy.requests}")
    before = case.house.stored()["new"]
    case.alex.put(case.server.work + "new.ics", event("new", "Another title"))
    case.pull("one changed")
    rig.check(len(case.proxy.requests) == 2, f"one changed: {case.proxy.requests}")
    rig.check(case.house.stored()["new"] != before and b"Another title" in case.house.stored()["new"], "not changed")
    case.alex.delete(case.server.work + "new.ics")
    case.uids.remove("new")
    case.pull("one gone")
    case.expect(case.uids, "one gone")


def a_token_that_the_server_does_not_know(case):
    """Recovered without fetching what is here, and what changed meanwhile is not missed."""
    for number, token in enumerate(("http://example.org/no/such/token", "data:,999999999", "x")):
        case.alex.put(case.server.work + "meanwhile.ics", event("meanwhile", f"Round {number}"))
        case.house.change_sync_state(token=token)
        case.pull(f"unknown token {token}")
        case.expect(case.uids | {"meanwhile"}, "after a lost token")
        rig.check(f"Round {number}".encode() in case.house.stored()["meanwhile"], "a change was missed")
        rig.check(len(case.proxy.asked_for) <= 1, f"{len(case.proxy.asked_for)} objects fetched that were here")
    case.alex.delete(case.server.work + "meanwhile.ics")
    case.house.change_sync_state(token="gone")
    case.pull("unknown token, one gone")
    case.expect(case.uids, "a removal behind a lost token")


def given_by_multiget(case, path):
    body = ('<?xml version="1.0"?><C:calendar-multiget xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><prop>'
            f'<C:calendar-data/></prop><href>{path}</href></C:calendar-multiget>')
    return b"BEGIN:VCALENDAR" in case.alex.request("REPORT", case.server.work, body, Depth="1")[1]


def odd_names(case):
    names = ["a b.ics", "at@sign.ics", "plus+sign.ics", "per%cent.ics", "ü.ics", "semi;colon.ics", "a&b.ics",
             "no-suffix", "UPPER.ICS", "tilde~.ics", "comma,.ics"]
    taken = []
    for number, name in enumerate(names):
        path = case.server.work + urllib.parse.quote(name)
        status, _ = case.alex.request("PUT", path, event(f"odd{number}"), Content_Type="text/calendar")
        if status not in (201, 204):
            continue
        if given_by_multiget(case, path):
            taken.append((f"odd{number}", path))
        else:  # a name by which the server takes it for something else
            case.alex.delete(path)
    rig.check(len(taken) >= 6, f"the server takes only {taken}")
    case.pull("odd names")
    case.expect(case.uids | {uid for uid, _ in taken}, "odd names")
    case.pull("odd names again")
    rig.check(not case.proxy.asked_for, f"fetched again: {case.proxy.asked_for}")
    for _, path in taken:
        case.alex.delete(path)
    case.pull("odd names gone")
    case.expect(case.uids, "odd names gone")


def other_components_and_large_ones(case):
    todo = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//Work//EN\r\nBEGIN:VTODO\r\nUID:todo\r\n"
            "DTSTAMP:20260101T000000Z\r\nSUMMARY:Report\r\nDUE:20261210T120000Z\r\nEND:VTODO\r\nEND:VCALENDAR\r\n")
    large = rig.event("large", "Large", "20261202T150000", "20261202T160000",
                      "".join(f"DESCRIPTION:{'x' * 60}\r\n" if i == 0 else f" {'y' * 70}\r\n" for i in range(20000)))
    case.alex.put(case.server.work + "todo.ics", todo)
    case.alex.put(case.server.work + "large.ics", large)
    case.pull("a to-do and a large event")
    case.expect(case.uids | {"todo", "large"}, "a to-do and a large event")
    rig.check(len(case.house.stored()["large"]) < 10_000, "a description was stored")
    case.alex.delete(case.server.work + "todo.ics")
    case.alex.delete(case.server.work + "large.ics")
    case.pull("both gone")
    case.expect(case.uids, "both gone")


def many_fast_rounds(case):
    """A change in every round, some in one second: none is ever missed."""
    for number in range(8):
        case.alex.put(case.server.work + "fast.ics", event("fast", f"Take {number}"))
        case.pull(f"fast round {number}", minutes=0)
        rig.check(f"Take {number}".encode() in case.house.stored()["fast"], f"round {number} was missed")
    case.alex.delete(case.server.work + "fast.ics")
    case.pull("fast gone", minutes=0)
    case.expect(case.uids, "fast gone")


def the_daily_whole_listing(case):
    case.pull("a day later", minutes=25 * 60)
    case.expect(case.uids, "a day later")
    rig.check(not case.proxy.asked_for, "what is here was fetched again")
    case.pull("once more")  # where the listing told of what is gone
    case.pull("quiet again")
    rig.check(len(case.proxy.requests) == 1, f"it does not come to rest: {case.proxy.requests}")
    rig.check(case.proxy.sent + case.proxy.received <= 1500, "it does not come to rest: more than 1,500 bytes")


def a_wrong_password(case):
    house = case.household(case.server.work, folder="stranger", password="wrong")
    case.proxy.reset_counts()
    done = house.sync()
    rig.check(done.returncode != 0, "a wrong password is no success")
    rig.check(len(case.proxy.requests) == 1, f"401 is tried once: {case.proxy.requests}")
    rig.check("401" in (house.source()["last_error"] or ""), str(house.source()))


def found_from_wherever_one_starts(case):
    for number, path in enumerate(case.server.accounts):
        house = case.household(path, calendar="work", folder=f"from{number}")
        case.proxy.fault = None
        case.proxy.reset_counts()
        done = house.command("sync", "--pull-only")
        rig.check(done.returncode == 0, f"from {path}: {done.stderr}")
        rig.check(set(house.stored()) == case.uids, f"from {path}: {house.source()}")
    house = case.household(case.server.shared, folder="shared")
    rig.check(house.command("sync", "--pull-only").returncode == 0, "the shared calendar by its URL")
    house = case.household(case.server.accounts[0], calendar="no such name", folder="nameless")
    done = house.command("sync", "--pull-only")
    rig.check(done.returncode != 0 and "work" in done.stderr, f"the names that there are: {done.stderr}")


def everything_but_a_few_removed(case):
    """Held back, then seen a second time an hour later."""
    for uid in sorted(case.uids)[: OBJECTS * 6 // 10]:
        case.alex.delete(case.server.work + case.file_of[uid])
    left = set(sorted(case.uids)[OBJECTS * 6 // 10:])
    case.pull("a mass removal")
    case.expect(case.uids, "a mass removal is held back")
    source = case.house.source()
    rig.check(source["state"] == "held" and source["held_deletions"] == OBJECTS * 6 // 10, str(source))
    case.pull("a mass removal, half an hour later", minutes=30)
    case.expect(case.uids, "a mass removal is held back for an hour")
    case.pull("a mass removal, seen twice", minutes=40)
    case.expect(left, "a mass removal seen twice")
    rig.check(case.house.source()["state"] == "ok", str(case.house.source()))
    case.uids = left


def files(case):
    """Which name the server gave each UID (davical names what it takes in by itself)."""
    body = ('<?xml version="1.0"?><C:calendar-query xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><prop>'
            '<C:calendar-data/></prop><C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>')
    _, answer = case.alex.request("REPORT", case.server.work, body, Depth="1")
    case.file_of = {}
    for response in re.split(rb"<(?:\w+:)?response>", answer)[1:]:
        href = re.search(rb"<(?:\w+:)?href>([^<]*)<", response)
        uid = re.search(rb"UID:(\S+)", response)
        if href and uid:
            case.file_of[uid.group(1).decode()] = href.group(1).decode().rsplit("/", 1)[1]


STEPS = (first_pull_and_quiet_ones, a_first_pull_that_breaks_goes_on, one_changed_one_new_one_gone,
         a_token_that_the_server_does_not_know, odd_names, other_components_and_large_ones, many_fast_rounds,
         the_daily_whole_listing, a_wrong_password, found_from_wherever_one_starts, files,
         everything_but_a_few_removed)


def test_of(kind):
    def test():
        with case_of(kind) as case:
            failed = []
            for step in STEPS:
                try:
                    step(case)
                except AssertionError as error:
                    failed.append(f"{step.__name__}: {error}")
            rig.check(not failed, "\n".join(failed))
    test.__name__ = kind.name
    return test


if __name__ == "__main__":
    rig.main([test_of(kind) for kind in (servers.Radicale, servers.Xandikos, davical.Davical)])
