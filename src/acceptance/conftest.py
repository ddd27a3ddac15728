"""What the acceptance tests share. Every answer that boto3 gets is validated against botocore's model of it."""

import pytest
from alerting import Alerting
from clocks import Settling
from observation import Observation
from processes import ROOT, exporter, wait_for
from prometheus import Prometheus
from replicas import Replicas
from simulation import Aws


# What must run for minutes, in the order in which it begins. Tests of all but the first would wait for it.
LONG = ("observed", "scraped", "settling", "alerting", "replicated")


def pytest_collection_modifyitems(items):
    """Puts the tests that would wait behind all others."""
    items.sort(key=lambda item: not set(LONG[1:]).isdisjoint(item.fixturenames))


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
    for long in LONG:
        if is_needed(long, request):
            request.getfixturevalue(long)


def is_needed(fixture, request):
    return any(fixture in item.fixturenames for item in request.session.items)


@pytest.fixture(scope="session")
def demo():
    process = exporter("demo", "demo")
    yield process
    assert process.stop() == 0


@pytest.fixture(scope="session")
def scraped(demo, tmp_path_factory):
    """A Prometheus that scrapes the demo beside the other tests."""
    folder = tmp_path_factory.mktemp("scraped")
    prometheus = Prometheus("scraped", folder, {"bedrock-batch-exporter": [f"127.0.0.1:{demo.port}"]}, every="2s")
    yield prometheus
    prometheus.stop()


@pytest.fixture(scope="session")
def watched(scraped):
    """The same, when it has two minutes of samples."""
    enough = "count_over_time(bedrock_batch_exporter_build_info[1h]) >= 60"
    wait_for("two minutes of samples", lambda: scraped.query(enough), 4 * 60)
    return scraped


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


@pytest.fixture(scope="session")
def replicated(request, tmp_path_factory):
    """Minutes of replicas that are killed in turn, which begin after those of alerts."""
    others = [request.getfixturevalue("alerting").end] if is_needed("alerting", request) else []
    stage = Replicas(tmp_path_factory.mktemp("replicas"), others)
    yield stage
    stage.close()


@pytest.fixture(scope="session")
def settling(tmp_path_factory):
    """Minutes of a clock that is ahead, which go on beside the other tests."""
    stage = Settling(tmp_path_factory.mktemp("settling"))
    yield stage
    stage.close()
