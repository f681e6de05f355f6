"""listgen explain: why an item is, or is not, on somebody's list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.cli.paths import project_folder
from listgen.cli.table import aligned
from listgen.cli.terminal import FAULTS, OK, Terminal, UsageFault, json_line
from listgen.findings import Location, has_errors
from listgen.locale import visible, word

if TYPE_CHECKING:
    from listgen.catalog.explain import Explanation, Statement
    from listgen.catalog.model import Catalog
    from listgen.catalog.owners import Owner

_LONG = 600  # characters of a value: a sentence of a record
_TYPES = frozenset({"type", "applies", "binds"})  # values that are organisation types


def explain(
    io: Terminal,
    village: str,
    item: str | None = None,
    project: Path = Path(),
    as_of: date | None = None,
    as_json: bool = False,
) -> int:
    from listgen.catalog.explain import Explainer
    from listgen.catalog.load import read_catalog
    from listgen.catalog.owners import find_item, find_owner

    _refuse_folder(village, item)
    loaded = read_catalog(project_folder(project, "explain VILLAGE --project"))
    if loaded.county is None or loaded.catalog is None or has_errors(loaded.findings):
        io.show_errors(loaded.findings)
        io.out(io.say("done.explain-errors"))
        return FAULTS
    catalog, day = loaded.catalog, as_of or loaded.county.edition.date
    owner = find_owner(catalog, village)
    if owner.village is not None and not owner.village.active:
        _tell_inactive(io, catalog, owner, as_json)
        return OK
    explainer = Explainer(catalog, day, owner)
    if item is None:
        rows = [explainer.brief(one) for one in catalog.items]
        _tell_all(io, owner, rows, day, as_json)
    else:
        _tell_one(io, explainer.full(find_item(catalog, item)), day, as_json)
    return OK


def _refuse_folder(*words: str | None) -> None:
    for text in words:
        if text and (Path(text) / "county.yaml").is_file():
            raise UsageFault("usage.explain-project", value=text)


def _tell_inactive(io: Terminal, catalog: Catalog, owner: Owner, as_json: bool) -> None:
    """A village that is no more has no list; its successor may."""
    village = owner.village
    assert village is not None
    successor = next((one.name for one in catalog.villages if one.id == village.successor), "")
    if as_json:
        io.out(json_line({**_owner(owner), "state": village.state, "successor": village.successor}))
        return
    slug = "explain.merged" if successor else "explain.dissolved"
    io.out(io.say(slug, name=village.name, id=village.id, successor=successor, into=village.successor))


def _tell_all(io: Terminal, owner: Owner, rows: list[Explanation], day: date, as_json: bool) -> None:
    if as_json:
        for row in rows:
            io.out(json_line(_record(io, row, day)))
        return
    io.out(_head(io, owner))
    heads = tuple(io.say(f"explain.head-{name}") for name in ("id", "kind", "item", "held", "reason"))
    lines = [heads]
    lines += (
        (row.item.id, row.kind, _called(row), _held(io, row), _sentence(io, row.reason)) for row in rows
    )
    for line in aligned(lines):
        io.out(line)
    held = sum(row.verdict.holds for row in rows)
    io.out(io.say("done.explain", day=day, held=held, count=len(rows)))


def _tell_one(io: Terminal, found: Explanation, day: date, as_json: bool) -> None:
    if as_json:
        io.out(json_line(_record(io, found, day)))
        return
    item = found.item
    io.out(_head(io, found.owner))
    io.out(io.say("explain.item", id=item.id, name=item.name, kind=found.kind))
    key = "explain.held" if found.verdict.holds else "explain.not-held"
    io.out(io.say(key, day=day, kind=found.kind, number=found.number))
    io.out(io.say("explain.because", reason=_sentence(io, found.reason), place=found.reason.location))
    io.out("\n" + io.say("explain.facts"))
    for fact in found.facts:
        io.out("  " + io.say("explain.placed", text=_sentence(io, fact), place=fact.location))
    if found.findings:
        io.out("\n" + io.say("explain.findings"))
        for finding in found.findings:
            text = word(finding, io.language).message
            io.out("  " + io.say("explain.placed", text=text, place=finding.location))


def _head(io: Terminal, owner: Owner) -> str:
    township = owner.township.name if owner.township else ""
    return io.say(f"explain.owner-{owner.organisation}", name=owner.name, id=owner.id, township=township)


def _called(row: Explanation) -> str:
    return row.item.short or row.item.name


def _held(io: Terminal, row: Explanation) -> str:
    return io.say("explain.yes" if row.verdict.holds else "explain.no")


def _sentence(io: Terminal, statement: Statement) -> str:
    values = {name: visible(text, _LONG) for name, text in statement.values.items()}
    for name in _TYPES & values.keys():
        types = (io.say(f"type.{type_}") for type_ in values[name].split())
        values[name] = io.say("type.between").join(types)
    if "role" in values:
        values["role"] = io.say(f"role.{values['role']}")
    return io.say(f"explain.{statement.key}", **values)


def _owner(owner: Owner) -> dict[str, object]:
    township = owner.township.id if owner.township else ""
    return {"owner": owner.id, "name": owner.name, "type": owner.organisation, "township": township}


def _record(io: Terminal, row: Explanation, day: date) -> Mapping[str, object]:
    return {
        **_owner(row.owner),
        "item": row.item.id,
        "item_name": row.item.name,
        "kind": row.item.kind,
        "as_of": str(day),
        "held": row.verdict.holds,
        "number": row.number,
        "reason": row.verdict.reason,
        "message": _sentence(io, row.reason),
        **_place(row.reason.location),
        "facts": [
            {"fact": fact.key, **_place(fact.location), "message": _sentence(io, fact)} for fact in row.facts
        ],
        "findings": [
            {"slug": finding.slug, **_place(finding.location), "message": word(finding, io.language).message}
            for finding in row.findings
        ],
    }


def _place(location: Location) -> dict[str, object]:
    return {"file": location.file, "cell": location.cell, "line": location.line}
