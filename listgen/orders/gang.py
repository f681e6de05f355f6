"""拼版: a batch's boards on sheets of stock, those of one material, process and ground together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from listgen.drawing.imposition import Sheet, Stock, gang, impose, oversize
from listgen.drawing.model import Drawing
from listgen.filenames import safe_name
from listgen.orders.batch import Batch, OrderedSign, called
from listgen.signage.board import BLEED
from listgen.signage.slug import FACE, caption
from listgen.typeset.faces import Faces

FOLDER = "拼版"
A4 = (210.0, 297.0)
STOCKS = ((1220.0, 2440.0), (1250.0, 2500.0), (1500.0, 3000.0))  # mm: what sign makers keep


@dataclass(frozen=True, slots=True)
class Gang:
    """A file of sheets: the boards on them by their place in the batch; one made twice is there twice."""

    path: str
    title: str
    boards: tuple[int, ...]


def stock_of(batch: Batch) -> Stock:
    """The sheets that the batch is laid out on."""
    return Stock(*batch.sheet)


def gangs(batch: Batch) -> tuple[Gang, ...]:
    """The files of sheets of the batch.

    Boards larger than a sheet are on none, nor is what a printer takes as it is: cards, sheets of stickers.
    """
    apart = {sign.number for sign in unlaid(batch)}
    groups: dict[tuple[object, ...], list[int]] = {}
    for at, sign in enumerate(batch.signs):
        if sign.number not in apart:
            alike = (sign.material, sign.process, sign.facts.inks[:1])
            groups.setdefault(alike, []).extend([at] * sign.quantity)
    return tuple(_gang(batch, number, boards) for number, boards in enumerate(groups.values(), 1))


def unlaid(batch: Batch) -> tuple[OrderedSign, ...]:
    """The signs that are on no sheet of the stock."""
    large = {sign.number for sign in too_large(batch)}
    return tuple(sign for sign in batch.signs if sign.number in large or on_paper(sign))


def on_paper(sign: OrderedSign) -> bool:
    """Whether a printer takes it as it is: it is a page of A4, or lies on one."""
    short, long = sorted((sign.facts.width, sign.facts.height))
    return sign.facts.copies > 1 or (short <= A4[0] and long <= A4[1])


def too_large(batch: Batch) -> tuple[OrderedSign, ...]:
    """The signs that no sheet of the stock takes."""
    return tuple(batch.signs[found.index] for found in oversize(_blanks(batch.signs), stock_of(batch)))


def sheets_needed(batch: Batch, sheet: tuple[float, float]) -> int:
    """How many sheets of that size (mm) the batch takes; those that lie on none count as one each."""
    other = replace(batch, sheet=sheet)
    pieces = sum(sign.quantity for sign in too_large(other) if not on_paper(sign))
    return pieces + sum(len(layout(other, of)) for of in gangs(other))


def layout(batch: Batch, of: Gang) -> tuple[Sheet, ...]:
    """The sheets of one file and what lies on each."""
    return impose(_blanks([batch.signs[at] for at in of.boards]), stock_of(batch))


def sheets(batch: Batch, of: Gang, drawings: Sequence[Drawing], faces: Faces) -> Iterator[Drawing]:
    """Each sheet of the file as a drawing; `drawings` are those of its boards. Raises MissingGlyphError."""
    boards = [
        replace(board, slug=caption(_caption(batch.signs[at]), FACE, board.width, faces))
        for at, board in zip(of.boards, drawings, strict=True)
    ]
    return (gang(sheet, boards, of.title) for sheet in layout(batch, of))


def _gang(batch: Batch, number: int, boards: Sequence[int]) -> Gang:
    name = called(batch.signs[at] for at in boards)
    width, height = batch.sheet
    file = safe_name(f"{number:02d}-{name}-{width:g}×{height:g}")
    return Gang(f"{FOLDER}/{file}.pdf", f"{batch.county} {batch.name} {name}", tuple(boards))


def _caption(sign: OrderedSign) -> str:
    """What finds the board in the order sheet; its wording is to be seen."""
    return f"{sign.number:04d} {sign.name}"


def _blanks(signs: Sequence[OrderedSign]) -> list[Drawing]:
    """The boards without what is on them: only their sizes decide where they lie."""
    return [Drawing(sign.facts.width, sign.facts.height, BLEED, "", ()) for sign in signs]
