"""One firing period for each job that ended badly and none for any other, whatever dies in between."""

import json
from collections import Counter
from datetime import datetime

import pytest
from alerting import ALERTS, FLEET, OLD_FAILURES, PAUSE_SECONDS, WINDOW_SECONDS, expected_alerts, expected_warnings
from processes import http


@pytest.fixture(scope="module")
def stage(alerting):
    return alerting.result()


@pytest.fixture(scope="module", params=["steady", "killed", "paused", "replicas"])
def scenario(request, stage):
    return request.param


@pytest.fixture(scope="module")
def jobs(stage):
    """What the simulator itself says of each job."""
    return json.loads(http(f"{stage.simulator.url}/simulator/jobs")[1])["jobs"]


def of_the_fleet(job):
    return not job["jobName"].startswith(("old", "late", "lost"))


def seconds(time):
    return datetime.fromisoformat(time).timestamp()


def test_the_stories_were_told(stage, jobs):
    assert Counter(job["outcome"] for job in jobs if of_the_fleet(job)) == {
        outcome: count for outcome, (count, _) in FLEET.items()
    }
    assert sum(job["jobName"].startswith("old") and job["status"] == "Failed" for job in jobs) == OLD_FAILURES
    assert stage.killed.exit_codes == [-9, 0, -9, -9]
    assert stage.pause[1] - stage.pause[0] >= PAUSE_SECONDS


def test_jobs_failed_while_the_exporter_was_away_and_while_prometheus_was(stage, jobs):
    ends = [seconds(job["timeline"][-1]["at"]) for job in jobs if job["status"] == "Failed"]
    assert sum(begin < at < end for begin, end in stage.killed.absences for at in ends) > 3
    assert sum(stage.pause[0] < at < stage.pause[1] for at in ends) > 5


def test_each_job_that_ended_badly_has_one_firing_period_and_no_other_job_has_any(stage, scenario, jobs):
    """And so has each of the jobs that are late and lost, and what is left out and over its quota."""
    told = Counter(tuple(sorted(labels.items())) for labels in stage.receiver.periods(scenario).values())
    expected = [*expected_alerts(jobs, scenario), *expected_warnings(scenario)]
    assert told == Counter(tuple(sorted(labels.items())) for labels in expected)


def test_no_period_was_too_short_for_the_receiver_to_notice(stage, scenario):
    """Prometheus' own record: each series has the time at which its alert became active as its value."""
    series = stage.servers[scenario].raw('ALERTS_FOR_STATE{alertname=~"BedrockBatchJob.*"}')
    assert series and [metric for metric, samples in series if len({value for _, value in samples}) != 1] == []


def test_an_alert_on_an_end_resolves_when_its_window_has_passed(stage, scenario):
    ends = "|".join({name for name, _ in ALERTS.values()})
    series = stage.servers[scenario].raw(f'ALERTS{{alertname=~"{ends}"}}')
    lengths = [samples[-1][0] - samples[0][0] for _, samples in series]
    assert lengths and max(lengths) < WINDOW_SECONDS + 15


def test_nothing_was_wrong_with_the_exporter(stage, scenario):
    told = {labels["alertname"] for labels in stage.receiver.periods(scenario).values()}
    assert not {name for name in told if name.startswith("BedrockBatchExporter")}
