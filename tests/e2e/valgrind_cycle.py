#!/usr/bin/env python3
"""A cycle of the example household under valgrind: no error and no leak, where all is read anew, published anew, and
where nothing has changed. A debug build reads calendars in its own process then, so that libical is looked at too."""
import glob
import os
import shutil
import subprocess
import sys

import rig


def under_valgrind(root, directory, what):
    log = os.path.join(root, "valgrind.%p")
    done = rig.run(directory, "/usr/bin/valgrind", "--error-exitcode=9", "--leak-check=full", "--trace-children=yes",
                   "--errors-for-leak-kinds=definite,indirect,possible", f"--log-file={log}",
                   os.path.abspath(rig.EVENKEELD), "--config", "evenkeel.toml", "--once", "--log", "error",
                   timeout=900)
    said = "".join(open(path, encoding="utf-8").read() for path in glob.glob(os.path.join(root, "valgrind.*")))
    rig.check(done.returncode == 0, f"{what}: exit {done.returncode}\n{done.stderr}\n{said}")
    rig.check("ERROR SUMMARY: 0 errors" in said, said)
    print(f"{what}: clean", flush=True)


def main():
    with rig.directory() as root:
        directory = os.path.join(root, "demo")
        done = rig.run(root, rig.EVENKEEL, "demo", directory)
        rig.check(done.returncode == 0, done.stderr)
        for path in glob.glob(os.path.join(directory, "state", "evenkeel.db*")):
            os.unlink(path)
        under_valgrind(root, directory, "everything read and adopted anew")
        under_valgrind(root, directory, "nothing changed")
        shutil.rmtree(os.path.join(directory, "state"))
        for path in glob.glob(os.path.join(directory, "calendars", "shared", "*.ics")):
            os.unlink(path)
        under_valgrind(root, directory, "everything published anew")


if not os.path.exists("/usr/bin/valgrind"):
    sys.exit(77)
main()
