"""listgen links issue: a batch that goes to print, its outputs looked at, into the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from listgen.cli.paths import absolute, default_out, project_folder, quoted
from listgen.cli.table import aligned
from listgen.cli.terminal import FAULTS, OK, STALE, Terminal, UsageFault
from listgen.findings import Finding, has_errors
from listgen.links import Link, fingerprint

_BATCH = re.compile(r"[0-9A-Za-z\u3400-\u9fff][0-9A-Za-z\u3400-\u9fff_-]{0,39}")
_PRINTED = ("plaque", "hall-sign", "qr")
_AHEAD = 366  # days: a slip of the year in a date would keep every later batch out of the ledger


def issue(
    io: Terminal,
    project: Path,
    batch: str,
    day: date | None = None,
    villages: tuple[str, ...] = (),
    townships: tuple[str, ...] = (),
    out: Path | None = None,
    without_outputs: bool = False,
) -> int:
    from listgen.edit import links

    folder, today = project_folder(project, "links issue"), date.today()
    if not _BATCH.fullmatch(batch):
        raise UsageFault("usage.bad-batch", value=batch)
    if day is not None and (day - today).days > _AHEAD:
        raise UsageFault("usage.day-ahead", value=str(day), today=str(today))
    allow = _nothing if without_outputs else _current_in(folder, absolute(out or default_out(folder)))
    try:
        issued = links.issue(folder, batch, day or today, villages, townships, allow)
    except _NotCurrent as outputs:
        return _tell_behind(io, outputs, project, out)
    if has_errors(issued.findings):
        io.show_errors(issued.findings)
        io.out(io.say("done.issue-refused"))
        return FAULTS
    for line in aligned((link.id, link.name, link.url) for link in issued.links):
        io.out(line)
    if issued.links:
        io.out(io.say("done.issue", batch=batch, count=len(issued.links)))
    if issued.known:
        known = "done.issue-known" if issued.links else "done.issue-none"
        io.out(io.say(known, batch=batch, count=len(issued.known)))
    if issued.links:
        io.out(io.say("next.issue", build=_build_line(project, out)))
    of_batch = [link for link in issued.ledger if link.batch == batch]
    if of_batch:
        facts = {"batch": batch, "count": len(of_batch), **head_facts(issued.ledger)}
        io.out("\n" + io.say("issue.copy") + "\n" + io.say("issue.order-line", **facts))
    return OK


def _nothing(ids: tuple[str, ...]) -> None:
    """The outputs are elsewhere, and the clerk looked at them."""


def _current_in(project: Path, out: Path) -> Callable[[tuple[str, ...]], None]:
    """Asks whether the signs and codes of the villages to be issued are made, and of today's values.

    An order made of older files would carry what the ledger does not say.
    """

    def allow(ids: tuple[str, ...]) -> None:
        from listgen.build.request import GONE, Request, Stale
        from listgen.build.run import plan_only

        told: list[Stale] = []
        planned = plan_only(Request(project, out, only=_PRINTED, villages=ids), told.append)
        behind = tuple(stale.path for stale in told if stale.reason != GONE)
        if ids and (behind or has_errors(planned.findings)):
            raise _NotCurrent(out, behind, planned.findings)

    return allow


class _NotCurrent(Exception):
    """The outputs of villages that were to be issued are missing or old; nothing was entered."""

    def __init__(self, out: Path, behind: tuple[str, ...], findings: tuple[Finding, ...]) -> None:
        super().__init__(str(out))
        self.out = out
        self.behind = behind
        self.findings = findings


def _tell_behind(io: Terminal, outputs: _NotCurrent, project: Path, out: Path | None) -> int:
    if has_errors(outputs.findings):
        io.show_errors(outputs.findings)
        io.out(io.say("done.issue-refused"))
        return FAULTS
    facts = {"value": str(outputs.out), "count": str(len(outputs.behind)), "first": outputs.behind[0]}
    io.refuse("outputs-behind", {**facts, "build": _build_line(project, out)})
    return STALE


def _build_line(project: Path, out: Path | None) -> str:
    """What to type to bring these outputs up to date."""
    return f"listgen build {quoted(project)}" + (f" -o {quoted(out)}" if out else "")


def head_facts(ledger: Sequence[Link]) -> dict[str, object]:
    """What can be written down of the ledger as it is now."""
    last = ledger[-1]
    return {"fingerprint": fingerprint(last), "seq": last.sequence, "date": last.date}
