"""A proof of an order: its live text says every wording in full, and its codes are those to scan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2

from listgen.findings import Finding, Location, error
from listgen.units import pt_to_mm
from listgen.verify.codes import QUIET_ZONE, check_page_code, modules_on
from listgen.verify.promised import Code, Order, OrderedSign
from listgen.verify.zbar import Zbar

A4 = (210.0, 297.0)
SIZE_TOLERANCE = 0.1  # mm
MOST_CODE = 170.0  # mm: the largest square, quiet zone included, that a proof prints; a larger one is reduced

_EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


def check_proof(data: bytes, path: str, order: Order | None, second: Zbar | None = None) -> Iterator[Finding]:
    """All faults of the file; with `order` also what its pages say. `second` is asked about codes too.

    A finding's sheet is the page's number.
    """
    place = Location(path)
    try:
        with pikepdf.open(BytesIO(data), attempt_recovery=False) as pdf:
            yield from _check_pages(pdf, place)
            plain = [_is_plain(page) for page in pdf.pages]
            if pdf.get_warnings():
                yield error("pdf-damaged", place, value=str(pdf.get_warnings()[0]))
        if order is not None:
            document = pypdfium2.PdfDocument(data)
            try:
                yield from _check_content(document, plain, place, order, second)
            finally:
                document.close()
    except pikepdf.PasswordError:
        yield error("pdf-encrypted", place)
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError, IndexError) as problem:
        yield error("pdf-damaged", place, value=type(problem).__name__)
    except (RecursionError, ZeroDivisionError, AttributeError) as problem:
        yield error("pdf-damaged", place, value=type(problem).__name__)


def _check_pages(pdf: pikepdf.Pdf, place: Location) -> Iterator[Finding]:
    """Every page is A4 and upright, and has no font that a reader would have to replace."""
    faulty: set[str] = set()
    for number, page in enumerate(pdf.pages, 1):
        x0, y0, x1, y1 = (pt_to_mm(float(edge)) for edge in page.mediabox)
        size = (x1 - x0, y1 - y0)
        turned = int(page.obj.get("/Rotate", 0)) or float(page.obj.get("/UserUnit", 1)) != 1
        if turned or any(abs(side - wanted) > SIZE_TOLERANCE for side, wanted in zip(size, A4, strict=True)):
            shown = f"{size[0]:.1f}×{size[1]:.1f} mm"
            yield error("proof-page-size", replace(place, sheet=str(number)), value=shown)
        for font in _fonts(page):
            name = str(font.get("/BaseFont", ""))
            if not _copied(font) and name not in faulty:
                faulty.add(name)
                yield error("proof-font", replace(place, sheet=str(number)), value=name)


def _fonts(page: pikepdf.Page) -> list[Any]:
    resources: Any = page.resources
    return list(resources.get("/Font", pikepdf.Dictionary()).values())


def _copied(font: Any) -> bool:
    """Whether its shapes are in the file and it says what they mean."""
    shapes = font.get("/DescendantFonts", [font])[0].get("/FontDescriptor", pikepdf.Dictionary())
    return "/ToUnicode" in font and any(key in shapes for key in _EMBEDDED)


def _is_plain(page: pikepdf.Page) -> bool:
    """Whether a page has nothing within which others are drawn, which may take hours: a code's has not."""
    resources: Any = page.resources
    nested = any(key in resources for key in ("/XObject", "/Pattern"))
    return not nested and all(str(font.get("/Subtype", "")) != "/Type3" for font in _fonts(page))


