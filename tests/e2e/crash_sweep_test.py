#!/usr/bin/env python3
"""Killed at any system call, or with a disk that fails there, a restart ends with exactly the wanted events: none lost,
none twice, no mail twice but where the server took it and nobody can know (DESIGN section 8).

EVENKEEL_SWEEP=all tries every point (100 with a server); else a sample, by EVENKEEL_SEED. The count of points and the
result are printed.
"""
import collections
import concurrent.futures
import email
import email.policy
import os
import queue
import random
import re
import shutil
import time

from aiosmtpd.controller import Controller

import crash_points
import household_toml as toml
import rig

WHOLE = os.environ.get("EVENKEEL_SWEEP") == "all"
SEED = int(os.environ.get("EVENKEEL_SEED", "20261121"))
AFTER = "2026-11-21T09:12:00Z"  # later than the first back-off
CHANGED = "2026-11-21T09:10:00Z"

VDIR = toml.vdir("shared")


def config(calendar, port):
    return (toml.household() + toml.partner("alex", toml.vdir("alex")) + toml.partner("sam", toml.vdir("sam"))
            + toml.shared(calendar, ahead="2w") + toml.pick_up(rrule="FREQ=WEEKLY;BYDAY=WE")
            + toml.alignment(title="Monthly alignment", every="month", agenda=["risks", "promises"]) + toml.mail(port))


class Mailbox:
    """What arrived, in order: (Message-ID, recipient)."""

    def __init__(self):
        self.mails = []
        self.controller = Controller(self, hostname="127.0.0.1", port=rig.free_port())
        self.controller.start()
        self.port = self.controller.port

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append((message["Message-ID"], envelope.rcpt_tos[0]))
        return "250 OK"


def lay_out(root, port, shared=VDIR):
    rig.write(os.path.join(root, "evenkeel.toml"), config(shared, port))
    rig.write(os.path.join(root, "alex", "a1.ics"),
              rig.event("a1@work", "Budget review", "20261202T150000", "20261202T163000"))
    rig.write(os.path.join(root, "sam", "s1.ics"),
              rig.event("s1@work", "Project board", "20261202T150000", "20261202T160000"))
    os.makedirs(os.path.join(root, "shared"), exist_ok=True)
    return root


def set_port(root, port):
    path = os.path.join(root, "evenkeel.toml")
    with open(path, encoding="utf-8") as handle:
        text = re.sub(r"smtp://127.0.0.1:\d+", f"smtp://127.0.0.1:{port}", handle.read())
    rig.write(path, text)


def once(root, now):
    done = rig.run(root, rig.EVENKEELD, "--config", "evenkeel.toml", "--now", now, "--once")
    rig.check(done.returncode == 0, f"exit {done.returncode}: {done.stderr}")


def shown(text):
    """What counts of an event: all but its name and when it was written."""
    return re.sub(r"(DTSTAMP|UID):[^\r\n]*", r"\1:-", text.replace("\r\n ", ""))


class Files:
    """A shared calendar as its files, whoever serves them."""

    def folder(self, root):
        return os.path.join(root, "shared")

    def restore(self, root):
        """As it was in the template; here it was copied with it."""

    def texts(self, root):
        """Every event by title and start; a second one of these, and any other file, under its own name."""
        found = {}
        for name in sorted(os.listdir(self.folder(root))):
            if name.startswith(".Radicale"):
                continue
            with open(os.path.join(self.folder(root), name), encoding="utf-8", newline="") as handle:
                text = handle.read()
            told = re.findall(r"^(?:SUMMARY|DTSTART)[^\r\n]*", text[text.find("BEGIN:VEVENT"):], re.M)
            known = " ".join(sorted(told)) if name.endswith(".ics") else name
            found[name if known in found else known] = shown(text)
        return found

    def edit(self, root, which, change):
        """As a person's program would: the whole file anew."""
        for name in sorted(os.listdir(self.folder(root))):
            path = os.path.join(self.folder(root), name)
            if not name.endswith(".ics"):
                continue
            with open(path, encoding="utf-8", newline="") as handle:
                text = handle.read()
            if re.search(which, text.replace("\r\n ", ""), re.S):
                os.unlink(path)
                if change(text) is not None:
                    rig.write(path, change(text))
                return
        raise AssertionError(f"no event with {which}")


class Served(Files):
    """The same behind radicale, which keeps nothing in memory."""

    def __init__(self, server):
        self.where = os.path.join(server.root, "collections", "collection-root", "home", "shared")
        self.kept = self.where + ".kept"

    def folder(self, root):
        return self.where

    def keep(self):
        shutil.copytree(self.where, self.kept)

    def restore(self, root):
        shutil.rmtree(self.where)
        shutil.copytree(self.kept, self.where)


CHECK_IN = r"SUMMARY:Monthly alignment.*DTSTART;TZID=Europe/London:{0}|DTSTART;TZID=Europe/London:{0}.*SUMMARY:Monthly"


def edit_everything(root, files):
    """One of each: the clash is gone, a check-in is moved, another gets a colour and a file, a duty is deleted."""
    os.unlink(os.path.join(root, "alex", "a1.ics"))
    files.edit(root, CHECK_IN.format("202611"), lambda text: re.sub(
        r"(DTSTART|DTEND);TZID=Europe/London:\d+T\d+",
        lambda found: found[1] + ";TZID=Europe/London:20261124T2" + ("01500" if found[1] == "DTSTART" else "04500"),
        text))
    files.edit(root, CHECK_IN.format("202612"), lambda text: text.replace(
        "END:VEVENT", "COLOR:tomato\r\nATTACH:https://files.example.org/plan\r\nEND:VEVENT"))
    files.edit(root, "DTSTART;TZID=Europe/London:20261125T151500", lambda text: None)


