#!/usr/bin/env python3
"""Every fault in every step of a pull. Whatever happens: nothing that is stored is lost, the source says what happened,
it ends by itself in bounded memory, no secret is told, and at most two clean pulls later all is as on the server.

Without EVENKEEL_FULL a sample runs: every fault in some step, every step with some faults.
"""
import base64
import os
import queue
import re
import resource
import shutil
import sys
import threading

import faults
import proxy as wire
import pulled_household
import rig
import servers

UIDS = [f"e{i}" for i in range(30)]
SECRETS = ("alexpw", base64.b64encode(b"alex:alexpw").decode(), "CANARY")
MEMORY = 200 << 10  # KiB of one process: twice the largest feed, and room
LANES = 3  # cells wait more than they work
WORDS = []
EMPTY = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//Work//EN\r\nEND:VCALENDAR\r\n"


def event(uid, round_):
    return rig.event(uid, f"CANARY {uid} {round_}", "20261202T150000", "20261202T163000")


def first_round():
    return {uid: event(uid, "one") for uid in UIDS}


def second_round():
    """Three changed, two new, one gone."""
    texts = {**first_round(), **{uid: event(uid, "two") for uid in ("e3", "e4", "e5", "new1", "new2")}}
    del texts["e9"]
    return texts


def feed_of(texts):
    bodies = [text[text.index("BEGIN:VEVENT"):text.index("END:VCALENDAR")] for text in texts.values()]
    return EMPTY.replace("END:VCALENDAR", "".join(bodies) + "END:VCALENDAR").encode()


class Feed:
    """An ICS feed that knows its ETag."""

    def __init__(self):
        self.body = feed_of(first_round())

    def __call__(self, request):
        etag = f'"{hash(self.body)}"'
        if request.header("if-none-match") == etag:
            return wire.Answer(304, [("ETag", etag)])
        return wire.Answer(200, [("Content-Type", "text/calendar"), ("ETag", etag)], self.body)


def no_sync(request, answer):
    answer.plain().body = re.sub(rb"<supported-report>\s*<report>\s*<sync-collection ?/>\s*</report>\s*"
                                 rb"</supported-report>|<sync-token>[^<]*</sync-token>", b"", answer.body)


def no_ctag(request, answer):
    no_sync(request, answer)
    answer.body = re.sub(rb"<(\w+:)?getctag>[^<]*</(\w+:)?getctag>", b"", answer.body)


def no_etag(request, answer):
    no_ctag(request, answer)
    answer.body = re.sub(faults.ETAG, b"", answer.body)


# How a server lets changes be seen: what the proxy takes away for it.
MODES = {"sync": None, "ctag": no_sync, "etag": no_ctag, "nothing": no_etag}


class Filtered(wire.Proxy):
    """A server that offers less than it does."""

    def __init__(self, upstream, mode):
        self.less = MODES.get(mode)
        super().__init__(upstream)

    def forward(self, request, kept):
        if self.less and b"<sync-collection" in request.body:
            return wire.Answer(403)
        answer = super().forward(request, kept)
        if self.less and answer.status == 207:
            self.less(request, answer.plain())
        return answer


def steps():
    """(mode, step, the faults that can happen there)"""
    everything = {**faults.COMMON, **faults.XML_FAULTS}
    listing = {**everything, **faults.MEMBERS}
    yield "sync", "discovery", everything
    yield "sync", "first listing", {**listing, "no token": faults.TOKENS["no token"]}
    yield "sync", "listing", {**listing, **faults.TOKENS}
    yield "sync", "whole listing", listing
    yield "sync", "multiget", listing
    yield "sync", "get", faults.COMMON
    yield "ctag", "ctag", everything
    yield "ctag", "listing", listing
    yield "etag", "listing", listing
    yield "nothing", "listing", listing
    yield "feed", "get", faults.COMMON


def cells():
    every = [(mode, step, name) for mode, step, possible in steps() for name in possible]
    if os.environ.get("EVENKEEL_FULL"):
        return every
    # Walks through the steps, so that each fault is met somewhere and each step meets some.
    sample, met = [], {}
    for mode, step, name in every:
        met.setdefault(name, []).append((mode, step))
    for number, (name, places) in enumerate(met.items()):
        mode, step = places[number % len(places)]
        sample.append((mode, step, name))
    return sample


class Lane:
    """For each mode a proxy that stays, and the state of a household that has pulled the first round through it."""

    def __init__(self, root, server, feed):
        self.root, self.server, self.feed = root, server, feed
        self.bases = {}
        for mode in (*MODES, "feed"):
            between = Filtered(feed if mode == "feed" else server.base, mode)
            house = self.household(mode, between, os.path.join(root, "base-" + mode))
            for _ in range(2):
                house.good_sync()
            before = house.stored()
            rig.check(set(before) == set(UIDS), f"{mode}: {before.keys()}")
            self.bases[mode] = (house, between, before)

    def household(self, mode, at, root):
        if mode == "feed":
            alex = dict(kind="ics", url=at.base + "/alex.ics")
            return pulled_household.Household(root, alex=[alex], patience="1")
        return pulled_household.Household(root, url=at.base + "/", calendar="work", patience="1")


