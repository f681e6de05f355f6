"""Pages of live text, rules and small pictures of signs as an ordinary PDF: papers to read, not to cut.

The text is copied and found exactly: each face is embedded as a TrueType font of the characters used, with
their code points. As in pdfx.py reportlab's Canvas is not used: it registers Helvetica unembedded, knows no
character beyond U+FFFF and keeps its fonts for the whole process.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import md5, sha256
from typing import Any

from reportlab.pdfbase import pdfdoc

from listgen.drawing.model import Drawing, Fill, Rect
from listgen.drawing.operators import number, path
from listgen.drawing.screen import Colour, screen_colour
from listgen.typeset.embedded import postscript_name, truetype
from listgen.typeset.face import Face
from listgen.typeset.outline import EM_BOTTOM, EM_TOP, UNITS, Outline
from listgen.units import mm_to_pt

BLACK: Colour = (0.0, 0.0, 0.0)

_SYMBOLIC = 4  # ISO 32000-1, table 123: the font's own characters, whatever they are
_A_BLOCK = 100  # entries at most, ISO 32000-1, 9.10.3 (Adobe's CMap specification)
_LETTERS = "ABCDEFGHIJKLMNOP"


@dataclass(frozen=True, slots=True)
class Text:
    """A line of live text in one face; (x, y) mm is where its baseline begins, `em` its size in mm."""

    text: str
    face: Face
    em: float
    x: float
    y: float
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Block:
    """Filled rectangles of one colour, as one path: neighbours that touch show no seam."""

    rects: tuple[Rect, ...]
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Outlined:
    """A rectangle's outline, `width` mm thick, half of it on either side."""

    rect: Rect
    width: float
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Picture:
    """A sign as it will look once it is cut; (x, y) mm is its lower left corner, 1 mm of it `scale` mm."""

    drawing: Drawing
    x: float
    y: float
    scale: float


Mark = Text | Block | Outlined | Picture


@dataclass(frozen=True, slots=True)
class Page:
    """Its size in mm and what is on it, in order. With a `bookmark` a reader lists it by that name."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    bookmark: str = ""


def render_live(pages: Iterable[Page], title: str) -> bytes:
    """The pages as one PDF at real size; no clock, and each page is let go of once it is written.

    Raises MissingGlyphError.
    """
    book = _Book()
    for page in pages:
        book.add(page)
    return book.finish(title)


class _Font:
    """A face within one file. `name` is what pages call it; glyphs are numbered as they come up, from 1."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self.glyphs: dict[str, int] = {}

    def encoded(self, text: str) -> str:
        """The text as numbers of glyphs. Raises MissingGlyphError."""
        for char in text:
            if char not in self.glyphs:
                self.face.outline(char)
                self.glyphs[char] = len(self.glyphs) + 1
        return "".join(f"{self.glyphs[char]:04X}" for char in text)


