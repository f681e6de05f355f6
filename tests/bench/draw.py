"""One way of making the seven signs of each of COUNT villages, in a process of its own: WAY COUNT.

Prints, of each sign, the CPU seconds that it took and the bytes that it gave. The peers are told sizes that
listgen works out, and set a vertical board in one column, a character a line; they make neither marks nor
boxes nor an output intent, and text stays text.
"""

from __future__ import annotations

import base64
import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from io import StringIO

from listgen.drawing.dxf import LAYERS, TOLERANCE, render_dxf
from listgen.drawing.flatten import flattened
from listgen.drawing.model import Drawing, Ink
from listgen.drawing.pdf import CONDITIONS, render_pdf
from listgen.drawing.svg import render_svg
from listgen.qr.symbol import QUIET_ZONE, encode
from listgen.resources import shipped
from listgen.signage.code import LEVEL
from listgen.signage.hall import code_square
from listgen.signage.plaque import split_emphasis
from listgen.signage.scheme import HallSlot, Slot
from listgen.signage.sign import HallValues, PlaqueValues, draw_sign
from listgen.typeset.faces import Faces, read_faces
from tests.bench.county_signs import OutdoorValues, signs

FONTS = shipped("fonts")
SHEET = 15.0  # around the trim, as listgen's pages have it
LEAD, SERIF, SANS = "lead", "Noto Serif CJK SC", "Noto Sans CJK SC"
Make = Callable[[OutdoorValues], bytes]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a horizontal sign: its em in mm; a blank line of `em` is a space."""

    text: str
    em: float
    face: str = SERIF


def _listgen(write: Callable[[Drawing], bytes]) -> Callable[[], Make]:
    def start() -> Make:
        faces = read_faces(FONTS)
        return lambda values: write(draw_sign(values, faces))

    return start


def _ezdxf() -> Make:
    """The same polygons on the same layers by ezdxf."""
    from ezdxf import units
    from ezdxf.filemanagement import new

    faces: Faces = read_faces(FONTS)

    def make(values: OutdoorValues) -> bytes:
        drawing = draw_sign(values, faces)
        document = new("R2000", units=units.MM)
        for name in ("CUT", *dict.fromkeys(LAYERS.values())):
            document.layers.add(name)
        space = document.modelspace()
        width, height = drawing.width, drawing.height
        trim = ((0, 0), (width, 0), (width, height), (0, height))
        space.add_lwpolyline(trim, close=True, dxfattribs={"layer": "CUT"})
        for fill in drawing.fills:
            if fill.role in LAYERS:
                for outline in (one for glyph in fill.glyphs for one in flattened(glyph, TOLERANCE)):
                    space.add_lwpolyline(outline, close=True, dxfattribs={"layer": LAYERS[fill.role]})
                for rect in fill.rects:
                    x0, y0, x1, y1 = rect.x, rect.y, rect.x + rect.width, rect.y + rect.height
                    corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
                    space.add_lwpolyline(corners, close=True, dxfattribs={"layer": LAYERS[fill.role]})
        text = StringIO()
        document.write(text)
        return text.getvalue().encode()

    return make


def _typst() -> Make:
    """As its manual has it: a call a file."""
    import typst  # type: ignore[import-not-found]

    options = {"font_paths": [str(FONTS)], "ignore_system_fonts": True, "format": "pdf"}
    return lambda values: bytes(typst.compile(_in_typst(values).encode(), **options))


def _typst_kept() -> Make:
    """One compiler for all files, which remembers fonts and whatever it has laid out before."""
    import typst

    compiler = typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)
    return lambda values: bytes(compiler.compile(input=_in_typst(values).encode(), format="pdf"))


def _in_typst(values: OutdoorValues) -> str:
    sign = _board(values)
    width, height = sign.width + 2 * SHEET, sign.height + 2 * SHEET
    head = (
        f"#set page(width: {width}mm, height: {height}mm, margin: {SHEET}mm, "
        f"background: rect(width: {sign.width}mm, height: {sign.height}mm, fill: {_cmyk(sign.ground)}))\n"
        f"#set text(font: {json.dumps(SERIF)}, weight: 900, fill: {_cmyk(sign.ink)})\n"
        f"#set text(top-edge: 0.88em, bottom-edge: -0.12em)\n"
    )
    if isinstance(values, PlaqueValues) and not values.slot.bar:
        em, gap = _column(values.slot, values.wording)
        chars = ", ".join(f"[{char}]" for char in values.wording)
        return f"{head}#align(center + horizon, text(size: {em}mm, stack(spacing: {gap}mm, {chars})))"
    lines = ", ".join(
        f"text(font: {json.dumps(line.face)}, size: {line.em}mm, tracking: 0.1em)[{line.text}]"
        if line.text
        else f"v({line.em}mm)"
        for line in _lines(values)
    )
    text = f"align(center + horizon, stack({lines}))"
    if isinstance(values, PlaqueValues):
        return f"{head}#{text}"
    panel = values.hall.panel.width
    square = code_square(values.hall)
    image = f'image(bytes({json.dumps(_code_svg(values.url))}), format: "svg", width: {square.width}mm)'
    code = f"align(center + horizon, block(width: 100%, height: 100%, fill: white, {image}))"
    return f"{head}#grid(columns: (1fr, {panel}mm), rows: 100%, {text}, {code})"


def _weasyprint() -> Make:
    from weasyprint import HTML  # type: ignore[import-not-found]
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-not-found]

    fonts = FontConfiguration()
    return lambda values: bytes(HTML(string=_in_html(values)).write_pdf(font_config=fonts))


def _in_html(values: OutdoorValues) -> str:
    sign = _board(values)
    faces = "".join(
        f"@font-face {{ font-family: '{name} shipped'; src: url('{(FONTS / file).as_uri()}') }}"
        for name, file in ((SERIF, "NotoSerifCJKsc-Black.otf"), (SANS, "NotoSansCJKsc-Bold.otf"))
    )
    width, height = sign.width + 2 * SHEET, sign.height + 2 * SHEET
    style = (
        f"{faces} @page {{ size: {width}mm {height}mm; margin: {SHEET}mm }} body {{ margin: 0 }}"
        f".sign {{ width: {sign.width}mm; height: {sign.height}mm; background: {_hex(sign.ground)};"
        f" color: {_hex(sign.ink)}; font-family: '{SERIF} shipped'; display: flex; align-items: center;"
        " text-align: center; letter-spacing: 0.1em } .text { flex: 1 }"
    )
    if isinstance(values, PlaqueValues) and not values.slot.bar:
        em, gap = _column(values.slot, values.wording)
        chars = "".join(f"<div>{escape(char)}</div>" for char in values.wording)
        body = f'<div class="text" style="font-size: {em}mm; line-height: {em + gap}mm">{chars}</div>'
    else:
        lines = "".join(
            f"<div style=\"font: {line.em}mm/1 '{line.face} shipped'\">{escape(line.text)}</div>"
            if line.text
            else f'<div style="height: {line.em}mm"></div>'
            for line in _lines(values)
        )
        body = f'<div class="text">{lines}</div>'
    if isinstance(values, HallValues):
        svg = base64.b64encode(_code_svg(values.url).encode()).decode()
        square = code_square(values.hall)
        body += (
            f'<div style="width: {values.hall.panel.width}mm; background: white">'
            f'<img style="width: {square.width}mm" src="data:image/svg+xml;base64,{svg}"></div>'
        )
    return f'<!DOCTYPE html><meta charset="utf-8"><style>{style}</style><div class="sign">{body}</div>'


def _board(values: OutdoorValues) -> Slot | HallSlot:
    return values.slot if isinstance(values, PlaqueValues) else values.hall


def _column(slot: Slot, wording: str) -> tuple[float, float]:
    """The em and the gap of one column."""
    room = slot.height - 2 * slot.margins.end
    em = min(0.62 * slot.width, room / (1.05 * len(wording)))
    return round(em, 2), round(0.05 * em, 2)


def _lines(values: OutdoorValues) -> list[Line]:
    if isinstance(values, PlaqueValues):
        assert values.slot.bar
        small, large = split_emphasis(values.wording, values.slot.emphasis)
        bar = values.slot.bar
        return [Line(small, bar.lead.em), Line("", bar.space), Line(large, bar.main.em)]
    hall, text = values.hall, values.text
    small, large = split_emphasis(text.wording, hall.emphasis)
    return [
        Line(small, hall.lead.em),
        Line(large, hall.main.em),
        Line("", hall.lead.em),
        Line("　".join(text.functions), hall.functions.em, SANS),
        Line(f"{hall.phone} {text.phone}", hall.phone_line.em, SANS),
    ]


def _code_svg(url: str) -> str:
    rows = encode(url, LEVEL).rows
    side = len(rows) + 2 * QUIET_ZONE
    runs = "".join(
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{runs}"/></svg>'


def _cmyk(ink: Ink) -> str:
    return f"cmyk({ink.cyan:.0%}, {ink.magenta:.0%}, {ink.yellow:.0%}, {ink.black:.0%})"


def _hex(ink: Ink) -> str:
    tints = (ink.cyan, ink.magenta, ink.yellow)
    return "#" + "".join(f"{round(255 * (1 - tint) * (1 - ink.black)):02x}" for tint in tints)


WAYS: dict[str, Callable[[], Make]] = {
    "pdf": _listgen(lambda drawing: render_pdf(drawing, CONDITIONS["FOGRA39"])),
    "svg": _listgen(render_svg),
    "dxf": _listgen(render_dxf),
    "ezdxf": _ezdxf,
    "typst": _typst,
    "typst, kept": _typst_kept,
    "weasyprint": _weasyprint,
}


def _main(way: str, count: int) -> None:
    make = WAYS[way]()
    made = []
    gc.collect()
    for values in signs(count):
        start = time.process_time()
        data = make(values)
        made.append((time.process_time() - start, len(data)))
    print(json.dumps(made))


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
