"""Pictures of every page in every state, to be looked at by people.

Run by hand: python -m tests.browser.pictures FOLDER. Judges do not see that a page is ugly.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import FloatRect, sync_playwright

from tests.browser.odd import build_odd
from tests.browser.pages import DEMO, ODD_PAGES, PAGES
from tests.browser.phone import HEIGHT, Phone
from tests.browser.test_states import CASES, STATES
from tests.built import built
from tests.judges.programs import CHROMIUM, program

LONGEST = 4 * HEIGHT  # CSS pixels; the rest of a village's page looks the same
SMALL = 320


def main(folder: Path) -> None:
    """Writes FOLDER/<page>-<state>.png."""
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).parents[1] / "fonts.conf")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(*CHROMIUM), args=["--no-sandbox"])
        site = built(DEMO, Path(scratch) / "demo", "page", "data") / "site"
        odd = build_odd(Path(scratch) / "odd")
        for page, state in CASES:
            one = Phone(browser).open(_file(site, PAGES[page]))
            STATES[state](one)
            _take(one, folder / f"{page}-{state}.png")
        for page, path in ODD_PAGES.items():
            _take(Phone(browser).open(_file(odd, path)), folder / f"odd-{page}.png")
        for page in ("village", "not permitted"):
            one = Phone(browser, SMALL).open(_file(site, PAGES[page])).largest()
            _take(one, folder / f"{page}-small and largest.png")
            one = Phone(browser, scripts=False).open(_file(site, PAGES[page]))
            one.page.pdf(path=folder / f"{page}.pdf", format="A4")
            _take(one, folder / f"{page}-no scripts.png")
        browser.close()


def _file(site: Path, page: str) -> str:
    path = site / page
    return (path if path.suffix else path / "index.html").as_uri()


def _take(one: Phone, path: Path) -> None:
    """From the top of the page; where an item was opened, from a little above it."""
    one.page.evaluate("scrollTo(0, 0)")
    one.page.wait_for_timeout(500)  # until the mark of the last tap has faded
    opened = one.page.locator("details[open]")
    box = opened.first.bounding_box() if opened.count() else None
    top = max(0, box["y"] - HEIGHT / 3) if box else 0
    bottom = one.page.evaluate("document.documentElement.scrollHeight")
    clip = FloatRect(x=0, y=top, width=one.width, height=min(LONGEST, bottom - top))
    one.page.screenshot(path=path, full_page=True, clip=clip)
    one.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