def _check_content(
    document: Any, plain: list[bool], place: Location, order: Order, second: Zbar | None
) -> Iterator[Finding]:
    """Each village's pages against its signs. Pages of no village may only come first: the cover."""
    villages: dict[str, list[OrderedSign]] = {}
    for sign in order.signs:
        villages.setdefault(sign.village, []).append(sign)
    pages = [_Page(number, *_text(page)) for number, page in enumerate(document, 1)]
    theirs: dict[str, list[_Page]] = {village: [] for village in villages}
    for page in pages:
        named = (id_ for id_ in re.findall(r"\d+", page.head) if id_ in villages)
        owner = next((id_ for id_ in named if page.is_of(villages[id_][0])), "")
        if owner:
            theirs[owner].append(page)
        elif any(theirs.values()):
            yield error("proof-page", replace(place, sheet=str(page.number)), value=page.head)
    seen: list[_Surroundings] = []
    for id_, signs in villages.items():
        contact = [page for page in theirs[id_] if not plain[page.number - 1]]
        if not contact:
            yield error("proof-village", place, village=id_, name=signs[0].name)
            continue
        yield from _check_signs(contact, signs, place, seen)
        codes = [page for page in theirs[id_] if plain[page.number - 1]]
        yield from _check_codes(document, codes, signs, place, second)
    yield from _check_surroundings(seen, place)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's first line and all of its text."""

    number: int
    head: str
    text: str

    def is_of(self, sign: OrderedSign) -> bool:
        """Whether its first line names the sign's village."""
        return _place(f"{sign.village}{sign.name}", self.head) is not None


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a page says before and after all that a sign says: size and quantity, a box to tick."""

    sign: OrderedSign
    page: int
    around: tuple[str, str]


def _text(page: Any) -> tuple[str, str]:
    textpage = page.get_textpage()
    text = textpage.get_text_bounded()
    textpage.close()
    head, *_ = text.strip().splitlines() or [""]
    return head, text


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _place(words: str, text: str, start: int = 0) -> re.Match[str] | None:
    """Where words that begin with a number stand, which is not the end of a longer number."""
    spread = r"\s*".join(map(re.escape, words))
    return re.compile(rf"(?<!\d){spread}").search(text, start)


def _check_signs(
    pages: list[_Page], signs: list[OrderedSign], place: Location, seen: list[_Surroundings]
) -> Iterator[Finding]:
    """Each sign stands under its number and name with all that it says, in the order of the signs."""
    waiting = list(signs)
    for page in pages:
        titles = []
        at = 0
        while waiting and (found := _place(_title(waiting[0]), page.text, at)):
            at = found.end()
            titles.append((found, waiting.pop(0)))
        ends = [found.start() for found, _ in titles[1:]] + [len(page.text)]
        here = replace(place, sheet=str(page.number))
        for (title, sign), end in zip(titles, ends, strict=True):
            said = _bare(page.text[title.end() : end])
            whole = "".join(map(_bare, (sign.wording, *sign.lines)))
            before, held, after = said.partition(whole)
            if held:
                seen.append(_Surroundings(sign, page.number, (re.sub(r"[\d.]", "", before), after)))
            else:
                yield error("proof-wording", here, number=sign.number, expected=whole, value=said)
    if waiting:
        sign = waiting[0]
        yield error("proof-sign", place, number=sign.number, sign=sign.sign, name=sign.name)


def _title(sign: OrderedSign) -> str:
    return f"{sign.number}{_bare(sign.sign)}"


def _check_surroundings(seen: list[_Surroundings], place: Location) -> Iterator[Finding]:
    """They differ in numbers alone: more would be read as part of the wording."""
    usual = Counter(one.around for one in seen).most_common(1)
    for one in seen:
        if one.around != usual[0][0]:
            here = replace(place, sheet=str(one.page))
            yield error("proof-extra", here, number=one.sign.number, value="…".join(one.around))


def _check_codes(
    document: Any, pages: list[_Page], signs: list[OrderedSign], place: Location, second: Zbar | None
) -> Iterator[Finding]:
    """A page for each code that differs, in the order of the signs."""
    codes = list(dict.fromkeys(sign.code for sign in signs if sign.code))
    if len(codes) != len(pages):
        name = signs[0].name
        yield error("proof-codes", place, value=len(pages), expected=len(codes), name=name)
        return
    for code, page in zip(codes, pages, strict=True):
        here = replace(place, sheet=str(page.number))
        drawn = document[page.number - 1]
        across = modules_on(drawn) + 2 * QUIET_ZONE
        share = min(1.0, MOST_CODE / (across * code.module)) if code.module else 1.0
        printed = replace(code, module=code.module and code.module * share, distance=None)
        yield from check_page_code(drawn, printed, here, second)
        for words in _code_words(code, share, across):
            if words not in _bare(page.text):
                yield error("proof-code-text", here, expected=words)


def _code_words(code: Code, share: float, across: float) -> Iterator[str]:
    """What a code's page has to say: where it leads, how large it is, from where it is to be scanned."""
    yield code.url
    if code.module is not None:
        yield f"{code.module * share * across:.1f}mm"
    if code.distance is not None:
        yield f"{code.distance:g}m" if share == 1 else f"{code.distance * share:.2f}m"
