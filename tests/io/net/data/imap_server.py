"""An IMAP server on loopback that misbehaves on demand; says its port, then each command it is given.

Arguments: good | quiet | refused | nobox | bye | endless | huge | many | silent
"""
import socket
import sys

MODE = sys.argv[1]
# A message may hold what looks like the server's own words.
MESSAGE = "From: sam@example.org\r\n\r\nE4 OK done\r\n* BYE\r\n* 9 FETCH (UID 9 BODY[] {3}\r\nxyz)\r\n"


def answers(tag, command, send):
    name = command.upper()
    if name.startswith("CAPABILITY"):
        send("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR")
    elif name.startswith(("AUTHENTICATE", "LOGIN")) and MODE == "refused":
        return send(f"{tag} NO [AUTHENTICATIONFAILED] no")
    elif name.startswith("EXAMINE"):
        if MODE == "nobox":
            return send(f"{tag} NO no such mailbox")
        if MODE == "bye":
            return send("* BYE too busy")
        if MODE == "silent":
            return None
        while MODE == "endless":
            send("a" * 65536, end="")
        if MODE == "many":
            for _ in range(200):
                send("* OK {1}\r\na", end="")
        send("* 3 EXISTS")
        send("* OK [UIDVALIDITY 42] valid")
        send("* OK [UIDNEXT 8] next")
    elif name.startswith("UID SEARCH"):
        send("* SEARCH 7 5" if MODE != "quiet" else "* SEARCH 4")
    elif "BODYSTRUCTURE" in name:
        send('* 2 FETCH (UID 5 BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1))')
        send('* 3 FETCH (BODYSTRUCTURE (("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1)("TEXT" "CALENDAR" ("METHOD" "REPLY") '
             'NIL NIL "7BIT" 5 1) "MIXED") UID 7)')
        send('* 4 FETCH (UID 8 BODYSTRUCTURE ("TEXT" "CALENDAR" NIL NIL NIL "7BIT" 5 1))')  # nobody asked for it
    elif "BODY.PEEK" in name:
        size = 4000000000 if MODE == "huge" else len(MESSAGE)
        send(f"* 3 FETCH (UID 7 BODY[] {{{size}}}\r\n{MESSAGE})")
    return send(f"{tag} OK done")


def serve(connection):
    stream = connection.makefile("rwb")

    def send(text, end="\r\n"):
        stream.write((text + end).encode())
        stream.flush()

    send("* OK ready")
    for line in stream:
        tag, _, command = line.decode().strip().partition(" ")
        shown = command.split(" ")[0] if command.upper().startswith(("AUTH", "LOGIN")) else command
        print(shown, flush=True)
        answers(tag, command, send)
        if command.upper().startswith("LOGOUT"):
            return


def until_our_caller_ends():
    import threading
    threading.Thread(target=lambda: (sys.stdin.read(), __import__("os")._exit(0)), daemon=True).start()


until_our_caller_ends()
with socket.create_server(("127.0.0.1", 0)) as server:
    print(server.getsockname()[1], flush=True)
    while True:
        peer, _ = server.accept()
        try:
            with peer:
                serve(peer)
        except OSError:
            pass
