"""listgen order: a batch of signs from the roster to the folder that a shop gets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.cli.commands import build, failure
from listgen.cli.paths import absolute, default_out, project_folder, quoted
from listgen.cli.table import aligned
from listgen.cli.terminal import FAILED, FAULTS, OK, Terminal, UsageFault, json_line, progress_of
from listgen.findings import has_errors
from listgen.locale import visible

if TYPE_CHECKING:
    from listgen.build.run import Request
    from listgen.orders.batch import Batch
    from listgen.orders.select import Wish

_AHEAD = 366  # days: a slip of the year
_SHEET = re.compile(r"([1-9][0-9]{1,4})[x×*]([1-9][0-9]{1,4})", re.IGNORECASE)
_QUANTITY = re.compile(r"([^=]+)=([1-9][0-9]{0,3})")


def new(
    io: Terminal,
    project: Path,
    batch: str,
    day: date | None = None,
    villages: tuple[str, ...] = (),
    townships: tuple[str, ...] = (),
    slots: tuple[str, ...] = (),
    quantities: tuple[str, ...] = (),
    since: str | None = None,
    sheet: str | None = None,
    cut_contour: bool = False,
    out: Path | None = None,
    jobs: int = 0,
) -> int:
    from listgen.build.run import Request
    from listgen.edit import order as edit
    from listgen.orders.record import BATCH_NAME
    from listgen.orders.select import SHEET, Wish

    folder, today = project_folder(project, "order new"), date.today()
    if not BATCH_NAME.fullmatch(batch):
        raise UsageFault("usage.bad-batch", value=batch)
    if day is not None and (day - today).days > _AHEAD:
        raise UsageFault("usage.day-ahead", value=str(day), today=str(today))
    size = _sheet(sheet) if sheet else SHEET
    counts = dict(map(_quantity, quantities))
    wish = Wish(batch, day or today, villages, townships, slots, counts, since or "", size, cut_contour)
    target = absolute(out or default_out(folder))
    request = Request(folder, target, jobs=jobs)
    made = _made(io, wish, request)
    if isinstance(made, int):
        return made
    record = edit.enter(folder, made)
    code = build(io, folder, target, jobs=jobs)
    _tell(io, made, target, record, project)
    return code


def _made(io: Terminal, wish: Wish, request: Request) -> Batch | int:
    """The batch with all its files made, or the code to leave with.

    What it was made from is let go of here: the build that follows reads the project by itself.
    """
    from listgen.build.order_run import make_order
    from listgen.edit import order as edit

    draft = edit.draft(request.project, wish)
    if draft.batch is None or draft.subject is None or draft.assets is None:
        io.show_errors(draft.findings)
        io.out(io.say("done.order-refused"))
        return FAULTS
    if not draft.batch.signs and not draft.batch.recalls:
        io.out(io.say("done.order-nothing"))
        return OK
    io.show([one for one in draft.findings if one.slug.startswith("order-")], False, True)
    with progress_of(io, "label.progress") as progress:
        made = make_order(request, draft.batch, draft.subject, draft.assets, progress)
    if made.batch is None:
        io.show([failure(one.path, one.traceback) for one in made.failed], False, False)
        io.out(io.say("done.order-refused"))
        return FAILED
    return made.batch


def list_orders(io: Terminal, project: Path, as_json: bool = False) -> int:
    from listgen.edit.order import read_batches

    batches, findings = read_batches(project_folder(project, "order list"))
    if as_json:
        for batch in batches:
            io.out(json_line(_record(batch)))
    else:
        names = ("date", "name", "signs", "pieces", "recalls", "fingerprint")
        heading = tuple(io.say(f"orders.{name}") for name in names)
        for line in aligned([heading, *map(_row, batches)] if batches else []):
            io.out(line)
    io.show(findings, as_json, True)
    if not as_json:
        io.out(io.say("done.orders", count=len(batches)))
    return FAULTS if has_errors(findings) else OK


def _sheet(text: str) -> tuple[float, float]:
    found = _SHEET.fullmatch(text.strip())
    if not found:
        raise UsageFault("usage.bad-sheet", value=text)
    return float(found[1]), float(found[2])


def _quantity(text: str) -> tuple[str, int]:
    found = _QUANTITY.fullmatch(text.strip())
    if not found:
        raise UsageFault("usage.bad-quantity", value=text)
    return found[1], int(found[2])


def _tell(io: Terminal, batch: Batch, out: Path, record: Path, project: Path) -> None:
    """What was ordered, by sign; where it lies; what to do before it goes out."""
    from listgen.build.order_jobs import FOLDER
    from listgen.orders.gang import gangs, layout

    pieces: Counter[tuple[str, str]] = Counter()
    for sign in batch.signs:
        pieces[sign.name, f"{sign.facts.width:g}×{sign.facts.height:g}"] += sign.quantity
    io.out("")
    for line in aligned((name, size, str(count)) for (name, size), count in pieces.items()):
        io.out("  " + line)
    folder = out / FOLDER / batch.name
    facts = {"batch": batch.name, "signs": len(batch.signs), "pieces": batch.quantity}
    io.out(io.say("done.order", **facts, folder=folder, record=record))
    for gang in gangs(batch):
        laid = layout(batch, gang)
        used = sum(sheet.used for sheet in laid) / len(laid)
        io.out(io.say("done.order-sheets", file=gang.path, count=len(laid), used=f"{used:.0%}"))
    if batch.recalls:
        io.out(io.say("done.order-recalls", count=len(batch.recalls)))
    io.out("\n" + io.say("next.order", folder=folder, project=quoted(project), out=quoted(out)))


def _row(batch: Batch) -> tuple[str, ...]:
    counts = (len(batch.signs), batch.quantity, len(batch.recalls))
    return (batch.day.isoformat(), batch.name, *map(str, counts), visible(batch.ledger.fingerprint))


def _record(batch: Batch) -> Mapping[str, object]:
    return {
        "batch": batch.name,
        "date": batch.day.isoformat(),
        "edition": batch.edition,
        "signs": len(batch.signs),
        "pieces": batch.quantity,
        "recalls": len(batch.recalls),
        "since": batch.since,
        "fingerprint": batch.ledger.fingerprint,
    }
