#!/usr/bin/env python3
"""The manual pages are sound, and know every command and every option that --help lists."""
import os
import re
import subprocess

import command_line
import rig

MAN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "config", "man")
PAGES = ["evenkeel.1", "evenkeeld.8", "evenkeel.toml.5"]


def source(page):
    with open(os.path.join(MAN, page), encoding="utf-8") as handle:
        return handle.read()


def the_pages_are_sound():
    for page in PAGES:
        path = os.path.join(MAN, page)
        lint = subprocess.run(["mandoc", "-Tlint", "-Wstyle", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True, check=False)
        # Whether other pages are installed here is no matter of this one.
        complaints = [line for line in lint.stdout.splitlines() if "referenced manual not found" not in line]
        rig.check(not complaints, "\n".join(complaints))
        shown = subprocess.run(["man", "--warnings=w", "-Tutf8", "-l", path], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True, check=False,
                               env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "80"})
        rig.check(shown.returncode == 0 and not shown.stderr, shown.stderr)
        plain = re.sub(".\x08", "", shown.stdout)  # bold is struck twice
        rig.check("NAME" in plain and "SEE ALSO" in plain, plain[:500])


def items(text):
    """{first words of an item: everything of its line and of the lists inside}"""
    found = {}
    for line in re.findall(r"^\.It (.*)$", text, re.M):
        command = re.match(r"Cm ((?:[a-z][\w-]* ?)+)", line)
        if command:
            current = found.setdefault(command.group(1).strip(), set())
        else:
            current = found.setdefault("", set()) if not found else current
        current |= {("--" if long else "-") + name for long, name in re.findall(r"Fl (-?)([\w-]+)", line)}
        current |= {("--" if long else "-") + name for long, name in re.findall(r"(?<=, )(-?)([\w-]+)", line)} \
            if line.startswith("Fl") else set()
    return found


def every_command_and_option_is_in_evenkeel_1():
    with rig.directory() as root:
        documented = items(source("evenkeel.1"))
        everywhere = documented[""]
        for command, options in command_line.commands(root).items():
            if command in ("", "config"):
                missing = options - everywhere
            else:
                rig.check(command in documented, f"evenkeel.1 does not know {command}")
                missing = options - everywhere - documented[command]
            rig.check(not missing, f"evenkeel.1 does not know {command} {missing}")
        stale = set(documented) - set(command_line.commands(root))
        rig.check(not stale, f"evenkeel.1 knows commands that are none: {stale}")


def every_option_is_in_evenkeeld_8():
    with rig.directory() as root:
        text = source("evenkeeld.8")
        found = {("--" if long else "-") + name for long, name in re.findall(r"^\.It.*?Fl (-?)([\w-]+)", text, re.M)}
        missing = command_line.service_options(root) - found - {"-h", "--help"}
        rig.check(not missing, f"evenkeeld.8 does not know {missing}")


if __name__ == "__main__":
    rig.main([the_pages_are_sound, every_command_and_option_is_in_evenkeel_1, every_option_is_in_evenkeeld_8])
