#!/usr/bin/env python3
"""To whom a pull speaks: only over TLS that is verified, and with credentials only where they belong."""
import os
import ssl
import subprocess

import proxy as wire
import pulled_household
import rig
import servers
from pull_cost import Server

OBJECTS = 20


def certificate(root, name, host):
    """A key and a certificate for `host`, signed by itself."""
    path = os.path.join(root, name)
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", f"/CN={host}",
                    "-addext", f"subjectAltName={host_entry(host)}", "-keyout", path + ".key", "-out", path + ".pem"],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path + ".pem", path + ".key")
    return path + ".pem", context


def host_entry(host):
    return f"IP:{host}" if host[0].isdigit() else f"DNS:{host}"


def household(root, url, **more):
    return pulled_household.Household(root, alex=[pulled_household.caldav(url, **more)])


def certificates_are_verified():
    with rig.directory() as root:
        trusted, context = certificate(root, "good", "127.0.0.1")
        stranger, _ = certificate(root, "stranger", "127.0.0.1")
        _, other_host = certificate(root, "other", "calendar.example.org")
        good = wire.Proxy(Server(OBJECTS), tls=context)
        misnamed = wire.Proxy(Server(OBJECTS), tls=other_host)
        house = household(os.path.join(root, "house"), good.base + "/c/", ca_file=trusted)
        house.good_sync()
        rig.check(len(house.stored()) == OBJECTS, "nothing came over TLS")
        for name, url, ca_file in (("no CA file", good.base, None), ("another CA", good.base, stranger),
                                   ("another host", misnamed.base, os.path.join(root, "other.pem"))):
            seen = len(good.requests) + len(misnamed.requests)
            strict = household(os.path.join(root, name), url + "/c/", ca_file=ca_file)
            done = strict.sync()
            rig.check(done.returncode != 0 and "certificate" in done.stderr, f"{name}: {done.returncode} {done.stderr}")
            rig.check(len(good.requests) + len(misnamed.requests) == seen, f"{name}: a request was sent")
        # The certificate of a hotel's portal is a state of the network: what is here stays.
        house.configure(pulled_household.caldav(good.base + "/c/"))
        rig.check(house.sync().returncode != 0 and len(house.stored()) == OBJECTS, "the copy is gone")


def credentials_stay_where_they_belong():
    with rig.directory() as root:
        heard = []

        def stranger(request):
            heard.append(request.header("authorization"))
            return wire.Answer(401)
        elsewhere = wire.Proxy(stranger)
        between = wire.Proxy(Server(OBJECTS))
        house = household(os.path.join(root, "house"), between.base + "/c/")
        house.good_sync()
        for code in (301, 302, 307, 308):
            between.fault = lambda request, forward, own, c=code: own.answer(
                wire.Answer(c, [("Location", elsewhere.base + request.path)]))
            rig.check(house.sync().returncode != 0, f"{code} to a stranger")
        fresh = household(os.path.join(root, "fresh"), between.base + "/")
        rig.check(fresh.sync().returncode != 0, "a discovery that leads to a stranger")
        rig.check(len(heard) >= 5 and not any(heard), f"credentials were given away: {len(heard)} requests")
        between.fault = None
        house.good_sync()
        rig.check(len(house.stored()) == OBJECTS, "a redirect cost something")


def a_server_found_by_its_redirects():
    """Well-known, a redirect for good, an absolute href: followed on the way to the calendar, and remembered."""
    with rig.directory() as root:
        server = servers.Radicale(root)
        try:
            server.http("alex").put(server.work + "a.ics", rig.event("a", "x", "20261202T150000", "20261202T163000"))
            between = wire.Proxy(server.base)

            def moved(request, forward, own):
                if request.path == "/":
                    return own.answer(wire.Answer(405))
                if request.path == "/.well-known/caldav":
                    return own.answer(wire.Answer(301, [("Location", "/dav/start")]))
                if request.path == "/dav/start":
                    return own.answer(wire.Answer(308, [("Location", between.base + "/alex/")]))
                return None
            between.fault = moved
            house = household(os.path.join(root, "house"), between.base)
            house.good_sync()
            rig.check(set(house.stored()) == {"a"}, str(house.stored().keys()))
            between.reset_counts()
            house.good_sync()
            rig.check(len(between.requests) == 1, f"found anew each time: {between.requests}")
        finally:
            server.close()


if __name__ == "__main__":
    rig.main([certificates_are_verified, credentials_stay_where_they_belong, a_server_found_by_its_redirects])
