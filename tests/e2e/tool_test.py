#!/usr/bin/env python3
"""The command-line tool to the letter of its contract: fields, exit statuses, options before and after the command."""
import json
import os
import subprocess

import local_household as home
import rig


def expand(root, *arguments, **kw):
    return rig.run(root, rig.EVENKEEL, "expand", *arguments, **kw)


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def expand_prints_the_fields_in_order():
    with rig.directory() as root:
        rig.write(os.path.join(root, "a.ics"),
                  rig.event("weekly@x", "Jour fixe", "20261116T100000", "20261116T110000",
                            "RRULE:FREQ=WEEKLY;COUNT=3\r\n"))
        rig.write(os.path.join(root, "dir", "b.ics"), rig.event("day@x", "Off", "20261124", "20261125",
                                                                "TRANSP:TRANSPARENT\r\nSTATUS:CANCELLED\r\n"))
        done = expand(root, "--from", "2026-11-23", "--to", "2026-12-01", "--zone", "Europe/London", "--json",
                      "a.ics", "dir")
        rig.check(done.returncode == 0, done.stderr)
        rig.check([list(o) for o in lines(done)] == 3 * [["uid", "recurrence_id", "start", "end", "all_day", "summary",
                                                          "status", "transparent", "component", "source"]], done.stdout)
        first, second, _ = lines(done)
        rig.check(first == {"uid": "weekly@x", "recurrence_id": "2026-11-23T10:00:00Z",
                            "start": "2026-11-23T10:00:00Z", "end": "2026-11-23T11:00:00Z", "all_day": False,
                            "summary": "Jour fixe", "status": "CONFIRMED", "transparent": False,
                            "component": "VEVENT", "source": "a.ics"}, str(first))
        rig.check(second == {"uid": "day@x", "recurrence_id": None, "start": "2026-11-24", "end": "2026-11-25",
                             "all_day": True, "summary": "Off", "status": "CANCELLED", "transparent": True,
                             "component": "VEVENT", "source": "dir/b.ics"}, str(second))


def expand_goes_on_after_a_file_that_is_no_calendar():
    with rig.directory() as root:
        rig.write(os.path.join(root, "page.ics"), "<html></html>")
        rig.write(os.path.join(root, "good.ics"), rig.event("g@x", "G", "20261124T100000", "20261124T110000"))
        done = expand(root, "--from", "2026-11-23", "--to", "2026-12-01", "--json", "page.ics", "good.ics",
                      "missing.ics")
        rig.check(done.returncode == 3 and len(lines(done)) == 1, done.stdout + done.stderr)
        rig.check("page.ics" in done.stderr and "missing.ics" in done.stderr, done.stderr)


def expand_and_check_read_other_charsets_as_sources_do():
    calendar = rig.event("u@x", "Gespräch", "20261202T150000", "20261202T163000")
    with rig.directory() as root:
        home.lay_out(root)
        for name, charset in (("a.ics", "utf-16"), ("b.ics", "windows-1252")):
            with open(os.path.join(root, name), "wb") as handle:
                handle.write(calendar.encode(charset))
            done = expand(root, "--from", "2026-11-23", "--to", "2026-12-10", "--json", name)
            rig.check(done.returncode == 0 and [o["summary"] for o in lines(done)] == ["Gespräch"],
                      f"{name}: {done.stdout} {done.stderr}")
            done = home.tool(root, "check", name, "--partner", "alex")
            rig.check(done.returncode in (0, 1) and not done.stderr, f"{name}: {done.returncode} {done.stderr}")


def expand_warns_of_what_it_left_out_of_a_good_event():
    with rig.directory() as root:
        rig.write(os.path.join(root, "a.ics"),
                  rig.event("odd@x", "Odd", "20261124T100000", "20261124T110000", "EXDATE:someday\r\n"))
        done = expand(root, "--from", "2026-11-23", "--to", "2026-12-01", "--json", "a.ics")
        rig.check(done.returncode == 0 and len(lines(done)) == 1, done.stdout + done.stderr)
        rig.check("odd@x" in done.stderr and "EXDATE" in done.stderr, done.stderr)


