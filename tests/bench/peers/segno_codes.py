"""Codes by segno as SVG, PNG and PDF, and as DXF by ezdxf from segno's modules: WORK OUT VILLAGES."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import segno  # type: ignore[import-not-found]
from ezdxf import units
from ezdxf.filemanagement import new

MODULE, PIXELS, QUIET = 2.0, 24, 4  # mm; a module in the PNG; modules
MM = 72 / 25.4


def main(work: Path, out: Path, villages: int) -> None:
    for number in range(villages):
        one = json.loads((work / "villages" / f"{number}.json").read_text("utf-8"))[0]
        code = segno.make_qr(one["url"], error="q", boost_error=False)
        path = out / Path(one["path"]).parent
        path.mkdir(parents=True, exist_ok=True)
        code.save(str(path / "code.svg"), border=QUIET, scale=MODULE, unit="mm", title=one["title"])
        code.save(str(path / "code.png"), border=QUIET, scale=PIXELS)
        code.save(str(path / "code.pdf"), border=QUIET, scale=MODULE * MM)
        _dxf(code.matrix, path / "code.dxf")


def _dxf(rows: tuple[bytearray, ...], path: Path) -> None:
    """A closed polyline for each run of dark modules in a row."""
    document = new("R2000", units=units.MM)
    for layer in ("CUT", "ENGRAVE"):
        document.layers.add(layer)
    space, side = document.modelspace(), (len(rows) + 2 * QUIET) * MODULE
    trim = ((0, 0), (side, 0), (side, side), (0, side))
    space.add_lwpolyline(trim, close=True, dxfattribs={"layer": "CUT"})
    for y, row in enumerate(rows):
        top = side - (y + QUIET) * MODULE
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                left, right = (x + QUIET) * MODULE, (x + QUIET + run) * MODULE
                corners = ((left, top - MODULE), (right, top - MODULE), (right, top), (left, top))
                space.add_lwpolyline(corners, close=True, dxfattribs={"layer": "ENGRAVE"})
            x += max(run, 1)
    document.saveas(path)


main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
