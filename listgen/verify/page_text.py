"""What a reader sees of a page's element."""

from __future__ import annotations

from typing import cast

from lxml import etree, html

_SEEN = etree.XPath(
    ".//text()[not(ancestor::*[@hidden or self::style or self::script])]", smart_strings=False
)


def text_of(element: html.HtmlElement) -> str:
    """Its text, blanks joined."""
    return " ".join(str(element.text_content()).split())


def solid(text: str) -> str:
    """Without blanks: where a line breaks says nothing."""
    return "".join(str(text).split())


def seen(element: html.HtmlElement) -> str:
    """Its text without what is hidden, without blanks."""
    return solid("".join(cast("list[str]", _SEEN(element))))
