"""Chromium as a cheap phone on a weak network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.judges.programs import CHROMIUM, program

KILOBITS, LATENCY, SLOWDOWN = 400, 150, 4  # kbit/s down and up; ms from request to answer; times the CPU

_TYPE = """queries => {
  const box = document.getElementById('q'), times = [];
  for (const query of queries) {
    for (let end = 1; end <= query.length; end += 1) {
      const start = performance.now();
      box.value = query.slice(0, end);
      box.dispatchEvent(new Event('input', {bubbles: true}));
      document.body.getBoundingClientRect();
      times.push(performance.now() - start);
    }
  }
  return times;
}"""
_FIRST_TEXT = """() => new Promise(tell => new PerformanceObserver((list, observer) => {
  const entry = list.getEntriesByName('first-contentful-paint')[0];
  if (entry) { observer.disconnect(); tell(entry.startTime); }
}).observe({type: 'paint', buffered: true}))"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(*CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


def first_text(browser: Browser, address: str) -> tuple[float, int]:
    """Milliseconds from the click to the first text, cache cold; requests of the whole page."""
    with _phone(browser) as (page, session):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        bandwidth = KILOBITS * 1000 / 8
        conditions = {"offline": False, "latency": LATENCY}
        throughput = {"downloadThroughput": bandwidth, "uploadThroughput": bandwidth}
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", conditions | throughput)
        page.goto(address, wait_until="load")
        return float(page.evaluate(_FIRST_TEXT)), len(asked)


def keystrokes(browser: Browser, address: str, queries: tuple[str, ...]) -> list[float]:
    """Milliseconds of each key of each query: search, results and layout."""
    with _phone(browser) as (page, _):
        page.goto(address, wait_until="load")
        return [float(time) for time in page.evaluate(_TYPE, list(queries))]


@contextmanager
def _phone(browser: Browser) -> Iterator[tuple[Page, CDPSession]]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True, has_touch=True
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    yield page, session
    context.close()
