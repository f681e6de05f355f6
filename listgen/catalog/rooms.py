"""rooms.csv and honours.csv: what villages have inside their halls, for the signs there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from listgen.catalog.model import Catalog, Honour, Room, Village
from listgen.findings import Finding, Location, error, warn
from listgen.sources.csv import Row, load_csv
from listgen.sources.fields import check_code, check_name

ROOMS, HONOURS = "rooms.csv", "honours.csv"
EVERY = "全部"  # in the column of villages: every one of the county
_VILLAGE, _ROOM, _FUNCTIONS, _QUANTITY = "村编号", "室名", "功能", "数量"
_HONOUR, _BY, _YEAR = "荣誉", "授予单位", "年份"
BETWEEN = "、"
_COUNT = "[1-9][0-9]?"
_NO_FUNCTION = re.compile(r"[,，;；/\s]")  # what clerks put between functions, besides 、


def load_rooms(data: bytes) -> tuple[tuple[Room, ...], list[Finding]]:
    """The rooms in the order of their file, and what is wrong with its form."""
    rows, findings = load_csv(data, ROOMS, (_VILLAGE, _ROOM, _FUNCTIONS), (_QUANTITY,))
    rooms: dict[tuple[str, str], Room] = {}
    for row in rows:
        if row[_VILLAGE] != EVERY:
            findings += check_code(row[_VILLAGE], "[0-9]{5}", _VILLAGE, row.places[_VILLAGE])
        findings += [*_named(row, _ROOM), *_check_functions(row)]
        quantity = row.get(_QUANTITY, "")
        if quantity:
            findings += check_code(quantity, _COUNT, _QUANTITY, row.places[_QUANTITY])
        functions = tuple(row[_FUNCTIONS].split(BETWEEN)) if row[_FUNCTIONS] else ()
        count = int(quantity) if re.fullmatch(_COUNT, quantity, re.ASCII) else 1
        room = Room(row[_VILLAGE], row[_ROOM], functions, count, row.places)
        first = rooms.setdefault((room.scope, room.name), room)
        if first is not room:
            place = row.places[_ROOM]
            findings.append(error("room-twice", place, value=room.name, first=first.places[_ROOM]))
    return tuple(rooms.values()), findings


def load_honours(data: bytes) -> tuple[tuple[Honour, ...], list[Finding]]:
    """The honours in the order of their file, and what is wrong with its form."""
    rows, findings = load_csv(data, HONOURS, (_VILLAGE, _HONOUR, _BY, _YEAR))
    honours: dict[tuple[str, ...], Honour] = {}
    for row in rows:
        findings += check_code(row[_VILLAGE], "[0-9]{5}", _VILLAGE, row.places[_VILLAGE])
        findings += [*_named(row, _HONOUR), *_named(row, _BY)]
        findings += check_code(row[_YEAR], "(19|20)[0-9]{2}", _YEAR, row.places[_YEAR])
        honour = Honour(row[_VILLAGE], row[_HONOUR], row[_BY], row[_YEAR], row.places)
        first = honours.setdefault((honour.village, honour.name, honour.by, honour.year), honour)
        if first is not honour:
            place = row.places[_HONOUR]
            findings.append(error("honour-twice", place, value=honour.name, first=first.places[_HONOUR]))
    return tuple(honours.values()), findings


def rooms_by_village(rooms: Iterable[Room], villages: Iterable[Village]) -> dict[str, tuple[Room, ...]]:
    """Every village's rooms, then its own; its own row counts where both are of one name."""
    shared: list[Room] = []
    own: dict[str, dict[str, Room]] = {}
    for room in rooms:
        if room.scope == EVERY:
            shared.append(room)
        else:
            own.setdefault(room.scope, {})[room.name] = room
    return {
        village.id: tuple(({room.name: room for room in shared} | own.get(village.id, {})).values())
        for village in villages
    }


def honours_by_village(honours: Iterable[Honour]) -> dict[str, tuple[Honour, ...]]:
    """The honours of each village that has any."""
    held: dict[str, tuple[Honour, ...]] = {}
    for honour in honours:
        held[honour.village] = (*held.get(honour.village, ()), honour)
    return held


def check_rooms(catalog: Catalog, year: int) -> Iterator[Finding]:
    """Villages that the roster lacks or that are no more, and honours of a year to come."""
    villages = {village.id: village for village in catalog.villages}
    for room in catalog.rooms:
        if room.scope != EVERY:
            yield from _check_village(room.scope, room.places[_VILLAGE], villages)
    for honour in catalog.honours:
        yield from _check_village(honour.village, honour.places[_VILLAGE], villages)
        if honour.year.isdecimal() and int(honour.year) > year:
            yield error("honour-to-come", honour.places[_YEAR], value=honour.year, year=year)


def _check_village(id_: str, place: Location, villages: dict[str, Village]) -> Iterator[Finding]:
    village = villages.get(id_)
    if village is None:
        yield error("row-of-unknown-village", place, value=id_)
    elif not village.active:
        yield warn("row-of-former-village", place, value=id_, village=village.name, state=village.state)


def _named(row: Row, heading: str) -> Iterator[Finding]:
    """A name in one line; it may not be empty."""
    place = row.places[heading]
    if not row[heading]:
        yield error("field-empty", place, field=heading, value="")
    yield from check_name(row[heading], place)


def _check_functions(row: Row) -> Iterator[Finding]:
    """Each function by itself between 、, none twice."""
    place = row.places[_FUNCTIONS]
    functions = row[_FUNCTIONS].split(BETWEEN) if row[_FUNCTIONS] else []
    for at, function in enumerate(functions):
        if not function or _NO_FUNCTION.search(function):
            yield error("bad-room-function", place, value=function, field=_FUNCTIONS, room=row[_ROOM])
        elif function in functions[:at]:
            yield error("room-function-twice", place, value=function, room=row[_ROOM])
