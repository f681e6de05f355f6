"""The proof's paper: A4 upright, its margins, its sizes of text, and what every page has at its head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from listgen.drawing.live import BLACK, Block, Mark, Outlined, Page, Text
from listgen.drawing.model import Rect
from listgen.drawing.screen import Colour
from listgen.orders.proof_text import ProofText
from listgen.typeset.face import Face, MissingGlyphError
from listgen.typeset.faces import Faces
from listgen.typeset.wrap import width_em, wrapped

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 18.0, 192.0, 272.0, 18.0
ROOM = RIGHT - LEFT

GREY: Colour = (0.4, 0.4, 0.4)
PALE: Colour = (0.72, 0.72, 0.72)
RED: Colour = (0.78, 0.07, 0.09)

HAIRLINE = 0.2
LEADING = 1.42  # ems from line to line
_HEAD_Y, _HEAD_EM = 283.0, 2.6
_TITLE_EM = 6.4
_SPECIMEN_EM = 3.4
_BOX = 0.86  # of an em: a square to tick


class ProofError(ValueError):
    """More than a page of a proof can hold."""


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets lines: each in the first of the faces that has all of its characters."""

    faces: tuple[Face, ...]
    display: Face

    def face_for(self, line: str) -> Face:
        """Raises MissingGlyphError where no face has every character."""
        for face in self.faces:
            if not face.missing(line):
                return face
        raise MissingGlyphError(self.faces[0].name, self.faces[0].missing(line)[0])

    def line(self, text: str, em: float, x: float, y: float, colour: Colour = BLACK) -> Text:
        """A line from (x, y)."""
        return Text(text, self.face_for(text), em, x, y, colour)

    def right(self, text: str, em: float, x: float, y: float, colour: Colour = BLACK) -> Text:
        """A line that ends at (x, y)."""
        return self.line(text, em, x - self.width(text, em), y, colour)

    def width(self, text: str, em: float) -> float:
        """How long a line is, in mm."""
        return width_em(text, self.face_for(text)) * em

    def wrap(
        self, text: str, em: float, width: float, whole: Sequence[str] = (), *, even: bool = False
    ) -> tuple[str, ...]:
        """The text in lines of at most `width` mm, as `typeset.wrap` breaks it."""
        return wrapped(text, self.face_for(text), width / em, whole, even=even)

    def title(self, text: str, em: float, x: float, y: float) -> Text:
        """A heading in the display face, or in one that has its characters."""
        face = self.face_for(text) if self.display.missing(text) else self.display
        return Text(text, face, em, x, y)


def setter(text: ProofText, faces: Faces) -> Setter:
    """The proof's faces. Raises FaceError."""
    return Setter(tuple(faces.face(role) for role in text.faces), faces.face(text.display_face))


@dataclass(frozen=True, slots=True)
class Frame:
    """What is around the content of every page: at the head whose proof it is, and 示例 where it is one."""

    setter: Setter
    text: ProofText
    owner: str  # county and batch
    specimen: bool
    pages: int

    def page(self, number: int, subject: str, marks: Sequence[Mark], bookmark: str = "") -> Page:
        """The whole page; `subject` (a village's id and name) is the end of its first line."""
        return Page(WIDTH, HEIGHT, (*self._head(number, subject), *marks), bookmark)

    def _head(self, number: int, subject: str) -> Iterator[Mark]:
        said = self.text.say
        head = "　".join(filter(None, (said("title"), self.owner, subject)))
        yield self.setter.line(head, _HEAD_EM, LEFT, _HEAD_Y, GREY)
        count = said("page", page=number, pages=self.pages)
        yield self.setter.right(count, _HEAD_EM, RIGHT, _HEAD_Y, GREY)
        if self.specimen:
            word = said("specimen")
            x = WIDTH / 2 - self.setter.width(word, _SPECIMEN_EM) / 2
            yield self.setter.line(word, _SPECIMEN_EM, x, _HEAD_Y + 5.0, RED)


def heading(setter: Setter, title: str, beside: str, at_right: str) -> Iterator[Mark]:
    """A village's name, its township beside it, a fact at the right, and a rule below."""
    yield setter.title(title, _TITLE_EM, LEFT, TOP - _TITLE_EM)
    x = LEFT + setter.width(title, _TITLE_EM) + 4.0
    yield setter.line(beside, 3.4, x, TOP - _TITLE_EM, GREY)
    if at_right:
        yield setter.right(at_right, 3.4, RIGHT, TOP - _TITLE_EM, GREY)
    yield rule(LEFT, RIGHT, TOP - _TITLE_EM - 3.6)


UNDER_HEADING = TOP - _TITLE_EM - 3.6


def rule(left: float, right: float, y: float, colour: Colour = PALE, width: float = HAIRLINE) -> Block:
    """A level line."""
    return Block((Rect(left, y - width / 2, right - left, width),), colour)


def tick(setter: Setter, text: str, em: float, x: float, y: float) -> Iterator[Mark]:
    """A square to tick, and what the tick says."""
    side = em * _BOX
    yield Outlined(Rect(x, y - 0.06 * em, side, side), 0.25)
    yield setter.line(text, em, x + side + 0.5 * em, y)
