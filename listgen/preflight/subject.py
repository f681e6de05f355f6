"""What a build is about: a county project that was found sound, on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from listgen.catalog.model import Catalog
from listgen.catalog.view import ViewItem, VillageView
from listgen.links import Link
from listgen.orders.batch import Batch
from listgen.project import County
from listgen.signage.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Subject:
    """`items` is the county's list, `views` the active villages', both as they hold on `day`.

    `links` are all that were ever printed, `batches` all orders of signs.
    """

    county: County
    catalog: Catalog
    scheme: Scheme
    day: date
    items: tuple[ViewItem, ...]
    views: tuple[VillageView, ...]
    links: tuple[Link, ...]
    batches: tuple[Batch, ...] = ()
