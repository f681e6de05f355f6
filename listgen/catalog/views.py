"""Every village's view: the whole input of its papers, signs, codes and page."""

from __future__ import annotations

from datetime import date

from listgen.catalog.effective import village_items
from listgen.catalog.model import Catalog, VillageView
from listgen.links import page_path, page_url


def village_views(catalog: Catalog, base_url: str, day: date) -> tuple[VillageView, ...]:
    """The views of all active villages, in the order of the roster."""
    return tuple(
        VillageView(
            village=village,
            township=catalog.townships[village.township],
            items=village_items(catalog, village, day),
            url=page_url(base_url, village.id),
            page=page_path(village.id) + "index.html",
        )
        for village in catalog.villages
        if village.active
    )
