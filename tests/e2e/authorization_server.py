"""An OAuth 2.0 authorisation server on loopback, with calendars behind it.

The protocol is python3-oauthlib's server side; this file only keeps its memory, as strictly as RFC 6749 and RFC 9700
allow: codes are used once and bound to client, redirect and S256 challenge, refresh tokens rotate, and one that comes
a second time ends the whole sign-in. What is asked of any other path goes on to a Radicale, as `user`, when the
request carries an access token that holds.
"""
import base64
import http.client
import http.server
import json
import secrets
import threading
import time
import urllib.parse

from oauthlib.oauth2 import RequestValidator, WebApplicationServer
from oauthlib.oauth2.rfc6749.errors import OAuth2Error

CLIENT = "evenkeel-home"
SECRET = "canary-client-secret"


class Memory(RequestValidator):
    """What the server knows."""

    def __init__(self, accepts):
        self.accepts = accepts  # "basic" | "post": how the client has to show its secret
        self.codes = {}
        self.access = {}   # access token -> (family, until)
        self.refresh = {}  # refresh token -> family
        self.used = {}     # refresh token that was used -> family
        self.ended = set()
        self.family = 0
        self.lifetime = 3600
        self.clock = time.time
        self.log = []

    # the authorisation endpoint
    def validate_client_id(self, client_id, request, *a, **k):
        return client_id == CLIENT

    def validate_redirect_uri(self, client_id, redirect_uri, request, *a, **k):
        url = urllib.parse.urlsplit(redirect_uri)  # RFC 8252 7.3: any port of the loopback address
        return url.scheme == "http" and url.hostname == "127.0.0.1" and url.path == "/" and not url.query

    def validate_response_type(self, client_id, response_type, client, request, *a, **k):
        return response_type == "code"

    def validate_scopes(self, client_id, scopes, client, request, *a, **k):
        return set(scopes) <= {"calendar.read", "calendar.write"}

    def get_default_scopes(self, client_id, request, *a, **k):
        return ["calendar.read"]

    def is_pkce_required(self, client_id, request):
        return True

    def save_authorization_code(self, client_id, code, request, *a, **k):
        self.codes[code["code"]] = {"redirect": request.redirect_uri, "challenge": request.code_challenge,
                                    "method": request.code_challenge_method, "scopes": request.scopes}

    # the token endpoint
    def client_authentication_required(self, request, *a, **k):
        return True

    def authenticate_client(self, request, *a, **k):
        if self.accepts == "nothing":
            return False
        if self.accepts == "post":
            shown = (request.client_id, request.client_secret)
        else:
            header = request.headers.get("Authorization", "")
            if not header.startswith("Basic "):
                return False
            shown = tuple(urllib.parse.unquote_plus(part)
                          for part in base64.b64decode(header[6:]).decode().split(":", 1))
        if shown != (CLIENT, SECRET):
            return False
        request.client = type("Client", (), {"client_id": CLIENT})()
        return True

    def authenticate_client_id(self, client_id, request, *a, **k):
        return False

    def validate_grant_type(self, client_id, grant_type, client, request, *a, **k):
        return grant_type in ("authorization_code", "refresh_token")

    def validate_code(self, client_id, code, client, request, *a, **k):
        held = self.codes.get(code)
        if held is None:
            return False
        request.scopes = held["scopes"]
        request.user = "alex"
        request.code_challenge = held["challenge"]
        request.code_challenge_method = held["method"]
        return True

    def confirm_redirect_uri(self, client_id, code, redirect_uri, client, request, *a, **k):
        return self.codes[code]["redirect"] == redirect_uri

    def get_code_challenge(self, code, request):
        return self.codes[code]["challenge"]

    def get_code_challenge_method(self, code, request):
        return self.codes[code]["method"]

    def invalidate_authorization_code(self, client_id, code, request, *a, **k):
        del self.codes[code]

    def validate_refresh_token(self, refresh_token, client, request, *a, **k):
        if refresh_token in self.used:  # somebody has a copy
            self.ended.add(self.used[refresh_token])
            self.log.append("reuse")
            return False
        family = self.refresh.get(refresh_token)
        if family is None or family in self.ended:
            return False
        request.user = "alex"
        request.family = family
        return True

    def get_original_scopes(self, refresh_token, request, *a, **k):
        return ["calendar.read"]

    def rotate_refresh_token(self, request):
        return True

    def save_bearer_token(self, token, request, *a, **k):
        if request.grant_type == "refresh_token":
            family = self.refresh.pop(request.refresh_token)
            self.used[request.refresh_token] = family
        else:
            self.family += 1
            family = self.family
        self.access[token["access_token"]] = (family, self.clock() + self.lifetime)
        self.refresh[token["refresh_token"]] = family
        self.log.append(request.grant_type)

    def holds(self, token):
        family, until = self.access.get(token, (None, 0))
        return family is not None and family not in self.ended and self.clock() < until

    def end_all(self):
        self.ended |= set(range(self.family + 1))

    def forget_access(self):
        self.access.clear()

    def every_token(self):
        return set(self.access) | set(self.refresh) | set(self.used)


