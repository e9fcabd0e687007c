#!/usr/bin/env python3
"""What stands on a shared calendar stays whose it is: additions, copies, forgeries, a lost state, mass deletions."""
import json
import os
import shutil

from aiosmtpd.controller import Controller

import local_household as home
import rfc5545
import rig

MAIL = '[mail]\nsmtp = "smtp://127.0.0.1:{}"\nfrom = "Household <home@example.org>"\n'
ADDED = ("COLOR:tomato\r\nATTACH;FMTTYPE=application/pdf:https://files.example.org/plan.pdf\r\n"
         "X-MOZ-LASTACK:20261121T080000Z\r\nCATEGORIES:Family\\, us,Red\r\n"
         "BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT2H\r\nEND:VALARM\r\n")
KEPT = ("COLOR:tomato", "ATTACH;FMTTYPE=application/pdf:https://files.example.org/plan.pdf",
        "X-MOZ-LASTACK:20261121T080000Z", "CATEGORIES:Family\\, us", "CATEGORIES:Red", "TRIGGER:-PT2H", "Bring the plan")


class Mailbox:
    def __init__(self):
        self.mails = 0
        self.controller = Controller(self, hostname="127.0.0.1", port=rig.free_port())
        self.controller.start()

    async def handle_DATA(self, server, session, envelope):
        self.mails += 1
        return "250 OK"


def succeeded(done, status=0):
    rig.check(done.returncode == status, f"exit {done.returncode}: {done.stderr}")
    return done


def with_additions(text):
    """As a person's program would store it: notes, a file, a colour, an alarm, a category."""
    return text.replace("── end ──", "── end ──\\nBring the plan").replace("END:VEVENT", ADDED + "END:VEVENT")


def unfolded(text):
    return text.replace("\r\n ", "")


def next_check_in(texts):
    return min((name for name, text in texts.items() if "SUMMARY:Weekly alignment" in text),
               key=lambda name: texts[name][texts[name].find("DTSTART;TZID"):])


def vdir_texts(root):
    found = {}
    for name in os.listdir(os.path.join(root, "shared")):
        with open(os.path.join(root, "shared", name), encoding="utf-8", newline="") as handle:
            found[name] = unfolded(handle.read())
    return found


def what_people_add_survives_our_rewrite():
    with rig.directory() as root:
        home.lay_out(root)
        succeeded(home.once(root))
        texts = vdir_texts(root)
        name = next_check_in(texts)
        rig.check("Nobody is free" in texts[name], "the agenda does not tell of the clash")
        rig.write(os.path.join(root, "shared", name), with_additions(texts[name]))
        os.unlink(os.path.join(root, "alex", "a1.ics"))  # the clash is gone: the agenda is written anew
        succeeded(home.once(root, now="2026-11-21T09:10:00Z"))
        with open(os.path.join(root, "shared", name), encoding="utf-8", newline="") as handle:
            text = handle.read()
        rfc5545.check(text)
        rig.check("Nobody is free" not in unfolded(text), "the agenda was not written anew")
        missing = [kept for kept in KEPT if kept not in unfolded(text)]
        rig.check(not missing, f"lost: {missing}\n{text}")
        rig.check(unfolded(text).count("TRIGGER:-PT15M") == 1, "our own alarm is not there once")


def on_a_server_too():
    with rig.directory() as root:
        server = rig.Radicale(root)
        try:
            rig.write(os.path.join(root, "password"), "homepw\n", 0o600)
            home.lay_out(root)
            path = os.path.join(root, "evenkeel.toml")
            with open(path, encoding="utf-8") as handle:
                text = handle.read()
            rig.write(path, text.replace('kind = "vdir"\nurl = "shared"', 'kind = "caldav"\n'
                                         f'url = "{server.base}/home/shared/"\nuser = "home"\n'
                                         'password = { file = "password" }'))
            succeeded(home.once(root))
            calendar = server.calendar("home", "shared")
            events = {str(event.url): event for event in calendar.events()}
            name = next_check_in({url: unfolded(event.data.replace("\r\n", "\n").replace("\n", "\r\n"))
                                  for url, event in events.items()})
            events[name].data = with_additions(unfolded(events[name].data.replace("\r\n", "\n").replace("\n", "\r\n")))
            events[name].save()
            os.unlink(os.path.join(root, "alex", "a1.ics"))
            succeeded(home.once(root, now="2026-11-21T09:10:00Z"))
            after = unfolded({str(e.url): e for e in calendar.events()}[name].data.replace("\r\n", "\n")
                             .replace("\n", "\r\n"))
            rig.check("Nobody is free" not in after, "the agenda was not written anew")
            rig.check("COLOR:tomato" in after and "-PT2H" in after and "plan.pdf" in after and "Bring the plan" in after,
                      f"lost: {after}")
        finally:
            server.close()


