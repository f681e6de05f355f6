"""The file around a page: PDF/X-1a:2003 (ISO 15930-4) straight from reportlab, in one pass.

reportlab's Canvas is not used: it registers Helvetica unembedded and may raise the PDF version,
both of which PDF/X refuses. Since its safety nets go with it, `verify` reads every file.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import md5
from typing import Any
from zlib import compress

from reportlab.pdfbase import pdfdoc

BoxPt = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class OutputCondition:
    """A printing condition of the ICC's characterization registry, named in the output intent."""

    identifier: str
    info: str
    registry: str = "http://www.color.org"


CONDITIONS = {
    condition.identifier: condition
    for condition in (
        OutputCondition("FOGRA39", "Offset, coated paper, ISO 12647-2:2004/Amd 1 (FOGRA39)"),
        OutputCondition("FOGRA51", "Offset, premium coated paper, ISO 12647-2:2013 (FOGRA51)"),
        OutputCondition("JC200103", "Offset, coated paper, Japan Color 2001 (JC200103)"),
    )
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its boxes as corners in points, its operators, and the wording for the metadata.

    The operators may use DeviceCMYK and the colour space `/All`, which inks every plate.
    """

    media: BoxPt
    bleed: BoxPt
    trim: BoxPt
    content: str
    title: str


def write_page(page: Page, condition: OutputCondition) -> bytes:
    """The page as a PDF/X-1a:2003 file; the same page gives the same bytes."""
    document: Any = pdfdoc.PDFDocument(invariant=1, pdfVersion=(1, 4))
    # reportlab seeds the file's id with the environment's SOURCE_DATE_EPOCH: ours comes from the content.
    document.signature = md5(page.content.encode(), usedforsecurity=False)
    document.info = _Info()
    document.info.title = page.title
    # The catalog has no slot for output intents, but writes whatever its defaults hold.
    intents = pdfdoc.PDFArray([_intent(condition)])
    document.Catalog.__Defaults__ = {"Type": pdfdoc.PDFName("Catalog"), "OutputIntents": intents}
    leaf = _leaf(page)
    leaf.Parent = document.Reference(document.Pages)
    document.addPage(leaf)
    document.Outlines.ready = -1  # no bookmarks, and no empty tree of them either
    data: bytes = document.GetPDFData(None)
    return data


def _leaf(page: Page) -> Any:
    leaf: Any = pdfdoc.PDFPage()
    leaf.MediaBox = _box(page.media)
    leaf.BleedBox = _box(page.bleed)
    leaf.TrimBox = _box(page.trim)
    leaf.Resources = pdfdoc.PDFDictionary({"ColorSpace": pdfdoc.PDFDictionary({"All": _all_plates()})})
    leaf.Contents = pdfdoc.PDFStream(content=page.content, filters=[_Deflate()])
    return leaf


class _Deflate(pdfdoc.PDFStreamFilterZCompress):
    """Half of a page's time is its compression: level 4 takes 40 % of what 6 does, for 4 % more bytes."""

    def encode(self, text: str) -> bytes:
        return compress(text.encode(), 4)


def _box(corners: BoxPt) -> pdfdoc.PDFArray:
    return pdfdoc.PDFArray([round(corner, 4) for corner in corners])


def _all_plates() -> pdfdoc.PDFArray:
    """Separation All: the tint goes to every plate the press has."""
    tint = pdfdoc.PDFDictionary(
        {
            "FunctionType": 2,
            "Domain": pdfdoc.PDFArray([0, 1]),
            "C0": pdfdoc.PDFArray([0, 0, 0, 0]),
            "C1": pdfdoc.PDFArray([1, 1, 1, 1]),
            "N": 1,
        }
    )
    name = pdfdoc.PDFName
    return pdfdoc.PDFArray([name("Separation"), name("All"), name("DeviceCMYK"), tint])


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
