"""Where a page leads: to the pages that it should, in their order, and to no foreign place."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Set
from urllib.parse import unquote, urlsplit

from lxml import html

from listgen.findings import Finding, Location, error
from listgen.verify.page_text import solid, text_of
from listgen.verify.promised import Expected, Page

OFFICIAL = ".gov.cn"  # sources of the catalog, besides the hosts that the expectation lists
LINKS = ("src", "href", "srcset", "action", "formaction", "poster", "data", "background", "ping", "manifest")

_PLAIN = re.compile(r"[^\s\\\x00-\x1f\x7f]*")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def check_links(page: html.HtmlElement, wanted: Page, expected: Expected) -> Iterator[Finding]:
    """Its links to other pages: outside the items as expected, within an item to the item's own page."""
    if wanted.links is None:
        return
    place = Location(wanted.path)
    outside: list[tuple[str, str]] = []
    for link in page.iter("a"):
        address = str(link.get("href", ""))
        if ":" in address or address.startswith("#"):
            continue
        found = target(place.file, address)
        item = next((around.get("id", "") for around in link.iterancestors("details")), None)
        if item is None:
            outside.append((solid(text_of(link)), found))
        elif found != (own := expected.item_page(item)):
            yield error("page-item-link", place, item=item, value=found, expected=own)
    links = [(solid(text), to) for text, to in wanted.links]
    if outside != links:
        missing, extra = (_named(set(a) - set(b)) for a, b in ((links, outside), (outside, links)))
        yield error("page-links", place, missing=missing, extra=extra)


def _named(links: Set[tuple[str, str]]) -> str:
    return "、".join(f"{text} → {to}" for text, to in sorted(links))


def check_link(
    tag: str, link: str, anchors: Set[str], place: Location, files: Set[str] | None, hosts: Set[str]
) -> Iterator[Finding]:
    """An address on the page; `files` are all outputs, `hosts` those that may be linked."""
    try:
        parts = urlsplit(link)
    except ValueError:
        yield error("page-link", place, value=link)
        return
    if not _PLAIN.fullmatch(
        link
    ):  # browsers read a backslash as a slash, and no tab at all (URL standard, 4.4)
        yield error("page-outside", place, value=link)
        return
    if tag == "a" and parts.scheme in ("tel", "mailto"):
        return
    if tag != "a" and parts.scheme == "data":
        return
    if parts.scheme or parts.netloc:
        host = parts.netloc
        allowed = _HOST.fullmatch(host) and (host in hosts or host.endswith(OFFICIAL))
        if tag != "a" or parts.scheme not in ("https", "http") or not allowed:
            yield error("page-outside", place, value=link)
    elif not parts.path:
        if parts.fragment and unquote(parts.fragment) not in anchors:
            yield error("page-link", place, value=link)
    elif files is not None and target(place.file, link) not in files:
        yield error("page-link", place, value=link)


def target(file: str, link: str) -> str:
    """The output that a relative link names; an address that is none, as it stands."""
    try:
        path = unquote(urlsplit(link).path) if "://" not in link else ""
    except ValueError:
        return link
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
