"""listgen count: how long each list is, and how long it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.cli.paths import project_folder
from listgen.cli.table import aligned
from listgen.cli.terminal import FAULTS, OK, Terminal, json_line
from listgen.locale import visible

if TYPE_CHECKING:
    from decimal import Decimal

    from listgen.catalog.cleanup_counts import CleanupCount
    from listgen.catalog.counts import Count, Sum


def count(io: Terminal, project: Path, as_of: date | None = None, as_json: bool = False) -> int:
    from listgen.catalog.cleanup_counts import total
    from listgen.catalog.counts import add_up, count_lists
    from listgen.preflight import check_project
    from listgen.preflight.cleanup import cleanup_counts

    checked = check_project(project_folder(project, "count"), as_of)
    if checked.subject is None:
        io.show_errors(checked.findings)
        io.out(io.say("done.count-errors"))
        return FAULTS
    catalog, day = checked.subject.catalog, checked.subject.day
    counts = count_lists(catalog, day)
    sums = add_up(catalog, counts)
    cleanup = total(cleanup_counts(checked.subject).values()) if catalog.old_signs else None
    if as_json:
        for entry in (*map(_record, counts), *map(_sum_record, sums)):
            io.out(json_line(entry))
        if cleanup:
            io.out(json_line(_cleanup_record(cleanup)))
        return OK
    heading = tuple(io.say(f"count.{name}") for name in ("list", "type", "before", "now", "change", "share"))
    for line in aligned([heading, *(_row(io, one) for one in counts)]):
        io.out(line)
    for one in sums:
        parts = " + ".join(map(str, one.parts))
        facts = {"title": visible(one.title), "parts": parts, "total": one.total}
        io.out(io.say("count.sum", **facts))
    if cleanup:
        facts = {**_cleanup_record(cleanup), "share": _percent(cleanup.share)}
        io.out(io.say("count.cleanup", **facts))
    io.out(io.say("done.count"))
    return OK


def _row(io: Terminal, one: Count) -> tuple[str, ...]:
    before = "" if one.before is None else str(one.before)
    change = "" if one.change is None else f"{one.change:+d}"
    return (
        one.kind.title,
        io.say(f"count.{one.organisation}"),
        before,
        str(one.number),
        change,
        _percent(one.share),
    )


def _percent(share: Decimal | None) -> str:
    return "" if share is None else f"{share:+}%"


def _record(one: Count) -> dict[str, object]:
    return {
        "kind": one.kind.id,
        "title": one.kind.title,
        "type": one.organisation,
        "count": one.number,
        "before": one.before,
        "change": one.change,
        "share": None if one.share is None else str(one.share),
    }


def _sum_record(one: Sum) -> dict[str, object]:
    return {"title": one.title, "type": one.organisation, "parts": list(one.parts), "total": one.total}


def _cleanup_record(one: CleanupCount) -> dict[str, object]:
    return {
        "signs": "cleanup",
        "villages": one.villages,
        "before": one.before,
        "count": one.after,
        "change": one.change,
        "share": None if one.share is None else str(one.share),
        "scheme": one.hung,
        "besides": one.besides,
        "open": one.open,
    }
