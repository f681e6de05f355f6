"""How many lines a text takes at most, and how high the row of a table has to be for it.

A paper is laid out by the reader's word processor and with the reader's faces. Han characters are one em
wide in all of them, Latin letters are not, and the quarter em between the two and hanging punctuation are
each program's own. So a text is measured for the widest letters and the strictest breaking: no program
needs more lines, and a row that is told this height has it everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from listgen.units import mm_to_twips

CELL_HIGH, CELL_WIDE = mm_to_twips(1.2), mm_to_twips(1.6)  # margins of a grid's cell: tables.py
LEAST_ROW = mm_to_twips(10)

EM = 1000
TABLE_EM, TABLE_PITCH = 12 * 20, 18 * 20  # 表格文字, styles.yaml
BODY_EM, BODY_PITCH = 315, 579  # 公文正文: 28 characters and 22 lines a page
_BORDER = 10  # what borders may take of a column

# styles.yaml has them for Word.
LINE_START = frozenset(
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠＊"
)
LINE_END = frozenset("$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥")

# Some programs keep a quotation mark with both its neighbours.
_QUOTES = frozenset("“”‘’")
_LOOSE = (LINE_START | {" "}, LINE_END)
_STRICT = (_LOOSE[0] | _QUOTES, LINE_END | _QUOTES)
_PARTS = re.compile(r"[^/?&=-]+[/?&=-]*|[/?&=-]+")

_QUARTER = EM // 4  # between Han and Latin
_WIDE_LETTERS = frozenset("mwMW@%&")
_MOST = {"letter": 600, "capital": 740, "broad": 950}


@lru_cache(maxsize=1 << 10)
def row_height(texts: tuple[str, ...], widths: tuple[int, ...], head: bool = False) -> int:
    """The height in twips of a table's row with these texts in columns of these widths in twips."""
    lines = max(map(_cell_lines, texts, widths), default=1)
    return max(0 if head else LEAST_ROW, lines * TABLE_PITCH + 2 * CELL_HIGH)


@lru_cache(maxsize=1 << 10)
def stacked_height(cells: tuple[tuple[str, ...], ...], widths: tuple[int, ...]) -> int:
    """The same for cells of several paragraphs each."""
    lines = max(
        sum(_cell_lines(text, width) for text in texts) for texts, width in zip(cells, widths, strict=True)
    )
    return max(LEAST_ROW, lines * TABLE_PITCH + 2 * CELL_HIGH)


def _cell_lines(text: str, width: int) -> int:
    return most_lines(text, (width - 2 * CELL_WIDE - _BORDER) * EM // TABLE_EM)


@lru_cache(maxsize=1 << 12)
def most_lines(text: str, width: int, first: int = 0) -> int:
    """The most lines that a text takes in a width of thousandths of an em, `first` of them being indent."""
    return sum(_lines(part, width, first) for part in text.split("\n"))


def _lines(text: str, width: int, first: int) -> int:
    lines, used = 1, first
    for piece in _pieces(text, _STRICT):
        length = sum(_advances(piece))
        if used + length <= width:
            used += length
        elif length <= width:
            lines, used = lines + 1, length
        else:
            full, rest = _broken(piece, width)
            lines, used = lines + full + (used > 0) + 1, rest  # programs end such lines early
    return lines


def _broken(piece: str, width: int) -> tuple[int, int]:
    """Full lines of what is longer than a line, an address say, and the length of its last one: begun on a
    line of its own, ended where any program may end it, or anywhere where a part alone is too long."""
    lines = used = 0
    for part in (part for loose in _pieces(piece, _LOOSE) for part in _PARTS.findall(loose)):
        advances = _advances(part)
        if used and used + sum(advances) > width:
            lines, used = lines + 1, 0
        for advance in advances:
            if used + advance > width:
                lines, used = lines + 1, 0
            used += advance
    return lines, used


def _pieces(text: str, stick: tuple[frozenset[str], frozenset[str]]) -> list[str]:
    """The pieces between which a line may end; `stick` are the characters that do so to what is before them
    and to what is after."""
    to_before, to_after = stick
    pieces: list[str] = []
    before = ""
    for char in text:
        if before and (
            char in to_before
            or before in to_after
            or (not _full(char) and not _full(before) and before != " ")
        ):
            pieces[-1] += char
        else:
            pieces.append(char)
        before = char
    return pieces


def _advances(piece: str) -> list[int]:
    """The most that each character takes, the space around Latin letters with it."""
    found = []
    for place, char in enumerate(piece):
        if _full(char):
            found.append(EM)
        else:
            edge = place == 0 or _full(piece[place - 1])
            last = place + 1 == len(piece) or _full(piece[place + 1])
            found.append(_narrow(char) + _QUARTER * (edge + last))
    return found


def _narrow(char: str) -> int:
    if char in _WIDE_LETTERS:
        return _MOST["broad"]
    return _MOST["capital" if char.isupper() else "letter"]


@lru_cache(maxsize=1 << 13)
def _full(char: str) -> bool:
    """Whether a character takes a whole em in a Chinese face."""
    return unicodedata.east_asian_width(char) in "WFA"
