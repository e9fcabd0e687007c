#!/usr/bin/env python3
"""The house test must find each sort of violation in a tree made for it."""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
VIOLATIONS = {
    "core/time/up.hpp": ('#include "core/plans/plan.hpp"\n', "core/time may not use core/plans"),
    "core/time/io.hpp": ("#include <fstream>\n", "core has no I/O"),
    "core/time/clock.cpp": ("auto t = std::chrono::system_clock::now();\n", "core has no clock"),
    "core/plans/curl.cpp": ("#include <curl/curl.h>\n", "belongs to io/net"),
    "app/cycle/io.cpp": ('#include "io/net/transport.hpp"\n', "app/cycle may not use io/net"),
    "core/time/long.cpp": ("\n" * 301, "301 lines"),
    "core/time/lost.cpp": ('#include "core/time/nowhere.hpp"\n', "which is not there"),
    "somewhere/else.cpp": ("\n", "stands in no known room"),
}

with tempfile.TemporaryDirectory() as root:
    for path, (text, _) in VIOLATIONS.items():
        os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
        with open(os.path.join(root, path), "w", encoding="utf-8") as handle:
            handle.write(text)
    for path in ("core/plans/plan.hpp", "io/net/transport.hpp"):
        os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
        open(os.path.join(root, path), "w", encoding="utf-8").close()
    run = subprocess.run([sys.executable, os.path.join(HERE, "house_test.py"), root], stdout=subprocess.PIPE,
                         text=True, check=False)
    missing = [f"{path}: {reason}" for path, (_, reason) in VIOLATIONS.items()
               if not any(path in line and reason in line for line in run.stdout.splitlines())]
    if run.returncode != 1 or missing:
        print("not found:", missing, run.stdout)
        sys.exit(1)
