"""One firing period for each job that ended badly while replicas are killed in turn, and the same figures at all of them."""

import re
from collections import Counter
from datetime import datetime

import pytest
from alerting import ALERTS, OLD_FAILURES, expected_alerts
from expositions import OPENMETRICS, open_metrics, scrape
from processes import ROOT, wait_for
from reckoning import check_way, ends, events, told_transitions, transitions, true_ends
from replicas import FLEET, KILLS, SCENARIO, WINDOW_SECONDS

# What docs/high-availability.md says to belong to the cluster, though its name is that of a metric about the exporter.
ROW = re.search(r"(?m)^\| the cluster \|.*$", (ROOT / "docs" / "high-availability.md").read_text()).group()
SHARED = re.findall(r"`(bedrock_batch_exporter_\w+)`", ROW)


@pytest.fixture(scope="module")
def stage(replicated):
    return replicated.result()


@pytest.fixture(scope="module")
def jobs(stage):
    return stage.jobs()


@pytest.fixture(scope="module")
def told(stage):
    """The events that the replicas wrote, each once."""
    return events(run.output() for daemon in stage.daemons.values() for run in daemon.runs)


def seconds(time):
    return datetime.fromisoformat(time).timestamp()


def of_the_cluster(body):
    """The samples that have to be the same on each replica, by family."""
    families = open_metrics(body).items()
    return {name: family.samples for name, family in families if name in SHARED or re.match("bedrock_batch_(?!exporter_)", name)}


def test_the_story_was_told(stage, jobs):
    ended = [job for job in jobs if not job["jobName"].startswith("old")]
    assert Counter(job["outcome"] for job in ended) == {outcome: count for outcome, (count, _) in FLEET.items()}
    assert len([*expected_alerts(jobs, SCENARIO)]) == 60
    assert len(jobs) - len(ended) == OLD_FAILURES
    for name, daemon in stage.daemons.items():
        assert daemon.exit_codes == [-9] * len([each for each, _ in KILLS if each == name])


def test_jobs_ended_badly_while_each_replica_was_away(stage, jobs):
    ends = [seconds(job["timeline"][-1]["at"]) for job in jobs if job["outcome"] in ALERTS]
    missed = [sum(begin < at < end for begin, end in each.absences for at in ends) for each in stage.daemons.values()]
    assert min(missed) > 0 and sum(missed) > 15, missed


def test_each_job_that_ended_badly_has_one_firing_period_and_no_other_job_has_any(stage, jobs):
    told = Counter(tuple(sorted(labels.items())) for labels in stage.receiver.periods(SCENARIO).values())
    assert told == Counter(tuple(sorted(labels.items())) for labels in expected_alerts(jobs, SCENARIO))


def test_no_period_was_too_short_for_the_receiver_to_notice(stage):
    """Prometheus' own record: each series has the time at which its alert became active as its value."""
    series = stage.prometheus.raw('ALERTS_FOR_STATE{alertname=~"BedrockBatchJob.*"}')
    assert series and [metric for metric, samples in series if len({value for _, value in samples}) != 1] == []


def test_an_alert_resolves_when_its_window_has_passed(stage):
    series = stage.prometheus.raw('ALERTS{alertname=~"BedrockBatchJob.*"}')
    lengths = [samples[-1][0] - samples[0][0] for _, samples in series]
    assert lengths and max(lengths) < WINDOW_SECONDS + 15


def test_each_transition_is_counted_once_and_told(stage, jobs, told):
    watched = [job for job in jobs if not job["jobName"].startswith("old")]
    for daemon in stage.daemons.values():
        counted = transitions(daemon.process.url)
        check_way(counted, watched)
        assert ends(counted) == true_ends(watched)
        assert counted == told_transitions(told)


def test_no_change_is_seen_later_than_20_seconds_after_it(told):
    delays = [event["detection_delay_seconds"] for event in told.values() if event["event"] == "job_transition"]
    assert max(delays) < 20


def test_each_replica_shows_the_same_of_what_belongs_to_the_cluster(stage):
    """A poll may come between the scrapes: then they are made again."""
    seen = []

    def same():
        bodies = [scrape(daemon.process.url, OPENMETRICS)[1] for daemon in stage.daemons.values()]
        seen[:] = [of_the_cluster(body) for body in bodies]
        return seen[0] == seen[1] == seen[2]

    def different():
        return {name: each for name in set().union(*seen) if (each := [show.get(name) for show in seen]) != [each[0]] * 3}

    wait_for(lambda: f"the same of {different()}", same, 30)
    assert SHARED and set(SHARED) <= seen[0].keys()
