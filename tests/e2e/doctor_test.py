#!/usr/bin/env python3
"""`evenkeel doctor`: what servers say of themselves, and what it advises."""
import json
import os

import local_household as home
import rig


def doctor(root, *arguments):
    done = rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", "--now", rig.NOW, "doctor", *arguments)
    return done


def caldav(base, path, user, calendar=""):
    named = f'  calendar = "{calendar}"\n' if calendar else ""
    return (f'  kind = "caldav"\n  url = "{base}{path}"\n{named}  user = "{user}"\n'
            f'  password = {{ file = "{user}.secret" }}\n')


def servers_are_asked_who_we_are_and_what_they_offer():
    with rig.directory() as root:
        radicale = rig.Radicale(root)
        try:
            for user in ("alex", "sam"):
                rig.write(os.path.join(root, user + ".secret"), user + "pw\n", 0o600)
            home.lay_out(root, alex=caldav(radicale.base, "/", "alex"), sam=caldav(radicale.base, "/sam/work/", "sam"))
            done = doctor(root, "--json")
            rig.check(done.returncode == 0, done.stderr + done.stdout)
            found = json.loads(done.stdout)
            alex, sam = found["sources"][:2]
            rig.check(alex["name"] == "alex/work" and alex["reachable"], alex)
            # RFC 6578 and RFC 4791 are what radicale implements; its principals carry no mail address.
            rig.check({"sync-collection", "calendar-multiget", "CTag"} <= set(alex["offers"]), alex)
            rig.check("alex" in alex["identity"] and "sam" in sam["identity"], (alex, sam))
            rig.check([c["name"] for c in alex["calendars"] if c["chosen"]] == ["work"], alex)
            rig.check(found["sinks"] == [{"name": "household/shared", "reachable": True, "error": None,
                                          "writable": True, "invites": False}], found["sinks"])
            rig.check("alexpw" not in done.stdout, "the password is in it")
        finally:
            radicale.close()


def a_wrong_password_and_a_missing_server_are_named_and_the_rest_is_asked():
    with rig.directory() as root:
        radicale = rig.Radicale(root)
        try:
            rig.write(os.path.join(root, "alex.secret"), "wrong\n", 0o600)
            rig.write(os.path.join(root, "sam.secret"), "sampw\n", 0o600)
            nowhere = f"http://127.0.0.1:{rig.free_port()}"
            home.lay_out(root, alex=caldav(radicale.base, "/", "alex"), sam=caldav(nowhere, "/", "sam"))
            done = doctor(root, "--json")
            rig.check(done.returncode == 3, f"status {done.returncode}")
            alex, sam, shared = json.loads(done.stdout)["sources"]
            rig.check(not alex["reachable"] and "alex" in alex["error"], alex)
            rig.check(not sam["reachable"] and sam["error"], sam)
            rig.check(shared["reachable"], shared)
        finally:
            radicale.close()


def what_is_unclear_comes_with_lines_to_paste():
    with rig.directory() as root:
        home.lay_out(root)
        for n in range(6):  # a calendar that shows times only
            rig.write(os.path.join(root, "sam", f"b{n}.ics"),
                      rig.event(f"b{n}@work", "Busy", f"202612{10 + n}T090000", f"202612{10 + n}T100000"))
        os.remove(os.path.join(root, "sam", "s1.ics"))
        rig.write(os.path.join(root, "alex", "a2.ics"),
                  rig.event("a2@work", "Flight to Porto", "20261203T090000", "20261203T180000"))
        done = doctor(root)
        rig.check(done.returncode == 0, done.stderr)
        rig.check("Sam's calendars show busy times only" in done.stdout.replace("sam's", "Sam's"), done.stdout)
        rig.check("[[rule]]" in done.stdout, done.stdout)
        # The lines do what they are for.
        rule = done.stdout[done.stdout.index("[[rule]]"):].split("\n\n")[0]
        with open(os.path.join(root, "evenkeel.toml"), "a", encoding="utf-8") as config:
            config.write("\n" + rule + "\n")
        partners = json.loads(doctor(root, "--json").stdout)["partners"]
        rig.check(partners[0]["trips"] == 1, partners)


if __name__ == "__main__":
    rig.main([servers_are_asked_who_we_are_and_what_they_offer,
              a_wrong_password_and_a_missing_server_are_named_and_the_rest_is_asked,
              what_is_unclear_comes_with_lines_to_paste])
