"""DAViCal, started as the servers of servers.py are."""
import glob
import os
import shutil
import subprocess

import rig
from servers import USERS, Server, drop_to, give_to


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
