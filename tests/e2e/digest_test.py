#!/usr/bin/env python3
"""HTTP Digest (RFC 7616): Apache's mod_auth_digest in front of a Radicale; read and published to."""
import contextlib
import hashlib
import os
import subprocess
import urllib.error
import urllib.request

import rig
import servers

MODULES = ("mpm_event", "authn_core", "authz_core", "authz_user", "authn_file", "auth_digest", "proxy", "proxy_http",
           "headers")
REALM = "calendars"

CONFIG = """
[household]
id = "hazel-street"
time_zone = "Europe/London"
state = "state"

[[partner]]
id = "alex"
email = "alex@example.org"
[[partner.calendar]]
name = "work"
url = "{base}/alex/work/"
user = "alex"
password = {{ file = "alex-password" }}

[[partner]]
id = "sam"
email = "sam@example.org"
[[partner.calendar]]
name = "work"
url = "{base}/sam/work/"
user = "sam"
password = {{ file = "{sam}" }}

[shared]
kind = "caldav"
url = "{base}/home/shared/"
user = "home"
password = {{ file = "home-password" }}
organizer = "home@example.org"

[[routine]]
id = "check-in"
title = "Check-in"
with = ["alex", "sam"]
every = "week"
"""


@contextlib.contextmanager
def apache(root, radicale):
    port = rig.free_port()
    folder = servers.give_to(os.path.join(root, "apache"), "www-data")
    users = "".join(f"{u}:{REALM}:" + hashlib.md5(f"{u}:{REALM}:{u}-canary".encode()).hexdigest() + "\n"
                    for u in servers.USERS)
    rig.write(os.path.join(folder, "users"), users)
    loaded = "".join(f"LoadModule {m}_module /usr/lib/apache2/modules/mod_{m}.so\n" for m in MODULES)
    user = "User www-data\nGroup www-data\n" if os.getuid() == 0 else ""
    # Radicale takes the user that Apache has checked.
    config = rig.write(os.path.join(folder, "apache.conf"), loaded + f"""
ServerName localhost
Listen 127.0.0.1:{port}
{user}DefaultRuntimeDir {folder}
Mutex file:{folder}
PidFile {folder}/pid
ErrorLog {folder}/error.log
LogFormat "%m %s \\"%{{Authorization}}i\\"" seen
CustomLog {folder}/seen.log seen
ProxyPass "/" "http://127.0.0.1:{radicale.port}/" keepalive=Off
<Location "/">
  AuthType Digest
  AuthName "{REALM}"
  AuthDigestDomain "/"
  AuthUserFile {folder}/users
  Require valid-user
  RequestHeader set X-Remote-User "expr=%{{REMOTE_USER}}"
</Location>
""")
    process = subprocess.Popen(["/usr/sbin/apache2", "-f", config, "-DFOREGROUND"], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def answers():
        if process.poll() is not None:
            raise AssertionError("apache ended: " + open(os.path.join(folder, "error.log"), encoding="utf-8").read())
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)
        except urllib.error.HTTPError as error:
            return error.code == 401
        except OSError:
            return False
        return False

    try:
        rig.wait_for(answers, what="apache")
        yield f"http://127.0.0.1:{port}", os.path.join(folder, "seen.log")
    finally:
        rig.stop(process)


class TrustingRadicale(rig.Radicale):
    """Filled with passwords like any other; then it believes who stands in front of it."""

    def __init__(self, root):
        super().__init__(root)
        self.calendar("alex", "work").save_event(rig.event("a@x", "Alex's", "20261126T100000", "20261126T110000"))
        self.calendar("sam", "work").save_event(rig.event("s@x", "Sam's", "20261126T120000", "20261126T130000"))
        rig.stop(self.process)
        config = os.path.join(self.root, "config")
        with open(config, encoding="utf-8") as handle:
            text = handle.read()
        rig.write(config, text.replace("type = htpasswd", "type = http_x_remote_user"))
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(["/usr/bin/python3", "/usr/bin/radicale", "--config", config],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.root)
        rig.wait_for(self.answers, what="radicale")


@contextlib.contextmanager
def household(sam="sam-password"):
    with rig.directory() as root:
        radicale = TrustingRadicale(root)
        try:
            with apache(root, radicale) as (base, seen):
                for user in servers.USERS:
                    rig.write(os.path.join(root, f"{user}-password"), f"{user}-canary\n", 0o600)
                rig.write(os.path.join(root, "wrong-password"), "wrong-canary\n", 0o600)
                rig.write(os.path.join(root, "evenkeel.toml"), CONFIG.format(base=base, sam=sam), 0o600)
                yield root, seen, radicale
        finally:
            radicale.close()


def sync(root, *more):
    done = rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", "--now", rig.NOW, "sync", *more)
    return done.returncode, done.stdout + done.stderr


def reads_and_publishes():
    with household() as (root, seen, radicale):
        code, said = sync(root)
        rig.check(code == 0, said)
        stored = os.path.join(radicale.root, "collections", "collection-root", "home", "shared")
        published = [name for name in os.listdir(stored) if name.endswith(".ics")]
        rig.check(published, "nothing was published")
        for name in published:
            rig.check("BEGIN:VEVENT" in open(os.path.join(stored, name), encoding="utf-8").read(), f"{name} is empty")
        code, said = sync(root)
        rig.check(code == 0 and len(published) == len([n for n in os.listdir(stored) if n.endswith(".ics")]), said)
        lines = open(seen, encoding="utf-8").read().splitlines()
        users = {u for u in servers.USERS if any(f'Digest username=\\"{u}\\"' in line for line in lines)}
        rig.check(users == set(servers.USERS), f"{users} of {lines[:5]}")
        rig.check("canary" not in "\n".join(lines), "a password is on the wire")


def a_wrong_password_is_refused_once():
    with household(sam="wrong-password") as (root, seen, _):
        code, said = sync(root, "--pull-only")
        rig.check(code == 3 and "sam/work" in said and "check user and password" in said, said)
        rig.check("alex/work" not in said, said)
        rig.check("canary" not in said, said)
        lines = [line for line in open(seen, encoding="utf-8").read().splitlines() if 'username=\\"sam\\"' in line]
        rig.check(1 <= len(lines) <= 2, f"{len(lines)} attempts")


if __name__ == "__main__":
    rig.main([reads_and_publishes, a_wrong_password_is_refused_once])
