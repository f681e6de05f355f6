"""Word papers by python-docx, paragraph by paragraph and cell by cell: WORK OUT VILLAGES."""

from __future__ import annotations

import base64
import io
import json
import sys
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.shared import Mm

CODE_MM = 30


def main(work: Path, out: Path, villages: int) -> None:
    sources = {path.name: path.read_bytes() for path in (work / "plain").iterdir()}
    for number in range(villages):
        for paper in json.loads((work / "villages" / f"{number}.json").read_text("utf-8")):
            document = docx.Document(io.BytesIO(sources[paper["template"]]))
            styles = {style.style_id: style for style in document.styles}
            for block in paper["blocks"]:
                if block is None:
                    document.add_section(WD_SECTION.NEW_PAGE)
                elif "rows" in block:
                    _table(document, block["rows"], styles)
                elif "picture" in block:
                    picture = io.BytesIO(base64.b64decode(paper["picture"]))
                    document.add_paragraph().add_run().add_picture(picture, width=Mm(CODE_MM))
                else:
                    document.add_paragraph(block["text"], styles.get(block["style"]))
            path = out / paper["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            document.save(path)


def _table(document: Any, rows: list[list[list[dict[str, str]]]], styles: dict[str, Any]) -> None:
    """Cells that are merged in listgen's are left unmerged."""
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, blocks in zip(row.cells, cells, strict=False):
            for place, block in enumerate(blocks):
                paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
                if block["style"] in styles:
                    paragraph.style = styles[block["style"]]
                paragraph.add_run(block["text"])


main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
