#!/usr/bin/env python3
"""Ninety days of the service in some minutes: one process from beginning to end, whose wall clock is moved on from poll
to poll (simulated_clock.c), against a Radicale, an OAuth provider and a proxy that fails, while people write. It prints
memory, descriptors and the size of the database as it goes, and fails when they grow, or when an event stands twice.

    tests/e2e/soak.py [DAYS [HOURS_BETWEEN_POLLS]]      (default 90, 3)
"""
import collections
import datetime as dt
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import authorization_server
import household_toml as toml
import proxy
import rig
from simulated_time import BEGIN, Clock

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # loopback

SOURCE = '  kind = "caldav"\n  url = "{}"\n  {}\n'
PAGE = os.sysconf("SC_PAGE_SIZE")


class Household:
    def __init__(self, root, clock, poll):
        self.root, self.clock, self.chance = root, clock, random.Random(90)
        self.radicale = rig.Radicale(root)
        self.provider = authorization_server.AuthorizationServer(self.radicale, "alex")
        self.provider.memory.clock = lambda: clock.now().timestamp()
        self.sam = proxy.Proxy(self.radicale.base)
        self.home = proxy.Proxy(self.radicale.base)
        self.events = {"alex": collections.deque(), "sam": collections.deque()}
        self.made = 0
        oauth = ('oauth = {{ authorize_url = "{0}/authorize", token_url = "{0}/token", scope = "calendar.read", '
                 'client_id = "{1}", client_secret = {{ file = "client-secret" }} }}')
        login = 'user = "{0}"\n  password = {{ file = "{0}.password" }}'
        config = (toml.household(poll=f"{poll}h", horizon="8w", history="2w")
                  + toml.partner("alex", SOURCE.format(f"{self.provider.base}/alex/work/",
                                                       oauth.format(self.provider.base, authorization_server.CLIENT)))
                  + toml.partner("sam", SOURCE.format(f"{self.sam.base}/sam/work/", login.format("sam")))
                  + toml.shared(toml.caldav(f"{self.home.base}/home/shared/", "home"), invite="none")
                  + toml.pick_up() + toml.alignment())
        self.config = rig.write(os.path.join(root, "evenkeel.toml"), config, 0o600)
        rig.write(os.path.join(root, "client-secret"), authorization_server.SECRET + "\n", 0o600)
        for user in ("sam", "home"):
            rig.write(os.path.join(root, f"{user}.password"), f"{user}pw\n", 0o600)
        for day in range(0, 56):
            for who in self.events:
                self.write(who, day)

    def write(self, who, days_ahead):
        """One meeting on that day; as many as clash now and then."""
        self.made += 1
        day = (self.clock.now() + dt.timedelta(days=days_ahead)).date()
        hour = self.chance.choice((9, 11, 14, 15))
        start = f"{day:%Y%m%d}T{hour:02}0000"
        calendar = self.radicale.calendar(who, "work")
        self.events[who].append(calendar.save_event(rig.event(f"{self.made}@{who}", f"Meeting {self.made}", start,
                                                              f"{day:%Y%m%d}T{hour + 1:02}3000")))

    def people_write(self):
        """A day's work: one meeting comes, the oldest goes, one is moved."""
        for who, events in self.events.items():
            events.popleft().delete()
            self.write(who, 55)
            moved = events[self.chance.randrange(len(events))]
            moved.data = moved.data.replace("T09", "T10").replace("T14", "T13")
            moved.save()

    def shared(self):
        """What stands on the shared calendar: [(title, start, UID)]."""
        return [(str(e["SUMMARY"]), str(e["DTSTART"].dt), str(e["UID"]))
                for events in rig.events_of(self.radicale.calendar("home", "shared")).values() for e in events]

    def sign_in(self):
        process = subprocess.Popen([os.path.abspath(rig.EVENKEEL), "--config", self.config, "auth", "alex/work"],
                                   cwd=self.root, env=self.clock.environment(self.root), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for line in process.stderr:
            if line.strip().startswith("http"):
                with urllib.request.urlopen(line.strip(), timeout=20) as answer:
                    answer.read()
                break
        out, err = process.communicate(timeout=60)
        rig.check(process.returncode == 0, f"auth: {out} {err}")

    def close(self):
        self.provider.close()
        self.sam.close()
        self.home.close()
        self.radicale.close()


def descriptors(pid):
    """How many; None where only root may look, as into a program that keeps its memory to itself."""
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except PermissionError:
        return None


class Service:
    """evenkeeld under a manager that wants a sign often, so that it looks at the clock."""

    def __init__(self, household):
        self.household = household
        path = os.path.join(household.root, "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path)
        env = {**household.clock.environment(household.root), "NOTIFY_SOCKET": path, "WATCHDOG_USEC": "40000"}
        self.log = open(os.path.join(household.root, "log"), "wb")
        self.process = subprocess.Popen([os.path.abspath(rig.EVENKEELD), "--config", household.config, "--log", "error"],
                                        cwd=household.root, env=env, stdin=subprocess.DEVNULL, stdout=self.log,
                                        stderr=self.log)
        self.cycles = self.waited_for = 0
        self.ended = threading.Condition()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        """A manager always listens; a service that is not heard stands still."""
        while True:
            try:
                heard = self.socket.recv(65536)
            except OSError:
                return
            if b"STATUS=" in heard:
                with self.ended:
                    self.cycles += 1
                    self.ended.notify()

    def cycle(self, seconds=120):
        """Until a cycle has ended that did not before the last drain()."""
        with self.ended:
            rig.check(self.ended.wait_for(lambda: self.cycles > self.waited_for, seconds), f"no cycle within {seconds} s")
            self.waited_for = self.cycles

    def drain(self):
        self.waited_for = self.cycles

    def figures(self):
        """Resident KiB, its heap's part and descriptors of the service and of its worker; KiB of the database."""
        pid = self.process.pid
        rig.check(self.process.poll() is None, "the service has ended")
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as handle:
            pids = [pid] + [int(child) for child in handle.read().split()]
        rss = [int(next(line.split()[1] for line in open(f"/proc/{p}/status", encoding="ascii")
                        if line.startswith("RssAnon"))) for p in pids]
        fds = [count for p in pids if (count := descriptors(p)) is not None]
        state = os.path.join(self.household.root, "state")
        disk = sum(os.path.getsize(os.path.join(state, name)) for name in os.listdir(state)
                   if name.startswith("evenkeel.db")) // 1024
        return rss, fds, disk

    def close(self):
        rig.stop(self.process)
        self.socket.close()
        self.log.close()


def broken(status, phases=None):
    return lambda request, forward, wire: wire.answer(proxy.Answer(status)) if not phases or request.phase in phases else None


def days_of_trouble(household, service, poll):
    """What begins on which day: {day: action}."""
    clock, process = household.clock, service.process

    def sam(fault):
        household.sam.fault = fault

    def home(fault):
        household.home.fault = fault

    def jump(**by):
        """The clock is wrong for one cycle."""
        right = clock.now()
        clock.later(**by)
        service.cycle() if by.get("days", 0) > 0 else time.sleep(0.3)
        clock.set(right)
        service.drain()

    def suspend(**by):
        os.kill(process.pid, signal.SIGSTOP)
        clock.later(**by)
        time.sleep(0.2)
        os.kill(process.pid, signal.SIGCONT)
        service.cycle()

    def reload(text):
        before = open(household.config, encoding="utf-8").read()
        rig.write(household.config, before + text, 0o600)
        os.kill(process.pid, signal.SIGHUP)
        service.cycle()
        rig.write(household.config, before, 0o600)
        os.kill(process.pid, signal.SIGHUP)
        service.cycle()

    def must_stand(title, wanted=True):
        titles = [t for t, _, _ in household.shared()]
        rig.check((title in titles) == wanted, f"{title}: {'missing' if wanted else 'there'} in {sorted(set(titles))}")

    return {
        8: household.sam.refuse, 11: household.sam.listen,
        13: lambda: home(broken(503)), 14: lambda: home(None),
        16: lambda: jump(days=3), 17: lambda: jump(days=-2), 18: lambda: jump(days=400),
        22: lambda: suspend(hours=9), 23: lambda: suspend(days=4),
        30: household.provider.memory.end_all, 32: lambda: must_stand("Sign in again: alex/work"),
        33: household.sign_in, 34: lambda: must_stand("Sign in again: alex/work", False),
        38: lambda: setattr(household.provider, "broken", 500), 39: lambda: setattr(household.provider, "broken", None),
        42: lambda: sam(broken(401)), 44: lambda: must_stand("Password refused: sam/work"), 45: lambda: sam(None),
        48: lambda: reload("[alerts]\nnotice = \"2d\"\n"), 49: lambda: reload("nonsense = 1\n"),
        52: lambda: sam(lambda request, forward, wire: wire.hold()), 53: lambda: sam(None),
        56: lambda: sam(lambda request, forward, wire: wire.reset()), 57: lambda: sam(None),
        60: lambda: home(broken(500, ("listing", "multiget"))), 61: lambda: home(None),
        64: lambda: jump(days=-30), 66: household.sam.refuse, 69: household.sam.listen,
        78: lambda: jump(days=30), 82: lambda: suspend(days=2),
    }


def twice(events):
    for what in (lambda e: e[2], lambda e: e[:2]):
        counted = collections.Counter(map(what, events))
        many = [key for key, number in counted.items() if number > 1]
        rig.check(not many, f"twice on the shared calendar: {many}")


def soak(household, service, days, poll):
    troubles = days_of_trouble(household, service, poll)
    seen = {}
    for day in range(1, days + 1):
        household.people_write()
        if day in troubles:
            troubles[day]()
        end = BEGIN + dt.timedelta(days=day)
        while household.clock.now() < end:
            service.drain()
            household.clock.later(hours=poll, minutes=1)
            service.cycle()
        if day % 10 == 0 or day in (1, days):
            seen[day] = rss, fds, disk = service.figures()
            events = household.shared()
            twice(events)
            print(f"day {day:3}: heap KiB {rss}, descriptors {fds}, database {disk} KiB, {len(events)} events, "
                  f"{service.cycles} cycles, {household.provider.renewals()} renewals", flush=True)
    return seen


def main():
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 90
    poll = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    began = time.monotonic()
    with rig.directory() as root:
        clock = Clock(root)
        household = Household(root, clock, poll)
        service = Service(household)
        try:
            service.cycle()
            household.sign_in()
            pid = service.process.pid
            seen = soak(household, service, days, poll)
            rig.check(service.process.poll() is None and service.process.pid == pid, "another process")
            early, late = seen[min(20, days)], seen[days]
            for old, new in zip(early[0], late[0]):
                rig.check(new <= old * 1.1 + 1024, f"memory grows: {old} KiB, {new} KiB")
            for old, new in zip(early[1], late[1]):
                rig.check(new <= old + 1, f"descriptors grow: {old}, {new}")
            rig.check(late[2] <= early[2] * 1.5 + 64, f"the database grows: {early[2]} KiB, {late[2]} KiB")
            print(f"{days} days, {service.cycles} cycles in {time.monotonic() - began:.0f} s: nothing grew, nothing "
                  "stands twice")
        except BaseException:
            sys.stderr.write(open(os.path.join(root, "log"), encoding="utf-8", errors="replace").read()[-3000:])
            raise
        finally:
            service.close()
            household.close()


main()
