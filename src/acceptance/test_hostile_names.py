"""Names out of AWS that harm those who show them as they are: in pages, in the API, in metrics and in the log."""

import json
import unicodedata

import pytest
from browser import DESKTOP, PHONE, Tab, chromium
from hostile_aws import NAMES, HostileAws, job, job_id
from observation import configuration
from processes import exporter, http, wait_for
from prometheus_client.parser import text_string_to_metric_families

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # categories of characters that nobody sees, or that turn writing around
LOOKS = {"desktop": DESKTOP, "phone": PHONE}


@pytest.fixture(scope="module")
def daemon(tmp_path_factory):
    aws = HostileAws()
    file = configuration(tmp_path_factory.mktemp("hostile"), aws, "hostile")
    file.write_text(file.read_text().replace("us-east-1, us-west-2", "us-east-1"))
    process = exporter("hostile-daemon", f"--config.file={file}")
    wait_for("all jobs", lambda: len(items(process.url, "jobs")) == len(NAMES))
    aws.fail()
    wait_for("all to fail", lambda: len(items(process.url, "transitions?to=Failed")) == len(NAMES))
    yield process
    assert process.stop() == 0
    aws.close()


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module", params=LOOKS)
def tab(request, browser, daemon):
    with Tab(browser, daemon.url, LOOKS[request.param]) as tab:
        yield tab


@pytest.fixture(scope="module")
def phone(browser, daemon):
    with Tab(browser, daemon.url, PHONE) as tab:
        yield tab


def shown_name(key):
    """The id in place of a name that is none."""
    return NAMES[key] if NAMES[key].strip() else job_id(key)


def items(url, path):
    """What the API lists, by the ids of jobs."""
    return {item["job_id"]: item for item in json.loads(http(f"{url}/api/v1/{path}")[1])["data"]["items"]}


def visible(text):
    """As people are shown it."""
    hidden = lambda c: unicodedata.category(c) in UNSEEN  # noqa: E731
    return "".join((f"\\u{ord(c):04X}" if ord(c) < 0x10000 else f"\\U{ord(c):08X}") if hidden(c) else c for c in text)


def shown(page):
    """All that a page shows, but for the lines that its own elements make."""
    return page.locator("body").inner_text().replace("\n", " ").replace("\t", " ")


def check(tab):
    tab.check()
    assert tab.page.title().endswith(" · bedrock-batch-exporter")
    assert tab.page.locator("script, img, iframe, [onmouseover], [onerror]").count() == 0
    assert [c for c in shown(tab.page) if unicodedata.category(c) in UNSEEN] == []


@pytest.mark.parametrize("path", ["", "jobs", "transitions"])
def test_a_page_is_unharmed(tab, path):
    assert tab.open(path).status == 200
    check(tab)


@pytest.mark.parametrize("path", ["jobs", "transitions?to=Failed"])
def test_each_name_is_shown(tab, path):
    tab.open(path)
    names = tab.page.eval_on_selector_all("tbody th a", "links => links.map(a => a.textContent)")
    assert sorted(names) == sorted(visible(shown_name(key)) for key in NAMES)


@pytest.mark.parametrize("key", NAMES)
def test_a_job_is_unharmed_behind_its_link(phone, key):
    phone.open("jobs")
    phone.page.locator(f"tbody th a[href*={job_id(key)}]").click()
    assert phone.page.locator("h1").text_content() == visible(shown_name(key))
    assert visible(NAMES[key]) in phone.page.locator(".why p").text_content()
    check(phone)


def test_the_api_tells_them_as_they_are(daemon):
    body = http(f"{daemon.url}/api/v1/jobs")[1].decode()
    assert [c for c in body.rstrip("\n") if unicodedata.category(c) == "Cc"] == []
    for key in NAMES:
        item, truth = items(daemon.url, "jobs")[job_id(key)], job(key)
        assert item["job_name"] == shown_name(key)
        assert item["model_id"] == truth["modelId"]
        assert item["failure_message"].startswith("reason")
        assert item["output_s3_uri"] == truth["outputDataConfig"]["s3OutputDataConfig"]["s3Uri"]


def test_metrics_and_log_survive_them(daemon):
    names = {shown_name(key) for key in NAMES}
    families = text_string_to_metric_families(http(f"{daemon.url}/metrics")[1].decode())
    samples = [sample for family in families for sample in family.samples]
    assert {sample.labels["job_name"] for sample in samples if "job_name" in sample.labels} == names
    wait_for("each to be told", lambda: told(daemon).keys() == names)
    assert all(event["failure_message"].startswith("reason") for event in told(daemon).values())


def told(daemon):
    """The transitions in the log by the names of the jobs. Only a line feed ends a line."""
    lines = daemon.output().split("\n")[:-1]
    return {event["job_name"]: event for event in map(json.loads, lines) if event.get("to") == "Failed"}
