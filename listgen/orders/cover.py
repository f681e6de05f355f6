"""The first pages of a proof: what is ordered, how to check it, what has to come down, who answers for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from listgen.drawing.live import BLACK, Mark, Outlined
from listgen.drawing.model import Rect
from listgen.drawing.screen import Colour
from listgen.orders.batch import Batch, Recall
from listgen.orders.proof_page import (
    BOTTOM,
    GREY,
    HAIRLINE,
    LEADING,
    LEFT,
    PALE,
    RIGHT,
    ROOM,
    TOP,
    Setter,
    rule,
)
from listgen.orders.proof_text import ProofText

_TITLE_EM, _HEAD_EM, _EM = 11.0, 4.2, 3.4
_LABEL = 32.0  # where values begin, beside what they are
_LINE = _EM * LEADING + 1.4
_BEFORE_HEAD, _AFTER_HEAD = 10.0, 2.2
_GAP = 1.2  # after what is numbered
_INDENT = 7.0  # of what is numbered
_BOX, _NAME_EM = 20.0, 2.8


class _Column:
    """Lines one below the other, on as many pages as they take."""

    def __init__(self, setter: Setter) -> None:
        self.setter = setter
        self.pages: list[list[Mark]] = [[]]
        self.y = TOP

    def need(self, length: float) -> None:
        """A new page where `length` mm do not fit on this one."""
        if self.y - length < BOTTOM:
            self.pages.append([])
            self.y = TOP

    def down(self, length: float, keep: float = 0.0) -> None:
        """Lower by `length`, where it and `keep` mm below it fit."""
        self.need(length + keep)
        self.y -= length

    def gap(self) -> None:
        """A little air before what may follow."""
        self.y -= _GAP

    def put(self, *marks: Mark) -> None:
        """On the page that the column has reached."""
        self.pages[-1] += marks

    def line(self, text: str, em: float, x: float = LEFT, colour: Colour = BLACK) -> None:
        """A line at the column's height."""
        self.put(self.setter.line(text, em, x, self.y, colour))

    def head(self, text: str, keep: float) -> None:
        """A heading that stays with `keep` mm of what follows."""
        self.need(_BEFORE_HEAD + _HEAD_EM + _AFTER_HEAD + keep)
        if self.y < TOP:
            self.y -= _BEFORE_HEAD
        self.down(_HEAD_EM)
        self.put(self.setter.title(text, _HEAD_EM, LEFT, self.y))
        self.down(_AFTER_HEAD)
        self.put(rule(LEFT, RIGHT, self.y))

    def paragraph(
        self, text: str, x: float = LEFT, label: str = "", keep: float = 0.0, colour: Colour = BLACK
    ) -> None:
        """Wrapped lines from `x`, beside a label; the first stays with `keep` mm of what follows."""
        lines = self.setter.wrap(text, _EM, RIGHT - x)
        for place, line in enumerate(lines):
            self.down(_EM * LEADING if place else _LINE, 0.0 if place else keep)
            if label and not place:
                self.line(label, _EM, LEFT, GREY)
            self.line(line, _EM, x, colour)


def cover_pages(batch: Batch, setter: Setter, text: ProofText) -> tuple[tuple[Mark, ...], ...]:
    """The cover, and what does not fit onto it. Raises MissingGlyphError."""
    column = _Column(setter)
    column.down(_TITLE_EM)
    column.put(setter.title(text.say("title"), _TITLE_EM, LEFT, column.y))
    column.down(3.0)
    for label, value in _facts(batch, text):
        column.paragraph(value, LEFT + _LABEL, label)
    _table(column, batch, text)
    column.need(_length_of_end(setter, text))  # who signs has read how to check
    _how(column, text)
    _sign_off(column, text)
    if batch.recalls:
        _recalls(column, batch.recalls, text)
    return tuple(map(tuple, column.pages))


