"""The validator finds what is wrong, or its silence says nothing."""

import pytest
from botocore.session import get_session
from shapes import json_problems, problems

MODEL = get_session().get_service_model("bedrock")
GET = MODEL.operation_model("GetModelInvocationJob")
GOOD = {
    "jobArn": "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abcdefghijkl",
    "jobName": "nightly",
    "modelId": "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0",
    "roleArn": "arn:aws:iam::123456789012:role/batch",
    "status": "Completed",
    "submitTime": "2026-03-01T10:00:00.123Z",
    "inputDataConfig": {"s3InputDataConfig": {"s3InputFormat": "JSONL", "s3Uri": "s3://bucket/in.jsonl"}},
    "outputDataConfig": {"s3OutputDataConfig": {"s3Uri": "s3://bucket/out/"}},
    "vpcConfig": {"subnetIds": ["subnet-1"], "securityGroupIds": ["sg-1"]},
    "timeoutDurationInHours": 24,
    "totalRecordCount": 0,
}
BAD = {
    "unknown member": {"jobId": "abcdefghijkl"},
    "missing": {"roleArn": None},
    "pattern": {"jobArn": "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/ABC"},
    "enum": {"status": "Done"},
    "too long": {"message": "x" * 2049},
    "too short": {"vpcConfig": {"subnetIds": [], "securityGroupIds": ["sg-1"]}},
    "below": {"totalRecordCount": -1},
    "above": {"timeoutDurationInHours": 169},
    "text for a number": {"totalRecordCount": "1"},
    "number for a text": {"message": 1},
    "epoch": {"submitTime": 1772359200.0},
    "no such day": {"submitTime": "2026-02-30T10:00:00Z"},
    "nested": {"inputDataConfig": {"s3InputDataConfig": {"s3Uri": "https://bucket/in.jsonl"}}},
    "empty union": {"outputDataConfig": {}},
    "list for a structure": {"vpcConfig": []},
}


def test_a_good_answer_has_no_problems():
    assert problems(GET.output_shape, GOOD) == []


@pytest.mark.parametrize("change", BAD.values(), ids=BAD)
def test_each_fault_is_one_problem(change):
    body = {name: value for name, value in (GOOD | change).items() if value is not None}
    assert len(problems(GET.output_shape, body)) == 1


@pytest.mark.parametrize(
    "status, code, count", [(404, "ResourceNotFoundException", 0), (400, "ResourceNotFoundException", 1), (400, "Odd", 1)]
)
def test_errors_have_the_status_of_their_code(status, code, count):
    headers = {"content-type": "application/json", "x-amzn-errortype": code}
    assert len(json_problems(GET, {"status_code": status, "headers": headers, "body": b'{"message": "m"}'})) == count