def edit_meanwhile(root, files):
    """A person writes into an event that evenkeel was about to write anew."""
    files.edit(root, CHECK_IN.format("202612"), lambda text: text.replace(
        "SUMMARY:Monthly alignment", "SUMMARY:Our evening").replace("END:VEVENT", "LOCATION:At home\r\nEND:VEVENT"))


class Sweep:
    """One scenario: a template, what happens at each point, and what must stand there in the end."""

    def __init__(self, name, template, now, files, sample, whole=10**6, between=None):
        self.name, self.template, self.now, self.files, self.between = name, template, now, files, between
        self.boxes = queue.Queue()
        self.tally = collections.Counter()
        self.problems = []
        with rig.directory() as place:
            root, box = self.copy(place)
            self.kills, self.failures = crash_points.trace(root, now)
            self.finish(root)
            self.wanted = files.texts(root)
            self.mailed = collections.Counter(recipient for _, recipient in box.mails)
            self.boxes.put(box)
        every = self.kills + self.failures
        size = min(len(every), whole if WHOLE else sample)
        self.points = random.Random(f"{SEED} {name}").sample(every, size)

    def copy(self, place):
        try:
            box = self.boxes.get_nowait()
        except queue.Empty:
            box = Mailbox()
        box.mails.clear()
        root = crash_points.copy(self.template, os.path.join(place, "home"))
        self.files.restore(root)
        set_port(root, box.port)
        return root, box

    def finish(self, root):
        if self.between:
            self.between(root, self.files)
        once(root, AFTER)

    def at(self, point):
        with rig.directory() as place:
            root, box = self.copy(place)
            try:
                self.tally["reached" if crash_points.run_to(point, root, self.now) else "not reached"] += 1
                first = list(box.mails)
                self.finish(root)
                self.judge(point, self.files.texts(root), first, box.mails[len(first):])
            except Exception as error:  # every point is to be tried
                self.problems.append(f"{point}: {error}")
            finally:
                self.boxes.put(box)

    def judge(self, point, texts, first, second):
        lost = sorted(set(self.wanted) - set(texts))
        more = sorted(set(texts) - set(self.wanted))
        other = sorted(name for name in texts if name in self.wanted and texts[name] != self.wanted[name])
        self.tally["lost"] += len(lost)
        self.tally["too many"] += len(more)
        if lost or more or other:
            both = f"\n--- wanted\n{self.wanted[other[0]]}\n--- is\n{texts[other[0]]}" if other else ""
            self.problems.append(f"{point}: lost {lost}, too many {more}, different {other}{both}")
        counts = collections.Counter(first + second)
        twice = [mail for mail, count in counts.items() if count > 1]
        self.tally["mails twice"] += len(twice)
        # Only the one that the server had just taken when the program ended: nobody can know of it.
        if len(twice) > 1 or any(counts[mail] != 2 or first[-1] != mail for mail in twice):
            self.problems.append(f"{point}: mailed twice: {twice}")
        if collections.Counter(recipient for _, recipient in counts) != self.mailed:
            self.problems.append(f"{point}: mailed {sorted(counts)}, wanted {dict(self.mailed)}")

    def run(self, threads=2):
        began = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(threads) as pool:
            list(pool.map(self.at, self.points))
        while not self.boxes.empty():
            self.boxes.get().controller.stop()
        kills = sum(point.action == "kill" for point in self.points)
        print(f"     {self.name}: {len(self.points)} of {len(self.kills) + len(self.failures)} points "
              f"({kills} kills, {len(self.points) - kills} failing calls; {self.tally['not reached']} not reached): "
              f"{self.tally['lost']} events lost, {self.tally['too many']} too many, "
              f"{self.tally['mails twice']} mails twice; {time.monotonic() - began:.0f} s", flush=True)
        rig.check(not self.problems, f"{len(self.problems)} points went wrong:\n" + "\n".join(self.problems[:5]))


def published(root, shared=VDIR):
    """A household whose first publication is done."""
    box = Mailbox()
    lay_out(root, box.port, shared)
    once(root, rig.NOW)
    box.controller.stop()
    return root


def the_first_publication():
    with rig.directory() as place:
        Sweep("first publication", lay_out(os.path.join(place, "home"), 1), rig.NOW, Files(), 16).run()


def a_cycle_that_creates_updates_moves_and_removes():
    with rig.directory() as place:
        root = published(os.path.join(place, "home"))
        edit_everything(root, Files())
        Sweep("changes", root, CHANGED, Files(), 16).run()


def a_person_edits_before_the_restart():
    with rig.directory() as place:
        root = published(os.path.join(place, "home"))
        edit_everything(root, Files())
        Sweep("conflict", root, CHANGED, Files(), 12, between=edit_meanwhile).run()


def on_a_real_server():
    with rig.directory() as place:
        server = rig.Radicale(place)
        try:
            root = os.path.join(place, "home")
            rig.write(os.path.join(root, "home.password"), "homepw\n", 0o600)
            shared = toml.caldav(f"{server.base}/home/shared/", "home")
            files = Served(server)
            files.keep()
            Sweep("first publication, radicale", lay_out(root, 1, shared), rig.NOW, files, 6, 100).run(threads=1)
            files.restore(root)
            shutil.rmtree(files.kept)
            published(root, shared)
            edit_everything(root, files)
            files.keep()
            Sweep("changes, radicale", root, CHANGED, files, 6, 100, between=edit_meanwhile).run(threads=1)
        finally:
            server.close()


if __name__ == "__main__":
    rig.main([the_first_publication, a_cycle_that_creates_updates_moves_and_removes,
              a_person_edits_before_the_restart, on_a_real_server])
