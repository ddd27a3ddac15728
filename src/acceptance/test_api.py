"""The API of a demo, judged by schemathesis and the validator of OpenAPI on the document that it gives away."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from processes import LOGS, ROOT, http, wait_for

DOCUMENT = "api/v1/openapi.json"
PHASES = "examples,coverage,fuzzing"
EXAMPLES = 40  # of each operation, in the phase of fuzzing
SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")


@pytest.fixture(scope="module")
def url(demo):
    wait_for("a failed job", lambda: json.loads(http(f"{demo.url}/api/v1/jobs?status=Failed")[1])["data"]["items"])
    return demo.url


@pytest.fixture(scope="module")
def document(url):
    return json.loads(http(f"{url}/{DOCUMENT}")[1])


@pytest.fixture(scope="module")
def judgement(url):
    """How schemathesis ended, what it said, and the numbers of its answers by path and status."""
    report = LOGS / "schemathesis.ndjson"
    LOGS.mkdir(parents=True, exist_ok=True)
    command = [
        SCHEMATHESIS, "run", f"{url}/{DOCUMENT}", "--checks", "all", "--phases", PHASES, "--max-examples", str(EXAMPLES),
        "--generation-deterministic", "--continue-on-failure", "--report", "ndjson", "--report-ndjson-path", report,
    ]  # fmt: skip
    hooks = {"PYTHONPATH": f"{ROOT}/src/acceptance", "SCHEMATHESIS_HOOKS": "requests_that_fit", "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(command, env=os.environ | hooks, cwd=LOGS, capture_output=True, text=True, timeout=300)
    return ended, answers(report)


def answers(report):
    """The numbers of answers by the method and the status."""
    found = Counter()
    for line in report.read_text().splitlines():
        for method, status in exchanges(json.loads(line)):
            found[method, status] += 1
    return found


def exchanges(node):
    """The method and the status of each request in an event, however deep they are."""
    if isinstance(node, dict):
        request, response = node.get("request"), node.get("response")
        if isinstance(request, dict) and isinstance(response, dict) and "method" in request:
            yield request["method"], response["status_code"]
        for value in node.values():
            yield from exchanges(value)
    elif isinstance(node, list):
        for value in node:
            yield from exchanges(value)


def test_the_document_is_valid(document):
    OpenAPIV31SpecValidator(document).validate()


def test_schemathesis_finds_nothing(judgement):
    ended, _ = judgement
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_schemathesis_tried_what_is_right_and_what_is_wrong(judgement):
    _, found = judgement
    print(dict(found))
    assert found["GET", 200] > 50
    assert found["GET", 400] > 50
    assert found["GET", 404] > 0
    assert sum(count for (method, status), count in found.items() if status == 405) > 10
    assert {status for _, status in found} <= {200, 400, 404, 405}
