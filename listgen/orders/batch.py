"""A batch of signs as it was ordered: frozen facts, of which its papers are made and to which it is held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from listgen.signage.facts import SignFacts

PDF, SVG, DXF = "pdf", "svg", "dxf"
FORMATS = (PDF, SVG, DXF)
PRINT_FOLDER, ENGRAVE_FOLDER = "印刷", "雕刻"
ORDERED, ARCHIVED, WITHDRAWN = "ordered", "archived", "withdrawn"
STATES = (ORDERED, ARCHIVED, WITHDRAWN)
_FOLDERS = {PDF: PRINT_FOLDER, SVG: ENGRAVE_FOLDER, DXF: ENGRAVE_FOLDER}


@dataclass(frozen=True, slots=True)
class Owner:
    """The village whose sign it is, as it was called on the day of the order."""

    village: str
    name: str
    township: str
    township_name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of the batch by its path below the batch's folder, and its SHA-256 ('' before it was made)."""

    path: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class OrderedSign:
    """One line of the order sheet. `number` counts from 1 within the batch.

    `slot` is the scheme's id of the sign, `name` what people call it (党组织牌). `files` are its PDF, SVG and
    DXF, in that order.
    """

    number: int
    owner: Owner
    kind: str
    slot: str
    name: str
    facts: SignFacts
    material: str
    process: str
    quantity: int
    files: tuple[File, ...]

    def file(self, format_: str) -> File:
        """Its file of that format. Raises KeyError."""
        return dict(zip(FORMATS, self.files, strict=True))[format_]


def called(signs: Iterable[OrderedSign]) -> str:
    """What to call signs together: 党组织牌; the signs of rooms without the room; else 党组织牌等3种."""
    names = list(dict.fromkeys(sign.name for sign in signs))
    whole = {name.rpartition("-")[0] for name in names}
    if len(names) == 1:
        return names[0]
    return whole.pop() if len(whole) == 1 and "" not in whole else f"{names[0]}等{len(names)}种"


@dataclass(frozen=True, slots=True)
class Recall:
    """A sign that hangs from an earlier batch and has to come down.

    `reason`: `merged`, `dissolved`, `replaced` (its sign is ordered anew) or `dropped` (no longer in the
    roster or the scheme). `successor` is the name of the village that takes a merged one's place.
    """

    owner: Owner
    name: str
    wording: str
    batch: str
    number: int
    quantity: int
    reason: str
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the ledger of printed links ended: its lines, and the last one's fingerprint ('' if none)."""

    lines: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Batch:
    """One order, the county's `number`th. `scheme` is the plaque scheme's title.

    `sheet` is the stock's width and height in mm.

    `since`: the batch against which only changes were ordered, or ''. `files` are those of the batch as a
    whole: merged PDFs, gang sheets, proof, order sheet, receipt. `state`: `ordered`, `archived` (its signs
    hang, its files are kept elsewhere) or `withdrawn` (it was never made).
    """

    name: str
    number: int
    day: date
    county: str
    edition: str
    scheme: str
    specimen: bool
    ledger: Head
    sheet: tuple[float, float]
    cut_contour: bool
    since: str
    signs: tuple[OrderedSign, ...]
    recalls: tuple[Recall, ...]
    files: tuple[File, ...] = ()
    state: str = ORDERED

    @property
    def quantity(self) -> int:
        """How many pieces the shop makes."""
        return sum(sign.quantity for sign in self.signs)

    @property
    def recalled(self) -> int:
        """How many pieces come down."""
        return sum(recall.quantity for recall in self.recalls)


def sign_path(stem: str, format_: str) -> str:
    """Where the file of a sign lies below the batch's folder: 印刷/0001-00173-青石村-党组织牌.pdf."""
    return f"{_FOLDERS[format_]}/{stem}.{format_}"
