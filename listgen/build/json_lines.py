"""A large document as JSON that a person can search: an entry a line, and never whole as one text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lines:
    """A list of entries that are JSON already, or a table of them by name; asked for as they are written."""

    entries: Iterable[str] = ()
    named: Iterable[tuple[str, str]] | None = None


def json_lines(document: Mapping[str, object]) -> Iterator[bytes]:
    """The document as UTF-8, piece by piece, each entry of its lists and tables on a line of its own."""
    opening = "{"
    for key, value in document.items():
        yield f"{opening}{as_json(key)}:".encode()
        match value:
            case Lines(entries, None):
                yield from _entries(entries, "[", "]")
            case Lines(_, named) if named is not None:
                yield from _entries((f"{as_json(name)}:{one}" for name, one in named), "{", "}")
            case list():
                yield from _entries(map(as_json, value), "[", "]")
            case dict():
                yield from _entries(
                    (f"{as_json(name)}:{as_json(one)}" for name, one in value.items()), "{", "}"
                )
            case _:
                yield as_json(value).encode()
        opening = ",\n"
    yield b"}\n" if document else b"{}\n"


def as_json(value: object) -> str:
    """On one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _entries(entries: Iterable[str], opening: str, closing: str) -> Iterator[bytes]:
    between = opening + "\n"
    for entry in entries:
        yield f"{between}{entry}".encode()
        between = ",\n"
    yield f"\n{closing}".encode() if between == ",\n" else (opening + closing).encode()
