"""What the signs inside a village's hall say: its names, rooms, frequent items and honours, filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from listgen.catalog.model import Honour, Room
from listgen.catalog.view import ViewItem, VillageView
from listgen.county import County
from listgen.signage.interior import HONOURS, ROOM, SERVICES, InteriorSlot, InteriorText

_AND, _AND_ALSO = "、", "；"
_Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What one sign is about: its text, the room that it is for, or the items or honours of its rows."""

    text: InteriorText
    room: Room | None = None
    items: tuple[ViewItem, ...] = ()
    honours: tuple[Honour, ...] = ()


def subjects(slot: InteriorSlot, county: County, view: VillageView) -> Iterator[Subject]:
    """One for each sign of this slot that the village has: each room, or the village itself.

    A sign with a table is made where the table has rows.
    """
    return Subjects(slot, county).of(view)


class Subjects:
    """The same for one village after another: what they share is put together once."""

    def __init__(self, slot: InteriorSlot, county: County) -> None:
        self._slot = slot
        self._county = county
        self._names = slot.names
        self._of = slot.table.of if slot.table else ""
        self._services: dict[int, tuple[tuple[ViewItem, ...], tuple[ViewItem, ...], _Rows]] = {}

    def of(self, view: VillageView) -> Iterator[Subject]:
        """The subjects of one village."""
        if self._slot.subject == ROOM:
            for room in view.rooms:
                functions = room.functions if self._slot.has_functions else ()
                yield Subject(self._text(view, room.name, functions), room)
            return
        items, rows = self._frequent(view.items) if self._of == SERVICES else ((), ())
        honours = view.honours if self._of == HONOURS else ()
        if not self._slot.table or items or honours:
            rows += self._rows(_honour(honour) for honour in honours)
            yield Subject(self._text(view, "", (), rows), None, items, honours)

    def _frequent(self, items: tuple[ViewItem, ...]) -> tuple[tuple[ViewItem, ...], _Rows]:
        """What is often asked of a list, and its rows; most villages have one list."""
        if id(items) not in self._services:
            frequent = tuple(item for item in items if item.frequent and item.service)
            self._services[id(items)] = items, frequent, self._rows(map(_service, frequent))
        return self._services[id(items)][1:]

    def _rows(self, fields: Iterable[Mapping[str, str]]) -> _Rows:
        columns = self._slot.table.columns if self._slot.table else ()
        return tuple(tuple(row[column.field] for column in columns) for row in fields)

    def _text(
        self, view: VillageView, room: str, functions: tuple[str, ...], rows: _Rows = ()
    ) -> InteriorText:
        village, county = view.village, self._county
        names = {
            "county": county.name,
            "township": view.township.name,
            "village": village.name,
            "room": room,
            "hotline": county.online.hotline,
            "phone": village.phone if village.phone_published else "",
            "address": village.address,
            "hours": village.hours,
        }
        called = tuple((name, text) for name, text in names.items() if name in self._names)
        return InteriorText(village.organisation, called, functions, rows)


def _service(item: ViewItem) -> dict[str, str]:
    service = item.service
    return {
        "name": item.short,
        "materials": _joined(service.materials),
        "place": service.place,
        "time": service.time,
        "phone": service.phone,
        "who": item.who,
    }


def _honour(honour: Honour) -> dict[str, str]:
    return {"name": honour.name, "by": honour.by, "year": honour.year}


def _joined(texts: tuple[str, ...]) -> str:
    """Things side by side; parted by more where one of them is several itself."""
    return (_AND_ALSO if any(_AND in text for text in texts) else _AND).join(texts)
