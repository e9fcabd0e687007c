#!/usr/bin/env python3
"""The installed service under a real systemd, with every restriction of its unit.

A Debian 12 of its own is laid in build/booted and booted with systemd-nspawn; the shared calendar is Debian's radicale
outside it, on loopback, with a password that comes by LoadCredential; a second
household runs beside it. Where a container cannot be booted (no root, no
namespaces), the test says so and is skipped with status 77.
"""
import datetime as dt
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "e2e"))

import household_toml as toml  # noqa: E402
import rig  # noqa: E402

SECRET = "homepw"
TITLE = "Acquisition of Northwind"


def config(shared):
    return (toml.household(state=None) + toml.partner("alex", toml.vdir("alex")) + toml.partner("sam", toml.vdir("sam"))
            + toml.shared(toml.caldav(shared, "home", {"credential": "shared"}), invite="none") + toml.pick_up()
            + toml.alignment(agenda=[], prefer="sun 19:00"))


SILENT = """
[[household.calendar]]
name = "school"
kind = "ics"
url  = "http://127.0.0.1:{port}/school.ics"
"""

# Another household on the same machine: nothing to read, nothing to publish, no directory of credentials.
UPSTAIRS = """
[household]
time_zone = "Europe/Paris"
[[partner]]
id    = "alex"
email = "alex@example.org"
[[partner]]
id    = "sam"
email = "sam@example.org"
"""

UNIT = """[Unit]
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/usr/local/bin/scenario
StandardOutput=null
[Install]
WantedBy=multi-user.target
"""


def lay_household(system, url, silent_port):
    """One pick-up nobody has, ten to sixteen days ahead."""
    day = dt.date.today() + dt.timedelta(days=10)
    while day.weekday() > 4:
        day += dt.timedelta(days=1)
    etc = os.path.join(system, "etc/evenkeel")
    rig.write(os.path.join(etc, "evenkeel.toml"), config(url), 0o640)
    rig.write(os.path.join(etc, "silent.toml"), SILENT.format(port=silent_port), 0o640)
    rig.write(os.path.join(etc, "credentials/shared"), SECRET + "\n", 0o400)
    os.chmod(os.path.join(etc, "credentials"), 0o700)
    for who in ("alex", "sam"):
        start = day.strftime("%Y%m%dT150000")
        end = day.strftime("%Y%m%dT163000")
        rig.write(os.path.join(etc, who, "1.ics"), rig.event(f"{who}-1@work", TITLE, start, end), 0o640)
    rig.write(os.path.join(etc, "upstairs.toml"), UPSTAIRS, 0o640)
    rig.write(os.path.join(system, "etc/systemd/system/scenario.service"), UNIT)
    wants = os.path.join(system, "etc/systemd/system/multi-user.target.wants")
    os.makedirs(wants, exist_ok=True)
    link = os.path.join(wants, "scenario.service")
    if not os.path.lexists(link):
        os.symlink("/etc/systemd/system/scenario.service", link)
    shutil.copy(os.path.join(HERE, "scenario"), os.path.join(system, "usr/local/bin/scenario"))
    return day


def boot(system, silent):
    """Boots it and waits until it has powered itself off; tells it when the silent server was asked."""
    with open(os.path.join(system + ".console"), "wb") as console:
        process = subprocess.Popen(["systemd-nspawn", "-q", "-D", system, "--boot", "--register=no", "--keep-unit"],
                                   stdin=subprocess.DEVNULL, stdout=console, stderr=console)
    try:
        def ended():
            if silent.asked():
                rig.write(os.path.join(system, "etc/evenkeel/asked"), "yes\n")
            return process.poll() is not None
        rig.wait_for(ended, seconds=180, what="the end of the booted system")
    finally:
        rig.stop(process)


def steps_of(system):
    path = os.path.join(system, "result/steps")
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as handle:
        return dict(line.rstrip("\n").split(" ", 1) for line in handle)


def judge(steps, journal, calendar, day):
    expected = {"start": "0", "type": "notify", "user": "evenkeel", "published": "0", "fields": "0",
                "control": "660 evenkeel evenkeel", "state": "750 evenkeel evenkeel", "sync": "0", "second_writer": "4",
                "upstairs": "0", "upstairs_control": "660 evenkeel evenkeel", "upstairs_state": "750 evenkeel evenkeel",
                "upstairs_sync": "0", "upstairs_status": "0", "upstairs_stop": "0", "beside": "active",
                "wrong_reload_said": "0", "wrong_reload_status": "0", "reload": "0", "reload_published": "0",
                "still": "active", "asked": "0", "status_without_service": "0", "sync_as_root": "4", "stop": "0",
                "result": "success", "killed": "on-failure"}
    wrong = {name: steps.get(name) for name, value in expected.items() if steps.get(name) != value}
    rig.check(not wrong, f"these went otherwise: {wrong}\n{steps}\n{journal}")
    rig.check(int(steps["stop_ms"]) < 5000, f"the stop took {steps['stop_ms']} ms")
    for canary in (SECRET, TITLE):
        rig.check(canary not in journal, f"the journal holds {canary!r}")
    found = rig.events_of(calendar)
    rig.check("Sunday talk" in found, f"the reload did not rename the check-ins: {sorted(found)}")
    clash = [e for name, events in found.items() for e in events if "pick-up" in name.lower() and
             getattr(e["DTSTART"].dt, "date", lambda: e["DTSTART"].dt)() == day]
    rig.check(clash, f"the uncovered pick-up of {day} does not stand there: {sorted(found)}")


def the_service_works_under_its_unit():
    import service_test
    system = os.path.abspath(os.path.join(rig.BUILD, "..", "booted"))
    subprocess.run([os.path.join(HERE, "lay-root"), system, os.path.abspath(rig.BUILD)], check=True)
    with rig.directory() as root:
        radicale = rig.Radicale(root)
        silent = service_test.Silent()
        try:
            day = lay_household(system, f"{radicale.base}/home/shared/", silent.port)
            boot(system, silent)
            steps = steps_of(system)
            if steps is None:
                print("skipped: a system cannot be booted in a container here")
                sys.exit(77)
            with open(os.path.join(system, "result/journal"), encoding="utf-8") as handle:
                journal = handle.read()
            print({k: v for k, v in steps.items() if k.endswith("_ms") or k == "status"})
            judge(steps, journal, radicale.calendar("home", "shared"), day)
        finally:
            radicale.close()


if __name__ == "__main__":
    rig.main([the_service_works_under_its_unit])
