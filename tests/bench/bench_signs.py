"""Signs as PDF and pictures of gates beside Typst and WeasyPrint, as whole processes."""

from __future__ import annotations

import json
import struct
from collections import Counter
from ctypes.util import find_library
from pathlib import Path

import pypdfium2

from listgen.resources import shipped
from tests.bench.compare import FEW, Contender, compare
from tests.bench.figures import Report
from tests.bench.installed import Peers
from tests.bench.measure import Program
from tests.bench.work import PICTURES, SIGNS, Work

FONTS = shipped("fonts")
_LAID = (
    "sets the same lines at the places and sizes that listgen found, with the same symbols as ready paths;"
    " text stays text; no marks, boxes, output intent or narrowed characters"
)
_SHOWN = "sets the same shapes and words at the places that listgen found, and rasterises them"
_EACH, _KEPT = "; a call a file, as its manual has it", "; one compiler for all files"
_RGB = "; inks as sRGB" + (
    ""
    if find_library("harfbuzz-subset")
    else "; fonts subset in Python, for libharfbuzz-subset is missing here"
)
FEWER = 5  # villages: WeasyPrint takes a second a sign or so


def test_signs(report: Report, installed: Peers, project: Path, work: Work, folder: Path) -> None:
    """Seven outside and six inside, on pages of the same size with the same words."""

    def typst(name: str, *more: str) -> Contender:
        def of(villages: int) -> Program:
            given = (FONTS, work.folder / SIGNS, folder / name, villages, "pdf", *more)
            return Program(installed.program("typst_sheets", *given))

        return Contender(name, min(FEW, report.villages), of, _LAID + (_KEPT if more else _EACH))

    def weasyprint(villages: int) -> Program:
        given = (FONTS, work.folder / SIGNS, folder / "WeasyPrint", villages)
        return Program(installed.program("weasyprint_sheets", *given))

    contenders = (
        typst("Typst"),
        typst("Typst, kept", "kept"),
        Contender("WeasyPrint", FEWER, weasyprint, _LAID + _RGB),
    )
    kinds = ("plaque", "hall-sign", "sign")
    compare(report, SIGNS, project, folder, kinds, work.outputs[SIGNS], contenders)
    for sheet in _sheets(work, SIGNS):
        expected = _size(folder / "ours" / sheet["path"])
        said = Counter(char for layer in sheet["layers"] for line in layer["lines"] for char in line["text"])
        for one in contenders:
            path = folder / one.name / sheet["path"]
            if path.is_file():
                assert _close(_size(path), expected), (one.name, sheet["path"])
                assert not _inked(said) - _inked(Counter(_text(path))), (one.name, sheet["path"])


def test_pictures(report: Report, installed: Peers, project: Path, work: Work, folder: Path) -> None:
    """Of the gate with all its signs, as PNG of the same pixels."""

    def typst(name: str, *more: str) -> Contender:
        def of(villages: int) -> Program:
            given = (FONTS, work.folder / PICTURES, folder / name, villages, "png", *more)
            return Program(installed.program("typst_sheets", *given))

        return Contender(name, min(FEW, report.villages), of, _SHOWN + (_KEPT if more else _EACH))

    contenders = (typst("Typst"), typst("Typst, kept", "kept"))
    compare(report, PICTURES, project, folder, ("proof",), work.outputs[PICTURES], contenders)
    for sheet in _sheets(work, PICTURES):
        for one in contenders:
            path = folder / one.name / sheet["path"]
            if path.is_file():
                assert _close(_pixels(folder / "ours" / sheet["path"]), _pixels(path)), (one.name, path)


def _sheets(work: Work, part: str) -> list[dict]:  # type: ignore[type-arg]
    """The work of a village."""
    return list(json.loads((work.folder / part / "villages" / "3.json").read_text("utf-8")))


def _size(path: Path) -> tuple[float, float]:
    """Of the first page's media box, in points."""
    with pypdfium2.PdfDocument(path) as document:
        left, bottom, right, top = document[0].get_mediabox()
    return right - left, top - bottom


def _text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return str(document[0].get_textpage().get_text_range())


def _inked(characters: Counter[str]) -> Counter[str]:
    return Counter({char: count for char, count in characters.items() if not char.isspace()})


def _pixels(path: Path) -> tuple[float, float]:
    across, down = struct.unpack(">II", path.read_bytes()[16:24])
    return across, down


def _close(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """But for a rounded point or pixel."""
    return all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True))
