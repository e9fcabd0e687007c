"""A real SMTP server on loopback; says its port, then what each message is as Python's e-mail library reads it.

Arguments: plain | auth | tls CERTIFICATE KEY | silent | mute
"""
import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("full@"):
            return "452 4.2.2 mailbox full"
        if address.startswith("lost@"):
            envelope.lost = True
        if address.startswith("nobody@"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if getattr(envelope, "lost", False):  # it has the message, and nobody hears of it
            server.transport.abort()
            return "250 OK"
        if envelope.rcpt_tos[0].startswith("judged@"):
            return "451 4.3.0 not now"
        message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        print(json.dumps({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "subject": message["Subject"],
            "body": message.get_content(),
            "bare": b"\n" in envelope.original_content.replace(b"\r\n", b""),
            "user": session.auth_data,
        }), flush=True)
        return "250 OK"


class Silent(asyncio.Protocol):
    """Says that somebody is there, and at the end all that was said."""

    def connection_made(self, transport):
        self.heard = b""
        print("connected", flush=True)

    def data_received(self, data):
        self.heard += data

    def connection_lost(self, error):
        print(self.heard, flush=True)


class Mute(SMTP):
    """No answer to a QUIT."""

    async def smtp_QUIT(self, argument):
        print("QUIT", flush=True)


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == b"home" and data.password == b"secret"
    return AuthResult(success=good, handled=False, auth_data=data.login.decode())


def factory(mode):
    if mode == "silent":
        return Silent
    if mode == "mute":
        return lambda: Mute(Handler())
    if mode == "auth":
        return lambda: SMTP(Handler(), authenticator=authenticate, auth_required=True, auth_require_tls=False)
    return lambda: SMTP(Handler())


async def main():
    mode = sys.argv[1]
    context = None
    if mode == "tls":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[2], sys.argv[3])
    server = await asyncio.get_running_loop().create_server(factory(mode), "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)  # until the test closes it


asyncio.run(main())
