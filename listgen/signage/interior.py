"""A sign inside the village hall as data: parts one under another, and what stands in each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from listgen.drawing.model import Ink
from listgen.findings import Location
from listgen.signage.board import ByOrganisation, Make
from listgen.signage.code import BLACK, WHITE
from listgen.typeset.horizontal import Line

ROOM, VILLAGE = "room", "village"
SUBJECTS = (ROOM, VILLAGE)  # one for each room of a village, or one for the village
NAMES = ("county", "township", "village", "room", "hotline", "phone", "address", "hours")
NAMED = re.compile(r"\{([a-z]*)\}")
SERVICES, HONOURS = "services", "honours"
FIELDS: Mapping[str, tuple[str, ...]] = {
    SERVICES: ("name", "materials", "place", "time", "phone", "who"),
    HONOURS: ("name", "by", "year"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """How texts are set; all lines of a block are of one size."""

    line: Line
    face: str
    ink: Ink


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of text, `between` mm apart; `{village}` and other NAMES are filled in.

    A line is left out where the village has no such thing (a telephone that is not published). The block
    with `wording` is what the sign is known by.
    """

    lines: ByOrganisation
    style: Style
    between: float
    space: float
    wording: bool


@dataclass(frozen=True, slots=True)
class FunctionsBlock:
    """What a room is used for: up to `columns` side by side in up to `rows` rows, with rules between."""

    style: Style
    columns: int
    rows: int
    between: float
    rule: float
    space: float


@dataclass(frozen=True, slots=True)
class RuleBlock:
    """A line from margin to margin, `width` thick; left out at the end of a part."""

    width: float
    ink: Ink
    space: float


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """The village's code, black on white: `side` with its quiet zone, read from `reading_distance` metres.

    `beside`: at the right of the part's other blocks, else among them.
    """

    side: float
    reading_distance: float
    beside: bool
    space: float


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, which of FIELDS it shows, its share of the width, its colour."""

    title: str
    field: str
    share: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Services or honours, one a row, as large as the part allows between `em_min` and `em`.

    Headings are of `head` times the size of the cells. Rules of `rule` mm part the rows.
    """

    of: str
    columns: tuple[Column, ...]
    em: float
    em_min: float
    face: str
    head: float
    rule: float
    rule_ink: Ink
    space: float


Block = TextBlock | FunctionsBlock | RuleBlock | CodeBlock | TableBlock


@dataclass(frozen=True, slots=True)
class Part:
    """A strip over the whole width; `height` 0: what the others leave. Blocks keep `pad` from its edges."""

    height: float
    ground: Ink
    pad: float
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that carries many of one sign, with a hairline round each to cut along."""

    width: float
    height: float
    columns: int
    rows: int
    outline: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class InteriorSlot:
    """One sign of the hall. `side` is what texts keep from its left and right trim.

    `places`: where each of its keys stands in its file.
    """

    id: str
    name: str
    subject: str
    width: float
    height: float
    side: float
    parts: tuple[Part, ...]
    make: Make
    sheet: Sheet | None = None
    places: Mapping[str, Location] = field(default_factory=dict, compare=False)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All that stands on it, from the top."""
        return tuple(block for part in self.parts for block in part.blocks)

    @property
    def code(self) -> CodeBlock | None:
        """Its code, if it has one."""
        return next((block for block in self.blocks if isinstance(block, CodeBlock)), None)

    @property
    def table(self) -> TableBlock | None:
        """Its table, if it has one."""
        return next((block for block in self.blocks if isinstance(block, TableBlock)), None)

    @property
    def names(self) -> frozenset[str]:
        """The names that its texts call: a sign is made of these and no others."""
        texts = (block for block in self.blocks if isinstance(block, TextBlock))
        lines = (line for block in texts for _, lines in block.lines for line in lines)
        return frozenset(name for line in lines for name in NAMED.findall(line))

    @property
    def has_functions(self) -> bool:
        """Whether it says what a room is used for."""
        return any(isinstance(block, FunctionsBlock) for block in self.blocks)

    @property
    def trim(self) -> tuple[float, float]:
        """The size of what is cut out at last, or of the sheet that carries many."""
        return (self.sheet.width, self.sheet.height) if self.sheet else (self.width, self.height)

    @property
    def copies(self) -> int:
        """How many of it one print holds."""
        return self.sheet.columns * self.sheet.rows if self.sheet else 1


@dataclass(frozen=True, slots=True)
class InteriorText:
    """What one such sign says: `names` and what they stand for fill its texts, `rows` are its table."""

    organisation: str
    names: tuple[tuple[str, str], ...]
    functions: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def said(block: TextBlock, text: InteriorText) -> tuple[str, ...]:
    """The lines of a block as the sign has them."""
    names = dict(text.names)
    return tuple(
        NAMED.sub(lambda found: names[found[1]], pattern)
        for pattern in dict(block.lines)[text.organisation]
        if all(names[name] for name in NAMED.findall(pattern))
    )


def spoken(slot: InteriorSlot, text: InteriorText) -> Iterator[tuple[str, str]]:
    """Each text that it says, from the top, after the role of its face."""
    for block in slot.blocks:
        match block:
            case TextBlock():
                yield from ((block.style.face, line) for line in said(block, text))
            case FunctionsBlock():
                yield from ((block.style.face, function) for function in text.functions)
            case TableBlock():
                yield from ((block.face, column.title) for column in block.columns)
                yield from ((block.face, cell) for row in text.rows for cell in row if cell)


def wording_of(slot: InteriorSlot, text: InteriorText) -> str:
    """What the sign is known by."""
    return next(
        line
        for block in slot.blocks
        if isinstance(block, TextBlock) and block.wording
        for line in said(block, text)
    )


def other_lines(slot: InteriorSlot, text: InteriorText) -> tuple[str, ...]:
    """Everything else that it says, each cell of a table by itself, from the top."""
    lines = [line for _, line in spoken(slot, text)]
    lines.remove(wording_of(slot, text))
    return tuple(lines)


def present(blocks: Sequence[Block], text: InteriorText) -> list[Block]:
    """The blocks that have something to say, and no rule after all of them."""
    kept = [block for block in blocks if not _empty(block, text)]
    while kept and isinstance(kept[-1], RuleBlock):
        kept.pop()
    return kept


def _empty(block: Block, text: InteriorText) -> bool:
    if isinstance(block, TextBlock):
        return not said(block, text)
    return isinstance(block, FunctionsBlock) and not text.functions


def inks_of(slot: InteriorSlot, text: InteriorText) -> tuple[Ink, ...]:
    """The inks that it is printed in; a code is black on white whatever they are."""
    inks = [slot.sheet.ink] if slot.sheet else []
    for part in slot.parts:
        inks.append(part.ground)
        for block in present(part.blocks, text):
            match block:
                case TextBlock() | FunctionsBlock():
                    inks.append(block.style.ink)
                case RuleBlock():
                    inks.append(block.ink)
                case TableBlock():
                    inks += (block.rule_ink, *(column.ink for column in block.columns))
                case CodeBlock():
                    inks += (WHITE, BLACK)
    return tuple(dict.fromkeys(inks))
