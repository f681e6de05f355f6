"""A sign's PDF against PDF/X-1a:2003 and what was ordered; PDFX.md is the ledger, clause by clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

import pikepdf

from listgen.findings import Finding, Location, error
from listgen.verify.pdf_objects import check_objects
from listgen.verify.pdf_page import check_page
from listgen.verify.pdf_sheet import Remaining, check_sheet
from listgen.verify.promised import GangFile, MergedFile, Sign
from listgen.verify.shapes import Shapes

# Document information that has to be there, and the values it may have.
_INFORMATION = {
    "GTS_PDFXVersion": {"PDF/X-1a:2003"},
    "Trapped": {"/True", "/False"},
    "CreationDate": set[str](),
    "ModDate": set[str](),
    "Title": set[str](),
}


def check_pdf(
    data: bytes, file: str, sign: Sign | None = None, shapes: Shapes | None = None
) -> Iterator[Finding]:
    """All faults of the file; with `sign` also its size, inks and marks, with `shapes` its wording."""

    def check_pages(pages: Sequence[pikepdf.Page]) -> Iterator[Finding]:
        if sign and len(pages) != 1:
            yield error("pdf-pages", Location(file), pages=len(pages))
        for page in pages:
            yield from check_page(page, Location(file), sign, shapes)

    yield from _opened(data, file, sign.wording if sign else None, check_pages)


def check_merged(data: bytes, merged: MergedFile, shapes: Shapes | None = None) -> Iterator[Finding]:
    """Each page as the sign that it is; a finding's sheet is the page's number."""

    def check_pages(pages: Sequence[pikepdf.Page]) -> Iterator[Finding]:
        wanted = len(merged.signs)
        if len(pages) != wanted:
            yield error("merged-pages", Location(merged.path), value=len(pages), expected=wanted)
        for number, (page, sign) in enumerate(zip(pages, merged.signs, strict=False), 1):
            yield from check_page(page, Location(merged.path, sheet=str(number)), sign, shapes)

    yield from _opened(data, merged.path, merged.title, check_pages)


def check_gang(data: bytes, gang: GangFile, shapes: Shapes | None = None) -> Iterator[Finding]:
    """Each page as a sheet of boards, each board as often as it was ordered; findings name the page."""

    def check_pages(pages: Sequence[pikepdf.Page]) -> Iterator[Finding]:
        remaining = Remaining(gang.boards)
        for number, page in enumerate(pages, 1):
            yield from check_sheet(page, Location(gang.path, sheet=str(number)), gang, remaining, shapes)
        for wording, count in Counter(board.wording for board in remaining.boards).items():
            yield error("sheet-board-missing", Location(gang.path), value=wording, count=count)

    yield from _opened(data, gang.path, gang.title, check_pages)


def _opened(
    data: bytes,
    file: str,
    title: str | None,
    check_pages: Callable[[Sequence[pikepdf.Page]], Iterator[Finding]],
) -> Iterator[Finding]:
    """The faults of the file, its objects and its pages, each said once."""
    place = Location(file)
    try:
        with pikepdf.open(BytesIO(data), attempt_recovery=False) as pdf:
            pages = list(pdf.pages)
            if not pages:
                yield error("pdf-pages", place, pages=0)
            found = (*_check(pdf, place, title), *check_pages(pages))
            yield from {_key(finding): finding for finding in found}.values()
            for warning in pdf.get_warnings():
                yield error("pdf-damaged", place, value=str(warning))
    except pikepdf.PasswordError:
        yield error("pdf-encrypted", place)
    except (pikepdf.PdfError, ValueError, TypeError, IndexError, KeyError, RecursionError) as problem:
        yield error("pdf-damaged", place, value=type(problem).__name__)


def _key(finding: Finding) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """One finding where a page breaks one rule a thousand times."""
    return finding.slug, finding.location.sheet, finding.values


def _check(pdf: pikepdf.Pdf, place: Location, title: str | None) -> Iterator[Finding]:
    """What holds for the file as a whole."""
    if pdf.is_encrypted:
        yield error("pdf-encrypted", place)
    yield from _check_version(pdf, place)
    yield from _check_information(pdf, place, title)
    yield from _check_intent(pdf, place)
    yield from check_objects(pdf, place)


def _check_version(pdf: pikepdf.Pdf, place: Location) -> Iterator[Finding]:
    override = str(pdf.Root.get("/Version", "/1.0")).lstrip("/")
    version = max(pdf.pdf_version, override)
    if version > "1.4":
        yield error("pdf-version", place, version=version)


def _check_information(pdf: pikepdf.Pdf, place: Location, title: str | None) -> Iterator[Finding]:
    held: Any = pdf.trailer.get("/Info")
    information: Any = held if isinstance(held, pikepdf.Dictionary) else {}
    texts = {key: str(information.get(f"/{key}", "")) for key in _INFORMATION}
    if "/ID" not in pdf.trailer:
        yield error("pdf-key", place, key="ID", value="")
    for key, allowed in _INFORMATION.items():
        if not texts[key] or (allowed and texts[key] not in allowed):
            yield error("pdf-key", place, key=key, value=texts[key])
    if title is not None and texts["Title"] != title:
        yield error("pdf-title", place, value=texts["Title"], expected=title)


def _check_intent(pdf: pikepdf.Pdf, place: Location) -> Iterator[Finding]:
    listed = pdf.Root.get("/OutputIntents")
    intents: list[Any] = list(listed) if isinstance(listed, pikepdf.Array) else []
    intents = [intent for intent in intents if isinstance(intent, pikepdf.Dictionary)]
    own = [intent for intent in intents if str(intent.get("/S", "")) == "/GTS_PDFX"]
    if len(own) != 1:
        yield error("pdf-intent", place, value=f"{len(own)} × GTS_PDFX")
        return
    intent = own[0]
    if not str(intent.get("/OutputConditionIdentifier", "")):
        yield error("pdf-intent", place, value="OutputConditionIdentifier")
    # A condition of the ICC's registry needs no profile; any other has to bring its own.
    if str(intent.get("/RegistryName", "")) != "http://www.color.org" and "/DestOutputProfile" not in intent:
        yield error("pdf-intent", place, value="DestOutputProfile")
