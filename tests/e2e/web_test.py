#!/usr/bin/env python3
"""The planner served by the service, where `[web]` says so: what both may see, to browsers of this machine only."""
import contextlib
import difflib
import http.client
import os
import signal
import socket
import subprocess

import icalendar

import browser
import local_household as home
import rig

PRIVATE = "CLASS:PRIVATE\r\n"


@contextlib.contextmanager
def service(root, listen):
    """A service whose clock stands still, once it has something to serve."""
    home.lay_out(root, more=f'[web]\nlisten = "{listen}"\n')
    rig.write(os.path.join(root, "alex", "a3.ics"),
              rig.event("a3@work", "Canary interview", "20261203T150000", "20261203T163000", PRIVATE))
    with open(os.path.join(root, "log"), "wb") as log:
        process = subprocess.Popen([os.path.abspath(rig.EVENKEELD), "--config", "evenkeel.toml", "--now", rig.NOW],
                                   cwd=root, env=rig.environment(root), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        rig.wait_for(lambda: said(root, "is served at") or process.poll() is not None, what="the socket")
        rig.wait_for(lambda: drawn(listen), what="the planner")
        yield process
    finally:
        rig.stop(process)


def drawn(listen):
    """Whether there is a page: not before the calendars were read for the first time."""
    with contextlib.closing(connected(listen)) as connection:
        connection.request("GET", "/")
        answer = connection.getresponse()
        text = answer.read().decode()
    rig.check(answer.status == 200 or (answer.status == 503 and "for the first time" in text), f"{answer.status} {text}")
    return answer.status == 200


def connected(listen):
    """To what `[web] listen` names: an address and port, or a Unix socket."""
    if "/" not in listen:
        return http.client.HTTPConnection(*listen.split(":"), timeout=30)
    connection = http.client.HTTPConnection("localhost", timeout=30)
    connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.sock.connect(listen)
    return connection


def said(root, words):
    with open(os.path.join(root, "log"), encoding="utf-8") as log:
        return words in log.read()


def get(port, path, host=None, method="GET"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def the_page_the_picture_and_the_feed_are_what_the_command_draws():
    with rig.directory() as root:
        port = rig.free_port()
        with service(root, f"127.0.0.1:{port}"):
            for path, name in (("/", "p.html"), ("/planner.svg", "p.svg"), ("/planner.ics", "p.ics")):
                answer, text = get(port, path)
                rig.check(answer.status == 200, f"{path}: {answer.status}")
                rig.check(answer.headers["Cache-Control"] == "no-store", str(answer.headers))
                rig.check("Canary" not in text, f"{path} tells a private title")
                done = home.tool(root, "planner", "-o", name)
                rig.check(done.returncode == 0, done.stderr)
                with open(os.path.join(root, name), encoding="utf-8", newline="") as handle:
                    expected = handle.read()
                rig.check(expected == text, f"{path} is not what `planner -o {name}` draws:\n" + "\n".join(
                    difflib.unified_diff(text.splitlines(), expected.splitlines(), "served", "drawn", lineterm="")))
            rig.check(icalendar.Calendar.from_ical(get(port, "/planner.ics")[1]).walk("VEVENT"), "the feed is empty")
            rig.check(get(port, "/etc/passwd")[0].status == 404, "there is something else")
            rig.check(get(port, "/", method="POST")[0].status == 405, "something can be posted")


def no_page_of_a_stranger_reaches_it_by_a_name_of_its_own():
    with rig.directory() as root:
        port = rig.free_port()
        with service(root, f"127.0.0.1:{port}"):
            answer, text = get(port, "/", host="rebound.example")
            rig.check(answer.status == 421 and "Alex" not in text, f"{answer.status} {text}")


def a_browser_shows_it_without_a_complaint():
    with rig.directory() as root:
        port = rig.free_port()
        with service(root, f"127.0.0.1:{port}"), browser.Browser() as page:
            url = f"http://127.0.0.1:{port}/"
            page.open(url)
            rig.check("Alex" in page.evaluate("document.body.innerText"), "Alex is not on the page")
            # A browser asks for an icon by itself; there is none.
            complaints = [c for c in page.complaints() if "favicon" not in str(c) and "404" not in str(c)]
            rig.check(complaints == [], str(complaints))


def a_change_of_the_calendars_is_seen_after_the_next_cycle():
    with rig.directory() as root:
        port = rig.free_port()
        with service(root, f"127.0.0.1:{port}"):
            before = get(port, "/planner.ics")[1]
            rig.write(os.path.join(root, "alex", "a4.ics"),
                      rig.event("a4@work", "Audit", "20261204T150000", "20261204T163000"))
            rig.write(os.path.join(root, "sam", "s4.ics"),
                      rig.event("s4@work", "Site visit", "20261204T150000", "20261204T163000"))
            rig.check(get(port, "/planner.ics")[1] == before, "it was drawn anew without a cycle")
            done = rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", "sync", "--json")
            rig.check(done.returncode == 0, done.stderr)
            rig.check(get(port, "/planner.ics")[1] != before, "the new clash is not told")


def a_socket_file_serves_too_and_a_reload_closes_it():
    with rig.directory() as root:
        path = os.path.join(root, "web")
        with service(root, path) as process:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
                client.connect(path)
                client.sendall(b"GET / HTTP/1.0\r\n\r\n")
                rig.check(client.makefile("rb").read().startswith(b"HTTP/1.1 200 OK\r\n"), "no page")
            configuration = os.path.join(root, "evenkeel.toml")
            with open(configuration, encoding="utf-8") as handle:
                text = handle.read()
            rig.write(configuration, text[:text.index("[web]")])
            process.send_signal(signal.SIGHUP)
            rig.wait_for(lambda: not os.path.exists(path), what="the socket's end")


def an_address_that_is_taken_holds_up_nothing_else():
    with rig.directory() as root, socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        home.lay_out(root, more=f'[web]\nlisten = "127.0.0.1:{port}"\n')
        with open(os.path.join(root, "log"), "wb") as log:
            process = subprocess.Popen([os.path.abspath(rig.EVENKEELD), "--config", "evenkeel.toml", "--now", rig.NOW],
                                       cwd=root, env=rig.environment(root), stdout=log, stderr=log)
        try:
            rig.wait_for(lambda: said(root, "the planner is not served"), what="the complaint")
            rig.wait_for(lambda: said(root, "cycle:"), what="the first cycle")
            rig.check(home.published(root), "nothing was published")
        finally:
            rig.stop(process)


if __name__ == "__main__":
    rig.main([the_page_the_picture_and_the_feed_are_what_the_command_draws,
              no_page_of_a_stranger_reaches_it_by_a_name_of_its_own, a_browser_shows_it_without_a_complaint,
              a_change_of_the_calendars_is_seen_after_the_next_cycle, a_socket_file_serves_too_and_a_reload_closes_it,
              an_address_that_is_taken_holds_up_nothing_else])
