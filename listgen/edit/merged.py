"""An item's lines, the county's and the shipped ones, field by field."""

from __future__ import annotations

from collections.abc import Mapping

from listgen.edit.blocks import INDENT, Block, reindented
from listgen.sources.values import Sequence, Table, Text, Value, plain

OWN = ("confirmed", "delegated", "materials", "steps", "time", "place", "phone", "frequent", "note")
DEPARTMENT, STATE, POLICY, AREA = ("lead", "lead_state"), "lead_state", "policy", "area"
CONFIRMED = "confirmed"

Lines = tuple[str, ...]


def merged(mine: Block, shipped: Block, own: frozenset[str]) -> tuple[Lines, ...]:
    """The lines of each field: the county's where nothing differs or it decides itself, else the shipped.

    `own` are the fields that only the county's kinds.yaml has. A policy of the county's own area stays.
    """
    kept = {*OWN, *own, *(DEPARTMENT if _confirmed(mine.table) else ())}
    lines: dict[str, Lines] = {
        key: text for key, text in mine.keys.items() if key in kept or key in shipped.keys or key == POLICY
    }
    before = ""
    for key, text in shipped.keys.items():
        theirs = tuple(reindented(text, mine.indent - INDENT))
        if key in lines:
            if key not in kept and not _same(mine.table, shipped.table, key):
                lines[key] = theirs + (_local(mine, shipped) if key == POLICY else ())
        elif key not in kept or key == "note":
            lines = _after(lines, before, key, theirs)
        before = key if key in lines else before
    return tuple(lines.values())


def _confirmed(table: Table) -> bool:
    state = table.values.get(STATE)
    return not isinstance(state, Text) or state.value == CONFIRMED


def _same(mine: Table, shipped: Table, key: str) -> bool:
    ours, theirs = plain(mine.values[key]), plain(shipped.values[key])
    if key == POLICY and isinstance(ours, list) and isinstance(theirs, list):
        return all(one in ours for one in theirs)
    return ours == theirs


def _after(lines: Mapping[str, Lines], before: str, key: str, text: Lines) -> dict[str, Lines]:
    """The lines with a field more behind another."""
    result: dict[str, Lines] = {}
    for name, old in lines.items():
        result[name] = old
        if name == before:
            result[key] = text
    return result if key in result else {**lines, key: text}


def _local(mine: Block, shipped: Block) -> Lines:
    """The lines of the county's own policies, those that name an area and are not shipped."""
    first = mine.table.keys[POLICY].line
    entries, theirs = _entries(mine.table.values[POLICY]), _entries(shipped.table.values[POLICY])
    known = [plain(entry) for entry in theirs]
    text = mine.keys[POLICY]
    starts = [entry.location.line - first for entry in entries]
    return tuple(
        line
        for entry, start, end in zip(entries, starts, [*starts[1:], len(text)], strict=True)
        if isinstance(entry, Table) and AREA in entry.values and plain(entry) not in known
        for line in text[start:end]
    )


def _entries(value: Value) -> tuple[Value, ...]:
    return value.values if isinstance(value, Sequence) else ()
