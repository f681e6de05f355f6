"""Clauses 5 and 8: paper, margins, lines, characters and type of running text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from listgen.findings import Finding, Location, error, warn
from listgen.units import mm_to_pt
from listgen.verify.gbt9704.faces import SIZE_3, is_face, is_size, type_of
from listgen.verify.gbt9704.parts import Parts
from listgen.verify.gbt9704.read import Block, Paper, Paragraph, Section, Table, ems, is_han
from listgen.verify.gbt9704.told import doubt, fault

PAGE = (210.0, 297.0)  # 5.1
PAGE_TOLERANCE = 0.5
# 5.2.1: top 37, left 28; the type area of 156 × 225 leaves right 26 and bottom 35.
MARGINS = {"top": 37.0, "bottom": 35.0, "left": 28.0, "right": 26.0}
# A landscape page is the portrait page turned, head to the binding or to the fore-edge (clause 8).
TURNED = (
    {"top": 28.0, "bottom": 26.0, "left": 35.0, "right": 37.0},
    {"top": 26.0, "bottom": 28.0, "left": 37.0, "right": 35.0},
    {"top": 28.0, "bottom": 26.0, "left": 37.0, "right": 35.0},
)
MARGIN_TOLERANCE = 1.0
LINES, CHARACTERS = 22, 28  # 5.2.3
RUNNING = 28  # a paragraph longer than a line is running text


def check_sections(paper: Paper, place: Location) -> Iterator[Finding]:
    """5.1, 5.2.1."""
    for number, section in enumerate(paper.sections, 1):
        width, height = section.width, section.height
        if max(abs(min(width, height) - PAGE[0]), abs(max(width, height) - PAGE[1])) > PAGE_TOLERANCE:
            value = f"{width:.1f}×{height:.1f} mm"
            yield error("gbt-paper", place, clause="5.1", section=number, value=value, expected="A4")
        allowed = TURNED if section.landscape else (MARGINS,)
        if not any(_near(section, wanted) for wanted in allowed):
            value, expected = _sides(section.margins), _sides(allowed[0])
            yield error("gbt-margins", place, clause="5.2.1", section=number, value=value, expected=expected)


def _near(section: Section, wanted: dict[str, float]) -> bool:
    return all(abs(section.margins[side] - wanted[side]) <= MARGIN_TOLERANCE for side in wanted)


def _sides(lengths: Mapping[str, float]) -> str:
    return " ".join(f"{side} {lengths[side]:.1f}" for side in MARGINS)


def running_text(paper: Paper, parts: Parts) -> list[Paragraph]:
    """The text itself: of an official paper its 正文, of any other what is longer than a line.

    Lines at a table belong to it; titles and what is centred are no text.
    """
    if parts.official:
        return [one for one in parts.body if one.look.align != "center"]
    beside = _beside_tables(paper.blocks)
    return [
        block
        for at, block in enumerate(paper.blocks)
        if isinstance(block, Paragraph)
        and at not in beside
        and ems("".join(block.text.split())) > RUNNING
        and block.look.align != "center"
        and is_han(block.text)
    ]


def _beside_tables(blocks: Sequence[Block]) -> set[int]:
    """The lines that touch a table, and those of small type that go on from them."""
    found = set()
    for table in (at for at, block in enumerate(blocks) if isinstance(block, Table)):
        for step in (-1, 1):
            at = table + step
            while 0 <= at < len(blocks):
                block = blocks[at]
                if isinstance(block, Table):
                    break
                found.add(at)
                if block.type.size >= SIZE_3:
                    break
                at += step
    return found


def check_grid(paper: Paper, text: Sequence[Paragraph], place: Location) -> Iterator[Finding]:
    """5.2.3 (一般): lines a page and characters a line, of most of the text on portrait pages."""
    upright = [one for one in text if not paper.section(one).landscape]
    if not upright:
        return
    lines = Counter(_lines(one, paper.section(one)) for one in upright).most_common(1)[0][0]
    if lines != LINES:
        yield warn("gbt-lines", place, clause="5.2.3", value=lines, expected=LINES)
    characters = Counter(_characters(one, paper.section(one)) for one in upright).most_common(1)[0][0]
    if characters != CHARACTERS:
        yield warn("gbt-characters", place, clause="5.2.3", value=characters, expected=CHARACTERS)


def _lines(paragraph: Paragraph, section: Section) -> int:
    area = section.height - section.margins["top"] - section.margins["bottom"]
    height = paragraph.line_height(section)
    return int((area + 0.2) / height) if height > 0.1 else 0


def _characters(paragraph: Paragraph, section: Section) -> int:
    look = paragraph.type
    advance = look.size + look.spacing + section.character_pt
    return int((mm_to_pt(section.line_width) + 0.6) / advance) if advance > 1 else 0


def check_type(text: Sequence[Paragraph], official: bool, place: Location) -> Iterator[Finding]:
    """5.2.2 (一般): 3号仿宋; 5.2.4: black."""
    for one in text:
        look = one.type if len(one.runs) < 2 else max(one.runs[1:], key=lambda run: len(run[0]))[1]
        if one.width > RUNNING and not (is_face(look.east, "仿宋") and is_size(look.size, SIZE_3)):
            value, expected = type_of(look.east, look.size), type_of("仿宋", SIZE_3)
            yield doubt("gbt-body-type", place, one, "5.2.2", value=value, expected=expected)
        color = next((run.color for _, run in one.runs if run.color), "")
        if official and color:
            yield fault("gbt-body-color", place, one, "5.2.4", value=color, expected="000000")
