"""A plaque scheme: which signs a village hangs, each with size, colours, face and place. Data, never code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from listgen.drawing.model import Ink, Rect
from listgen.findings import Location
from listgen.signage.board import ByOrganisation, Make
from listgen.signage.interior import InteriorSlot
from listgen.typeset.horizontal import Line
from listgen.typeset.outline import Outline

ORGANISATIONS = ("village", "community")
EMBLEM, LOGO, NATIONAL_EMBLEM = "emblem", "logo", "national-emblem"  # 党徽, any other, 国徽


class Orientation(StrEnum):
    """Which way the wording runs."""

    VERTICAL = "vertical"
    HORIZONTAL = "horizontal"


@dataclass(frozen=True, slots=True)
class Margins:
    """Least distances from the trim: `end` before and after a line of wording, `side` beside it."""

    end: float
    side: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sign hangs: `side` and `order` (1 = next to the gate) as the `view` sees them.

    `view` is `viewer` (面向大门) or `gate` (背向大门).
    """

    side: str
    order: int
    view: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A ruled line all round: its distance from the trim and its width."""

    inset: float
    width: float


@dataclass(frozen=True, slots=True)
class Band:
    """A strip along the top, in colours of its own, which carries the small line."""

    height: float
    ground: Ink
    ink: Ink


@dataclass(frozen=True, slots=True)
class Bar:
    """How a horizontal sign's two lines are set; `space` is between their ink."""

    lead: Line
    main: Line
    space: float
    band: Band | None = None
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Logo:
    """The county's own vector file on a sign, in one ink, as large as `box` lets it be and never stretched.

    `box` is in mm from the lower left of the trim. `kind` is EMBLEM or LOGO; NATIONAL_EMBLEM is refused.
    `shape` and `sha256` are the file's, once it was read; the shape's origin is the lower left of its ink.
    """

    file: str
    kind: str
    box: Rect
    ink: Ink
    sha256: str = ""
    shape: Outline | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Slot:
    """One plaque of a scheme. `column` is the roster's heading of its wording.

    `endings`: what a registered wording ends with, by organisation type; none: anything.
    `emphasis`: tails of the wording that a horizontal sign sets large, with what precedes small above.
    `places`: where each of its keys stands in the scheme's file. `basis`: which document says that it hangs;
    the form on which it is filed prints it.
    """

    id: str
    column: str
    orientation: Orientation
    width: float
    height: float
    ground: Ink
    ink: Ink
    face: str
    margins: Margins
    character_min: float
    place: Place
    make: Make
    endings: ByOrganisation
    emphasis: tuple[str, ...] = ()
    bar: Bar | None = None
    logo: Logo | None = None
    places: Mapping[str, Location] = field(default_factory=dict, compare=False)
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """The right part of the hall sign. `code` is the side of the code's white square, quiet zone included,
    `top` its distance from the upper trim; it is read from `reading_distance` metres. `invitation` says why
    to scan, by organisation type."""

    width: float
    ground: Ink
    ink: Ink
    code: float
    top: float
    reading_distance: float
    line: Line
    invitation: ByOrganisation

    def lines(self, organisation: str) -> tuple[str, ...]:
        """The invitation for a `village` or a `community`. Raises KeyError."""
        return dict(self.invitation)[organisation]


@dataclass(frozen=True, slots=True)
class HallSlot:
    """The sign of the service hall. `text_face` sets all but the heading; `phone` is its label.

    `basis` is as of a plaque.
    """

    id: str
    column: str
    width: float
    height: float
    ground: Ink
    ink: Ink
    face: str
    text_face: str
    margins: Margins
    emphasis: tuple[str, ...]
    lead: Line
    main: Line
    functions: Line
    phone: str
    phone_line: Line
    panel: Panel
    make: Make
    endings: ByOrganisation
    logo: Logo | None = None
    places: Mapping[str, Location] = field(default_factory=dict, compare=False)
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The signs of one county, in the order they are listed.

    `interior` are the signs inside the hall, which are in the file of that name, `interior_file`, since
    schemes share them.
    """

    id: str
    title: str
    slots: tuple[Slot, ...]
    hall: HallSlot | None
    interior_file: str = ""
    interior: tuple[InteriorSlot, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings that the roster of villages needs."""
        return tuple(sign.column for sign in self.signs)

    @property
    def signs(self) -> tuple[Slot | HallSlot, ...]:
        """The plaques, and the hall sign if it has one."""
        return (*self.slots, *((self.hall,) if self.hall else ()))

    def slot(self, id: str) -> Slot:
        """The plaque of that id. Raises KeyError."""
        for slot in self.slots:
            if slot.id == id:
                return slot
        raise KeyError(id)
