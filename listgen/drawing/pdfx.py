"""The file around its pages: PDF/X-1a:2003 (ISO 15930-4). `verify` reads every file with a library's eyes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import md5

from listgen.drawing.conditions import OutputCondition
from listgen.drawing.objects import Value, reference, stream, text, write_file, written

LEVEL = 4  # half of a page's time is its compression: 40 % of what level 6 takes, for 4 % more bytes
BoxPt = tuple[float, float, float, float]

_UNUSED, _TREE, _FIRST = 1, 2, 3  # numbers of objects: ReportLab's list of fonts, the tree of pages, a page
# The date is required; the content, not the clock, tells editions apart.
_INFO: dict[str, Value] = {
    "Creator": text("listgen"),
    "Producer": text("ReportLab"),  # whose layout it is
    "CreationDate": text("D:20000101000000+00'00'"),
    "ModDate": text("D:20000101000000+00'00'"),
    "Trapped": "/False",
    "GTS_PDFXVersion": text("PDF/X-1a:2003"),
}


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
    digest = md5(usedforsecurity=False)
    leaves, contents = [], []
    for page in pages:
        content = page.content.encode("ascii")
        digest.update(content)
        leaves.append(_leaf(page))
        contents.append(stream(zlib.compress(content, LEVEL)))
    if not leaves:
        raise ValueError("a file without pages")
    digest.update(f"{title}anonymousunspecified".encode())
    catalog = _FIRST + len(leaves)
    info, first_content = catalog + 1, catalog + 2
    kids = [reference(number) for number in range(_FIRST, catalog)]
    objects: tuple[str | bytes, ...] = (
        written({}),
        written({"Type": "/Pages", "Kids": kids, "Count": str(len(kids))}),
        *(written({**leaf, "Contents": reference(at)}) for at, leaf in enumerate(leaves, first_content)),
        _catalog(condition),
        written({**_INFO, "Title": text(title)}),
        *contents,
    )
    return write_file(objects, catalog, info, digest.digest())


def _leaf(page: Page) -> dict[str, Value]:
    return {
        "Type": "/Page",
        "Parent": reference(_TREE),
        "MediaBox": _box(page.media),
        "BleedBox": _box(page.bleed),
        "TrimBox": _box(page.trim),
        "Resources": _resources(page.cut_contour),
    }


def _box(corners: BoxPt) -> Value:
    return [round(corner, 4) for corner in corners]


@lru_cache
def _resources(cut_contour: bool) -> str:
    spaces = {"All": _separation("All", (1, 1, 1, 1))}
    if not cut_contour:
        return written({"ColorSpace": spaces})
    spaces["CutContour"] = _separation("CutContour", (0, 1, 0, 0))  # magenta on a screen
    overprint: Value = {"OP": "true", "op": "true", "OPM": 1}
    return written({"ColorSpace": spaces, "ExtGState": {"Overprint": overprint}})


def _separation(name: str, shown: tuple[int, int, int, int]) -> Value:
    """A plate by its name (All: every plate the press has), and the CMYK that shows where there is none."""
    tint: Value = {"FunctionType": 2, "Domain": [0, 1], "C0": [0, 0, 0, 0], "C1": shown, "N": 1}
    return ["/Separation", f"/{name}", "/DeviceCMYK", tint]


@lru_cache
def _catalog(condition: OutputCondition) -> str:
    intent: Value = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFX",
        "OutputConditionIdentifier": text(condition.identifier),
        "OutputCondition": text(condition.info),
        "Info": text(condition.info),
        "RegistryName": text(condition.registry),
    }
    return written({"Type": "/Catalog", "Pages": reference(_TREE), "OutputIntents": [intent]})
