"""Small drawings for the writers' tests."""

from listgen.drawing.model import Drawing, Fill, Ink, Rect
from listgen.typeset.outline import Box, Close, Curve, Line, Move, Outline, Placed

RED = Ink(0, 1, 1, 0)
WHITE = Ink(0, 0, 0, 0)
BLACK = Ink(0, 0, 0, 1)

# A square of 1000 units with a round hole, as a font winds them.
RING = Outline(
    (
        Move(0, 0),
        Line(1000, 0),
        Line(1000, 1000),
        Line(0, 1000),
        Close(),
        Move(500, 250),
        Curve(362, 250, 250, 362, 250, 500),
        Curve(250, 638, 362, 750, 500, 750),
        Curve(638, 750, 750, 638, 750, 500),
        Curve(750, 362, 638, 250, 500, 250),
        Close(),
    ),
    1000,
    Box(0, 0, 1000, 1000),
)


def sign(width: float = 200, height: float = 100, title: str = "青石村村民委员会") -> Drawing:
    """A red board with a white ring of 40 mm at (20, 30) and a slug."""
    return Drawing(
        width,
        height,
        3,
        title,
        (
            Fill(RED, "ground", (Rect(-3, -3, width + 6, height + 6),)),
            Fill(WHITE, "text", (), (Placed(RING, 20, 30, 0.04, 0.04),)),
            Fill(BLACK, "rule", (Rect(100, 30, 50, 1),)),
        ),
        (Placed(RING, 20, -12, 0.004, 0.004),),
    )