class AuthorizationServer:
    def __init__(self, radicale, user, accepts="basic"):
        self.memory = Memory(accepts)
        self.radicale = radicale
        self.user = user
        self.answer = None  # of the authorisation endpoint instead: an error code
        self.broken = None  # of the token endpoint instead: a status
        self.more = {}      # members that a token answer has besides
        self.bearers = []
        made = "canary-%s-" % secrets.token_hex(4)
        self.server = WebApplicationServer(
            self.memory, token_expires_in=lambda request: self.memory.lifetime,
            token_generator=lambda request: made + "access-" + secrets.token_urlsafe(24),
            refresh_token_generator=lambda request: made + "refresh-" + secrets.token_urlsafe(24))
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, headers, content = outer.route(self.command, self.path, dict(self.headers), body)
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            def __getattr__(self, name):
                if name.startswith("do_"):
                    return self.handle_any
                raise AttributeError(name)

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.http.server_address[1]}"
        self.lock = threading.Lock()
        self.thread = threading.Thread(target=self.http.serve_forever, daemon=True)
        self.thread.start()

    def route(self, method, path, headers, body):
        place = urllib.parse.urlsplit(path).path
        if place == "/authorize":
            return self.authorize(path)
        if place == "/token" and method == "POST":
            with self.lock:
                if self.broken:
                    return self.broken, [], b""
                answer = self.server.create_token_response(self.base + path, "POST", body.decode(), headers, {})
            headers, content, status = answer
            if status == 200 and self.more:
                content = json.dumps({**json.loads(content), **self.more})
            return status, list(headers.items()), (content or "").encode()
        return self.calendar(method, path, headers, body)

    def authorize(self, path):
        """Whoever comes says yes (or what `answer` says) at once."""
        try:
            scopes, known = self.server.validate_authorization_request(self.base + path, "GET")
            if self.answer:
                query = urllib.parse.urlencode({"error": self.answer, "state": known["state"]})
                return 302, [("Location", known["redirect_uri"] + "?" + query)], b""
            headers, _, status = self.server.create_authorization_response(
                self.base + path, "GET", scopes=scopes, credentials={"user": "alex", **known})
            return status, list(headers.items()), b""
        except OAuth2Error as error:
            return 400, [], str(error).encode()

    def calendar(self, method, path, headers, body):
        shown = headers.get("Authorization", "")
        self.bearers.append(shown)
        token = shown[len("Bearer "):] if shown.startswith("Bearer ") else ""
        with self.lock:
            holds = self.memory.holds(token)
        if not holds:
            return 401, [("WWW-Authenticate", 'Bearer realm="calendars", error="invalid_token"')], b""
        user = f"{self.user}:{self.user}pw"
        sent = {k: v for k, v in headers.items() if k.lower() not in ("authorization", "host", "connection")}
        sent["Authorization"] = "Basic " + base64.b64encode(user.encode()).decode()
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.radicale.base).netloc, timeout=60)
        connection.request(method, path, body=body or None, headers=sent)
        answer = connection.getresponse()
        content = answer.read()
        kept = [(k, v) for k, v in answer.getheaders()
                if k.lower() not in ("content-length", "transfer-encoding", "connection", "date", "server")]
        connection.close()
        return answer.status, kept, content

    def renewals(self):
        return self.memory.log.count("refresh_token")

    def close(self):
        self.http.shutdown()
        self.http.server_close()
