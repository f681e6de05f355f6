"""How many items each list has for each organisation type, against what there was before: always counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from listgen.catalog.effective import TITLES, Effective
from listgen.catalog.model import Catalog, Kind

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Count:
    """A list of an organisation type: how long it is, and was before the county cleared up (None: unsaid)."""

    kind: Kind
    organisation: str
    number: int
    before: int | None

    @property
    def change(self) -> int | None:
        """How many more there are; fewer is less than 0."""
        return None if self.before is None else self.number - self.before

    @property
    def share(self) -> Decimal | None:
        """The change in percent of what there was, to a tenth, halves away from zero; None without a base."""
        return None if self.before is None else share_of(self.before, self.number)


@dataclass(frozen=True, slots=True)
class Sum:
    """A partition: its parts in the order of its kinds, and what was reviewed in all."""

    title: str
    organisation: str
    parts: tuple[int, ...]
    total: int


def share_of(before: int, now: int) -> Decimal | None:
    """The change in percent of what there was, to a tenth, halves away from zero; None without a base."""
    if not before:
        return None
    return (Decimal(100 * (now - before)) / before).quantize(_TENTH, ROUND_HALF_UP)


def count_lists(catalog: Catalog, day: date) -> tuple[Count, ...]:
    """Each list of each organisation type that has one, or had."""
    return tuple(_counts(catalog, Effective(catalog, day)))


def _counts(catalog: Catalog, effective: Effective) -> Iterator[Count]:
    for type_ in TITLES:
        for kind, number in zip(catalog.kinds, effective.counts(type_), strict=True):
            before = kind.baseline.get(type_)
            if number or before is not None:
                yield Count(kind, type_, number, before)


def add_up(catalog: Catalog, counts: tuple[Count, ...]) -> tuple[Sum, ...]:
    """The partitions of kinds.yaml, with their parts as counted."""
    held = {(count.kind.id, count.organisation): count.number for count in counts}
    return tuple(
        Sum(
            title=partition.title,
            organisation=partition.organisation,
            parts=tuple(held.get((kind, partition.organisation), 0) for kind in partition.kinds),
            total=partition.total,
        )
        for partition in catalog.partitions
    )
