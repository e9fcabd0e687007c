"""What servers and networks do wrong: each fault is a function (request, forward, wire) for proxy.Proxy.

FAULTS names each with what a pull has to make of it: "fails" (nothing changes, and the source says what happened),
"heals" (nothing is wrong with it: the pull succeeds), "any" (right or failed, as long as nothing is lost).
"""
import gzip
import re
import time
import zlib

from proxy import Answer

XML = [("Content-Type", "application/xml; charset=utf-8")]
LOGIN = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>Password</form></body></html>"
D = '<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'


def status(code, body=b"", *headers):
    return lambda request, forward, wire: wire.answer(Answer(code, list(headers) or XML, body))


def rewritten(change):
    """The server's own answer, its body changed."""
    def fault(request, forward, wire):
        answer = forward().plain()
        answer.body = change(answer.body)
        return wire.answer(answer)
    return fault


def each_response(change):
    """Every DAV:response but the collection's own (it ends in a slash)."""
    def of(match):
        whole = match.group(0)
        return whole if re.search(rb"<href>[^<]*/</href>", whole) else change(whole)
    return rewritten(lambda body: re.sub(rb"<response>.*?</response>", of, body, flags=re.S))


def wrong_status(code):
    line = b"HTTP/1.1 %d Error" % code
    return each_response(lambda whole: b"<response>" + re.search(rb"<href>[^<]*</href>", whole).group(0) +
                         b"<status>" + line + b"</status></response>")


def reset(request, forward, wire):
    return wire.reset()


def answer_lost(request, forward, wire):
    forward()
    return wire.reset()


def closed(request, forward, wire):
    return False


def gone(request, forward, wire):
    wire.proxy.refuse()
    return wire.reset()


def stall(request, forward, wire):
    return wire.hold()