def a_copy_or_a_forgery_is_an_ordinary_event():
    with rig.directory() as root:
        home.lay_out(root)
        succeeded(home.once(root))
        own = next_check_in(vdir_texts(root))
        uid = own.removesuffix(".ics") + "@evenkeel"
        # Both are busy on Friday 4 December by copies of an event of ours, without being invited.
        for person in ("alex", "sam"):
            rig.write(os.path.join(root, person, "copy.ics"),
                      rig.event(uid, "Weekly alignment", "20261204T150000", "20261204T160000"))
        forged = rig.event("0123456789abcdef-0123456789abcdef@evenkeel", "Not ours", "20261210T100000", "20261210T110000")
        rig.write(os.path.join(root, "shared", "0123456789abcdef-0123456789abcdef.ics"), forged)
        for minute in (10, 20):
            succeeded(home.once(root, now=f"2026-11-21T09:{minute}:00Z"))
        alerts = [event["DTSTART"].dt for event in home.published(root).values() if event.get("TRANSP") == "TRANSPARENT"]
        rig.check(rig.london(2026, 12, 4, 15, 15) in alerts, f"a copied event hides a clash: {alerts}")
        with open(os.path.join(root, "shared", "0123456789abcdef-0123456789abcdef.ics"), encoding="utf-8",
                  newline="") as handle:
            rig.check(handle.read() == forged, "an event that is not ours was touched")
        for person in ("alex", "sam"):
            rig.check(os.path.exists(os.path.join(root, person, "copy.ics")), "a work calendar was touched")


def a_lost_state_is_no_reason_to_write_or_to_mail():
    box = Mailbox()
    try:
        for lost in ("evenkeel.db", "all but the key"):
            with rig.directory() as root:
                home.lay_out(root, more=MAIL.format(box.controller.port))
                box.mails = 0
                succeeded(home.once(root))
                rig.check(box.mails == 2, f"{box.mails} mails")
                before = vdir_texts(root)
                for name in os.listdir(os.path.join(root, "state")):
                    if name.startswith("evenkeel.db") or (lost != "evenkeel.db" and name != "instance.key"):
                        path = os.path.join(root, "state", name)
                        shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
                for minute in (10, 20):
                    succeeded(home.once(root, now=f"2026-11-21T09:{minute}:00Z"))
                rig.check(vdir_texts(root) == before, f"{lost} lost: something was written")
                rig.check(box.mails == 2, f"{lost} lost: {box.mails - 2} mails more")
    finally:
        box.controller.stop()


def lose_the_database(root):
    for name in os.listdir(os.path.join(root, "state")):
        if name.startswith("evenkeel.db"):
            os.unlink(os.path.join(root, "state", name))


def a_skipped_check_in_stays_skipped_after_a_loss():
    box = Mailbox()
    try:
        with rig.directory() as root:
            home.lay_out(root, more=MAIL.format(box.controller.port))
            succeeded(home.once(root))
            skipped = next_check_in(vdir_texts(root))
            os.remove(os.path.join(root, "shared", skipped))
            succeeded(home.once(root, now="2026-11-21T09:10:00Z"))
            told = box.mails
            rig.check(told == 6, f"{told} mails: two to invite, two to call off, two for the next one")
            before = vdir_texts(root)
            lose_the_database(root)
            for minute in (20, 30):
                succeeded(home.once(root, now=f"2026-11-21T09:{minute}:00Z"))
            rig.check(vdir_texts(root) == before, "something was written")
            rig.check(box.mails == told, f"{box.mails - told} mails more")
    finally:
        box.controller.stop()


