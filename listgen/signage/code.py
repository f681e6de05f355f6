"""A village's code as a small board of its own, and how large a code has to be for its reading distance."""

from __future__ import annotations

from listgen.drawing.model import Drawing, Fill, Ink, Rect
from listgen.qr.symbol import QUIET_ZONE, Symbol
from listgen.signage.board import BLEED

LEVEL = "Q"  # of every printed code: a quarter of it may be scratched
FILE_DISTANCE = 0.5  # m from which a code file at its own size is read: a sheet in the hand or on a table
LEAST_MODULE = 0.33  # mm: four dots of a 300 dpi printer
_RESOLVED = 250  # a phone with a 720p preview tells modules of 1/250 of the distance apart

WHITE = Ink(0, 0, 0, 0)
BLACK = Ink(0, 0, 0, 1)


def modules_across(symbol: Symbol) -> int:
    """Modules a side, quiet zone included."""
    return symbol.size + 2 * QUIET_ZONE


def least_module(distance: float) -> float:
    """The smallest module, in mm, that is read from `distance` m."""
    return max(distance * 1000 / _RESOLVED, LEAST_MODULE)


FILE_MODULE = least_module(FILE_DISTANCE)


def draw_code(symbol: Symbol, title: str) -> Drawing:
    """The code of a file of its own; its quiet zone ends at the trim."""
    side = modules_across(symbol) * FILE_MODULE
    whole = Rect(0, 0, side, side)
    return Drawing(side, side, BLEED, title, (Fill(WHITE, "ground", (whole,)), dark_fill(symbol, whole)))


def dark_fill(symbol: Symbol, square: Rect) -> Fill:
    """The dark modules as merged runs; `square` holds the quiet zone too.

    Black on white whatever the sign's colours: a coloured code is not read by every phone.
    """
    module = square.width / modules_across(symbol)
    top = square.y + square.height
    runs = tuple(
        Rect(square.x + (x + QUIET_ZONE) * module, top - (y + QUIET_ZONE + 1) * module, run * module, module)
        for x, y, run in symbol.runs()
    )
    return Fill(BLACK, "symbol", runs)
