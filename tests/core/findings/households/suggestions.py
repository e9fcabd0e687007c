"""Compares suggestions and decide_by with the oracle: what is to be done, when it expires, how many findings it removes
and causes. Their words and order are for other tests."""
import datetime as dt
import re

from oracle.analysis import Analysis
from oracle.ways import Ways

from .program import Laid, Refused, rows, start

WEEKS = 5  # every attempt is a whole analysis: longer horizons take too long


def instant(text):
    return int(dt.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()) if text else 0


def sort_of(text, helpers):
    if text.startswith("Ask "):
        return "helper" if text.split()[1] in helpers else "partner"
    for begin, sort in (("Move the series of ", "series"), ("Move '", "deadline"), ("Move ", "move")):
        if text.startswith(begin):
            return sort
    return text


def plain(suggestion, helpers):
    removes = re.match(r"Removes (\d+) findings", suggestion["effect"])
    causes = 0
    if "causes another" in suggestion["effect"]:
        more = re.search(r", and (\d+) more", suggestion["effect"])
        causes = 1 + int(more[1] if more else 0)
    return (sort_of(suggestion["text"], helpers), instant(suggestion["expires"]), int(removes[1] if removes else 1), causes)


def differences(evenkeel, household):
    """What the two do not agree on, as lines."""
    if int(household.configuration["household"]["horizon"][:-1]) > WEEKS:
        return []
    with Laid(household) as laid:
        out, errors = start(evenkeel, laid.path, laid.now, "findings", "UTC").communicate(timeout=120)
        if not out and errors:
            raise Refused(errors.strip())
        analysis = Analysis(laid.path, household.now)
        ways = Ways(analysis)
        helpers = [one.name for one in analysis.household.helpers]
        found = {one.key: one for one in analysis.findings}
        lines = []
        for row in rows(out):
            theirs = sorted(plain(one, helpers) for one in row["suggestions"])
            mine = sorted(one.plain() for one in ways.of(found[row["key"]])) if row["key"] in found else []
            if mine != theirs:
                lines += [f"suggestions of {row['key']}:", f"    oracle  {mine}", f"    program {theirs}"]
            if instant(row["decide_by"]) != min((one[1] for one in theirs if one[1]), default=0):
                lines.append(f"decide_by of {row['key']}: {row['decide_by']}")
        return lines
