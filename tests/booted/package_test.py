#!/usr/bin/env python3
"""The Debian package: made by cpack as an ordinary user, judged by lintian, and installed, upgraded, removed and purged in
a Debian of its own (build/booted under an overlay in memory). Skipped with status 77 where that cannot be done."""
import glob
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "e2e"))

import rig  # noqa: E402

NOBODY = 65534


def said(command, **kw):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **kw)
    return done.returncode, done.stdout


def as_nobody(root, *command):
    """Neither making a package nor looking at one needs any right."""
    drop = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.getuid() == 0 else []
    return said([*drop, *command], cwd=root, env={"PATH": "/usr/bin:/bin", "HOME": root, "LC_ALL": "C.UTF-8"})


def packed(root):
    """The package, from what is built: staged here, so that cpack builds nothing."""
    stage = os.path.join(root, "stage")
    status, text = said(["cmake", "--install", os.path.abspath(rig.BUILD), "--prefix", "/usr", "--strip"],
                        env=dict(os.environ, DESTDIR=stage))
    rig.check(status == 0, text)
    config = shutil.copy(os.path.join(rig.BUILD, "CPackConfig.cmake"), root)
    if os.getuid() == 0:
        said(["chown", "-R", str(NOBODY), root])
    status, text = as_nobody(root, "cpack", "--config", config, "-B", root, "-D", "CPACK_INSTALL_CMAKE_PROJECTS=",
                             "-D", f"CPACK_INSTALLED_DIRECTORIES={stage};/")
    rig.check(status == 0, text)
    found = glob.glob(os.path.join(root, "evenkeel_*.deb"))
    rig.check(len(found) == 1, text)
    return found[0]


def next_version(root, package):
    """The same as a later revision."""
    tree = os.path.join(root, "next")
    rig.check(said(["dpkg-deb", "-R", package, tree])[0] == 0, "dpkg-deb -R")
    control = os.path.join(tree, "DEBIAN", "control")
    with open(control, encoding="utf-8") as handle:
        text = handle.read()
    rig.write(control, text.replace("-1\n", "-2\n", 1))
    later = package.replace("-1_", "-2_")
    rig.check(said(["dpkg-deb", "--root-owner-group", "-b", tree, later])[0] == 0, "dpkg-deb -b")
    return later


def lintian_finds_no_error():
    with rig.directory() as root:
        package = packed(root)
        _, text = as_nobody(root, "lintian", "--tag-display-limit", "0", package)
        print(text)
        errors = [line for line in text.splitlines() if line.startswith("E:")]
        rig.check(not errors, "\n".join(errors))


def it_comes_and_goes_without_a_trace():
    system = os.path.abspath(os.path.join(rig.BUILD, "..", "booted"))
    if not os.path.exists(os.path.join(system, "laid")):
        status, text = said([os.path.join(HERE, "lay-root"), system, os.path.abspath(rig.BUILD)])
        rig.check(status == 0, text)
    with rig.directory() as root:
        package = packed(root)
        status, text = said([os.path.join(HERE, "in-overlay"), system, os.path.join(HERE, "package-life"), package,
                             next_version(root, package)])
        if status == 77:
            print("skipped: no namespaces or no root here")
            sys.exit(77)
        rig.check(status == 0 and text.endswith("== done\n"), text)


if __name__ == "__main__":
    rig.main([lintian_finds_no_error, it_comes_and_goes_without_a_trace])
