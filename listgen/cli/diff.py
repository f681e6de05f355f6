"""listgen diff and listgen take: what differs between two catalogs, and a county's choice of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.cli.paths import check_new_file, project_folder
from listgen.cli.terminal import FAULTS, OK, Terminal, UsageFault, json_line
from listgen.locale import CHINESE, visible

if TYPE_CHECKING:
    from listgen.catalog.comparison import Row, Words
    from listgen.catalog.diff import Change
    from listgen.catalog.listing import Listing
    from listgen.edit.sides import Named
    from listgen.findings import Finding

ANY = "any"
_LONGEST = 400  # characters of a text that a terminal shows


def diff(
    io: Terminal,
    old: str,
    new: str,
    as_json: bool = False,
    rows: Path | None = None,
    docx: Path | None = None,
    fail_on: str | None = None,
) -> int:
    from listgen.catalog.comparison import Words
    from listgen.catalog.diff import diff as compare
    from listgen.edit.sides import read_name, read_pair

    failing = _kinds(fail_on) if fail_on else frozenset()
    if rows is not None:
        check_new_file(rows, ".csv")
    if docx is not None:
        check_new_file(docx, ".docx")
    names = read_name(old), read_name(new)
    older, newer = read_pair(*names)
    if older.listing is None or newer.listing is None:
        io.show_errors(dict.fromkeys((*older.findings, *newer.findings)))
        io.out(io.say("done.diff-refused"))
        return FAULTS
    changes = compare(older.listing, newer.listing)
    words = Words(older.listing, newer.listing)
    if rows is not None:
        _save_rows(rows, words, changes)
    if docx is not None:
        findings = _save_paper(docx, names, older.listing, newer.listing)
        if findings:
            io.show_errors(findings)
            return FAULTS
    if as_json:
        for change in changes:
            io.out(json_line(_record(change, words)))
    else:
        for change in changes:
            for line in _lines(io, change, words.row(change)):
                io.out(line)
        summed = _sum(io, changes)
        io.out(io.say("done.diff", count=len(changes), kinds=summed) if changes else io.say("done.diff-none"))
        for file in (rows, docx):
            if file is not None:
                io.out(io.say("done.diff-rows", file=file))
    return FAULTS if any(change.kind.value in failing for change in changes) else OK


def _kinds(text: str) -> frozenset[str]:
    """The kinds of change that are named, in Chinese or English, with commas between them."""
    from listgen.catalog.diff import KINDS, TITLES

    known = {title: kind.value for kind, title in TITLES.items()} | {kind: kind for kind in KINDS}
    named = [part.strip() for part in text.replace("，", ",").replace("、", ",").split(",")]
    if named == [ANY]:
        return frozenset(KINDS)
    for part in named:
        if part not in known:
            choices = (*TITLES.values(), *KINDS, ANY)
            raise UsageFault("usage.bad-choice", value=part, choices=choices)
    return frozenset(known[part] for part in named)


def _save_rows(path: Path, words: Words, changes: tuple[Change, ...]) -> None:
    from listgen.catalog.comparison import COLUMNS
    from listgen.save import save
    from listgen.sources.csv import render_csv

    table: list[Sequence[str]] = [COLUMNS]
    for number, row in enumerate(words.rows(changes), 1):
        table.append((str(number), row.item, row.old, row.new, row.kind, row.reason, row.record))
    save(render_csv(table), path)


def _save_paper(path: Path, names: tuple[Named, Named], old: Listing, new: Listing) -> Sequence[Finding]:
    """The official comparison table as a Word file; what of the county's project forbids it."""
    from listgen.build.comparison import comparison_paper
    from listgen.catalog.compared import compare
    from listgen.county import Edition
    from listgen.save import save

    before, now = names
    title = Edition(before.edition, old.day).title if before.edition else ""
    folder = now.folder or before.folder
    assert folder is not None  # one of two at most is the shipped catalog
    compared = compare(old, new, title, before.folder is None)
    data, findings = comparison_paper(folder, now.edition, compared)
    if data is not None:
        save(data, path)
    return findings


def _title(io: Terminal, change: Change) -> str:
    from listgen.catalog.diff import TITLES

    return TITLES[change.kind] if io.language == CHINESE else change.kind.value


def _lines(io: Terminal, change: Change, row: Row) -> Iterator[str]:
    proposed = io.say("diff.proposed") if change.proposed else ""
    yield f"{_title(io, change)}{proposed}  {visible(row.item, _LONGEST)}"
    texts = {"old": row.old, "new": row.new, "reason": row.reason, "record": row.record}
    for name, text in texts.items():
        if text:
            yield f"    {io.say(f'diff.{name}')}{visible(text, _LONGEST)}"


def _sum(io: Terminal, changes: tuple[Change, ...]) -> str:
    from listgen.catalog.diff import counts

    titles = {change.kind: _title(io, change) for change in changes}
    between = "，" if io.language == CHINESE else ", "
    summed = [f"{titles[kind]} {count}" for kind, count in counts(changes).items()]
    proposed = sum(change.proposed for change in changes)
    summed += [io.say("diff.proposals", count=proposed)] if proposed else []
    return between.join(summed)


def _record(change: Change, words: Words) -> dict[str, object]:
    row = words.row(change)
    parts = [
        {"path": part.path, "title": part.title, "old": part.old, "new": part.new}
        for part in words.parts(change)
    ]
    return {
        "kind": change.kind.value,
        "title": row.kind,
        "item": change.item,
        "name": row.item,
        "proposed": change.proposed,
        "old": row.old,
        "new": row.new,
        "parts": parts,
        "related": list(change.related),
        "reason": row.reason,
        "record": row.record,
    }


def take(io: Terminal, project: Path, ids: tuple[str, ...], dry_run: bool = False) -> int:
    from listgen.catalog.comparison import Words
    from listgen.edit.take import take as take_over

    taken = take_over(project_folder(project, "take"), ids, dry_run)
    if taken.county is None or taken.shipped is None:
        io.show_errors(taken.findings)
        io.out(io.say("done.take-refused"))
        return FAULTS
    words = Words(taken.county, taken.shipped)
    for change in taken.changes:
        for line in _lines(io, change, words.row(change)):
            io.out(line)
    if taken.same:
        io.out(io.say("done.take-same", ids=" ".join(taken.same)))
    if taken.files:
        files = " ".join(taken.files)
        io.out(io.say("done.take-dry-run" if dry_run else "done.take", files=files))
    return OK