def a_directory_is_one_calendar():
    with rig.directory() as root:
        for name, more in (("a.ics", "RECURRENCE-ID;TZID=Europe/London:20261124T100000\r\n"), ("b.ics", "RRULE:FREQ=DAILY;COUNT=3\r\n")):
            start = "20261124T150000" if name == "a.ics" else "20261123T100000"
            rig.write(os.path.join(root, "work", name), rig.event("s@x", name, start, start[:9] + "160000", more))
        done = expand(root, "--from", "2026-11-23", "--to", "2026-12-01", "--json", "work")
        rig.check(done.returncode == 0, done.stderr)
        seen = [(o["start"], os.path.basename(o["source"])) for o in lines(done)]
        rig.check(seen == [("2026-11-23T10:00:00Z", "b.ics"), ("2026-11-24T15:00:00Z", "a.ics"),
                           ("2026-11-25T10:00:00Z", "b.ics")], str(seen))


def a_link_that_leads_nowhere_is_named():
    with rig.directory() as root:
        rig.write(os.path.join(root, "work", "a.ics"), rig.event("s@x", "S", "20261124T100000", "20261124T110000"))
        os.symlink("gone.ics", os.path.join(root, "work", "b.ics"))
        done = expand(root, "--from", "2026-11-23", "--to", "2026-12-01", "--json", "work")
        rig.check(done.returncode == 3 and "b.ics" in done.stderr and len(lines(done)) == 1, done.stderr)


def evidence_of_whole_days_has_dates():
    with rig.directory() as root:
        home.lay_out(root)
        rig.write(os.path.join(root, "sam", "s1.ics"),
                  rig.event("s1@work", "Project board", "20261202", "20261204"))
        finding = next(f for f in lines(home.tool(root, "findings", "--json")) if f["kind"] == "uncovered")
        times = {(e["partner"], e["start"], e["end"]) for e in finding["evidence"]}
        rig.check(times == {("alex", "2026-12-02T15:00:00Z", "2026-12-02T16:30:00Z"),
                            ("sam", "2026-12-02", "2026-12-04")}, str(times))


def findings_and_rota_have_their_fields():
    with rig.directory() as root:
        home.lay_out(root)
        done = home.tool(root, "findings", "--json")
        rig.check(done.returncode == 0, done.stderr)
        finding = next(f for f in lines(done) if f["kind"] == "uncovered")
        rig.check(list(finding) == ["key", "kind", "severity", "start", "end", "concerns", "title", "explanation",
                                    "if_accepted", "since", "decide_by", "data", "evidence", "suggestions"],
                  str(list(finding)))
        rig.check(finding["key"] == "uncovered/pick-up/2026-12-02" and finding["severity"] == "warning" and
                  finding["start"] == "2026-12-02T15:15:00Z" and finding["end"] == "2026-12-02T16:00:00Z" and
                  finding["concerns"] == ["alex", "sam"] and finding["data"] == {"coverage": "pick-up"} and
                  finding["since"] == rig.NOW, str(finding))
        rig.check("Budget" not in done.stdout and "Project" not in done.stdout, "a title is disclosed")
        rota = lines(home.tool(root, "rota", "--json"))
        rig.check(list(rota[0]) == ["coverage", "start", "end", "who", "published", "reason"], str(rota[0]))
        rig.check(list(rota[-1]) == ["balance"] and set(rota[-1]["balance"]["alex"]) == {"points", "due"},
                  str(rota[-1]))
        nobody = [r for r in rota[:-1] if r["who"] is None]
        rig.check([r["start"] for r in nobody] == ["2026-12-02T15:15:00Z"], str(nobody))


def status_has_its_fields():
    with rig.directory() as root:
        home.lay_out(root)
        rig.check(home.once(root).returncode == 0, "the cycle")
        done = home.tool(root, "--json", "status")
        status = json.loads(done.stdout)
        rig.check(list(status) == ["sources", "sinks", "outbox", "findings", "next_check_ins", "cycle"], str(status))
        rig.check(list(status["sources"][0]) == ["name", "partner", "kind", "state", "last_success", "last_error",
                                                 "objects", "requests_last_cycle", "bytes_last_cycle",
                                                 "held_deletions"], str(status["sources"][0]))
        rig.check(status["sources"][0]["objects"] == 1 and status["sources"][0]["state"] == "ok",
                  str(status["sources"][0]))
        rig.check(status["outbox"] == {"pending": 0, "failed": 0}, str(status["outbox"]))


def options_stand_before_or_after_the_command():
    with rig.directory() as root:
        home.lay_out(root)
        config = ["--config", "evenkeel.toml"]
        after = rig.run(root, rig.EVENKEEL, "findings", "--json", "--now", rig.NOW, *config)
        before = rig.run(root, rig.EVENKEEL, *config, "--now", rig.NOW, "--json", "findings")
        rig.check(after.returncode == before.returncode == 0 and after.stdout == before.stdout != "", after.stderr)


