"""listgen order: a batch of signs from the roster to the folder that a shop gets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.cli.commands import build, failure
from listgen.cli.paths import absolute, default_out, project_folder, quoted
from listgen.cli.table import aligned
from listgen.cli.terminal import FAILED, FAULTS, OK, REFUSED, Terminal, UsageFault, json_line, progress_of
from listgen.filenames import safe_name
from listgen.findings import has_errors
from listgen.locale import visible

if TYPE_CHECKING:
    from listgen.build.order_run import MadeOrder
    from listgen.orders.batch import Batch
    from listgen.preflight import Checked

_VERBS = {"withdrawn": "withdraw", "archived": "archive"}  # by state
_SAVING = 0.8  # of the area: worth another stock
_SMALLEST, _LARGEST = 100.0, 5080.0  # mm: a side of a sheet; a PDF takes no larger
_AHEAD = 92  # days: a slip of the year
_SHEET = re.compile(r"([1-9][0-9]{1,4})[x×*]([1-9][0-9]{1,4})", re.IGNORECASE)
_QUANTITY = re.compile(r"([^=]+)=([1-9][0-9]?)")


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
    dry_run: bool = False,
    out: Path | None = None,
    jobs: int = 0,
) -> int:
    from listgen.build.order_jobs import FOLDER
    from listgen.build.order_run import MadeOrder, make_order
    from listgen.build.remembered import check_remembered
    from listgen.build.run import Request
    from listgen.edit import order as edit
    from listgen.orders.record import BATCH_NAME, NONE
    from listgen.orders.select import SHEET, Wish
    from listgen.preflight import Checked

    folder, today = project_folder(project, "order new"), date.today()
    if not BATCH_NAME.fullmatch(batch) or safe_name(batch) != batch or batch == NONE:
        raise UsageFault("usage.bad-batch", value=batch)
    if day is not None and (day - today).days > _AHEAD:
        raise UsageFault("usage.order-ahead", value=str(day), today=str(today))
    size = _sheet(sheet) if sheet else SHEET
    counts = dict(map(_quantity, quantities))
    if len(counts) < len(quantities):
        raise UsageFault("usage.quantity-twice", value=" ".join(quantities))
    wish = Wish(batch, day or today, villages, townships, slots, counts, since or "", size, cut_contour)
    target = absolute(out or default_out(folder))
    request = Request(folder, target, jobs=jobs)
    draft = edit.draft(folder, wish)
    if draft.batch is None or draft.subject is None or draft.assets is None:
        io.show_errors(draft.findings)
        io.out(io.say("done.order-refused"))
        return FAULTS
    io.show([one for one in draft.findings if one.slug.startswith("order-")], False, True)
    if not draft.batch.signs and not draft.batch.recalls:
        io.out(io.say("done.order-nothing"))
        return OK
    if dry_run:
        lost = tuple(check_remembered(target, draft.subject))
        if lost:
            return _refused(io, MadeOrder(None, findings=lost))
        _tell_ahead(io, draft.batch)
        return OK
    with progress_of(io, "label.progress") as progress:
        order = make_order(request, draft.batch, draft.subject, draft.assets, progress)
    if order.batch is None:
        return _refused(io, order)
    made = order.batch
    record = edit.enter(folder, made)
    subject = replace(draft.subject, batches=(*draft.subject.batches, made))
    code = _closed(io, folder, target, jobs, Checked(draft.findings, subject, draft.assets))
    io.out("")
    _tell_signs(io, made)
    place = target / FOLDER / made.name
    facts = {"batch": made.name, "signs": len(made.signs), "pieces": made.quantity}
    io.out(io.say("done.order", **facts, folder=place, record=record))
    _tell_rest(io, made)
    step = "next.order" if made.signs else "next.order-recalls"
    io.out("\n" + io.say(step, folder=place, project=quoted(project), out=quoted(target)))
    return code


def withdraw(io: Terminal, project: Path, batch: str, out: Path | None = None, jobs: int = 0) -> int:
    from listgen.orders.batch import WITHDRAWN

    return _mark(io, project, batch, WITHDRAWN, out, jobs)


def archive(io: Terminal, project: Path, batch: str, out: Path | None = None, jobs: int = 0) -> int:
    from listgen.orders.batch import ARCHIVED

    return _mark(io, project, batch, ARCHIVED, out, jobs)


def _mark(io: Terminal, project: Path, batch: str, state: str, out: Path | None, jobs: int) -> int:
    """Write the state into the record, and bring the outputs up to date where there are any."""
    from listgen.build.folder import MANIFEST
    from listgen.edit import order as edit

    folder = project_folder(project, f"order {_VERBS[state]}")
    findings = edit.mark(folder, batch, state)
    if has_errors(findings):
        io.show_errors(findings)
        return FAULTS
    target = absolute(out or default_out(folder))
    code = _closed(io, folder, target, jobs) if (target / MANIFEST).is_file() else OK
    io.out(io.say(f"done.order-{state}", batch=batch, out=target))
    return code


def _closed(io: Terminal, folder: Path, out: Path, jobs: int, checked: Checked | None = None) -> int:
    """The code of the build that follows what is recorded already, come what may."""
    from listgen.build.errors import Refused

    try:
        return build(io, folder, out, jobs=jobs, checked=checked)
    except Refused as fault:
        io.refuse(fault.slug, fault.values)
        io.err(io.say("done.order-unclosed", project=quoted(folder), out=quoted(out)))
        return REFUSED


def _refused(io: Terminal, order: MadeOrder) -> int:
    """Say what could not be made, and the code to leave with."""
    failed = [failure(one.path, one.traceback) for one in order.failed]
    io.show([*order.findings, *failed], False, True)
    io.out(io.say("done.order-refused"))
    return FAILED if failed else FAULTS


def _tell_ahead(io: Terminal, batch: Batch) -> None:
    """What would be ordered."""
    _tell_signs(io, batch)
    io.out(io.say("done.order-dry-run", signs=len(batch.signs), pieces=batch.quantity))
    _tell_rest(io, batch)


def list_orders(io: Terminal, project: Path, as_json: bool = False) -> int:
    from listgen.edit.order import read_batches
    from listgen.orders.record import FOLDER as RECORDS

    batches, findings = read_batches(project_folder(project, "order list"))
    if as_json:
        for batch in batches:
            io.out(json_line(_record(batch)))
    else:
        names = ("date", "name", "signs", "pieces", "recalls", "state", "fingerprint")
        heading = tuple(io.say(f"orders.{name}") for name in names)
        rows = [_row(io, batch) for batch in batches]
        for line in aligned([heading, *rows] if rows else []):
            io.out(line)
    io.show(findings, as_json, True)
    if not as_json:
        unread = len({one.location.file for one in findings if one.location.file.startswith(f"{RECORDS}/")})
        io.out(io.say("done.orders-unread" if unread else "done.orders", count=len(batches), unread=unread))
    return FAULTS if has_errors(findings) else OK


def _sheet(text: str) -> tuple[float, float]:
    found = _SHEET.fullmatch(text.strip())
    size = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    if not min(size) >= _SMALLEST or not max(size) <= _LARGEST:
        raise UsageFault("usage.bad-sheet", value=text)
    return size


def _quantity(text: str) -> tuple[str, int]:
    found = _QUANTITY.fullmatch(text.strip())
    if not found:
        raise UsageFault("usage.bad-quantity", value=text)
    return found[1], int(found[2])


def _tell_signs(io: Terminal, batch: Batch) -> None:
    """What is ordered, by sign."""
    pieces: Counter[tuple[str, str]] = Counter()
    for sign in batch.signs:
        pieces[sign.name, f"{sign.facts.width:g}×{sign.facts.height:g}"] += sign.quantity
    heading = tuple(io.say(f"orders.{name}") for name in ("sign", "size", "pieces"))
    rows = [(name, size, str(count)) for (name, size), count in pieces.items()]
    for line in aligned([heading, *rows] if rows else []):
        io.out("  " + line)


def _tell_rest(io: Terminal, batch: Batch) -> None:
    """That it is a specimen, the sheets of stock that it takes, and what comes down."""
    from listgen.orders.gang import STOCKS, gangs, layout, sheets_needed

    if batch.specimen:
        io.out(io.say("done.order-specimen"))
    for gang in gangs(batch):
        laid = layout(batch, gang)
        used = sum(sheet.used for sheet in laid) / len(laid)
        io.out(io.say("done.order-sheets", file=gang.path, count=len(laid), used=f"{used:.0%}"))
    needed = {sheet: sheets_needed(batch, sheet) for sheet in (batch.sheet, *STOCKS)}
    areas = {sheet: count * sheet[0] * sheet[1] for sheet, count in needed.items()}
    best, now = min(areas, key=lambda sheet: (areas[sheet], sheet)), areas[batch.sheet]
    if now and areas[best] <= _SAVING * now:  # nothing is cut where signs only come down
        facts = {"size": f"{best[0]:g}x{best[1]:g}", "count": needed[best], "now": needed[batch.sheet]}
        io.out(io.say("done.order-stock", **facts, saved=f"{1 - areas[best] / now:.0%}"))
    if batch.recalls:
        io.out(io.say("done.order-recalls", count=batch.recalled))


def _row(io: Terminal, batch: Batch) -> tuple[str, ...]:
    counts = (len(batch.signs), batch.quantity, batch.recalled)
    state = io.say(f"orders.state-{batch.state}")
    head = visible(batch.ledger.fingerprint)
    return (batch.day.isoformat(), batch.name, *map(str, counts), state, head)


def _record(batch: Batch) -> Mapping[str, object]:
    return {
        "batch": batch.name,
        "number": batch.number,
        "date": batch.day.isoformat(),
        "state": batch.state,
        "edition": batch.edition,
        "signs": len(batch.signs),
        "pieces": batch.quantity,
        "recalls": batch.recalled,
        "since": batch.since,
        "fingerprint": batch.ledger.fingerprint,
    }
