"""Tags that boto3 sets on jobs become labels, in each format, and follow what boto3 changes."""

import json

import expositions
import pytest
from expositions import OPENMETRICS, PROTOBUF, TEXT, scrape
from processes import exporter, http, wait_for
from simulation import ACCOUNT, scripted_aws

FAMILY = "bedrock_batch_job_tags"
READERS = {TEXT: expositions.text, OPENMETRICS: expositions.open_metrics, PROTOBUF: expositions.protobuf}


@pytest.fixture(scope="module")
def aws(tmp_path_factory):
    """A simulator whose jobs run for longer than the test."""
    simulator = scripted_aws(tmp_path_factory.mktemp("tagged-aws"), "tagged-aws", "speed: 1\n")
    yield simulator
    simulator.process.stop()


def create(aws, name, tags):
    return aws.client().create_model_invocation_job(
        jobName=name,
        roleArn=f"arn:aws:iam::{ACCOUNT}:role/batch",
        modelId="amazon.nova-lite-v1:0",
        inputDataConfig={"s3InputDataConfig": {"s3Uri": "s3://input/a.jsonl"}},
        outputDataConfig={"s3OutputDataConfig": {"s3Uri": "s3://output/"}},
        tags=[{"key": key, "value": value} for key, value in tags.items()],
    )["jobArn"]


def write(file, aws, labels):
    file.write_text(
        f"poll: {{interval: 1s}}\naws: {{endpoint_url: '{aws.url}'}}\nstore: {{type: memory}}\n"
        f"discovery: [{{regions: [us-east-1]}}]\nmetrics: {{tag_labels: {json.dumps(labels)}}}\n"
    )


def shown(daemon, accept=TEXT):
    """The labels of tags by the name of their job."""
    family = READERS[accept](scrape(daemon.url, accept)[1]).get(FAMILY)
    series = [dict(labels) for _, labels in family.samples] if family else []
    return {
        labels["job_name"]: {name: value for name, value in labels.items() if name.startswith("tag_")} for labels in series
    }


def test_labels_follow_tags(aws, tmp_path):
    arn = create(aws, "nightly", {"team": "search", "cost:center": "a/b+c=d@e"})
    create(aws, "plain", {})
    file = tmp_path / "exporter.yml"
    write(file, aws, ["team", "cost:center"])
    daemon = exporter("tagged", f"--config.file={file}")
    try:
        # The job without any tag has no series yet, as AWS may index its tags late.
        first = {"nightly": {"tag_team": "search", "tag_cost_center": "a/b+c=d@e"}}
        wait_for(lambda: f"tags, which are {shown(daemon)}", lambda: shown(daemon) == first)
        assert all(shown(daemon, accept) == first for accept in READERS)

        aws.client().tag_resource(resourceARN=arn, tags=[{"key": "team", "value": "ads"}])
        aws.client().untag_resource(resourceARN=arn, tagKeys=["cost:center"])
        # Other labels have the tags asked for anew.
        write(file, aws, ["team", "cost:center", "owner"])
        http(f"{daemon.url}/-/reload", "POST")
        then = {"nightly": {"tag_team": "ads", "tag_cost_center": "", "tag_owner": ""}}
        wait_for(lambda: f"other tags, which are {shown(daemon)}", lambda: shown(daemon) == then)

        write(file, aws, ["team"])
        http(f"{daemon.url}/-/reload", "POST")
        assert shown(daemon) == {"nightly": {"tag_team": "ads"}}
    finally:
        assert daemon.stop() == 0
