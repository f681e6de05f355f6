"""A list beside an earlier edition of it, in words: what the official papers on changes tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from listgen.catalog.comparison import Row, Words
from listgen.catalog.diff import diff
from listgen.catalog.listing import Listing


@dataclass(frozen=True, slots=True)
class Compared:
    """The changes since the edition `number` of the day `day`; `counts` says how many rows have a kind."""

    number: str
    day: date
    rows: tuple[Row, ...]
    counts: Mapping[str, int]


def compare(old: Listing, new: Listing, number: str) -> Compared:
    """What differs between an edition, as it was on its own day, and what follows it; proposals do not."""
    changes = tuple(change for change in diff(old, new) if not change.proposed)
    rows = tuple(Words(old, new).rows(changes))
    return Compared(number, old.day, rows, Counter(row.kind for row in rows))
