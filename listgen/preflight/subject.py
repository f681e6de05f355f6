"""What a build is about: a county project that was found sound, on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from listgen.catalog.compared import Compared
from listgen.catalog.model import Catalog
from listgen.catalog.view import TownshipView, ViewItem, VillageView
from listgen.county import County
from listgen.links import Link
from listgen.orders.batch import Batch
from listgen.signage.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Subject:
    """`items` is the county's list for villages, `views` the active villages', as they hold on `day`.

    `township_items` and `townships` are the same for the lists that townships have themselves.
    `links` are all that were ever printed, `batches` all orders of signs. `release` is the edition whose
    frozen list it is; empty: the project as it stands. `issued` are all editions with their fingerprints,
    `compared` what differs from the last one before this.
    """

    county: County
    catalog: Catalog
    scheme: Scheme
    day: date
    items: tuple[ViewItem, ...]
    views: tuple[VillageView, ...]
    links: tuple[Link, ...]
    batches: tuple[Batch, ...] = ()
    township_items: tuple[ViewItem, ...] = ()
    townships: tuple[TownshipView, ...] = ()
    release: str = ""
    issued: tuple[tuple[str, str], ...] = ()
    compared: Compared | None = None

    @property
    def every_item(self) -> tuple[ViewItem, ...]:
        """All that stands on some list; what villages and townships share is worded for villages."""
        known = {item.id for item in self.items}
        return (*self.items, *(item for item in self.township_items if item.id not in known))
