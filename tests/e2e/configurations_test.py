#!/usr/bin/env python3
"""The example configurations are valid, and the JSON schema agrees with the readers: it takes every example, and refuses
what `config check` refuses for its structure."""
import datetime as dt
import glob
import json
import os
import re
import tomllib

import jsonschema
import rig

CONFIG = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "config"))
EXAMPLES = [os.path.join(CONFIG, "evenkeel.example.toml"), *sorted(glob.glob(os.path.join(CONFIG, "examples", "*.toml")))]
EXPECTED = {"google", "icloud", "microsoft-365", "nextcloud", "fastmail", "all-local"}

LEAST = """
[household]
id = "hazel-street"
time_zone = "Europe/London"
{household}
[[household.calendar]]
name = "school"
kind = "ics"
url = "https://school.example/calendar.ics"
{school}
[[partner]]
id = "alex"
email = "alex@example.org"
{alex}
  [[partner.calendar]]
  name = "work"
  url = "https://cal.example.org/"
  {work}
[[partner]]
id = "sam"
email = "sam@example.org"
{more}
"""

COVERAGE = '[[coverage]]\nid = "a"\ntime = "15:15-16:00"\nrrule = "FREQ=DAILY"\n'
ROUTINE = '[[routine]]\nid = "a"\n'

# (where, what): each is wrong in its structure, whoever the household is.
WRONG = [
    ("household", "horizont = \"26w\""), ("household", "horizon = 26"), ("household", "horizon = \"26 weeks\""),
    ("household", "poll = \"10\""), ("household", "name = 1"), ("household", "name = \"\""), ("household", "pause = \"shared\""),
    ("household", "pause = { match = \"a\" }"), ("household", "pause = { calendar = \"school\", title = \"a\" }"),
    ("school", "work = true"), ("school", "private = \"show\""), ("school", "from = \"tomorrow\""),
    ("alex", "disclose = \"all\""), ("alex", "invite_detail = \"none\""), ("alex", "fixed_hours = \"no\""),
    ("alex", "working_hours = \"09:00-17:00\""), ("alex", "working_hours = { monday = \"09:00-17:00\" }"),
    ("alex", "working_hours = { mon = \"9-17\" }"), ("alex", "aliases = \"a@example.org\""),
    ("alex", "aliases = [\"nobody\"]"), ("alex", "after_hours_allowance = \"three hours\""),
    ("work", "kind = \"exchange\""), ("work", "password = \"hunter2\""), ("work", "password = { credential = \"a\" }"),
    ("work", "user = \"alex\"\npassword = { }"), ("work", "user = \"alex\"\npassword = { credential = \"a/b\" }"),
    ("work", "user = \"alex\"\npassword = { credential = \"a\", file = \"b\" }"),
    ("work", "user = \"alex\"\npassword = { command = [] }"), ("work", "user = \"alex\"\npassword = { command = \"pass\" }"),
    ("work", "oauth = { client_id = \"a\" }"), ("work", "oauth = { provider = \"google\" }"), ("work", "passwort = 1"),
    ("work", "[[partner.deadline]]\ntitle = \"a\""), ("work", "[[partner.deadline]]\ndue = 2027-03-01"),
    ("work", "[[partner.deadline]]\ntitle = \"a\"\ndue = 2027-03-01\nprogress = 101"),
    ("more", "[[partner]]\nid = \"pat\"\nemail = \"pat@example.org\""),
    ("more", "[[helper]]\nid = \"gran\""), ("more", "[[helper]]\nid = \"Gran\"\navailable = { tue = \"14:00-19:00\" }"),
    ("more", "[[helper]]\nid = \"both\"\navailable = { tue = \"14:00-19:00\" }"),
    ("more", "[shared]\nkind = \"ics\"\nurl = \"https://cal.example.org/shared.ics\""), ("more", "[shared]\nkind = \"caldav\""),
    ("more", "[shared]\nurl = \"https://cal.example.org/\"\naudience = \"all\""),
    ("more", "[shared]\nurl = \"https://cal.example.org/\"\npublish = [\"everything\"]"),
    ("more", "[shared]\nurl = \"https://cal.example.org/\"\ndisclose = \"busy\""),
    ("more", "[[coverage]]\nid = \"a\"\ntime = \"15:15-16:00\""), ("more", "[[coverage]]\nid = \"a\"\nrrule = \"FREQ=DAILY\""),
    ("more", "[[coverage]]\ntime = \"15:15-16:00\"\nrrule = \"FREQ=DAILY\""), ("more", COVERAGE + "points = 100"),
    ("more", COVERAGE + "points = -1"), ("more", COVERAGE + "attention = \"half\""), ("more", COVERAGE + "who = []"),
    ("more", COVERAGE + "who = \"alex\""), ("more", COVERAGE + "usual = { mon = 1 }"), ("more", COVERAGE + "travel = \"far\""),
    ("more", COVERAGE.replace("15:15-16:00", "15:15")), ("more", COVERAGE.replace("[[coverage]]", "[coverage]")),
    ("more", ROUTINE + "every = \"day\""), ("more", ROUTINE + "every = \"week\"\nrrule = \"FREQ=WEEKLY\""),
    ("more", ROUTINE + "with = []"), ("more", ROUTINE + "prefer = \"sunday evening\""), ("more", ROUTINE + "agenda = [\"losses\"]"),
    ("more", ROUTINE + "agenda = [{ }]"), ("more", ROUTINE + "duration = 30"), ("more", "[[routine]]\nduration = \"30m\""),
    ("more", "[[protect]]\nid = \"a\""), ("more", "[[protect]]\nid = \"a\"\ntime = { }"),
    ("more", "[[rule]]\nmatch = { title = \"a\" }\nset = { kind = \"travel\" }"),
    ("more", "[[rule]]\nmatch = { summary = \"a\" }\nset = { kind = \"trip\" }"),
    ("more", "[[rule]]\nmatch = { summary = \"a\" }\nset = { presence = \"gone\" }"),
    ("more", "[[career]]\nmodel = \"equal\""), ("more", "[[career]]\nfrom = 2027-02-01\nmodel = \"lead\""),
    ("more", "[[career]]\nfrom = 2027-02-01\nmodel = \"lead\"\nlead = \"sam\"\nshare = 35"),
    ("more", "[alerts]\nmin_severity = \"high\""), ("more", "[alerts]\ncrunch_load = 0"), ("more", "[alerts]\nmute = [\"all\"]"),
    ("more", "[alerts]\nquiet = \"at night\""), ("more", "[alerts]\nper_day = -1"), ("more", "[[alerts]]\nper_day = 1"),
    ("more", "[mail]\nsmtp = \"smtp.example.org\"\nfrom = \"home@example.org\""), ("more", "[mail]\nsmtp = \"smtps://smtp.example.org\""),
    ("more", "[mail]\nsmtp = \"smtps://smtp.example.org\"\nfrom = \"Household\""),
    ("more", "[[notify]]\nkind = \"sms\""), ("more", "[[notify]]\nkind = \"ntfy\""), ("more", "[[notify]]\ndigest = \"weekly\""),
    ("more", "[[pilot]]\ntitle = \"a\"\npartner = \"sam\"\nfrom = 2027-01-04"), ("more", "[metrics]\nport = 9100"),
    ("more", "[web]\nlisten = \"here\""), ("more", "[webb]\nlisten = \"127.0.0.1:1\""), ("more", "answer = 42"),
]


