"""The online list: each page's heading, items and links; nothing is asked of another server."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from lxml import etree, html

from listgen.findings import Finding, Location, error
from listgen.verify.page_calls import check_calls, check_mail
from listgen.verify.page_links import LINKS, check_link, check_links, target
from listgen.verify.page_shape import shape_faults
from listgen.verify.page_text import seen, solid, text_of
from listgen.verify.page_ways import check_doors, check_search
from listgen.verify.policy import inline_hashes, policy_faults
from listgen.verify.promised import Expected, Owner, Page

_CSS_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?!data:|#)", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]* ?")  # an item's own, before its name
_COUNT = re.compile(r"([0-9]+)\s*项")


class PageError(Exception):
    """No readable page."""


def read_page(data: bytes) -> html.HtmlElement:
    """Raises PageError."""
    try:
        page = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as problem:
        raise PageError(type(problem).__name__) from problem
    return page


def heading(page: html.HtmlElement) -> str:
    """The text of the one h1; '' where there is none, or more than one."""
    found = list(page.iter("h1"))
    return text_of(found[0]) if len(found) == 1 else ""


def check_page(
    page: html.HtmlElement, file: str, files: Set[str] | None = None, hosts: Set[str] = frozenset()
) -> Iterator[Finding]:
    """What holds for every page; `files` are all outputs, `hosts` those a source may be linked at."""
    place = Location(file)
    for fault in dict.fromkeys(policy_faults(page)):
        yield error("page-policy", place, value=fault)
    anchors = {str(anchor) for anchor in page.xpath("//@id")}
    for fault in dict.fromkeys(shape_faults(page)):
        yield error("page-active", place, value=fault)
    for element in page.iter():
        if isinstance(element.tag, str):
            yield from _check_element(element, anchors, place, files, hosts)
    for style in page.iter("style"):
        if _CSS_OUTSIDE.search(style.text or ""):
            yield error("page-outside", place, value="style")


def check_expected_page(
    page: html.HtmlElement, wanted: Page, owner: Owner, expected: Expected
) -> Iterator[Finding]:
    """The heading, on an item's page all it says, and on a village's own page its items, list by list."""
    place = Location(wanted.path)
    found = heading(page)
    if found != wanted.heading:
        yield error("page-heading", place, value=found, expected=wanted.heading)
    title = "".join(seen(one) for one in page.head.iter("title"))
    said = "【示例】" if expected.county.flag("specimen") else ""
    if wanted.inline and not title.startswith(said + solid(wanted.heading)):
        yield error("page-heading", place, value=title, expected=said + wanted.heading)
    if expected.county.flag("specimen") and "示例" not in seen(page.body):
        yield error("specimen-missing", place)
    if expected.county.flag("unreleased") and "未发布" not in seen(page.body):
        yield error("unreleased-missing", place)
    yield from check_links(page, wanted, expected)
    styles, scripts = inline_hashes(page)
    if wanted.inline and (*styles, *scripts) != wanted.inline:
        strange = [source for source in (*styles, *scripts) if source not in wanted.inline]
        yield error("page-policy", place, value=" ".join(strange) or "style, script")
    if wanted.item:
        for text in _unsaid(page, owner.says.get(wanted.item, ())):
            yield error("page-text", place, item=wanted.item, expected=text)
    yield from _check_parts(page, wanted, expected)
    yield from check_calls(page, wanted, owner, expected)
    yield from check_mail(page, place, expected)
    if wanted.path != owner.page:
        return
    if owner.successor:
        yield from _check_moved(page, owner, expected, place)
    elif owner.level == "village":
        yield from _check_items(page, owner, expected, place)
        yield from _check_said(page, owner, place)
        yield from check_doors(page, wanted, owner)
        yield from check_search(page, wanted, owner)


def _check_said(page: html.HtmlElement, owner: Owner, place: Location) -> Iterator[Finding]:
    """Every item says all that it has to, under its own name."""
    for element in _items(page):
        name, *texts = owner.says.get(element.get("id", "")) or [""]
        item = element.get("id", "")
        for text in _unsaid(element, texts):
            yield error("page-text", place, item=item, expected=text)
        summary = element.find("summary")
        shown = text_of(summary) if summary is not None else ""
        if name and not (shown.endswith(name) and _NUMBER.fullmatch(shown.removesuffix(name))):
            yield error("page-item-name", place, item=item, value=shown, expected=name)


def _check_parts(page: html.HtmlElement, wanted: Page, expected: Expected) -> Iterator[Finding]:
    """The main part says where the office is and what else it has to, the footer what all pages do."""
    for tag, texts in (("main", wanted.says), ("footer", expected.county.texts("footer"))):
        part = page.find(f".//{tag}")
        said = seen(part) if part is not None else ""
        for text in texts:
            if solid(text) not in said:
                yield error("page-text", Location(wanted.path), item="", expected=text)


def _unsaid(element: html.HtmlElement, texts: Iterable[str]) -> Iterator[str]:
    said = seen(element)
    return (text for text in texts if solid(text) not in said)


def _check_items(
    page: html.HtmlElement, owner: Owner, expected: Expected, place: Location
) -> Iterator[Finding]:
    """Each list of items is one expected list in its order, its printed count is right, its names are."""
    names: dict[str, set[str]] = {}
    for row in expected.rows:
        names.setdefault(row.id, set()).update(row.cells[:1])
    lists = _lists(page)
    for kind, ids in owner.items.items():
        title = expected.kinds.get(kind, kind)
        shown = _nearest(lists, ids)
        found = [element.get("id", "") for element in lists.pop(shown)] if shown is not None else []
        if tuple(found) != ids:
            missing, extra = (" ".join(sorted(set(a) - set(b))) for a, b in ((ids, found), (found, ids)))
            yield error("page-items", place, kind=title, missing=missing, extra=extra)
        if shown is not None and len(found) == len(ids):
            count = _COUNT.search(" ".join(text_of(head) for head in shown.iter("h2")))
            if count and int(count.group(1)) != len(ids):
                yield error("page-count", place, kind=title, value=count.group(1), expected=len(ids))
    for left in lists.values():
        extra = " ".join(element.get("id", "") for element in left)
        yield error("page-items", place, kind="", missing="", extra=extra)
    for element in _items(page):
        item = element.get("id", "")
        known = names.get(item)
        summary = element.find("summary")
        unsaid = item not in owner.says
        if unsaid and known and summary is not None and not any(name in text_of(summary) for name in known):
            yield error("page-item-name", place, item=item, value=text_of(summary), expected=min(known))


def _lists(page: html.HtmlElement) -> dict[html.HtmlElement, list[html.HtmlElement]]:
    """The items by the section they stand in."""
    lists: dict[html.HtmlElement, list[html.HtmlElement]] = {}
    for item in _items(page):
        section = next(item.iterancestors("section"), None)
        lists.setdefault(section if section is not None else page, []).append(item)
    return lists


def _items(page: html.HtmlElement) -> Iterator[html.HtmlElement]:
    return (element for element in page.iter("details") if element.get("id"))


def _nearest(
    lists: dict[html.HtmlElement, list[html.HtmlElement]], ids: tuple[str, ...]
) -> html.HtmlElement | None:
    """The section that shares most items with the expected list."""
    shared = {
        section: len(set(ids) & {item.get("id", "") for item in items}) for section, items in lists.items()
    }
    best = max(shared, key=lambda section: shared[section], default=None)
    return best if best is not None and shared[best] else None


def _check_moved(
    page: html.HtmlElement, owner: Owner, expected: Expected, place: Location
) -> Iterator[Finding]:
    """The page of a merged village names its successor and leads there."""
    villages = (other for other in expected.owners if other.level == "village")
    successor = next((other for other in villages if other.id == owner.successor), None)
    links = {target(place.file, str(link.get("href", ""))) for link in page.iter("a")}
    if successor is None or successor.name not in page.text_content() or successor.page not in links:
        yield error("page-successor", place, expected=successor.name if successor else owner.successor)


def _check_element(
    element: html.HtmlElement,
    anchors: Set[str],
    place: Location,
    files: Set[str] | None,
    hosts: Set[str],
) -> Iterator[Finding]:
    for name, value in element.attrib.items():
        if str(name).rpartition(":")[2] in LINKS:
            yield from check_link(str(element.tag), str(value).strip(), anchors, place, files, hosts)
        elif name == "style" and _CSS_OUTSIDE.search(str(value)):
            yield error("page-outside", place, value=str(value))
