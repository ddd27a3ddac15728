"""Chromium, and what it finds wrong with a page."""

from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ATTRIBUTES = "nodes => nodes.flatMap(n => ['href', 'src', 'action'].map(a => n.getAttribute(a))).filter(Boolean)"


@contextmanager
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


class Tab:
    """A tab of its own browser context, which remembers what was loaded and what the console said."""

    def __init__(self, browser, base, viewport=DESKTOP, **options):
        self.base = base
        self.context = browser.new_context(viewport=viewport, **options)
        self.page = self.context.new_page()
        self.loaded = []
        self.complaints = []
        self.page.on("request", lambda request: self.loaded.append(request.url))
        self.page.on("console", self._remember)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))

    def _remember(self, message):
        """All but that this page itself was answered with an error."""
        refused = message.text.startswith("Failed to load resource: the server responded with a status of")
        if not (refused and message.location["url"] == self.page.url):
            self.complaints.append(message.text)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()

    def open(self, path=""):
        return self.page.goto(f"{self.base}/{path}")

    def elsewhere(self):
        return [url for url in self.loaded if not url.startswith(f"{self.base}/")]

    def violations(self):
        """What axe finds."""
        found = Axe().run(self.page)
        return found.generate_report() if found.violations_count else None

    def overflow(self):
        """How many pixels the page is wider than the window."""
        return self.page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")

    def addresses(self):
        """What the page leads to and loads, as it is written there."""
        return self.page.eval_on_selector_all("[href], [src], [action]", ATTRIBUTES)

    def check(self):
        assert self.complaints == []
        assert self.elsewhere() == []
        assert self.overflow() <= 0
        assert self.violations() is None, self.violations()


def job_links(page):
    return page.eval_on_selector_all("tbody th a", "links => links.map(a => a.getAttribute('href'))")
