"""A content stream as operators. The construction of a path comes in pieces, each parsed once.

A county's signs draw a few hundred glyphs many thousand times, with the same bytes every time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pikepdf

Segments = tuple[tuple[str, tuple[float, ...]], ...]
PATH = "path"  # a pseudo-operator: a stretch of path construction, its operand a Piece

_COORDINATES = {"m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "re": 4, "h": 0}
_OPERAND = set("+-.0123456789/")
_SPECIAL = b"()<>[]{}%"
# Possessive, and begun at a word: linear in whatever the content holds.
_STRETCH = re.compile(r"(?<!\S)(?:(?:(?:[-+.0-9]++\s++){2,6}+(?:[mlcvy]|re)|h)\s++)+")
_MOST_BYTES = 50_000_000  # unpacked; a sign has some hundred thousand


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a path: its segments and the box of their points, in the units of the path."""

    segments: Segments
    box: tuple[float, float, float, float]


def instructions(stream: Any) -> Iterator[tuple[str, Any]]:
    """Operators with their operands; `PATH` stands for path construction.

    Raises ValueError or pikepdf.PdfError where the content is malformed.
    """
    plain = _plain(stream)
    if plain is None:
        yield from _parsed(stream)
        return
    at = 0
    for stretch in _STRETCH.finditer(plain):
        yield from _words(plain[at : stretch.start()])
        piece = _piece(stretch.group())
        if piece is not None:
            yield PATH, piece
        at = stretch.end()
    yield from _words(plain[at:])


def _parsed(stream: Any) -> Iterator[tuple[str, Any]]:
    """By the parser: any content, slowly."""
    for instruction in pikepdf.parse_content_stream(stream):
        yield from _operator(str(instruction.operator), instruction.operands)


def _words(text: str) -> Iterator[tuple[str, Any]]:
    operands: list[str] = []
    for word in text.split():
        if word[0] in _OPERAND:
            operands.append(word)
        else:
            yield from _operator(word, operands)
            operands = []
    if operands:  # a path follows, which would have too many, or nothing at all
        raise ValueError(f"{len(operands)} operands too many")


def _operator(name: str, operands: Any) -> Iterator[tuple[str, Any]]:
    if name not in _COORDINATES:
        yield name, operands
    elif name != "h":
        yield PATH, _boxed(((name, _numbers(name, operands)),))


def _plain(stream: Any) -> str | None:
    """A content that has only numbers, names and operators, with white space between; None for any other."""
    found = stream if isinstance(stream, pikepdf.Stream) else stream.get("/Contents")
    if not isinstance(found, pikepdf.Stream):
        return None
    data = found.read_bytes()
    if len(data) > _MOST_BYTES:
        raise ValueError(f"{len(data)} bytes")
    # An inline image holds bytes of any kind, and a name may follow an operator without a space.
    spaced_names = data.count(b"\n/") + data.count(b" /") + data.startswith(b"/")
    if data.translate(None, _SPECIAL) != data or not data.isascii() or data.count(b"/") != spaced_names:
        return None
    return None if re.search(rb"(?<!\S)BI(?!\S)", data) else data.decode("ascii")


@lru_cache(maxsize=8192)
def _piece(text: str) -> Piece | None:
    """The segments of a stretch; None for a lone `h`."""
    segments = []
    operands: list[str] = []
    for word in text.split():
        if word in _COORDINATES:
            if word != "h":
                segments.append((word, _numbers(word, operands)))
            operands = []
        else:
            operands.append(word)
    return _boxed(tuple(segments)) if segments else None


def _numbers(name: str, operands: Any) -> tuple[float, ...]:
    numbers = tuple(map(float, operands))
    if len(numbers) != _COORDINATES[name]:
        raise ValueError(f"{len(numbers)} operands of {name}")
    return numbers


def _boxed(segments: Segments) -> Piece:
    xs: list[float] = []
    ys: list[float] = []
    for name, numbers in segments:
        xs += numbers[0::2] if name != "re" else (numbers[0], numbers[0] + numbers[2])
        ys += numbers[1::2] if name != "re" else (numbers[1], numbers[1] + numbers[3])
    return Piece(segments, (min(xs), min(ys), max(xs), max(ys)))
