"""A simulator of AWS as boto3 sees it, and what only it knows: its faults, and the truth about each job."""

import json

import boto3
from botocore.config import Config
from processes import exporter, http
from shapes import check_answer

ACCOUNT = "123456789012"
OUTCOMES = "Completed CompletedWithErrors PartiallyCompleted Failed FailedInProgress Stopped Expired".split()
TERMINAL = {"Completed", "PartiallyCompleted", "Failed", "Stopped", "Expired"}


class Aws:
    """A simulator, as boto3 sees it."""

    def __init__(self, process):
        self.process = process
        self.url = process.url

    def client(self, service="bedrock", region="us-east-1", account="simulated", parameter_validation=True, **keys):
        """A client that tries once; botocore's own check of parameters can be left out, so that the service must refuse."""
        keys = {"aws_access_key_id": account, "aws_secret_access_key": "simulated"} | keys
        config = Config(retries={"total_max_attempts": 1}, parameter_validation=parameter_validation)
        client = boto3.client(service, region_name=region, endpoint_url=self.url, config=config, **keys)
        client.meta.events.register("before-parse", judged)
        return client

    def jobs(self, account=None):
        """What the simulator itself says of each job, or of those of one account."""
        jobs = json.loads(http(f"{self.url}/simulator/jobs")[1])["jobs"]
        return [job for job in jobs if account in (None, job["account"])]

    def truth(self):
        """What the simulator itself says of each job, by its name."""
        return {job["jobName"]: job for job in self.jobs()}

    def fault(self, **rule):
        """Lets a request go wrong, once unless the rule says how often. Returns the number of the rule."""
        return self.lasting_fault(**{"times": 1} | rule)

    def lasting_fault(self, **rule):
        """Lets requests go wrong until the rule is taken away. Returns the number of the rule."""
        return json.loads(http(f"{self.url}/simulator/faults", "POST", json.dumps(rule).encode())[1])["id"]

    def heal(self, rule):
        """Takes a rule away. Requests that hang because of it end."""
        http(f"{self.url}/simulator/faults/{rule}", "DELETE")

    def create(self, prefix, account=ACCOUNT, outcomes=OUTCOMES, region="us-east-1"):
        """Submits a job of each outcome."""
        bedrock = self.client(account=account, region=region)
        for number, outcome in enumerate(outcomes):
            bedrock.create_model_invocation_job(
                jobName=f"{prefix}-{number:03}",
                roleArn=f"arn:aws:iam::{account}:role/batch",
                modelId="anthropic.claude-3-haiku-20240307-v1:0",
                inputDataConfig={"s3InputDataConfig": {"s3Uri": "s3://input/a.jsonl"}},
                outputDataConfig={"s3OutputDataConfig": {"s3Uri": "s3://output/"}},
                tags=[{"key": "simulator:outcome", "value": outcome}],
            )


def judged(operation_model, response_dict, **_):
    check_answer(operation_model, response_dict)


def scripted_aws(folder, name, script):
    file = folder / f"{name}.yml"
    file.write_text(script)
    return Aws(exporter(name, "simulator", f"--simulator.file={file}"))


def quick_aws(folder, name, more=""):
    """A simulator in which each job that is created ends within some seconds."""
    return scripted_aws(folder, name, f"speed: 500\n{more}")
