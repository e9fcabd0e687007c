#!/usr/bin/env python3
"""The canaries of privacy_test over what leaves the machine or stays on its disk: mails, ntfy, webhooks, the metrics file
and every level of the log; for each `disclose` and `private`."""
import os

import invitation_test as mail
import local_household as home
import messages_test as messages
import privacy_test as canaries
import rig

DIGEST, URGENT = "2026-11-29T18:30:00Z", "2026-11-30T09:00:00Z"  # Sunday evening; the day before the first clash
METRICS = '[metrics]\nfile = "metrics/evenkeel.prom"\n'


def read(path):
    with open(path, encoding="utf-8") as handle:
        return handle.read()


def cycle(root, now, level="debug"):
    done = home.once(root, "--log", level, now=now)
    rig.check(done.returncode == 0, done.stderr)
    canaries.check_text(f"the log at {level}", done.stdout + done.stderr, set())


def everything_sent(disclose, private):
    allowed = canaries.may_see(disclose, private)
    server, posts = mail.Server(), messages.Posts()
    try:
        with rig.directory() as root:
            canaries.lay_out(root, disclose, private)
            with open(os.path.join(root, "evenkeel.toml"), "a", encoding="utf-8") as handle:
                handle.write(mail.MAIL.format(port=server.controller.port) + messages.NOTIFY.format(port=posts.port) +
                             METRICS)
            cycle(root, DIGEST)
            cycle(root, URGENT)
            for minute, level in enumerate(("info", "warning", "error"), 1):
                cycle(root, URGENT.replace("00:00Z", f"{10 * minute}:00Z"), level)
            heard = {"alex": set(), "sam": set()}
            for recipient, message, _ in server.box.mails:
                who = recipient.split("@")[0]
                body = message.get_body(preferencelist=("plain",)).get_content()
                heard[who] |= canaries.check_text(f"a mail to {who}", f"{message['Subject']}\n{body}",
                                                  allowed | canaries.OWN[who])
                for part in message.walk():
                    if part.get_content_type() == "text/calendar":
                        canaries.check_text(f"an invitation of {who}", part.get_content().replace("\r\n ", ""), allowed)
            for path, body in posts.received:
                who = "sam" if path == "/" else "alex"
                heard[who] |= canaries.check_text(f"a post to {who}", str(body), allowed | canaries.OWN[who])
            canaries.check_text("the metrics", read(os.path.join(root, "metrics", "evenkeel.prom")), set())
            rig.check("Publicbird" in heard["alex"], f"Alex does not read Alex's own title: {heard}")
            rig.check(canaries.OTHERS in heard["sam"], f"Sam does not read Sam's own title: {heard}")
            rig.check(("Publicbird" in heard["sam"]) == ("Publicbird" in allowed), f"{disclose}, {private}: {heard}")
            rig.check(("Privatebird" in heard["sam"]) == ("Privatebird" in allowed), f"{disclose}, {private}: {heard}")
    finally:
        posts.close()
        server.close()


def test_of(disclose, private):
    def test():
        everything_sent(disclose, private)
    test.__name__ = f"{disclose}_{private.replace('-', '_')}"
    return test


if __name__ == "__main__":
    rig.main([test_of(disclose, private) for disclose in ("busy", "kind", "title", "full")
              for private in ("hide", "as-others")])
