#!/usr/bin/env python3
"""`cmake --install` puts everything where a system looks for it, and the unit is sound."""
import os
import subprocess

import rig

EXPECTED = ["usr/bin/evenkeel", "usr/bin/evenkeeld", "usr/lib/systemd/system/evenkeeld.service",
            "usr/lib/sysusers.d/evenkeel.conf", "usr/lib/tmpfiles.d/evenkeel.conf",
            "usr/share/evenkeel/prompts.txt", "usr/share/doc/evenkeel/evenkeel.example.toml"]


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


def the_unit_is_clean():
    with rig.directory() as root:
        installed(root)
        # The unit names /usr/bin/evenkeeld; a root of our own holds it for the check.
        unit = os.path.join(root, "usr/lib/systemd/system/evenkeeld.service")
        text = open(unit, encoding="utf-8").read()
        rig.check("ExecStart=/usr/bin/evenkeeld " in text, "the unit starts another program")
        local = rig.write(os.path.join(root, "check", "evenkeeld.service"),
                          text.replace("/usr/bin/evenkeeld", os.path.join(root, "usr/bin/evenkeeld")))
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", local], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False,
                              env=dict(os.environ, SYSTEMD_LOG_LEVEL="warning"))
        complaints = [line for line in done.stdout.splitlines() if "evenkeeld" in line]
        rig.check(done.returncode == 0 and not complaints, done.stdout)


def the_user_and_directories_are_valid():
    with rig.directory() as root:
        installed(root)
        done = subprocess.run(["systemd-sysusers", "--dry-run", f"--root={root}"], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        rig.check(done.returncode == 0, done.stdout)
        rig.check("evenkeel" in open(os.path.join(root, "usr/lib/tmpfiles.d/evenkeel.conf"), encoding="utf-8").read(),
                  "no tmpfiles")


if __name__ == "__main__":
    rig.main([files_are_where_they_belong, the_unit_is_clean, the_user_and_directories_are_valid])
