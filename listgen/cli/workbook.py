"""listgen workbook: the project as an Excel workbook, and what was edited in it back again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.cli.paths import absolute, project_folder, quoted
from listgen.cli.terminal import FAULTS, OK, Terminal, UsageFault
from listgen.findings import has_errors
from listgen.locale import visible

if TYPE_CHECKING:
    from listgen.edit.workbook.importing import Imported
    from listgen.edit.workbook.tables import Record

SUFFIX = "-工作簿.xlsx"
_SHOWN = 120  # characters of a value in the preview


def export(io: Terminal, project: Path, out: Path | None = None) -> int:
    from listgen.edit.workbook.export import export_workbook, save_workbook

    folder = project_folder(project, "workbook export")
    target = absolute(out or folder.with_name(folder.name + SUFFIX))
    exported = export_workbook(folder)
    if not exported.data:
        io.show_errors(exported.findings)
        io.out(io.say("workbook.refused"))
        return FAULTS
    save_workbook(exported.data, target, folder)
    io.out(io.say("done.workbook-export", path=target))
    for sheet, count in exported.counts.items():
        io.out(io.say("done.workbook-counts", sheet=visible(sheet), count=count))
    io.out(io.say("next.workbook-export", path=quoted(target), project=quoted(project)))
    return OK


def import_(io: Terminal, file: Path, project: Path, yes: bool = False) -> int:
    from listgen.edit.workbook.importing import import_workbook

    folder = project_folder(project, "workbook import")
    if not file.is_file():
        raise UsageFault("usage.no-workbook", value=str(file))
    imported = import_workbook(folder, file.read_bytes(), file.name, yes)
    for line in preview(io, imported):
        io.out(line)
    io.show(imported.findings, False, True)
    if has_errors(imported.findings):
        io.out(io.say("done.workbook-refused"))
        return FAULTS
    if not imported.files:
        io.out(io.say("done.workbook-none"))
    elif imported.written:
        io.out(io.say("done.workbook-import"))
        if any(one.record.table == "villages" for one in imported.merged.additions):
            io.out(io.say("next.workbook-mint", project=quoted(project)))
    else:
        io.out(io.say("next.workbook-import", path=quoted(file), project=quoted(project)))
    return OK


def preview(io: Terminal, imported: Imported) -> Iterator[str]:
    """What the workbook changes, sheet by sheet, and a line that counts it."""
    merged = imported.merged
    if not merged:
        return
    by_sheet: dict[str, list[str]] = {}

    def tell(sheet: str, slug: str, **facts: object) -> None:
        shown = {name: visible(str(text), _SHOWN) for name, text in facts.items()}
        by_sheet.setdefault(sheet, []).append(io.say(slug, **shown))

    for move in merged.moves:
        old = imported.titles.get(move.old, move.old)
        place = move.new.place
        facts = {"cell": place.cell, "id": move.record.key, "name": _name(move.record), "old": old}
        tell(place.sheet, "workbook.moved", **facts)
    for change in merged.changes:
        place = change.new.place
        told = {"cell": place.cell, "id": change.key, "field": change.field.name}
        told |= {"old": _value(io, change.old.text), "new": _value(io, change.new.text)}
        tell(place.sheet, "workbook.change", **told)
    for addition in merged.additions:
        record = addition.record
        key = io.say("workbook.no-id") if record.key.startswith("（新）") else record.key
        tell(record.place.sheet, "workbook.added", cell=record.place.cell, id=key, name=_name(record))
    for record in merged.removals:
        tell(
            imported.titles.get(record.sheet, record.sheet),
            "workbook.removed",
            id=record.key,
            place=record.place,
        )
    for sheet, lines in by_sheet.items():
        yield io.say("workbook.sheet", sheet=visible(sheet))
        yield from lines
    counts = {"changes": len(merged.changes), "additions": len(merged.additions)}
    counts |= {"moves": len(merged.moves), "removals": len(merged.removals)}
    yield io.say("workbook.summary", **counts, files="、".join(imported.files) or "—")


def _value(io: Terminal, text: str) -> str:
    return text.replace("\n", " ⏎ ") if text else io.say("workbook.nothing")


def _name(record: Record) -> str:
    return next((record.text(name) for name in ("name", "title", "名称") if record.text(name)), "")
