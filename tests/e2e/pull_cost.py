#!/usr/bin/env python3
"""What pulls cost, measured and printed side by side: pull_cost.py [OBJECTS] [memory|radicale|xandikos ...]

The best cases that a first pull is held against are made by hand, against the same collection on the same server, one
after the other: one sync-collection, then multigets of the same size on one connection; and one sync-collection that
brings the objects along. Every body is only counted. Of "memory", a small server of our own that answers from memory
at once, what is seen is the client; of the others, what a household has of it.
"""
import atexit
import base64
import contextlib
import gzip
import http.client
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import proxy as wire
import pulled_household
import rig
import servers

XML = [("Content-Type", "application/xml; charset=utf-8")]
D = '<?xml version="1.0" encoding="utf-8"?><multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
BATCH = 50


def event(number):
    day = 1 + number % 28
    more = (f"LOCATION:Room {number % 40}\r\nORGANIZER;CN=Somebody:mailto:somebody{number % 50}@example.org\r\n"
            "ATTENDEE;CN=Alex;PARTSTAT=ACCEPTED:mailto:alex@example.org\r\n"
            "ATTENDEE;CN=Sam;PARTSTAT=NEEDS-ACTION:mailto:sam@example.org\r\n"
            "DESCRIPTION:What it is about\\, at some length\\, so that there is something to leave out.\r\n")
    if number % 5 == 0:
        more += "RRULE:FREQ=WEEKLY;COUNT=10\r\n"
    return rig.event(f"event-{number}@work.example", f"Meeting {number}", f"202612{day:02}T150000",
                     f"202612{day:02}T160000", more)


class Server:
    """One calendar in memory, with sync-collection."""

    def __init__(self, count):
        self.texts = {f"/c/{n}.ics": (f'"{n}"', event(n)) for n in range(count)}
        self.changed = []  # hrefs, oldest first; the token is how many there are
        self.packed = {}

    def __call__(self, request):
        if request.method == "PROPFIND":
            body = (D + "<response><href>/c/</href><propstat><prop><resourcetype><collection/><C:calendar/>"
                    "</resourcetype><displayname>c</displayname><supported-report-set><supported-report><report>"
                    "<sync-collection/></report></supported-report></supported-report-set></prop>"
                    "<status>HTTP/1.1 200 OK</status></propstat></response></multistatus>")
            return wire.Answer(207, XML, body.encode())
        key = request.body
        if key not in self.packed:
            body = self.listing(key) if b"sync-collection" in key else self.multiget(key)
            self.packed[key] = gzip.compress(body.encode(), 1), body.encode()
        packed, plain = self.packed[key]
        if "gzip" in request.header("accept-encoding"):
            return wire.Answer(207, XML + [("Content-Encoding", "gzip")], packed)
        return wire.Answer(207, XML, plain)

    def listing(self, body):
        token = re.search(rb"<sync-token>t?(\d*)", body).group(1)
        hrefs = self.changed[int(token):] if token else self.texts
        return D + "".join(self.member(h, b"calendar-data" in body) for h in hrefs) + \
            f"<sync-token>t{len(self.changed)}</sync-token></multistatus>"

    def member(self, href, whole):
        etag, text = self.texts[href]
        data = f"<C:calendar-data>{text}</C:calendar-data>" if whole else ""
        return (f"<response><href>{href}</href><propstat><prop><getetag>{etag}</getetag>{data}</prop>"
                "<status>HTTP/1.1 200 OK</status></propstat></response>")

    def multiget(self, body):
        return D + "".join(self.member(h, True) for h in re.findall(r"<href>([^<]*)</href>", body.decode())) + \
            "</multistatus>"


def serve(count, delay):
    """In a process of its own, so that its work is not the client's: prints its port."""
    between = wire.Proxy(Server(count), delay=delay)
    print(between.port, flush=True)
    sys.stdin.read()


