#!/usr/bin/env python3
"""A pull that is killed at any system call, or whose disk is full or broken at any write: the next run ends right.

strace makes the faults. Without EVENKEEL_FULL only some of the places in a long pull are tried.
"""
import collections
import os
import queue
import re
import shutil
import sqlite3
import threading

import proxy as wire
import pulled_household
import rig
import servers

UIDS = [f"e{i}" for i in range(70)]  # more than one batch
LANES = 3
KILLED_AT = ("pwrite64", "fdatasync", "ftruncate", "unlink", "recvfrom", "sendto", "connect", "poll")
WRITES = ("pwrite64", "fdatasync", "ftruncate")
FILES = ("evenkeel.db", "evenkeel.db-wal", "evenkeel.db-shm")


def event(uid, round_):
    return rig.event(uid, f"{uid} {round_}", "20261202T150000", "20261202T163000")


class Remembered:
    """Answers as the server did the first time: hundreds of runs see the very same."""

    def __init__(self, server):
        self.through = wire.Proxy(server.base)
        self.answers = {}
        self.lock = threading.Lock()

    def __call__(self, request):
        key = (request.method, request.path, request.body, request.header("depth"))
        with self.lock:
            if key not in self.answers:
                self.answers[key] = self.through.forward(request, [])
            return self.answers[key]


class Bench:
    """Two pulls to break: the first one, and one that finds objects new, changed and gone."""

    def __init__(self, root):
        server = servers.Radicale(root)
        try:
            alex = server.http("alex")
            for uid in UIDS:
                alex.put(f"{server.work}{uid}.ics", event(uid, "one"))
            self.remembered = Remembered(server)
            self.proxy = wire.Proxy(self.remembered)
            self.root = root
            self.start = self.household(os.path.join(root, "start"))
            self.counts = {"first": self.count(self.household(os.path.join(root, "first")))}
            for _ in range(2):
                self.start.good_sync()
            rig.check(set(self.start.stored()) == set(UIDS), "the first pull is not right")
            for uid in ("e3", "e4", "new"):
                alex.put(f"{server.work}{uid}.ics", event(uid, "two"))
            alex.delete(server.work + "e9.ics")
            self.remembered.answers.clear()  # what was asked without a token has another answer from now on
            self.counts["second"] = self.count(self.copy_of(self.start, "second"))
            fresh = self.household(os.path.join(root, "fresh"))
            fresh.good_sync()
            self.wanted = fresh.stored()
            rig.check(set(self.wanted) == set(UIDS) - {"e9"} | {"new"}, "a fresh pull is not right")
            # A run after a crash may ask what no run has asked yet.
            again = self.copy_of(self.start, "again")
            again.sync(minutes=26 * 60)
        except BaseException:
            server.close()
            raise
        self.server = server

    def household(self, root):
        return pulled_household.Household(root, url=self.proxy.base + "/", calendar="work")

    def copy_of(self, house, name):
        copy = self.household(os.path.join(self.root, name))
        copy.now = house.now
        shutil.copytree(os.path.join(house.root, "state"), os.path.join(copy.root, "state"))
        return copy

    def count(self, house):
        """How often each system call comes in this pull."""
        done = traced(house, [f"trace={','.join(KILLED_AT)}"])
        rig.check(done.returncode == 0, done.stderr)
        return calls(house)


def traced(house, what, files=()):
    house.later(minutes=20)
    options = [o for w in what for o in ("-e", w)]
    options += [o for f in files for o in ("-P", os.path.join(house.root, "state", f))]
    return rig.run(house.root, "/usr/bin/strace", "-o", "trace", *options, os.path.abspath(rig.EVENKEEL), "--config",
                   "evenkeel.toml", "sync", "--pull-only", "--now", house.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
                   env={"ASAN_OPTIONS": "detect_leaks=0"})  # a traced process cannot be looked through for leaks


def calls(house):
    with open(os.path.join(house.root, "trace"), encoding="utf-8", errors="replace") as trace:
        names = [re.match(r"(\w+)\(", line) for line in trace]
    return collections.Counter(n.group(1) for n in names if n)


def sound(house):
    """Looked at in a copy: opening it would already mend it."""
    copy = os.path.join(house.root, "looked-at")
    shutil.copytree(os.path.join(house.root, "state"), copy)
    path = os.path.join(copy, "evenkeel.db")
    try:
        if not os.path.exists(path):
            return "ok"
        with sqlite3.connect(path) as database:
            return database.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        shutil.rmtree(copy)


def broken_once(bench, house, what, files):
    done = traced(house, what, files)
    rig.check(done.returncode in (0, 3, 4, -9, 137), f"exit {done.returncode}: {done.stderr}")
    rig.check("internal error" not in done.stderr, done.stderr)
    if os.path.isdir(os.path.join(house.root, "state")):
        rig.check(sound(house) == "ok", f"damaged: {sound(house)}")
    house.good_sync()
    stored = house.stored()
    wrong = sorted(u for u in {*bench.wanted, *stored} if bench.wanted.get(u) != stored.get(u))
    rig.check(not wrong, f"{len(stored)} objects, of {len(bench.wanted)}; wrong: {wrong[:5]}")
    rig.check(house.source()["state"] == "ok", str(house.source()))
    rig.check(house.sound() == "ok", house.sound())


def places(count, step):
    return range(1, count + 1) if os.environ.get("EVENKEEL_FULL") else range(1, count + 1, step)


def cells(bench):
    for name, counts in bench.counts.items():
        step = 1 if name == "second" else 6
        for call in KILLED_AT:
            for at in places(counts[call], step if counts[call] < 60 else 3 * step):
                yield name, [f"trace={call}", f"inject={call}:signal=KILL:when={at}"], ()
        for error, lasting, sparse in (("ENOSPC", "+", 3), ("EIO", "", 4), ("ENOSPC", "", 7), ("EIO", "+", 9)):
            for call in WRITES:
                for at in places(counts[call], step * sparse):
                    yield name, [f"trace={call}", f"inject={call}:error={error}:when={at}{lasting}"], FILES


def the_next_run_ends_right():
    failed = []
    wanted = queue.SimpleQueue()

    def work(bench):
        while True:
            try:
                number, (name, what, files) = wanted.get_nowait()
            except queue.Empty:
                return
            try:
                house = (bench.household(os.path.join(bench.root, f"cell{number}")) if name == "first"
                         else bench.copy_of(bench.start, f"cell{number}"))
                broken_once(bench, house, what, files)
                shutil.rmtree(house.root)
            except Exception as error:  # every place is to be tried
                failed.append(f"{name} pull, {what[-1]}: {error}")
                print("FAIL", failed[-1], flush=True)

    with rig.directory() as root:
        bench = Bench(root)
        try:
            every = list(cells(bench))
            for cell in enumerate(every):
                wanted.put(cell)
            threads = [threading.Thread(target=work, args=(bench,)) for _ in range(LANES)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            bench.server.close()
    print(f"{len(every)} places, {len(failed)} failed", flush=True)
    rig.check(not failed, "\n".join(failed))


if __name__ == "__main__":
    rig.main([the_next_run_ends_right])
