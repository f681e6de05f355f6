"""The contents of a Word paper: what each line leads to, what it says, and its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from listgen.findings import Finding, Location, error, warn

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEADS = re.compile(r"\s*PAGEREF\s+(\S+)")
_LEADERS = " \t\n\u3000.…·"


@dataclass(slots=True)
class _Entry:
    """A paragraph that ends with the page of a bookmark."""

    text: str = ""
    mark: str = ""
    page: str = ""


def check_contents(body: etree._Element, place: Location, ours: bool) -> Iterator[Finding]:
    """Lines that lead nowhere and numbers that fall or are missing; in a paper of ours, which numbers no
    headings, also lines that do not say what their heading does."""
    headings = _headings(body)
    before = 0
    for entry in _entries(body):
        if entry.mark not in headings:
            yield error("contents-mark", place, value=entry.text, mark=entry.mark)
            continue
        if ours and entry.text != headings[entry.mark]:
            yield error("contents-entry", place, value=entry.text, expected=headings[entry.mark])
        if not entry.page.isdecimal():
            yield warn("contents-number", place, value=entry.text)
            continue
        if int(entry.page) < before:
            yield error("contents-order", place, value=entry.text, page=entry.page, before=before)
        before = int(entry.page)


def _headings(body: etree._Element) -> dict[str, str]:
    """The words of the paragraph in which each bookmark begins."""
    found = {}
    for mark in body.iter(f"{W}bookmarkStart"):
        paragraph = next(mark.iterancestors(f"{W}p"), None)
        texts = () if paragraph is None else paragraph.iter(f"{W}t")
        found[mark.get(f"{W}name", "")] = _plain("".join(text.text or "" for text in texts))
    return found


def _entries(body: etree._Element) -> Iterator[_Entry]:
    for paragraph in body.iter(f"{W}p"):
        entry = _entry(paragraph)
        if entry.mark and entry.text:
            yield entry


def _entry(paragraph: etree._Element) -> _Entry:
    """What a paragraph says before the first page number in it; no mark if words follow."""
    entry = _Entry()
    state, code = "words", ""
    for one in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple", f"{W}t"):
        if one.tag == f"{W}fldSimple":
            entry.mark = entry.mark or _mark(one.get(f"{W}instr", ""))
        elif one.tag == f"{W}fldChar":
            kind = one.get(f"{W}fldCharType")
            state = {"begin": "code", "separate": "result"}.get(kind or "", "words")
            entry.mark = entry.mark or _mark(code)
            code = "" if kind == "begin" else code
        elif one.tag == f"{W}instrText":
            code += one.text or ""
        elif _mark(code if state == "result" else _simple(one)):
            entry.page += one.text or ""
        elif entry.mark and (one.text or "").strip():
            return _Entry()
        else:
            entry.text += one.text or ""
    entry.text, entry.page = _plain(entry.text), entry.page.strip()
    return entry


def _simple(text: etree._Element) -> str:
    """The code of the simple field around a text."""
    field = next(text.iterancestors(f"{W}fldSimple"), None)
    return "" if field is None else field.get(f"{W}instr", "")


def _mark(code: str) -> str:
    found = _LEADS.match(code)
    return found[1].strip('"') if found else ""


def _plain(text: str) -> str:
    return "".join(text.rstrip(_LEADERS).split())
