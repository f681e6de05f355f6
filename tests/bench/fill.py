"""One way of making the booklet of each of COUNT villages, in a process of its own: WAY CASE COUNT.

Prints, of each village, the CPU seconds, the bytes and the words of its booklet, and the process's peak
memory. CASE `shared`: all villages have the same 80 items; `own`: every row names its village.

The peers get their values, and the PNG of the code, from listgen's own functions. docxtpl fills the shipped
template with its tags rewritten in docxtpl's words; python-docx sets the same paragraphs and cells in the
same styles, from a list that is ready, and is spared headers, footers and fields.
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lxml import etree

from listgen.catalog.view import VillageView
from listgen.documents.booklet import booklet_data
from listgen.documents.package import read_parts, write_parts
from listgen.documents.papers import render_booklet
from listgen.documents.template import compile_template
from listgen.project import County
from listgen.resources import shipped
from tests.bench.county import shipped_items, shipped_kinds, views
from tests.documents.reader import W, _text, part, said
from tests.site.samples import COUNTY

TEMPLATE = (shipped("templates") / "documents" / "booklet" / "template.docx").read_bytes()
OF: County = replace(COUNTY, issuing=replace(COUNTY.issuing, mark="岚溪县人民政府办公室文件"))
KINDS = shipped_kinds()
CODE_MM = 30
_NAMES = {"tr": f"{W}tr", "tc": f"{W}tc", "p": f"{W}p"}
_PICTURE = "{{ picture }}"

Make = Callable[[VillageView], bytes]


def _listgen(of: tuple[VillageView, ...]) -> Make:
    template = compile_template(TEMPLATE)
    return lambda view: render_booklet(template, OF, KINDS, view)


def _docxtpl(of: tuple[VillageView, ...], *, kept: bool = False) -> Make:
    """`kept`: one object, its file in memory, and one environment for all; docxtpl reads the file anew."""
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-not-found]
    from jinja2 import Environment, StrictUndefined

    source = docxtpl_template()
    one = DocxTemplate(io.BytesIO(source))
    shared = Environment(autoescape=True, undefined=StrictUndefined)

    def make(view: VillageView) -> bytes:
        template = one if kept else DocxTemplate(io.BytesIO(source))
        environment = shared if kept else Environment(autoescape=True, undefined=StrictUndefined)
        data = booklet_data(OF, KINDS, view)
        picture = _code(data)
        if picture:
            data["picture"] = InlineImage(template, io.BytesIO(picture), width=Mm(CODE_MM))
        template.render(data, environment)
        stream = io.BytesIO()
        template.save(stream)
        return stream.getvalue()

    return make


def docxtpl_template() -> bytes:
    """The shipped booklet in docxtpl's words: `{%tr`, `{%tc`, `{%p` for what lifts a row, cell, paragraph."""
    parts = read_parts(TEMPLATE)
    root = etree.fromstring(parts["word/document.xml"])
    for prefix, name in _NAMES.items():
        for whole in list(root.iter(name)):
            words = [text for text in whole.iterfind(f".//{W}t") if text.text]
            if len(words) == 1 and _one_block(words[0].text or ""):
                words[0].text = (words[0].text or "").replace("{%", f"{{%{prefix}", 1)
    for drawing in root.findall(f".//{W}drawing"):
        tag = etree.Element(f"{W}t")
        tag.text = _PICTURE
        above = drawing.getparent()
        assert above is not None
        above.replace(drawing, tag)
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_parts(parts)


def _one_block(text: str) -> bool:
    return text.startswith("{% ") and text.endswith("%}") and text.count("{%") == 1


def _python_docx(of: tuple[VillageView, ...]) -> Make:
    import docx
    from docx.enum.section import WD_SECTION
    from docx.shared import Mm

    ready = {view.village.id: tuple(_blocks(_listgen(of)(view))) for view in of}

    def make(view: VillageView) -> bytes:
        document = docx.Document(io.BytesIO(TEMPLATE))
        body = document.element.body
        for child in list(body)[:-1]:
            body.remove(child)
        styles = {style.style_id: style for style in document.styles}
        for block in ready[view.village.id]:
            if block is None:
                document.add_section(WD_SECTION.NEW_PAGE)
            elif isinstance(block, Words):
                document.add_paragraph(block.text, styles[block.style])
            elif isinstance(block, Drawn):
                picture = _code(booklet_data(OF, KINDS, view))
                document.add_paragraph().add_run().add_picture(io.BytesIO(picture), width=Mm(CODE_MM))
            else:
                _table(document, block, styles)
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    return make


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph of one style."""

    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The paragraph of the code."""


Block = Words | Drawn | tuple[tuple[tuple[Words | Drawn, ...], ...], ...] | None


def _blocks(paper: bytes) -> Iterator[Block]:
    """What a paper is made of; None where a section ends."""
    for one in list(part(paper)[0])[:-1]:
        if one.tag == f"{W}tbl":
            rows = one.iter(f"{W}tr")
            yield tuple(
                tuple(tuple(map(_words, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")) for row in rows
            )
        else:
            yield _words(one)
            if next(one.iter(f"{W}sectPr"), None) is not None:
                yield None


def _words(paragraph: etree._Element) -> Words | Drawn:
    if next(paragraph.iter(f"{W}drawing"), None) is not None:
        return Drawn()
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    assert style is not None
    return Words(style.get(f"{W}val", ""), _text(paragraph))


def _table(document: Any, rows: tuple, styles: Mapping) -> None:  # type: ignore[type-arg]
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, blocks in zip(row.cells, cells, strict=True):
            for place, block in enumerate(blocks):
                paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
                if isinstance(block, Words):
                    paragraph.style = styles[block.style]
                    paragraph.add_run(block.text)


def _code(data: Mapping[str, object]) -> bytes:
    """The PNG among the values, if there is one."""
    village = data["village"]
    assert isinstance(village, dict)
    return village["code"].png if "code" in village else b""


WAYS: dict[str, Callable[[tuple[VillageView, ...]], Make]] = {
    "listgen": _listgen,
    "docxtpl": _docxtpl,
    "docxtpl, kept": lambda of: _docxtpl(of, kept=True),
    "python-docx": _python_docx,
}


def _own(view: VillageView) -> VillageView:
    """The village with its name in every row."""
    name = view.village.name
    return replace(view, items=tuple(replace(item, name=f"{item.name}（{name}）") for item in view.items))


def _said(paper: bytes) -> str:
    """All words; python-docx ends a section with an empty paragraph."""
    return "\n".join(line for line in said(paper).splitlines() if line)


def main(way: str, case: str, count: int) -> None:
    """Makes and measures."""
    of = views(shipped_items())[:count]
    if case == "own":
        of = tuple(map(_own, of))
    make = WAYS[way](of)
    seconds, papers = [], []
    gc.collect()
    for view in of:
        start = time.process_time()
        paper = make(view)
        seconds.append(time.process_time() - start)
        papers.append(paper)
    peak = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())  # of itself alone
    assert peak
    words = [hashlib.sha256(_said(paper).encode()).hexdigest() for paper in papers]
    print(
        json.dumps(
            {"seconds": seconds, "sizes": [*map(len, papers)], "words": words, "peak": int(peak[1]) / 1024}
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
