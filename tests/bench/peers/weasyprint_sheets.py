"""Signs as PDF by WeasyPrint, with one font configuration for all: FONTS WORK OUT VILLAGES."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from weasyprint import HTML  # type: ignore[import-not-found]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-not-found]

FACES = {"serif-black": "NotoSerifCJKsc-Black.otf", "sans-bold": "NotoSansCJKsc-Bold.otf"}
RISE = 0.88  # of the em above the baseline


def main(fonts: Path, work: Path, out: Path, villages: int) -> None:
    configuration = FontConfiguration()
    faces = "".join(
        f"@font-face {{ font-family: {role}; src: url('{(fonts / file).as_uri()}') }}"
        for role, file in FACES.items()
    )
    for number in range(villages):
        for sheet in json.loads((work / "villages" / f"{number}.json").read_text("utf-8")):
            page = "".join(_page(sheet, faces))
            path = out / sheet["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            HTML(string=page).write_pdf(path, font_config=configuration)


def _page(sheet: dict[str, Any], faces: str) -> Iterator[str]:
    yield (
        f'<!DOCTYPE html><meta charset="utf-8"><style>{faces}'
        f"@page {{ size: {sheet['width']}mm {sheet['height']}mm; margin: 0 }} body {{ margin: 0 }}"
        "div, img { position: absolute; white-space: nowrap }</style>"
    )
    for layer in sheet["layers"]:
        for x, y, width, height in layer["rects"]:
            yield (
                f'<div style="left: {x:.4f}mm; top: {y:.4f}mm; width: {width:.4f}mm; height: {height:.4f}mm;'
                f' background: {layer["rgb"]}"></div>'
            )
        if layer["path"]:
            svg = (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet["width"]} {sheet["height"]}">'
                f'<path fill="{layer["rgb"]}" d="{layer["path"]}"/></svg>'
            )
            data = base64.b64encode(svg.encode()).decode()
            yield (
                f'<img style="left: 0; top: 0; width: {sheet["width"]}mm"'
                f' src="data:image/svg+xml;base64,{data}">'
            )
        for line in layer["lines"]:
            em, top = line["em"], line["y"] - RISE * line["em"]
            yield (
                f'<div style="left: {line["x"]}mm; top: {top:.4f}mm; font: {em}mm/1 {line["role"]};'
                f' letter-spacing: {line["tracking"]}mm; color: {layer["rgb"]}">{escape(line["text"])}</div>'
            )


main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
