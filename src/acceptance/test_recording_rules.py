"""Recorded series have each job once, however many replicas show it, and go on over a restart."""

from rule_cases import TARGET, check, shown, spans
from test_job_alerts import replicas, successor

MODEL = TARGET | {"model_id": "nova"}
RECORDED = '{job="bedrock-batch-exporter", account_id="123456789012", region="us-east-1", model_id="nova"'


def steps(metric, **labels):
    """Goes up by one in minutes 21, 22 and 39, of which the last is one in which a pod may be away."""
    return (f"bedrock_batch_{metric}", MODEL | labels, spans((4, 21), (5, 1), (6, 17), (7, 81)))


SERIES = [
    steps("jobs_ended_total", status="Failed"),
    *[steps(f"job_queue_duration_seconds_{part}", **labels) for part, labels in (("bucket", {"le": "60.0"}), ("sum", {}), ("count", {}))],
    ("bedrock_batch_active_jobs", MODEL | {"status": "InProgress"}, spans((2, 120))),
]


def recorded(folder, series):
    def value(expression, value, labels):
        return {"expr": expression, "eval_time": "100m", "exp_samples": [{"labels": labels + "}", "value": value}]}

    failed = RECORDED + ', status="Failed"'
    active = RECORDED + ', status="InProgress"'
    parts = [("bucket", RECORDED + ', le="60.0"'), ("sum", RECORDED), ("count", RECORDED)]
    counters = [("jobs_ended_total", failed), *[(f"job_queue_duration_seconds_{part}", labels) for part, labels in parts]]
    recorded_series = [*counters, ("active_jobs", active)]
    check(
        folder,
        series,
        promql_expr_test=[
            value("model:bedrock_batch_active_jobs:max", 2, "model:bedrock_batch_active_jobs:max" + active),
            value("max_over_time(model:bedrock_batch_jobs_ended_total:max[90m])", 7, failed),
            *[value(f"resets(model:bedrock_batch_{name}:max[90m])", 0, labels) for name, labels in counters],
            *[value(f"changes(model:bedrock_batch_{name}:max[90m])", 3, labels) for name, labels in counters],
            *[value(f"count_over_time(model:bedrock_batch_{name}:max[90m])", 91, labels) for name, labels in recorded_series],
        ],
    )


def test_one_exporter(tmp_path):
    recorded(tmp_path, shown(SERIES))


def test_a_restart_leaves_no_gap(tmp_path):
    recorded(tmp_path, shown(SERIES, (60, 63)))


def test_a_new_pod_goes_on_where_the_old_one_was(tmp_path):
    recorded(tmp_path, successor(SERIES, gone=37))


def test_replicas_count_once(tmp_path):
    recorded(tmp_path, replicas(SERIES))
