"""A scheme file as a Scheme, and everything that is wrong with its form, each with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from listgen.catalog.roster import PLAQUE
from listgen.county import NONE
from listgen.drawing.model import Rect
from listgen.findings import Finding, error, has_errors
from listgen.signage.scheme import (
    EMBLEM,
    LOGO,
    NATIONAL_EMBLEM,
    Band,
    Bar,
    Frame,
    HallSlot,
    Logo,
    Orientation,
    Panel,
    Place,
    Scheme,
    Slot,
)
from listgen.signage.scheme_fields import (
    FARTHEST,
    LONGEST_BASIS,
    LONGEST_TITLE,
    Inks,
    by_organisation,
    chosen_ink,
    read_inks,
    read_line,
    read_make,
    read_margins,
    read_trim,
)
from listgen.sources.fields import Fields
from listgen.sources.values import Table

ALLOWED = "可"  # a county may put its own logo there
_KIND = f"{EMBLEM}|{LOGO}|{NATIONAL_EMBLEM}"
SIDES = ("above", "left", "right")
VIEWS = ("viewer", "gate")

Sign = TypeVar("Sign", Slot, HallSlot)


def load_scheme(table: Table) -> tuple[Scheme, list[Finding]]:
    """The scheme of a file, and what is wrong with the form of it.

    Where that is an error, the scheme has those of its signs that are sound, so that they are judged too.
    """
    findings: list[Finding] = []
    root = Fields(table, findings)
    root.choice("schema", ("1",))
    id_, title = root.code("id", r"[a-z0-9-]+"), root.name("title", longest=LONGEST_TITLE)
    before = len(findings)
    inks = read_inks(root.table("inks", required=True))
    unsound = has_errors(findings[before:])
    plaques = [Fields(entry, findings) for entry in root.tables("slots", required=True)]
    halls = [root.table("hall")] * root.has("hall")
    interior = root.code("interior", r"[a-z0-9-]+", required=False)
    root.finish()
    slots = tuple(_sound(_slot, plaques, inks, findings))
    hall = next(_sound(_hall, halls, inks, findings), None)
    scheme = Scheme(id_, title, () if unsound else slots, None if unsound else hall, interior)
    return scheme, [*findings, *_named_twice(scheme)]


def _sound(
    read: Callable[[Fields, Inks], Sign], signs: Iterable[Fields], inks: Inks, findings: list[Finding]
) -> Iterator[Sign]:
    """The signs whose reading gave no error."""
    for fields in signs:
        before = len(findings)
        sign = read(fields, inks)
        if not has_errors(findings[before:]):
            yield sign


def _named_twice(scheme: Scheme) -> Iterator[Finding]:
    for at, sign in enumerate(scheme.signs):
        for other in scheme.signs[:at]:
            for key, name, taken in (("id", sign.id, other.id), ("column", sign.column, other.column)):
                if name == taken:
                    facts = {"value": name, "field": key, "first": other.places[key].line}
                    yield error("sign-twice", sign.places[key], **facts)


def _slot(fields: Fields, inks: Inks) -> Slot:
    orientation = Orientation(fields.choice("orientation", tuple(Orientation), default=Orientation.VERTICAL))
    horizontal = orientation is Orientation.HORIZONTAL
    slot = Slot(
        fields.code("id", r"[a-z0-9-]+"),
        fields.code("column", f".+{PLAQUE}"),
        orientation,
        *read_trim(fields.table("trim", required=True)),
        chosen_ink(fields, "ground", inks),
        chosen_ink(fields, "ink", inks),
        fields.text("face", required=True),
        read_margins(fields.table("margins", required=True)),
        fields.number("character_min", 1),
        _place(fields.table("place", required=True)),
        read_make(fields),
        by_organisation(fields.table("endings", required=True)),
        fields.texts("emphasis", required=True) if horizontal else (),
        _bar(fields, inks) if horizontal else None,
        _logo(fields, inks),
        fields.places(),
        fields.name("basis", required=False, longest=LONGEST_BASIS),
    )
    fields.finish()
    return slot


def _place(fields: Fields) -> Place:
    side, view = fields.choice("side", SIDES), fields.choice("view", VIEWS)
    order = fields.code("order", "[1-9]")
    place = Place(side, int(order) if order.isascii() and order.isdigit() else 0, view)
    fields.finish()
    return place


def _bar(fields: Fields, inks: Inks) -> Bar:
    return Bar(
        read_line(fields.table("lead", required=True)),
        read_line(fields.table("main", required=True)),
        fields.number("space"),
        _band(fields.table("band"), inks) if fields.has("band") else None,
        _frame(fields.table("frame")) if fields.has("frame") else None,
    )


def _band(fields: Fields, inks: Inks) -> Band:
    band = Band(
        fields.number("height", 1), chosen_ink(fields, "ground", inks), chosen_ink(fields, "ink", inks)
    )
    fields.finish()
    return band


def _frame(fields: Fields) -> Frame:
    frame = Frame(fields.number("inset"), fields.number("width", 0.1))
    fields.finish()
    return frame


def _hall(fields: Fields, inks: Inks) -> HallSlot:
    hall = HallSlot(
        fields.code("id", r"[a-z0-9-]+"),
        fields.code("column", f".+{PLAQUE}"),
        *read_trim(fields.table("trim", required=True)),
        chosen_ink(fields, "ground", inks),
        chosen_ink(fields, "ink", inks),
        fields.text("face", required=True),
        fields.text("text_face", required=True),
        read_margins(fields.table("margins", required=True)),
        fields.texts("emphasis", required=True),
        read_line(fields.table("lead", required=True)),
        read_line(fields.table("main", required=True)),
        read_line(fields.table("functions", required=True)),
        fields.name("phone", longest=LONGEST_TITLE),
        read_line(fields.table("phone_line", required=True)),
        _panel(fields.table("panel", required=True), inks),
        read_make(fields),
        by_organisation(fields.table("endings", required=True)),
        _logo(fields, inks),
        fields.places(),
        fields.name("basis", required=False, longest=LONGEST_BASIS),
    )
    fields.finish()
    return hall


def _logo(sign: Fields, inks: Inks) -> Logo | None:
    """The county's own file; None where the slot has no room for one (无) or is still empty (可)."""
    if not sign.is_table("logo"):
        sign.choice("logo", (NONE, ALLOWED))
        return None
    fields = sign.table("logo")
    file, kind = fields.text("file", required=True), fields.code("kind", _KIND)
    logo = Logo(file, kind, _box(fields.table("box", required=True)), chosen_ink(fields, "ink", inks))
    fields.finish()
    return logo


def _box(fields: Fields) -> Rect:
    box = Rect(fields.number("x"), fields.number("y"), fields.number("width", 1), fields.number("height", 1))
    fields.finish()
    return box


def _panel(fields: Fields, inks: Inks) -> Panel:
    panel = Panel(
        fields.number("width", 1),
        chosen_ink(fields, "ground", inks),
        chosen_ink(fields, "ink", inks),
        fields.number("code", 1),
        fields.number("top"),
        fields.number("reading_distance", 0.1, FARTHEST),
        read_line(fields.table("line", required=True)),
        by_organisation(fields.table("invitation", required=True)),
    )
    fields.finish()
    return panel
