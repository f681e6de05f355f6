"""Characters drawn as SVG: the same as a font's, or refused."""

from __future__ import annotations

import pytest

from listgen.typeset.drawn import load_drawn, load_glyph
from listgen.typeset.faces import Faces
from listgen.typeset.outline import Box, Close, Line, Move
from listgen.typeset.svg import SvgError
from tests.typeset.shipped import FACES, SERIF

SQUARE = '<path d="M10 10 H90 V90 H10 Z"/>'


def svg(body: str, box: str = 'viewBox="0 0 100 100"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{body}</svg>'.encode()


def test_the_view_box_is_the_em_box() -> None:
    outline = load_drawn(svg(SQUARE))
    assert outline.bounds == pytest.approx(Box(100, -20, 900, 780))
    assert outline.advance == 1000
    assert [type(segment) for segment in outline.segments] == [Move, Line, Line, Line, Close]


def test_curves_of_every_kind() -> None:
    outline = load_drawn(svg('<g><path d="M10 50q40-40 80 0t-1 1s-9 9 -20 20a5 5 0 0 1 -10 0z"/></g>'))
    assert outline.bounds is not None
    assert outline.bounds.x0 >= 90


def test_a_glyph_of_the_face_comes_back() -> None:
    glyph = SERIF.outline("口")
    sides = [
        f"{'ML'[isinstance(part, Line)]}{part.x} {880 - part.y}" if isinstance(part, (Move, Line))
        else "Z" if isinstance(part, Close)
        else f"C{part.x1} {880 - part.y1} {part.x2} {880 - part.y2} {part.x} {880 - part.y}"
        for part in glyph.segments
    ]  # fmt: skip
    assert (
        load_drawn(svg(f'<path d="{"".join(sides)}"/>', 'viewBox="0 0 1000 1000"')).segments == glyph.segments
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        svg(""),
        svg(SQUARE, ""),
        svg(SQUARE, 'viewBox="0 0 0 100"'),
        svg('<rect width="9" height="9"/>'),
        svg(f'<g transform="scale(2)">{SQUARE}</g>'),
        svg('<path fill-rule="evenodd" d="M0 0H9V9Z"/>'),
        svg('<path d="M0 0 C"/>'),
        svg(f"<defs><clipPath>{SQUARE}</clipPath></defs>"),
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1">&a;</svg>',
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(SvgError):
        load_drawn(data)


def test_what_editors_add_is_passed_over() -> None:
    body = f'<x:view xmlns:x="urn:x"/><defs/><title>村</title>{SQUARE}'
    assert load_drawn(svg(body)).bounds == load_drawn(svg(SQUARE)).bounds


def test_a_drawn_character_serves_its_role_alone() -> None:
    faces = Faces(FACES.files, (load_glyph("serif-black/U+2348D.svg", svg(SQUARE)),))
    serif = faces.face("serif-black")
    assert serif.missing("𣒍村") == ()
    assert serif.is_drawn("𣒍") and not serif.is_drawn("村")
    assert serif.vertical("𣒍") is serif.outline("𣒍")
    assert faces.face("sans-bold").missing("𣒍村") == ("𣒍",)


@pytest.mark.parametrize("name", ["2348D.svg", "U+2348d.svg", "村.svg", "U+FFFFFF.svg", "old/U+2348D.svg"])
def test_a_file_is_named_after_its_character(name: str) -> None:
    with pytest.raises(SvgError):
        load_glyph(f"serif-black/{name}", svg(SQUARE))


def test_a_shape_far_outside_its_box_is_refused() -> None:
    assert load_drawn(svg('<path d="M-40 0H140V100H-40Z"/>')).bounds is not None
    with pytest.raises(SvgError, match="far outside"):
        load_drawn(svg('<path d="M10 10H900V90H10Z"/>'))
