"""A villager's phone: a small screen, fingers, one page at a time. It reports what a page should not do."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request

WIDTH, HEIGHT = 360, 740  # CSS pixels
SIZES = ("标准字", "大字", "特大字")


class Phone:
    """A phone with one tab. Without `scripts` it runs none; `setup` runs before the scripts of each page."""

    def __init__(
        self, browser: Browser, width: int = WIDTH, *, scripts: bool = True, setup: str = ""
    ) -> None:
        self._context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            device_scale_factor=2,
            is_mobile=True,
            has_touch=True,
            locale="zh-CN",
            java_script_enabled=scripts,
        )
        self._context.set_default_timeout(5000)
        if setup:
            self._context.add_init_script(setup)
        self.width = width
        self.page: Page = self._context.new_page()
        self._said: list[str] = []
        self._asked: list[Request] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._said.append(f"error: {error}"))
        self.page.on("request", lambda request: self._asked.append(request))

    def _hear(self, message: ConsoleMessage) -> None:
        self._said.append(f"console: {message.type}: {message.text}")

    def open(self, address: str) -> Phone:
        self.page.goto(address)
        return self

    def open_file(self, path: Path) -> Phone:
        return self.open(path.as_uri())

    def close(self) -> list[str]:
        """Closes it; what pages said to the console, fetched beside themselves or kept as cookies."""
        fetched = [f"fetched: {each.url}" for each in self._asked if each.resource_type != "document"]
        cookies = [f"cookie: {cookie.get('name')}" for cookie in self._context.cookies()]
        self._context.close()
        return [*self._said, *fetched, *cookies]

    # What a villager sees and does.

    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    def search(self, words: str) -> str:
        """Types into the search box; what the page answers."""
        self.page.get_by_label("您想办什么事？").fill(words)
        return self.page.get_by_role("status").inner_text()

    def items(self) -> Locator:
        """The items that can be seen, open or closed."""
        return self.page.locator("details:visible")

    def item(self, name: str) -> Locator:
        """The one item of that name that can be seen."""
        title = self.page.locator("summary", has_text=re.compile(f"{re.escape(name)}$"))
        return self.items().filter(has=title)

    def on_top(self, element: Locator) -> bool:
        """Whether an element begins in the upper half of the screen."""
        box = element.bounding_box()
        return box is not None and -1 <= box["y"] < HEIGHT / 2

    def tap(self, name: str | re.Pattern[str], role: str = "button") -> None:
        self.page.get_by_role(role, name=name, exact=isinstance(name, str)).tap()  # type: ignore[arg-type]

    def largest(self) -> Phone:
        self.tap(SIZES[-1])
        return self

    def black(self) -> Phone:
        self.tap("黑底")
        return self

    def overflow(self) -> float:
        """How far the page reaches beyond the screen, sideways, in CSS pixels. innerWidth grows."""
        reach: float = self.page.evaluate("document.documentElement.scrollWidth")
        return max(0.0, reach - self.width)
