#!/usr/bin/env python3
"""The service as systemd runs it: readiness, reload, one writer, and a stop that nothing holds up."""
import contextlib
import datetime as dt
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

import local_household as home
import rig


class Manager:
    """The service manager's end of sd_notify(3)."""

    def __init__(self, root):
        self.path = os.path.join(root, "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.socket.setblocking(False)
        self.heard = []

    def told(self, word):
        with contextlib.suppress(BlockingIOError):
            while True:
                self.heard += self.socket.recv(4096).decode().splitlines()
        return any(line.startswith(word) for line in self.heard)

    def forget(self):
        self.told("")
        self.heard.clear()


@contextlib.contextmanager
def service(root):
    manager = Manager(root)
    env = rig.environment(root)
    env["NOTIFY_SOCKET"] = manager.path
    with open(os.path.join(root, "log"), "wb") as log:
        process = subprocess.Popen([os.path.abspath(rig.EVENKEELD), "--config", "evenkeel.toml"], cwd=root, env=env,
                                   stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        rig.wait_for(lambda: manager.told("READY=1") or process.poll() is not None, what="READY=1")
        rig.check(process.poll() is None, open(os.path.join(root, "log"), encoding="utf-8").read())
        yield process, manager
    finally:
        rig.stop(process)
        manager.socket.close()


class Silent:
    """A server that takes connections and never says a word."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.taken = []
        self.socket.setblocking(False)

    def asked(self):
        with contextlib.suppress(BlockingIOError):
            self.taken.append(self.socket.accept()[0])
        return self.taken


def it_publishes_says_so_and_stops_at_once():
    with rig.directory() as root:
        home.lay_out(root)
        with service(root) as (process, manager):
            rig.wait_for(lambda: manager.told("STATUS="), what="a status line")
            rig.check(home.published(root), "nothing was published")
            process.send_signal(signal.SIGTERM)
            rig.check(process.wait(10) == 0, "a stop is no failure")
            rig.check(manager.told("STOPPING=1"), "STOPPING=1 was not said")


def a_silent_server_does_not_hold_up_a_stop():
    silent = Silent()
    with rig.directory() as root:
        home.lay_out(root, alex=f'  kind = "caldav"\n  url = "http://127.0.0.1:{silent.port}/"\n  user = "alex"\n')
        with service(root) as (process, _):
            rig.wait_for(silent.asked, what="a pull")
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            process.wait(10)
            took = time.monotonic() - began
            rig.check(took < 1, f"the stop took {took:.2f} s")


def a_command_beside_the_service_is_no_second_writer():
    with rig.directory() as root:
        home.lay_out(root)
        with service(root) as (_, manager):
            rig.wait_for(lambda: manager.told("STATUS="), what="the first cycle")
            rig.write(os.path.join(root, "alex", "a2.ics"),
                      rig.event("a2@work", "Audit", "20261203T150000", "20261203T163000"))
            done = rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", "sync", "--json")
            rig.check(done.returncode == 0, done.stderr)
            rig.check(json.loads(done.stdout)["pulled"] == 3, done.stdout)
            # With a clock of its own it would have to write itself: the lock is the service's.
            done = home.tool(root, "sync")
            rig.check(done.returncode == 4 and "is held by another evenkeel" in done.stderr and "--now" in done.stderr,
                      f"{done.returncode} {done.stderr}")
            # Looking is always possible.
            done = rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", "status", "--json")
            rig.check(done.returncode == 0, done.stderr)
            state = {s["name"]: s["state"] for s in json.loads(done.stdout)["sources"]}
            rig.check(state == {"alex/work": "ok", "sam/work": "ok", "household/shared": "ok"}, str(state))


def a_second_service_is_refused():
    with rig.directory() as root:
        home.lay_out(root)
        with service(root) as (process, _):
            done = home.once(root)
            rig.check(done.returncode == 4 and str(process.pid) in done.stderr, f"{done.returncode} {done.stderr}")


def a_reload_takes_a_good_configuration_and_refuses_a_wrong_one():
    with rig.directory() as root:
        home.lay_out(root)
        path = os.path.join(root, "evenkeel.toml")
        with service(root) as (process, manager):
            rig.wait_for(lambda: manager.told("STATUS="), what="the first cycle")
            with open(path, encoding="utf-8") as handle:
                good = handle.read()
            manager.forget()
            rig.write(path, good.replace("every =", "evry ="))
            process.send_signal(signal.SIGHUP)
            rig.wait_for(lambda: manager.told("RELOADING=1") and manager.told("READY=1"), what="the refused reload")
            rig.check(process.poll() is None, "a wrong configuration ended the service")
            log = open(os.path.join(root, "log"), encoding="utf-8").read()
            rig.check("evry" in log and "every" in log, log)
            manager.forget()
            rig.write(path, good.replace("Weekly alignment", "Our half hour"))
            process.send_signal(signal.SIGHUP)
            rig.wait_for(lambda: any(str(e["SUMMARY"]) == "Our half hour" for e in home.published(root).values()),
                         what="the new title on the calendar")


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as handle:
        return [int(child) for child in handle.read().split()]


def environment_of(pid):
    with open(f"/proc/{pid}/environ", "rb") as handle:
        return handle.read()


def what_reads_calendars_comes_back_when_it_is_killed():
    with rig.directory() as root:
        home.lay_out(root)
        with service(root) as (process, manager):
            rig.wait_for(lambda: manager.told("STATUS="), what="the first cycle")
            for number in range(2):
                nursery, = children(process.pid)
                os.kill(nursery, signal.SIGKILL)
                rig.write(os.path.join(root, "alex", f"b{number}.ics"),
                          rig.event(f"b{number}@work", "Audit", "20261203T150000", "20261203T163000"))
                done = rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", "sync", "--json")
                rig.check(done.returncode == 0, done.stderr)
                done = rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", "status", "--json")
                objects = {s["name"]: s["objects"] for s in json.loads(done.stdout)["sources"]}
                rig.check(objects["alex/work"] == 2 + number, done.stdout)
                rig.check(children(process.pid) != [nursery], "it is still the same")
                if os.getuid() != 0:
                    continue  # it lets nobody else look
                # Nothing of the service goes with it: no descriptor above its own, no environment.
                rig.check(not environment_of(children(process.pid)[0]), "it has the service's environment")
                held = sorted(int(fd) for fd in os.listdir(f"/proc/{children(process.pid)[0]}/fd"))
                rig.check(held[-1] <= 4, f"it holds {held}")


def tool(root, *arguments, config="evenkeel.toml", **kw):
    """By the machine's own clock: with --now a command does not ask the service."""
    return rig.run(root, rig.EVENKEEL, "--config", config, *arguments, **kw)


ICS = '  kind = "ics"\n  url = "http://127.0.0.1:{}/a.ics"\n'
WEB = '[web]\nlisten = "127.0.0.1:{}"\n'


def a_silent_server_holds_up_neither_people_nor_the_page():
    silent = Silent()
    port = rig.free_port()
    with rig.directory() as root:
        home.lay_out(root)
        rig.check(home.once(root).returncode == 0, "the first cycle")
        home.lay_out(root, alex=ICS.format(silent.port), more=WEB.format(port))
        with service(root) as (process, manager):
            rig.wait_for(silent.asked, what="a pull")
            done = tool(root, "pause", "--partner", "sam", timeout=30)
            rig.check(done.returncode == 0 and "paused" in done.stdout, f"{done.returncode} {done.stderr}")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
                rig.check(page.status == 200 and b"<html" in page.read(), "the page")
            rig.check(not manager.told("STATUS="), "the cycle was over already, so that this shows nothing")
            # What would disturb the pull waits for its end, and is told so.
            env = rig.environment(root)
            with subprocess.Popen([os.path.abspath(rig.EVENKEEL), "--config", "evenkeel.toml", "forget", "--partner",
                                   "sam"], cwd=root, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, text=True) as waiting:
                rig.check("waiting for its answer" in waiting.stderr.readline(), "it does not say that it waits")
                rig.check(not manager.told("STATUS="), "the cycle was over already, so that this shows nothing")
                out, err = waiting.communicate(timeout=40)  # the server stays silent; a pull waits for 60 s
                rig.check(waiting.returncode == 0 and "sam" in out.lower(), f"{waiting.returncode} {out} {err}")
            with open(os.path.join(root, "log"), encoding="utf-8") as log:
                rig.check("put off, since others waited for it" in log.read(), "the pull was not put off")
            rig.check(process.poll() is None, "the service ended")


def a_silent_server_does_not_hold_up_a_reload():
    silent = Silent()
    with rig.directory() as root:
        home.lay_out(root, alex=ICS.format(silent.port))
        with service(root) as (process, manager):
            rig.wait_for(silent.asked, what="a pull")
            manager.forget()
            home.lay_out(root)
            process.send_signal(signal.SIGHUP)
            rig.wait_for(lambda: manager.told("RELOADING=1"), 40, "the reload")
            rig.wait_for(lambda: home.published(root), what="a cycle with the new configuration")


def told_to(port):
    """Outputs whose server is silent: a webhook, and mail."""
    post = f'[[notify]]\nkind = "webhook"\nto = ["alex", "sam"]\nurl = "http://127.0.0.1:{port}/h"\n'
    mail = ('[[notify]]\nkind = "email"\nto = ["alex", "sam"]\n'
            f'[mail]\nsmtp = "smtp://127.0.0.1:{port}"\nfrom = "a@example.org"\n')
    return (post, mail)


def silent_where_it_tells(root, silent, notify, port):
    """A household that has something to tell, at whatever hour the machine has."""
    home.lay_out(root)
    now = dt.datetime.now(dt.timezone.utc)
    done = home.tool(root, "sync", now=f"{now - dt.timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}")  # all are due again
    rig.check(done.returncode == 0, f"the first cycle: {done.stderr}")
    day = next(d for d in (now + dt.timedelta(days=n) for n in range(1, 4)) if d.weekday() < 5)  # of a pick-up
    for who in ("alex", "sam"):
        rig.write(os.path.join(root, who, "new.ics"),
                  rig.event(f"new@{who}", "Audit", f"{day:%Y%m%d}T150000", f"{day:%Y%m%d}T163000"))
    far = now + dt.timedelta(hours=12)
    quiet = f'[alerts]\nquiet = "{far:%H}:00-{far:%H}:30"\n'
    home.lay_out(root, more=WEB.format(port) + quiet + notify)


def a_silent_receiver_holds_up_neither_people_nor_the_page_nor_a_stop():
    for notify in (0, 1):
        silent = Silent()
        port = rig.free_port()
        with rig.directory() as root:
            silent_where_it_tells(root, silent, told_to(silent.port)[notify], port)
            with service(root) as (process, manager):
                rig.wait_for(silent.asked, what="a message")
                done = tool(root, "pause", "--partner", "sam", timeout=30)
                rig.check(done.returncode == 0 and "paused" in done.stdout, f"{done.returncode} {done.stderr}")
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
                    rig.check(page.status == 200 and b"<html" in page.read(), "the page")
                rig.check(not manager.told("STATUS="), "the cycle was over already, so that this shows nothing")
                process.send_signal(signal.SIGTERM)
                rig.check(process.wait(10) == 0, "the stop")


def no_page_says_that_all_is_well_before_anything_was_read():
    silent = Silent()
    port = rig.free_port()
    with rig.directory() as root:
        home.lay_out(root, alex=ICS.format(silent.port), more=WEB.format(port))
        with service(root) as (_, manager):
            rig.wait_for(silent.asked, what="a pull")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
                    raise AssertionError(page.read().decode())
            except urllib.error.HTTPError as error:
                rig.check(error.code == 503 and "for the first time" in error.read().decode(), str(error))
            rig.check(not manager.told("STATUS="), "the cycle was over already, so that this shows nothing")


def another_households_service_is_not_asked():
    with rig.directory() as root, rig.directory() as other:
        home.lay_out(root)
        home.lay_out(other)
        with service(root) as (_, manager):
            rig.wait_for(lambda: manager.told("STATUS="), what="the first cycle")
            env = {"EVENKEEL_CONTROL": rig.environment(root)["EVENKEEL_CONTROL"]}
            done = tool(other, "forget", "--partner", "sam", env=env)
            rig.check(done.returncode == 0 and "Nothing was stored of" in done.stdout, done.stdout + done.stderr)
            objects = {s["name"]: s["objects"] for s in json.loads(tool(root, "status", "--json").stdout)["sources"]}
            rig.check(objects["sam/work"] == 1, f"erased of the other household: {objects}")
            done = tool(other, "sync", env=env)
            rig.check(done.returncode == 0 and home.published(other), "its own sync did nothing")
            # The same household by another spelling of its configuration, and by a copy of it.
            os.symlink("evenkeel.toml", os.path.join(root, "link.toml"))
            shutil.copy(os.path.join(root, "evenkeel.toml"), os.path.join(root, "copy.toml"))
            for config in (os.path.join(root, "evenkeel.toml"), "link.toml", "copy.toml"):
                done = tool(root, "sync", config=config)
                rig.check(done.returncode == 0, f"{config}: {done.stderr}")


def a_full_socket_is_named():
    with rig.directory() as root:
        home.lay_out(root)
        with service(root) as (_, manager), contextlib.ExitStack() as idle:
            rig.wait_for(lambda: manager.told("STATUS="), what="the first cycle")
            for _ in range(40):
                client = idle.enter_context(socket.socket(socket.AF_UNIX))
                client.connect(rig.environment(root)["EVENKEEL_CONTROL"])
            done = tool(root, "sync")
            rig.check(done.returncode == 4 and "too many clients" in done.stderr, f"{done.returncode} {done.stderr}")


if __name__ == "__main__":
    rig.main([a_silent_server_does_not_hold_up_a_reload, a_silent_receiver_holds_up_neither_people_nor_the_page_nor_a_stop,
              a_silent_server_holds_up_neither_people_nor_the_page,
              no_page_says_that_all_is_well_before_anything_was_read, another_households_service_is_not_asked,
              a_full_socket_is_named, it_publishes_says_so_and_stops_at_once, a_silent_server_does_not_hold_up_a_stop,
              a_command_beside_the_service_is_no_second_writer, a_second_service_is_refused,
              a_reload_takes_a_good_configuration_and_refuses_a_wrong_one,
              what_reads_calendars_comes_back_when_it_is_killed])
