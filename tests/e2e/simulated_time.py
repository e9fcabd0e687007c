"""A wall clock that is moved on by hand (simulated_clock.c), for the programs under test and those they speak to."""
import datetime as dt
import os
import struct
import subprocess
import time

import rig

BEGIN = dt.datetime(2027, 1, 16, 6, tzinfo=dt.timezone.utc)  # the clocks go forward on day 71


class Clock:
    """The wall clock of the programs under test, and of the provider."""

    def __init__(self, root):
        here = os.path.dirname(os.path.abspath(__file__))
        self.library = os.path.join(root, "simulated_clock.so")
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", self.library, os.path.join(here, "simulated_clock.c"),
                        "-ldl"], check=True)
        self.path = os.path.join(root, "clock")
        self.set(BEGIN)

    def set(self, when):
        self.ahead = int(when.timestamp() - time.time())
        with open(self.path, "r+b" if os.path.exists(self.path) else "wb") as handle:
            handle.write(struct.pack("q", self.ahead))

    def now(self):
        return dt.datetime.fromtimestamp(time.time() + self.ahead, dt.timezone.utc)

    def later(self, **by):
        self.set(self.now() + dt.timedelta(**by))

    def environment(self, root):
        return {**rig.environment(root), "LD_PRELOAD": self.library, "SIMULATED_CLOCK": self.path,
                "EVENKEEL_PATIENCE": "5"}
