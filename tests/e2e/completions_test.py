#!/usr/bin/env python3
"""Shell completions, each asked in its own shell: they are sound, know every command and option that --help lists, and
take names from the configuration."""
import os
import re
import subprocess

import command_line
import rig

CONFIG = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "config"))
COMPLETIONS = os.path.join(CONFIG, "completions")

BASH = """
. {file}
COMP_WORDS=({words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_$1
printf '%s\\n' "${{COMPREPLY[@]}}"
"""

# What zsh would offer is what it gives to compadd, for which ours stands; the line is typed in a terminal of its own.
ZSH = r"""
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'PROMPT= ; fpath=({directory} $fpath); autoload -Uz compinit; compinit -u -d {root}/dump'
zpty -w z 'compadd() {{ [[ " $* " == *" -O "* || " $* " == *" -A "* || " $* " == *" -D "* ]] && {{ builtin compadd "$@"; return }}; local -a _m; builtin compadd -O _m "$@"; print -rl -- $_m >> {root}/offered; builtin compadd "$@" }}'
zpty -w z 'finish() {{ print done > {root}/done }}; zle -N finish; bindkey "^X" finish'
zpty -w z 'stty -echo; unsetopt beep; zstyle ":completion:*" menu no; LISTMAX=10000; print ready > {root}/ready'
for i in {{1..500}}; do [[ -e {root}/ready ]] && break; zpty -r -t z x; zselect -t 2 2>/dev/null || sleep 0.02; done
zpty -w -n z $'{line}\t\x18'
for i in {{1..500}}; do zpty -r -t z x; [[ -e {root}/done ]] && break; sleep 0.02; done
zpty -d z
"""


def shell(root, *command):
    done = subprocess.run(command, cwd=root, env={"PATH": "/usr/bin:/bin", "HOME": root, "LANG": "C.UTF-8",
                                                  "TERM": "dumb"},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          timeout=60, check=False)
    rig.check(done.returncode == 0 and not done.stderr, f"{command[0]}: {done.stderr}")
    return [line for line in done.stdout.splitlines() if line]


def in_bash(root, line):
    words = " ".join(f"'{w}'" for w in line.split(" "))
    script = BASH.format(file=os.path.join(COMPLETIONS, "evenkeel.bash"), words=words)
    return {w.replace("\\", "") for w in shell(root, "bash", "-c", script, "bash", line.split(" ")[0])}


def in_fish(root, line):
    script = f"source {os.path.join(COMPLETIONS, 'evenkeel.fish')}; complete -C '{line}'"
    return {offer.split("\t")[0] for offer in shell(root, "fish", "-N", "-c", script)}


def in_zsh(root, line):
    for name in ("offered", "done", "ready"):
        path = os.path.join(root, name)
        if os.path.exists(path):
            os.unlink(path)
    shell(root, "zsh", "-f", "-c", ZSH.format(directory=COMPLETIONS, root=root, line=line))
    path = os.path.join(root, "offered")
    if not os.path.exists(path):
        return set()
    with open(path, encoding="utf-8") as handle:
        return set(handle.read().split("\n")) - {""}


SHELLS = [in_bash, in_fish, in_zsh]


def the_files_are_sound():
    with rig.directory() as root:
        shell(root, "bash", "-n", os.path.join(COMPLETIONS, "evenkeel.bash"))
        shell(root, "zsh", "-n", os.path.join(COMPLETIONS, "_evenkeel"))
        shell(root, "fish", "--no-execute", os.path.join(COMPLETIONS, "evenkeel.fish"))


def they_know_every_command_and_option():
    with rig.directory() as root:
        known = command_line.commands(root)
        whole = known.pop("")
        tops = {name.split(" ")[0] for name in known}
        for ask in SHELLS:
            offered = ask(root, "evenkeel ")
            rig.check(offered == tops, f"{ask.__name__}: {offered ^ tops}")
            offered = ask(root, "evenkeel --")
            missing = {o for o in whole if o.startswith("--")} - offered
            rig.check(not missing, f"{ask.__name__}: evenkeel {missing}")
            for command, options in known.items():
                if command == "config":
                    continue
                offered = ask(root, f"evenkeel {command} --")
                missing = {o for o in options if o.startswith("--")} - offered
                rig.check(not missing, f"{ask.__name__}: {command} {missing}")
            missing = {o for o in command_line.service_options(root) if o.startswith("--")} - ask(root, "evenkeeld --")
            rig.check(not missing, f"{ask.__name__}: evenkeeld {missing}")


def names_come_from_the_configuration():
    with rig.directory() as root:
        path = os.path.join(root, "evenkeel.toml")
        with open(os.path.join(CONFIG, "evenkeel.example.toml"), encoding="utf-8") as handle:
            rig.write(path, handle.read())
        before = f"evenkeel --config {path} "
        for ask in SHELLS:
            for line, expected in [
                    ("check --partner ", {"alex", "sam"}),
                    ("findings --for ", {"household", "alex", "sam"}),
                    ("agenda ", {"alignment", "month-end", "quarter", "alex-learning"}),
                    ("accept-deletions ", {"alex/work", "alex/private", "sam/work", "household/school", "shared"}),
                    ("report --pilot ", {"Four-day week"}),
                    ("config ", {"check"})]:
                offered = ask(root, before + line)
                rig.check(offered == expected, f"{ask.__name__}: {line}{offered}")
            offered = ask(root, "evenkeel findings --zone Europe/Lo")
            rig.check(ask is in_zsh or offered == {"Europe/London"}, f"{ask.__name__}: {offered}")


def names_are_text_and_nothing_runs_what_they_say():
    with rig.directory() as root:
        mark = os.path.join(root, "touched")
        titles = [f"$(touch {mark})y", f"`touch {mark}`", "a; b", "*", "Two words"]
        path = rig.write(os.path.join(root, "odd.toml"), "".join(
            f"[[pilot]]\ntitle = '{title}'\n" for title in titles)
            + '[[shared]]\nname = "family" # both\n[[routine]]\nid = \'alex\'\n')
        for ask in SHELLS:
            for before in (f"evenkeel --config {path} ", f"evenkeel --config = {path} " if ask is in_bash
                           else f"evenkeel --config={path} "):
                if ask is in_zsh and "=" in before:
                    continue
                offered = ask(root, before + "report --pilot ")
                rig.check("Two words" in offered and any("touch" in o for o in offered), f"{ask.__name__}: {offered}")
                rig.check(not os.path.exists(mark), f"{ask.__name__} ran a name of the configuration")
                for line, expected in (("auth ", {"shared", "family"}), ("agenda ", {"alex"})):
                    offered = ask(root, before + line)
                    rig.check(offered == expected, f"{ask.__name__}: {line}{offered}")


if __name__ == "__main__":
    rig.main([the_files_are_sound, they_know_every_command_and_option, names_come_from_the_configuration,
              names_are_text_and_nothing_runs_what_they_say])
