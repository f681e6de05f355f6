"""The signs inside the halls against rooms.csv and honours.csv as they stand in the project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from listgen.findings import Finding, Location, error
from listgen.verify.promised import Owner, Sign
from listgen.verify.wording import INSIDE

ROOMS, HONOURS = "rooms.csv", "honours.csv"
EVERY = "全部"
Rows = Sequence[tuple[int, dict[str, str]]]  # line and cells


def check_inside(owners: Iterable[Owner], in_use: set[str], rooms: Rows, honours: Rows) -> Iterator[Finding]:
    """Every room and honour is on a sign of its village where any is, with all that belongs to it."""
    villages = [owner for owner in owners if owner.level == "village" and owner.id in in_use]
    named = {owner.id: _rooms(owner.id, rooms) for owner in villages}
    held = {owner.id: [row for row in honours if row[1].get("村编号") == owner.id] for owner in villages}
    slots = {sign.slot for owner in villages for sign in _signs(owner) if sign.wording in named[owner.id]}
    for owner in villages:
        signs = {sign.wording: sign for sign in _signs(owner) if sign.slot in slots}
        yield from _check_rooms(owner, signs if slots else {}, named[owner.id] if slots else {})
    boards = {sign.slot for owner in villages for sign in _signs(owner) if _says(sign, held[owner.id])}
    for owner in villages:
        board = next((sign for sign in _signs(owner) if sign.slot in boards), None)
        for line, row in held[owner.id] if boards else ():
            texts = [row.get(heading, "") for heading in ("荣誉", "授予单位", "年份")]
            if board is None or not set(texts) <= set(board.lines):
                place = Location(HONOURS, line=line)
                yield error("project-inside", place, value=texts[0], name=_named(owner))
        if board and not held[owner.id]:
            yield error("project-inside", Location(HONOURS), value=board.wording, name=_named(owner))


def _named(owner: Owner) -> str:
    return f"{owner.name}（{owner.id}）"  # villages of several townships may have one name


def _signs(owner: Owner) -> Iterator[Sign]:
    return (sign for sign in owner.signs if sign.kind == INSIDE)


def _rooms(village: str, rooms: Rows) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Line and functions by name; a village's own row before one of every village."""
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for scope in (EVERY, village):
        for line, row in rooms:
            if row.get("村编号") == scope:
                functions = tuple(text for text in row.get("功能", "").split("、") if text)
                found[row.get("室名", "")] = (line, functions)
    return found


def _check_rooms(
    owner: Owner, signs: dict[str, Sign], named: dict[str, tuple[int, tuple[str, ...]]]
) -> Iterator[Finding]:
    for name, (line, functions) in named.items():
        if name not in signs or not set(functions) <= set(signs[name].lines):
            yield error("project-inside", Location(ROOMS, line=line), value=name, name=_named(owner))
    for name in signs.keys() - named.keys():
        yield error("project-inside", Location(ROOMS), value=name, name=_named(owner))


def _says(sign: Sign, honours: Rows) -> bool:
    return any(row.get("荣誉") in sign.lines for _, row in honours)
