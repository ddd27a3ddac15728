"""What the judges share. Every answer that boto3 gets is validated against botocore's model of it."""

import json

import boto3
import pytest
from alerting import Alerting
from botocore.config import Config
from observation import Observation
from processes import ROOT, exporter, http
from shapes import check_answer

ACCOUNT = "123456789012"


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

    def truth(self):
        """What the simulator itself says of each job, by its name."""
        jobs = json.loads(http(f"{self.url}/simulator/jobs")[1])["jobs"]
        return {job["jobName"]: job for job in jobs}

    def fault(self, **rule):
        """Lets a request go wrong, once."""
        http(f"{self.url}/simulator/faults", "POST", json.dumps({"times": 1} | rule).encode())


def judged(operation_model, response_dict, **_):
    check_answer(operation_model, response_dict)


@pytest.fixture(scope="session")
def aws():
    """A simulator of .ci/judges/fleet.yml."""
    process = exporter("simulator", "simulator", f"--simulator.file={ROOT}/.ci/judges/fleet.yml")
    yield Aws(process)
    process.stop()


@pytest.fixture(scope="session")
def strict_aws(tmp_path_factory):
    """A simulator that takes two requests a second, and whose jobs Get does not find for an hour."""
    script = tmp_path_factory.mktemp("strict") / "simulator.yml"
    script.write_text("rate: 2\nnot_found_for: 1h\njobs:\n- {name: new}\n- {name: new, account: '210987654321'}\n")
    process = exporter("strict-simulator", "simulator", f"--simulator.file={script}")
    yield Aws(process)
    process.stop()


@pytest.fixture(scope="session")
def bedrock(aws):
    return aws.client()


@pytest.fixture(scope="session", autouse=True)
def early(request):
    """Starts what must run for minutes before the first test, if any test is about it."""
    for long in ("alerting", "observed"):
        if any(long in item.fixturenames for item in request.session.items):
            request.getfixturevalue(long)


@pytest.fixture(scope="session")
def demo():
    process = exporter("demo", "demo")
    yield process
    assert process.stop() == 0


@pytest.fixture(scope="session")
def observed(demo, tmp_path_factory):
    """Prometheus' observation of two minutes, which goes on beside the other tests."""
    observation = Observation(tmp_path_factory.mktemp("observation"), demo)
    yield observation
    observation.close()


@pytest.fixture(scope="session")
def alerting(tmp_path_factory):
    """Minutes of alerts, which go on beside the other tests."""
    stage = Alerting(tmp_path_factory.mktemp("alerting"))
    yield stage
    stage.close()
