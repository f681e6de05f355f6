"""How many signs there were before the cleanup and are after it: always counted, on a base that is said.

Before are the signs of cleanup.csv. After are those that the plaque scheme hangs in the villages that stand
in it, and kept ones besides. A village that has no row counts on neither side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from listgen.catalog.cleanup import CANCELLED, KEPT, MERGED, ONLINE
from listgen.catalog.counts import share_of
from listgen.catalog.model import Catalog, Village
from listgen.catalog.record import OldSign


@dataclass(frozen=True, slots=True)
class CleanupCount:
    """Signs, not rows. `villages` are those that were looked through, `hung` what the scheme hangs there.

    `besides` are signs that were kept and are none of the scheme; `open` are to go and still hang.
    """

    villages: int = 0
    kept: int = 0
    merged: int = 0
    cancelled: int = 0
    online: int = 0
    open: int = 0
    hung: int = 0
    besides: int = 0

    def __add__(self, other: CleanupCount) -> CleanupCount:
        return CleanupCount(
            self.villages + other.villages,
            self.kept + other.kept,
            self.merged + other.merged,
            self.cancelled + other.cancelled,
            self.online + other.online,
            self.open + other.open,
            self.hung + other.hung,
            self.besides + other.besides,
        )

    @property
    def before(self) -> int:
        """All that were found."""
        return self.kept + self.merged + self.cancelled + self.online

    @property
    def after(self) -> int:
        """All that hang once everything is done."""
        return self.hung + self.besides

    @property
    def change(self) -> int:
        """How many more there are; fewer is less than 0."""
        return self.after - self.before

    @property
    def share(self) -> Decimal | None:
        """The change in percent of what there was, to a tenth; None where there was nothing."""
        return share_of(self.before, self.after)


def count_cleanup(catalog: Catalog, hung: Mapping[str, int], day: date) -> dict[str, CleanupCount]:
    """The count of each village and township that has rows, by its id, in the order of the files.

    `hung` is how many signs the scheme hangs, by village. What was done after `day` is not done yet.
    """
    rows: dict[str, list[OldSign]] = {}
    for sign in catalog.old_signs:
        rows.setdefault(sign.owner, []).append(sign)
    villages = {village.id: village for village in catalog.villages}
    order = (*catalog.townships, *villages)
    return {
        owner: _count(rows[owner], villages.get(owner), hung.get(owner, 0), day)
        for owner in order
        if owner in rows
    }


def count_townships(catalog: Catalog, counts: Mapping[str, CleanupCount]) -> dict[str, CleanupCount]:
    """The counts of each township with rows: its own and its villages', added up."""
    held: dict[str, CleanupCount] = {}
    homes = {village.id: village.township for village in catalog.villages}
    for owner, count in counts.items():
        town = homes.get(owner, owner)
        held[town] = held.get(town, CleanupCount()) + count
    return {town: held[town] for town in catalog.townships if town in held}


def total(counts: Iterable[CleanupCount]) -> CleanupCount:
    """All of them added up."""
    return sum(counts, CleanupCount())


def is_done(sign: OldSign, day: date) -> bool:
    """Whether nothing is left to do with it on that day."""
    return sign.fate == KEPT or (sign.day is not None and sign.day <= day)


def is_besides(sign: OldSign, village: Village | None) -> bool:
    """Whether it is kept and is none of the signs that the roster gives the village."""
    if village is None or not village.active:
        return sign.fate == KEPT
    return sign.fate == KEPT and not sign.target and sign.name not in village.plaques.values()


def _count(signs: Iterable[OldSign], village: Village | None, hung: int, day: date) -> CleanupCount:
    counted = sum((_one(sign, village, day) for sign in signs), CleanupCount())
    return counted + CleanupCount(villages=1 if village and village.active else 0, hung=hung)


def _one(sign: OldSign, village: Village | None, day: date) -> CleanupCount:
    fate, number = sign.fate, sign.quantity
    return CleanupCount(
        kept=number if fate == KEPT else 0,
        merged=number if fate == MERGED else 0,
        cancelled=number if fate == CANCELLED else 0,
        online=number if fate == ONLINE else 0,
        open=0 if is_done(sign, day) else number,
        besides=number if is_besides(sign, village) else 0,
    )
