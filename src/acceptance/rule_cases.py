"""Series as exporters show them, minute by minute, and promtool's verdict on what the shipped alerts make of them."""

import json
import subprocess

from processes import ROOT

RULES = ROOT / "helm" / "bedrock-batch-exporter" / "files" / "alerts.yml"
EXPORTER = {"job": "bedrock-batch-exporter", "instance": "a", "pod": "exporter-1"}
TARGET = {"account_id": "123456789012", "region": "us-east-1"}
FIRING = 'ALERTS{{alertstate="firing", alertname=~"{alerts}"}}'
PERIODS = f"sum by (alertname, job_id) (count_over_time(({FIRING} unless {FIRING} offset 1m)[{{minutes}}m:1m]))"
MINUTES = f"sum by (alertname, job_id) (count_over_time({FIRING}[{{minutes}}m:1m]))"


def spans(*spans_of_values):
    """A list of samples from pairs of a value and the minutes for which it stays; None is no sample."""
    return [value for value, minutes in spans_of_values for _ in range(minutes)]


def job(job_id, *statuses, sparse=False, model="nova", observed=None, counts=None, **times):
    """
    The series of a job as one exporter shows them: pairs of a name with labels, and samples.

    statuses: pairs of a status and the minutes in it
    observed: samples of when the present status was recorded; absent for a baseline
    counts: samples by name, such as {"processed": [...]}
    times: one value each, such as submit=-600; lists are samples
    """
    labels = TARGET | {"job_id": job_id, "job_name": f"name-of-{job_id}"}
    minutes = sum(n for _, n in statuses)
    info = {"job_arn": f"arn-of-{job_id}", "model_id": model, "model": model, "source": "discovered"}
    series = [("bedrock_batch_job_info", labels | info, [1] * minutes)]
    for status in dict(statuses):
        samples = spans(*[(1 if at == status else None if sparse else 0, n) for at, n in statuses])
        series.append(("bedrock_batch_job_status", labels | {"status": status}, samples))
    for name, samples in (({"status_observed": observed} if observed else {}) | times).items():
        gauge = samples if isinstance(samples, list) else [samples] * minutes
        series.append((f"bedrock_batch_job_{name}_timestamp_seconds", labels, gauge))
    for name, samples in (counts or {}).items():
        series.append((f"bedrock_batch_job_{name}_records", labels, samples))
    return series


def shown(series, *away, by="a", begin=0, end=None):
    """The series from one exporter, from one minute to another, save while it is away: pairs of first and last minute."""
    replica = EXPORTER | {"instance": by, "pod": f"exporter-{by}"}
    return [(name, labels | replica, gaps(samples, away, begin, end)) for name, labels, samples in series]


def gaps(samples, away, begin, end):
    """Without the samples of those minutes; the first of them has the marker that Prometheus writes when a scrape fails."""
    absences = [(0, begin - 1), *away, (len(samples) if end is None else end, len(samples))]
    result = list(samples)
    for first, last in absences:
        for minute in range(first, min(last + 1, len(result))):
            result[minute] = "stale" if minute == first and minute else None
    return result


def unseen(series, first, last):
    """The series for a Prometheus that is down: no samples, and no markers either."""
    return [(name, labels, s[:first] + [None] * (last + 1 - first) + s[last + 1 :]) for name, labels, s in series]


def notation(series):
    name, labels, samples = series
    text = ", ".join(f'{key}="{value}"' for key, value in labels.items())
    values = " ".join("_" if sample is None else str(sample) for sample in ended(samples))
    return {"series": f"{name}{{{text}}}", "values": values}


def ended(samples):
    """A series that ends gets a marker, as from a scrape without it."""
    last = max((i for i, s in enumerate(samples) if s is not None), default=-1)
    result = [*samples]
    for i in range(1, len(result)):
        if result[i] is None and result[i - 1] not in (None, "stale") and i > last:
            result[i] = "stale"
    return result


def check(folder, series, replicas=1, quota="+Inf", shipped=RULES, **tests):
    """Lets promtool run the shipped rules, for so many replicas, on series. Raises with what it prints unless it is content."""
    file = folder / "rules_test.yml"
    rules = folder / "alerts.yml"
    text = shipped.read_text().replace(") < 1  # threshold", f") < {replicas}  # threshold")
    rules.write_text(text.replace("+Inf  # quota", f"{quota}  # quota"))
    unit = {"interval": "1m", "input_series": [notation(each) for each in series]} | tests
    file.write_text(json.dumps({"rule_files": [str(rules)], "evaluation_interval": "1m", "tests": [unit]}))
    verdict = subprocess.run(["promtool", "test", "rules", file], capture_output=True, text=True)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def check_firing(folder, series, alerts, expected, **figures):
    """Expects of alerts that match these, by (alert, job id): how often it fires, and for how many minutes in all."""
    end = max(len(samples) for _, _, samples in series)

    def samples(index):
        return [
            {"labels": f'{{alertname="{alert}"' + (f', job_id="{job_id}"' if job_id else "") + "}", "value": both[index]}
            for (alert, job_id), both in expected.items()
        ]

    queries = [
        {
            "expr": expression.format(alerts=alerts, minutes=end),
            "eval_time": f"{end - 1}m",
            "exp_samples": samples(index),
        }
        for index, expression in enumerate((PERIODS, MINUTES))
    ]
    check(folder, series, promql_expr_test=queries, **figures)