def stall_in_the_body(request, forward, wire):
    answer = forward()
    wire.send(answer.head(f"Content-Length: {len(answer.body)}") + answer.body[:len(answer.body) // 2])
    return wire.hold()


def trickle(request, forward, wire):
    answer = forward()
    wire.send(answer.head(f"Content-Length: {len(answer.body) + 10_000}"))
    for at in range(len(answer.body)):
        wire.send(answer.body[at:at + 1])
        time.sleep(0.2)
    return False


def cut(framing):
    """Half of the answer, then the connection ends; `framing` is how its length was told."""
    def fault(request, forward, wire):
        answer = forward().plain()
        half = answer.body[:len(answer.body) // 2]
        if framing == "length":
            wire.send(answer.head(f"Content-Length: {len(answer.body)}") + half)
        elif framing == "chunked":
            wire.send(answer.head("Transfer-Encoding: chunked") + b"%x\r\n" % len(half) + half + b"\r\n")
        else:
            wire.send(answer.head("Connection: close") + half)
        return False
    return fault


def cut_gzip(request, forward, wire):
    answer = forward().plain()
    body = gzip.compress(answer.body)
    answer.headers.append(("Content-Encoding", "gzip"))
    wire.send(answer.head("Connection: close") + body[:len(body) * 2 // 3])
    return False


def no_gzip_at_all(request, forward, wire):
    answer = forward().plain()
    answer.headers.append(("Content-Encoding", "gzip"))
    return wire.answer(answer)


def bomb(request, forward, wire):
    """A gigabyte of blanks behind a head that looks like the start of an answer."""
    answer = forward().plain()
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    answer.headers.append(("Content-Encoding", "gzip"))
    wire.send(answer.head("Connection: close"))
    wire.send(packer.compress(answer.body[:60]))
    for _ in range(1024):
        wire.send(packer.compress(b" " * (1 << 20)))
    wire.send(packer.flush())
    return False


def endless(request, forward, wire):
    answer = forward().plain()
    wire.send(answer.head("Connection: close") + answer.body[:len(answer.body) // 2])
    for _ in range(400):
        wire.send(b" " * (1 << 20))
    return False


def raw(data):
    def fault(request, forward, wire):
        wire.send(data)
        return False
    return fault


def redirect(code, location):
    def fault(request, forward, wire):
        return wire.answer(Answer(code, [("Location", location.format(path=request.path, base=wire.proxy.base))]))
    return fault


def once_elsewhere(code):
    """To another path of the same server, where the answer is."""
    def fault(request, forward, wire):
        if request.path.endswith("?here"):
            request.path = request.path[:-5]
            return wire.answer(forward())
        return wire.answer(Answer(code, [("Location", request.path + "?here")]))
    return fault


def twice(request, forward, wire):
    forward()
    return wire.answer(forward())


def informational(request, forward, wire):
    wire.send(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
    return wire.answer(forward())


def prefixed(body):
    """The same XML with prefixes that nobody uses."""
    body = re.sub(rb"<(/?)([\w-]+)(?=[\s>/])", rb"<\1lp1:\2", body)
    body = re.sub(rb"<(/?)lp1:(C|CS|ICAL|CR):", rb"<\1\2:", body)
    return body.replace(b'xmlns="DAV:"', b'xmlns:lp1="DAV:"')


def laughs(body):
    entities = b"".join(b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10) for i in range(1, 10))
    return b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY l0 "ha">' + entities + b"]>" + D.encode() + \
        b"<response><href>&l9;</href></response></multistatus>"


def nested(body):
    return D.encode() + b"<response>" * 5000 + b"</response>" * 5000 + b"</multistatus>"


def double_responses(body):
    return re.sub(rb"<response>.*?</response>", lambda m: m.group(0) * 2, body, flags=re.S)


def without(pattern):
    return lambda body: re.sub(pattern, b"", body, flags=re.S)


ETAG = rb"<getetag>[^<]*</getetag>"
DATE = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(1795253400 + 600))  # shortly after the tests' now

# What any answer may meet with.
COMMON = {
    "reset": (reset, "fails"), "answer lost": (answer_lost, "fails"), "closed": (closed, "fails"),
    "gone": (gone, "fails"),
    "stall": (stall, "fails"), "stall in the body": (stall_in_the_body, "fails"), "trickle": (trickle, "fails"),
    "short by length": (cut("length"), "fails"), "short by chunks": (cut("chunked"), "fails"),
    "short by close": (cut("close"), "fails"), "cut gzip": (cut_gzip, "fails"),
    "no gzip": (no_gzip_at_all, "fails"), "gzip bomb": (bomb, "fails"), "endless": (endless, "fails"),
    "200 login page": (status(200, LOGIN, ("Content-Type", "text/html")), "fails"), "200 empty": (status(200), "fails"),
    "204": (status(204), "fails"), "206": (status(206, b"x"), "fails"),
    "401": (status(401, b"", ("WWW-Authenticate", 'Basic realm="x"')), "fails"),
    "403": (status(403, b"<error xmlns='DAV:'><need-privileges/></error>"), "refuses"),
    "403 quota": (status(403, b'{"domain":"usageLimits","reason":"quotaExceeded"}'), "fails"),
    "404": (status(404), "refuses"), "410": (status(410), "refuses"), "409": (status(409), "refuses"),
    "412": (status(412), "refuses"), "429 seconds": (status(429, b"", ("Retry-After", "120")), "fails"),
    "429 date": (status(429, b"", ("Retry-After", DATE)), "fails"),
    "429 absurd": (status(429, b"", ("Retry-After", "99999999999999999999")), "fails"),
    "429": (status(429), "fails"), "500": (status(500), "refuses"), "502": (status(502), "refuses"),
    "503": (status(503), "fails"), "503 later": (status(503, b"", ("Retry-After", "30")), "fails"),
    "507": (status(507), "refuses"),
    "redirect loop": (redirect(302, "{path}"), "fails"),
    "redirect to nowhere": (redirect(307, ""), "fails"), "redirect by 303": (redirect(303, "{path}?x"), "fails"),
    "redirect to ftp": (redirect(301, "ftp://127.0.0.1/x"), "fails"),
    "redirect to no host": (redirect(307, "http://no-such-host.invalid/"), "fails"),
    "redirect to a file": (redirect(301, "file:///etc/passwd"), "fails"),
    "302": (once_elsewhere(302), "heals"), "307": (once_elsewhere(307), "heals"), "308": (once_elsewhere(308), "heals"),
    "not http": (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "fails"), "huge head": (raw(
        b"HTTP/1.1 207 Multi-Status\r\nX: " + b"y" * 600_000 + b"\r\n\r\n"), "fails"),
    "informational": (informational, "heals"), "asked twice": (twice, "heals"),
}

# Answers that are a multistatus.
XML_FAULTS = {
    "207 empty": (status(207), "fails"), "207 login page": (status(207, LOGIN), "fails"),
    "xml bomb": (rewritten(laughs), "fails"), "nested": (rewritten(nested), "fails"),
    "broken xml": (rewritten(lambda b: b.replace(b"</propstat>", b"</propstta>", 1)), "fails"),
    "prefixes": (rewritten(prefixed), "heals"), "twice each": (rewritten(double_responses), "heals"),
    "with a mark": (rewritten(lambda b: b"\xef\xbb\xbf" + b), "heals"),
    "utf-16": (rewritten(lambda b: b"\xff\xfe" + re.sub(
        rb"^<\?xml[^>]*\?>", b"", b).decode().encode("utf-16-le")), "heals"),
}

# Lists of members, and the objects of a multiget.
MEMBERS = {
    "no members": (status(207, D.encode() + b"</multistatus>"), "any"),
    "inner 404": (wrong_status(404), "any"), "inner 403": (wrong_status(403), "any"),
    "inner 500": (wrong_status(500), "any"),
    "other host": (each_response(lambda w: w.replace(b"<href>/", b"<href>https://calendar.example.net/")), "any"),
    "absolute hrefs": (lambda request, forward, wire: each_response(
        lambda w: w.replace(b"<href>/", b"<href>" + wire.proxy.base.encode() + b"/"))(request, forward, wire), "heals"),
    "odd hrefs": (each_response(lambda w: w.replace(b"/alex/work/", b"/alex/./w%6frk//")), "heals"),
    "no etag": (rewritten(without(ETAG)), "heals"), "empty etag": (
        rewritten(lambda b: re.sub(ETAG, b"<getetag/>", b)), "heals"),
    "weak etag": (rewritten(lambda b: b.replace(b"<getetag>", b"<getetag>W/")), "heals"),
    "another etag": (rewritten(lambda b: b.replace(b"</getetag>", b"%x</getetag>" % time.monotonic_ns())), "heals"),
}

# Reports with a token.
TOKENS = {
    "token refused": (lambda request, forward, wire: None if b"<sync-token></sync-token>" in request.body else
                      status(403, b"<error xmlns='DAV:'><valid-sync-token/></error>")(request, forward, wire), "heals"),
    "token 400": (lambda request, forward, wire: None if b"<sync-token></sync-token>" in request.body else
                  status(400)(request, forward, wire), "heals"),
    "no token": (rewritten(without(rb"<sync-token>[^<]*</sync-token>")), "heals"),
    "everything": (lambda request, forward, wire: (setattr(request, "body", re.sub(
        rb"<sync-token>[^<]*</sync-token>", b"<sync-token></sync-token>", request.body)), wire.answer(forward()))[1],
        "heals"),
    "507 on itself": (rewritten(lambda b: b.replace(
        b"</multistatus>", b"<response><href>/alex/work/</href><status>HTTP/1.1 507 Insufficient Storage</status>"
        b"</response></multistatus>")), "fails"),
}
