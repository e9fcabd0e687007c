"""What the end-to-end tests share: programs under test, servers on loopback, calendars, and a tiny test runner.

A server is started on a free loopback port in a directory of its own and ended by its process id. The calendars are
filled and read by clients that are not ours (python3-caldav, python3-icalendar).
"""
import contextlib
import datetime as dt
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

BUILD = os.environ.get("EVENKEEL_BUILD", "build/debug")
EVENKEEL = os.path.join(BUILD, "evenkeel")
EVENKEELD = os.path.join(BUILD, "evenkeeld")
NOW = "2026-11-21T09:00:00Z"  # a Saturday


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(condition, seconds=20, what="condition"):
    """Polls until the condition holds; the only waiting in these tests."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"{what} did not come within {seconds} s")


def stop(process, seconds=10):
    """Ends a process that we started, by its id."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def directory():
    path = tempfile.mkdtemp(prefix="evenkeel-test-")
    os.chmod(path, 0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def write(path, text, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as handle:
        handle.write(text)
    os.chmod(path, mode)
    return path


def environment(root):
    return {"PATH": "/usr/bin:/bin", "HOME": root, "LANG": "C.UTF-8", "TZ": "America/New_York",
            "EVENKEEL_CONTROL": os.path.join(root, "control"), "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}


def run(root, program, *arguments, env=None, timeout=120, **kw):
    """Runs a program under test in `root`; the machine's zone is one that no calendar here uses."""
    full = environment(root)
    full.update(env or {})
    return subprocess.run([os.path.abspath(program), *arguments], cwd=root, env=full, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=timeout, check=False, **kw)


class Radicale:
    """Debian's radicale with users alex, sam and home, each with a calendar, and home's shared with both."""

    def __init__(self, root):
        self.root = os.path.join(root, "radicale")
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = os.path.join(self.root, "radicale.log")
        write(os.path.join(self.root, "users"), "alex:alexpw\nsam:sampw\nhome:homepw\n")
        write(os.path.join(self.root, "rights"),
              "[root]\nuser: .+\ncollection:\npermissions: R\n\n"
              "[principal]\nuser: .+\ncollection: {user}\npermissions: RW\n\n"
              "[own]\nuser: .+\ncollection: {user}/[^/]+\npermissions: rw\n\n"
              "[shared]\nuser: alex|sam\ncollection: home/shared\npermissions: rw\n")
        config = write(os.path.join(self.root, "config"),
                       f"[server]\nhosts = 127.0.0.1:{self.port}\nmax_connections = 20\n\n"
                       f"[auth]\ntype = htpasswd\nhtpasswd_filename = {self.root}/users\n"
                       "htpasswd_encryption = plain\ndelay = 0\n\n"
                       f"[rights]\ntype = from_file\nfile = {self.root}/rights\n\n"
                       f"[storage]\ntype = multifilesystem\nfilesystem_folder = {self.root}/collections\n\n"
                       "[logging]\nlevel = info\n")
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(["/usr/bin/python3", "/usr/bin/radicale", "--config", config],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.root)
        wait_for(self.answers, what="radicale")
        for user, name in (("alex", "work"), ("sam", "work"), ("home", "shared")):
            self.calendar(user, name, make=True)

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError("radicale ended: " + open(self.log, encoding="utf-8").read()[-2000:])
        try:
            urllib.request.urlopen(self.base + "/.web/", timeout=2).read()
            return True
        except OSError as error:
            return isinstance(error, urllib.error.HTTPError)

    def client(self, user):
        import caldav
        return caldav.DAVClient(f"{self.base}/{user}/", username=user, password=user + "pw")

    def calendar(self, user, name, make=False):
        import caldav
        client = self.client(user)
        url = f"{self.base}/{user}/{name}/"
        if make:
            caldav.Principal(client, url=f"{self.base}/{user}/").make_calendar(name=name, cal_id=name)
        return caldav.Calendar(client, url=url)

    def requests(self, method):
        """How many requests of this method the server has seen."""
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return sum(f" {method} request for " in line for line in log)

    def close(self):
        stop(self.process)


def event(uid, summary, start, end, extra="", zone="Europe/London"):
    """An event as a work calendar would hold it; start and end as 20261121T090000, or dates."""
    if len(start) == 8:
        times = f"DTSTART;VALUE=DATE:{start}\r\nDTEND;VALUE=DATE:{end}\r\n"
    else:
        times = f"DTSTART;TZID={zone}:{start}\r\nDTEND;TZID={zone}:{end}\r\n"
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//Work//EN\r\nBEGIN:VEVENT\r\n"
            f"UID:{uid}\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:{summary}\r\n{times}{extra}"
            "END:VEVENT\r\nEND:VCALENDAR\r\n")


def events_of(calendar):
    """Every VEVENT of a CalDAV calendar, parsed by python3-icalendar: {summary: [component]}."""
    import icalendar
    found = {}
    for resource in calendar.events():
        for component in icalendar.Calendar.from_ical(resource.data).walk("VEVENT"):
            found.setdefault(str(component["SUMMARY"]), []).append(component)
    return found


def london(year, month, day, hour, minute=0):
    import zoneinfo
    return dt.datetime(year, month, day, hour, minute, tzinfo=zoneinfo.ZoneInfo("Europe/London"))


def instant(text):
    """Seconds since 1970 of an RFC 3339 instant in UTC."""
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def check(condition, text):
    if not condition:
        raise AssertionError(text)


def main(tests):
    """Runs the tests named on the command line (all without); prints what failed; exit status 1 then."""
    wanted = sys.argv[1:]
    failed = 0
    ran = 0
    for test in tests:
        if wanted and test.__name__ not in wanted:
            continue
        ran += 1
        try:
            test()
            print(f"ok   {test.__name__}", flush=True)
        except Exception as error:  # every test is to be tried
            failed += 1
            import traceback
            traceback.print_exc()
            print(f"FAIL {test.__name__}: {error}", flush=True)
    if ran == 0:
        print("no test of that name")
    signal.alarm(0)
    sys.exit(1 if failed or ran == 0 else 0)