class _Book:
    """Collects pages. A glyph of a picture is drawn once and placed by its name; so is a text's."""

    def __init__(self) -> None:
        self._document: Any = pdfdoc.PDFDocument(invariant=1, pdfVersion=(1, 4), lang="zh-CN")
        self._digest = md5(usedforsecurity=False)
        self._fonts: dict[Face, _Font] = {}
        self._forms: dict[Outline, str] = {}
        self._bookmarks: list[tuple[str, str]] = []

    def add(self, page: Page) -> None:
        """Writes the page down. Raises MissingGlyphError."""
        fonts: dict[str, Any] = {}
        forms: dict[str, Any] = {}
        unit = number(mm_to_pt(1), 9)
        lines = (f"q {unit} 0 0 {unit} 0 0 cm", *self._marks(page.marks, fonts, forms), "Q")
        leaf: Any = pdfdoc.PDFPage()
        corners = (0, 0, round(mm_to_pt(page.width), 4), round(mm_to_pt(page.height), 4))
        leaf.MediaBox = pdfdoc.PDFArray(corners)
        resources = {"Font": pdfdoc.PDFDictionary(fonts), "XObject": pdfdoc.PDFDictionary(forms)}
        leaf.Resources = pdfdoc.PDFDictionary({name: held for name, held in resources.items() if held.dict})
        leaf.Contents = self._stream("\n".join(lines).encode())
        leaf.Parent = self._document.Reference(self._document.Pages)
        if page.bookmark:
            self._bookmarks.append((page.bookmark, self._document.thisPageName()))
        self._document.addPage(leaf)

    def finish(self, title: str) -> bytes:
        """The file."""
        document = self._document
        for font in self._fonts.values():
            self._embed(font)
        document.info = _Info(title)
        document.signature = self._digest  # not reportlab's, which SOURCE_DATE_EPOCH seeds
        # What is measured on paper has to leave the printer at its size.
        preferences = {"DisplayDocTitle": "true", "PrintScaling": pdfdoc.PDFName("None")}
        document.Catalog.ViewerPreferences = pdfdoc.PDFDictionary(preferences)
        document.Outlines = document.Catalog.Outlines = _Bookmarks(self._bookmarks)
        data: bytes = document.GetPDFData(None)
        return data

    def _marks(self, marks: Iterable[Mark], fonts: dict[str, Any], forms: dict[str, Any]) -> Iterator[str]:
        for mark in marks:
            match mark:
                case Text():
                    yield self._text(mark, fonts)
                case Block():
                    yield _colour(mark.colour)
                    yield from _rects(mark.rects)
                    yield "f"
                case Outlined():
                    yield f"{_colour(mark.colour).upper()} {number(mark.width)} w"
                    yield from _rects((mark.rect,))
                    yield "S"
                case Picture():
                    yield from self._picture(mark, forms)

    def _text(self, text: Text, fonts: dict[str, Any]) -> str:
        font = self._fonts.setdefault(text.face, _Font(text.face, f"F{len(self._fonts) + 1}"))
        fonts[font.name] = pdfdoc.PDFObjectReference(font.name)
        place = f"/{font.name} {number(text.em)} Tf {number(text.x)} {number(text.y)} Td"
        return f"BT {_colour(text.colour)} {place} <{font.encoded(text.text)}> Tj ET"

    def _picture(self, picture: Picture, forms: dict[str, Any]) -> Iterator[str]:
        drawing, scale = picture.drawing, number(picture.scale, 8)
        yield f"q {scale} 0 0 {scale} {number(picture.x)} {number(picture.y)} cm"
        yield from _rects((Rect(0, 0, drawing.width, drawing.height),))
        yield "W n"
        for fill in drawing.fills:
            yield from self._fill(fill, forms)
        yield "Q"

    def _fill(self, fill: Fill, forms: dict[str, Any]) -> Iterator[str]:
        yield _colour(screen_colour(fill.ink))
        if fill.rects:
            yield from _rects(fill.rects)
            yield "f"
        for glyph in fill.glyphs:
            if glyph.outline.bounds is not None:
                name = self._form(glyph.outline)
                forms[name] = pdfdoc.PDFObjectReference(name)
                size = f"{number(glyph.sx, 5)} 0 0 {number(glyph.sy, 5)}"
                yield f"q {size} {number(glyph.x, 2)} {number(glyph.y, 2)} cm /{name} Do Q"

    def _form(self, outline: Outline) -> str:
        name = self._forms.get(outline)
        if name is None:
            name = self._forms[outline] = f"G{len(self._forms) + 1}"
            assert outline.bounds is not None
            x0, y0, x1, y1 = outline.bounds
            box = pdfdoc.PDFArray([round(x0) - 1, round(y0) - 1, round(x1) + 1, round(y1) + 1])
            form = self._stream(f"{path(outline)}\nf".encode())
            form.dictionary.dict |= {
                "Type": pdfdoc.PDFName("XObject"),
                "Subtype": pdfdoc.PDFName("Form"),
                "BBox": box,
            }
            self._document.Reference(form, name)
        return name

    def _stream(self, content: bytes, **entries: object) -> Any:
        self._digest.update(content)
        packed = {"Filter": pdfdoc.PDFName("FlateDecode"), **entries}
        return pdfdoc.PDFStream(pdfdoc.PDFDictionary(packed), zlib.compress(content, 9) + b"\n")

    def _embed(self, font: _Font) -> None:
        """A composite font (ISO 32000-1, 9.7): its characters are the numbers of its glyphs."""
        document, characters = self._document, "".join(font.glyphs)
        data = truetype(font.face, characters)
        subset = "".join(_LETTERS[byte % 16] for byte in sha256(data).digest()[:6])
        base = pdfdoc.PDFName(f"{subset}+{postscript_name(font.face.name)}")
        name, array, dictionary = pdfdoc.PDFName, pdfdoc.PDFArray, pdfdoc.PDFDictionary
        descriptor = {
            "Type": name("FontDescriptor"),
            "FontName": base,
            "Flags": _SYMBOLIC,
            "FontBBox": array([-UNITS, -UNITS, 2 * UNITS, 2 * UNITS]),
            "ItalicAngle": 0,
            "Ascent": EM_TOP,
            "Descent": EM_BOTTOM,
            "CapHeight": EM_TOP,
            "StemV": 80,
            "FontFile2": document.Reference(self._stream(data, Length1=len(data)), f"{font.name}.file"),
        }
        advances = array([round(font.face.outline(char).advance) for char in characters])
        system = {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity")}
        descendant = {
            "Type": name("Font"),
            "Subtype": name("CIDFontType2"),
            "BaseFont": base,
            "CIDSystemInfo": dictionary(system | {"Supplement": 0}),
            "FontDescriptor": document.Reference(dictionary(descriptor), f"{font.name}.descriptor"),
            "DW": UNITS,
            "W": array([1, advances]),
            "CIDToGIDMap": name("Identity"),
        }
        composite = {
            "Type": name("Font"),
            "Subtype": name("Type0"),
            "BaseFont": base,
            "Encoding": name("Identity-H"),
            "DescendantFonts": array([document.Reference(dictionary(descendant), f"{font.name}.glyphs")]),
            "ToUnicode": document.Reference(self._stream(_to_unicode(characters)), f"{font.name}.characters"),
        }
        document.Reference(dictionary(composite), font.name)


def _to_unicode(characters: str) -> bytes:
    """The CMap from numbers of glyphs to UTF-16, in which a character beyond U+FFFF takes two units."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    entries = [f"<{glyph:04X}> <{_utf16(char)}>" for glyph, char in enumerate(characters, 1)]
    for start in range(0, len(entries), _A_BLOCK):
        block = entries[start : start + _A_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap CMapName currentdict /CMap defineresource pop end end"]
    return "\n".join(lines).encode()


def _utf16(char: str) -> str:
    return char.encode("utf-16-be").hex().upper()


def _colour(colour: Colour) -> str:
    """Grey as grey, so that an office printer sets black text in black alone."""
    if len(set(colour)) == 1:
        return f"{number(colour[0], 3)} g"
    return " ".join(number(part, 3) for part in colour) + " rg"


def _rects(rects: Iterable[Rect]) -> Iterator[str]:
    for rect in rects:
        yield " ".join(number(side) for side in (rect.x, rect.y, rect.width, rect.height)) + " re"


class _Info(pdfdoc.PDFInfo):
    """The document information, without reportlab's dates."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title

    def format(self, document: Any) -> bytes:
        text: Any = pdfdoc.PDFString
        entries = {"Title": text(self.title), "Creator": text("listgen"), "Producer": text("ReportLab")}
        formatted: bytes = pdfdoc.PDFDictionary(entries).format(document)
        return formatted


class _Bookmarks(pdfdoc.PDFObject):
    """The list of named pages, in place of reportlab's outline, which wants a Canvas."""

    __RefOnly__ = 1

    def __init__(self, pages: Iterable[tuple[str, str]]) -> None:
        self._pages = tuple(pages)
        self.ready = 1 if self._pages else -1

    def prepare(self, document: Any, canvas: None) -> None:
        """An object for each name; they hold on to each other."""
        last = len(self._pages) - 1
        for at, (title, page) in enumerate(self._pages):
            destination = [pdfdoc.PDFObjectReference(page), pdfdoc.PDFName("Fit")]
            entry = {
                "Title": pdfdoc.PDFString(title),
                "Parent": document.Reference(self),
                "Dest": pdfdoc.PDFArray(destination),
            }
            if at > 0:
                entry["Prev"] = _bookmark(at - 1)
            if at < last:
                entry["Next"] = _bookmark(at + 1)
            document.Reference(pdfdoc.PDFDictionary(entry), f"bookmark.{at}")

    def format(self, document: Any) -> bytes:
        entries = {
            "Type": pdfdoc.PDFName("Outlines"),
            "First": _bookmark(0),
            "Last": _bookmark(len(self._pages) - 1),
            "Count": len(self._pages),
        }
        formatted: bytes = pdfdoc.PDFDictionary(entries).format(document)
        return formatted


def _bookmark(at: int) -> Any:
    return pdfdoc.PDFObjectReference(f"bookmark.{at}")
