#!/usr/bin/env python3
"""OAuth 2.0, end to end: `evenkeel auth`, tokens that run out, rotate, are revoked, and a kill between two steps;
against python3-oauthlib's authorisation server and a Radicale behind it."""
import contextlib
import datetime as dt
import json
import os
import re
import signal
import stat
import subprocess
import urllib.error
import urllib.parse
import urllib.request
import zoneinfo

import authorization_server
import local_household
import rig

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # loopback

OAUTH = ('oauth = {{ authorize_url = "{0}/authorize", token_url = "{0}/token", scope = "calendar.read", '
         'client_id = "{1}", client_secret = {{ file = "client-secret" }} }}')
HOUSEHOLD = """
[household]
id = "hazel-street"
time_zone = "Europe/London"
state = "state"

[[partner]]
id = "alex"
name = "Alex"
email = "alex@example.org"
{alex}

[[partner]]
id = "sam"
name = "Sam"
email = "sam@example.org"
"""
SOURCE = """
[[partner.calendar]]
name = "{}"
kind = "caldav"
url = "{}"
{}
"""


@contextlib.contextmanager
def household(accepts="basic", more=""):
    with rig.directory() as root:
        radicale = rig.Radicale(root)
        server = authorization_server.AuthorizationServer(radicale, "alex", accepts)
        radicale.calendar("alex", "second", make=True)
        for name in ("work", "second"):
            radicale.calendar("alex", name).save_event(
                rig.event(f"{name}@x", f"In {name}", "20261126T100000", "20261126T110000"))
        oauth = OAUTH.format(server.base, authorization_server.CLIENT)
        sources = "".join(SOURCE.format(name, f"{server.base}/alex/{name}/", oauth) for name in ("work", "second"))
        rig.write(os.path.join(root, "evenkeel.toml"), HOUSEHOLD.format(alex=sources) + more, 0o600)
        rig.write(os.path.join(root, "client-secret"), authorization_server.SECRET + "\n", 0o600)
        try:
            yield root, server
        finally:
            server.close()
            radicale.close()


def tool(root, *arguments, **more):
    return rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", *arguments, **more)


def sync(root, now=None):
    done = tool(root, "sync", "--pull-only", *(["--now", now] if now else []))
    done.said = done.stdout + done.stderr
    return done


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def visit(url):
    """Status, Location and text of one GET; nothing followed."""
    try:
        with urllib.request.build_opener(NoRedirect).open(url, timeout=20) as answer:
            return answer.status, answer.headers.get("Location"), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Location"), error.read().decode()


