"""Every village's view: the whole input of its papers, signs, codes and page."""

from __future__ import annotations

from listgen.catalog.effective import Effective
from listgen.catalog.model import Catalog
from listgen.catalog.rooms import honours_by_village, rooms_by_village
from listgen.catalog.view import TownshipView, VillageView
from listgen.links import page_path, page_url


def township_views(catalog: Catalog, effective: Effective) -> tuple[TownshipView, ...]:
    """The views of all townships that have a list of their own, in the order of their file."""
    views = (TownshipView(town, effective.township(town)) for town in catalog.townships.values())
    return tuple(view for view in views if view.items)


def village_views(catalog: Catalog, base_url: str, effective: Effective) -> tuple[VillageView, ...]:
    """The views of all active villages, in the order of the roster."""
    filings: dict[str, dict[str, str]] = {}
    for sign in (sign for filing in catalog.filings for sign in filing.signs):
        filings.setdefault(sign.village, {})[sign.column] = sign.number
    rooms = rooms_by_village(catalog.rooms, catalog.villages)
    honours = honours_by_village(catalog.honours)
    return tuple(
        VillageView(
            village=village,
            township=catalog.townships[village.township],
            items=effective.village(village),
            url=page_url(base_url, village.id),
            page=page_path(village.id) + "index.html",
            filings=filings.get(village.id, {}),
            rooms=rooms[village.id],
            honours=honours.get(village.id, ()),
        )
        for village in catalog.villages
        if village.active
    )