def _facts(batch: Batch, text: ProofText) -> Iterator[tuple[str, str]]:
    say = text.say
    villages = len({sign.owner.village for sign in batch.signs})
    day = {"year": batch.day.year, "month": batch.day.month, "day": batch.day.day}
    yield say("county"), batch.county
    yield say("batch"), batch.name
    yield say("day"), say("date", **day)
    if batch.since:
        yield say("since"), say("since_batch", batch=batch.since)
    yield say("edition"), batch.edition
    yield say("scheme"), batch.scheme
    yield say("extent"), say("extent_value", villages=villages, quantity=batch.quantity)
    if batch.recalls:
        yield say("recalls"), say("recalls_value", quantity=sum(recall.quantity for recall in batch.recalls))
    ledger = batch.ledger
    printed = say("ledger_value", lines=ledger.lines, fingerprint=ledger.fingerprint)
    yield say("ledger"), printed if ledger.lines else say("ledger_empty")


def _table(column: _Column, batch: Batch, text: ProofText) -> None:
    """How many of each sign."""
    say = text.say
    pieces: Counter[tuple[str, str]] = Counter()
    villages: dict[tuple[str, str], set[str]] = {}
    for sign in batch.signs:
        size = say("size", width=f"{sign.facts.width:g}", height=f"{sign.facts.height:g}")
        pieces[sign.name, size] += sign.quantity
        villages.setdefault((sign.name, size), set()).add(sign.owner.village)
    column.head(say("table"), 3 * _LINE)
    titles = (say("table_name"), say("table_size"), say("table_villages"), say("table_quantity"))
    _row(column, titles, GREY)
    for (name, size), quantity in pieces.items():
        _row(column, (name, size, str(len(villages[name, size])), str(quantity)))
    column.down(1.8)
    column.put(rule(LEFT, RIGHT, column.y))
    _row(column, (say("total"), "", "", str(batch.quantity)))


def _row(column: _Column, cells: tuple[str, str, str, str], colour: Colour = BLACK) -> None:
    """Name and size from the left, two numbers that end under each other."""
    column.down(_LINE)
    name, size, villages, pieces = cells
    for value, left in ((name, LEFT), (size, LEFT + 0.42 * ROOM)):
        if value:
            column.line(value, _EM, left, colour)
    for value, right in ((villages, RIGHT - 0.16 * ROOM), (pieces, RIGHT)):
        if value:
            column.put(column.setter.right(value, _EM, right, column.y, colour))


def _how(column: _Column, text: ProofText) -> None:
    column.head(text.say("how"), 4 * _LINE)
    for number, step in enumerate(text.how, 1):
        column.paragraph(step, LEFT + _INDENT, str(number))
        column.gap()


def _length_of_end(setter: Setter, text: ProofText) -> float:
    """Of how to check and who signs, in mm."""
    lines = sum(len(setter.wrap(step, _EM, ROOM - _INDENT)) - 1 for step in text.how)
    heads = 2 * (_BEFORE_HEAD + _HEAD_EM + _AFTER_HEAD)
    return heads + len(text.how) * (_LINE + _GAP) + lines * _EM * LEADING + _BOX + 3.0


def _recalls(column: _Column, recalls: Sequence[Recall], text: ProofText) -> None:
    """What hangs from earlier batches and has to come down, each with its full wording."""
    column.head(text.say("recalls"), 2 * _LINE)
    for number, recall in enumerate(recalls, 1):
        values = {"successor": recall.successor} if recall.reason == "merged" else {}
        said = text.say(
            "recall",
            village=recall.owner.name,
            sign=recall.name,
            reason=text.say(recall.reason, **values),
            batch=recall.batch,
            number=recall.number,
            quantity=recall.quantity,
        )
        column.paragraph(recall.wording, LEFT + _INDENT, str(number), keep=_LINE)
        column.paragraph(said, LEFT + _INDENT, colour=GREY)
        column.gap()


def _sign_off(column: _Column, text: ProofText) -> None:
    """Boxes to write in, side by side."""
    names = tuple(text.say(name) for name in ("clerk", "checker", "maker", "signed_on"))
    column.head(text.say("sign_off"), _BOX + 3.0)
    column.down(3.0 + _BOX)
    width = ROOM / len(names)
    for place, name in enumerate(names):
        box = Rect(LEFT + place * width, column.y, width, _BOX)
        column.put(Outlined(box, HAIRLINE, PALE))
        column.put(column.setter.line(name, _NAME_EM, box.x + 2.0, box.y + _BOX - _NAME_EM - 1.2, GREY))
