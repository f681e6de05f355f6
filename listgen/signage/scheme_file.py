"""A scheme file, parsed to dicts, lists and texts, as a Scheme; anything unknown or missing is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite

from listgen.drawing.model import Ink
from listgen.signage.scheme import (
    ORGANISATIONS,
    Band,
    Bar,
    Frame,
    HallSlot,
    Margins,
    Orientation,
    Panel,
    Place,
    Scheme,
    Slot,
)
from listgen.typeset.horizontal import Line

NONE = "无"  # an empty slot for the county's own emblem or logo
SIDES = ("above", "left", "right")
_POSITIVE = ("width", "height", "em", "em_min", "code", "reading_distance", "character_min")
VIEWS = ("viewer", "gate")


class SchemeError(ValueError):
    """A scheme file that cannot be used; `key` is the path of the value, `problem` a stable slug."""

    def __init__(self, key: str, problem: str, value: str = "") -> None:
        super().__init__(f"{key}: {problem} {value!r}")
        self.key = key
        self.problem = problem
        self.value = value


def load_scheme(data: object) -> Scheme:
    """The scheme that a parsed file holds; every scalar is text. Raises SchemeError."""
    root = _Fields(data, "")
    root.choice("schema", ("1",))
    inks = {name: _ink(root.fields("inks").fields(name)) for name in root.fields("inks").names}
    slots = tuple(_slot(fields, inks) for fields in root.list("slots"))
    hall = _hall(root.fields("hall"), inks) if root.has("hall") else None
    scheme = Scheme(root.text("id"), root.text("title"), slots, hall)
    root.finish("inks")
    for names, key in (([slot.id for slot in slots], "id"), (scheme.columns, "column")):
        for name in names:
            if list(names).count(name) > 1:
                raise SchemeError(f"slots.{key}", "twice", name)
    return scheme


class _Fields:
    """One mapping; each value is asked for by name, and `finish` refuses what nobody asked for."""

    def __init__(self, data: object, path: str) -> None:
        if not isinstance(data, Mapping):
            raise SchemeError(path, "not-a-mapping", str(data))
        self._data = data
        self._path = path
        self._asked: set[str] = set()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._data)

    def has(self, name: str) -> bool:
        return name in self._data

    def key(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def get(self, name: str) -> object:
        self._asked.add(name)
        if name not in self._data:
            raise SchemeError(self.key(name), "missing")
        return self._data[name]

    def fields(self, name: str) -> _Fields:
        return _Fields(self.get(name), self.key(name))

    def list(self, name: str) -> Iterator[_Fields]:
        entries = self.get(name)
        if not isinstance(entries, (list, tuple)):
            raise SchemeError(self.key(name), "not-a-list", str(entries))
        return (_Fields(entry, f"{self.key(name)}[{place}]") for place, entry in enumerate(entries))

    def texts(self, name: str) -> tuple[str, ...]:
        entries = self.get(name)
        if not isinstance(entries, (list, tuple)) or not all(isinstance(entry, str) for entry in entries):
            raise SchemeError(self.key(name), "not-a-list", str(entries))
        return tuple(entries)

    def text(self, name: str) -> str:
        value = self.get(name)
        if not isinstance(value, str) or not value:
            raise SchemeError(self.key(name), "not-text", str(value))
        return value

    def number(self, name: str) -> float:
        text = self.text(name)
        try:
            value = float(text)
        except ValueError:
            raise SchemeError(self.key(name), "not-a-number", text) from None
        if not isfinite(value) or value < 0 or (value == 0 and name in _POSITIVE):
            raise SchemeError(self.key(name), "not-a-number", text)
        return value

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        text = self.text(name)
        if text not in choices:
            raise SchemeError(self.key(name), "not-one-of", text)
        return text

    def ink(self, name: str, inks: Mapping[str, Ink]) -> Ink:
        return inks[self.choice(name, tuple(inks))]

    def finish(self, *more: str) -> None:
        for name in self._data:
            if name not in self._asked and name not in more:
                raise SchemeError(self.key(name), "unknown")


def _ink(fields: _Fields) -> Ink:
    parts = [fields.number(name) for name in ("cyan", "magenta", "yellow", "black")]
    fields.finish()
    return Ink(*(part / 100 for part in parts))


def _slot(fields: _Fields, inks: Mapping[str, Ink]) -> Slot:
    fields.choice("logo", (NONE,))
    orientation = Orientation(fields.choice("orientation", tuple(Orientation)))
    horizontal = orientation is Orientation.HORIZONTAL
    slot = Slot(
        fields.text("id"),
        fields.text("column"),
        orientation,
        *_trim(fields.fields("trim")),
        fields.ink("ground", inks),
        fields.ink("ink", inks),
        fields.text("face"),
        _margins(fields.fields("margins")),
        fields.number("character_min"),
        _place(fields.fields("place")),
        fields.texts("emphasis") if horizontal else (),
        _bar(fields, inks) if horizontal else None,
    )
    fields.finish()
    return slot


def _trim(fields: _Fields) -> tuple[float, float]:
    width, height = fields.number("width"), fields.number("height")
    fields.finish()
    return width, height


def _margins(fields: _Fields) -> Margins:
    margins = Margins(fields.number("end"), fields.number("side"))
    fields.finish()
    return margins


def _place(fields: _Fields) -> Place:
    order = fields.number("order")
    place = Place(fields.choice("side", SIDES), int(order), fields.choice("view", VIEWS))
    fields.finish()
    return place


def _line(fields: _Fields) -> Line:
    line = Line(
        fields.number("em"), fields.number("em_min"), fields.number("track_min"), fields.number("track_max")
    )
    fields.finish()
    return line


def _bar(fields: _Fields, inks: Mapping[str, Ink]) -> Bar:
    return Bar(
        _line(fields.fields("lead")),
        _line(fields.fields("main")),
        fields.number("space"),
        _band(fields.fields("band"), inks) if fields.has("band") else None,
        _frame(fields.fields("frame")) if fields.has("frame") else None,
    )


def _band(fields: _Fields, inks: Mapping[str, Ink]) -> Band:
    band = Band(fields.number("height"), fields.ink("ground", inks), fields.ink("ink", inks))
    fields.finish()
    return band


def _frame(fields: _Fields) -> Frame:
    frame = Frame(fields.number("inset"), fields.number("width"))
    fields.finish()
    return frame


def _hall(fields: _Fields, inks: Mapping[str, Ink]) -> HallSlot:
    fields.choice("logo", (NONE,))
    hall = HallSlot(
        fields.text("id"),
        fields.text("column"),
        *_trim(fields.fields("trim")),
        fields.ink("ground", inks),
        fields.ink("ink", inks),
        fields.text("face"),
        fields.text("text_face"),
        _margins(fields.fields("margins")),
        fields.texts("emphasis"),
        _line(fields.fields("lead")),
        _line(fields.fields("main")),
        _line(fields.fields("functions")),
        fields.text("phone"),
        _line(fields.fields("phone_line")),
        _panel(fields.fields("panel"), inks),
    )
    fields.finish()
    return hall


def _panel(fields: _Fields, inks: Mapping[str, Ink]) -> Panel:
    invitation = fields.fields("invitation")
    panel = Panel(
        fields.number("width"),
        fields.ink("ground", inks),
        fields.ink("ink", inks),
        fields.number("code"),
        fields.number("top"),
        fields.number("reading_distance"),
        _line(fields.fields("line")),
        tuple((organisation, invitation.texts(organisation)) for organisation in ORGANISATIONS),
    )
    invitation.finish()
    fields.finish()
    return panel
