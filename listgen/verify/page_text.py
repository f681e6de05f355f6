"""What a reader sees of a page's element."""

from __future__ import annotations

from lxml import html


def text_of(element: html.HtmlElement) -> str:
    """Its text, blanks joined."""
    return " ".join(str(element.text_content()).split())


def solid(text: str) -> str:
    """Without blanks: where a line breaks says nothing."""
    return "".join(str(text).split())
