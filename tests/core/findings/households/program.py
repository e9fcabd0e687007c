"""Runs evenkeel on a household and reads what it prints."""
import json
import os
import shutil
import subprocess
import tempfile


class Refused(Exception):
    """The program did not take the household."""


def start(evenkeel, path, now, command, zone):
    return subprocess.Popen([evenkeel, "--config", path, "--now", now, command, "--json"], text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PATH": "/usr/bin:/bin", "TZ": zone})


def finish(process):
    out, errors = process.communicate(timeout=120)
    if process.returncode != 0:
        raise Refused(f"exit status {process.returncode}: {errors.strip()}")
    return out


class Laid:
    """A household laid out in a fresh directory, which goes with it."""

    def __init__(self, household):
        self.root = tempfile.mkdtemp(prefix="household-")
        self.path = household.write(self.root)
        self.now = household.now_text()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root, ignore_errors=True)

    def begin(self, evenkeel, zone="UTC"):
        """Starts both commands; the answer waits in end()."""
        return [start(evenkeel, self.path, self.now, command, zone) for command in ("findings", "rota")]

    def text(self, evenkeel, zone="UTC"):
        return [finish(process) for process in self.begin(evenkeel, zone)]


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


def run(evenkeel, household, zone="UTC"):
    """(findings, rota) as printed."""
    with Laid(household) as laid:
        findings, rota = laid.text(evenkeel, zone)
    return rows(findings), rows(rota)


def binary(given):
    return os.path.abspath(given)
