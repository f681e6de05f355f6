"""A job: one output, as values. It pickles; it holds nothing that a worker could change."""

from __future__ import annotations

from dataclasses import dataclass

from listgen.catalog.model import Kind, Township, Village
from listgen.catalog.view import TownshipView, ViewItem, VillageView
from listgen.county import County
from listgen.documents.about import Made
from listgen.orders.batch import Batch
from listgen.signage.flow import FlowValues
from listgen.signage.gate import GateValues
from listgen.signage.sign import SignValues


@dataclass(frozen=True, slots=True)
class ListValues:
    """A paper of the county, of the `document` so named, or its items as data."""

    county: County
    kinds: tuple[Kind, ...]
    items: tuple[ViewItem, ...]
    document: str = ""


@dataclass(frozen=True, slots=True)
class VillageValues:
    """A paper of a village, of the `document` so named, or its page."""

    county: County
    kinds: tuple[Kind, ...]
    view: VillageView
    document: str = ""


@dataclass(frozen=True, slots=True)
class TownshipValues:
    """A paper of a township with lists of its own, of the `document` so named."""

    county: County
    kinds: tuple[Kind, ...]
    view: TownshipView
    document: str = ""


@dataclass(frozen=True, slots=True)
class PaperValues:
    """A paper of the list's life, of the `document` so named, with what it says."""

    made: Made
    document: str


@dataclass(frozen=True, slots=True)
class CopyValues:
    """A PDF copy of the Word paper of that path."""

    paper: str


@dataclass(frozen=True, slots=True)
class CodeValues:
    """A code as a file of its own. `title` is for the metadata; `owner` and link stand beside the trim."""

    url: str
    title: str
    owner: str
    specimen: bool
    condition: str


@dataclass(frozen=True, slots=True)
class OrderedFileValues:
    """A file of an ordered sign. `sign` None: the county of today has no such sign any more.

    `sha256` is what the order's record says of the file, '' where it is made for the first time.
    """

    sign: SignValues | None
    cut_contour: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class BatchFileValues:
    """A file of a whole batch: its paper, or several of its signs in one file.

    `path` is below the batch's folder. `places` are the signs in it by their place in the batch, `signs` what
    they are made of, None where the county of today has no such sign any more.
    """

    batch: Batch
    path: str
    places: tuple[int, ...]
    signs: tuple[SignValues | None, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class MovedValues:
    """The page of a village that was merged or dissolved."""

    county: County
    village: Village
    successor: VillageView | None
    township: Township | None  # where it has a page


@dataclass(frozen=True, slots=True)
class ItemValues:
    """An item's own page."""

    county: County
    kind: Kind
    item: ViewItem


@dataclass(frozen=True, slots=True)
class IndexValues:
    """An index of the online list: names and relative paths. `township` None: the county's.

    `lists` are the township's own: the title of each, and what is on it in the same way.
    """

    county: County
    township: Township | None
    entries: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


Values = (
    ListValues
    | VillageValues
    | TownshipValues
    | PaperValues
    | CopyValues
    | SignValues
    | GateValues
    | FlowValues
    | CodeValues
    | OrderedFileValues
    | BatchFileValues
    | MovedValues
    | ItemValues
    | IndexValues
)


@dataclass(frozen=True, slots=True)
class Job:
    """One output: where it goes, what makes it, from which values and assets.

    `fingerprint` is the digest of the values, the assets and the code. An `optional` output is kept where it
    is, and not made where it is missing. `weight` is how many outputs of an ordinary size it costs to make.
    """

    path: str
    writer: str
    kind: str
    format: str
    level: str
    owner: str
    values: Values
    assets: tuple[str, ...]
    fingerprint: str = ""
    township: str = ""
    slot: str = ""
    items: tuple[str, ...] = ()
    optional: bool = False
    weight: int = 1
    unit: str = ""  # the journal's key of the unit that it belongs to
