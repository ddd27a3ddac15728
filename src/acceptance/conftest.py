"""What the acceptance tests share. Every answer that boto3 gets is validated against botocore's model of it."""

import pytest
from alerting import Alerting
from observation import Observation
from processes import ROOT, exporter
from simulation import Aws


@pytest.fixture(scope="session")
def aws():
    """A simulator of src/acceptance/fleet.yml."""
    process = exporter("simulator", "simulator", f"--simulator.file={ROOT}/src/acceptance/fleet.yml")
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
