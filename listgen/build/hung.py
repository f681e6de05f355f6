"""The signs that hang by the plaque scheme, in the words of papers."""

from __future__ import annotations

from collections.abc import Iterator

from listgen.catalog.view import VillageView
from listgen.documents.hung import INSIDE, HungSign
from listgen.signage.scheme import Scheme, Slot


def hung_in(scheme: Scheme, view: VillageView) -> Iterator[HungSign]:
    """What hangs in a village: its plaques and the sign of its hall, in the scheme's order."""
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
