"""Anyone's Word file as a row of paragraphs and tables, with the sections that they stand in."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml import etree

from listgen.units import mm_to_pt, pt_to_mm
from listgen.verify.gbt9704.look import Looks, ParagraphLook, RunLook, W, number

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN = ("drawing", "pict", "object")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WRAPPERS = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
QUOTED = 20  # characters of a paragraph that a finding quotes
NATURAL = 1.3  # a line of Chinese type that nothing else sets, in its size


@dataclass(frozen=True, slots=True)
class Section:
    """A section's page; lengths in mm. Parts of headers and footers by `header-default`, `footer-even` …"""

    width: float
    height: float
    margins: Mapping[str, float]
    footer: float
    grid: str
    pitch_pt: float
    character_pt: float  # what the grid adds to each character
    first_differs: bool
    continuous: bool
    parts: Mapping[str, etree._Element]

    @property
    def landscape(self) -> bool:
        """Whether the page lies."""
        return self.width > self.height

    @property
    def line_width(self) -> float:
        """The width of the type area."""
        return self.width - self.margins["left"] - self.margins["right"]


class Paragraph:
    """A paragraph outside tables. `number` counts those with words, from 1; an empty one has 0."""

    def __init__(self, element: etree._Element, looks: Looks, section: int) -> None:
        self.element = element
        self.section = section
        self.number = 0
        self.starts_page = False
        self.look: ParagraphLook = looks.paragraph(element)
        self._looks = looks
        self.pieces = tuple(_pieces(element))
        self.raw = "".join(text for text, _ in self.pieces)
        self.text = self.raw.strip(" \u3000\t\n\f")
        self.quote = self.text[:QUOTED]

    @cached_property
    def runs(self) -> tuple[tuple[str, RunLook], ...]:
        """Its texts, each with its look."""
        style = self._looks.style_of(self.element)
        return tuple((text, self._looks.run(run, style)) for text, run in self.pieces if text.strip())

    @cached_property
    def type(self) -> RunLook:
        """The look of most of its words; an empty one's own."""
        if not self.runs:
            return self._looks.run(None, self._looks.style_of(self.element))
        return max(self.runs, key=lambda run: len(run[0]))[1]

    @property
    def lead(self) -> RunLook:
        """The look of its first words."""
        return self.runs[0][1] if self.runs else self.type

    @property
    def drawn(self) -> bool:
        """Whether a picture or a drawn line hangs on it."""
        return any(next(self.element.iter(f"{W}{name}"), None) is not None for name in DRAWN)

    @property
    def typed_indent(self) -> float:
        """Spaces typed before the first word, in characters."""
        head = self.raw[: len(self.raw) - len(self.raw.lstrip(" \u3000\t\n\f"))].replace("\f", "")
        return sum(1.0 if one == "\u3000" else 2.0 if one == "\t" else 0.5 for one in head)

    @property
    def first_indent(self) -> float:
        """Where its first line begins, in characters of its own size, typed spaces left out."""
        size = self.type.size
        return self.look.left.at(size) + self.look.first.at(size)

    @property
    def right_space(self) -> float:
        """Spaces typed behind the last word, in characters."""
        tail = self.raw[len(self.raw.rstrip(" \u3000\t\n\f")) :]
        return sum(1.0 if one == "\u3000" else 0.0 for one in tail)

    @property
    def width(self) -> float:
        """Its words on one line, in characters."""
        return ems(self.text)

    def line_height(self, section: Section) -> float:
        """Its line in mm."""
        look, size = self.look, self.type.size
        if look.rule == "exact":
            return pt_to_mm(look.line)
        natural = size * NATURAL
        if look.rule == "atLeast":
            return pt_to_mm(max(natural, look.line))
        if section.grid in ("lines", "linesAndChars", "snapToChars") and look.snapped and section.pitch_pt:
            return pt_to_mm(math.ceil(natural / section.pitch_pt - 0.01) * section.pitch_pt * look.line)
        return pt_to_mm(natural * look.line)

    def space(self, section: Section, side: str) -> float:
        """The space above (`before`) or below (`after`) in mm."""
        length = self.look.before if side == "before" else self.look.after
        pitch = section.pitch_pt or 15.6
        return pt_to_mm(length.characters * pitch or length.pt)

    def height(self, section: Section) -> float:
        """Its lines in mm, without the space above and below."""
        room = mm_to_pt(section.line_width) / (self.type.size or 10)
        lines = max(1, math.ceil(self.width / room)) if room > 1 else 1
        return lines * self.line_height(section)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the body."""

    element: etree._Element
    section: int


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole file. `odd_even`: whether odd and even pages have their own headers and footers."""

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    odd_even: bool
    looks: Looks

    def section(self, paragraph: Paragraph | Table) -> Section:
        """The section that it stands in."""
        return self.sections[min(paragraph.section, len(self.sections) - 1)]


def read_paper(trees: Mapping[str, etree._Element]) -> Paper:
    """The paper of these parts, of which `word/document.xml` is there."""
    styles, theme = trees.get("word/styles.xml"), trees.get("word/theme/theme1.xml")
    looks = _looks(*(b"" if tree is None else etree.tostring(tree) for tree in (styles, theme)))
    document = trees["word/document.xml"]
    sections = tuple(_sections(document, trees))
    blocks = _blocks(document, looks)
    settings = trees.get("word/settings.xml")
    switch = None if settings is None else settings.find(f"{W}evenAndOddHeaders")
    odd_even = switch is not None and switch.get(f"{W}val", "1") not in ("0", "false", "off")
    _mark_pages(blocks, sections)
    return Paper(tuple(blocks), sections, odd_even, looks)


