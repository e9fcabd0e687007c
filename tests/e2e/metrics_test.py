#!/usr/bin/env python3
"""The metrics file: what the parser of Prometheus' own Python client reads in it, and what must not stand there."""
import json
import os
import shutil

import local_household as home
import rig
import service_test
from prometheus_client.parser import text_string_to_metric_families

METRICS = '[metrics]\nfile = "metrics/evenkeel.prom"\n'
SECRET = "feed-4711-secret"
SILENT = f'[[household.calendar]]\nname = "school"\nkind = "ics"\nurl = "http://127.0.0.1:1/{SECRET}.ics"\n'


def read(root):
    """{name: {labels as sorted pairs: value}} of a file that the parser takes."""
    path = os.path.join(root, "metrics", "evenkeel.prom")
    rig.check(os.stat(path).st_mode & 0o777 == 0o644, "others who collect it cannot read it")
    rig.check(os.listdir(os.path.dirname(path)) == ["evenkeel.prom"], str(os.listdir(os.path.dirname(path))))
    with open(path, encoding="utf-8") as handle:
        text = handle.read()
    rig.check(text.endswith("\n"), "the last line does not end")
    found = {}
    for family in text_string_to_metric_families(text):
        rig.check(family.name.startswith("evenkeel_"), family.name)
        rig.check(family.type == "gauge" and family.documentation, f"{family.name}: {family.type}")
        rig.check(family.name not in found, f"{family.name} stands twice")
        for sample in family.samples:
            values = found.setdefault(sample.name, {})
            key = tuple(sorted(sample.labels.items()))
            rig.check(key not in values, f"{sample.name}{key} stands twice")
            values[key] = sample.value
    return found, text


def of(source, **more):
    return tuple(sorted({"source": source, **more}.items()))


def every_cycle_writes_it_anew():
    with rig.directory() as root:
        home.lay_out(root, more=METRICS + SILENT)
        done = home.once(root)
        rig.check(done.returncode == 3, done.stderr)
        found, text = read(root)
        status = json.loads(rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", "--now", rig.NOW, "status",
                                    "--json").stdout)
        for source in status["sources"]:
            name = source["name"]
            rig.check(found["evenkeel_source_objects"][of(name)] == source["objects"], name)
            rig.check(found["evenkeel_source_requests"][of(name)] == source["requests_last_cycle"], name)
            rig.check(found["evenkeel_source_received_bytes"][of(name)] == source["bytes_last_cycle"], name)
            states = {dict(k)["state"]: v for k, v in found["evenkeel_source_state"].items() if dict(k)["source"] == name}
            rig.check(states == {s: float(s == source["state"]) for s in ("never", "ok", "stale", "failing", "held")},
                      f"{name}: {states}, {source['state']}")
        rig.check(found["evenkeel_source_last_success_timestamp_seconds"].get(of("alex/work")) ==
                  rig.instant(rig.NOW), text)
        rig.check(of("household/school") not in found["evenkeel_source_last_success_timestamp_seconds"], text)
        rig.check(found["evenkeel_source_failures"][of("household/school")] == 1, text)
        for severity in ("info", "warning", "urgent"):
            rig.check(found["evenkeel_findings"][(("severity", severity),)] == status["findings"][severity], text)
        for state in ("pending", "failed"):
            rig.check(found["evenkeel_outbox_entries"][(("state", state),)] == status["outbox"][state], text)
        rig.check(found["evenkeel_cycle_sent"][(("what", "created"),)] == len(home.published(root)), text)
        rig.check(found["evenkeel_cycle_failures"][()] == 1, text)
        rig.check(found["evenkeel_cycle_timestamp_seconds"][()] == rig.instant(rig.NOW), text)
        rig.check(found["evenkeel_cycle_duration_seconds"][()] > 0, text)
        rig.check({dict(k)["stage"] for k in found["evenkeel_cycle_stage_duration_seconds"]} >= {"pull", "publish"}, text)
        rig.check(found["evenkeel_resident_memory_bytes"][()] > 1_000_000, text)

        home.once(root, now="2026-11-21T09:10:00Z")
        later, _ = read(root)
        rig.check(later["evenkeel_cycle_timestamp_seconds"][()] == rig.instant("2026-11-21T09:10:00Z"), str(later))
        rig.check(later["evenkeel_cycle_sent"][(("what", "created"),)] == 0, str(later))


def nothing_private_stands_in_it():
    with rig.directory() as root:
        home.lay_out(root, more=METRICS + SILENT)
        home.once(root)
        _, text = read(root)
        for word in (SECRET, "Budget review", "Project board", "127.0.0.1", "example.org", "Pick-up", "pick-up"):
            rig.check(word not in text, f"{word!r} stands in it")


def the_command_writes_it_too():
    with rig.directory() as root:
        home.lay_out(root, more=METRICS)
        done = rig.run(root, rig.EVENKEEL, "--config", "evenkeel.toml", "--now", rig.NOW, "sync")
        rig.check(done.returncode == 0 and not done.stderr, done.stderr)
        read(root)


def where_it_cannot_be_written_the_cycle_goes_on_and_says_so():
    for run in (home.once, lambda root: home.tool(root, "sync")):
        with rig.directory() as root:
            home.lay_out(root, more=METRICS)
            rig.write(os.path.join(root, "metrics"), "a file, no directory\n")
            done = run(root)
            rig.check(done.returncode == 3 and home.published(root), f"{done.returncode} {done.stderr}")
            rig.check("metrics" in done.stderr, f"nobody is told: {done.stderr}")


def a_pipe_in_its_place_is_not_waited_for():
    for run in (home.once, lambda root, **kw: home.tool(root, "sync", **kw)):
        with rig.directory() as root:
            home.lay_out(root, more=METRICS)
            os.makedirs(os.path.join(root, "metrics"))
            os.mkfifo(os.path.join(root, "metrics", "evenkeel.prom"))
            done = run(root, timeout=60)
            rig.check(done.returncode == 3 and home.published(root), f"{done.returncode} {done.stderr}")
            rig.check("metrics" in done.stderr, f"nobody is told: {done.stderr}")


def who_asks_the_service_is_told_that_it_cannot_be_written():
    with rig.directory() as root:
        home.lay_out(root, more=METRICS)
        with service_test.service(root) as (_, manager):
            rig.wait_for(lambda: manager.told("STATUS="), what="the first cycle")
            rig.check(service_test.tool(root, "sync").returncode == 0, "it can be written")
            shutil.rmtree(os.path.join(root, "metrics"))
            rig.write(os.path.join(root, "metrics"), "a file, no directory\n")
            done = service_test.tool(root, "sync", "--json")
            rig.check(done.returncode == 3 and "metrics" in done.stderr, f"{done.returncode} {done.stderr}")
            rig.check(json.loads(done.stdout)["pulled"] == 3, "the service did not do it")


if __name__ == "__main__":
    rig.main([every_cycle_writes_it_anew, nothing_private_stands_in_it, the_command_writes_it_too,
              where_it_cannot_be_written_the_cycle_goes_on_and_says_so, a_pipe_in_its_place_is_not_waited_for,
              who_asks_the_service_is_told_that_it_cannot_be_written])
