"""A large JSON object read entry by entry: what its lists and tables hold, and never the whole of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

_CHUNK = 1 << 16  # characters
_DECODER = json.JSONDecoder()
_SPACE = " \t\r\n"
_AFTER = frozenset(f"{_SPACE},:]}}")  # what follows a value


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry of the list or table under `key`, `at` its index or its name; else what stands there itself.

    An empty list or table is one piece, as it stands there.
    """

    key: str
    value: Any
    at: int | str | None = None


def read_pieces(path: Path) -> Iterator[Piece]:
    """Every piece of a file, in its order. Raises OSError, and ValueError for what is no JSON object."""
    if not path.is_file():  # to open a pipe waits for somebody who writes
        raise FileNotFoundError(path)
    with path.open(encoding="utf-8", newline="") as stream:
        text = _Text(stream)
        try:
            yield from _object(text)
        except RecursionError as deep:
            raise ValueError("too deep") from deep
        if text.peek():
            raise ValueError("more than one value")


def put(document: dict[str, Any], piece: Piece) -> None:
    """Put a piece where it stood."""
    match piece.at:
        case None:
            document[piece.key] = piece.value
        case int():
            document.setdefault(piece.key, []).append(piece.value)
        case name:
            document.setdefault(piece.key, {})[name] = piece.value


def _object(text: _Text) -> Iterator[Piece]:
    text.take("{")
    for _ in text.entries("}"):
        key = text.name()
        match text.peek():
            case "[":
                yield from _list(text, key)
            case "{":
                yield from _table(text, key)
            case _:
                yield Piece(key, text.value())


def _list(text: _Text, key: str) -> Iterator[Piece]:
    text.take("[")
    at = -1
    for at, _ in enumerate(text.entries("]")):
        yield Piece(key, text.value(), at)
    if at < 0:
        yield Piece(key, [])


def _table(text: _Text, key: str) -> Iterator[Piece]:
    text.take("{")
    name: str | None = None
    for _ in text.entries("}"):
        name = text.name()
        yield Piece(key, text.value(), name)
    if name is None:
        yield Piece(key, {})


class _Text:
    """What was read and not yet used of a stream."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._held = ""
        self._at = 0

    def peek(self) -> str:
        """The next character that is no space; '' at the end."""
        while True:
            while self._at < len(self._held):
                if self._held[self._at] not in _SPACE:
                    return self._held[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, char: str) -> None:
        if self.peek() != char:
            raise ValueError(f"{char} is missing")
        self._at += 1

    def entries(self, closing: str) -> Iterator[None]:
        """Stops before each entry, until the bracket that closes them; takes the commas."""
        if self.peek() != closing:
            yield
            while self.peek() == ",":
                self._at += 1
                yield
        self.take(closing)

    def name(self) -> str:
        """A name and its colon."""
        name = self.value()
        if not isinstance(name, str):
            raise ValueError("no name")
        self.take(":")
        return name

    def value(self) -> Any:
        """A whole value. What is held of a number may be its beginning: 1, 1., 1e."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._held, self._at)
            except json.JSONDecodeError:
                if not self._more():
                    raise
                continue
            length = end - self._at
            if self._held[end : end + 1] in _AFTER or not self._more():
                self._at += length
                return value

    def _more(self) -> bool:
        """Read on: as much again as is held, so that a long value is not tried too often."""
        chunk = self._stream.read(max(_CHUNK, len(self._held) - self._at))
        self._held, self._at = self._held[self._at :] + chunk, 0
        return bool(chunk)
