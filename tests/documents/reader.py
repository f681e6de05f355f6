"""Reads a Word file with zipfile and lxml alone: what it says, in order."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Paragraph:
    style: str
    text: str


@dataclass(frozen=True)
class Grid:
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    heads: int


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return etree.fromstring(archive.read(name))


def blocks(data: bytes) -> list[Paragraph | Grid]:
    """The body's paragraphs and tables."""
    body = part(data)[0]
    return [
        _grid(one) if one.tag == f"{W}tbl" else _paragraph(one) for one in body if one.tag != f"{W}sectPr"
    ]


def paragraphs(data: bytes) -> list[Paragraph]:
    """Every paragraph, those in tables too."""
    return [_paragraph(one) for one in part(data).iter(f"{W}p")]


def grids(data: bytes) -> list[Grid]:
    """The tables whose head repeats."""
    return [block for block in blocks(data) if isinstance(block, Grid) and block.heads]


def lists(data: bytes) -> list[Grid]:
    """Those of them that are lists: their rows are numbered."""
    return [grid for grid in grids(data) if grid.rows[0][0] == "序号"]


def said(data: bytes) -> str:
    """Everything the body says, a paragraph a line."""
    return "\n".join(paragraph.text for paragraph in paragraphs(data))


def outside(data: bytes) -> str:
    """What headers and footers say."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith(("word/header", "word/footer"))]
    return "\n".join(_text(part(data, name)) for name in names)


def rendered(data: bytes) -> str:
    """The body as a short text: style and words, tables by rows. For goldens."""
    lines = []
    for block in blocks(data):
        if isinstance(block, Paragraph):
            lines.append(f"{block.style}: {block.text}" if block.text else f"{block.style}:")
        else:
            lines.append(f"table {' '.join(map(str, block.widths))}")
            lines += [f"  {' | '.join(row)}" for row in block.rows]
    return "\n".join(lines) + "\n"


def _paragraph(one: etree._Element) -> Paragraph:
    style = one.find(f"{W}pPr/{W}pStyle")
    return Paragraph("" if style is None else style.get(f"{W}val", ""), _text(one))


def _grid(table: etree._Element) -> Grid:
    rows = tuple(tuple(_text(cell) for cell in row.findall(f"{W}tc")) for row in table.findall(f"{W}tr"))
    widths = tuple(int(column.get(f"{W}w", "")) for column in table.iter(f"{W}gridCol"))
    return Grid(rows, widths, len(list(table.iter(f"{W}tblHeader"))))


def _text(one: etree._Element) -> str:
    """The words of runs, tabs and breaks as characters."""
    marks = {f"{W}tab": "\t", f"{W}br": "\n"}
    pieces = one.iterfind(f".//{W}r/*")
    return "".join(
        marks.get(str(piece.tag), piece.text or "") for piece in pieces if piece.tag in {f"{W}t", *marks}
    )
