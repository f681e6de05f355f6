"""The signs that hang by the plaque scheme, in the words of papers."""

from __future__ import annotations

from collections.abc import Iterator

from listgen.catalog.view import VillageView
from listgen.documents.hung import INSIDE, Hung, HungSign
from listgen.preflight import Subject
from listgen.preflight.cleanup import boards_by_village
from listgen.signage.scheme import Scheme, Slot


def hung_by(subject: Subject) -> Hung:
    """What hangs in each active village: its plaques and the sign of its hall, in the scheme's order."""
    signs = {view.village.id: tuple(_signs(subject.scheme, view)) for view in subject.views}
    return Hung(subject.scheme.title, signs, boards_by_village(subject))


def _signs(scheme: Scheme, view: VillageView) -> Iterator[HungSign]:
    for sign in scheme.signs:
        wording = view.village.plaques.get(sign.column)
        place = sign.place if isinstance(sign, Slot) else None
        if wording:
            yield HungSign(
                column=sign.column,
                wording=wording,
                width=sign.width,
                height=sign.height,
                side=place.side if place else INSIDE,
                order=place.order if place else 0,
                view=place.view if place else "",
                basis=sign.basis,
                filing=view.filings.get(sign.column, ""),
            )
