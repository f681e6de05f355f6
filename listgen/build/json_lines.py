"""A large document as JSON that a person can search: an entry a line, and never whole as one text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping


def json_lines(document: Mapping[str, object]) -> bytes:
    """The document as UTF-8, each entry of its lists and tables on a line of its own."""
    return b"".join(_pieces(document))


def _pieces(document: Mapping[str, object]) -> Iterator[bytes]:
    opening = "{"
    for key, value in document.items():
        yield f"{opening}{_json(key)}:".encode()
        if isinstance(value, list):
            yield from _entries(map(_json, value), "[", "]")
        elif isinstance(value, dict):
            yield from _entries((f"{_json(name)}:{_json(one)}" for name, one in value.items()), "{", "}")
        else:
            yield _json(value).encode()
        opening = ",\n"
    yield b"}\n"


def _entries(entries: Iterable[str], opening: str, closing: str) -> Iterator[bytes]:
    between = opening + "\n"
    for entry in entries:
        yield f"{between}{entry}".encode()
        between = ",\n"
    yield f"\n{closing}".encode() if between == ",\n" else (opening + closing).encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
