#!/usr/bin/env python3
"""Checks the house: who may include whom, where foreign headers may be seen, how long files may be.

Every folder uses only what stands above it (the order of LEAVES); foreign libraries live in one room each.
Prints every violation as file:line: reason; exit status 1 if there is one.
"""
import os
import re
import sys

CORE = ["core/words", "core/time", "core/calendar", "core/ical", "core/dav", "core/household", "core/oauth", "core/findings",
        "core/plans", "core/mail", "core/publishing"]
IO = ["io/net", "io/system", "io/sources", "io/sinks", "io/store", "io/settings"]
APP = ["app/cycle", "app/pages", "app/commands", "app/service", "app/main"]

# Rooms beside the plain order: what else a folder may use.
ALSO = {
    "io/sources": ["io/net"],
    "io/sinks": ["io/net", "io/sources", "io/system"],  # a vdir has one kind of ETag, read and written; whole files
    "io/store": ["io/system"],
}

# Foreign header -> the rooms that may include it.
ROOMS = {
    r"curl/": ["io/net"],
    r"sqlite3\.h": ["io/store"],
    r"libical/": ["core/ical"],
    r"expat\.h": ["core/dav"],
    r"libpsl\.h": ["core/dav"],
    r"toml\+\+/": ["io/settings"],
    r"pcre2\.h": ["core/household"],
    r"systemd/": ["io/system"],
    r"seccomp\.h": ["io/system"],
    r"CLI/": ["app/main"],
    r"openssl/": ["core/words", "core/publishing"],
    r"spdlog/": ["io/system", "app/main"],
}
# core is pure: no I/O, no clock, no log.
NOT_IN_CORE = r"(fstream|iostream|filesystem|thread|mutex|unistd\.h|sys/.*|fcntl\.h|cstdio|stdio\.h)"
IMPURE = re.compile(r"\b(system_clock::now|steady_clock::now|std::getenv|std::cerr|std::cout)\b")

MAX_LINES = 300
LONG = {  # each with its reason
    "core/time/windows_zones.inc": "generated table",
    "core/time/windows_zones.cpp": "generated table",
}


def leaf_of(path):
    parts = path.split("/")
    if parts[0] == "ports":
        return "ports"
    return "/".join(parts[:2])


def allowed(leaf):
    if leaf in CORE:
        return set(CORE[:CORE.index(leaf) + 1])
    if leaf == "ports":
        return set(CORE) | {"ports"}
    if leaf in IO:
        return set(CORE) | {"ports", leaf} | set(ALSO.get(leaf, []))
    if leaf == "app/cycle":
        return set(CORE) | {"ports", leaf}
    if leaf == "app/main":
        return set(CORE) | {"ports"} | set(IO) | set(APP)
    if leaf in APP:
        return set(CORE) | {"ports"} | set(APP[:APP.index(leaf) + 1])
    return None


def problems_of(root, path):
    leaf = leaf_of(path)
    may = allowed(leaf)
    with open(os.path.join(root, path), encoding="utf-8") as handle:
        lines = handle.read().splitlines()
    if may is None:
        yield 1, f"stands in no known room ({leaf})"
        return
    if len(lines) > MAX_LINES and path not in LONG:
        yield len(lines), f"{len(lines)} lines, at most {MAX_LINES}"
    for number, line in enumerate(lines, 1):
        ours = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if ours and ours.group(1) != "pch.hpp":
            target = ours.group(1)
            if not os.path.exists(os.path.join(root, target)):
                if not target.startswith("generated/"):
                    yield number, f"includes {target}, which is not there"
            elif leaf_of(target) not in may:
                yield number, f"{leaf} may not use {leaf_of(target)}"
        foreign = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
        if foreign:
            name = foreign.group(1)
            for pattern, rooms in ROOMS.items():
                if re.match(pattern, name) and leaf not in rooms:
                    yield number, f"<{name}> belongs to {', '.join(rooms)}"
            if leaf.startswith("core/") and re.fullmatch(NOT_IN_CORE, name):
                yield number, f"<{name}>: core has no I/O"
        if leaf.startswith("core/") and IMPURE.search(line):
            yield number, "core has no clock, environment or output"


def links_of(root):
    """What the CMake targets link must say the same as the includes may."""
    for leaf in CORE + IO:
        path = os.path.join(root, leaf, "CMakeLists.txt")
        if not os.path.exists(path):
            yield leaf, 1, "has no CMakeLists.txt"
            continue
        with open(path, encoding="utf-8") as handle:
            text = handle.read()
        may = {x.replace("/", "_") for x in allowed(leaf)}
        for target in re.findall(r"\b((?:core|io|app)_[a-z]+|ports)\b", text):
            if target not in may and target != leaf.replace("/", "_"):
                yield leaf + "/CMakeLists.txt", 1, f"links {target}"


def main():
    root = sys.argv[1]
    bad = []
    count = 0
    for folder, _, files in os.walk(root):
        for name in sorted(files):
            path = os.path.relpath(os.path.join(folder, name), root)
            if not name.endswith((".hpp", ".cpp", ".inc")) or path.startswith("pch."):
                continue
            count += 1
            bad += [(path, line, text) for line, text in problems_of(root, path)]
    bad += list(links_of(root))
    for path, line, text in bad:
        print(f"daemon/{path}:{line}: {text}")
    if count < 10:
        print(f"only {count} files found below {root}")
        return 1
    return 1 if bad else 0


sys.exit(main())
