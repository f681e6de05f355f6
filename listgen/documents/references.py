"""Headings that can be found again, and the lines of a contents page that say where they stand.

The page is a PAGEREF field whose result is filled in with the words: it is right when the file is opened,
no question is asked, and Word computes it again on F9.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from listgen.documents.ooxml import element, w

_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def marked(paragraph: etree._Element, name: str) -> etree._Element:
    """The paragraph with the bookmark `name` around its words."""
    paragraph.insert(1, element("bookmarkStart", id=0, name=name))
    paragraph.append(element("bookmarkEnd", id=0))
    return paragraph


def number_bookmarks(body: etree._Element) -> None:
    """Gives each bookmark the number that a part has for it."""
    for name in ("bookmarkStart", "bookmarkEnd"):
        for number, mark in enumerate(body.iter(w(name)), 1):
            mark.set(w("id"), str(number))


def leading(paragraph: etree._Element, name: str, page: str) -> etree._Element:
    """The paragraph, whose words lead to the bookmark, and end with the number of its page."""
    link = element("hyperlink", *list(paragraph)[1:], *_field(name, page), anchor=name, history=1)
    paragraph.append(link)
    return paragraph


def _field(name: str, page: str) -> Iterator[etree._Element]:
    instruction = _words("instrText", f" PAGEREF {name} \\h ")
    for child in (
        element("fldChar", fldCharType="begin"),
        instruction,
        element("fldChar", fldCharType="separate"),
        _words("t", page),
        element("fldChar", fldCharType="end"),
    ):
        yield element("r", child)


def _words(name: str, text: str) -> etree._Element:
    made = etree.Element(w(name))
    made.text = text
    made.set(_PRESERVE, "preserve")
    return made
