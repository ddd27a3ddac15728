"""The time zone of the daemon's machine is another one, and changes while it runs: it speaks UTC everywhere."""

import json
import shutil
import signal
import time
from datetime import datetime

import pytest
from observation import Daemon
from processes import wait_for
from reckoning import LAST_SUCCESS, await_all_counted, events, series, told_transitions, transitions
from simulation import quick_aws

ZONES = "/usr/share/zoneinfo"
BEFORE, AFTER = "Asia/Kathmandu", "America/St_Johns"
OF_A_JOB = {
    "bedrock_batch_job_submit_timestamp_seconds": 0,
    "bedrock_batch_job_end_timestamp_seconds": -1,
    "bedrock_batch_job_last_modified_timestamp_seconds": -1,
}
TIMES = {"@timestamp", "submit_time", "last_modified_time", "expiration_time", "observed_at"}


@pytest.fixture
def aws(tmp_path):
    aws = quick_aws(tmp_path, "zone-simulator")
    yield aws
    aws.process.stop()


@pytest.fixture
def zone(tmp_path):
    """The file of the machine's time zone."""
    zone = tmp_path / "localtime"
    shutil.copy(f"{ZONES}/{BEFORE}", zone)
    return zone


@pytest.fixture
def daemon(tmp_path, aws, zone):
    daemon = Daemon(tmp_path, aws, "zone-daemon", warmed=False, environment={"TZ": f":{zone}"})
    yield daemon
    daemon.process.stop()


def test_changes_while_it_runs_and_over_a_restart(daemon, aws, zone):
    aws.create("before")
    check_times(daemon, await_all_counted(daemon.process.url, aws))
    shutil.copy(f"{ZONES}/{AFTER}", zone)
    aws.create("after")
    jobs = await_all_counted(daemon.process.url, aws)
    check_times(daemon, jobs)
    shown = of_all_jobs(daemon)
    daemon.restart(signal.SIGTERM)
    assert of_all_jobs(daemon) == shown
    aws.create("restarted")
    check_times(daemon, await_all_counted(daemon.process.url, aws))
    check_log(daemon, aws.jobs())


def of_all_jobs(daemon):
    """The times that each job's metrics show."""
    return {
        (name, labels["job_name"]): value for name in OF_A_JOB for labels, value in series(daemon.process.url, name)
    }


def check_times(daemon, jobs):
    assert of_all_jobs(daemon) == {
        (name, job["jobName"]): seconds(job["timeline"][step]["at"]) for name, step in OF_A_JOB.items() for job in jobs
    }
    now = time.time()
    for _, value in series(daemon.process.url, LAST_SUCCESS):
        assert now - 60 < value < now + 5


def check_log(daemon, jobs):
    """Every line tells its times in UTC, and each transition the time at which it truly happened."""

    def told_so_far():
        return events(run.output() for run in daemon.runs)

    wait_for("every transition to be told", lambda: told_transitions(told_so_far()) == transitions(daemon.process.url), 30)
    for run in daemon.runs:
        for line in run.output().rpartition("\n")[0].splitlines():
            fields = json.loads(line)
            for name in TIMES & fields.keys():
                assert fields[name].endswith("Z"), line
    told = told_so_far()
    truth = {job["jobArn"]: {step["status"]: step["at"] for step in job["timeline"]} for job in jobs}
    for event in told.values():
        if event["event"] == "job_transition":
            assert seconds(event["last_modified_time"]) == seconds(truth[event["job_arn"]][event["to"]])
            assert 0 <= event["detection_delay_seconds"] < 60


def seconds(text):
    return datetime.fromisoformat(text).timestamp()
