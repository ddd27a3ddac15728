"""What an alert says: promtool renders every annotation, and prints it as it expects no alert."""

import re

import pytest
from rule_cases import EXPORTER, TARGET, check, shown, spans
from test_exporter_alerts import by, counter, gauge
from test_job_alerts import endings, expiring, lookups, named, processing, queued, running

MODEL = "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0"
LIST = TARGET | {"operation": "ListModelInvocationJobs"}
SERIES = [
    *shown(named(endings(), "ended") + named(queued(60), "queued") + named(expiring(60), "expiring")),
    *shown(named(running([30] * 260), "running")),
    *shown(named(running(processing((2, 260)), total=10_000, expiration=400 * 60), "slow")),
    *shown(named(lookups((0, 200)), "lost")),
    *shown([("bedrock_batch_active_jobs", TARGET | {"model_id": MODEL, "status": "InProgress"}, [17] * 200)]),
    *by("a", gauge("jobs_dropped", (12, 200), **TARGET)),
    *by("a", gauge("notification_queue_success", (0, 200), queue="jobs-of-search", **TARGET)),
    *by("a", gauge("poll_last_success_timestamp_seconds", (0, 200), **TARGET)),
    *by("a", counter("aws_requests_total", (10, 200), **LIST)),
    *by("a", counter("aws_request_errors_total", (5, 200), code="ThrottlingException", **LIST)),
    *by("a", counter("manifests_total", (1, 200), result="denied", **TARGET)),
    *by("a", counter("store_errors_total", (1, 200))),
    *by("a", gauge("events_pending", (7, 200))),
    *by("a", gauge("config_last_reload_successful", (0, 200))),
    ("up", EXPORTER, spans((0, 200))),
    ("up", EXPORTER | {"instance": "b"}, spans((None, 100), (1, 100))),
]
# Alert: the minute in which it is looked at, and what it then has to say.
SAYS = {
    "BedrockBatchJobFailed": (40, "model nova, account 123456789012, us-east-1, seen at 1970-01-01 00:30"),
    "BedrockBatchJobExpired": (40, "to=Expired and job_id=ended: Expired"),
    "BedrockBatchJobPartiallyCompleted": (40, "to=PartiallyCompleted and job_id=ended: PartiallyCompleted"),
    "BedrockBatchJobCompletedWithErrors": (40, "completed with 5.1% failed records."),
    "BedrockBatchJobStuckQueued": (30, "has been queued for 12h 10m 0s."),
    "BedrockBatchJobExpiresSoon": (40, "expires in 1h 50m 0s."),
    "BedrockBatchJobNoProgress": (190, "has had 30 processed records"),
    "BedrockBatchJobWillNotFinish": (60, "will not finish in the 5h 40m 0s left."),
    "BedrockBatchJobNotFound": (60, "get-model-invocation-job --region us-east-1 --job-identifier lost: x."),
    "BedrockBatchQuotaNearlyUsed": (60, "85% of the quota on anthropic.claude-3-haiku-20240307-v1:0 jobs is used in us-east-1."),
    "BedrockBatchExporterDown": (60, "reaches no replica"),
    "BedrockBatchExporterReplicasMissing": (130, "reaches 1 of the Bedrock batch exporter's replicas"),
    "BedrockBatchExporterTargetStale": (60, "in us-east-1 was 1h 0m 0s ago"),
    "BedrockBatchJobsDropped": (60, "12 Bedrock batch jobs in account 123456789012, us-east-1, are left out of /metrics."),
    "BedrockBatchExporterThrottled": (60, "AWS throttles 50% of the requests to account 123456789012"),
    "BedrockBatchExporterStoreErrors": (60, "failed about 15 times"),
    "BedrockBatchExporterEventsStuck": (60, "7 journal entries wait"),
    "BedrockBatchExporterConfigReloadFailed": (60, "goes on with the old configuration"),
    "BedrockBatchExporterNotificationsFailing": (60, "Messages cannot be received from queue jobs-of-search."),
    "BedrockBatchExporterManifestsFailing": (60, "100% of the attempts to read output manifests of account 123456789012 in us-east-1 failed"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    looks = [{"alertname": alert, "eval_time": f"{at}m", "exp_alerts": []} for alert, (at, _) in SAYS.items()]
    with pytest.raises(AssertionError) as refused:
        check(tmp_path_factory.mktemp("annotations"), SERIES, replicas=3, quota=20, alert_rule_test=looks)
    return str(refused.value)


@pytest.mark.parametrize("alert", SAYS)
def test_annotations_are_rendered(said, alert):
    got = said.split(f"alertname: {alert}, ")[1].split("alertname: ")[0]
    assert SAYS[alert][1] in got and f'runbook="{alert} in runbook.md"' in got
    assert not re.search(r"\{\{|<no value>|error (parsing|expanding|executing)", got), got


@pytest.mark.parametrize("alert", SAYS)
def test_the_summary_fits_a_phone_and_the_description_says_what_to_do_first(said, alert):
    got = said.split(f"alertname: {alert}, ")[1].split("alertname: ")[0]
    summary, description = (re.search(rf'{name}="(.*?)(?<!\\)"', got)[1] for name in ("summary", "description"))
    assert len(summary) <= 100 and description.startswith("First ")


@pytest.mark.parametrize("alert", [alert for alert in SAYS if re.match("BedrockBatchJob[A-Z]", alert)])
def test_alerts_about_jobs_link_to_the_console(said, alert):
    got = said.split(f"alertname: {alert}, ")[1].split("alertname: ")[0]
    link = re.search(r'console_url="(\S+?)#/batch-inference/', got)
    assert link and link[1] == "https://console.aws.amazon.com/bedrock/home?region=us-east-1"
