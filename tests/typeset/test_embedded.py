"""The TrueType font of a face's characters, read back by fontTools."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from listgen.typeset.drawn import Drawn
from listgen.typeset.embedded import postscript_name, truetype
from listgen.typeset.face import Face, MissingGlyphError
from listgen.typeset.faces import Faces
from listgen.typeset.outline import Box, Close, Line, Move, Outline
from tests.typeset.shipped import FACES, SANS, SERIF

TEXT = "莫𡐓村塘㙍村民委员会 A0-"
CHARACTERS = "".join(dict.fromkeys(TEXT))
SQUARE = Outline((Move(0, 0), Line(900, 0), Line(900, 700), Line(0, 700), Close()), 1000, Box(0, 0, 900, 700))


def font(face: Face = SANS, characters: str = CHARACTERS) -> TTFont:
    return TTFont(BytesIO(truetype(face, characters)), lazy=False)


def test_glyphs_are_numbered_as_asked() -> None:
    made = font()
    numbers = {chr(code): made.getGlyphID(name) for code, name in made.getBestCmap().items()}
    assert numbers == {char: number for number, char in enumerate(CHARACTERS, 1)}
    assert {table.format for table in made["cmap"].tables} == {4, 12}


@pytest.mark.parametrize("face", [SANS, SERIF], ids=["sans", "serif"])
@pytest.mark.parametrize("char", CHARACTERS)
def test_shapes_and_advances(face: Face, char: str) -> None:
    made, outline = font(face), face.outline(char)
    name = made.getBestCmap()[ord(char)]
    assert made["hmtx"][name][0] == round(outline.advance)
    glyphs = made.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    if outline.bounds is None:
        assert pen.bounds is None
    else:
        assert pen.bounds == pytest.approx(outline.bounds, abs=1.5)


def test_contours_run_as_truetype_wants_them() -> None:
    """Ink is on their right: the outer contour of a square goes up first."""
    made = font(Faces(FACES.files, (Drawn("sans-bold", "\U0002348d", SQUARE),)).face("sans-bold"), "𣒍")
    points, _, _ = made["glyf"]["u2348D"].getCoordinates(made["glyf"])
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True))
    assert area == -2 * 900 * 700


def test_no_clock_and_no_hash_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    first = truetype(SANS, CHARACTERS)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert truetype(SANS, CHARACTERS) == first


def test_a_missing_character_is_refused() -> None:
    with pytest.raises(MissingGlyphError):
        truetype(SANS, "村\U0002348d")


def test_names() -> None:
    assert font()["name"].getDebugName(6) == "NotoSansCJKSCBold"
    assert [postscript_name(name) for name in ("Noto Sans", "方正小标宋", "A-B (C)")] == [
        "NotoSans",
        "Face",
        "ABC",
    ]
