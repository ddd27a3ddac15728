"""boto3 creates, gets and stops jobs, and sees the quirks that real answers have."""

from datetime import datetime, timedelta, timezone

import pytest
from processes import wait_for
from simulation import ACCOUNT

REQUEST = {
    "roleArn": f"arn:aws:iam::{ACCOUNT}:role/service-role/batch",
    "modelId": "anthropic.claude-3-haiku-20240307-v1:0",
    "inputDataConfig": {
        "s3InputDataConfig": {"s3InputFormat": "JSONL", "s3Uri": "s3://input/a.jsonl", "s3BucketOwner": "111122223333"}
    },
    "outputDataConfig": {
        "s3OutputDataConfig": {
            "s3Uri": "s3://output/results/",
            "s3EncryptionKeyId": "alias/batch",
            "s3BucketOwner": "111122223333",
        }
    },
    "vpcConfig": {"subnetIds": ["subnet-0a", "subnet-0b"], "securityGroupIds": ["sg-01"]},
}


def create(bedrock, name, **more):
    return bedrock.create_model_invocation_job(jobName=name, **REQUEST | more)["jobArn"]


def get(bedrock, name):
    arn = bedrock.list_model_invocation_jobs(nameContains=name)["invocationJobSummaries"][0]["jobArn"]
    return bedrock.get_model_invocation_job(jobIdentifier=arn)


def instant(step):
    return datetime.fromisoformat(step["at"])


def test_a_created_job_is_what_was_asked_for(bedrock):
    before = datetime.now(timezone.utc) - timedelta(seconds=1)
    more = {"clientRequestToken": "token1", "timeoutDurationInHours": 168, "modelInvocationType": "Converse"}
    job = bedrock.get_model_invocation_job(jobIdentifier=create(bedrock, "created.as-asked", **more))
    given = {**REQUEST, **more, "jobName": "created.as-asked"}
    given["modelId"] = f"arn:aws:bedrock:us-east-1::foundation-model/{REQUEST['modelId']}"
    assert {name: job.get(name) for name in given} == given
    assert before < job["submitTime"] < datetime.now(timezone.utc)
    assert job["jobExpirationTime"] == job["submitTime"] + timedelta(hours=168)
    assert job["submitTime"].microsecond % 1000 == 0


def test_defaults_of_a_created_job(bedrock):
    job = bedrock.get_model_invocation_job(jobIdentifier=create(bedrock, "created-by-default"))
    assert (job["timeoutDurationInHours"], job["modelInvocationType"]) == (24, "InvokeModel")
    assert job["jobExpirationTime"] == job["submitTime"] + timedelta(hours=24)
    assert job["totalRecordCount"] == job["processedRecordCount"] == 0


def test_by_arn_and_by_id_is_the_same_job(bedrock):
    by_id = bedrock.get_model_invocation_job(jobIdentifier="aaaaaaaaaa06")
    by_arn = bedrock.get_model_invocation_job(jobIdentifier=by_id["jobArn"])
    assert by_arn["jobArn"].endswith(f":bedrock:us-east-1:{ACCOUNT}:model-invocation-job/aaaaaaaaaa06")
    assert {**by_arn, "ResponseMetadata": 0} == {**by_id, "ResponseMetadata": 0}
    assert "date" in by_arn["ResponseMetadata"]["HTTPHeaders"]


def test_a_token_makes_a_second_request_harmless_and_names_are_unique(bedrock):
    arn = create(bedrock, "created-twice", clientRequestToken="same")
    assert create(bedrock, "created-twice", clientRequestToken="same") == arn
    with pytest.raises(bedrock.exceptions.ConflictException):
        create(bedrock, "created-twice", clientRequestToken="other")


@pytest.mark.parametrize("identify", [lambda arn: arn, lambda arn: arn[-12:]], ids=["arn", "id"])
def test_a_job_is_stopped_once(aws, bedrock, identify):
    arn = create(bedrock, f"halted-by-{len(identify('a' * 20))}")
    answer = bedrock.stop_model_invocation_job(jobIdentifier=identify(arn))
    assert set(answer) == {"ResponseMetadata"}
    assert bedrock.get_model_invocation_job(jobIdentifier=arn)["status"] in ("Stopping", "Stopped")
    wait_for("Stopped", lambda: bedrock.get_model_invocation_job(jobIdentifier=arn)["status"] == "Stopped")
    with pytest.raises(bedrock.exceptions.ValidationException):
        bedrock.stop_model_invocation_job(jobIdentifier=arn)


def test_a_created_job_runs_to_its_end(bedrock):
    arn = create(bedrock, "created-to-fail", tags=[{"key": "simulator:outcome", "value": "Failed"}])
    seen = []

    def ended():
        seen.append(bedrock.get_model_invocation_job(jobIdentifier=arn)["status"])
        return seen[-1] == "Failed"

    wait_for("Failed", ended)
    order = ["Submitted", "Validating", "Failed"]
    assert seen == sorted(seen, key=order.index)


@pytest.mark.parametrize("status", ["Completed", "PartiallyCompleted", "Failed", "Stopped", "Expired"])
def test_the_last_change_is_the_end_and_end_time_lies(aws, bedrock, status):
    job = get(bedrock, f"status-{status.lower()}")
    steps = {step["status"]: instant(step) for step in aws.truth()[job["jobName"]]["timeline"]}
    assert job["status"] == status
    assert job["lastModifiedTime"] == steps[status]
    lies = {"Stopped": None, "Expired": steps.get("Scheduled")}
    assert job.get("endTime") == lies.get(status, steps[status])


@pytest.mark.parametrize("name, message", {
    "status-failed": "Could not validate GetObject permissions to access S3 bucket",
    "old.failed-in-progress": "Customer doesn't have permissions to invokeModel",
    "status-completed": None,
    "status-inprogress": None,
}.items())
def test_get_gives_the_reason(bedrock, name, message):
    assert get(bedrock, name).get("message") == message


def test_counts_come_late_and_may_be_absent(aws, bedrock):
    running, true = get(bedrock, "status-inprogress"), aws.truth()["status-inprogress"]
    assert 0 < running["processedRecordCount"] < true["processedRecordCount"] < running["totalRecordCount"] == 100000
    assert get(bedrock, "status-scheduled")["processedRecordCount"] == 0
    assert not [name for name in get(bedrock, "old.without-counts") if name.endswith("RecordCount")]


def test_completed_can_mean_that_every_record_failed(bedrock):
    job = get(bedrock, "status-completed")
    assert (job["status"], job["successRecordCount"], job["errorRecordCount"]) == ("Completed", 0, 1000)


def test_a_job_can_be_hidden_from_get_at_first(strict_aws):
    bedrock = strict_aws.client(account="210987654321")
    (listed,) = bedrock.list_model_invocation_jobs()["invocationJobSummaries"]
    with pytest.raises(bedrock.exceptions.ResourceNotFoundException):
        bedrock.get_model_invocation_job(jobIdentifier=listed["jobArn"])
