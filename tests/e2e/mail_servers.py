"""A household's mail server from Debian's packages: Postfix to send through, Dovecot to read from.

Both with TLS and passwords, on loopback ports and in a directory of their own. alex, sam and home at example.org
each have a mailbox; the password is the name and "pw". Postfix starts as root only.
"""
import email
import email.policy
import imaplib
import os
import re
import shutil
import smtplib
import socket
import ssl
import subprocess

import rig

DOMAIN = "example.org"
USERS = ("alex", "sam", "home")
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}

DOVECOT = """
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = required
ssl_cert = <{certificate}
ssl_key = <{key}
ssl_client_ca_file =
auth_mechanisms = plain login
auth_username_format = %n
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {root}/users
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={root}/mail/%n allow_all_users=yes
}}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~
lmtp_save_to_detail_mailbox = no
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service auth {{
  unix_listener {socket} {{
    mode = 0660
    user = postfix
    group = postfix
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service stats {{
  client_limit = 100
}}
"""

MAIN = """
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
maillog_file = {root}/log
maillog_file_prefixes = {root}
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.example.org
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mydestination =
local_recipient_maps =
alias_maps =
virtual_mailbox_domains = {domain}
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_delay_reject = yes
"""

MASTER = """
postlog   unix-dgram n  -  n  -  1  postlogd
127.0.0.1:{smtps} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
127.0.0.1:{submission} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
pickup    unix  n  -  n  60  1  pickup
cleanup   unix  n  -  n  -   0  cleanup
qmgr      unix  n  -  n  300 1  qmgr
tlsmgr    unix  -  -  n  1000? 1 tlsmgr
rewrite   unix  -  -  n  -   -  trivial-rewrite
bounce    unix  -  -  n  -   0  bounce
defer     unix  -  -  n  -   0  bounce
trace     unix  -  -  n  -   0  bounce
verify    unix  -  -  n  -   1  verify
proxymap  unix  -  -  n  -   -  proxymap
smtp      unix  -  -  n  -   -  smtp
relay     unix  -  -  n  -   -  smtp
error     unix  -  -  n  -   -  error
retry     unix  -  -  n  -   -  error
discard   unix  -  -  n  -   -  discard
lmtp      unix  -  -  n  -   -  lmtp
anvil     unix  -  -  n  -   1  anvil
scache    unix  -  -  n  -   1  scache
"""


def certificate_in(folder):
    """A certificate of 127.0.0.1 that signs itself: also the CA that clients are given."""
    os.makedirs(folder, exist_ok=True)
    certificate, key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", key, "-out", certificate, "-days", "30", "-subj", "/CN=127.0.0.1",
                    "-addext", "subjectAltName=IP:127.0.0.1"], check=True, stderr=subprocess.DEVNULL)
    return certificate, key


def listens(port):
    with socket.socket() as s:
        s.settimeout(1)
        return s.connect_ex(("127.0.0.1", port)) == 0


