"""One Chromium for all tests; a villager's phone for each."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.phone import WIDTH, Phone
from tests.judges.programs import CHROMIUM, program
from tests.served import Served, served

NewPhone = Callable[..., Phone]


@pytest.fixture(scope="package")  # Playwright's event loop would stand in the way of later tests
def browser() -> Iterator[Browser]:
    path = program(*CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site(demo: Path) -> Path:
    """The demo county's online list, as a folder."""
    return demo / "site"


@pytest.fixture(scope="package")
def online(site: Path) -> Iterator[Served]:
    """The same on a server, below a path that nobody knew when it was built."""
    with served(site, f"/{secrets.token_hex(3)}/{secrets.token_hex(2)}/") as place:
        yield place


@pytest.fixture(scope="package")
def odd_online(odd_site: Path) -> Iterator[Served]:
    with served(odd_site, "/odd/") as place:
        yield place


@pytest.fixture
def phone(browser: Browser) -> Iterator[NewPhone]:
    """Makes phones, see Phone. In the end nothing may have gone wrong on any of them."""
    phones: list[Phone] = []

    def new(width: int = WIDTH, *, scripts: bool = True, setup: str = "") -> Phone:
        phones.append(Phone(browser, width, scripts=scripts, setup=setup))
        return phones[-1]

    yield new
    for one in phones:
        complaints = one.close()
        assert complaints == []
