"""GetModelInvocationJob hangs while ListModelInvocationJobs is well: no transition waits for it."""

import pytest
from observation import Daemon
from processes import wait_for
from reckoning import await_all_counted, ends, events, have_ended, transitions, true_ends
from simulation import OUTCOMES, TERMINAL, quick_aws

SECONDS = 30  # in which a transition is counted and told: a few intervals, and the time that reasons may take
# Their final counts are due when they are first seen, by a Get each.
OLD = """
jobs:
- {name: old, submitted: -6000m, every: 1s, count: 30, timeline:
   {submitted: 1m, validating: 1m, scheduled: 10m, in_progress: 3000m}}
"""


@pytest.fixture
def aws(request, tmp_path):
    """A simulator; its parameter is what there was long ago."""
    aws = quick_aws(tmp_path, "hanging-simulator", request.param)
    yield aws
    aws.process.stop()


@pytest.fixture
def daemon(tmp_path, aws):
    daemon = Daemon(tmp_path, aws, "hanging-daemon", warmed=False)
    yield daemon
    daemon.process.stop()


def hang(aws):
    return aws.lasting_fault(operation="GetModelInvocationJob", kind="hang")


def await_ends_counted_and_told(daemon, aws):
    expected = true_ends(aws.jobs())

    def counted():
        return ends(transitions(daemon.process.url))

    def told():
        found = events([daemon.process.output()]).values()
        return sum(event["event"] == "job_transition" and event["to"] in TERMINAL for event in found)

    assert have_ended(aws.jobs())
    wait_for(lambda: f"{expected} to be counted, not {counted()}", lambda: counted() == expected, SECONDS)
    wait_for(lambda: f"{expected} to be told, not {told()}", lambda: told() == expected.total(), SECONDS)


@pytest.mark.parametrize("aws", ["", OLD], ids=["reasons", "reasons and final counts"], indirect=True)
def test_no_transition_waits(daemon, aws):
    hangs = hang(aws)
    await_ends_counted_and_told(daemon, aws)
    aws.create("new", outcomes=OUTCOMES * 5)
    wait_for("jobs to end", lambda: have_ended(aws.jobs()))
    await_ends_counted_and_told(daemon, aws)
    aws.heal(hangs)
    await_all_counted(daemon.process.url, aws)
