"""What an ink looks like: colours for a screen and an office printer, which have no process inks."""

from __future__ import annotations

from itertools import product

from listgen.drawing.model import Ink

Colour = tuple[float, float, float]  # red, green and blue (sRGB), each 0 to 1

# The solids of cyan, magenta and yellow and what they make over each other, in offset on coated paper.
_SOLIDS: dict[tuple[int, ...], tuple[int, int, int]] = {
    (0, 0, 0): (255, 255, 255),
    (1, 0, 0): (0, 158, 224),
    (0, 1, 0): (230, 0, 126),
    (0, 0, 1): (255, 237, 0),
    (1, 1, 0): (49, 39, 131),
    (1, 0, 1): (0, 150, 64),
    (0, 1, 1): (227, 6, 19),
    (1, 1, 1): (60, 54, 48),
}


def screen_colour(ink: Ink) -> Colour:
    """The mean of the solids by the area that each covers (Neugebauer), darkened by the black."""
    red = green = blue = 0.0
    for solid in product((0, 1), repeat=3):
        share = 1 - ink.black
        for part, dot in zip((ink.cyan, ink.magenta, ink.yellow), solid, strict=True):
            share *= part if dot else 1 - part
        seen = _SOLIDS[solid]
        red, green, blue = red + share * seen[0], green + share * seen[1], blue + share * seen[2]
    return red / 255, green / 255, blue / 255


def rgb(code: str) -> Colour:
    """A colour from its six hexadecimal digits."""
    red, green, blue = bytes.fromhex(code)
    return red / 255, green / 255, blue / 255
