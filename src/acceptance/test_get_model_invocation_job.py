"""Our get-model-invocation-job beside the AWS CLI's own, on jobs of the demo's fleet in each status: equal output."""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from processes import ISOLATED, JAR, exporter, http, wait_for
from simulation import ACCOUNT

CLI = [Path(sys.executable).with_name("aws"), "bedrock"]
OURS = [Path(os.environ["JDK25"]) / "bin" / "java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", JAR]
TRIES = 5
DIGITS = re.compile(r"\d+")
QUERIES = (
    "status", "nosuch", "length(jobName)", "submitTime > '2026-01-01'", "status == `Completed`",
    "[status, totalRecordCount > `10`]", "keys(inputDataConfig)", "*.s3InputDataConfig.s3Uri",
    "{s: status, t: [submitTime][*]}", "join('/', [status, jobName])", "sort(keys(@))[:3]", "not_null(message, 'none')",
    "[totalRecordCount, errorRecordCount][?@ > `0`] | length(@)", "contains(status, 'ed') && starts_with(jobArn, 'arn')",
    "sort_by([{a: `2`}, {a: `1`}], &a)[*].a", "to_string(outputDataConfig)", "type(timeoutDurationInHours)",
)  # fmt: skip


@pytest.fixture(scope="module")
def fleet(tmp_path_factory):
    """Jobs of the caller in each status, and the setting that gives version 1 of the AWS CLI the times of version 2."""
    config = tmp_path_factory.mktemp("aws") / "config"
    config.write_text("[default]\ncli_timestamp_format = iso8601\n")
    process = exporter("fleet", "simulator")
    wait_for("jobs that came and ended", lambda: len(jobs(process)) > 12 and completed(process))
    # More jobs come all the time.
    yield process, ISOLATED | {"AWS_CONFIG_FILE": str(config)}, some_of_each_status(jobs(process))
    process.stop()


def show(program, fleet, job, *options):
    process, environment, _ = fleet
    return subprocess.run(
        [*program, "get-model-invocation-job", "--job-identifier", job["jobArn"],
         "--region", job["jobArn"].split(":")[3], "--endpoint-url", process.url, *options],
        env=environment, capture_output=True, text=True, timeout=180,
    )  # fmt: skip


def differs(fleet, job, *options):
    """Returns how the two differ, if they do. Where a job's numbers move at each look, all but its numbers is compared."""
    for _ in range(TRIES):
        theirs, ours, again = (show(program, fleet, job, *options) for program in (CLI, OURS, CLI))
        assert (theirs.returncode, again.returncode) == (0, 0), theirs.stderr + again.stderr
        if ours.returncode == 0 and ours.stdout in (theirs.stdout, again.stdout):
            return None
        if theirs.stdout == again.stdout:
            return theirs.stdout, ours
    if ours.returncode == 0 and DIGITS.sub("0", ours.stdout) in (DIGITS.sub("0", each.stdout) for each in (theirs, again)):
        return None
    return theirs.stdout, ours


def jobs(process):
    """The jobs of the caller's account, as others are not told."""
    listed = json.loads(http(f"{process.url}/simulator/jobs")[1])["jobs"]
    return [job for job in listed if f":{ACCOUNT}:" in job["jobArn"]]


def some_of_each_status(listed):
    by_status = {}
    for job in listed:
        by_status.setdefault(job["status"], []).append(job)
    return [job for some in by_status.values() for job in some[:4]]


def completed(process):
    return next((job for job in jobs(process) if job["status"] == "Completed"), None)


@pytest.mark.parametrize("output", ["json", "text"])
def test_each_status(fleet, output):
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        different = [d for d in pool.map(lambda job: differs(fleet, job, "--output", output), fleet[2]) if d]
    assert not different


@pytest.mark.parametrize("options", [
    ["--output", "table"], ["--output", "table", "--color", "on"], ["--output", "table", "--query", "[status, jobName]"],
    ["--query", f"[{', '.join(QUERIES)}]"], ["--query", "{a: vpcConfig, b: status}", "--output", "text"],
])  # fmt: skip
def test_a_finished_job(fleet, options):
    assert not differs(fleet, completed(fleet[0]), *options)
