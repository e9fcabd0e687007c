#!/usr/bin/env python3
"""`cmake --install` puts everything where a system looks for it, and the units are sound and hardly exposed."""
import os
import re
import subprocess

import rig

EXPECTED = ["usr/bin/evenkeel", "usr/bin/evenkeeld", "usr/lib/systemd/system/evenkeeld.service",
            "usr/lib/sysusers.d/evenkeel.conf", "usr/lib/tmpfiles.d/evenkeel.conf",
            "usr/share/evenkeel/prompts.txt", "usr/share/doc/evenkeel/evenkeel.example.toml",
            "usr/lib/systemd/system/evenkeeld@.service", "usr/share/evenkeel/evenkeel.schema.json",
            "usr/share/doc/evenkeel/examples/all-local.toml", "usr/share/man/man1/evenkeel.1",
            "usr/share/man/man5/evenkeel.toml.5", "usr/share/man/man8/evenkeeld.8",
            "usr/share/bash-completion/completions/evenkeel", "usr/share/bash-completion/completions/evenkeeld",
            "usr/share/zsh/vendor-completions/_evenkeel", "usr/share/fish/vendor_completions.d/evenkeel.fish",
            "usr/share/fish/vendor_completions.d/evenkeeld.fish"]


def installed(root):
    env = dict(os.environ, DESTDIR=root)
    done = subprocess.run(["cmake", "--install", os.path.abspath(rig.BUILD), "--prefix", "/usr"], env=env,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    rig.check(done.returncode == 0, done.stdout)


def files_are_where_they_belong():
    with rig.directory() as root:
        installed(root)
        missing = [p for p in EXPECTED if not os.path.isfile(os.path.join(root, p))]
        rig.check(not missing, f"missing: {missing}")
        done = rig.run(root, os.path.join(root, "usr/bin/evenkeel"), "--config",
                       "usr/share/doc/evenkeel/evenkeel.example.toml", "config", "check")
        rig.check(done.returncode == 0, done.stderr)


UNITS = ["evenkeeld.service", "evenkeeld@.service"]
MOST_EXPOSED = 1.5


def the_units_are_clean():
    with rig.directory() as root:
        installed(root)
        local = []
        for name in UNITS:
            # A unit names /usr/bin/evenkeeld; a root of our own holds it for the check.
            with open(os.path.join(root, "usr/lib/systemd/system", name), encoding="utf-8") as handle:
                text = handle.read()
            rig.check("ExecStart=/usr/bin/evenkeeld " in text, f"{name} starts another program")
            rig.check("@" not in text.replace("SystemCallFilter=@", "").replace("~@privileged", ""), text)
            local.append(rig.write(os.path.join(root, "check", name),
                                   text.replace("/usr/bin/evenkeeld", os.path.join(root, "usr/bin/evenkeeld"))))
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", *local], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False,
                              env=dict(os.environ, SYSTEMD_LOG_LEVEL="warning"))
        complaints = [line for line in done.stdout.splitlines() if "evenkeeld" in line]
        rig.check(done.returncode == 0 and not complaints, done.stdout)


def the_units_are_hardly_exposed():
    with rig.directory() as root:
        installed(root)
        for name in UNITS:
            done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager",
                                   os.path.join(root, "usr/lib/systemd/system", name)], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, check=False)
            found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
            rig.check(found, done.stdout)
            print(f"{name}: exposure {found.group(1)}, at most {MOST_EXPOSED}")
            rig.check(float(found.group(1)) <= MOST_EXPOSED, done.stdout)


def the_user_and_directories_are_valid():
    with rig.directory() as root:
        installed(root)
        done = subprocess.run(["systemd-sysusers", "--dry-run", f"--root={root}"], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        rig.check(done.returncode == 0, done.stdout)
        rig.check("evenkeel" in open(os.path.join(root, "usr/lib/tmpfiles.d/evenkeel.conf"), encoding="utf-8").read(),
                  "no tmpfiles")


if __name__ == "__main__":
    rig.main([files_are_where_they_belong, the_units_are_clean, the_units_are_hardly_exposed,
              the_user_and_directories_are_valid])
