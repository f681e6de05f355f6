"""How a page of a PDF says numbers and outlines."""

from __future__ import annotations

from functools import lru_cache

from listgen.typeset.outline import Close, Curve, Line, Move, Outline, Segment


@lru_cache(maxsize=8192)
def path(outline: Outline) -> str:
    """The outline's operators in font units; most glyphs of a county's signs are drawn many times."""
    return "\n".join(operator(segment) for segment in outline.segments)


@lru_cache(maxsize=4096)  # a line's scale is each of its glyphs', a code's grid each of its rows'
def number(value: float, digits: int = 4) -> str:
    """A PDF number: no exponent, no trailing zeros; 0.0001 mm is finer than any engraver."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def operator(segment: Segment) -> str:
    """A side of an outline, in whatever units it has."""
    match segment:
        case Move(x, y):
            return f"{number(x)} {number(y)} m"
        case Line(x, y):
            return f"{number(x)} {number(y)} l"
        case Curve():
            return " ".join(number(value) for value in segment) + " c"
        case Close():
            return "h"