def plain(value):
    """TOML's dates as JSON has them: text."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return value


def validator():
    with open(os.path.join(CONFIG, "evenkeel.schema.json"), encoding="utf-8") as handle:
        schema = json.load(handle)
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def refusals(text):
    return [f"{list(e.path)}: {e.message}" for e in validator().iter_errors(plain(tomllib.loads(text)))]


def text_of(path):
    with open(path, encoding="utf-8") as handle:
        return handle.read()


def with_line(where="more", line=""):
    parts = dict.fromkeys(("household", "school", "alex", "work", "more"), "")
    parts[where] = line
    return LEAST.format(**parts)


def check(root, text):
    path = rig.write(os.path.join(root, "evenkeel.toml"), text, 0o640)
    return rig.run(root, rig.EVENKEEL, "--config", path, "config", "check")


def every_example_is_valid():
    names = {os.path.basename(path)[:-5] for path in EXAMPLES[1:]}
    rig.check(names == EXPECTED, f"{names ^ EXPECTED}")
    with rig.directory() as root:
        for path in EXAMPLES:
            done = check(root, text_of(path))
            rig.check(done.returncode == 0 and not done.stderr, f"{path}: {done.stderr}")
            rig.check(not refusals(text_of(path)), f"{path}: {refusals(text_of(path))}")
            rig.check(text_of(path).startswith("#:schema /usr/share/evenkeel/evenkeel.schema.json\n"), path)


def examples_say_how_to_make_each_password():
    for path in EXAMPLES[1:]:
        text = text_of(path)
        for name in set(re.findall(r'credential = "([^"]+)"', text)):
            rig.check(name in ("shared", "mail", "evenkeel-nextcloud") or f"credentials/{name}" in text,
                      f"{path} does not say how to make {name}")


def the_local_household_works_as_it_stands():
    with rig.directory() as root:
        for name in ("alex", "sam", "shared"):
            os.makedirs(os.path.join(root, ".local/share/calendars", name))
        rig.write(os.path.join(root, ".config/evenkeel/evenkeel.toml"),
                  text_of(os.path.join(CONFIG, "examples", "all-local.toml")))
        done = rig.run(root, rig.EVENKEEL, "--now", rig.NOW, "sync")
        rig.check(done.returncode == 0, done.stderr)
        rig.check(os.listdir(os.path.join(root, ".local/share/calendars/shared")), "nothing was published")


def the_schema_refuses_what_config_check_refuses():
    with rig.directory() as root:
        done = check(root, with_line())
        rig.check(done.returncode == 0 and not refusals(with_line()), f"{done.stderr} {refusals(with_line())}")
        for where, line in WRONG:
            text = with_line(where, line)
            done = check(root, text)
            rig.check(done.returncode == 2, f"config check takes {line!r}: {done.stdout}")
            rig.check(refusals(text), f"the schema takes {line!r}, of which config check says {done.stderr}")


def required_keys_are_required_by_both():
    with rig.directory() as root:
        for line in ('id = "hazel-street"', 'time_zone = "Europe/London"', 'id = "alex"', 'email = "sam@example.org"',
                     'url = "https://cal.example.org/"'):
            text = with_line("more", '[shared]\nkind = "vdir"\nurl = "shared"').replace(line + "\n", "", 1)
            done = check(root, text)
            rig.check(done.returncode == 2, f"config check does without {line}")
            rig.check(refusals(text), f"the schema does without {line}")


if __name__ == "__main__":
    rig.main([every_example_is_valid, examples_say_how_to_make_each_password, the_local_household_works_as_it_stands,
              the_schema_refuses_what_config_check_refuses, required_keys_are_required_by_both])
