#!/usr/bin/env python3
"""A source that does not answer is told in the shared calendar, and no more once it answers."""
import datetime as dt
import os

import local_household as home
import proxy
import rig

HOUR = "T09:00:00Z"


def silences(root):
    return {str(e["SUMMARY"]): e for e in home.published(root).values() if str(e["SUMMARY"]).startswith("No answer")}


def take_away(root):
    os.rename(os.path.join(root, "alex"), os.path.join(root, "away"))


def give_back(root):
    os.rename(os.path.join(root, "away"), os.path.join(root, "alex"))


def it_comes_and_goes_with_the_silence():
    with rig.directory() as root:
        home.lay_out(root)
        home.once(root, now="2026-11-21" + HOUR)
        take_away(root)
        home.once(root, now="2026-11-22T08:00:00Z")
        rig.check(not silences(root), "23 hours are not yet silence")
        home.once(root, now="2026-11-22T10:00:00Z")
        told = silences(root)
        rig.check(set(told) == {"No answer from alex/work"}, str(told))
        event = told["No answer from alex/work"]
        rig.check(event["DTSTART"].dt == dt.date(2026, 11, 22), str(event))
        rig.check(event["DTEND"].dt == dt.date(2026, 12, 6), str(event))  # forget_after is 14 days, included
        rig.check(str(event["TRANSP"]) == "TRANSPARENT" and "ATTENDEE" not in event, str(event))
        rig.check("Sat 21 Nov" in str(event["DESCRIPTION"]), str(event["DESCRIPTION"]))
        before = event.to_ical()
        home.once(root, now="2026-11-25" + HOUR)
        rig.check(silences(root)["No answer from alex/work"].to_ical() == before, "it was written anew")
        give_back(root)
        home.once(root, now="2026-11-26" + HOUR)
        rig.check(not silences(root), "it answers, and is still told")


def what_no_longer_counts_is_no_longer_told():
    with rig.directory() as root:
        home.lay_out(root)
        home.once(root, now="2026-11-21" + HOUR)
        take_away(root)
        home.once(root, now="2026-12-05T08:00:00Z")
        rig.check(set(silences(root)) == {"No answer from alex/work"}, str(silences(root)))
        home.once(root, now="2026-12-05T10:00:00Z")
        rig.check(not silences(root), str(silences(root)))


def one_that_somebody_deleted_stays_deleted():
    with rig.directory() as root:
        home.lay_out(root)
        home.once(root, now="2026-11-21" + HOUR)
        take_away(root)
        home.once(root, now="2026-11-22T10:00:00Z")
        for name, event in home.published(root).items():
            if str(event["SUMMARY"]).startswith("No answer"):
                os.unlink(os.path.join(root, "shared", name))
        for day in (23, 24, 25):
            home.once(root, now=f"2026-11-{day}" + HOUR)
            rig.check(not silences(root), "it came back")


def a_partner_who_paused_is_not_silent():
    with rig.directory() as root:
        home.lay_out(root)
        home.once(root, now="2026-11-21" + HOUR)
        done = rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", "--now", "2026-11-21T10:00:00Z", "pause",
                       "--partner", "alex")
        rig.check(done.returncode == 0, done.stderr)
        home.once(root, now="2026-11-24" + HOUR)
        rig.check(not silences(root), "who paused is not asked")


def a_password_that_is_refused_is_told_after_an_hour_and_only_once_it_worked():
    with rig.directory() as root:
        taken = []
        calendar = rig.event("a1@work", "Budget review", "20261202T150000", "20261202T163000").encode()
        feed = proxy.Proxy(lambda request: proxy.Answer(200, [("Content-Type", "text/calendar")], calendar) if taken
                           else proxy.Answer(401, [("WWW-Authenticate", 'Basic realm="x"')]))
        rig.write(os.path.join(root, "alex.password"), "alexpw\n", 0o600)
        home.lay_out(root, alex=f'  kind = "ics"\n  url = "{feed.base}/a.ics"\n  user = "alex"\n'
                                '  password = { file = "alex.password" }\n')
        refused = lambda: {str(e["SUMMARY"]): e for e in home.published(root).values() if "refused" in str(e["SUMMARY"])}
        try:
            for hour in ("T06", "T09"):
                home.once(root, now=f"2026-11-21{hour}:00:00Z")
                rig.check(not refused(), "it never worked: that is no alert but a set-up that is not done")
            taken.append(1)
            home.once(root, now="2026-11-21T12:00:00Z")
            taken.clear()
            home.once(root, now="2026-11-21T15:00:00Z")
            rig.check(not refused(), "it may pass")
            home.once(root, now="2026-11-21T17:00:00Z")
            told = refused()
            rig.check(set(told) == {"Password refused: alex/work"}, str(told))
            text = str(told["Password refused: alex/work"]["DESCRIPTION"])
            rig.check("since Sat 21 Nov" in text and "evenkeel doctor" in text and "alexpw" not in text, text)
            home.once(root, now="2026-11-23T17:00:00Z")
            rig.check(set(refused()) == set(told) and not silences(root), "one event for one trouble")
            taken.append(1)
            home.once(root, now="2026-11-24T17:00:00Z")
            rig.check(not refused() and not silences(root), "it is taken again")
        finally:
            feed.close()


if __name__ == "__main__":
    rig.main([a_password_that_is_refused_is_told_after_an_hour_and_only_once_it_worked,
              it_comes_and_goes_with_the_silence, what_no_longer_counts_is_no_longer_told,
              one_that_somebody_deleted_stays_deleted, a_partner_who_paused_is_not_silent])
