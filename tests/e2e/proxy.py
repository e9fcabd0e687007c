"""A loopback proxy in front of a real server: counts what goes over the wire, and makes the faults asked for."""
import contextlib
import gzip
import http.client
import socket
import struct
import threading
import time
import urllib.parse


class Request:
    def __init__(self, line, headers, body):
        self.method, self.path, _ = line.split(" ", 2)
        self.headers = headers
        self.body = body
        self.phase = phase_of(self.method, body)

    def header(self, name):
        return next((v for k, v in self.headers.items() if k.lower() == name), "")


def phase_of(method, body):
    """Which step of a pull a request belongs to."""
    if method == "GET":
        return "get"
    if b"calendar-multiget" in body:
        return "multiget"
    if b"sync-collection" in body and method == "REPORT":
        return "listing"
    if method == "PROPFIND" and b"<getetag" in body:
        return "listing"
    if method == "PROPFIND" and b"current-user-principal" in body:
        return "discovery"
    if method == "PROPFIND":
        return "ctag"
    return "other"


class Answer:
    """What the server gave, or what a fault made of it."""

    def __init__(self, status, headers=(), body=b""):
        self.status = status
        self.headers = [(k, v) for k, v in headers
                        if k.lower() not in ("content-length", "transfer-encoding", "connection", "keep-alive")]
        self.body = body

    def header(self, name):
        return next((v for k, v in self.headers if k.lower() == name), None)

    def plain(self):
        """With its body as it was before compression."""
        if self.header("content-encoding") == "gzip":
            self.body = gzip.decompress(self.body)
        self.headers = [(k, v) for k, v in self.headers if k.lower() != "content-encoding"]
        return self

    def head(self, *more):
        reason = http.client.responses.get(self.status, "Odd")
        lines = [f"HTTP/1.1 {self.status} {reason}"] + [f"{k}: {v}" for k, v in self.headers] + list(more)
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


class Wire:
    """The client's end of one connection."""

    def __init__(self, sock, proxy):
        self.sock = sock
        self.proxy = proxy

    def send(self, data):
        self.proxy.sent += len(data)
        self.sock.sendall(data)

    def answer(self, answer):
        self.send(answer.head(f"Content-Length: {len(answer.body)}") + answer.body)
        return True  # the connection stays

    def reset(self):
        """RST instead of FIN."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False

    def hold(self, seconds=120):
        """Nothing more until the client gives up."""
        self.sock.settimeout(seconds)
        try:
            while self.sock.recv(65536):
                pass
        except OSError:
            pass
        return False


class Proxy:
    """`fault(request, forward, wire)` may answer instead of the server: it returns whether the connection stays, or
    None when the request is none of its business."""

    def __init__(self, upstream, delay=0.0, tls=None):
        self.tls = tls  # an ssl.SSLContext with a certificate
        self.own = upstream if callable(upstream) else None  # answers by itself: a feed
        self.upstream = None if self.own else urllib.parse.urlsplit(upstream).netloc
        self.delay = delay
        self.fault = None
        self.lock = threading.Lock()
        self.reset_counts()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.base = f"http{'s' if tls else ''}://127.0.0.1:{self.port}"
        self.listen()

    def reset_counts(self):
        self.requests = []  # (method, phase, path, number of hrefs)
        self.received = 0
        self.sent = 0
        self.connections = 0
        self.asked_for = []

    def accept(self, listener):
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.serve, args=(sock,), daemon=True).start()

    def serve(self, sock):
        kept = []
        try:
            if self.tls:
                sock = self.tls.wrap_socket(sock, server_side=True)
            wire = Wire(sock, self)
            with sock, sock.makefile("rb") as stream:
                while True:
                    request = self.read(stream)
                    if request is None or not self.handle(request, wire, kept):
                        return
        except (OSError, ValueError):
            pass
        finally:
            for connection in kept:
                connection.close()

    def read(self, stream):
        line = stream.readline()
        if not line.strip():
            return None
        size = len(line)
        headers = {}
        while True:
            field = stream.readline()
            size += len(field)
            if field in (b"\r\n", b""):
                break
            name, _, value = field.decode("latin-1").partition(":")
            headers[name.strip()] = value.strip()
        length = next((int(v) for k, v in headers.items() if k.lower() == "content-length"), 0)
        body = stream.read(length)
        request = Request(line.decode("latin-1").strip(), headers, body)
        with self.lock:
            self.received += size + len(body)
            self.requests.append((request.method, request.phase, request.path))
            self.asked_for += [h.split(b"</")[0] for h in body.split(b"<href>")[1:]]
            if request.method == "GET":
                self.asked_for.append(request.path.encode())
        return request

    def handle(self, request, wire, kept):
        if self.delay:
            time.sleep(self.delay)
        fault = self.fault
        if fault:
            done = fault(request, lambda r=request: self.forward(r, kept), wire)
            if done is not None:
                return done
        return wire.answer(self.forward(request, kept))

    def forward(self, request, kept):
        if self.own:
            return self.own(request)
        headers = {k: v for k, v in request.headers.items() if k.lower() not in ("connection", "content-length")}
        for attempt in (1, 2):
            if not kept:
                kept.append(http.client.HTTPConnection(self.upstream, timeout=300))
            try:
                kept[0].request(request.method, request.path, body=request.body or None, headers=headers)
                got = kept[0].getresponse()
                return Answer(got.status, got.getheaders(), got.read())
            except (OSError, http.client.HTTPException):
                kept.pop().close()
                if attempt == 2:
                    return Answer(502)
        return Answer(502)

    def refuse(self):
        """As if nobody listened."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def listen(self):
        self.listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
        threading.Thread(target=self.accept, args=(self.listener,), daemon=True).start()

    def close(self):
        with contextlib.suppress(OSError):
            self.refuse()
