"""listgen record: a new record to be filled in, and the row of those that there are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from listgen.cli.paths import project_folder, quoted
from listgen.cli.table import aligned
from listgen.cli.terminal import FAULTS, OK, Terminal, UsageFault, json_line
from listgen.findings import has_errors

SORTS = {"准入": "admission", "征求意见": "consultation", "反馈": "feedback", "备案": "filing"}


def new(io: Terminal, sort: str, project: Path) -> int:
    from listgen.edit.records import new_record

    known = SORTS | {english: english for english in SORTS.values()}
    if sort not in known:
        choices = [io.say("label.kind", kind=english, word=chinese) for chinese, english in SORTS.items()]
        raise UsageFault("usage.bad-choice", value=sort, choices=choices)
    folder = project_folder(project, f"record new {sort}")
    made = new_record(folder, known[sort], date.today())
    if made.path is None:
        io.show_errors(made.findings)
        return FAULTS
    io.out(io.say("done.record", id=made.id, path=made.path))
    io.out("\n" + io.say(f"next.record-{known[sort]}", path=quoted(made.path), project=quoted(project)))
    return OK


def list_records(io: Terminal, project: Path, as_json: bool = False) -> int:
    from listgen.edit.records import BETWEEN, read_records

    records, findings = read_records(project_folder(project, "record list"), date.today())
    if as_json:
        for one in records:
            day = one.day.isoformat() if one.day else ""
            entry = {"id": one.id, "sort": one.sort, "date": day, "subject": one.subject, "state": one.state}
            io.out(json_line(entry))
    else:
        rows = [tuple(io.say(f"records.{name}") for name in ("id", "sort", "date", "subject", "state"))]
        for one in records:
            sort, state = io.say(f"records.{one.sort}"), io.say(f"records.{one.state}")
            draft, _, round_ = one.subject.partition(BETWEEN)
            subject = io.say("records.round", draft=draft, round=round_) if round_ else one.subject
            rows.append((one.id, sort, str(one.day or "—"), subject or "—", state))
        for line in aligned(rows if records else []):
            io.out(line)
    io.show(findings, as_json, True)
    if not as_json:
        io.out(io.say("done.records", count=len(records)))
    return FAULTS if has_errors(findings) else OK
