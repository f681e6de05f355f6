"""The gate in front of every reader: how large a file may be, and how its bytes become characters."""

from __future__ import annotations

import codecs

from listgen.findings import Finding, Location, error, warn
from listgen.text import bad_characters, id_numbers

MAX_TEXT_BYTES = 20_000_000  # a roster of 20,000 villages is 4 MB
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


def check_characters(text: str, location: Location) -> list[Finding]:
    """Findings on the characters of a scalar that may not enter, the first ten, and on identity numbers."""
    found = [
        error(bad.slug, location, value=text, codepoint=bad.codepoint, position=bad.position)
        for bad in bad_characters(text)[:MOST_IN_A_SCALAR]
    ]
    if len(text) >= 18:
        numbers = id_numbers(text)[:MOST_IN_A_SCALAR]
        found += (error("identity-number", location, value=number[:6] + "…") for number in numbers)
    return found