class Bench:
    """The server, in its second round once the lanes have seen the first."""

    def __init__(self, root, lanes):
        self.server = servers.Radicale(root)
        alex = self.server.http("alex")
        feed = Feed()
        for uid, text in first_round().items():
            alex.put(f"{self.server.work}{uid}.ics", text)
        self.lanes = [Lane(os.path.join(root, f"lane{n}"), self.server, feed) for n in range(lanes)]
        feed.body = feed_of(second_round())
        for uid, text in second_round().items():
            if text != first_round().get(uid):
                alex.put(f"{self.server.work}{uid}.ics", text)
        alex.delete(self.server.work + "e9.ics")
        self.after = {}
        for mode in ("sync", "feed"):
            lane = self.lanes[0]
            fresh = lane.household(mode, lane.bases[mode][1], os.path.join(root, "fresh-" + mode))
            fresh.good_sync()
            self.after[mode] = fresh.stored()
            rig.check(set(self.after[mode]) == set(second_round()), "a fresh pull is not right")

    def wanted(self, mode):
        return self.after["feed" if mode == "feed" else "sync"]


def happens_at(step):
    """Whether a request belongs to the step that has the fault."""
    phase = step.split()[-1]
    return lambda request: request.phase == phase


def no_objects(request, forward, own):
    """A multiget that brings nothing, so that each object is asked for by itself."""
    return own.answer(wire.Answer(207, faults.XML, faults.D.encode() + b"</multistatus>"))


def run_cell(bench, lane, number, mode, step, name):
    all_faults = {**faults.COMMON, **faults.XML_FAULTS, **faults.MEMBERS, **faults.TOKENS}
    fault, expected = all_faults[name]
    base, between, before = lane.bases[mode]
    here = happens_at(step)

    def faulty(request, forward, own):
        if step == "get" and mode != "feed" and request.phase == "multiget":
            return no_objects(request, forward, own)
        return fault(request, forward, own) if here(request) else None

    folder = os.path.join(lane.root, f"cell{number}")
    house = lane.household(mode, between, folder)
    if step in ("discovery", "first listing"):
        before = {}
    else:
        house.now = base.now
        shutil.copytree(os.path.join(base.root, "state"), os.path.join(folder, "state"))
    between.fault = faulty
    done = house.sync(minutes=26 * 60 if step == "whole listing" else 20)
    between.fault = None
    if between.listener.fileno() < 0:
        between.listen()
    single = mode != "feed" and step in ("multiget", "get")
    judge(house, before, bench.wanted(mode), done, expected, single)
    for _ in range(2):
        done = house.sync()
        if done.returncode == 0 and house.stored() == bench.wanted(mode):
            break
    rig.check(done.returncode == 0 and house.stored() == bench.wanted(mode),
              f"not right two clean pulls later: exit {done.returncode} {done.stderr} "
              f"{difference(house.stored(), bench.wanted(mode))}")
    rig.check(house.source()["state"] == "ok", str(house.source()))
    rig.check(house.sound() == "ok", house.sound())
    shutil.rmtree(folder)


def difference(have, want):
    return {"missing": sorted(set(want) - set(have)), "too many": sorted(set(have) - set(want)),
            "other": sorted(u for u in set(have) & set(want) if have[u] != want[u])}


def judge(house, before, after, done, expected, single):
    """After the pull with the fault. `single`: it hit some objects, which may be had in another way, or wait."""
    rig.check(done.returncode in (0, 3, 4), f"exit {done.returncode}: {done.stderr}")
    told = done.stderr + str(house.source())
    rig.check(not any(secret in told for secret in SECRETS), f"a secret in: {told}")
    stored = house.stored() if os.path.exists(os.path.join(house.root, "state", "evenkeel.db")) else {}
    lost = [u for u in before if u != "e9" and u not in stored]
    rig.check(not lost, f"lost {lost}")
    odd = [u for u, content in stored.items() if content not in (before.get(u), after.get(u))]
    rig.check(not odd, f"neither old nor new: {odd}")
    source = house.source()
    if expected == "fails" and single:
        rig.check(source["last_error"] or stored == after, f"it says nothing: {source}")
    elif expected == "fails":
        rig.check(done.returncode != 0 and source["last_error"] and source["state"] in ("failing", "stale", "never"),
                  f"exit {done.returncode}, {source}")
    if expected == "heals":
        rig.check(done.returncode == 0 and source["state"] == "ok", f"exit {done.returncode} {done.stderr} {source}")
    if done.returncode != 0:
        rig.check(source["last_error"], f"it says nothing: {source}")


def nothing_is_lost_whatever_happens():
    wanted = queue.SimpleQueue()
    chosen = [c for c in cells() if all(w in ", ".join(c) for w in WORDS)]
    for cell in enumerate(chosen):
        wanted.put(cell)
    failed = []

    def work(bench, lane):
        while not wanted.empty():
            try:
                number, (mode, step, name) = wanted.get_nowait()
                run_cell(bench, lane, number, mode, step, name)
            except queue.Empty:
                return
            except Exception as error:  # every cell is to be tried
                failed.append(f"{mode}, {step}, {name}: {error}")
                print("FAIL", failed[-1], flush=True)

    with rig.directory() as root:
        bench = Bench(root, LANES)
        try:
            threads = [threading.Thread(target=work, args=(bench, lane)) for lane in bench.lanes]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            bench.server.close()
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"{len(chosen)} cells, {len(failed)} failed; largest process {largest >> 10} MiB", flush=True)
    rig.check(not failed, "\n".join(failed))
    # A sanitizer keeps what was freed for a while.
    rig.check(largest < MEMORY or "EVENKEEL_SANITIZED" in os.environ, "too much memory")


if __name__ == "__main__":
    WORDS = sys.argv[1:]  # only the cells that name all of these
    del sys.argv[1:]
    rig.main([nothing_is_lost_whatever_happens])