def wrong_usage_is_2():
    with rig.directory() as root:
        home.lay_out(root)
        for wrong in (["frobnicate"], ["findings", "--frobnicate"], [], ["expand"], ["findings", "--now", "today"],
                      ["findings", "--for", "nobody"], ["findings", "--zone", "Mars/Olympus"],
                      ["agenda", "no-such-routine"], ["findings", "--from", "soon"],
                      ["expand", "--from", "2026-12-01", "--to", "2026-11-30", "evenkeel.toml"], ["expand", "-", "-"]):
            done = rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", *wrong)
            rig.check(done.returncode == 2 and done.stderr and not done.stdout, f"{wrong}: {done.returncode}")
        done = rig.run(root, rig.EVENKEEL, "--config", "nowhere.toml", "findings")
        rig.check(done.returncode == 2 and "nowhere.toml" in done.stderr, done.stderr)


def what_is_not_known_is_named():
    with rig.directory() as root:
        home.lay_out(root)
        for arguments, word in ((["foo"], "foo"), (["--bogus"], "--bogus"), (["config", "chek"], "chek"),
                                (["findings", "--bogus"], "--bogus"), ([], "subcommand"), (["config"], "subcommand"),
                                (["findings", "--from", "2027-01-01", "--to", "2026-01-01"], "--to is before --from"),
                                (["status", "--zone", ""], "--zone"), (["status", "--now", ""], "--now"),
                                (["report", "--for", "alex", "-o", "x.pdf"], "FILE.html")):
            done = rig.run(root, rig.EVENKEEL, *arguments, env={"EVENKEEL_CONFIG": "evenkeel.toml"})
            rig.check(done.returncode == 2 and not done.stdout and word in done.stderr,
                      f"{arguments}: {done.returncode} {done.stdout} {done.stderr}")
        for option in ("--now", "--config"):
            done = rig.run(root, rig.EVENKEELD, option, "")
            rig.check(done.returncode == 2 and option in done.stderr, f"evenkeeld {option} '': {done.stderr}")
        for program, option in ((rig.EVENKEEL, "--help"), (rig.EVENKEELD, "--help"), (rig.EVENKEELD, "--version")):
            with open("/dev/full", "w", encoding="utf-8") as full:
                done = subprocess.run([os.path.abspath(program), option], stdout=full, stderr=subprocess.PIPE, check=False)
            rig.check(done.returncode == 4, f"{program} {option} that nobody can read: {done.returncode}")


def every_command_has_help():
    with rig.directory() as root:
        for command in (["expand"], ["findings"], ["rota"], ["agenda"], ["sync"], ["status"], ["config", "check"],
                        ["demo"], ["support"], ["pause"], ["accept-deletions"], ["check"], ["what-if"], ["report"], ["forget"], []):
            done = rig.run(root, rig.EVENKEEL, *command, "--help")
            rig.check(done.returncode == 0 and "--help" in done.stdout, f"{command}: {done.stderr}")


def config_check_warns_of_what_says_nothing():
    """Rules that match nothing ahead, coverages without a window: warnings, by what stands in the calendars of
    this machine, and nothing is written for it."""
    with rig.directory() as root:
        rule = '[[rule]]\nmatch = {{ summary = "{}" }}\nset = {{ kind = "focus" }}\n'
        coverage = '[[coverage]]\nid = "{}"\ntitle = "Late"\ntime = "18:00-19:00"\nrrule = "FREQ=DAILY{}"\n'
        home.lay_out(root, more=rule.format("Budget") + rule.format("Budgget") + coverage.format("late", "") +
                     coverage.format("over", ";UNTIL=20261001"))
        with open(os.path.join(root, "evenkeel.toml"), encoding="utf-8") as handle:
            lines = handle.readlines()
        place = {table: [n for n, text in enumerate(lines, 1) if text.startswith(table)]
                 for table in ("[[rule]]", "[[coverage]]")}
        expected = [f"evenkeel.toml:{place['[[rule]]'][1]}:1: warning: rule: number 2 matches nothing",
                    f"evenkeel.toml:{place['[[coverage]]'][-1]}:1: warning: coverage: number "
                    f"{len(place['[[coverage]]'])} has no window"]
        for when in ("before", "after"):
            done = home.tool(root, "config", "check")
            said = done.stderr.splitlines()
            rig.check(done.returncode == 0 and len(said) == 2 and all(e in s for e, s in zip(expected, said)),
                      f"{when} a cycle: {done.stderr}")
            if when == "before":
                rig.check(not os.path.exists(os.path.join(root, "state")), "a check made the state directory")
                rig.check(home.once(root).returncode == 0, "the cycle")


