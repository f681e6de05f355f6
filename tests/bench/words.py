"""Word papers for the peers: listgen's templates in docxtpl's words, and what a paper is made of."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from lxml import etree

from listgen.documents.package import read_parts, write_parts
from tests.documents.reader import W, _text, part

PICTURE = "{{ picture }}"
_BODY = "word/document.xml"
_LIFTED = {"tr": f"{W}tr", "tc": f"{W}tc", "p": f"{W}p"}


def in_docxtpl(template: bytes) -> bytes:
    """A template in docxtpl's words: `{%tr`, `{%tc`, `{%p` for what lifts a row, a cell, a paragraph."""
    parts = read_parts(template)
    root = etree.fromstring(parts[_BODY])
    for prefix, name in _LIFTED.items():
        for whole in list(root.iter(name)):
            words = [text for text in whole.iterfind(f".//{W}t") if text.text]
            if len(words) == 1 and _one_block(words[0].text or ""):
                words[0].text = (words[0].text or "").replace("{%", f"{{%{prefix}", 1)
    for drawing in root.findall(f".//{W}drawing"):
        tag = etree.Element(f"{W}t")
        tag.text = PICTURE
        above = drawing.getparent()
        assert above is not None
        above.replace(drawing, tag)
    parts[_BODY] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_parts(parts)


def _one_block(text: str) -> bool:
    return text.startswith("{% ") and text.endswith("%}") and text.count("{%") == 1


def without_body(template: bytes) -> bytes:
    """A template with nothing but its last section's settings: python-docx adds the rest."""
    document = docx.Document(io.BytesIO(template))
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def blocks(paper: bytes) -> Iterator[dict[str, Any] | None]:
    """The paragraphs and tables of a paper; None where a section ends."""
    for one in list(part(paper)[0])[:-1]:
        if one.tag == f"{W}tbl":
            rows = one.iter(f"{W}tr")
            yield {
                "rows": [
                    [[_words(p) for p in cell.iter(f"{W}p")] for cell in row.iter(f"{W}tc")] for row in rows
                ]
            }
        elif one.tag == f"{W}p":
            if next(one.iter(f"{W}drawing"), None) is not None:
                yield {"picture": True}
            else:
                yield _words(one)
            if next(one.iter(f"{W}sectPr"), None) is not None:
                yield None


def _words(paragraph: etree._Element) -> dict[str, str]:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    named = "" if style is None else style.get(f"{W}val", "")
    return {"style": named, "text": _text(paragraph)}
