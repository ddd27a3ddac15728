"""
Judges with promtool the rules that the chart makes of files/alerts.yml for tags and quotas: python3 routed_alerts.py FILE. The values are
prometheusRule.tagLabels [tag_team], and prometheusRule.quota {default: 20, models: {nova: 100}} with its alert.
"""

import sys
import tempfile
from pathlib import Path

from rule_cases import TARGET, check, check_firing, shown, spans
from test_job_alerts import ENDINGS, ended, endings, expiring, lookups, named, processing, queued, replicas, running, successor

JOBS = "BedrockBatchJob[A-Z].*"
FAILED = "BedrockBatchJobFailed"
TEAMS = f'count by (alertname, job_id, tag_team) (count_over_time(ALERTS{{{{alertstate="firing", alertname=~"{JOBS}"}}}}[{{minutes}}m:1m]))'


def tagged(series, team="search"):
    """The series, and for each job those of its tags, as long as it is looked up or has an info."""
    jobs = [(labels, samples) for name, labels, samples in series if name in ("bedrock_batch_job_info", "bedrock_batch_job_lookup_success")]
    keys = ("account_id", "region", "job_id", "job_name")
    tags = [({key: labels[key] for key in keys if key in labels} | {"tag_team": team}, samples) for labels, samples in jobs]
    return [*series, *[("bedrock_batch_job_tags", labels, [1] * len(samples)) for labels, samples in tags]]


def retagged(series, minute, before="", after="search"):
    """The series, and for each job those of its tags, which are others from a minute on."""
    old, new = ([each for each in tagged(series, team) if each not in series] for team in (before, after))
    first = [(name, labels, samples[:minute] + [None] * len(samples[minute:])) for name, labels, samples in old]
    return [*series, *first, *[(name, labels, [None] * minute + samples[minute:]) for name, labels, samples in new]]


def looked_up(series):
    """The series, and that each job is found, as the exporter shows of every job."""
    infos = [(labels, samples) for name, labels, samples in series if name == "bedrock_batch_job_info"]
    keys = ("account_id", "region", "job_id")
    return [*series, *[("bedrock_batch_job_lookup_success", {k: labels[k] for k in keys}, [1] * len(s)) for labels, s in infos]]


def check_teams(folder, rules, series, expected):
    """Expects each alert once, with its team: by alert, job id and team the minutes in which it fires."""
    check_firing(folder, series, JOBS, {(alert, job): (1, minutes) for (alert, job, _), minutes in expected.items()}, shipped=rules)
    end = max(len(samples) for _, _, samples in series)
    teams = [
        {"labels": f'{{alertname="{alert}", job_id="{job}"' + (f', tag_team="{team}"' if team else "") + "}", "value": 1}
        for alert, job, team in expected
    ]
    query = {"expr": TEAMS.format(minutes=end), "eval_time": f"{end - 1}m", "exp_samples": teams}
    check(folder, series, shipped=rules, promql_expr_test=[query])


def every_alert_about_a_job_has_the_tags_of_the_job(folder, rules):
    slow = running(processing((2, 260)), total=10_000, expiration=400 * 60)
    series = [
        *tagged(looked_up(named(endings(), "end"))),
        *tagged(looked_up(named(queued(60), "queued"))),
        *tagged(looked_up(named(expiring(60), "expiring"))),
        *tagged(looked_up(named(running([*range(30), *[30] * 230]), "standing"))),
        *tagged(looked_up(named(slow, "slow"))),
        *tagged(named(lookups((0, 160)), "lost")),
    ]
    expected = {(alert, f"end: {status}", "search"): 60 for status, alert in ENDINGS.items()} | {
        ("BedrockBatchJobStuckQueued", "queued: x", "search"): 39,
        ("BedrockBatchJobExpiresSoon", "expiring: x", "search"): 29,
        ("BedrockBatchJobNoProgress", "standing: x", "search"): 50,
        ("BedrockBatchJobWillNotFinish", "slow: x", "search"): 169,
        # As long as the window after the last lookup.
        ("BedrockBatchJobNotFound", "lost: x", "search"): 190,
    }
    check_teams(folder, rules, shown(series), expected)