def config_check_names_the_files_that_are_not_there():
    with rig.directory() as root:
        rig.write(os.path.join(root, "there.pem"), "")
        os.makedirs(os.path.join(root, "metrics"))
        calendar = '  kind = "vdir"\n  url = "{0}"\n  ca_file = "{1}.pem"\n'
        home.lay_out(root, alex=calendar.format("alex", "there"), sam=calendar.format("sam", "gone"), more=(
            '[[routine]]\nid = "walk"\nwith = ["sam"]\nagenda = [{ file = "walk.txt" }]\n[metrics]\nfile = "metrics"\n'))
        done = home.tool(root, "config", "check")
        with open(os.path.join(root, "evenkeel.toml"), encoding="utf-8") as handle:
            lines = handle.read().splitlines()
        calendars = [n for n, text in enumerate(lines, 1) if text.strip() == "[[partner.calendar]]"]
        said = done.stderr.splitlines()
        for place, words in ((calendars[1], ("partner.calendar: number 2", "/gone.pem: No such file")),
                             (lines.index('id = "walk"'), ("routine: number 2", "/walk.txt: No such file")),
                             (lines.index("[metrics]") + 1, ("metrics", "directory"))):
            rig.check(any(line.startswith(f"evenkeel.toml:{place}:1: warning: ") and all(w in line for w in words)
                          for line in said), f"{place} {words}: {done.stderr}")
        rig.check(done.returncode == 0 and len(said) == 3, done.stderr)


def a_dry_run_prints_and_sends_nothing():
    with rig.directory() as root:
        home.lay_out(root)
        done = home.tool(root, "sync", "--dry-run")
        rig.check(done.returncode == 0, done.stderr)
        rig.check("slot/alignment/2026-W47" in done.stdout, done.stdout)
        rig.check(not home.published(root), "a dry run published")
        rig.check(not os.path.exists(os.path.join(root, "state", "instance.key")), "a dry run made a key")
        rig.check(home.once(root).returncode == 0, "the cycle")
        rig.write(os.path.join(root, "alex", "a2.ics"),
                  rig.event("a2@work", "Audit", "20261203T150000", "20261203T163000"))
        rig.write(os.path.join(root, "sam", "s2.ics"),
                  rig.event("s2@work", "Client", "20261203T150000", "20261203T160000"))
        before = set(home.published(root))
        done = home.tool(root, "sync", "--dry-run", now="2026-11-21T09:10:00Z")
        line = next(line for line in done.stdout.splitlines() if "uncovered/pick-up/2026-12-03" in line)
        rig.check(line.startswith('create  shared     "Nobody for School pick-up') and
                  "Thu 3 Dec 15:15–16:00" in line, line)
        done = home.tool(root, "sync", "--dry-run", "--json", now="2026-11-21T09:10:00Z")
        entry = next(e for e in map(json.loads, done.stdout.splitlines()) if e["key"] == "uncovered/pick-up/2026-12-03")
        rig.check((entry["verb"], entry["start"], entry["end"], entry["all_day"]) ==
                  ("create", "2026-12-03T15:15:00Z", "2026-12-03T16:00:00Z", False), str(entry))
        rig.check(entry["title"].startswith("Nobody for School pick-up"), str(entry))
        rig.check(set(home.published(root)) == before, "a dry run published")


if __name__ == "__main__":
    rig.main([expand_prints_the_fields_in_order, expand_and_check_read_other_charsets_as_sources_do,
              expand_goes_on_after_a_file_that_is_no_calendar,
              expand_warns_of_what_it_left_out_of_a_good_event, a_directory_is_one_calendar,
              a_link_that_leads_nowhere_is_named,
              evidence_of_whole_days_has_dates,
              findings_and_rota_have_their_fields, status_has_its_fields, options_stand_before_or_after_the_command,
              wrong_usage_is_2, what_is_not_known_is_named, every_command_has_help, a_dry_run_prints_and_sends_nothing,
              config_check_warns_of_what_says_nothing, config_check_names_the_files_that_are_not_there])
