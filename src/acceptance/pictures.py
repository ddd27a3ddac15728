"""Makes docs/images from a demo that has run for a minute. .ci/pictures runs it."""

import json
import time

from browser import Tab, chromium
from processes import ROOT, exporter, http

SECONDS = 60
IMAGES = ROOT / "docs" / "images"
MAX_BYTES = 250_000
SIZES = {"fleet": 940, "jobs": 900, "job": 1100}  # heights
WIDTH = 1280


def job_with_much_to_show(url):
    """One that failed while it ran, so that its page has a reason, counts and a history."""
    jobs = json.loads(http(f"{url}/api/v1/jobs?status=Failed&name=enrich-leads")[1])["data"]["items"]
    return "jobs/{account_id}/{region}/{job_id}".format(**jobs[0])


def shoot(browser, url, name, path, scheme="light"):
    viewport = {"width": WIDTH, "height": SIZES[name]}
    file = IMAGES / (f"{name}.png" if scheme == "light" else f"{name}-{scheme}.png")
    with Tab(browser, url, viewport, color_scheme=scheme, bypass_csp=True) as tab:
        assert tab.open(path).ok
        tab.page.add_style_tag(content="html { scrollbar-gutter: auto }")
        tab.page.screenshot(path=file)
    assert file.stat().st_size < MAX_BYTES, f"{file}: has {file.stat().st_size} bytes: must have less than {MAX_BYTES}"
    print(file.relative_to(ROOT), file.stat().st_size)


def main():
    IMAGES.mkdir(parents=True, exist_ok=True)
    demo = exporter("pictures", "demo")
    try:
        time.sleep(SECONDS)
        with chromium() as browser:
            shoot(browser, demo.url, "fleet", "")
            shoot(browser, demo.url, "fleet", "", "dark")
            shoot(browser, demo.url, "jobs", "jobs")
            shoot(browser, demo.url, "job", job_with_much_to_show(demo.url))
    finally:
        demo.stop()


if __name__ == "__main__":
    main()
