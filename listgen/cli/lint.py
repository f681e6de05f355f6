"""listgen lint: what an incoming notice asks of villages, against the list. A person decides."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.cli.paths import project_folder
from listgen.cli.terminal import FAULTS, OK, Terminal, UsageFault, json_line
from listgen.findings import has_errors
from listgen.locale import visible

if TYPE_CHECKING:
    from listgen.catalog.model import Catalog
    from listgen.catalog.notice import Named, Remark
    from listgen.sources.notice import Passage

FORM = "form"
FAIL_ON = ("not-listed", "maybe-listed", "not-permitted", FORM)
_LONG = 300  # characters of a sentence


def lint(
    io: Terminal,
    notice: Path,
    project: Path,
    as_of: date | None = None,
    fail_on: tuple[str, ...] = (),
    as_json: bool = False,
) -> int:
    from listgen.catalog.load import read_catalog
    from listgen.catalog.notice import lint as judge
    from listgen.sources.notice import MAX_BYTES, read_notice

    if not notice.is_file():
        raise UsageFault("usage.not-found", value=str(notice))
    with notice.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    passages, findings = read_notice(data, notice.name)
    loaded = read_catalog(project_folder(project, f"lint {notice}"))
    findings += loaded.findings
    if loaded.county is None or loaded.catalog is None or has_errors(findings):
        io.show_errors(findings)
        io.out(io.say("done.lint-refused"))
        return FAULTS
    day = as_of or loaded.county.edition.date
    remarks = judge(passages, loaded.catalog, day)
    for remark in remarks:
        if as_json:
            io.out(json_line(_record(loaded.catalog, remark)))
        else:
            _tell(io, loaded.catalog, remark)
    if not as_json:
        _sum_up(io, remarks, day)
        io.show([one for one in findings if one.slug == "notice-part-unread"], False, True)
    failing = any(_has(remark, what) for remark in remarks for what in fail_on)
    return FAULTS if failing else OK


def _has(remark: Remark, what: str) -> bool:
    return bool(remark.forms) if what == FORM else remark.verdict == what


def _tell(io: Terminal, catalog: Catalog, remark: Remark) -> None:
    io.out(_place(io, remark.sentence.passage) + visible(remark.sentence.text, _LONG))
    io.out("    " + _verdict(io, catalog, remark))
    if remark.likeness and remark.view:
        words = io.say("lint.between").join(f"“{word}”" for word in remark.likeness.words[:5])
        io.out("    " + io.say("lint.words", words=visible(words, _LONG)))
    elif remark.sentence.asks:
        words = io.say("lint.between").join(f"“{word}”" for word in remark.sentence.asks[:5])
        io.out("    " + io.say("lint.asks", words=visible(words, _LONG)))
    for one in remark.also:
        io.out("    " + io.say("lint.also", id=one.item.id, name=_called(one.item.short, one.item.name)))
    for form in remark.forms:
        io.out("    " + _form(io, form))
    io.out("")


def _verdict(io: Terminal, catalog: Catalog, remark: Remark) -> str:
    likeness, view = remark.likeness, remark.view
    if likeness is None:
        return io.say(f"lint.{remark.verdict}")
    item = likeness.item
    facts = {"id": item.id, "name": _called(item.short, item.name)}
    if view is None:
        slug = "lint.retired" if remark.state == "retired" else "lint.off-list"
        instead = item.retirement.instead if item.retirement else ""
        return io.say(slug, **facts, instead=instead)
    kind = catalog.kind(item.kind).short
    if view.who:
        basis = io.say("lint.between").join(view.basis or view.principles)
        return io.say("lint.not-permitted", **facts, kind=kind, who=view.who, basis=basis)
    return io.say(f"lint.{remark.verdict}", **facts, kind=kind, reach=view.reach)


def _form(io: Terminal, form: Named) -> str:
    text = io.say(f"lint.form-{form.form}", word=form.word)
    return text + (io.say("lint.see", id=form.item.id) if form.item else "")


def _called(short: str, name: str) -> str:
    return visible(short or name)


def _place(io: Terminal, passage: Passage) -> str:
    if passage.row:
        return io.say("lint.row", table=passage.table, row=passage.row)
    return io.say("lint.paragraph", number=passage.number)


def _sum_up(io: Terminal, remarks: tuple[Remark, ...], day: date) -> None:
    verdicts = {
        "listed": "listed",
        "maybe": "maybe-listed",
        "barred": "not-permitted",
        "absent": "not-listed",
    }
    counts = {
        name: sum(remark.verdict == verdict for remark in remarks) for name, verdict in verdicts.items()
    }
    forms = sum(bool(remark.forms) for remark in remarks)
    io.out(io.say("done.lint" if remarks else "done.lint-nothing", day=day, **counts, forms=forms))


def _record(catalog: Catalog, remark: Remark) -> dict[str, object]:
    passage, likeness, view = remark.sentence.passage, remark.likeness, remark.view
    return {
        "paragraph": passage.number,
        "table": passage.table,
        "row": passage.row,
        "sentence": remark.sentence.text,
        "asks": list(remark.sentence.asks),
        "verdict": remark.verdict,
        "item": likeness.item.id if likeness else "",
        "name": likeness.item.name if likeness else "",
        "kind": likeness.item.kind if likeness else "",
        "state": remark.state,
        "score": round(likeness.score, 1) if likeness else 0.0,
        "words": list(likeness.words) if likeness else [],
        "who": view.who if view else "",
        "basis": list(view.basis or view.principles) if view else [],
        "also": [one.item.id for one in remark.also],
        "forms": [
            {"form": form.form, "word": form.word, "item": form.item.id if form.item else ""}
            for form in remark.forms
        ],
    }
