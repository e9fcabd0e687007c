#!/usr/bin/env python3
"""OAuth 2.0 in the service: what has ended is told in the calendar, one renewal for all, secrets stand nowhere else,
and a kill between two steps."""
import contextlib
import datetime as dt
import os
import re
import signal
import subprocess
import zoneinfo

import local_household
import rig
from oauth_household import household, tool, sync, auth, token_file, status_of, signed_in


SHARED = """
[shared]
kind = "vdir"
url = "shared"
organizer = "home@example.org"
invite = "none"
"""


@contextlib.contextmanager
def publishing_household(**kw):
    with household(more=SHARED, **kw) as (root, server):
        os.makedirs(os.path.join(root, "shared"))
        yield root, server


def told(root, now):
    """What stands on the shared calendar about sign-ins and silence after a cycle at `now`: {title: event}."""
    done = rig.run(root, rig.EVENKEELD, "--config", "evenkeel.toml", "--once", "--now", now)
    rig.check(done.returncode in (0, 3), f"{now}: {done.returncode} {done.stderr}")
    return {title: event for title, event in
            ((str(e["SUMMARY"]), e) for e in local_household.published(root).values())
            if title.startswith(("Sign in", "Password", "No answer"))}


@contextlib.contextmanager
def running_service(root):
    with open(os.path.join(root, "log"), "wb") as log:
        process = subprocess.Popen([os.path.abspath(rig.EVENKEELD), "--config", "evenkeel.toml", "--log", "debug"],
                                   cwd=root, env=rig.environment(root), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        rig.wait_for(lambda: os.path.exists(os.path.join(root, "control")) or process.poll() is not None, what="control")
        yield process
    finally:
        rig.stop(process)


def a_sign_in_that_was_revoked_is_told_in_the_calendar_with_its_cure():
    with publishing_household() as (root, server):
        signed_in(root)
        now = dt.datetime.now(dt.timezone.utc).replace(microsecond=0)
        at = lambda **later: (now + dt.timedelta(**later)).isoformat().replace("+00:00", "Z")
        rig.check(not told(root, at(hours=1)), "nothing has happened")
        server.memory.end_all()
        seen = told(root, at(hours=3))
        rig.check(set(seen) == {"Sign in again: alex/work"}, str(seen))  # one for both calendars, at once
        event = seen["Sign in again: alex/work"]
        rig.check("evenkeel auth alex/work" in str(event["DESCRIPTION"]), str(event))
        rig.check(str(event["TRANSP"]) == "TRANSPARENT" and "ATTENDEE" not in event, str(event))
        rig.check(told(root, at(hours=10))["Sign in again: alex/work"].to_ical() == event.to_ical(), "written anew")
        later = told(root, at(days=3))
        rig.check(set(later) == set(seen), f"{set(later)}: that it is silent too says nothing new")
        signed_in(root)
        rig.check(not told(root, at(days=3, hours=1)), "signed in again, and still told")


def a_sign_in_that_ends_soon_is_told_before():
    with publishing_household() as (root, server):
        server.more["refresh_token_expires_in"] = 30 * 86400
        signed_in(root)
        now = dt.datetime.now(dt.timezone.utc).replace(microsecond=0)
        end = now + dt.timedelta(days=30)
        for days in (1, 22):
            server.more["refresh_token_expires_in"] = (30 - days) * 86400  # it does not move
            rig.check(not told(root, (now + dt.timedelta(days=days)).isoformat().replace("+00:00", "Z")), f"day {days}")
        server.more["refresh_token_expires_in"] = 6 * 86400
        seen = told(root, (now + dt.timedelta(days=24)).isoformat().replace("+00:00", "Z"))
        rig.check(set(seen) == {"Sign in again: alex/work"}, str(seen))
        text = str(seen["Sign in again: alex/work"]["DESCRIPTION"])
        zone = zoneinfo.ZoneInfo("Europe/London")
        rig.check(f"ends on {end.astimezone(zone):%a} {end.astimezone(zone).day} " in text
                  and "evenkeel auth alex/work" in text, f"{text} {end}")
        server.more["refresh_token_expires_in"] = 30 * 86400
        signed_in(root)
        rig.check(not told(root, (now + dt.timedelta(days=24, hours=1)).isoformat().replace("+00:00", "Z")), "renewed")


def a_client_secret_that_is_not_taken_any_more_is_told_after_an_hour():
    with publishing_household() as (root, server):
        signed_in(root)
        now = dt.datetime.now(dt.timezone.utc).replace(microsecond=0)
        at = lambda **later: (now + dt.timedelta(**later)).isoformat().replace("+00:00", "Z")
        rig.check(not told(root, at(minutes=1)), "nothing has happened")
        server.memory.forget_access()
        server.memory.accepts = "nothing"
        rig.check(not told(root, at(hours=2)), "it may pass")
        seen = told(root, at(hours=4))
        rig.check(set(seen) == {"Sign in again: alex/work"}, str(seen))
        rig.check("evenkeel status" in str(seen["Sign in again: alex/work"]["DESCRIPTION"]), str(seen))
        server.memory.accepts = "basic"
        rig.check(not told(root, at(hours=9)), "it is taken again")


def the_running_service_signs_in_and_renews_for_all():
    with household() as (root, server):
        with running_service(root) as process:
            signed_in(root)
            # A sign-in makes its calendars due: nobody has to ask.
            rig.wait_for(lambda: status_of(root, "alex/second")["objects"] == 1, what="the next cycle")
            server.memory.forget_access()
            done = sync(root)
            rig.check(done.returncode == 0 and server.renewals() == 1, f"{done.said} {server.renewals()}")
            look = tool(root, "doctor")
            rig.check(look.returncode in (0, 3) and server.renewals() == 1, look.stdout + look.stderr)
            for name in ("cmdline", "environ"):
                # It lets nobody but root look at its environment.
                with contextlib.suppress(PermissionError), open(f"/proc/{process.pid}/{name}", "rb") as handle:
                    rig.check(b"canary-" not in handle.read(), name)
        log = open(os.path.join(root, "log"), encoding="utf-8").read()
        rig.check("canary-" not in log, log)


def tokens_and_client_secret_stand_nowhere_else():
    with household() as (root, server):
        said = ""
        code, out, err, page = auth(root)
        said += out + err + page
        for arguments in (("sync",), ("status",), ("status", "--json"), ("doctor",), ("doctor", "--json"), ("findings",),
                          ("config", "check"), ("sync", "--dry-run"), ("rota",), ("report", "--from", "2026-11-01", "--to", "2026-11-20")):
            done = tool(root, *arguments)
            said += done.stdout + done.stderr
        server.memory.end_all()
        for arguments in (("sync",), ("status",), ("doctor", "--json")):
            done = tool(root, *arguments)
            said += done.stdout + done.stderr
        done = rig.run(root, rig.EVENKEELD, "--config", "evenkeel.toml", "--once", "--log", "debug")
        said += done.stdout + done.stderr
        rig.check("canary-" not in said, re.search(r".{40}canary-.{20}", said, re.S).group(0) if "canary-" in said else "")
        for folder, _, files in os.walk(os.path.join(root, "state")):
            for name in files:
                path = os.path.join(folder, name)
                holds = b"canary-" in open(path, "rb").read()
                rig.check(not holds or path == token_file(root), path)
        rig.check(server.memory.every_token(), "no token was ever given")


def forget_erases_the_sign_in():
    with household() as (root, _):
        signed_in(root)
        done = tool(root, "forget", "--partner", "alex")
        rig.check(done.returncode == 0 and "1 sign-in" in done.stdout, done.stdout + done.stderr)
        rig.check(not os.path.exists(token_file(root)), "the token is still there")
        done = sync(root)
        rig.check(done.returncode != 0 and "nobody has signed in" in done.said, done.said)


def calls_of(root, log):
    """The system calls of a sync that renews: (name, its n-th time, the line), in order."""
    names = ("fsync", "rename", "sendto", "write", "connect")  # not recvfrom: how often depends on how a reply comes
    done = subprocess.run(["strace", "-qq", "-yy", "-o", log, "-e", "trace=" + ",".join(names), "-e", "signal=none",
                           os.path.abspath(rig.EVENKEELD), "--config", "evenkeel.toml", "--once"],
                          cwd=root, env={**rig.environment(root), "ASAN_OPTIONS": "detect_leaks=0"},
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)
    rig.check(done.returncode == 0, done.stderr.decode())
    counts, calls = {}, []
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            name = line.split("(", 1)[0]
            if name in names:
                counts[name] = counts.get(name, 0) + 1
                calls.append((name, counts[name], line))
    return calls


def killed_between_rotation_and_use():
    """From the moment at which the new refresh token has its name, a kill loses nothing."""
    with household() as (root, server):
        signed_in(root)
        server.memory.forget_access()
        calls = calls_of(root, os.path.join(root, "trace"))
        renames = [i for i, (name, _, line) in enumerate(calls) if name == "rename" and "alex+work.json" in line]
        rig.check(len(renames) == 2, f"the trial and the answer: {len(renames)}")
        after = calls[renames[1] + 1:]
        points = {(name, nth) for name, nth, _ in after[:6]}
        for name in ("sendto", "fsync"):  # the first request with the new token; the directory's flush
            points |= {(n, nth) for n, nth, _ in [c for c in after if c[0] == name][:1]}
        rig.check(len(points) >= 4, str(points))
        for name, nth in sorted(points):
            server.memory.forget_access()
            done = subprocess.run(
                ["strace", "-qq", "-o", "/dev/null", "-e", f"trace={name}", "-e", "signal=none", "-e",
                 f"inject={name}:signal=KILL:when={nth}", os.path.abspath(rig.EVENKEELD), "--config", "evenkeel.toml",
                 "--once"], cwd=root, env={**rig.environment(root), "ASAN_OPTIONS": "detect_leaks=0"},
                stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)
            rig.check(done.returncode in (-signal.SIGKILL, 137, 0), f"{name} {nth}: {done.returncode}")
            after_kill = sync(root)
            rig.check("reuse" not in server.memory.log, f"{name} {nth}: the old refresh token was used")
            rig.check(after_kill.returncode == 0, f"{name} {nth}: {after_kill.said}")


if __name__ == "__main__":
    rig.main([a_sign_in_that_was_revoked_is_told_in_the_calendar_with_its_cure,
              a_sign_in_that_ends_soon_is_told_before,
              a_client_secret_that_is_not_taken_any_more_is_told_after_an_hour,
              the_running_service_signs_in_and_renews_for_all, tokens_and_client_secret_stand_nowhere_else,
              forget_erases_the_sign_in, killed_between_rotation_and_use])
