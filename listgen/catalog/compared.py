"""A list beside an earlier edition of it, in words: what the official papers on changes tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from listgen.catalog.comparison import Row, Words
from listgen.catalog.diff import diff
from listgen.catalog.listing import Listing


@dataclass(frozen=True, slots=True)
class Compared:
    """The changes since an edition of that `title`, or '' where it is none, as the list was on `day`.

    `counts` says how many rows have a kind. `national`: it is compared with the shipped catalog. `were` has
    what items were called then, and the titles of their lists.
    """

    title: str
    day: date
    rows: tuple[Row, ...]
    counts: Mapping[str, int]
    national: bool = False
    were: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def compare(old: Listing, new: Listing, title: str = "", national: bool = False) -> Compared:
    """What differs between a list, on the day that it is looked at, and what follows it; proposals do not."""
    changes = tuple(change for change in diff(old, new) if not change.proposed)
    rows = tuple(Words(old, new).rows(changes))
    were = {
        id_: (entry.item.name, old.kinds.get(entry.item.kind, entry.item.kind))
        for id_, entry in old.entries.items()
    }
    return Compared(title, old.day, rows, Counter(row.kind for row in rows), national, were)
