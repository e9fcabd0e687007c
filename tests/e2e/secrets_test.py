#!/usr/bin/env python3
"""Canaries in every secret that a configuration can name: over every command, form, log level, mail, page, metrics file
and error they come out nowhere, whether the other side answers, refuses, fails or is not there."""
import base64
import contextlib
import http.server
import os
import stat
import subprocess
import threading

import aiosmtpd.controller
import aiosmtpd.smtp

import household_toml as toml
import rig

CANARY = "Canarysecret"
COMMANDS = (["sync", "--dry-run"], ["sync"], ["sync", "--pull-only"], ["status"], ["findings"], ["rota"], ["agenda"],
            ["report", "--from", "2026-11-01", "--to", "2026-11-20"], ["doctor"], ["config", "check"],
            ["check", "invite.ics", "--partner", "alex"], ["what-if", "scenario.toml"],
            ["support", "--partner", "sam", "--from", "2027-01-04", "--to", "2027-01-08"],
            ["pause", "--partner", "sam"], ["pause", "--partner", "sam", "--resume"], ["accept-deletions", "alex/feed"],
            ["auth", "alex/feed"], ["report", "--pilot", "Four-day week", "-o", "report.html"], ["forget", "--partner", "sam"])
SECRETS = ("caldav", "smtp", "client", "shared")


class Web:
    """Answers every request alike: as it was told."""

    def __init__(self):
        self.status = 500
        self.seen = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *arguments):
                pass

            def any(self):
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.seen.append((self.path, self.headers.get("Authorization", "")))
                body = f"{CANARY}-echo {self.path}".encode()
                self.send_response(outer.status)
                if outer.status == 302:
                    self.send_header("Location", f"http://127.0.0.1:1/{CANARY}-redirect")
                if outer.status == 401:
                    self.send_header("WWW-Authenticate", 'Basic realm="x"')
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def __getattr__(self, name):
                if name.startswith("do_"):
                    return self.any
                raise AttributeError(name)

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self):
        if self.http is not None:
            self.http.shutdown()
            self.http.server_close()
        self.http = None


class Mail:
    """Takes mail from who knows the password."""

    def __init__(self):
        self.refuse = False
        self.mails = []
        self.seen = []

        def authenticate(server, session, envelope, mechanism, data):
            self.seen.append(data.password)
            return aiosmtpd.smtp.AuthResult(success=not self.refuse, handled=False)

        self.controller = aiosmtpd.controller.Controller(
            self, hostname="127.0.0.1", port=rig.free_port(), authenticator=authenticate, auth_require_tls=False,
            auth_required=True)
        self.controller.start()
        self.port = self.controller.port

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope.content)
        return "250 OK"

    def close(self):
        if self.controller is not None:
            self.controller.stop()
        self.controller = None


def configuration(web, mail):
    secret = {name: {"file": f"{name}.secret"} for name in SECRETS}
    base = f"http://127.0.0.1:{web}"
    return (toml.household() + toml.partner(
        "alex", toml.vdir("alex"), disclose="title")
        + toml.table("[partner.calendar]", name="dav", kind="caldav", url=f"{base}/dav/", user="alex",
                     password=secret["caldav"])
        + toml.table("[partner.calendar]", name="feed", kind="ics", url=f"{base}/{CANARY}-address/basic.ics?key={CANARY}-query")
        + toml.table("[partner.calendar]", name="oauth", kind="caldav", url=f"{base}/oauth/",
                     oauth={"authorize_url": f"{base}/authorize", "token_url": f"{base}/token", "client_id": "us",
                            "client_secret": secret["client"]})
        + toml.partner("sam", toml.vdir("sam"))
        + toml.shared(toml.vdir("shared")) + toml.pick_up() + toml.alignment()
        + toml.table("mail", smtp=f"smtp://127.0.0.1:{mail}", user="home", password=secret["smtp"],
                     **{"from": "Household <home@example.org>"})
        + toml.table("[notify]", kind="email", to=["alex", "sam"])
        + toml.table("[notify]", kind="webhook", to=["alex"], url=f"{base}/{CANARY}-hook?token={CANARY}-token")
        + toml.table("[notify]", kind="ntfy", to=["sam"], url=f"{base}/{CANARY}-topic")
        + toml.table("metrics", file="evenkeel.prom")
        + toml.table("[pilot]", title="Four-day week", partner="alex", **{"from": toml.Toml("2026-10-05"),
                                                                         "to": toml.Toml("2026-12-18")}))


TOKENS = ('{"access_token":"%s-access","refresh_token":"%s-refresh","obtained":1700000000,"client":"basic",'
          '"refused":false}\n') % (CANARY, CANARY)


@contextlib.contextmanager
def household():
    with rig.directory() as root:
        web, mail = Web(), Mail()
        rig.write(os.path.join(root, "evenkeel.toml"), configuration(web.port, mail.port), 0o600)
        for name in SECRETS:
            rig.write(os.path.join(root, f"{name}.secret"), f"{CANARY}-{name}\n", 0o600)
        rig.write(os.path.join(root, "state", "tokens", "alex+oauth.json"), TOKENS, 0o600)
        os.chmod(os.path.join(root, "state"), 0o750)
        rig.write(os.path.join(root, "alex", "a1.ics"),
                  rig.event("a1@work", "Budget review", "20261123T150000", "20261123T163000"))
        rig.write(os.path.join(root, "sam", "s1.ics"),
                  rig.event("s1@work", "Project board", "20261123T150000", "20261123T160000"))
        rig.write(os.path.join(root, "invite.ics"), rig.event("i@x", "Offer", "20261124T150000", "20261124T160000"))
        rig.write(os.path.join(root, "scenario.toml"), 'title = "x"\n[[remove]]\nuid = "a1@work"\n')
        os.makedirs(os.path.join(root, "shared"))
        try:
            yield root, web, mail
        finally:
            web.close()
            mail.close()


