"""What the signs inside a village's hall say: its names, rooms, frequent items and honours, filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from listgen.catalog.model import Honour, Room
from listgen.catalog.view import ViewItem, VillageView
from listgen.project import County
from listgen.signage.interior import HONOURS, ROOM, SERVICES, InteriorSlot, InteriorText

_AND, _AND_ALSO = "、", "；"


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
    if slot.subject == ROOM:
        for room in view.rooms:
            functions = room.functions if slot.has_functions else ()
            yield Subject(_text(county, view, room.name, functions), room)
        return
    of = slot.table.of if slot.table else ""
    items = tuple(item for item in view.items if of == SERVICES and item.frequent and item.service)
    honours = view.honours if of == HONOURS else ()
    if not slot.table or items or honours:
        fields = [_service(item) for item in items] + [_honour(honour) for honour in honours]
        columns = slot.table.columns if slot.table else ()
        rows = tuple(tuple(row[column.field] for column in columns) for row in fields)
        yield Subject(_text(county, view, "", (), rows), None, items, honours)


def _text(
    county: County,
    view: VillageView,
    room: str,
    functions: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...] = (),
) -> InteriorText:
    village = view.village
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
    return InteriorText(village.organisation, tuple(names.items()), functions, rows)


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