def started(count, delay=0.0):
    process = subprocess.Popen([sys.executable, __file__, "--serve", str(count), str(delay)], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    return process, int(process.stdout.readline())


class Memory:
    """The server above, as the others are seen from here."""
    base, work = "", "/c/"

    def __init__(self, count, delay=0.0):
        self.process, port = started(count, delay)
        self.base = f"http://127.0.0.1:{port}"

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def in_memory(path):
    """A server that writes a file durably for each object which it lists for the first time is not what is measured."""
    place = tempfile.mkdtemp(dir="/dev/shm")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    os.symlink(place, path)


def made(kind, root, count):
    if kind == "memory":
        return Memory(count)
    if kind == "radicale":
        in_memory(os.path.join(root, kind, "collections"))
    server = {"radicale": servers.Radicale, "xandikos": servers.Xandikos}[kind](root)
    server.fill({f"event-{n}.ics": event(n) for n in range(count)})
    return server


class ByHand:
    """What a script that knows everything beforehand would do."""

    def __init__(self, server):
        self.path = server.work
        self.connection = http.client.HTTPConnection(server.base[len("http://"):], timeout=600)
        self.requests = 0

    def ask(self, body):
        self.requests += 1
        self.connection.request("REPORT", self.path, body, {
            "Accept-Encoding": "gzip", "Depth": "0", "Content-Type": "application/xml; charset=utf-8",
            "Authorization": "Basic " + base64.b64encode(b"alex:alexpw").decode()})
        answer = self.connection.getresponse()
        body = answer.read()
        rig.check(answer.status == 207, f"{answer.status} {body[:200]}")
        return (gzip.decompress(body) if answer.getheader("Content-Encoding") == "gzip" else body).decode()

    def listing(self, data):
        return self.ask('<sync-collection xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><sync-token></sync-token>'
                        f'<sync-level>1</sync-level><prop><getetag/>{data}</prop></sync-collection>')

    def multigets(self):
        hrefs = [h for h in re.findall(r"<[^<>]*href>([^<]*\.ics)</", self.listing(""))]
        for at in range(0, len(hrefs), BATCH):
            self.ask('<C:calendar-multiget xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><prop><getetag/>'
                     '<C:calendar-data/></prop>' + "".join(f"<href>{h}</href>" for h in hrefs[at:at + BATCH]) +
                     "</C:calendar-multiget>")
        return len(hrefs)

    def one_report(self):
        return self.listing("<C:calendar-data/>").count("BEGIN:VCALENDAR")


def by_hand(server, way):
    """Seconds and requests."""
    hand = ByHand(server)
    began = time.monotonic()
    found = getattr(hand, way)()
    return time.monotonic() - began, hand.requests, found


# In a process of its own: the largest size of a child counts from its parent's, and this one is large.
MEASURE = """
import os, sys, time
began = time.monotonic()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
print(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def measured(house, name="alex/work"):
    """Wall, processor time of ours (with the worker), KiB of the largest process, figures of the source."""
    house.later(minutes=20)
    done = rig.run(house.root, "/usr/bin/python3", "-S", "-E", "-c", MEASURE, os.path.abspath(rig.EVENKEEL), "--config",
                   "evenkeel.toml", "sync", "--pull-only", "--now", house.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
                   timeout=900)
    rig.check(done.returncode == 0, done.stderr)
    wall, cpu, memory, status = done.stdout.split()[-4:]
    rig.check(status == "0", done.stderr)
    return float(wall), float(cpu), int(memory), house.source(name)


def first_pull(kind, count, root):
    server = made(kind, root, count)
    try:
        for way in ("multigets", "one_report"):
            by_hand(server, way)  # the server's answers are made once
        rounds = []
        for number in range(3):  # in turns, so that all see the same machine
            hands = [by_hand(server, way) for way in ("multigets", "one_report")]
            rig.check(all(found == count for _, _, found in hands), str(hands))
            house = pulled_household.Household(os.path.join(root, f"house{number}"), url=server.base + server.work)
            rounds.append((*hands, measured(house)))
        multigets, report, (wall, cpu, memory, source) = sorted(rounds, key=lambda r: r[2][0])[1]
        rig.check(source["objects"] == count, str(source))
        print(f"{kind}, first pull of {count}:\n"
              f"  by hand, multigets:  {multigets[0]:6.2f} s  {multigets[1]} requests\n"
              f"  by hand, one report: {report[0]:6.2f} s  {report[1]} requests\n"
              f"  evenkeel:            {wall:6.2f} s  {source['requests_last_cycle']} requests  "
              f"{wall / multigets[0]:.2f} and {wall / report[0]:.2f} times by hand; processor {cpu:.2f} s, "
              f"{memory / 1024:.1f} MB resident, {source['bytes_last_cycle'] / 1e6:.2f} MB on the wire", flush=True)
        nothing_changed(house)
        if kind != "memory":
            one_changed(server, house)
    finally:
        server.close()


def nothing_changed(house):
    """Our processor time for it is what a run takes beyond one over the same store that does not ask for it."""
    measured(house)
    seen = [measured(house) for _ in range(5)]
    source = seen[-1][3]
    rig.check(house.command("pause", "--partner", "alex").returncode == 0, "not paused")
    idle = [measured(house)[1] for _ in range(5)]
    house.command("pause", "--partner", "alex", "--resume")
    cpu = min(s[1] for s in seen) - min(idle)
    print(f"  nothing changed:     {statistics.median(s[0] for s in seen):6.3f} s  {source['requests_last_cycle']} "
          f"requests  {source['bytes_last_cycle']} bytes, processor {cpu * 1000:.1f} ms beyond a run without it",
          flush=True)


def one_changed(server, house):
    server.http("alex").put(server.work + "event-7.ics", event(7).replace("Meeting 7", "Another meeting"))
    wall, _, _, source = measured(house)
    print(f"  one changed object:  {wall:6.3f} s  {source['requests_last_cycle']} requests  "
          f"{source['bytes_last_cycle']} bytes", flush=True)


def household_of(folder, server, count):
    sources = [pulled_household.caldav(server.base + server.work, name=f"c{n}") for n in range(count)]
    return pulled_household.Household(folder, alex=sources)


def eight_slow_ones(root):
    with contextlib.closing(Memory(20, 0.2)) as server:
        walls = [measured(household_of(os.path.join(root, f"slow{n}"), server, n), "alex/c0")[0] for n in (1, 8)]
        print(f"200 ms an answer: one source {walls[0]:.2f} s, eight {walls[1]:.2f} s", flush=True)


def eight_large_ones(root, count):
    with contextlib.closing(Memory(count)) as server:
        by_hand(server, "one_report")
        seen = [measured(household_of(os.path.join(root, f"large{n}"), server, n), "alex/c0") for n in (1, 8)]
        print(f"first pulls of {count}: one {seen[0][0]:.2f} s (processor {seen[0][1]:.2f} s), eight at once "
              f"{seen[1][0]:.2f} s (processor {seen[1][1]:.2f} s, {seen[1][2] / 1024:.1f} MB resident)", flush=True)


def main():
    count = int(sys.argv[1]) if sys.argv[1:] else 10_000
    for kind in sys.argv[2:] or ("memory", "radicale"):
        with rig.directory() as root:
            first_pull(kind, count, root)
    with rig.directory() as root:
        eight_slow_ones(root)
        eight_large_ones(root, count // 5)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(int(sys.argv[2]), float(sys.argv[3]))
    else:
        main()
