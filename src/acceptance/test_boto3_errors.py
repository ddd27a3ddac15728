"""Every error, with its code as boto3 reads it."""

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError
from test_boto3_jobs import create

ABSENT = "zzzzzzzzzzzz"
ABSENT_ARN = f"arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/{ABSENT}"


def refusal(call, **arguments):
    """Code, HTTP status and message of the error that a call ends with."""
    with pytest.raises(ClientError) as error:
        call(**arguments)
    answer = error.value.response
    return answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Message"]


def calls(bedrock):
    return {
        "CreateModelInvocationJob": lambda: create(bedrock, "faulty"),
        "GetModelInvocationJob": lambda: bedrock.get_model_invocation_job(jobIdentifier="aaaaaaaaaa01"),
        "ListModelInvocationJobs": lambda: bedrock.list_model_invocation_jobs(),
        "StopModelInvocationJob": lambda: bedrock.stop_model_invocation_job(jobIdentifier="aaaaaaaaaa01"),
    }


@pytest.mark.parametrize("identifier", [ABSENT, ABSENT_ARN])
@pytest.mark.parametrize("operation", ["get_model_invocation_job", "stop_model_invocation_job"])
def test_a_job_that_is_not_there(bedrock, operation, identifier):
    code, status, message = refusal(getattr(bedrock, operation), jobIdentifier=identifier)
    assert (code, status) == ("ResourceNotFoundException", 404)
    assert message == "The provided batch inference job was not found."


@pytest.mark.parametrize("identifier", ["a", "aaaaaaaaaa0!", ABSENT_ARN.upper(), ABSENT_ARN + "z", "x" * 1012])
@pytest.mark.parametrize("operation", ["get_model_invocation_job", "stop_model_invocation_job"])
def test_an_identifier_that_is_none(bedrock, operation, identifier):
    code, status, message = refusal(getattr(bedrock, operation), jobIdentifier=identifier)
    assert (code, status) == ("ValidationException", 400)
    assert identifier in message


@pytest.mark.parametrize("status", ["completed", "partiallycompleted", "failed", "stopped", "expired"])
def test_a_finished_job_cannot_be_stopped(bedrock, status):
    job = bedrock.list_model_invocation_jobs(nameContains=f"status-{status}")["invocationJobSummaries"][0]
    code, http_status, _ = refusal(bedrock.stop_model_invocation_job, jobIdentifier=job["jobArn"])
    assert (code, http_status) == ("ValidationException", 400)
    assert bedrock.get_model_invocation_job(jobIdentifier=job["jobArn"])["status"] == job["status"]


@pytest.mark.parametrize("bad", [
    {"jobName": "under_score"},
    {"jobName": "n" * 64},
    {"roleArn": "batch"},
    {"modelId": "no model"},
    {"clientRequestToken": "-"},
    {"timeoutDurationInHours": 23},
    {"timeoutDurationInHours": 169},
    {"modelInvocationType": "Batch"},
    {"inputDataConfig": {"s3InputDataConfig": {"s3Uri": "https://input/a.jsonl"}}},
    {"inputDataConfig": {"s3InputDataConfig": {"s3Uri": "s3://input/a", "s3InputFormat": "CSV"}}},
    {"inputDataConfig": {"s3InputDataConfig": {"s3Uri": "s3://input/a", "s3BucketOwner": "me"}}},
    {"inputDataConfig": {}},
    {"outputDataConfig": {"s3OutputDataConfig": {"s3Uri": "output"}}},
    {"outputDataConfig": {"s3OutputDataConfig": {"s3Uri": "s3://output/", "s3EncryptionKeyId": "key"}}},
    {"vpcConfig": {"subnetIds": ["subnet 1"], "securityGroupIds": ["sg-1"]}},
    {"vpcConfig": {"subnetIds": ["subnet-1"], "securityGroupIds": []}},
    {"tags": [{"key": "k" * 129, "value": "v"}]},
], ids=str)  # fmt: skip
def test_a_job_that_the_model_does_not_allow_is_not_created(aws, bad):
    bedrock = aws.client(parameter_validation=False)
    name = bad.get("jobName", "refused")
    code, status, _ = refusal(lambda: create(bedrock, name, **{k: v for k, v in bad.items() if k != "jobName"}))
    assert (code, status) == ("ValidationException", 400)
    assert "refused" not in aws.truth()


@pytest.mark.parametrize("operation", calls(None))
@pytest.mark.parametrize("fault, code, status", [
    ({"kind": "deny"}, "AccessDeniedException", 403),
    ({"kind": "error"}, "InternalServerException", 500),
    ({"kind": "error", "code": "ThrottlingException", "status": 429}, "ThrottlingException", 429),
])  # fmt: skip
def test_faults(aws, bedrock, operation, fault, code, status):
    aws.fault(operation=operation, **fault)
    with pytest.raises(getattr(bedrock.exceptions, code)) as error:
        calls(bedrock)[operation]()
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == status


def test_too_many_requests_are_throttled_for_each_account_alone(strict_aws):
    bedrock = strict_aws.client(account="111111111111")
    errors = [refusal(lambda: [bedrock.list_model_invocation_jobs() for _ in range(20)])]
    assert errors[0][:2] == ("ThrottlingException", 429)
    assert strict_aws.client(account="222222222222").list_model_invocation_jobs()["invocationJobSummaries"] == []


def test_a_connection_that_is_closed(aws, bedrock):
    aws.fault(operation="ListModelInvocationJobs", kind="reset")
    with pytest.raises(ConnectionClosedError):
        bedrock.list_model_invocation_jobs()


def test_the_judge_sees_an_answer_that_the_model_does_not_allow(aws, bedrock):
    aws.fault(operation="ListModelInvocationJobs", kind="garbage", body='{"invocationJobSummaries": [{"jobName": "a b"}]}')
    with pytest.raises(AssertionError, match="'jobArn' is required"):
        bedrock.list_model_invocation_jobs()
