"""The services beside Bedrock, as boto3 reads them: STS, and tags of jobs in bulk."""

from datetime import datetime, timedelta, timezone

import pytest
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::210987654321:role/team/bedrock-read"


def test_caller_identity(aws):
    identity = aws.client("sts").get_caller_identity()
    assert (identity["Account"], identity["Arn"]) == ("123456789012", "arn:aws:iam::123456789012:user/simulated")
    assert aws.client("sts", account="111122223333").get_caller_identity()["Account"] == "111122223333"


def test_an_assumed_role_is_another_account(aws):
    answer = aws.client("sts").assume_role(RoleArn=ROLE, RoleSessionName="judge", DurationSeconds=900, ExternalId="x1")
    expected = datetime.now(timezone.utc) + timedelta(seconds=900)
    credentials = answer["Credentials"]
    assert abs(credentials["Expiration"] - expected) < timedelta(seconds=30)
    session = "arn:aws:sts::210987654321:assumed-role/bedrock-read/judge"
    assert answer["AssumedRoleUser"]["Arn"] == session
    keys = {
        "aws_access_key_id": credentials["AccessKeyId"],
        "aws_secret_access_key": credentials["SecretAccessKey"],
        "aws_session_token": credentials["SessionToken"],
    }
    identity = aws.client("sts", **keys).get_caller_identity()
    assert (identity["Account"], identity["Arn"]) == ("210987654321", session)
    assert aws.client(**keys).list_model_invocation_jobs()["invocationJobSummaries"] == []


@pytest.mark.parametrize("bad", [
    {"RoleArn": "arn:aws:iam::210987654321:user/someone"},
    {"RoleSessionName": "no spaces"},
    {"RoleSessionName": "s" * 65},
    {"DurationSeconds": 899},
    {"DurationSeconds": 43201},
], ids=str)  # fmt: skip
def test_a_role_that_cannot_be_assumed(aws, bad):
    sts = aws.client("sts", parameter_validation=False)
    with pytest.raises(ClientError) as error:
        sts.assume_role(**{"RoleArn": ROLE, "RoleSessionName": "judge"} | bad)
    assert error.value.response["Error"]["Code"] == "ValidationError"


@pytest.mark.parametrize("operation", ["AssumeRole", "GetCallerIdentity"])
def test_sts_denies(aws, operation):
    aws.fault(operation=operation, kind="error", code="AccessDenied", status=403)
    sts = aws.client("sts")
    call = sts.get_caller_identity if operation == "GetCallerIdentity" else sts.assume_role
    with pytest.raises(ClientError) as error:
        call(**{} if operation == "GetCallerIdentity" else {"RoleArn": ROLE, "RoleSessionName": "judge"})
    assert error.value.response["Error"]["Code"] == "AccessDenied"
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


def tagged(aws, **filters):
    """The tags of each job by the end of its ARN, over all pages."""
    pages = aws.client("resourcegroupstaggingapi").get_paginator("get_resources").paginate(**filters)
    resources = [resource for page in pages for resource in page["ResourceTagMappingList"]]
    return [{tag["Key"]: tag["Value"] for tag in resource["Tags"]} for resource in resources]


SEARCH, SALES = {"team": "search", "stage": "production"}, {"team": "sales", "stage": "production"}


@pytest.mark.parametrize("filters, teams", [
    ({"ResourceTypeFilters": ["bedrock:model-invocation-job"]}, [SEARCH, SALES, {"team": "search"}]),
    ({"ResourceTypeFilters": ["s3"]}, []),
    ({"TagFilters": [{"Key": "stage"}]}, [SEARCH, SALES]),
    ({"TagFilters": [{"Key": "team", "Values": ["search"]}]}, [SEARCH, {"team": "search"}]),
    ({"TagFilters": [{"Key": "stage"}, {"Key": "team", "Values": ["sales", "none"]}]}, [SALES]),
    ({"TagFilters": [{"Key": "team", "Values": ["none"]}]}, []),
    ({"TagFilters": [{"Key": "team"}], "ResourcesPerPage": 1}, [SEARCH, SALES, {"team": "search"}]),
], ids=str)  # fmt: skip
def test_tags_of_running_and_finished_jobs(aws, filters, teams):
    by_text = {"key": lambda tags: sorted(tags.items())}
    assert sorted(tagged(aws, **{"TagFilters": [{"Key": "team"}]} | filters), **by_text) == sorted(teams, **by_text)


def test_tags_by_arn(aws, bedrock):
    arn = bedrock.list_model_invocation_jobs(nameContains="tagged-done")["invocationJobSummaries"][0]["jobArn"]
    resources = aws.client("resourcegroupstaggingapi").get_resources(ResourceARNList=[arn])
    assert [each["ResourceARN"] for each in resources["ResourceTagMappingList"]] == [arn]
    assert resources["PaginationToken"] == ""


def test_a_page_of_tags_that_is_too_large(aws):
    with pytest.raises(ClientError) as error:
        aws.client("resourcegroupstaggingapi").get_resources(ResourcesPerPage=101)
    assert error.value.response["Error"]["Code"] == "InvalidParameterException"


def test_tags_that_change(aws, bedrock):
    arn = bedrock.list_model_invocation_jobs(nameContains="tagged-done")["invocationJobSummaries"][0]["jobArn"]
    before = bedrock.list_tags_for_resource(resourceARN=arn)["tags"]
    bedrock.tag_resource(resourceARN=arn, tags=[{"key": "stage", "value": "review"}])
    try:
        assert {"key": "stage", "value": "review"} in bedrock.list_tags_for_resource(resourceARN=arn)["tags"]
        resources = aws.client("resourcegroupstaggingapi").get_resources(ResourceARNList=[arn])
        assert {"Key": "stage", "Value": "review"} in resources["ResourceTagMappingList"][0]["Tags"]
    finally:
        bedrock.untag_resource(resourceARN=arn, tagKeys=["stage"])
        if before:
            bedrock.tag_resource(resourceARN=arn, tags=before)
    assert bedrock.list_tags_for_resource(resourceARN=arn)["tags"] == before


@pytest.mark.parametrize("beside", [
    {"TagFilters": [{"Key": "team"}]},
    {"ResourceTypeFilters": ["bedrock"]},
    {"ResourcesPerPage": 10},
], ids=str)  # fmt: skip
def test_arns_and_filters_exclude_each_other(aws, bedrock, beside):
    arn = bedrock.list_model_invocation_jobs(nameContains="tagged-done")["invocationJobSummaries"][0]["jobArn"]
    with pytest.raises(ClientError) as error:
        aws.client("resourcegroupstaggingapi").get_resources(ResourceARNList=[arn], **beside)
    assert error.value.response["Error"]["Code"] == "InvalidParameterException"
