"""A symbol in a terminal: two modules a character, one above the other, quiet zone included."""

from __future__ import annotations

from itertools import zip_longest

from listgen.qr.symbol import QUIET_ZONE, Symbol

LOWER_HALF = "▄"
_LIGHT = {(True, True): " ", (True, False): LOWER_HALF, (False, True): "▀", (False, False): "█"}


def pairs(symbol: Symbol) -> tuple[tuple[tuple[bool, bool], ...], ...]:
    """Line by line each character as (upper, lower), True = dark; a last half line is light."""
    side = (False,) * QUIET_ZONE
    bare = (False,) * (symbol.size + 2 * QUIET_ZONE)
    rows = [*[bare] * QUIET_ZONE, *((*side, *row, *side) for row in symbol.rows), *[bare] * QUIET_ZONE]
    return tuple(
        tuple(zip(upper, lower, strict=True))
        for upper, lower in zip_longest(rows[::2], rows[1::2], fillvalue=bare)
    )


def light_blocks(symbol: Symbol) -> tuple[str, ...]:
    """Lines for a terminal of light letters on a dark ground: what is drawn is what is light."""
    return tuple("".join(_LIGHT[pair] for pair in line) for line in pairs(symbol))
