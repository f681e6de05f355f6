"""Reads a page as a browser would, with lxml."""

from __future__ import annotations

import base64
import hashlib
import re

import lxml.html
from lxml.html import HtmlElement

_FETCHED = (
    "//*[@src or @srcset or @poster or @background or @ping or @action or @formaction]"
    "|//iframe|//object|//embed|//form|//base|//link[not(starts-with(@href, 'data:'))]|//*[@style]"
    "|//*[starts-with(name(), 'use') or name()='image']"
)


def read(page: bytes) -> HtmlElement:
    """The page's tree."""
    return lxml.html.document_fromstring(page.decode("utf-8"))


def text(element: HtmlElement) -> str:
    """All its text, white space squeezed."""
    return re.sub(r"\s+", " ", str(element.text_content())).strip()


def texts(tree: HtmlElement, path: str) -> list[str]:
    """The text of each element of an XPath."""
    return [text(element) for element in tree.xpath(path)]


def outside_requests(tree: HtmlElement) -> list[str]:
    """What would fetch something, send something, or be refused by the policy."""
    inline = [handler for handler in tree.xpath("//@*") if handler.attrname.startswith("on")]
    fetched = [element.tag for element in tree.xpath(_FETCHED)]
    styles = "".join(tree.xpath("//style/text()"))
    return [*inline, *fetched, *re.findall(r"url\([^)]*\)|@import|@font-face", styles)]


def links(tree: HtmlElement) -> list[str]:
    """The address of every link below an element."""
    return [str(address) for address in tree.xpath(".//a/@href")]


def policy(tree: HtmlElement) -> dict[str, list[str]]:
    """The directives of the page's security policy."""
    (content,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return {directive.split()[0]: directive.split()[1:] for directive in str(content).split("; ")}


def hashes(tree: HtmlElement, tag: str) -> set[str]:
    """The sources that a policy has to name for the page's inline elements of that tag."""
    return {_source(str(element.text)) for element in tree.xpath(f"//{tag}")}


def _source(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
