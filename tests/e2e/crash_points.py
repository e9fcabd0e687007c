"""Runs evenkeeld up to one system call and ends it there, or lets that call fail; by strace, at the kernel's door.

A point is (system call, its n-th time, what happens). Those that touch a file of the household or a TCP connection
count; pipes, the terminal and shared libraries do not.
"""
import collections
import os
import re
import shutil
import subprocess

import rig

CHANGING = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "renameat2", "unlink", "unlinkat",
            "mkdir", "link", "sendto", "sendmsg", "recvfrom", "connect")
ON_DISK = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "renameat2", "unlink", "unlinkat")

Point = collections.namedtuple("Point", "call nth action")


def command(now):
    return [os.path.abspath(rig.EVENKEELD), "--config", "evenkeel.toml", "--now", now, "--once"]


def environment(root):
    # A traced process cannot be looked through for leaks.
    return {**rig.environment(root), "ASAN_OPTIONS": "detect_leaks=0"}


def trace(root, now):
    """One whole run: every point at which it could be killed, and every one at which its disk could fail."""
    log = os.path.join(os.path.dirname(root), os.path.basename(root) + ".trace")
    done = subprocess.run(["strace", "-qq", "-yy", "-o", log, "-e", "trace=" + ",".join(CHANGING), "-e", "signal=none",
                           *command(now)], cwd=root, env=environment(root), stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False, timeout=120)
    rig.check(done.returncode in (0, 3), f"exit {done.returncode}: {done.stderr}")
    counts = collections.Counter()
    kills, failures = [], []
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            called = re.match(r"(\w+)\((.*)", line)
            if not called or called[1] not in CHANGING:
                continue
            call, rest = called[1], called[2]
            counts[call] += 1
            here = root + "/" in rest.split(", \"", 1)[0] if call in ("write", "pwrite64") else root + "/" in rest
            relative = call in ("rename", "renameat2", "unlink", "mkdir") and '"' in rest
            if here or relative:
                kills.append(Point(call, counts[call], "kill"))
                if call in ON_DISK:
                    failures.append(Point(call, counts[call], "ENOSPC" if len(failures) % 2 else "EIO"))
            elif "<TCP:" in rest.split(",", 1)[0]:
                kills.append(Point(call, counts[call], "kill"))
    return kills, failures


def run_to(point, root, now):
    """True when the point was reached."""
    what = "signal=KILL" if point.action == "kill" else "error=" + point.action
    done = subprocess.run(["strace", "-qq", "-o", "/dev/null", "-e", "trace=" + point.call, "-e", "signal=none", "-e",
                           f"inject={point.call}:{what}:when={point.nth}", *command(now)], cwd=root,
                          env=environment(root), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, check=False, timeout=120)
    return done.returncode in (-9, 137) if point.action == "kill" else True


def copy(template, root):
    shutil.copytree(template, root, ignore=shutil.ignore_patterns("control"))
    return root
