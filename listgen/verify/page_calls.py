"""Whom a page calls and writes to: what is shown is what is dialled, and nobody else is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import html

from listgen.findings import Finding, Location, error
from listgen.verify.page_text import text_of
from listgen.verify.promised import Expected, Owner, Page

_DIALLED = re.compile(r"\+?[0-9]+(,[0-9]{1,6})?")  # after a pause the extension
_ONE_NUMBER = re.compile(r"\+?[0-9][0-9 -]{1,18}[0-9](转[0-9]{1,6})?")
_RUN = re.compile(r"[0-9][0-9 -]*(?:转[0-9]+)?")
_EXTENSION = re.compile("转|、|；|/")


def check_calls(page: html.HtmlElement, wanted: Page, owner: Owner, expected: Expected) -> Iterator[Finding]:
    """Each number calls itself, in its place: the hotline in the footer, an item's within the item."""
    place = Location(wanted.path)
    hotline = expected.county.optional("hotline")
    called: set[tuple[bool, str]] = set()
    for link in page.iter("a"):
        address = str(link.get("href", ""))
        if not address.strip().lower().startswith("tel:"):
            continue
        below = _within(link, "footer") is not None
        number = address.removeprefix("tel:")
        known = _numbers([hotline] if below else _callable(link, wanted, owner))
        sound = _DIALLED.fullmatch(number) and _digits(number) == _digits(_shown(link))
        if not sound or _digits(number) not in known:
            yield error("page-phone", place, value=f"{address}（{_shown(link)}）")
        called.add((below, _digits(number)))
    phones = [(True, hotline), *((False, phone) for phone in (wanted.button, *wanted.phones))]
    for below, phone in dict.fromkeys(phones):
        if _ONE_NUMBER.fullmatch(phone) and (below, _digits(phone)) not in called:
            yield error("page-uncalled", place, expected=phone)


def check_mail(page: html.HtmlElement, place: Location, expected: Expected) -> Iterator[Finding]:
    """Post goes to the county's mailbox, which is what is shown."""
    mailbox = expected.county.optional("mailbox")
    for link in page.iter("a"):
        address = str(link.get("href", ""))
        if address.strip().lower().startswith("mailto:") and (
            not mailbox or address != f"mailto:{mailbox}" or text_of(link) != mailbox
        ):
            yield error("page-mailbox", place, value=f"{address}（{text_of(link)}）", expected=mailbox)


def _callable(link: html.HtmlElement, wanted: Page, owner: Owner) -> Iterable[str]:
    """What may be called where the link stands: by the large button one alone, by an item what it says."""
    item = _within(link, "details")
    if item is not None:
        return (wanted.button, *owner.says.get(item.get("id", ""), ()))
    return (wanted.button,) if _is_button(link) else (wanted.button, *wanted.phones)


def _is_button(link: html.HtmlElement) -> bool:
    return link.find(".//b") is not None or _within(link, "b") is not None


def _shown(link: html.HtmlElement) -> str:
    """The number on the link; on a large button it stands out from the label."""
    number = link.find(".//b")
    return text_of(link if number is None else number)


def _within(link: html.HtmlElement, tag: str) -> html.HtmlElement | None:
    return next(link.iterancestors(tag), None)


def _numbers(texts: Iterable[str]) -> set[str]:
    """Every number in the texts, as its digits."""
    parts = (part for text in texts for part in (text, *_EXTENSION.split(text), *_RUN.findall(text)))
    return {_digits(part) for part in parts}


def _digits(phone: str) -> str:
    return "".join(char for char in phone if char.isdigit())