class MailServer:
    def __init__(self, root):
        self.root = os.path.join(root, "mailserver")
        self.processes = []
        self.smtps, self.submission, self.imap, self.imaps, self.lmtp = (rig.free_port() for _ in range(5))
        self.certificate, self.key = certificate_in(os.path.join(self.root, "tls"))
        try:
            self.start_postfix()
            self.start_dovecot()
            for port in (self.smtps, self.submission, self.imaps, self.lmtp):
                rig.wait_for(lambda port=port: self.alive() and listens(port), 30, "the mail server")
        except BaseException:
            self.close()
            raise

    def spawn(self, argv):
        with open(os.path.join(self.root, "output"), "ab") as log:
            self.processes.append(subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
                                                   env=ENVIRONMENT, start_new_session=True))

    def start_postfix(self):
        root = os.path.join(self.root, "postfix")
        for folder in ("queue", "data"):
            os.makedirs(os.path.join(root, folder))
        shutil.chown(os.path.join(root, "data"), "postfix")
        etc = os.path.join(root, "etc")
        rig.write(os.path.join(etc, "main.cf"), MAIN.format(root=root, domain=DOMAIN, lmtp=self.lmtp, key=self.key,
                                                           certificate=self.certificate))
        rig.write(os.path.join(etc, "master.cf"), MASTER.format(smtps=self.smtps, submission=self.submission))
        checked = subprocess.run(["/usr/sbin/postfix", "-c", etc, "check"], capture_output=True, text=True,
                                 env=ENVIRONMENT, cwd="/", check=False)
        rig.check(checked.returncode == 0, checked.stdout + checked.stderr)
        self.socket = os.path.join(root, "queue", "private", "auth")
        self.spawn(["/usr/lib/postfix/sbin/master", "-d", "-c", etc])

    def start_dovecot(self):
        root = os.path.join(self.root, "dovecot")
        mail = os.path.join(root, "mail")
        os.makedirs(mail)
        shutil.chown(mail, "mail", "mail")
        rig.write(os.path.join(root, "users"), "".join(f"{user}:{user}pw\n" for user in USERS))
        conf = rig.write(os.path.join(root, "dovecot.conf"),
                         DOVECOT.format(root=root, certificate=self.certificate, key=self.key, imap=self.imap,
                                        imaps=self.imaps, lmtp=self.lmtp, socket=self.socket))
        self.spawn(["/usr/sbin/dovecot", "-F", "-c", conf])

    def alive(self):
        ended = [p.args[0] for p in self.processes if p.poll() is not None]
        rig.check(not ended, f"{ended} ended: {self.log()}")
        return True

    def log(self):
        text = ""
        for name in ("output", "postfix/log", "dovecot/log"):
            path = os.path.join(self.root, name)
            if os.path.exists(path):
                with open(path, encoding="utf-8", errors="replace") as handle:
                    text += f"---- {name}\n{handle.read()[-3000:]}\n"
        return text

    def close(self):
        for process in reversed(self.processes):
            rig.stop(process)

    def context(self):
        return ssl.create_default_context(cafile=self.certificate)

    def send(self, user, recipient, message):
        """As a mail program of the user would."""
        with smtplib.SMTP_SSL("127.0.0.1", self.smtps, context=self.context()) as client:
            client.login(user, user + "pw")
            client.sendmail(f"{user}@{DOMAIN}", [recipient], message.as_bytes(policy=email.policy.SMTP))

    def mailbox(self, user):
        client = imaplib.IMAP4_SSL("127.0.0.1", self.imaps, ssl_context=self.context())
        client.login(user, user + "pw")
        client.select("INBOX", readonly=True)
        return client

    def messages(self, user):
        """All in the user's mailbox, by Python's e-mail library, in order."""
        client = self.mailbox(user)
        try:
            numbers = client.search(None, "ALL")[1][0].split()
            return [email.message_from_bytes(client.fetch(n, "(BODY.PEEK[])")[1][0][1], policy=email.policy.default)
                    for n in numbers]
        finally:
            client.logout()

    def flags(self, user):
        client = self.mailbox(user)
        try:
            return [bytes(line) for line in client.fetch("1:*", "(FLAGS)")[1] if line]
        finally:
            client.logout()

    def count(self, user):
        client = self.mailbox(user)
        try:
            return int(client.status("INBOX", "(MESSAGES)")[1][0].split(b"MESSAGES ")[1].strip(b" )"))
        finally:
            client.logout()

    def wait_for_messages(self, user, count):
        rig.wait_for(lambda: self.count(user) >= count, 60, f"message {count} for {user}: {self.log()}")
        return self.messages(user)

    def sessions(self, user):
        """(bytes sent, messages opened) of each of the user's IMAP sessions, once all have ended."""
        def ended():
            with open(os.path.join(self.root, "dovecot", "log"), encoding="utf-8", errors="replace") as handle:
                log = handle.read()
            done = re.findall(rf"imap\({user}\).*Logged out in=\d+ out=(\d+) .*body_count=(\d+)", log)
            return len(done) == len(re.findall(rf"Login: user=<{user}>", log)) and [tuple(map(int, d)) for d in done]
        return rig.wait_for(ended, 60, "the end of all sessions")

    def deliver_many(self, user, messages):
        """Straight into the maildir, as if they had come over the years."""
        folder = os.path.join(self.root, "dovecot", "mail", user, "new")
        os.makedirs(folder, exist_ok=True)
        there = len(os.listdir(folder))
        for i, text in enumerate(messages, there):
            with open(os.path.join(folder, f"{1700000000 + i}.M{i}P1.host"), "w", encoding="utf-8") as handle:
                handle.write(text)
        for path in (os.path.dirname(folder), folder):  # Dovecot moves them; it needs no more than to read them
            shutil.chown(path, "mail", "mail")
