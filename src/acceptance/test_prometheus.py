"""What Prometheus made of two minutes of scrapes, by OpenMetrics and by protobuf."""

import json
import re
from collections import Counter

import pytest
from observation import SCRAPE_SECONDS
from processes import http, wait_for
from prometheus import EVER
from simulation import TERMINAL

LASTING = '__name__=~"bedrock_batch_jobs?_.+_(total|bucket|count|sum)|bedrock_batch_processed_records_total"'
REFUSED = re.compile(
    r"prometheus_target_scrapes_(sample_\w+|exceeded_\w+|cache_flush_forced)_total|prometheus_tsdb_out_of_\w+_samples_total"
)


@pytest.fixture(scope="module")
def daemon(observed):
    observed.story.result()
    return observed.daemon


@pytest.fixture(scope="module", params=["OpenMetrics", "protobuf"])
def prometheus(request, observed, daemon):
    return observed.servers[request.param]


def by_labels(series):
    return {tuple(sorted(each["metric"].items())): float(each["value"][1]) for each in series}


def ends(result):
    """The counts of an instant query by region and terminal status."""
    return {(e["metric"]["region"], e["metric"]["to"]): float(e["value"][1]) for e in result if float(e["value"][1])}


def test_the_daemon_ended_in_order_and_was_killed(daemon):
    assert daemon.exit_codes == [0, -9]


def test_targets_are_up(prometheus):
    assert {(t["labels"]["job"], t["health"], t["lastError"]) for t in prometheus.targets()} == {
        ("demo", "up", ""),
        ("run", "up", ""),
    }


def test_no_scrape_of_the_demo_failed(prometheus):
    ((_, samples),) = prometheus.raw('up{job="demo"}')
    assert len(samples) > 20 and {value for _, value in samples} == {1}


def test_scrapes_of_the_daemon_failed_only_while_it_was_away(prometheus, daemon):
    ((_, samples),) = prometheus.raw('up{job="run"}')
    failed = [at for at, value in samples if value != 1]
    away = [at for at in failed if any(begin - SCRAPE_SECONDS <= at <= end for begin, end in daemon.absences)]
    assert len(samples) > 20 and failed == away


def test_prometheus_logged_no_warning(prometheus):
    assert re.findall(r".*level=(?:warn|error).*", prometheus.process.output()) == []


def test_prometheus_refused_no_sample(prometheus):
    metrics = http(f"{prometheus.process.url}/metrics")[1].decode().splitlines()
    refused = [line for line in metrics if REFUSED.match(line)]
    assert len(refused) > 3 and [line for line in refused if not line.endswith(" 0")] == []


@pytest.mark.parametrize("job", ["demo", "run"])
def test_counters_and_histograms_never_go_back(prometheus, job):
    series = prometheus.raw(f'{{job="{job}", {LASTING}}}')
    for name in {metric["__name__"] for metric, _ in series}:
        assert prometheus.query(f'resets({name}{{job="{job}"}}[{EVER}]) > 0') == []
    moved = [metric["__name__"] for metric, samples in series if samples[-1][1] > samples[0][1]]
    assert {"bedrock_batch_job_transitions_total", "bedrock_batch_job_duration_seconds_bucket"} <= set(moved)
    for metric, samples in series:
        values = [value for _, value in samples]
        assert values == sorted(values), metric


def test_records_of_settled_jobs_were_counted(prometheus):
    assert prometheus.query(f'sum(increase(bedrock_batch_processed_records_total{{job="run"}}[{EVER}])) > 0')


@pytest.mark.parametrize("job", ["demo", "run"])
def test_nothing_is_stale_or_not_a_number(prometheus, job):
    selector = f'{{job="{job}", {LASTING}}}'
    seen = {tuple(sorted(metric.items())) for metric, _ in prometheus.raw(selector)}
    assert seen == set(by_labels(prometheus.query(selector)))
    own = f'{{job="{job}", __name__=~"bedrock_batch_.+"}}'
    assert [metric for metric, samples in prometheus.raw(own) if any(value != value for _, value in samples)] == []


def test_ends_stay_where_they_are_over_restarts(prometheus):
    end = 'bedrock_batch_job_end_timestamp_seconds{job="run"}'
    assert len(prometheus.query(end)) > 100 and prometheus.query(f"changes({end[:-1]}}}[{EVER}]) > 0") == []


def test_every_end_was_counted_once(observed, prometheus):
    truth = json.loads(http(f"{observed.simulator.url}/simulator/jobs")[1])["jobs"]
    expected = dict(Counter((job["region"], job["status"]) for job in truth))
    assert {status for _, status in expected} == TERMINAL
    counted = f'sum by (region, to) (bedrock_batch_job_transitions_total{{job="run", to=~"{"|".join(TERMINAL)}"}})'
    wait_for(f"{counted} to be {expected}", lambda: ends(prometheus.query(counted)) == expected)


def test_every_end_was_counted_for_its_model(observed, prometheus):
    truth = json.loads(http(f"{observed.simulator.url}/simulator/jobs")[1])["jobs"]
    expected = dict(Counter((job["modelId"], job["status"]) for job in truth))
    counted = 'sum by (model_id, status) (bedrock_batch_jobs_ended_total{job="run"}) > 0'

    def by_model():
        series = prometheus.query(counted)
        return {(e["metric"]["model_id"], e["metric"]["status"]): int(e["value"][1]) for e in series}

    wait_for(f"{counted} to be {expected}", lambda: by_model() == expected)


def test_no_job_is_active_after_the_end(prometheus):
    active = 'bedrock_batch_active_jobs{job="run"}'
    wait_for("no active job", lambda: len(prometheus.query(active)) >= 10 and not prometheus.query(f"{active} > 0"))


def test_the_demo_ended_in_every_way(prometheus):
    counted = prometheus.query('sum by (to, region) (bedrock_batch_job_transitions_total{job="demo"})')
    assert {status for _, status in ends(counted)} >= TERMINAL
