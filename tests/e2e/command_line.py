"""The commands and options of the programs, read from their own --help."""
import re

import rig


def help_of(root, program, *command):
    done = rig.run(root, program, *command, "--help")
    rig.check(done.returncode == 0, done.stderr)
    return done.stdout


def options_in(text):
    """Long and short options that a help text lists."""
    listed = re.findall(r"^  ((?:-\w,)?--[\w-]+)", text, re.M)
    return {option for group in listed for option in group.split(",")}


def subcommands_in(text):
    part = text.split("Subcommands:")
    return re.findall(r"^  ([a-z][\w-]*)", part[1], re.M) if len(part) > 1 else []


def commands(root):
    """{"findings": {"--from", ...}, "config check": {...}, ...} with "" for the program itself."""
    found = {}

    def walk(command):
        text = help_of(root, rig.EVENKEEL, *command)
        found[" ".join(command)] = options_in(text)
        for name in subcommands_in(text):
            walk([*command, name])

    walk([])
    return found


def service_options(root):
    return options_in(help_of(root, rig.EVENKEELD))
