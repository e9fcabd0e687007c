"""More CalDAV servers from Debian's packages, each on loopback in a directory of its own.

All of them know alex, sam and home (password: the name and "pw"), a calendar "work" for alex and sam, and home's
calendar "shared", which alex and sam may read. They are filled by plain HTTP, by a client that is not ours.
"""
import base64
import glob
import hashlib
import http.client
import os
import pickle
import pwd
import re
import shutil
import subprocess
import urllib.parse

import rig

USERS = ("alex", "sam", "home")
MKCALENDAR = ('<?xml version="1.0" encoding="utf-8"?><C:mkcalendar xmlns:D="DAV:" '
              'xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><D:displayname>{}</D:displayname>'
              '</D:prop></D:set></C:mkcalendar>')
LIST = '<?xml version="1.0"?><propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'


class Http:
    """One user's requests; keeps its connection."""

    def __init__(self, base, user):
        self.address = urllib.parse.urlsplit(base).netloc
        self.authorization = "Basic " + base64.b64encode(f"{user}:{user}pw".encode()).decode()
        self.connection = None

    def request(self, method, path, body=None, **headers):
        headers = {"Authorization": self.authorization, **{k.replace("_", "-"): v for k, v in headers.items()}}
        if body is not None:
            headers.setdefault("Content-Type", "application/xml; charset=utf-8")
        for attempt in (1, 2):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection(self.address, timeout=600)
                self.connection.request(method, path, body=body.encode() if isinstance(body, str) else body,
                                        headers=headers)
                answer = self.connection.getresponse()
                return answer.status, answer.read()
            except (OSError, http.client.HTTPException):
                self.connection = None
                if attempt == 2:
                    raise
        return None

    def put(self, path, text):
        status, body = self.request("PUT", path, text, Content_Type="text/calendar; charset=utf-8")
        rig.check(status in (200, 201, 204), f"PUT {path}: {status} {body[:300]}")

    def delete(self, path):
        status, body = self.request("DELETE", path)
        rig.check(status in (200, 204), f"DELETE {path}: {status} {body[:300]}")

    def make_calendar(self, path, name):
        status, body = self.request("MKCALENDAR", path, MKCALENDAR.format(name))
        rig.check(status in (200, 201), f"MKCALENDAR {path}: {status} {body[:300]}")


def drop_to(user):
    """Arguments of Popen: as `user`, where we are root (servers refuse to run as root); else as ourselves."""
    if os.getuid() != 0:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": os.getgrouplist(user, entry.pw_gid)}


def give_to(path, user):
    os.makedirs(path, exist_ok=True)
    if os.getuid() == 0:
        shutil.chown(path, user)
    return path


class Server:
    """What the tests need to know of each."""

    def __init__(self, root, name):
        self.root = os.path.join(root, name)
        os.makedirs(os.path.join(self.root, "log"), exist_ok=True)
        self.processes = []

    def spawn(self, name, argv, user=None, cwd=None, env=None):
        with open(os.path.join(self.root, "log", name), "ab") as log:
            process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=cwd or self.root,
                                       start_new_session=True,
                                       env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "TZ": "UTC",
                                            "HOME": self.root, **(env or {})}, **(drop_to(user) if user else {}))
        self.processes.append(process)
        return process

    def logs(self):
        text = ""
        for path in glob.glob(os.path.join(self.root, "log", "*")):
            with open(path, encoding="utf-8", errors="replace") as handle:
                text += f"---- {path}\n{handle.read()[-1500:]}\n"
        return text

    def wait_until_it_answers(self, base, path="/", user="alex"):
        def answers():
            ended = [p.args[0] for p in self.processes if p.poll() is not None]
            if ended:
                raise AssertionError(f"{ended} ended: {self.logs()}")
            try:
                return Http(base, user).request("OPTIONS", path)[0] < 500
            except (OSError, http.client.HTTPException):
                return False
        rig.wait_for(answers, 60, self.root)

    def http(self, user):
        return Http(self.base, user)

    def close(self):
        for process in reversed(self.processes):
            rig.stop(process)