# What is searched for: the secrets, and as they stand in Basic credentials.
FORMS = [CANARY.encode()] + [base64.b64encode(f"{user}:{CANARY}".encode())[:16] for user in ("alex", "us", "home")]


def listen(where, text):
    data = text if isinstance(text, bytes) else text.encode()
    for form in FORMS:
        at = data.find(form)
        rig.check(at < 0, f"{where}: ...{data[max(0, at - 80):at + 60]!r}")


def listen_to_files(root):
    """What was written and others may read; secrets and the configuration that we laid out aside."""
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            info = os.lstat(path)
            if not stat.S_ISREG(info.st_mode) or os.path.dirname(path) == root and name.endswith((".secret", ".toml")):
                continue
            if "state" in path.split(os.sep) and stat.S_IMODE(info.st_mode) & 0o077 == 0:
                continue  # tokens, and the outbox with the addresses of webhooks: for nobody else
            with open(path, "rb") as handle:
                listen(path, handle.read())


def run(root, program, *arguments):
    return rig.run(root, program, "--config", "evenkeel.toml", "--now", rig.NOW, *arguments,
                   env={"EVENKEEL_PATIENCE": "5"})


def every_command(root, where):
    said = 0
    for command in COMMANDS:
        for form in ([], ["--json"]):
            done = run(root, rig.EVENKEEL, *command, *form)
            listen(f"{where}: {command} {form}", done.stdout + done.stderr)
            said += len(done.stdout + done.stderr)
    for level in ("debug", "info", "warning", "error"):
        done = run(root, rig.EVENKEELD, "--once", "--log", level)
        listen(f"{where}: --log {level}", done.stdout + done.stderr)
    rig.check(said > 2000, "hardly anything was said")


def nothing_comes_out_whatever_the_servers_say():
    with household() as (root, web, mail):
        for status in (500, 401, 404, 302, 200, 429):
            web.status = status
            mail.refuse = status == 401
            rig.write(os.path.join(root, "state", "tokens", "alex+oauth.json"), TOKENS, 0o600)
            every_command(root, status)
            listen_to_files(root)
        rig.check(any(f"{CANARY}-address" in path for path, _ in web.seen), "the feed was never asked for")
        rig.check(any(path.startswith(f"/{CANARY}-hook") for path, _ in web.seen), "the webhook was never called")
        rig.check(any(f"{CANARY}-access" in shown for _, shown in web.seen), "the token was never used")
        rig.check(base64.b64encode(f"alex:{CANARY}-caldav".encode()).decode() in str(web.seen), "the password")
        rig.check(mail.seen and mail.mails, "no mail was sent")
        for content in mail.mails:
            listen("a mail", content)


def nothing_comes_out_where_nobody_answers():
    with household() as (root, web, mail):
        web.close()
        mail.close()
        every_command(root, "nobody there")
        listen_to_files(root)
        for name in SECRETS:
            os.chmod(os.path.join(root, f"{name}.secret"), 0o644)
        every_command(root, "secrets that others may read")
        for name in SECRETS:
            rig.write(os.path.join(root, f"{name}.secret"), f"{CANARY}-{name}\n{CANARY}-second line\n", 0o600)
        every_command(root, "two lines")
        listen_to_files(root)


def a_broken_configuration_is_not_repeated():
    with household() as (root, _, _mail):
        path = os.path.join(root, "evenkeel.toml")
        with open(path, encoding="utf-8") as handle:
            text = handle.read()
        for old, new in (('password = { file = "caldav.secret" }', f'password = "{CANARY}-inline"'),
                         ('{ file = "smtp.secret" }', f'{{ file = "smtp.secret", pasword = "{CANARY}" }}'),
                         ("http://127.0.0.1", f"ftp://u:{CANARY}@127.0.0.1"), ("http://127.0.0.1", f"http://u:{CANARY}@127.0.0.1"),
                         ('url = "http://', f'url = "{CANARY}://'), ('{ file = "client.secret" }', f'"{CANARY}-client"')):
            rig.check(old in text, old)
            rig.write(path, text.replace(old, new), 0o600)
            for command in (["config", "check"], ["status"], ["sync"]):
                done = run(root, rig.EVENKEEL, *command)
                rig.check(done.returncode == 2, f"{new}: {done.returncode} {done.stderr}")
                listen(f"{new} {command}", done.stdout + done.stderr)


def a_process_shows_no_secret():
    with household() as (root, web, _mail):
        web.status = 401
        with open(os.path.join(root, "log"), "wb") as log:
            process = subprocess.Popen([os.path.abspath(rig.EVENKEELD), "--config", "evenkeel.toml", "--log", "debug"],
                                       cwd=root, env=rig.environment(root), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            rig.wait_for(lambda: os.path.exists(os.path.join(root, "control")) and len(web.seen) > 3, what="the first cycle")
            children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False)
            for pid in [str(process.pid), *children.stdout.split()]:
                for name in ("cmdline", "environ"):
                    with contextlib.suppress(PermissionError), open(f"/proc/{pid}/{name}", "rb") as handle:
                        listen(f"{pid} {name}", handle.read())
                with open(f"/proc/{pid}/limits", encoding="utf-8") as handle:
                    core = next(line for line in handle if line.startswith("Max core file size")).split()
                rig.check(core[4] == "0", f"{pid} may leave a core dump: {core}")
        finally:
            rig.stop(process)
        listen_to_files(root)


if __name__ == "__main__":
    rig.main([nothing_comes_out_whatever_the_servers_say, nothing_comes_out_where_nobody_answers,
              a_broken_configuration_is_not_repeated, a_process_shows_no_secret])