def auth(root, source="alex/work", browse=None, env=None):
    """Runs `evenkeel auth`, and what a browser would do; exit status, output, the page."""
    process = subprocess.Popen([os.path.abspath(rig.EVENKEEL), "--config", "evenkeel.toml", "auth", source], cwd=root,
                               env={**rig.environment(root), **(env or {})}, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    said, page = "", ""
    try:
        for line in process.stderr:
            said += line
            if line.strip().startswith("http"):
                page = (browse or follow)(line.strip())
                break
        out, err = process.communicate(timeout=60)
    finally:
        rig.stop(process)
    return process.returncode, out, said + err, page


def follow(url):
    status, back, text = visit(url)
    rig.check(status == 302, f"authorisation: {status} {text}")
    return visit(back)[2]


def token_file(root, name="alex+work.json"):
    return os.path.join(root, "state", "tokens", name)


def stored(root):
    with open(token_file(root), encoding="utf-8") as handle:
        return json.load(handle)


def status_of(root, name):
    sources = json.loads(tool(root, "status", "--json").stdout)["sources"]
    return next(s for s in sources if s["name"] == name)


def signed_in(root):
    code, out, err, _ = auth(root)
    rig.check(code == 0, f"auth: {code} {out} {err}")


def signs_in_and_reads_both_calendars_of_the_account():
    with household() as (root, server):
        before = sync(root)
        rig.check(before.returncode != 0 and "evenkeel auth alex/work" in before.said, before.said)
        code, out, err, page = auth(root)
        rig.check(code == 0 and "alex/work is signed in" in out, f"{code} {out} {err}")
        rig.check("has arrived" in page, page)
        mode = os.stat(token_file(root))
        rig.check(stat.S_IMODE(mode.st_mode) == 0o600, oct(mode.st_mode))
        rig.check(stat.S_IMODE(os.stat(os.path.dirname(token_file(root))).st_mode) == 0o700, "directory")
        done = sync(root)
        rig.check(done.returncode == 0, done.said)
        for name in ("alex/work", "alex/second"):
            rig.check(status_of(root, name)["objects"] == 1, str(status_of(root, name)))
        rig.check(server.renewals() == 0, "a token that holds was renewed")


def two_calendars_of_an_account_renew_once():
    with household() as (root, server):
        signed_in(root)
        first = stored(root)
        done = sync(root, "2036-01-01T00:00:00Z")  # long after the access token has run out
        rig.check(done.returncode == 0, done.said)
        rig.check(server.renewals() == 1, f"{server.renewals()} renewals")
        rig.check(stored(root)["refresh_token"] != first["refresh_token"], "not rotated")
        rig.check("reuse" not in server.memory.log, "an old refresh token was used")


def a_clock_that_jumps_ends_no_sign_in():
    with household() as (root, server):
        signed_in(root)
        for now in ("2025-11-21T09:00:00Z", "2036-11-21T09:00:00Z", "2026-11-21T09:00:00Z", None):
            done = sync(root, now)
            rig.check(done.returncode == 0, f"{now}: {done.said}")
        rig.check("reuse" not in server.memory.log, str(server.memory.log))


def a_token_that_the_server_does_not_take_is_renewed_once():
    with household() as (root, server):
        signed_in(root)
        server.memory.forget_access()
        done = sync(root)
        rig.check(done.returncode == 0 and server.renewals() == 1, f"{done.said} {server.renewals()}")
        server.memory.holds = lambda token: False
        asked = len(server.bearers)
        done = sync(root)
        rig.check(done.returncode != 0 and "evenkeel auth alex/work" in done.said, done.said)
        rig.check(len(server.bearers) - asked <= 4, f"{len(server.bearers) - asked} requests: hot")


def a_revoked_sign_in_is_explained_and_not_tried_again():
    with household() as (root, server):
        signed_in(root)
        rig.check(sync(root).returncode == 0, "first")
        server.memory.end_all()
        server.memory.log.clear()
        tokens = []
        answer = server.server.create_token_response
        server.server.create_token_response = lambda *a, **k: tokens.append(1) or answer(*a, **k)
        done = sync(root)
        rig.check(done.returncode == 3 or done.returncode == 4, f"{done.returncode}")
        rig.check("run: evenkeel auth alex/work" in done.said, done.said)
        rig.check(len(tokens) == 1, f"{len(tokens)} renewals")
        done = sync(root)
        rig.check(len(tokens) == 1, "asked again with a token that was refused")
        rig.check("run: evenkeel auth alex/work" in status_of(root, "alex/work")["last_error"], "status")
        rig.check(status_of(root, "alex/work")["objects"] == 1, "the last good copy is gone")
        doctor = tool(root, "doctor")
        rig.check("run: evenkeel auth alex/work" in doctor.stdout + doctor.stderr, doctor.stdout)
        rig.check(len(tokens) == 1, "doctor asked")
        signed_in(root)
        rig.check(sync(root).returncode == 0, "after the cure")


def a_provider_that_is_down_loses_nothing():
    with household() as (root, server):
        signed_in(root)
        server.memory.forget_access()
        for status in (500, 503, 429, 404):
            server.broken = status
            done = sync(root)
            rig.check(done.returncode != 0 and "evenkeel auth" not in done.said, done.said)
        server.broken = None
        rig.check(sync(root).returncode == 0, "afterwards")


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


def what_the_browser_brings_is_checked():
    with household() as (root, server):
        def other_state(url):
            _, back, _ = visit(url)
            query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(back).query))
            target = back.split("?")[0]
            rig.check(visit(target + "favicon.ico")[0] == 404, "favicon")
            return visit(target + "?" + urllib.parse.urlencode({**query, "state": "another"}))[2]

        def other_code(url):
            parts = urllib.parse.urlsplit(url)
            query = dict(urllib.parse.parse_qsl(parts.query))
            query["code_challenge"] = "A" * 43  # an attempt of somebody else
            _, back, text = visit(parts._replace(query=urllib.parse.urlencode(query)).geturl())
            rig.check(back is not None, text)
            return visit(back)[2]

        for browse, word in ((other_state, "state differs"), (other_code, "invalid_grant")):
            code, out, err, _ = auth(root, browse=browse)
            rig.check(code == 4 and word in err and not out, f"{code} {out} {err}")
        server.answer = "access_denied"
        code, out, err, page = auth(root)
        rig.check(code == 4 and "access_denied" in err and "did not work" in page, f"{code} {err} {page}")
        rig.check(not os.path.exists(token_file(root)), "something was stored")
        code, _, err, _ = auth(root, "alex/nothing")
        rig.check(code == 2 and "alex/nothing" in err, f"{code} {err}")


