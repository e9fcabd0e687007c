#!/usr/bin/env python3
"""OAuth 2.0, end to end: `evenkeel auth`, tokens that run out, rotate and are revoked; against python3-oauthlib's
authorisation server and a Radicale behind it."""
import os
import stat
import urllib.parse

import rig
from oauth_household import household, tool, sync, visit, auth, token_file, stored, status_of, signed_in


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


def what_the_browser_brings_is_checked():
    with household() as (root, server):
        def other_code(url):
            parts = urllib.parse.urlsplit(url)
            query = dict(urllib.parse.parse_qsl(parts.query))
            query["code_challenge"] = "A" * 43  # an attempt of somebody else
            _, back, text = visit(parts._replace(query=urllib.parse.urlencode(query)).geturl())
            rig.check(back is not None, text)
            return visit(back)[2]

        code, out, err, _ = auth(root, browse=other_code)
        rig.check(code == 4 and "invalid_grant" in err and not out, f"{code} {out} {err}")
        server.answer = "access_denied"
        code, out, err, page = auth(root)
        rig.check(code == 4 and "access_denied" in err and "did not work" in page, f"{code} {err} {page}")
        rig.check(not os.path.exists(token_file(root)), "something was stored")
        code, _, err, _ = auth(root, "alex/nothing")
        rig.check(code == 2 and "alex/nothing" in err, f"{code} {err}")


def who_does_not_know_the_state_ends_nothing():
    with household() as (root, _):
        def strangers_first(url):
            _, back, _ = visit(url)
            query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(back).query))
            target = back.split("?")[0]
            for other in ("favicon.ico", "?code=x", "?error=access_denied&state=zzz",
                          "?" + urllib.parse.urlencode({**query, "state": "another"})):
                rig.check(visit(target + other)[0] == 404, other)
            return visit(back)[2]

        code, _, err, page = auth(root, browse=strangers_first)
        rig.check(code == 0 and "permission has arrived" in page, f"{code} {err} {page}")


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


if __name__ == "__main__":
    rig.main([signs_in_and_reads_both_calendars_of_the_account, two_calendars_of_an_account_renew_once,
              a_clock_that_jumps_ends_no_sign_in, a_token_that_the_server_does_not_take_is_renewed_once,
              a_revoked_sign_in_is_explained_and_not_tried_again, a_provider_that_is_down_loses_nothing,
              what_the_browser_brings_is_checked, who_does_not_know_the_state_ends_nothing, a_code_is_used_once,
              a_client_that_may_only_post_its_secret, opens_the_browser_with_one_argument_and_no_shell])
