"""The AWS CLI on the simulator: what it prints and how it exits."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from processes import ISOLATED
from test_boto3_list import BY_AGE, MANY

CLI = Path(sys.executable).with_name("aws")
REFUSED = 255  # of the CLI of version 1: an error that the service answered


def run(aws, *arguments, service="bedrock"):
    return subprocess.run(
        [CLI, service, *arguments, "--endpoint-url", aws.url, "--output", "json"],
        env=ISOLATED | {"AWS_MAX_ATTEMPTS": "1"},
        capture_output=True,
        text=True,
        timeout=60,
    )


def answer(aws, *arguments, service="bedrock"):
    done = run(aws, *arguments, service=service)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout) if done.stdout else None


def names(listing):
    return [job["jobName"] for job in listing["invocationJobSummaries"]]


def test_a_jobs_life(aws):
    created = answer(
        aws, "create-model-invocation-job", "--job-name", "by-cli", "--model-id", "amazon.nova-lite-v1:0",
        "--role-arn", "arn:aws:iam::123456789012:role/batch", "--timeout-duration-in-hours", "48",
        "--input-data-config", "s3InputDataConfig={s3Uri=s3://input/a.jsonl}",
        "--output-data-config", "s3OutputDataConfig={s3Uri=s3://output/}",
        "--tags", "key=owner,value=cli",
    )  # fmt: skip
    arn = created["jobArn"]
    job = answer(aws, "get-model-invocation-job", "--job-identifier", arn)
    assert (job["jobArn"], job["jobName"], job["timeoutDurationInHours"]) == (arn, "by-cli", 48)
    assert answer(aws, "stop-model-invocation-job", "--job-identifier", arn[-12:]) is None
    assert answer(aws, "get-model-invocation-job", "--job-identifier", arn)["status"] in ("Stopping", "Stopped")
    tags = answer(aws, "get-resources", "--resource-arn-list", arn, service="resourcegroupstaggingapi")
    assert tags["ResourceTagMappingList"][0]["Tags"] == [{"Key": "owner", "Value": "cli"}]


def test_list(aws):
    ascending = ["--sort-by", "CreationTime", "--sort-order", "Ascending", "--name-contains", "status-"]
    assert names(answer(aws, "list-model-invocation-jobs", *ascending, "--page-size", "3")) == BY_AGE[::-1]
    listing = answer(aws, "list-model-invocation-jobs", "--status-equals", "Failed", "--name-contains", "status-")
    assert names(listing) == ["status-failed"]
    time = listing["invocationJobSummaries"][0]["submitTime"]
    newer = answer(aws, "list-model-invocation-jobs", *ascending, "--submit-time-after", time)
    older = answer(aws, "list-model-invocation-jobs", *ascending, "--submit-time-before", time)
    assert (names(newer), names(older)) == (BY_AGE[:7][::-1], BY_AGE[8:][::-1])


def test_list_in_parts(aws):
    listing = ["list-model-invocation-jobs", "--region", "eu-west-1", "--page-size", "1000"]
    first = answer(aws, *listing, "--max-items", "1500")
    rest = answer(aws, *listing, "--starting-token", first["NextToken"])
    assert (len(names(first)), len(names(rest))) == (1500, MANY - 1500)
    assert not set(names(first)) & set(names(rest))


@pytest.mark.parametrize("arguments, code", [
    (["get-model-invocation-job", "--job-identifier", "zzzzzzzzzzzz"], "ResourceNotFoundException"),
    (["get-model-invocation-job", "--job-identifier", "UPPER"], "ValidationException"),
    (["stop-model-invocation-job", "--job-identifier", "aaaaaaaaaa06"], "ValidationException"),
    (["list-model-invocation-jobs", "--starting-token", "garbage"], "ValidationException"),
])  # fmt: skip
def test_refusals(aws, arguments, code):
    done = run(aws, *arguments)
    assert done.returncode == REFUSED and f"({code})" in done.stderr


def test_a_fault(aws):
    aws.fault(operation="GetModelInvocationJob", kind="deny")
    done = run(aws, "get-model-invocation-job", "--job-identifier", "aaaaaaaaaa06")
    assert done.returncode == REFUSED and "(AccessDeniedException)" in done.stderr


def test_caller_identity(aws):
    assert answer(aws, "get-caller-identity", service="sts")["Account"] == "123456789012"
