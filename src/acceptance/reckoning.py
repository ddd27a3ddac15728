"""What a daemon counted and told, held against what truly happened in its simulator."""

import json
from collections import Counter

from processes import http, wait_for
from prometheus_client.parser import text_string_to_metric_families
from simulation import TERMINAL

TRANSITIONS = "bedrock_batch_job_transitions_total"
POLLS = "bedrock_batch_exporter_polls_total"
LAST_SUCCESS = "bedrock_batch_exporter_poll_last_success_timestamp_seconds"


def series(url, name):
    """The labels and values of the series of that name."""
    lines = http(f"{url}/metrics")[1].decode().splitlines()
    text = "".join(f"{line}\n" for line in lines if line.startswith(name))
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return [(sample.labels, sample.value) for sample in samples if sample.name == name]


def total(url, name, **labels):
    return sum(value for all_labels, value in series(url, name) if labels.items() <= all_labels.items())


def polls(url, **labels):
    return total(url, POLLS, **labels)


def await_polls(url, count, **labels):
    """Waits for so many more polls than there were."""
    before = polls(url, **labels)
    wait_for(lambda: f"{count} polls after {before}, {polls(url)} now", lambda: polls(url, **labels) >= before + count, 60)


def transitions(url):
    """How often each pair of statuses was counted, in all regions together."""
    counted = Counter()
    for labels, value in series(url, TRANSITIONS):
        counted[labels["from"], labels["to"]] += int(value)
    return +counted


def ends(pairs):
    """How often each terminal status was reached."""
    reached = Counter()
    for (_, to), count in pairs.items():
        reached[to] += count if to in TERMINAL else 0
    return +reached


def true_ends(jobs):
    return Counter(job["timeline"][-1]["status"] for job in jobs)


def check_way(pairs, jobs):
    """Holds that the pairs lead each of the jobs from Submitted to its end, whatever a look between two changes missed."""
    balance = Counter({"Submitted": len(jobs)})
    for (begin, to), count in pairs.items():
        balance[begin] -= count
        balance[to] += count
    assert {status: count for status, count in balance.items() if count} == dict(true_ends(jobs)), pairs


def have_ended(jobs):
    return all(job["status"] in TERMINAL for job in jobs)


def await_all_counted(url, aws, account=None, seconds=120):
    """Waits until the jobs have ended and are counted, and holds that each is counted once. Returns the jobs."""
    wait_for("all jobs to end", lambda: have_ended(aws.jobs(account)), seconds)
    jobs = aws.jobs(account)
    counted = {}

    def is_counted():
        counted["now"] = ends(transitions(url))
        return counted["now"] == true_ends(jobs)

    wait_for(lambda: f"{dict(counted['now'])} to become {dict(true_ends(jobs))}", is_counted, seconds)
    await_polls(url, 6)
    check_way(transitions(url), jobs)
    return jobs


def events(outputs):
    """
    The events that one process after the other wrote, by their ids, each with the content of its first writing. Only the last
    line of a process may be torn, by its kill.
    """
    told = {}
    for output in outputs:
        lines = [line for line in output.splitlines() if line.startswith("{")]
        for number, line in enumerate(lines):
            try:
                event = json.loads(line)
            except ValueError:
                assert number == len(lines) - 1, f"torn: {line}"
                continue
            if "event" in event:
                kind = event["event"].removeprefix("job_")
                told.setdefault((kind, event.get(f"{kind}_id")), event)
    return told


def told_transitions(told):
    return Counter((event["from"], event["to"]) for event in told.values() if event["event"] == "job_transition")