def a_code_is_used_once():
    with household() as (root, server):
        brought = []

        def keep(url):
            _, back, _ = visit(url)
            brought.append(dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(back).query))["code"])
            return visit(back)[2]

        rig.check(auth(root, browse=keep)[0] == 0, "first")

        def again(url):
            query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
            return visit(query["redirect_uri"] + "?" + urllib.parse.urlencode(
                {"code": brought[0], "state": query["state"]}))[2]

        code, _, err, _ = auth(root, browse=again)
        rig.check(code == 4, f"{code} {err}")
        rig.check(sync(root).returncode == 0, "the first sign-in is lost")


def a_client_that_may_only_post_its_secret():
    with household(accepts="post") as (root, server):
        signed_in(root)
        done = sync(root, "2036-01-01T00:00:00Z")
        rig.check(done.returncode == 0 and server.renewals() == 1, done.said)


def opens_the_browser_with_one_argument_and_no_shell():
    with household() as (root, _):
        rig.write(os.path.join(root, "bin", "xdg-open"), '#!/bin/sh\nprintf "%s\\n" "$#" "$1" > "$HOME/opened"\n', 0o755)
        code, _, err, _ = auth(root, env={"PATH": os.path.join(root, "bin") + ":/usr/bin:/bin", "DISPLAY": ":9"})
        rig.check(code == 0, err)
        opened = rig.wait_for(lambda: os.path.exists(os.path.join(root, "opened")) and
                              open(os.path.join(root, "opened"), encoding="utf-8").read(), what="the browser")
        rig.check(opened.startswith("1\nhttp://127.0.0.1:") and "&state=" in opened, opened)


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
                with open(f"/proc/{process.pid}/{name}", "rb") as handle:
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
    names = ("fsync", "rename", "sendto", "write", "recvfrom", "connect")
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
    rig.main([signs_in_and_reads_both_calendars_of_the_account, two_calendars_of_an_account_renew_once,
              a_clock_that_jumps_ends_no_sign_in, a_token_that_the_server_does_not_take_is_renewed_once,
              a_revoked_sign_in_is_explained_and_not_tried_again,
              a_sign_in_that_was_revoked_is_told_in_the_calendar_with_its_cure, a_sign_in_that_ends_soon_is_told_before,
              a_client_secret_that_is_not_taken_any_more_is_told_after_an_hour, a_provider_that_is_down_loses_nothing,
              what_the_browser_brings_is_checked, a_code_is_used_once, a_client_that_may_only_post_its_secret,
              opens_the_browser_with_one_argument_and_no_shell, the_running_service_signs_in_and_renews_for_all,
              tokens_and_client_secret_stand_nowhere_else, forget_erases_the_sign_in, killed_between_rotation_and_use])
