"""The catalog and the roster as frozen values: what the county's text says.

What of it holds for one village on one day is in `view`; writers see only that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from listgen.catalog.law import Law
from listgen.catalog.record import Consultation, Feedback, Filing, OldSign
from listgen.findings import Location

VILLAGE = "village"
COMMUNITY = "community"
TOWNSHIP = "township"
VILLAGE_TYPES = (VILLAGE, COMMUNITY)  # the organisations of the roster
ORGANISATION_TYPES = (*VILLAGE_TYPES, TOWNSHIP)  # whose lists a county keeps

CARRYING_ROLES = ("states-item", "prohibits")  # the article itself states or forbids the item
COMPETENCE_ROLES = ("destination", "competence")  # the article says which body does it instead


@dataclass(frozen=True, slots=True)
class Citation:
    """One article of one law. `binds` is the organisation types it binds (empty: all)."""

    law: str
    article: str
    role: str
    binds: tuple[str, ...]
    unverified: bool
    location: Location


@dataclass(frozen=True, slots=True)
class Policy:
    """A document that carries an item where no law does. `area`: division code it reaches, empty for all."""

    issuer: str
    title: str
    number: str = ""
    date: str = ""
    area: str = ""

    def __str__(self) -> str:
        """《title》（number), with the issuer before it."""
        return f"{self.issuer}《{self.title}》" + (f"（{self.number}）" if self.number else "")


@dataclass(frozen=True, slots=True)
class Destination:
    """Who does a not-permitted item, and how to go there."""

    who: str
    how: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts that differ between a village and a community; empty: no difference."""

    name: str = ""
    short: str = ""
    content: str = ""
    plain: str = ""
    who: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """What the county fills in for villagers; empty where it has not."""

    materials: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    time: str = ""
    place: str = ""
    phone: str = ""

    def __bool__(self) -> bool:
        return bool(self.materials or self.steps or self.time or self.place or self.phone)


@dataclass(frozen=True, slots=True)
class Delegation:
    """Somebody else's task that was handed down: by whom, by which document, with what money, until when."""

    by: str
    authority: str
    funding: str
    system: str
    until: date | None
    location: Location

    def __str__(self) -> str:
        """As papers say it."""
        until = f"，至{self.until.year}年{self.until.month}月{self.until.day}日" if self.until else ""
        return f"{self.by}委托（{self.authority}）{until}"


@dataclass(frozen=True, slots=True)
class Retirement:
    """Why an item is over since the day `on`: who does it now, which items carry it on, by which record."""

    on: date
    why: str
    instead: str
    into: tuple[str, ...]
    record: str
    location: Location


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the catalog. `location` is where its id stands, `places` where each field does.

    `effective` None: in force since ever. `retirement` belongs to the state `retired`.
    """

    id: str
    kind: str
    name: str
    content: str
    domain: str
    applies: tuple[str, ...]
    lead: str
    lead_confirmed: bool
    basis_type: str
    basis: tuple[Citation, ...]
    policy: tuple[Policy, ...]
    destination: Destination | None
    plain: str
    keywords: tuple[str, ...]
    community: Wording
    service: Service
    location: Location
    short: str = ""  # what villagers call it; empty: the name
    subtype: str = ""
    verb: str = ""
    scope: str = ""
    needs_confirmation: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    alternative_of: str = ""
    default_off: bool = False
    optional: bool = False
    local: bool = False
    frequent: bool = False
    state: str = "in-force"
    effective: date | None = None
    delegation: Delegation | None = None
    retirement: Retirement | None = None
    extra: Mapping[str, str] = field(default_factory=dict)  # fields that a county's kinds.yaml adds
    places: Mapping[str, Location] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a kind's printed table: the `ViewItem.cell` it shows, its heading, its width in mm."""

    field: str
    title: str
    width: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field an item may have: its name in the file, its title, the longest text in characters (0: any).

    `type` is text, choice, date, flag or item (the id of another item). With `expires` an item in force may
    not be past that date.
    """

    name: str
    title: str
    longest: int
    type: str = "text"
    choices: tuple[str, ...] = ()
    expires: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """What no item of a kind may say: one of `values` in `field`, or anything at all where there are none."""

    field: str
    values: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Cover:
    """Each item of a kind is named by the `field` of an item of another: a certificate by its seal use."""

    kind: str
    field: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A list kind: its official title, its door on the online list, its table, its rules.

    `max_items`, `counts` and `baseline` are by organisation type: how many there may be, how many the county
    said there are, how many there were before it cleared up. `flow`: its items' steps are drawn as charts.
    `admitted`: an item that is added to it needs an admission, since it is one more thing to do.
    """

    id: str
    title: str
    short: str
    door: str
    door_community: str
    hint: str
    hint_community: str
    icon: str
    columns: tuple[Column, ...]
    required: tuple[str, ...]
    max_items: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    baseline: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[Refusal, ...] = ()
    cover: Cover | None = None
    flow: bool = False
    admitted: bool = True
    places: Mapping[str, Location] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Partition:
    """All that was reviewed for an organisation type: each of `total` is in just one of the kinds."""

    title: str
    kinds: tuple[str, ...]
    organisation: str
    total: int
    location: Location


