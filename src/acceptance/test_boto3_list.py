"""boto3 lists jobs: each filter, each order, each size of page, and tokens."""

from datetime import datetime, timedelta, timezone

import pytest
from botocore.exceptions import ClientError

STATUSES = [
    "Submitted", "Validating", "Scheduled", "InProgress", "Stopping",
    "Completed", "PartiallyCompleted", "Failed", "Stopped", "Expired",
]  # fmt: skip
BY_AGE = [f"status-{status.lower()}" for status in STATUSES]
MANY = 2345


def names(answer):
    return [job["jobName"] for job in answer["invocationJobSummaries"]]


def listed(bedrock, **filters):
    return names(bedrock.list_model_invocation_jobs(**{"nameContains": "status-"} | filters))


@pytest.fixture(scope="session")
def many(aws):
    return aws.client(region="eu-west-1")


def test_newest_first_unless_asked_otherwise(bedrock):
    assert listed(bedrock) == BY_AGE
    assert listed(bedrock, sortBy="CreationTime") == BY_AGE
    assert listed(bedrock, sortBy="CreationTime", sortOrder="Descending") == BY_AGE
    assert listed(bedrock, sortBy="CreationTime", sortOrder="Ascending") == BY_AGE[::-1]


@pytest.mark.parametrize("status", STATUSES)
def test_status_equals(bedrock, status):
    assert listed(bedrock, statusEquals=status) == [f"status-{status.lower()}"]


def test_name_contains(bedrock):
    assert listed(bedrock, nameContains="stop") == ["status-stopping", "status-stopped"]
    assert listed(bedrock, nameContains="STATUS") == []
    assert listed(bedrock, nameContains="old.") == ["old.failed-in-progress", "old.without-counts"]


def test_times_of_submission(bedrock):
    jobs = bedrock.list_model_invocation_jobs(nameContains="status-")["invocationJobSummaries"]
    third, fifth = jobs[2]["submitTime"], jobs[4]["submitTime"]
    moment = timedelta(milliseconds=1)
    assert listed(bedrock, submitTimeAfter=third) == BY_AGE[:2]
    assert listed(bedrock, submitTimeAfter=third - moment) == BY_AGE[:3]
    assert listed(bedrock, submitTimeBefore=third) == BY_AGE[3:]
    assert listed(bedrock, submitTimeBefore=third + moment) == BY_AGE[2:]
    assert listed(bedrock, submitTimeAfter=fifth, submitTimeBefore=third) == BY_AGE[3:4]
    india = timezone(timedelta(hours=5, minutes=30))
    assert listed(bedrock, submitTimeAfter=third.astimezone(india)) == BY_AGE[:2]
    assert listed(bedrock, submitTimeAfter=datetime.now(timezone.utc)) == []


def test_filters_narrow_each_other(bedrock):
    (failed,) = bedrock.list_model_invocation_jobs(statusEquals="Failed", nameContains="status-")["invocationJobSummaries"]
    newer = {"submitTimeAfter": failed["submitTime"]}
    assert listed(bedrock, statusEquals="Completed", **newer) == ["status-completed"]
    assert listed(bedrock, statusEquals="Expired", **newer) == []


def test_list_leaves_out_reason_and_token_and_get_agrees_on_the_rest(bedrock):
    arn = bedrock.create_model_invocation_job(
        jobName="listed",
        clientRequestToken="secret",
        roleArn="arn:aws:iam::123456789012:role/batch",
        modelId="amazon.nova-lite-v1:0",
        inputDataConfig={"s3InputDataConfig": {"s3Uri": "s3://input/a.jsonl"}},
        outputDataConfig={"s3OutputDataConfig": {"s3Uri": "s3://output/"}},
        vpcConfig={"subnetIds": ["subnet-0a"], "securityGroupIds": ["sg-01"]},
    )["jobArn"]
    settled = BY_AGE[5:] + ["old.failed-in-progress", "old.without-counts"]
    summaries = {job["jobName"]: job for job in bedrock.list_model_invocation_jobs()["invocationJobSummaries"]}
    for summary in [summaries[name] for name in settled]:
        detail = bedrock.get_model_invocation_job(jobIdentifier=summary["jobArn"])
        assert detail["ResponseMetadata"] and set(detail) - set(summary) <= {"ResponseMetadata", "message"}
        assert {name: detail[name] for name in summary} == summary
    for own in ("status-failed", "status-expired", "listed"):
        assert not {"message", "clientRequestToken"} & set(summaries[own])
    assert bedrock.get_model_invocation_job(jobIdentifier=arn)["clientRequestToken"] == "secret"
    assert summaries["listed"]["vpcConfig"]["subnetIds"] == ["subnet-0a"]


def test_model_ids_come_back_as_arns(bedrock):
    models = {job["modelId"] for job in bedrock.list_model_invocation_jobs(nameContains="old.")["invocationJobSummaries"]}
    assert models == {
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0",
        "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0",
    }


@pytest.mark.parametrize("order", ["Ascending", "Descending"])
@pytest.mark.parametrize("size", [1, 3, 9, 10, 11])
def test_pages_join_without_gap_or_repeat(bedrock, size, order):
    paginator = bedrock.get_paginator("list_model_invocation_jobs")
    pages = list(paginator.paginate(nameContains="status-", maxResults=size, sortOrder=order))
    assert [job for page in pages for job in names(page)] == (BY_AGE if order == "Descending" else BY_AGE[::-1])
    assert [len(names(page)) for page in pages] == [size] * (10 // size) + [10 % size] * (10 % size > 0)


@pytest.mark.parametrize("size, pages", [(1000, [1000, 1000, 345]), (None, [100] * 23 + [45])])
def test_pages_of_many_jobs(many, size, pages):
    paginator = many.get_paginator("list_model_invocation_jobs")
    config = {"PageSize": size} if size else {}
    answers = list(paginator.paginate(sortOrder="Ascending", PaginationConfig=config))
    assert [len(names(answer)) for answer in answers] == pages
    assert [job for answer in answers for job in names(answer)] == [f"many-{n:04}" for n in range(1, MANY + 1)]


def test_a_walk_goes_on_from_where_its_client_stopped(many):
    paginator = many.get_paginator("list_model_invocation_jobs")
    half = paginator.paginate(PaginationConfig={"MaxItems": 1500, "PageSize": 1000}).build_full_result()
    rest = paginator.paginate(PaginationConfig={"StartingToken": half["NextToken"], "PageSize": 1000}).build_full_result()
    assert len(set(names(half)) | set(names(rest))) == MANY == len(names(half)) + len(names(rest))


def test_regions_and_accounts_see_their_own_jobs(aws, many):
    assert names(many.list_model_invocation_jobs(nameContains="status-")) == []
    assert names(aws.client(account="210987654321").list_model_invocation_jobs()) == []


@pytest.mark.parametrize("bad", [
    {"nextToken": "garbage"},
    {"nextToken": "!"},
    {"nextToken": "x" * 2049},
    {"maxResults": 0},
    {"maxResults": 1001},
    {"statusEquals": "Done"},
    {"sortBy": "Name"},
    {"sortOrder": "Sideways"},
    {"nameContains": "n" * 64},
    {"nameContains": "-not-a-name"},
    {"nameContains": ""},
], ids=str)  # fmt: skip
def test_what_the_model_does_not_allow_is_refused(aws, bad):
    bedrock = aws.client(parameter_validation=False)
    with pytest.raises(ClientError) as error:
        bedrock.list_model_invocation_jobs(**bad)
    assert error.value.response["Error"]["Code"] == "ValidationException"
    assert next(iter(bad)) in error.value.response["Error"]["Message"]
