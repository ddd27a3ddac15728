"""Fifty restarts at random moments while AWS throttles nearly everything: every job is counted once and told."""

import os
import random
import signal
import time

import pytest
from observation import configuration
from processes import READY, Process, exporter, program, wait_for
from reckoning import await_all_counted, events, told_transitions, total, transitions
from simulation import OUTCOMES, scripted_aws

RESTARTS = 50
SECONDS = 100  # in which jobs arrive
JOBS = 20  # of each outcome
TIMELINE = "{submitted: 1s, validating: 2s, scheduled: 2s, in_progress: 5s, stopping: 1s}"
STORM = {"kind": "error", "code": "ThrottlingException", "status": 429, "probability": 0.6}


@pytest.fixture
def rng():
    seed = int(os.environ.get("JUDGES_SEED", random.SystemRandom().randrange(10**6)))
    print(f"JUDGES_SEED={seed} repeats this order of restarts")
    return random.Random(seed)


@pytest.fixture
def aws(tmp_path):
    every = SECONDS / JOBS
    series = [
        f"- {{name: {outcome.lower()}, outcome: {outcome}, region: {('us-east-1', 'us-west-2')[i % 2]}, submitted: {i}s,"
        f" every: {every:.0f}s, count: {JOBS}, timeline: {TIMELINE}}}"
        for i, outcome in enumerate(OUTCOMES)
    ]
    aws = scripted_aws(tmp_path, "storm-simulator", "\n".join(["jobs:", *series]) + "\n")
    yield aws
    aws.process.stop()


def restarts(rng, file):
    """What each process wrote: half of them are ended while they start, half of them while they work."""
    for number in range(RESTARTS):
        process = Process(f"storm-{number:02}", *program(), f"--config.file={file}", "--web.listen-address=127.0.0.1:0")
        works = rng.random() < 0.5
        if works:
            process.await_ready(READY)
        time.sleep(rng.uniform(0.3, 2))
        how = rng.choice([signal.SIGTERM, signal.SIGKILL])
        code = process.stop(how)
        assert not works or code == {signal.SIGTERM: 0, signal.SIGKILL: -9}[how], process.output()
        yield process.output()


def test_fifty_restarts(rng, aws, tmp_path):
    file = configuration(tmp_path, aws, "storm")
    storm = aws.lasting_fault(**STORM, seed=rng.randrange(10**6))
    outputs = list(restarts(rng, file))
    aws.heal(storm)
    daemon = exporter("storm-is-over", f"--config.file={file}")
    jobs = await_all_counted(daemon.url, aws)
    assert len(jobs) == JOBS * len(OUTCOMES)
    wait_for("events to be told", lambda: total(daemon.url, "bedrock_batch_exporter_events_pending") == 0)
    counted = transitions(daemon.url)
    assert daemon.stop() == 0
    outputs.append(daemon.output())
    assert told_transitions(events(outputs)) == counted
    written = sum(len(told_transitions(events([output]))) > 0 for output in outputs[:-1])
    print(f"{written} of {RESTARTS} processes told transitions before they were ended")