@dataclass(frozen=True, slots=True)
class Township:
    id: str
    name: str
    type: str
    phone: str
    address: str
    location: Location


@dataclass(frozen=True, slots=True)
class Village:
    """A row of the roster. `plaques` maps a plaque column to its wording; `无` is left out.

    `former_names` are those that it had before, which printed signs may still say.
    """

    id: str
    township: str
    organisation: str
    name: str
    division_code: str
    plaques: Mapping[str, str]
    address: str
    hours: str
    phone: str
    phone_published: bool
    state: str
    successor: str
    location: Location
    former_names: tuple[str, ...] = ()
    places: Mapping[str, Location] = field(default_factory=dict)

    @property
    def active(self) -> bool:
        """Whether it still has an organisation of its own."""
        return self.state == "在用"


@dataclass(frozen=True, slots=True)
class Room:
    """A room of a village's hall and what it is used for; `scope` is the village's id, or 全部: of every one.

    `quantity` is how many plates say so: a room may have two doors.
    """

    scope: str
    name: str
    functions: tuple[str, ...]
    quantity: int
    places: Mapping[str, Location] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Honour:
    """What an organisation, never a person, was honoured with: `by` whom, in which year."""

    village: str
    name: str
    by: str
    year: str
    places: Mapping[str, Location] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Overlay:
    """What differs for one scope. `effective` and `until` None: always; the day `until` still counts.

    `phone` and `place` are the scope's own contact of the item, `note` is for whoever keeps the list.
    """

    scope: str
    item: str
    action: str
    admission: str
    location: Location
    effective: date | None = None
    until: date | None = None
    phone: str = ""
    place: str = ""
    note: str = ""
    places: Mapping[str, Location] = field(default_factory=dict, compare=False)

    def in_force(self, day: date) -> bool:
        """Whether it counts on that day."""
        begun = self.effective is None or self.effective <= day
        return begun and (self.until is None or day <= self.until)

    def meets(self, other: Overlay) -> bool:
        """Whether there is a day on which both count."""
        first = max(self.effective or date.min, other.effective or date.min)
        return first <= min(self.until or date.max, other.until or date.max)


@dataclass(frozen=True, slots=True)
class Admission:
    """A decision that lets a local addition in, for a time. Fields as practice asks: basis, content,
    authority, cycle, funding."""

    id: str
    item: str
    effective: date
    until: date
    approved_by: str
    basis: str
    content: str
    authority: str
    cycle: str
    funding: str
    location: Location
    decided: date | None = None


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything of a county project that papers, signs and pages speak of.

    `division_code` is the county's own, for what holds only inside an area; empty for a fictional county.
    """

    items: tuple[Item, ...]
    laws: Mapping[str, Law]
    kinds: tuple[Kind, ...]
    townships: Mapping[str, Township]
    villages: tuple[Village, ...]
    overlays: tuple[Overlay, ...]
    admissions: Mapping[str, Admission]
    division_code: str = ""
    fields: Mapping[str, FieldSpec] = field(default_factory=dict)
    partitions: tuple[Partition, ...] = ()
    filings: tuple[Filing, ...] = ()
    rooms: tuple[Room, ...] = ()
    honours: tuple[Honour, ...] = ()
    old_signs: tuple[OldSign, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    feedback: tuple[Feedback, ...] = ()

    def kind(self, kind_id: str) -> Kind:
        """The kind of that id. Raises KeyError."""
        return next(kind for kind in self.kinds if kind.id == kind_id)
