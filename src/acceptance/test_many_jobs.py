"""Ten thousand jobs: what is sent for a page is bounded, and each job is found once. It prints times beside those of /metrics."""

import json
import statistics
import time

import pytest
from observation import configuration
from processes import exporter, http, wait_for
from simulation import scripted_aws

JOBS = 10_000
TIMES = 9
KIB = 1024
# The most bytes of each answer.
BOUNDS = {
    "": 40 * KIB,
    "jobs": 150 * KIB,
    "jobs?name=many-9": 150 * KIB,
    "transitions": 150 * KIB,
    "api/v1/jobs": 150 * KIB,
    "api/v1/jobs?limit=1000": 1500 * KIB,
    "api/v1/transitions": 150 * KIB,
}
SCRIPT = f"""
jobs:
- {{name: many, submitted: -{JOBS}m, every: 1m, count: {JOBS}, timeline: {{validating: 1h, in_progress: 100d}}}}
"""


@pytest.fixture(scope="module")
def daemon(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    aws = scripted_aws(folder, "many-simulator", SCRIPT)
    file = configuration(folder, aws, "many")
    file.write_text(file.read_text().replace("interval: 1s", "interval: 1h").replace("us-east-1, us-west-2", "us-east-1"))
    process = exporter("many-daemon", f"--config.file={file}")
    wait_for("all jobs", lambda: f">{JOBS:,}<".encode() in http(f"{process.url}/")[1])
    yield process
    assert process.stop() == 0
    aws.process.stop()


def measured(url):
    """The bytes of an answer, and the median of the seconds that it takes."""
    seconds, size = [], 0
    for _ in range(TIMES):
        begin = time.perf_counter()
        size = len(http(url)[1])
        seconds.append(time.perf_counter() - begin)
    return size, statistics.median(seconds)


def test_pages_are_bounded(daemon):
    size, metrics = measured(f"{daemon.url}/metrics")
    print(f"/metrics: {size / KIB:.0f} KiB, {metrics * 1000:.1f} ms")
    too_large = {}
    for path, bound in BOUNDS.items():
        size, seconds = measured(f"{daemon.url}/{path}")
        print(f"/{path}: {size / KIB:.0f} KiB, {seconds * 1000:.1f} ms, {seconds / metrics:.2f} x /metrics")
        if size > bound:
            too_large[path] = size
    assert too_large == {}


def test_the_api_pages_through_all(daemon):
    ids, pages, cursor = [], 0, ""
    while cursor is not None:
        data = json.loads(http(f"{daemon.url}/api/v1/jobs?limit=1000{cursor and '&cursor='}{cursor}")[1])["data"]
        ids += [item["job_id"] for item in data["items"]]
        cursor = data.get("next_cursor")
        pages += 1
    assert pages in (JOBS // 1000, JOBS // 1000 + 1)
    assert len(set(ids)) == len(ids) == JOBS
