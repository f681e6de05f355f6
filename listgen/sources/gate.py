"""The gate in front of every reader: how large a file may be, and how its bytes become characters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from listgen.findings import Finding, Location, error, warn
from listgen.text import USUAL, bad_characters, id_numbers

_TEMPLATE_MARK = re.compile(r"\{\{|\}\}|\{%|%\}")  # a paper that prints one looks like one that nobody filled
# What a page, a paper or a workbook might take for more than text, or what was copied from one.
_MARKUP = re.compile(r"<[A-Za-z/!?]|&(#\w+|[A-Za-z]\w*);|\b(javascript|vbscript)\s*:|\bdata\s*:\s*\w+/", re.I)
_STRAIGHT_QUOTE = re.compile("[\"'`]")
# Whatever is wrong with a text, it has one of these: an unusual character, " & ' < ` { }, or what follows.
_REMARKABLE = re.compile(f"[^\n !#-%(-;=-_a-z|~{USUAL}]")
_SCHEMES = ("script", "data")  # before a colon
_LONG_NUMBER = re.compile("[0-9]{17}")
MAX_TEXT_BYTES = 20_000_000  # a roster of 20,000 villages is 4 MB
LONGEST_SHOWN = 1000  # characters of a value in a finding; a file may be one scalar
MOST_IN_A_SCALAR = 10  # findings; a file of nothing but zero-width blanks would give millions


def decode(data: bytes, file: str) -> tuple[str, list[Finding]]:
    """The text of a file: UTF-8 with or without BOM, or valid GB18030 (with a warning).

    A file that is neither, or too large, or that has a character that may not enter a text file
    at all (NUL), gives a finding and no text.
    """
    place = Location(file)
    if len(data) > MAX_TEXT_BYTES:
        return "", [error("file-too-large", place, value=len(data), limit=MAX_TEXT_BYTES)]
    if b"\0" in data:
        return "", [error("not-a-text-file", place, value="NUL")]
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), []
    except UnicodeDecodeError as utf8:
        try:
            return data.decode("gb18030"), [warn("gb18030-file", place, value="GB18030")]
        except UnicodeDecodeError:
            line = data[: utf8.start].count(b"\n") + 1
            return "", [
                error("unknown-encoding", Location(file, line=line), value=data[utf8.start : utf8.end].hex())
            ]


def encoding_of(data: bytes) -> tuple[str, int]:
    """The codec of a text that passed the gate, and how many bytes its mark takes."""
    mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        data[mark:].decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030", 0
    return "utf-8", mark


def is_unremarkable(text: str) -> bool:
    """Whether `check_characters` has nothing to say of a text, nor of any part of it, at a first look.

    Most texts are; of any other, it may still have nothing to say.
    """
    if _REMARKABLE.search(text) or _LONG_NUMBER.search(text):
        return False
    return ":" not in text or not any(scheme in text.lower() for scheme in _SCHEMES)


def check_characters(text: str, location: Location) -> list[Finding]:
    """Findings on the first ten characters of a scalar that may not enter, on marks, on identity numbers."""
    if is_unremarkable(text):
        return []
    found = [
        error(bad.slug, location, value=text[:LONGEST_SHOWN], codepoint=bad.codepoint, position=bad.position)
        for bad in bad_characters(text, MOST_IN_A_SCALAR)
    ]
    found += _check_marks(text, location)
    if len(text) >= 18:
        numbers = id_numbers(text)[:MOST_IN_A_SCALAR]
        found += (error("identity-number", location, value=number[:6] + "…") for number in numbers)
    return found


def _check_marks(text: str, location: Location) -> Iterator[Finding]:
    for slug, pattern in (
        ("template-mark", _TEMPLATE_MARK),
        ("markup-in-text", _MARKUP),
        ("straight-quote", _STRAIGHT_QUOTE),
    ):
        mark = pattern.search(text)
        if mark:
            yield error(slug, location, value=text[:LONGEST_SHOWN], mark=mark[0])
