"""The file around its pages: PDF/X-1a:2003 (ISO 15930-4) straight from reportlab, in one pass.

reportlab's Canvas is not used: it registers Helvetica unembedded and may raise the PDF version,
both of which PDF/X refuses. Since its safety nets go with it, `verify` reads every file.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import md5
from typing import Any

from reportlab.pdfbase import pdfdoc

from listgen.drawing.conditions import OutputCondition

LEVEL = 4  # half of a page's time is its compression: 40 % of what level 6 takes, for 4 % more bytes
BoxPt = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its boxes as corners in points, and its operators.

    The operators may use DeviceCMYK and the colour space `/All`, which inks every plate; with `cut_contour`
    also the colour space `/CutContour`, a plate of its own, and the graphics state `/Overprint`.
    """

    media: BoxPt
    bleed: BoxPt
    trim: BoxPt
    content: str
    cut_contour: bool = False


def write_pages(pages: Iterable[Page], title: str, condition: OutputCondition) -> bytes:
    """The pages as one PDF/X-1a:2003 file; the same pages give the same bytes.

    Of each page only its packed content is kept, so that many may come from a generator.
    Raises ValueError where there is none.
    """
    document: Any = pdfdoc.PDFDocument(invariant=1, pdfVersion=(1, 4))
    # reportlab seeds the file's id with the environment's SOURCE_DATE_EPOCH: ours comes from the content.
    document.signature = md5(usedforsecurity=False)
    document.info = _Info()
    document.info.title = title
    # The catalog has no slot for output intents, but writes whatever its defaults hold.
    intents = pdfdoc.PDFArray([_intent(condition)])
    document.Catalog.__Defaults__ = {"Type": pdfdoc.PDFName("Catalog"), "OutputIntents": intents}
    for page in pages:
        document.signature.update(page.content.encode())
        leaf = _leaf(page)
        leaf.Parent = document.Reference(document.Pages)
        document.addPage(leaf)
    if not document.Pages.pages:
        raise ValueError("a file without pages")
    document.Outlines.ready = -1  # no bookmarks, and no empty tree of them either
    data: bytes = document.GetPDFData(None)
    return data


def _leaf(page: Page) -> Any:
    leaf: Any = pdfdoc.PDFPage()
    leaf.MediaBox = _box(page.media)
    leaf.BleedBox = _box(page.bleed)
    leaf.TrimBox = _box(page.trim)
    leaf.Resources = _resources(page)
    leaf.Contents = pdfdoc.PDFStream(content=zlib.compress(page.content.encode("ascii"), LEVEL))
    leaf.Contents.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    return leaf


def _resources(page: Page) -> pdfdoc.PDFDictionary:
    spaces = {"All": _separation("All", (1, 1, 1, 1))}
    if not page.cut_contour:
        return pdfdoc.PDFDictionary({"ColorSpace": pdfdoc.PDFDictionary(spaces)})
    spaces["CutContour"] = _separation("CutContour", (0, 1, 0, 0))  # magenta on a screen
    overprint = pdfdoc.PDFDictionary({"OP": "true", "op": "true", "OPM": 1})
    states = pdfdoc.PDFDictionary({"Overprint": overprint})
    return pdfdoc.PDFDictionary({"ColorSpace": pdfdoc.PDFDictionary(spaces), "ExtGState": states})


def _box(corners: BoxPt) -> pdfdoc.PDFArray:
    return pdfdoc.PDFArray([round(corner, 4) for corner in corners])


def _separation(name: str, shown: tuple[int, int, int, int]) -> pdfdoc.PDFArray:
    """A plate by its name (All: every plate the press has), and the CMYK that shows where there is none."""
    tint = pdfdoc.PDFDictionary(
        {
            "FunctionType": 2,
            "Domain": pdfdoc.PDFArray([0, 1]),
            "C0": pdfdoc.PDFArray([0, 0, 0, 0]),
            "C1": pdfdoc.PDFArray(list(shown)),
            "N": 1,
        }
    )
    names = [pdfdoc.PDFName(one) for one in ("Separation", name, "DeviceCMYK")]
    return pdfdoc.PDFArray([*names, tint])


class _Info(pdfdoc.PDFInfo):
    """The document information that ISO 15930-4 asks for, and nothing else."""

    def format(self, document: Any) -> bytes:
        text: Any = pdfdoc.PDFString
        date = text("D:20000101000000+00'00'")
        entries = {
            "Title": text(self.title),
            "Creator": text("listgen"),
            "Producer": text("ReportLab"),
            "CreationDate": date,  # required; the content, not the clock, tells editions apart
            "ModDate": date,
            "Trapped": pdfdoc.PDFName("False"),
            "GTS_PDFXVersion": text("PDF/X-1a:2003"),
        }
        formatted: bytes = pdfdoc.PDFDictionary(entries).format(document)
        return formatted


def _intent(condition: OutputCondition) -> pdfdoc.PDFDictionary:
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFX"),
            "OutputConditionIdentifier": pdfdoc.PDFString(condition.identifier),
            "OutputCondition": pdfdoc.PDFString(condition.info),
            "Info": pdfdoc.PDFString(condition.info),
            "RegistryName": pdfdoc.PDFString(condition.registry),
        }
    )
