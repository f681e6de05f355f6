"""Signs as PDF, or pictures as PNG, by Typst: FONTS WORK OUT VILLAGES pdf|png [kept].

`kept`: one compiler for all files, which remembers fonts and whatever it has laid out before.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typst  # type: ignore[import-not-found]

FACES = {"serif-black": ("Noto Serif CJK SC", 900), "sans-bold": ("Noto Sans CJK SC", 700)}
INCH = 25.4
RISE = 0.88  # of the em above the baseline


def main(fonts: Path, work: Path, out: Path, villages: int, form: str, kept: bool) -> None:
    compiler = typst.Compiler(font_paths=[str(fonts)], ignore_system_fonts=True) if kept else None
    for number in range(villages):
        for sheet in json.loads((work / "villages" / f"{number}.json").read_text("utf-8")):
            source = "".join(_source(sheet, form)).encode()
            more = {"ppi": INCH / sheet["pixel"]} if form == "png" else {}
            make: Callable[..., Any] = (
                compiler.compile
                if compiler
                else lambda font_paths=[str(fonts)], **rest: typst.compile(
                    font_paths=font_paths, ignore_system_fonts=True, **rest
                )
            )
            path = out / sheet["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(make(input=source, format=form, **more))


def _source(sheet: dict[str, Any], form: str) -> Iterator[str]:
    yield f"#set page(width: {sheet['width']}mm, height: {sheet['height']}mm, margin: 0mm)\n"
    yield f"#set text(top-edge: {RISE}em, bottom-edge: -0.12em)\n"
    for layer in sheet["layers"]:
        ink = layer["cmyk"] if form == "pdf" and layer["cmyk"] else f"rgb({json.dumps(layer['rgb'])})"
        for x, y, width, height in layer["rects"]:
            size = f"width: {width:.4f}mm, height: {height:.4f}mm"
            yield f"#place(dx: {x:.4f}mm, dy: {y:.4f}mm, rect({size}, fill: {ink}))\n"
        if layer["path"]:
            svg = (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet["width"]} {sheet["height"]}">'
                f'<path fill="{layer["rgb"]}" d="{layer["path"]}"/></svg>'
            )
            yield f'#place(image(bytes({json.dumps(svg)}), format: "svg", width: {sheet["width"]}mm))\n'
        for line in layer["lines"]:
            family, weight = FACES[line["role"]]
            em, top = line["em"], line["y"] - RISE * line["em"]
            words = json.dumps(line["text"], ensure_ascii=False)
            yield (
                f"#place(dx: {line['x']}mm, dy: {top:.4f}mm, box(width: {sheet['width']}mm, "
                f"text(font: {json.dumps(family)}, weight: {weight}, size: {em}mm, "
                f"tracking: {line['tracking']}mm, fill: {ink}, {words})))\n"
            )


main(
    Path(sys.argv[1]),
    Path(sys.argv[2]),
    Path(sys.argv[3]),
    int(sys.argv[4]),
    sys.argv[5],
    "kept" in sys.argv[6:],
)
