"""Objects and files are ReportLab's to the byte, so that what was once ordered can be made again."""

from __future__ import annotations

from hashlib import md5
from typing import Any

import pytest
from reportlab.pdfbase import pdfdoc

from listgen.drawing.objects import Value, reference, stream, text, write_file, written

BOXES = (34.01574803, 6854.17322, 283.46456693, 14400, 999.99996, 1, 0)


def like_reportlab(value: Value) -> Any:
    """The same value of ReportLab's."""
    if isinstance(value, dict):
        return pdfdoc.PDFDictionary({name: like_reportlab(one) for name, one in value.items()})
    if isinstance(value, (list, tuple)):
        return pdfdoc.PDFArray([like_reportlab(one) for one in value])
    return value


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"Type": "/Pages", "Kids": ["3 0 R"], "Count": 1},
        {letter: place for place, letter in enumerate("gfedcba")},
        [reference(number) for number in range(41)],
        [round(corner, 4) for corner in BOXES],
        {"A": [{"B": [0, 1]}, "/C"]},
    ],
)
def test_written(value: Value) -> None:
    assert written(value).encode() == like_reportlab(value).format(pdfdoc.PDFDocument())


@pytest.mark.parametrize("said", ["", "listgen", r"a (b) \ c", "新寨己村", "龙𡐓辛村（一）"])
def test_text(said: str) -> None:
    assert text(said).encode() == pdfdoc.PDFString(said).format(pdfdoc.PDFDocument())


@pytest.mark.parametrize("count", [1, 2, 12])
def test_write_file(count: int) -> None:
    document: Any = pdfdoc.PDFDocument(invariant=1, pdfVersion=(1, 4))
    document.signature = md5(b"the same", usedforsecurity=False)
    document.Outlines.ready = -1
    document.info.digest = lambda digest: None
    document.info.format = lambda _: b"<<\n/Title (t)\n>>"
    for place in range(count):
        leaf: Any = pdfdoc.PDFPage()
        leaf.MediaBox, leaf.Resources = pdfdoc.PDFArray([0, 0, 10, 10]), pdfdoc.PDFDictionary({})
        leaf.Contents = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": "/FlateDecode"}), b"%d" % place)
        leaf.Parent = document.Reference(document.Pages)
        document.addPage(leaf)
    catalog = 3 + count
    leaf_of: dict[str, Value] = {
        "Type": "/Page",
        "Parent": "2 0 R",
        "MediaBox": [0, 0, 10, 10],
        "Resources": {},
    }
    objects: tuple[str | bytes, ...] = (
        written({}),
        written({"Type": "/Pages", "Kids": [reference(at) for at in range(3, catalog)], "Count": count}),
        *(written({**leaf_of, "Contents": reference(catalog + 2 + at)}) for at in range(count)),
        written({"Type": "/Catalog", "PageMode": "/UseNone", "Pages": "2 0 R"}),
        written({"Title": text("t")}),
        *(stream(b"%d" % place) for place in range(count)),
    )
    digest = md5(b"the same", usedforsecurity=False).digest()
    assert write_file(objects, catalog, catalog + 1, digest) == document.GetPDFData(None)
