"""Breaking a text into lines, as Chinese is broken: anywhere but at what belongs together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from listgen.typeset.face import Face
from listgen.typeset.outline import UNITS

# A run of letters, digits and what links them (a telephone, an address) stays in one piece where it can.
_PIECE = re.compile(r"[A-Za-z0-9./:@_~%+#?=&-]+|.", re.DOTALL)
_NOT_FIRST = frozenset(" 　，。、；：？！）》〉”’】〕…—·%")
_NOT_LAST = frozenset("（《〈“‘【〔")
# What a break costs, in squared ems of raggedness. A line too few in number is worth a torn name, no more.
_LINE, _TORN, _WIDOW, _BAD = 1e4, 100.0, 400.0, 1e6
_WIDOW_EMS = 4.0  # a last line shorter than this looks lost


def width_em(text: str, face: Face) -> float:
    """How long the line is, in ems. Raises MissingGlyphError."""
    return sum(face.outline(char).advance for char in text) / UNITS


def wrapped(
    text: str, face: Face, width: float, whole: Sequence[str] = (), *, even: bool = False
) -> tuple[str, ...]:
    """As few lines of at most `width` ems as hold the text: full ones, or of lengths as even as can be.

    Joined they are the text. A name of `whole` is broken only where no other way is nearly as good; a piece
    wider than the line is broken anywhere. Raises MissingGlyphError.
    """
    pieces = [part for piece in _PIECE.findall(text) for part in _parts(piece, face, width)]
    widths = [width_em(piece, face) for piece in pieces]
    breaks = _breaks(text, pieces, whole)
    best = [(0.0, 0)]  # what the lines up to here cost, and where the last of them begins
    aim = _even(sum(widths), width) if even else width
    for end in range(1, len(pieces) + 1):
        ways = []
        length = 0.0
        last = end == len(pieces)
        for start in range(end - 1, -1, -1):
            length += widths[start]
            if length > width + 1e-9 and start < end - 1:
                break
            ragged = (length - aim) ** 2
            if last and not even:
                ragged = _WIDOW if start and length < _WIDOW_EMS else 0.0
            ways.append((best[start][0] + _LINE + ragged + (0.0 if last else breaks[end]), start))
        best.append(min(ways))
    found, end = [], len(pieces)
    while end:
        start = best[end][1]
        found.append("".join(pieces[start:end]))
        end = start
    return tuple(reversed(found))


def _even(total: float, width: float) -> float:
    lines = max(1, -(-total // width))
    return total / lines


def _parts(piece: str, face: Face, width: float) -> Sequence[str]:
    return piece if width_em(piece, face) > width else (piece,)


def _breaks(text: str, pieces: Sequence[str], whole: Sequence[str]) -> list[float]:
    """What a break before each piece costs."""
    inside: set[int] = set()
    for name in whole:
        for found in re.finditer(re.escape(name), text) if name else ():
            inside.update(range(found.start() + 1, found.end()))
    costs, at = [], 0
    for place, piece in enumerate(pieces):
        bad = piece[0] in _NOT_FIRST or (place and pieces[place - 1][-1] in _NOT_LAST)
        costs.append(_BAD if bad else _TORN if at in inside else 0.0)
        at += len(piece)
    return costs
