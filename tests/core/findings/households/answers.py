"""Compares what the program answers to a question about a household with the oracle."""
import json
import os
import subprocess

from oracle import civil
from oracle.analysis import Analysis
from oracle.metrics import Metrics
from oracle.overlay import Overlay, difference

from .compare import FIELDS
from .household import toml
from .program import Laid, Refused


class Reaching:
    """An overlay under which the horizon reaches the end of a range."""

    def __init__(self, now, end):
        self.now = now
        self.end = end

    def change(self, table):
        zone = civil.Zone(table["household"]["time_zone"])
        reach = (zone.date(self.end) - zone.date(self.now)).days + 1
        horizon = civil.parse_duration(table["household"].get("horizon", "26w")) // civil.DAY
        table["household"]["horizon"] = f"{max(horizon, reach)}d"

    def components(self, _household, _source, found):
        return found


def expected(path, now, question):
    if question.ranges:
        answers = [metrics_of(path, now, within) for within in question.ranges]
        return {"metrics": answers[0], **({"compare": answers[1]} if len(answers) > 1 else {})}
    before = Analysis(path, now)
    after = Analysis(path, now, Overlay(question.scenario, question.files, question.invitation))
    within = [(now, one.snapshot.end) for one in (before, after)]
    return {**difference(before, after), "before": Metrics(before, within[0], now).json(),
            "after": Metrics(after, within[1], now).json()}


def metrics_of(path, now, within):
    """A past range is analysed as if now were its start."""
    as_of = min(now, within[0])
    return Metrics(Analysis(path, as_of, Reaching(as_of, within[1])), within, now).json()


def found(answer):
    if "metrics" in answer:
        more = {"compare": answer["compare"]["metrics"]} if "compare" in answer else {}
        return {"metrics": answer["metrics"], **more}
    lists = {name: [{field: row[field] for field in FIELDS} for row in answer[name]] for name in ("new", "gone", "worse")}
    return {**lists, "before": answer["before"], "after": answer["after"]}


def asked(evenkeel, laid, question):
    if question.scenario:
        with open(os.path.join(laid.root, "scenario.toml"), "w", encoding="utf-8") as handle:
            handle.write(toml(question.scenario))
    for name, text in question.files.items():
        with open(os.path.join(laid.root, name), "w", encoding="utf-8", newline="") as handle:
            handle.write(text)
    if question.invitation:
        with open(os.path.join(laid.root, "invitation.ics"), "w", encoding="utf-8", newline="") as handle:
            handle.write(question.invitation[1])
    done = subprocess.run([evenkeel, "--config", laid.path, "--now", laid.now, *question.command, "--json"], text=True,
                          capture_output=True, cwd=laid.root, timeout=120, env={"PATH": "/usr/bin:/bin", "TZ": "UTC"},
                          check=False)
    if done.returncode not in (0, 1) or not done.stdout:
        raise Refused(f"exit status {done.returncode}: {done.stderr.strip()}")
    return done.returncode, json.loads(done.stdout)


def differences(evenkeel, household, question):
    """What the two do not agree on, as lines."""
    with Laid(household) as laid:
        status, answer = asked(evenkeel, laid, question)
        wanted = expected(laid.path, household.now, question)
    lines = []
    given = found(answer)
    for name, value in wanted.items():
        if value == given[name]:
            continue
        if isinstance(value, list):
            lines += [f"{name}: only the oracle  {row}" for row in value if row not in given[name]]
            lines += [f"{name}: only the program {row}" for row in given[name] if row not in value]
            lines += [] if lines else [f"{name}: in another order"]
        else:
            lines += [f"{name} {key}: oracle {one} program {given[name].get(key)}" for key, one in value.items()
                      if one != given[name].get(key)]
    if "new" in wanted and status != (1 if answer["new"] else 0):
        lines.append(f"exit status {status}")
    return lines