class Radicale(rig.Radicale):
    """rig's, in the words that these tests use."""
    name = "radicale"
    accounts = ("/alex/", "/", "/.well-known/caldav")  # from each of these the calendars are found
    work = "/alex/work/"
    shared = "/home/shared/"

    def http(self, user):
        return Http(self.base, user)

    def fill(self, events):
        """Laid straight into its directory, as a restored backup would, and into its cache: its first look at one
        that is not there takes 20 ms, before it says a word. The times in the cache are for searches alone."""
        import radicale.item
        import radicale.storage
        folder = os.path.join(self.root, "collections", "collection-root", "alex", "work")
        cache = os.path.join(folder, ".Radicale.cache", "item")
        os.makedirs(cache, exist_ok=True)
        for name, text in events.items():
            rig.write(os.path.join(folder, name), text)
            checked = hashlib.sha256(radicale.storage.CACHE_VERSION + text.encode()).hexdigest()
            uid = re.search(r"^UID:(.*?)\r?$", text, re.MULTILINE).group(1)
            with open(os.path.join(cache, name), "wb") as handle:
                pickle.dump((checked, uid, radicale.item.get_etag(text), text, name, "VEVENT", 0, 2**40), handle)


class Xandikos(Server):
    """One process for each user over one directory, behind nginx that asks for the password."""
    name = "xandikos"
    accounts = ("/alex/", "/", "/.well-known/caldav")
    work = "/alex/calendars/work/"
    shared = "/home/calendars/shared/"

    def __init__(self, root):
        super().__init__(root, "xandikos")
        data = os.path.join(self.root, "data")
        os.makedirs(data)
        backends = {}
        for user in USERS:
            backends[user] = rig.free_port()
            self.spawn("xandikos-" + user,
                       ["/usr/bin/python3", "/usr/bin/xandikos", "-d", data, "-l", "127.0.0.1", "-p",
                        str(backends[user]), "--current-user-principal", f"/{user}/", "--autocreate"])
            # One after the other: each makes what it misses in the directory that they share.
            self.wait_until_it_answers(f"http://127.0.0.1:{backends[user]}")
        self.port = rig.free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.spawn("nginx", ["/usr/sbin/nginx", "-c", self.nginx_configuration(backends), "-p", self.root,
                             "-e", os.path.join(self.root, "log", "nginx-error")])
        self.wait_until_it_answers(self.base)
        for user in ("alex", "sam"):
            self.http(user).make_calendar(f"/{user}/calendars/work/", "work")
        self.http("home").make_calendar(self.shared, "shared")

    def nginx_configuration(self, backends):
        rig.write(os.path.join(self.root, "htpasswd"), "".join(f"{u}:{{PLAIN}}{u}pw\n" for u in USERS))
        temporary = "".join(f"{kind}_temp_path {self.root}/{kind};" for kind in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;" if os.getuid() == 0 else ""
        mapped = " ".join(f"{u} 127.0.0.1:{p};" for u, p in backends.items())
        return rig.write(os.path.join(self.root, "nginx.conf"), f"""
daemon off; worker_processes 1; {user} pid {self.root}/nginx.pid;
events {{ worker_connections 256; }}
http {{
  access_log off; client_max_body_size 100m; {temporary}
  map $remote_user $backend {{ default 127.0.0.1:1; {mapped} }}
  server {{
    listen 127.0.0.1:{self.port};
    auth_basic "calendars"; auth_basic_user_file {self.root}/htpasswd;
    location / {{ proxy_pass http://$backend; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-Proto http; proxy_read_timeout 300; }}
  }}
}}
""")

    def fill(self, events):
        """It keeps a calendar as a git repository: one commit for all."""
        repository = os.path.join(self.root, "data", "alex", "calendars", "work")
        for name, text in events.items():
            rig.write(os.path.join(repository, name), text)
        script = ("import sys\nfrom dulwich.repo import Repo\nr = Repo(sys.argv[1])\n"
                  "r.stage([l.rstrip('\\n') for l in sys.stdin])\n"
                  "r.do_commit(b'filled', committer=b'a <a@example.org>')\n")
        subprocess.run(["/usr/bin/python3", "-c", script, repository], input="\n".join(events), text=True, check=True)