def what_is_made_after_a_loss_is_not_taken_for_old():
    with rig.directory() as root:
        home.lay_out(root)
        succeeded(home.once(root))
        check_ins = [n for n, text in vdir_texts(root).items() if "SUMMARY:Weekly alignment" in text]
        for name in check_ins:  # all of them: nothing says any more that people skipped one
            os.remove(os.path.join(root, "shared", name))
        lose_the_database(root)
        succeeded(home.once(root, now="2026-11-21T09:20:00Z"))
        made = vdir_texts(root)
        rig.check(set(check_ins) <= set(made), "the check-ins are not made again")
        sequences = {int(made[n].split("\r\nSEQUENCE:")[1].split("\r\n")[0]) for n in check_ins}
        rig.check(min(sequences) > 1000, f"SEQUENCE {sequences}: a program takes it for older than what was deleted")


def a_mass_deletion_waits_for_a_person(name=None):
    shared = f'name = "{name}"' if name else ""
    with rig.directory() as root:
        home.lay_out(root, shared=shared)
        succeeded(home.once(root))
        before = vdir_texts(root)
        path = os.path.join(root, "evenkeel.toml")
        with open(path, encoding="utf-8") as handle:
            text = handle.read()
        begin = text.index("[[coverage]]")
        rig.write(path, text[:begin] + text[text.index("[[routine]]"):])  # somebody deletes the wrong lines
        done = succeeded(home.once(root, now="2026-11-21T09:10:00Z"), 3)
        rig.check(f"accept-deletions {name or 'shared'}" in done.stderr, done.stderr)
        sink = json.loads(home.tool(root, "status", "--json", now="2026-11-21T09:15:00Z").stdout)["sinks"][0]
        rig.check((sink["state"], sink["held_deletions"] >= 10) == ("held", True), str(sink))
        status = home.tool(root, "status", now="2026-11-21T09:15:00Z").stdout
        rig.check(f"deletions are held back; evenkeel accept-deletions {name or 'shared'} lets" in status, status)
        rig.check(vdir_texts(root) == before, "something was written although it is held")
        succeeded(home.tool(root, "accept-deletions", "shared", now="2026-11-21T09:20:00Z"))
        succeeded(home.once(root, now="2026-11-21T09:20:00Z"))
        rig.check(all("Weekly alignment" in text for text in vdir_texts(root).values()), "it was not let through")
        sink = json.loads(home.tool(root, "status", "--json", now="2026-11-21T09:25:00Z").stdout)["sinks"][0]
        rig.check((sink["state"], sink["held_deletions"]) == ("ok", 0), str(sink))
        # Once is once.
        rig.write(path, text)
        succeeded(home.once(root, now="2026-11-21T09:30:00Z"))
        again = vdir_texts(root)
        rig.write(path, text[:begin] + text[text.index("[[routine]]"):])
        succeeded(home.once(root, now="2026-11-21T09:40:00Z"), 3)
        rig.check(vdir_texts(root) == again, "a later mass deletion went through as well")


def shared_means_every_calendar_of_ours():
    a_mass_deletion_waits_for_a_person("together")


def an_emptied_calendar_is_filled_again():
    with rig.directory() as root:
        home.lay_out(root)
        succeeded(home.once(root, now="2026-11-23T14:40:00Z"))
        succeeded(home.once(root, now="2026-11-23T14:50:00Z"))  # reads what it wrote
        before = set(vdir_texts(root))
        for name in before:
            os.remove(os.path.join(root, "shared", name))
        done = succeeded(home.once(root, now="2026-11-23T15:00:00Z"))
        rig.check("objects are gone" in done.stderr, done.stderr)
        # At 15:15 another duty comes into sight: nothing is written into a calendar that nobody is sure of.
        succeeded(home.once(root, now="2026-11-23T15:20:00Z"))
        rig.check(not vdir_texts(root), "something was written although it is held")
        succeeded(home.once(root, now="2026-11-23T16:05:00Z"))
        lost = before - set(vdir_texts(root))
        rig.check(len(lost) == 1, f"{len(lost)} of {len(before)} are gone; only the pick-up of this afternoon is over")


if __name__ == "__main__":
    rig.main([what_people_add_survives_our_rewrite, on_a_server_too, a_copy_or_a_forgery_is_an_ordinary_event,
              an_emptied_calendar_is_filled_again,
              a_lost_state_is_no_reason_to_write_or_to_mail, a_skipped_check_in_stays_skipped_after_a_loss,
              what_is_made_after_a_loss_is_not_taken_for_old, a_mass_deletion_waits_for_a_person,
              shared_means_every_calendar_of_ours])
