"""A scheme file as a Scheme, and everything that is wrong with its form, each with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from listgen.catalog.roster import PLAQUE
from listgen.drawing.model import Ink, Rect
from listgen.findings import Finding, error, has_errors
from listgen.project import NONE
from listgen.signage.scheme import (
    EMBLEM,
    LOGO,
    NATIONAL_EMBLEM,
    ORGANISATIONS,
    Band,
    Bar,
    ByOrganisation,
    Frame,
    HallSlot,
    Logo,
    Make,
    Margins,
    Orientation,
    Panel,
    Place,
    Scheme,
    Slot,
)
from listgen.sources.fields import Fields
from listgen.sources.values import Table
from listgen.typeset.horizontal import Line

ALLOWED = "可"  # a county may put its own logo there
_KIND = f"{EMBLEM}|{LOGO}|{NATIONAL_EMBLEM}"
SIDES = ("above", "left", "right")
VIEWS = ("viewer", "gate")
_LONGEST_TITLE = 20  # characters
_LONGEST_ON_ORDER = 60  # characters of a cell of the order sheet
_FARTHEST = 100.0  # m
_WIDEST_TRACK = 5.0  # em
_NO_INK = Ink(0, 0, 0, 0)  # of a sign that is refused

Inks = Mapping[str, Ink]
Sign = TypeVar("Sign", Slot, HallSlot)


def load_scheme(table: Table) -> tuple[Scheme, list[Finding]]:
    """The scheme of a file, and what is wrong with the form of it.

    Where that is an error, the scheme has those of its signs that are sound, so that they are judged too.
    """
    findings: list[Finding] = []
    root = Fields(table, findings)
    root.choice("schema", ("1",))
    id_, title = root.code("id", r"[a-z0-9-]+"), root.name("title", longest=_LONGEST_TITLE)
    before = len(findings)
    inks = _inks(root.table("inks", required=True))
    unsound = has_errors(findings[before:])
    plaques = [Fields(entry, findings) for entry in root.tables("slots", required=True)]
    halls = [root.table("hall")] * root.has("hall")
    root.finish()
    slots = tuple(_sound(_slot, plaques, inks, findings))
    hall = next(_sound(_hall, halls, inks, findings), None)
    scheme = Scheme(id_, title, () if unsound else slots, None if unsound else hall)
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


def _inks(fields: Fields) -> Inks:
    return {name: _ink(fields.table(name)) for name in fields.names()}


def _ink(fields: Fields) -> Ink:
    parts = [fields.number(name, 0, 100) / 100 for name in ("cyan", "magenta", "yellow", "black")]
    fields.finish()
    return Ink(*parts)


def _slot(fields: Fields, inks: Inks) -> Slot:
    orientation = Orientation(fields.choice("orientation", tuple(Orientation), default=Orientation.VERTICAL))
    horizontal = orientation is Orientation.HORIZONTAL
    slot = Slot(
        fields.code("id", r"[a-z0-9-]+"),
        fields.code("column", f".+{PLAQUE}"),
        orientation,
        *_trim(fields.table("trim", required=True)),
        _chosen(fields, "ground", inks),
        _chosen(fields, "ink", inks),
        fields.text("face", required=True),
        _margins(fields.table("margins", required=True)),
        fields.number("character_min", 1),
        _place(fields.table("place", required=True)),
        _make(fields),
        _by_organisation(fields.table("endings", required=True)),
        fields.texts("emphasis", required=True) if horizontal else (),
        _bar(fields, inks) if horizontal else None,
        _logo(fields, inks),
        fields.places(),
    )
    fields.finish()
    return slot


def _chosen(fields: Fields, name: str, inks: Inks) -> Ink:
    return inks.get(fields.choice(name, tuple(inks)), _NO_INK)


def _trim(fields: Fields) -> tuple[float, float]:
    trim = fields.number("width", 1), fields.number("height", 1)
    fields.finish()
    return trim


def _margins(fields: Fields) -> Margins:
    margins = Margins(fields.number("end"), fields.number("side"))
    fields.finish()
    return margins


def _place(fields: Fields) -> Place:
    side, view = fields.choice("side", SIDES), fields.choice("view", VIEWS)
    place = Place(side, int(fields.code("order", "[1-9]") or 0), view)
    fields.finish()
    return place


def _make(fields: Fields) -> Make:
    return Make(
        fields.name("material", longest=_LONGEST_ON_ORDER), fields.name("process", longest=_LONGEST_ON_ORDER)
    )


def _by_organisation(fields: Fields) -> ByOrganisation:
    texts = tuple((organisation, fields.texts(organisation, required=True)) for organisation in ORGANISATIONS)
    fields.finish()
    return texts


def _line(fields: Fields) -> Line:
    tracks = (fields.number(name, 0, _WIDEST_TRACK) for name in ("track_min", "track_max"))
    line = Line(fields.number("em", 1), fields.number("em_min", 1), *tracks)
    fields.finish()
    return line


def _bar(fields: Fields, inks: Inks) -> Bar:
    return Bar(
        _line(fields.table("lead", required=True)),
        _line(fields.table("main", required=True)),
        fields.number("space"),
        _band(fields.table("band"), inks) if fields.has("band") else None,
        _frame(fields.table("frame")) if fields.has("frame") else None,
    )


def _band(fields: Fields, inks: Inks) -> Band:
    band = Band(fields.number("height", 1), _chosen(fields, "ground", inks), _chosen(fields, "ink", inks))
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
        *_trim(fields.table("trim", required=True)),
        _chosen(fields, "ground", inks),
        _chosen(fields, "ink", inks),
        fields.text("face", required=True),
        fields.text("text_face", required=True),
        _margins(fields.table("margins", required=True)),
        fields.texts("emphasis", required=True),
        _line(fields.table("lead", required=True)),
        _line(fields.table("main", required=True)),
        _line(fields.table("functions", required=True)),
        fields.name("phone", longest=_LONGEST_TITLE),
        _line(fields.table("phone_line", required=True)),
        _panel(fields.table("panel", required=True), inks),
        _make(fields),
        _by_organisation(fields.table("endings", required=True)),
        _logo(fields, inks),
        fields.places(),
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
    logo = Logo(file, kind, _box(fields.table("box", required=True)), _chosen(fields, "ink", inks))
    fields.finish()
    return logo


def _box(fields: Fields) -> Rect:
    box = Rect(fields.number("x"), fields.number("y"), fields.number("width", 1), fields.number("height", 1))
    fields.finish()
    return box


def _panel(fields: Fields, inks: Inks) -> Panel:
    panel = Panel(
        fields.number("width", 1),
        _chosen(fields, "ground", inks),
        _chosen(fields, "ink", inks),
        fields.number("code", 1),
        fields.number("top"),
        fields.number("reading_distance", 0.1, _FARTHEST),
        _line(fields.table("line", required=True)),
        _by_organisation(fields.table("invitation", required=True)),
    )
    fields.finish()
    return panel
