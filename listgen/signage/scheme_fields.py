"""What the files of plaques and of interior signs write alike: inks, sizes, lines, what a shop is told."""

from __future__ import annotations

from collections.abc import Mapping

from listgen.drawing.model import Ink
from listgen.signage.board import ByOrganisation, Make
from listgen.signage.scheme import ORGANISATIONS, Margins
from listgen.sources.fields import Fields
from listgen.typeset.horizontal import Line

LONGEST_TITLE = 20  # characters
LONGEST_BASIS = 60  # of a cell of the form on which signs are filed
_LONGEST_ON_ORDER = 60  # characters of a cell of the order sheet
_UNSAID = "无"  # as everywhere in a project: there is none
FARTHEST = 100.0  # m
_WIDEST_TRACK = 5.0  # em
_NO_INK = Ink(0, 0, 0, 0)  # of a sign that is refused

Inks = Mapping[str, Ink]


def read_inks(fields: Fields) -> Inks:
    return {name: _ink(fields.table(name)) for name in fields.names()}


def _ink(fields: Fields) -> Ink:
    parts = [fields.number(name, 0, 100) / 100 for name in ("cyan", "magenta", "yellow", "black")]
    fields.finish()
    return Ink(*parts)


def chosen_ink(fields: Fields, name: str, inks: Inks) -> Ink:
    return inks.get(fields.choice(name, tuple(inks)), _NO_INK)


def read_trim(fields: Fields) -> tuple[float, float]:
    trim = fields.number("width", 1), fields.number("height", 1)
    fields.finish()
    return trim


def read_margins(fields: Fields) -> Margins:
    margins = Margins(fields.number("end"), fields.number("side"))
    fields.finish()
    return margins


def read_make(fields: Fields) -> Make:
    texts = (fields.name(name, longest=_LONGEST_ON_ORDER) for name in ("material", "process"))
    return Make(*("" if text == _UNSAID else text for text in texts))


def by_organisation(fields: Fields) -> ByOrganisation:
    texts = tuple((organisation, fields.texts(organisation, required=True)) for organisation in ORGANISATIONS)
    fields.finish()
    return texts


def read_line(fields: Fields) -> Line:
    tracks = (fields.number(name, 0, _WIDEST_TRACK) for name in ("track_min", "track_max"))
    line = Line(fields.number("em", 1), fields.number("em_min", 1), *tracks)
    fields.finish()
    return line
