"""Compares the program with the oracle on one household."""
from oracle.analysis import Analysis

from .program import Laid, Refused, rows

FIELDS = ["key", "kind", "severity", "start", "end", "concerns", "if_accepted", "data"]


def finding_differences(expected, found):
    lines = []
    mine, theirs = ({row["key"]: {name: row[name] for name in FIELDS} for row in side} for side in (expected, found))
    for key in sorted(mine.keys() | theirs.keys()):
        if mine.get(key) != theirs.get(key):
            lines += [f"{key}:", f"    oracle  {mine.get(key)}", f"    program {theirs.get(key)}"]
    order = [row["key"] for row in expected], [row["key"] for row in found]
    if not lines and order[0] != order[1]:
        lines.append(f"order: oracle {order[0]} program {order[1]}")
    return lines


def rota_differences(expected, found):
    lines = []
    found = [{name: row[name] for name in ("coverage", "start", "end", "who")} if "coverage" in row else row
             for row in found]
    for number in range(max(len(expected), len(found))):
        pair = [side[number] if number < len(side) else None for side in (expected, found)]
        if pair[0] != pair[1]:
            lines += [f"rota {number}:", f"    oracle  {pair[0]}", f"    program {pair[1]}"]
    return lines


def differences(evenkeel, household):
    """What the two do not agree on, as lines; and the number of findings of each kind."""
    with Laid(household) as laid:
        running = laid.begin(evenkeel)
        try:
            analysis = Analysis(laid.path, household.now)
        finally:
            answers = [process.communicate(timeout=120) for process in running]
        for process, (_, errors) in zip(running, answers):
            if process.returncode != 0:
                raise Refused(f"exit status {process.returncode}: {errors.strip()}")
        expected = analysis.findings_json()
        lines = finding_differences(expected, rows(answers[0][0])) + rota_differences(analysis.rota_json(),
                                                                                      rows(answers[1][0]))
        return lines, expected
