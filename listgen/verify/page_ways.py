"""The ways into a village's lists: the doors to them, and what the search goes by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from listgen.findings import Finding, Location, error
from listgen.verify.page_text import seen, solid
from listgen.verify.promised import Owner, Page

_HAN = re.compile("[\u3400-\u9fff]")


def check_doors(page: html.HtmlElement, wanted: Page, owner: Owner) -> Iterator[Finding]:
    """Each door says what list it opens, how long and of what, as the heading there does."""
    if not wanted.doors:
        return
    place, heads = Location(wanted.path), {str(head.get("id")): head for head in page.iter("h2")}
    doors = [link for link in page.iterfind(".//nav//a") if str(link.get("href", "")).startswith("#")]
    found = [(seen(door), *_list(heads.get(door.get("href", "")[1:]))) for door in doors]
    lists = []
    for door in wanted.doors:
        ids = owner.items.get(door.kind, ())
        title, long, hint = solid(door.title), f"{len(ids)}项", solid(door.hint)
        lists.append((title + long + hint, f"{title}{long}，{hint}", ids))
    if len(found) != len(lists):
        yield error("page-door", place, value=str(len(found)), expected=str(len(lists)))
    for shown, right in zip(found, lists, strict=False):
        value, should = next(((a, b) for a, b in zip(shown, right, strict=True) if a != b), ("", ""))
        if value != should:
            yield error("page-door", place, value="".join(value), expected="".join(should))


def _list(head: html.HtmlElement | None) -> tuple[str, tuple[str, ...]]:
    """A list's heading and its items."""
    if head is None:
        return "", ()
    section = next(head.iterancestors("section"), head)
    return seen(head), tuple(item.get("id", "") for item in section.iter("details"))


def check_search(page: html.HtmlElement, wanted: Page, owner: Owner) -> Iterator[Finding]:
    """Each item has its search words, and each character of names and words its reading."""
    if not owner.words:
        return
    place, chars = Location(wanted.path), set[str]()
    for item in page.iter("details"):
        id_, words = item.get("id", ""), "".join(item.xpath("@data-k"))
        expected = " ".join(owner.words.get(id_, ()))
        if words != expected:
            yield error("page-search", place, item=id_, value=words, expected=expected)
        chars.update(_HAN.findall(words + "".join(owner.says.get(id_, ())[:1])))
    readings = [reading for table in page.xpath("//@data-pinyin") for reading in str(table).split()]
    if len(readings) != len(chars):
        yield error("page-search", place, item="", value=str(len(readings)), expected=str(len(chars)))
