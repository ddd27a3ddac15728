"""The pages of a demo in Chromium: axe judges them, and a keyboard, a phone, the dark and a browser without script use them."""

import json
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from browser import DESKTOP, PHONE, Tab, chromium, job_links
from processes import http, wait_for

UNKNOWN = "jobs/123456789012/us-east-1/zzzzzzzzzzzz"
PAGES = {
    "fleet": ("", 200),
    "jobs": ("jobs", 200),
    "filtered": ("jobs?status=Failed&status=Expired&region=us-east-1", 200),
    "no match": ("jobs?name=nosuchname", 200),
    "failed job": (None, 200),
    "transitions": ("transitions", 200),
    "unknown job": (UNKNOWN, 404),
    "bad parameter": ("transitions?to=Running", 400),
}
LOOKS = {"desktop": (DESKTOP, "light"), "dark": (DESKTOP, "dark"), "phone": (PHONE, "light"), "dark phone": (PHONE, "dark")}
FOCUSED = """() => {
    const focused = document.activeElement, style = getComputedStyle(focused), box = focused.getBoundingClientRect()
    return {
        name: focused.name || focused.id || focused.textContent.trim(),
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
        seen: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
    }
}"""


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def url(demo):
    wait_for("polls of the demo", lambda: jobs(demo.url, "status=Failed") and jobs(demo.url, "status=InProgress"))
    return demo.url


@pytest.fixture
def tab(browser, url):
    with Tab(browser, url) as tab:
        yield tab


@pytest.fixture(scope="module", params=LOOKS)
def look(request, browser, url):
    viewport, scheme = LOOKS[request.param]
    with Tab(browser, url, viewport, color_scheme=scheme) as tab:
        yield tab


def jobs(url, query=""):
    return json.loads(http(f"{url}/api/v1/jobs?limit=1000&{query}")[1])["data"]["items"]


def failed_job(url):
    job = jobs(url, "status=Failed")[0]
    return f"jobs/{job['account_id']}/{job['region']}/{job['job_id']}"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with_a_page(look, url, name):
    path, status = PAGES[name]
    assert look.open(failed_job(url) if path is None else path).status == status
    look.check()


def test_the_table_of_the_chart(look):
    look.open()
    look.page.locator("summary").click()
    assert look.page.locator("details tbody tr").count() in (24, 25)
    look.check()


FAULTS = {
    "elsewhere": ("<img alt='' src='http://127.0.0.2:9/x.png'>", lambda tab: tab.complaints),
    "policy": ("<p style='color: red'>x</p>", lambda tab: tab.complaints),
    "too wide": ("<pre>" + "x" * 999 + "</pre>", lambda tab: tab.overflow() > 0),
    "unnamed": ("<a href='jobs'></a>", lambda tab: "link-name" in (tab.violations() or "")),
    "pale": ("<p class='pale'>too pale</p>", lambda tab: "color-contrast" in (tab.violations() or "")),
}


@pytest.mark.parametrize("name", FAULTS)
def test_the_judge_finds_a_fault(tab, name):
    html, found = FAULTS[name]
    tab.open()
    tab.check()
    tab.page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", html)
    tab.page.eval_on_selector_all(".pale", "all => all.forEach(p => p.style.color = '#ccc')")
    wait_for("the fault to be found", lambda: (tab.page.wait_for_timeout(50), found(tab))[1], 10)


def test_looks_differ(browser, url):
    grounds = set()
    for scheme in ("light", "dark"):
        with Tab(browser, url, color_scheme=scheme) as tab:
            tab.open()
            grounds.add(tab.page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2


@pytest.mark.parametrize("path", ["jobs", "transitions"])
def test_the_keyboard_reaches_everything_in_order(tab, path):
    tab.open(path)
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate(FOCUSED) == {"name": "Skip to content", "outlined": True, "seen": True}
    tab.page.keyboard.press("Enter")
    assert tab.page.evaluate("document.activeElement.id") == "main"
    selector = "form input, form select, form button"
    fields = tab.page.eval_on_selector_all(selector, "all => all.map(f => f.name || f.textContent)")
    for field in fields:
        tab.page.keyboard.press("Tab")
        assert tab.page.evaluate(FOCUSED) == {"name": field, "outlined": True, "seen": True}
    assert fields[-1] == "Filter"


def test_the_keyboard_filters(tab):
    tab.open("jobs")
    tab.page.locator("#name").focus()
    tab.page.keyboard.type("ZE-C")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**name=ZE-C**")
    names = tab.page.locator("tbody th a").all_inner_texts()
    assert names and all("ze-c" in name for name in names)


def test_the_filter_works_without_script(browser, url):
    with Tab(browser, url, java_script_enabled=False) as tab:
        tab.open("jobs")
        tab.page.get_by_label("Failed", exact=True).check()
        tab.page.get_by_label("Region").select_option("us-east-1")
        tab.page.get_by_role("button", name="Filter").click()
        asked = parse_qs(urlsplit(tab.page.url).query)
        assert asked == {"status": ["Failed"], "region": ["us-east-1"]}
        assert set(tab.page.locator("tbody .status").all_inner_texts()) == {"Failed"}
        assert tab.page.get_by_label("Failed", exact=True).is_checked()
        tab.page.get_by_role("link", name="Clear filter").click()
        assert urlsplit(tab.page.url).query == ""


def test_refreshes_where_asked(tab):
    assert "refresh" not in tab.open("jobs?status=Failed").headers
    with tab.page.expect_response("**refresh=15**") as answer:
        tab.page.get_by_role("link", name="Refresh every 15 s").click()
    assert answer.value.headers["refresh"] == "15"
    assert tab.page.get_by_label("Failed", exact=True).is_checked()
    with tab.page.expect_response(lambda response: "refresh" not in response.url) as answer:
        tab.page.get_by_role("link", name="Stop").click()
    assert "refresh" not in answer.value.headers


def test_a_refresh_comes(tab):
    tab.open("?refresh=5")
    first = tab.page.locator("footer time").get_attribute("datetime")
    with tab.page.expect_navigation(timeout=20_000):
        pass
    assert tab.page.locator("footer time").get_attribute("datetime") > first


def test_pages_of_jobs_show_each_job_once(tab, url):
    before = {job["job_id"] for job in jobs(url)}
    tab.open("jobs")
    seen = list(job_links(tab.page))
    while tab.page.get_by_role("link", name="Older").count():
        tab.page.get_by_role("link", name="Older").click()
        seen += job_links(tab.page)
    ids = [link.split("?")[0].rpartition("/")[2] for link in seen]
    assert len(ids) > 100
    assert len(set(ids)) == len(ids)
    assert before & {job["job_id"] for job in jobs(url)} <= set(ids)


def test_each_link_leads_somewhere(tab, url):
    found = set()
    for path in ("", "jobs", failed_job(url), "transitions", "jobs?refresh=15&status=Failed", UNKNOWN):
        tab.open(path)
        addresses = tab.addresses()
        # A proxy may serve the pages under a prefix.
        assert [address for address in addresses if address.startswith("/")] == []
        found |= {urljoin(tab.page.url, address).partition("#")[0] for address in addresses}
    # The console of AWS does not know the jobs of a simulator.
    assert [address for address in found if not address.startswith(f"{url}/")] == []
    for address in found:
        if urlsplit(address).path.lstrip("/") != UNKNOWN:
            http(address)  # which raises unless the status is 200