def a_job_without_tags_has_its_alert_too(folder, rules):
    untagged = looked_up(ended("Failed", job_id="untagged"))
    other = tagged(looked_up(ended("Failed", job_id="tagged")))
    check_teams(folder, rules, shown([*untagged, *other]), {(FAILED, "untagged", ""): 60, (FAILED, "tagged", "search"): 60})
    check_teams(folder, rules, shown(untagged), {(FAILED, "untagged", ""): 60})


def the_period_is_one_over_restarts_and_replicas(folder, rules):
    job = tagged(looked_up(ended("Failed")))
    once = {(FAILED, "x", "search"): 60}
    check_teams(folder, rules, shown(job, (40, 45)), once)
    check_teams(folder, rules, shown(job, end=40), once)
    check_teams(folder, rules, successor(job), once)
    check_teams(folder, rules, replicas(job), once)


def the_newest_tags_are_those_of_the_alert(folder, rules):
    """Be they a job's first ones, or a change shortly before its end: the older series leaves the window while the alert fires."""
    for job in (retagged(looked_up(ended("Failed")), 5), retagged(looked_up(ended("Failed")), 25, before="ads")):
        once = {(FAILED, "x", "search"): 60}
        check_teams(folder, rules, shown(job), once)
        check_teams(folder, rules, shown(job) + shown(job, by="b"), once)
        check_teams(folder, rules, shown(job, (40, 45)), once)
        check_teams(folder, rules, shown(job, end=40), once)
        check_teams(folder, rules, successor(job), once)
        check_teams(folder, rules, replicas(job), once)


def tags_that_no_evaluation_saw_are_found_too(folder, rules):
    """The exporter was scraped once, between two evaluations, and went away: the alert has the tags from its begin."""
    halves = 200
    job = tagged(looked_up(ended("Failed", observed=[1800] * halves, counts={})))
    once = shown([(name, labels, [samples[-1]] * halves) for name, labels, samples in job], begin=61, end=62)
    query = {
        "expr": f'count by (tag_team) (count_over_time(ALERTS{{alertname="{FAILED}", alertstate="firing"}}[95m]))',
        "eval_time": "95m",
        "exp_samples": [{"labels": '{tag_team="search"}', "value": 1}],
    }
    check(folder, once, shipped=rules, interval="30s", promql_expr_test=[query])


def replicas_that_show_other_tags_are_no_error(folder, rules):
    """As after a change of a tag that one replica has seen and another not yet. Which of the two the alert has is not said."""
    job = looked_up(ended("Failed"))
    series = shown(tagged(job)) + shown(tagged(job, team="ads"), by="b")
    check_firing(folder, series, JOBS, {(FAILED, "x"): (1, 60)}, shipped=rules)


def each_model_has_its_quota(folder, rules):
    def active(model, jobs):
        return ("bedrock_batch_active_jobs", TARGET | {"model_id": model, "status": "InProgress"}, spans((jobs, 60)))

    models = [active("haiku", 17), active("arn:of/nova", 17), active("sonnet", 16), active("other", 99), active("supernova", 17)]
    query = 'count by (model_id) (ALERTS{alertname="BedrockBatchQuotaNearlyUsed", alertstate="firing"})'
    firing = [{"labels": f'{{model_id="{model}"}}', "value": 1} for model in ("haiku", "supernova")]
    check(folder, shown(models), shipped=rules, promql_expr_test=[{"expr": query, "eval_time": "50m", "exp_samples": firing}])
    models = [active("haiku", 16), active("arn:of/nova", 81), active("nova", 82)]
    firing = [{"labels": f'{{model_id="{model}"}}', "value": 1} for model in ("arn:of/nova", "nova")]
    check(folder, shown(models), shipped=rules, promql_expr_test=[{"expr": query, "eval_time": "50m", "exp_samples": firing}])


CASES = (
    every_alert_about_a_job_has_the_tags_of_the_job,
    a_job_without_tags_has_its_alert_too,
    the_period_is_one_over_restarts_and_replicas,
    the_newest_tags_are_those_of_the_alert,
    tags_that_no_evaluation_saw_are_found_too,
    replicas_that_show_other_tags_are_no_error,
    each_model_has_its_quota,
)

if __name__ == "__main__":
    for case in CASES:
        with tempfile.TemporaryDirectory() as scratch:
            case(Path(scratch), Path(sys.argv[1]))
        print(case.__name__.replace("_", " "))