@lru_cache(maxsize=16)
def _looks(styles: bytes, theme: bytes) -> Looks:
    """The looks of a template serve all papers made from it."""
    return Looks(etree.fromstring(styles) if styles else None, etree.fromstring(theme) if theme else None)


def _blocks(document: etree._Element, looks: Looks) -> list[Block]:
    body = document.find(f"{W}body")
    blocks: list[Block] = []
    section, count = 0, 0
    for element in () if body is None else _unwrapped(body):
        if element.tag == f"{W}tbl":
            blocks.append(Table(element, section))
            continue
        paragraph = Paragraph(element, looks, section)
        if paragraph.text:
            count += 1
            paragraph.number = count
        blocks.append(paragraph)
        section += element.find(f"{W}pPr/{W}sectPr") is not None
    return blocks


def _unwrapped(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, those of content controls too."""
    for child in body:
        tag = child.tag
        if tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif str(tag).rpartition("}")[2] in _WRAPPERS:
            yield from _unwrapped(child)


def _pieces(paragraph: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The texts of its runs; what is deleted or stands in a text box is left out. A page break is \\f."""
    for run in paragraph.iter(f"{W}r"):
        above = next(run.iterancestors(f"{W}p", f"{W}del", f"{W}txbxContent"), None)
        if above is paragraph:
            text = run_text(run)
            if text:
                yield text, run


def run_text(run: etree._Element) -> str:
    """The words of a run."""
    return "".join(_words(child) for child in run)


def _words(child: etree._Element) -> str:
    if child.tag == f"{W}t":
        return child.text or ""
    if child.tag == f"{W}tab":
        return "\t"
    if child.tag == f"{W}br":
        return "\f" if child.get(f"{W}type") == "page" else "\n"
    return "\u2014" if child.tag == f"{W}noBreakHyphen" else ""


def _mark_pages(blocks: Sequence[Block], sections: Sequence[Section]) -> None:
    """Which paragraphs begin a page."""
    broken, section = False, 0
    for block in blocks:
        new = block.section != section and not sections[min(block.section, len(sections) - 1)].continuous
        section = block.section
        if isinstance(block, Table):
            broken = False
            continue
        head = block.raw[: len(block.raw) - len(block.raw.lstrip())]
        block.starts_page = new or broken or "\f" in head or block.look.page_break
        if block.text or block.starts_page:
            broken = block.starts_page and not block.text
        if "\f" in block.raw[len(head) :] or (not block.text and "\f" in block.raw):
            broken = True


def _sections(document: etree._Element, trees: Mapping[str, etree._Element]) -> Iterator[Section]:
    targets = {}
    relations = trees.get("word/_rels/document.xml.rels")
    for relation in () if relations is None else relations.iter("{*}Relationship"):
        target = relation.get("Target", "")
        targets[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"word/{target}"
    parts: dict[str, etree._Element] = {}
    body = document.find(f"{W}body")
    inner = () if body is None else (one.find(f"{W}pPr/{W}sectPr") for one in _unwrapped(body))
    found = [one for one in inner if one is not None]
    found += [] if body is None else body.findall(f"{W}sectPr")
    for properties in found or [etree.Element(f"{W}sectPr")]:
        for reference in properties:
            kind = str(reference.tag).rpartition("}")[2]
            tree = trees.get(targets.get(reference.get(f"{R}id", ""), ""))
            if kind.endswith("Reference") and tree is not None:
                parts[f"{kind.removesuffix('Reference')}-{reference.get(f'{W}type', 'default')}"] = tree
        yield _section(properties, dict(parts))


def _section(properties: etree._Element, parts: Mapping[str, etree._Element]) -> Section:
    size, margins = properties.find(f"{W}pgSz"), properties.find(f"{W}pgMar")
    grid, kind = properties.find(f"{W}docGrid"), properties.find(f"{W}type")
    sides = {side: _mm(margins, side) for side in ("top", "bottom", "left", "right")}
    sides["left"] += _mm(margins, "gutter")
    title = properties.find(f"{W}titlePg")
    kind_of_grid = "" if grid is None else grid.get(f"{W}type", "")
    extra = 0.0 if grid is None or kind_of_grid == "lines" else number(grid.get(f"{W}charSpace")) / 4096
    return Section(
        width=_mm(size, "w"),
        height=_mm(size, "h"),
        margins=sides,
        footer=_mm(margins, "footer"),
        grid=kind_of_grid,
        pitch_pt=0.0 if grid is None else number(grid.get(f"{W}linePitch")) / 20,
        character_pt=extra,
        first_differs=title is not None and title.get(f"{W}val", "1") not in ("0", "false", "off"),
        continuous=kind is not None and kind.get(f"{W}val") == "continuous",
        parts=parts,
    )


def _mm(element: etree._Element | None, name: str) -> float:
    """An attribute in twips as mm; 0 where it is missing or no number."""
    return 0.0 if element is None else pt_to_mm(number(element.get(f"{W}{name}")) / 20)


def ems(text: str) -> float:
    """The width of words in characters: digits and Latin letters are half as wide."""
    return sum(0.5 if one < "\u0100" else 1.0 for one in text)


def is_han(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return _HAN.search(text) is not None
