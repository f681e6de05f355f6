"""A unit: the outputs of one owner, planned together and left alone together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a build that has nothing to do needs none of these
    from listgen.build.job import Job, MovedValues
    from listgen.catalog.model import Township
    from listgen.catalog.view import VillageView
    from listgen.county import County
    from listgen.orders.batch import Batch

COUNTY, TOWNSHIP, VILLAGE, ORDER = "county", "township", "village", "order"


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that an output is made of: what its fingerprint is the digest of.

    `assets` are names and digests of what is shared, `program` the digest of listgen and its libraries.
    """

    path: str
    writer: str
    kind: str
    level: str
    owner: str
    township: str
    slot: str
    items: tuple[str, ...]
    values: object
    assets: Mapping[str, str]
    program: str


@dataclass(frozen=True, slots=True)
class Unit:
    """The county, a township, a village, or a batch of signs: what it is made of, and how it is planned.

    `fingerprint`: of all that its outputs are made of, so that a unit made of the same is left alone without
    planning it; '' where that is known only from the jobs. `plan` gives the jobs, with their fingerprints.
    `township` is the township that it lies in, '' of the county's. `of` is what it is about.
    """

    of: County | Township | VillageView | MovedValues | Batch
    level: str
    owner: str
    township: str
    fingerprint: str
    plan: Callable[[], tuple[Job, ...]]

    @property
    def key(self) -> str:
        """village/00173: under which the journal knows it."""
        return f"{self.level}/{self.owner}"
