#!/usr/bin/env python3
"""What pulls cost, measured and printed: pull_cost.py [OBJECTS]

The server is a small one of our own that answers from memory, so that what is seen is the client. The best case that
the first pull is held against is made by hand: one sync-collection, then multigets of the same size on one
connection, every body only counted.
"""
import gzip
import http.client
import os
import re
import resource
import subprocess
import sys
import time

import proxy as wire
import pulled_household
import rig

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
        return D + "".join(f"<response><href>{h}</href><propstat><prop><getetag>{self.texts[h][0]}</getetag></prop>"
                           "<status>HTTP/1.1 200 OK</status></propstat></response>" for h in hrefs) + \
            f"<sync-token>t{len(self.changed)}</sync-token></multistatus>"

    def multiget(self, body):
        parts = []
        for href in re.findall(r"<href>([^<]*)</href>", body.decode()):
            etag, text = self.texts[href]
            parts.append(f"<response><href>{href}</href><propstat><prop><getetag>{etag}</getetag><C:calendar-data>"
                         f"{text}</C:calendar-data></prop><status>HTTP/1.1 200 OK</status></propstat></response>")
        return D + "".join(parts) + "</multistatus>"


def serve(count, delay):
    """In a process of its own, so that its work is not the client's: prints its port."""
    between = wire.Proxy(Server(count), delay=delay)
    print(between.port, flush=True)
    sys.stdin.read()


def started(count, delay=0.0):
    process = subprocess.Popen([sys.executable, __file__, "--serve", str(count), str(delay)], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    return process, int(process.stdout.readline())


def by_hand(port):
    """The best case: what a script that knows everything beforehand would do."""
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def ask(body):
        connection.request("REPORT", "/c/", body, {"Accept-Encoding": "gzip", "Depth": "0"})
        return gzip.decompress(connection.getresponse().read()).decode()
    listing = ask('<sync-collection xmlns="DAV:"><sync-token></sync-token></sync-collection>')
    hrefs = re.findall(r"<href>([^<]*)</href>", listing)
    for at in range(0, len(hrefs), BATCH):
        ask('<C:calendar-multiget xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">' +
            "".join(f"<href>{h}</href>" for h in hrefs[at:at + BATCH]) + "</C:calendar-multiget>")
    return time.monotonic() - began, len(hrefs)


def measured(house):
    """Wall, processor time of ours (with the worker), KiB of the largest process, wire of the source."""
    house.later(minutes=20)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    done = house.command("sync", "--pull-only")
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    rig.check(done.returncode == 0, done.stderr)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, after.ru_maxrss, house.source()


def first_pull(count):
    server, port = started(count)
    try:
        by_hand(port)  # the server's answers are made once
        with rig.directory() as root:
            hand, found = by_hand(port)
            house = pulled_household.Household(root, url=f"http://127.0.0.1:{port}/c/")
            wall, cpu, memory, source = measured(house)
            rig.check(source["objects"] == found == count, str(source))
            print(f"first pull of {count}: {wall:.2f} s, by hand {hand:.2f} s: {wall / hand:.2f} times; processor "
                  f"{cpu:.2f} s, {memory / 1024:.1f} MB resident, {source['requests_last_cycle']} requests, "
                  f"{source['bytes_last_cycle'] / 1e6:.2f} MB on the wire", flush=True)
            wall, cpu, _, source = measured(house)
            print(f"nothing changed: {wall:.2f} s, processor {cpu:.2f} s, {source['requests_last_cycle']} requests, "
                  f"{source['bytes_last_cycle']} bytes", flush=True)
    finally:
        server.stdin.close()
        server.wait()


def eight_slow_ones():
    server, port = started(20, 0.2)
    try:
        with rig.directory() as root:
            def household(folder, count):
                sources = (pulled_household.CALDAV.format(name=f"c{n}", url=f"http://127.0.0.1:{port}/c/", calendar="",
                                                          user="alex") for n in range(count))
                return pulled_household.Household(os.path.join(root, folder), alex="".join(sources))
            one, *_ = measured_all(household("one", 1))
            eight, *_ = measured_all(household("eight", 8))
            print(f"200 ms an answer: one source {one:.2f} s, eight {eight:.2f} s", flush=True)
    finally:
        server.stdin.close()
        server.wait()


def measured_all(house):
    began = time.monotonic()
    done = house.good_sync()
    return time.monotonic() - began, done


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(int(sys.argv[2]), float(sys.argv[3]))
    else:
        first_pull(int(sys.argv[1]) if sys.argv[1:] else 10_000)
        eight_slow_ones()
