"""Signs and pictures for the peers: the lines of text where they stand, rectangles, and paths as SVG.

An outline is told by its character again; lengths are mm from the upper left corner, y down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from listgen.drawing.model import Drawing, Fill, Ink, Rect
from listgen.drawing.picture import Paint, Picture
from listgen.drawing.screen import Colour, screen_colour
from listgen.typeset.faces import Faces
from listgen.typeset.outline import UNITS, Close, Curve, Line, Move, Outline, Placed

AROUND = 15.0  # mm around the trim, as listgen's pages have it
SAME = 0.01  # mm: on one baseline
EVEN, WIDE = 0.02, 0.6  # of an em: letter-spacing that is the same; what is more than letter-spacing


class Sheets:
    """Drawings as what a peer is told. Holds which of these characters an outline is of."""

    def __init__(self, faces: Faces, characters: Iterable[str]) -> None:
        self._known: dict[int, tuple[str, str]] = {}
        self._kept: list[Outline] = []
        for role in faces.roles:
            face = faces.face(role)
            for char in characters:
                if face.has(char):
                    for outline in (face.outline(char), face.vertical(char)):
                        self._known.setdefault(id(outline), (role, char))
                        self._kept.append(outline)

    def drawing(self, path: str, drawing: Drawing) -> dict[str, Any]:
        """A sign on its page."""
        width, height = drawing.width + 2 * AROUND, drawing.height + 2 * AROUND
        layers = list(self._fills(drawing, AROUND, height - AROUND))
        slug = Fill(Ink(0, 0, 0, 1), "text", (), drawing.slug)
        layers += self._layer(_cmyk(slug.ink), screen_colour(slug.ink), slug, AROUND, height - AROUND)
        return {"path": path, "width": width, "height": height, "pixel": 0, "layers": layers}

    def scene(self, path: str, picture: Picture) -> dict[str, Any]:
        """A picture to scale; `pixel` is the mm that a pixel covers."""
        width, height = picture.across * picture.pixel, picture.down * picture.pixel
        layers: list[dict[str, Any]] = []
        for layer in picture.layers:
            if isinstance(layer, Paint):
                layers += self._layer("", layer.colour, layer, -picture.left, height + picture.bottom)
            else:
                x, y = layer.x - picture.left, height - (layer.y - picture.bottom)
                layers += self._fills(layer.drawing, x, y)
        return {"path": path, "width": width, "height": height, "pixel": picture.pixel, "layers": layers}

    def _fills(self, drawing: Drawing, x: float, y: float) -> Iterator[dict[str, Any]]:
        for fill in drawing.fills:
            yield from self._layer(_cmyk(fill.ink), screen_colour(fill.ink), fill, x, y)

    def _layer(
        self, cmyk: str, rgb: Colour, layer: Fill | Paint, x: float, y: float
    ) -> Iterator[dict[str, Any]]:
        """Shapes of one colour, the origin of which is at (x, y)."""
        symbol = isinstance(layer, Fill) and layer.role == "symbol"
        known = [one for one in layer.glyphs if id(one.outline) in self._known]
        others = [one for one in layer.glyphs if id(one.outline) not in self._known and one.outline.bounds]
        path = "".join(_outline(one, x, y) for one in others)
        if symbol:
            path += "".join(_rectangle(rect, x, y) for rect in layer.rects)
        yield {
            "cmyk": cmyk,
            "rgb": "#" + "".join(f"{round(255 * part):02x}" for part in rgb),
            "rects": []
            if symbol
            else [[x + r.x, y - r.y - r.height, r.width, r.height] for r in layer.rects],
            "lines": list(self._lines(known, x, y)),
            "path": path,
        }

    def _lines(self, glyphs: Iterable[Placed], x: float, y: float) -> Iterator[dict[str, Any]]:
        """Glyphs that follow each other on a baseline are one line of text, with its letter-spacing."""
        line: list[Placed] = []
        for one in glyphs:
            if line and not self._follows(line, one):
                yield self._line(line, x, y)
                line = []
            line.append(one)
        if line:
            yield self._line(line, x, y)

    def _follows(self, line: list[Placed], one: Placed) -> bool:
        """Whether it goes on as the line has begun."""
        before, em = line[-1], UNITS * line[-1].sy
        same_face = self._known[id(before.outline)][0] == self._known[id(one.outline)][0]
        gap = _gap(before, one)
        even = len(line) == 1 or abs(gap - _gap(line[0], line[1])) < EVEN * em
        return (
            same_face
            and abs(one.y - before.y) < SAME
            and abs(one.sy - before.sy) * UNITS < SAME
            and even
            and abs(gap) < WIDE * em
        )

    def _line(self, line: list[Placed], x: float, y: float) -> dict[str, Any]:
        first, last = line[0], line[-1]
        advances = sum(one.outline.advance * one.sx for one in line[:-1])
        tracking = (last.x - first.x - advances) / (len(line) - 1) if len(line) > 1 else 0.0
        return {
            "role": self._known[id(first.outline)][0],
            "text": "".join(self._known[id(one.outline)][1] for one in line),
            "em": round(UNITS * first.sy, 4),
            "tracking": round(tracking, 4),
            "x": round(x + first.x, 4),
            "y": round(y - first.y, 4),
        }


def _gap(before: Placed, one: Placed) -> float:
    """mm between the advance of one glyph and the origin of the next."""
    return one.x - before.x - before.outline.advance * before.sx


def _cmyk(ink: Ink) -> str:
    return f"cmyk({ink.cyan:.0%}, {ink.magenta:.0%}, {ink.yellow:.0%}, {ink.black:.0%})"


def _rectangle(rect: Rect, x: float, y: float) -> str:
    left, top = x + rect.x, y - rect.y - rect.height
    return f"M{left:.3f} {top:.3f}h{rect.width:.3f}v{rect.height:.3f}h-{rect.width:.3f}z"


def _outline(placed: Placed, x: float, y: float) -> str:
    """An SVG path of an outline that is no character."""

    def at(across: float, up: float) -> str:
        return f"{x + placed.x + placed.sx * across:.3f} {y - placed.y - placed.sy * up:.3f}"

    steps = []
    for one in placed.outline.segments:
        if isinstance(one, Move):
            steps.append(f"M{at(one.x, one.y)}")
        elif isinstance(one, Line):
            steps.append(f"L{at(one.x, one.y)}")
        elif isinstance(one, Curve):
            steps.append(f"C{at(one.x1, one.y1)} {at(one.x2, one.y2)} {at(one.x, one.y)}")
        else:
            assert isinstance(one, Close)
            steps.append("z")
    return "".join(steps)
