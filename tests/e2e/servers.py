"""More CalDAV servers from Debian's packages, each on loopback in a directory of its own.

All of them know alex, sam and home (password: the name and "pw"), a calendar "work" for alex and sam, and home's
calendar "shared", which alex and sam may read. They are filled by plain HTTP, by a client that is not ours.
"""
import base64
import glob
import http.client
import os
import pwd
import shutil
import subprocess
import urllib.parse

import rig

USERS = ("alex", "sam", "home")
MKCALENDAR = ('<?xml version="1.0" encoding="utf-8"?><C:mkcalendar xmlns:D="DAV:" '
              'xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><D:displayname>{}</D:displayname>'
              '</D:prop></D:set></C:mkcalendar>')


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
                    self.connection = http.client.HTTPConnection(self.address, timeout=120)
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
        """Laid straight into its directory, as a restored backup would."""
        folder = os.path.join(self.root, "collections", "collection-root", "alex", "work")
        for name, text in events.items():
            rig.write(os.path.join(folder, name), text)


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


class Davical(Server):
    """PHP under an Apache and over a PostgreSQL of its own."""
    name = "davical"
    top = "/davical/caldav.php"
    accounts = ("/davical/caldav.php/alex/", "/davical/caldav.php/", "/.well-known/caldav", "/")
    work = "/davical/caldav.php/alex/work/"
    shared = "/davical/caldav.php/home/shared/"

    def __init__(self, root):
        super().__init__(root, "davical")
        self.database_port = rig.free_port()
        self.port = rig.free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.start_database()
        self.make_accounts()
        self.start_apache()
        self.wait_until_it_answers(self.base, self.top + "/")
        for user in ("alex", "sam"):
            self.http(user).make_calendar(f"{self.top}/{user}/work/", "work")
        self.http("home").make_calendar(self.shared, "shared")
        for user in ("alex", "sam"):
            self.sql("davical", f"""INSERT INTO grants (by_collection, to_principal, privileges, is_group)
              SELECT c.collection_id, p.principal_id,
                     privilege_to_bits(ARRAY['read','write','read-current-user-privilege-set']), FALSE
              FROM collection c, principal p JOIN usr USING (user_no)
              WHERE c.dav_name = '/home/shared/' AND usr.username = '{user}'""")

    def start_database(self):
        self.programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        data = os.path.join(give_to(os.path.join(self.root, "pg"), "postgres"), "data")
        subprocess.run([self.programs + "/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                        "--locale=C.UTF-8", "-N"], check=True, stdout=subprocess.DEVNULL, cwd="/",
                       **drop_to("postgres"))
        self.spawn("postgres", [self.programs + "/postgres", "-D", data, "-p", str(self.database_port),
                                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
                                "-c", "fsync=off", "-c", "shared_buffers=32MB"], user="postgres", cwd="/")
        ready = [self.programs + "/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.database_port)]
        rig.wait_for(lambda: subprocess.run(ready, check=False).returncode == 0, 60, "postgres")

    def sql(self, database, statement):
        done = subprocess.run([self.programs + "/psql", "-h", "127.0.0.1", "-p", str(self.database_port), "-U",
                               "postgres", "-d", database, "-qXAt", "-v", "ON_ERROR_STOP=1", "-c", statement],
                              capture_output=True, text=True, cwd="/", check=False)
        rig.check(done.returncode == 0, done.stderr)
        return done.stdout.strip()

    def make_accounts(self):
        done = subprocess.run(["/usr/share/davical/dba/create-database.sh", "davical", "adminpw"], cwd="/",
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                              env={**os.environ, "PGHOST": "127.0.0.1", "PGPORT": str(self.database_port),
                                   "PGUSER": "postgres",
                                   "DBAOPTS": f"--dbhost 127.0.0.1 --dbport {self.database_port}"})
        rig.check(done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:])
        for user in USERS:
            self.sql("davical", f"""
              INSERT INTO usr (active, email_ok, joined, updated, username, password, fullname, email)
                VALUES (TRUE, now(), now(), now(), '{user}', '**{user}pw', '{user}', '{user}@example.org');
              INSERT INTO principal (type_id, user_no, displayname, default_privileges)
                SELECT 1, user_no, fullname, privilege_to_bits(ARRAY['read-free-busy'])
                FROM usr WHERE username = '{user}'""")

    def start_apache(self):
        """A private copy, so that its settings come from here and not from /etc/davical."""
        copy = os.path.join(self.root, "davical")
        shutil.copytree("/usr/share/davical", copy, symlinks=True)
        for path in glob.glob(copy + "/htdocs/*.php") + glob.glob(copy + "/inc/*.php"):
            with open(path, encoding="utf-8", errors="surrogateescape") as handle:
                text = handle.read()
            if "/etc/davical/" in text:
                with open(path, "w", encoding="utf-8", errors="surrogateescape") as handle:
                    handle.write(text.replace("/etc/davical/", self.root + "/etc/"))
        rig.write(os.path.join(self.root, "etc", "config.php"),
                  f'<?php\n$c->pg_connect[] = "dbname=davical user=davical_app host=127.0.0.1 '
                  f'port={self.database_port}";\n$c->admin_email = "admin@example.org";\n'
                  '$c->home_calendar_name = "work";\n$c->readonly_webdav_collections = false;\n')
        give_to(os.path.join(self.root, "tmp"), "www-data")
        self.spawn("apache", ["/usr/sbin/apache2", "-f", self.apache_configuration(), "-DFOREGROUND"],
                   env={"APACHE_RUN_USER": "www-data", "APACHE_RUN_GROUP": "www-data"})

    def apache_configuration(self):
        modules = "/usr/lib/apache2/modules/"
        loaded = "".join(f"LoadModule {m}_module {modules}mod_{m}.so\n" for m in
                         ("mpm_prefork", "authz_core", "dir", "mime", "alias", "rewrite", "deflate", "filter"))
        php = sorted(glob.glob(modules + "libphp*.so"))[-1]
        user = "User www-data\nGroup www-data\n" if os.getuid() == 0 else ""
        return rig.write(os.path.join(self.root, "apache.conf"), f"""{loaded}LoadModule php_module {php}
{user}ServerRoot {self.root}
PidFile {self.root}/httpd.pid
Mutex file:{self.root}/tmp
ServerName 127.0.0.1
Listen 127.0.0.1:{self.port}
ErrorLog {self.root}/log/apache-error
StartServers 2
MaxRequestWorkers 8
TypesConfig /etc/mime.types
AddOutputFilterByType DEFLATE text/xml application/xml text/calendar
<FilesMatch "\\.php$">
  SetHandler application/x-httpd-php
</FilesMatch>
php_admin_value sys_temp_dir {self.root}/tmp
php_admin_value memory_limit 256M
DocumentRoot {self.root}/davical/htdocs
Alias /davical {self.root}/davical/htdocs
<Directory {self.root}/davical/htdocs>
  DirectoryIndex index.php
  Require all granted
</Directory>
RewriteEngine On
RewriteRule ^/\\.well-known/(.*)$ /davical/caldav.php/.well-known/$1 [NC,PT]
RewriteRule ^/principals/users/(.*)$ /davical/caldav.php/$1 [NC,PT]
""")

    def fill(self, events):
        """A whole calendar put on the collection is taken in as its events; each is named by its UID."""
        bodies = [text[text.index("BEGIN:VEVENT"):text.index("END:VCALENDAR")] for text in events.values()]
        self.http("alex").put(self.work, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//Work//EN\r\n" +
                              "".join(bodies) + "END:VCALENDAR\r\n")


ALL = (Radicale, Xandikos, Davical)
