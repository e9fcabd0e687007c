"""A household whose calendars stand behind an authorisation server, and `evenkeel auth` with a browser's part played."""
import contextlib
import json
import os
import subprocess
import urllib.error
import urllib.request

import authorization_server
import household_toml as toml
import rig

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # loopback


def source(server, name):
    oauth = dict(authorize_url=f"{server}/authorize", token_url=f"{server}/token", scope="calendar.read",
                 client_id=authorization_server.CLIENT, client_secret={"file": "client-secret"})
    return dict(name=name, kind="caldav", url=f"{server}/alex/{name}/", oauth=oauth)


@contextlib.contextmanager
def household(accepts="basic", more=""):
    with rig.directory() as root:
        radicale = rig.Radicale(root)
        server = authorization_server.AuthorizationServer(radicale, "alex", accepts)
        radicale.calendar("alex", "second", make=True)
        for name in ("work", "second"):
            radicale.calendar("alex", name).save_event(
                rig.event(f"{name}@x", f"In {name}", "20261126T100000", "20261126T110000"))
        alex = toml.partner("alex", source(server.base, "work"), source(server.base, "second"))
        rig.write(os.path.join(root, "evenkeel.toml"), toml.household() + alex + toml.partner("sam") + more, 0o600)
        rig.write(os.path.join(root, "client-secret"), authorization_server.SECRET + "\n", 0o600)
        try:
            yield root, server
        finally:
            server.close()
            radicale.close()


def tool(root, *arguments, **more):
    return rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", *arguments, **more)


def sync(root, now=None):
    done = tool(root, "sync", "--pull-only", *(["--now", now] if now else []))
    done.said = done.stdout + done.stderr
    return done


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def visit(url):
    """Status, Location and text of one GET; nothing followed."""
    try:
        with urllib.request.build_opener(NoRedirect).open(url, timeout=20) as answer:
            return answer.status, answer.headers.get("Location"), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Location"), error.read().decode()


def auth(root, source="alex/work", browse=None, env=None):
    """Runs `evenkeel auth`, and what a browser would do; exit status, output, the page."""
    process = subprocess.Popen([os.path.abspath(rig.EVENKEEL), "--config", "evenkeel.toml", "auth", source], cwd=root,
                               env={**rig.environment(root), **(env or {})}, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    said, page = "", ""
    try:
        for line in process.stderr:
            said += line
            if line.strip().startswith("http"):
                page = (browse or follow)(line.strip())
                break
        out, err = process.communicate(timeout=60)
    finally:
        rig.stop(process)
    return process.returncode, out, said + err, page


def follow(url):
    status, back, text = visit(url)
    rig.check(status == 302, f"authorisation: {status} {text}")
    return visit(back)[2]


def token_file(root, name="alex+work.json"):
    return os.path.join(root, "state", "tokens", name)


def stored(root):
    with open(token_file(root), encoding="utf-8") as handle:
        return json.load(handle)


def status_of(root, name):
    sources = json.loads(tool(root, "status", "--json").stdout)["sources"]
    return next(s for s in sources if s["name"] == name)


def signed_in(root):
    code, out, err, _ = auth(root)
    rig.check(code == 0, f"auth: {code} {out} {err}")
