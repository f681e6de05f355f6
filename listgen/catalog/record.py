"""What is on record: consultation rounds, what villages reported back, signs that were filed, or found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from listgen.findings import Location

YES, PARTLY, NO = ADOPTED = ("yes", "partly", "no")
MOVE, ADD, CANCEL, CHANGE, KEEP = ACTIONS = ("move", "add", "cancel", "change", "keep")
ROUNDS = 3  # 三上三下


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a department said of an item, or of the whole draft where `item` is empty.

    `adopted` is one of ADOPTED, or empty as long as nobody has decided.
    """

    department: str
    item: str
    text: str
    adopted: str
    reason: str
    location: Location

    @property
    def decided(self) -> bool:
        """Whether it is said what became of it, and why where it was not adopted as it is."""
        return self.adopted == YES or (bool(self.adopted) and bool(self.reason))


@dataclass(frozen=True, slots=True)
class LegalReview:
    """合法性审查 of a draft."""

    by: str
    day: date
    passed: bool
    location: Location


@dataclass(frozen=True, slots=True)
class Consultation:
    """A round of asking the departments `asked` about the draft of an edition; `closed` None: still open.

    `legal` is the review of that draft, where there was one.
    """

    id: str
    round: int
    draft: str
    opened: date
    closed: date | None
    asked: tuple[str, ...]
    opinions: tuple[Opinion, ...]
    legal: LegalReview | None
    location: Location


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a feedback: one of ACTIONS; `kind` is where the item moves."""

    day: date
    action: str
    kind: str
    by: str
    reason: str
    location: Location


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a village reported: the fact, and how it was dealt with until there was a decision.

    `item` is empty where none of the catalog is meant.
    """

    id: str
    village: str
    day: date
    item: str
    fact: str
    interim: str
    decision: Decision | None
    location: Location


@dataclass(frozen=True, slots=True)
class FiledSign:
    """A sign that a filing names: the village's id, the roster's heading of its wording, its number."""

    village: str
    column: str
    number: str
    location: Location


@dataclass(frozen=True, slots=True)
class Filing:
    """Signs put on record (挂牌备案) with an authority, on the day `filed`; `valid_to` None: for good."""

    id: str
    filed: date
    authority: str
    valid_to: date | None
    signs: tuple[FiledSign, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class OldSign:
    """A sign that was found hanging before the cleanup: `quantity` of it, `by` whom, and its `fate`.

    `owner` is a village's id, or a township's of a sign at its own house. `target` is the standard sign or
    the room that it was merged into, or that it is where it is kept. `day` None: nothing was done yet.
    """

    owner: str
    name: str
    position: str
    quantity: int
    by: str
    basis: str
    fate: str
    target: str
    day: date | None
    note: str
    places: Mapping[str, Location] = field(default_factory=dict, compare=False)
