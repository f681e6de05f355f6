"""校样.pdf of a batch: a cover, then for each village its signs over their wording, and its codes to scan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from listgen.drawing.live import Page, render_live
from listgen.drawing.model import Drawing
from listgen.orders.batch import Batch, OrderedSign, Owner
from listgen.orders.code_page import CodePage, code_marks, plan_codes
from listgen.orders.contact import ContactSheet, contact_marks, plan_contact
from listgen.orders.cover import cover_pages
from listgen.orders.proof_page import Frame, heading, setter
from listgen.orders.proof_text import ProofText
from listgen.typeset.faces import Faces


def render_proof(batch: Batch, drawings: Iterable[Drawing], faces: Faces, text: ProofText) -> bytes:
    """The proof of `batch`, whose signs stand village by village; `drawings` are theirs, in that order.

    A drawing is let go of once its page is written. Raises ValueError where a drawing is not its sign's, or
    there are more or fewer than signs; ProofError, MissingGlyphError and FaceError.
    """
    title = f"{text.say('title')} {batch.county} {batch.name}"
    return render_live(_pages(batch, drawings, faces, text), title)


@dataclass(frozen=True, slots=True)
class _Chapter:
    """The pages of one village."""

    owner: Owner
    sheets: tuple[ContactSheet, ...]
    codes: tuple[CodePage, ...]

    @property
    def pages(self) -> int:
        return sum(len(sheet.pages) for sheet in self.sheets) + len(self.codes)


def _pages(batch: Batch, drawings: Iterable[Drawing], faces: Faces, text: ProofText) -> Iterator[Page]:
    setting = setter(text, faces)
    cover = cover_pages(batch, setting, text)
    chapters = []
    for owner, group in groupby(batch.signs, lambda sign: sign.owner):
        signs = tuple(group)
        sheets = plan_contact(signs, batch.county, setting, text)
        chapters.append(_Chapter(owner, sheets, plan_codes(signs)))
    count = len(cover) + sum(chapter.pages for chapter in chapters)
    frame = Frame(setting, text, f"{batch.county}　{batch.name}", batch.specimen, count)
    for number, marks in enumerate(cover, 1):
        yield frame.page(number, "", marks, text.say("title") if number == 1 else "")
    number = len(cover)
    supply = _theirs(batch.signs, drawings)
    for chapter in chapters:
        yield from _chapter_pages(chapter, supply, number, frame)
        number += chapter.pages
    next(supply, None)  # there is none too many


def _theirs(signs: Iterable[OrderedSign], drawings: Iterable[Drawing]) -> Iterator[Drawing]:
    """The drawings, each of which has to be its sign's: people sign for what they see."""
    for sign, drawing in zip(signs, drawings, strict=True):
        facts = sign.facts
        if (drawing.title, drawing.width, drawing.height) != (facts.wording, facts.width, facts.height):
            raise ValueError(f"sign {sign.number} is drawn as “{drawing.title}”")
        yield drawing


def _chapter_pages(
    chapter: _Chapter, drawings: Iterator[Drawing], before: int, frame: Frame
) -> Iterator[Page]:
    """A village's pages; `before` them are so many others."""
    owner, say = chapter.owner, frame.text.say
    subject = f"{owner.village}　{owner.name}"
    beside = f"{owner.township_name}　{owner.village}"
    number = before
    pages = ((sheet.inside, rows) for sheet in chapter.sheets for rows in sheet.pages)
    for place, (inside, rows) in enumerate(pages):
        number += 1
        title = owner.name + (say("continued") if place else "")
        head = heading(frame.setter, title, beside, say("inside" if inside else "outside"))
        signs = contact_marks(rows, drawings, frame.setter, frame.text)
        yield frame.page(number, subject, (*head, *signs), "" if place else subject)
    for code in chapter.codes:
        number += 1
        head = heading(frame.setter, owner.name, beside, say("code_title"))
        yield frame.page(number, subject, (*head, *code_marks(code, frame.setter, frame.text)))
