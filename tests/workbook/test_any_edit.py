"""Any edits of text, workbook or both: no value is lost, none invented, all is where it was asked for.

CI tries a sample; `LISTGEN_EDITS=10000` asks for so many.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listgen.edit.workbook.apply import Applied, apply, numbered
from listgen.edit.workbook.base import Base, base_rows, read_base
from listgen.edit.workbook.codecs import Lines, Word, Words, Written
from listgen.edit.workbook.merge import canonical, merge
from listgen.edit.workbook.state import State, load_state
from listgen.edit.workbook.tables import Cell, Field, Record, Rows
from listgen.findings import Location
from listgen.project import ProjectFiles, read_project
from tests.faults.project import BASE

COUNT = int(os.environ.get("LISTGEN_EDITS", "20"))
Known = tuple[str, str]
Edits = Mapping[tuple[Known, str], str]  # by record and field

TEXTS = st.text(st.sampled_from("甲乙：: #-'\"{}[],&*!|>%@`=~?é𡐓x、（）《》\n"), min_size=1, max_size=8)


@cache
def base_state() -> State:
    state, findings = load_state(read_project(BASE)[0])
    assert state is not None and not findings
    return state


@cache
def base() -> Base:
    state = base_state()
    read = read_base(base_rows("lanxi", state.plans, state.records.values()))
    assert read is not None
    return read


@cache
def _free() -> list[tuple[Known, Field]]:
    """The cells that may be changed: not what names a record."""
    state = base_state()
    return [
        (known, one)
        for known, record in state.records.items()
        for one in state.plan(record.sheet).columns
        if one.id not in state.plan(record.sheet).key
    ]


@st.composite
def edits(draw: st.DrawFn) -> Edits:
    cells = draw(st.lists(st.sampled_from(_free()), max_size=5, unique_by=lambda one: (one[0], one[1].id)))
    return {(known, one.id): draw(_text(known, one)) for known, one in cells}


def _text(known: Known, one: Field) -> st.SearchStrategy[str]:
    return _texts(known[0], base_state().records[known].sheet, one.id)


@cache
def _texts(table: str, sheet: str, field: str) -> st.SearchStrategy[str]:
    """Something else for a cell: what its codec takes."""
    one = base_state().plan(sheet).field(field)
    codec = one.codec
    if isinstance(codec, Word):
        return st.sampled_from(codec.choices)
    if isinstance(codec, Words):
        words = st.lists(st.sampled_from(list(codec.words.values())), min_size=1, max_size=3, unique=True)
        return words.map("、".join)
    if isinstance(codec, Lines):
        lines = st.lists(TEXTS.map(lambda text: text.replace("\n", "") or "甲"), min_size=1, max_size=3)
        return lines.map("\n".join)
    if isinstance(codec, Written):
        return st.one_of(st.just(""), TEXTS) if not one.must else TEXTS
    others = [
        record.text(one.id)
        for record in base_state().records.values()
        if record.table == table and record.text(one.id)
    ]
    lines_of_others = [line for text in others for line in text.split("\n")]
    if not lines_of_others:
        return st.just("")
    return st.lists(st.sampled_from(lines_of_others), min_size=1, max_size=4, unique=True).map("\n".join)


def written(state: State, changes: Edits) -> State:
    """The project with its files edited so: what somebody did in the text."""
    records = [_with(record, known, changes) for known, record in state.records.items()]
    applied = _applied(state, records)
    fresh, findings = load_state(ProjectFiles({**state.project.files, **applied.files}), state)
    assert fresh is not None and not findings
    return fresh


def _with(record: Record, known: Known, changes: Edits) -> Record:
    """What a sheet says of a record whose cells were changed."""
    columns = base_state().plan(record.sheet).columns
    texts = {one.id: changes.get((known, one.id), record.text(one.id)) for one in columns}
    return replace(record, cells={name: Cell(text, Location(sheet="x")) for name, text in texts.items()})


def _applied(state: State, records: list[Record]) -> Applied:
    """What a workbook that says `records` makes of a project, against what the base project said."""
    merged = merge(base(), state.records, records, {plan.id: plan for plan in state.plans})
    assert merged.findings == []
    fresh, _ = load_state(state.project)  # its texts are edited in place
    assert fresh is not None
    applied = apply(fresh, numbered(merged, "LX", ()))
    assert applied.findings == []
    return applied


def said(state: State) -> dict[Known, dict[str, str]]:
    return {
        known: {name: cell.text for name, cell in record.cells.items() if cell.text}
        for known, record in state.records.items()
    }


def wanted(changes: Edits) -> dict[Known, dict[str, str]]:
    """The base with the changes, as values."""
    texts = said(base_state())
    for (known, name), text in changes.items():
        one = base_state().plan(base_state().records[known].sheet).field(name)
        texts[known][name] = canonical(one, text)
    return {known: {name: text for name, text in fields.items() if text} for known, fields in texts.items()}


@settings(max_examples=COUNT, suppress_health_check=list(HealthCheck))
@given(edits())
def test_edits_of_the_workbook_are_edits_of_the_model(changes: Edits) -> None:
    assert said(written(base_state(), changes)) == wanted(changes)


@settings(max_examples=COUNT, suppress_health_check=list(HealthCheck))
@given(edits(), edits())
def test_edits_of_both_are_merged_or_named(text: Edits, workbook: Edits) -> None:
    """Each cell says what the one who changed it wants; where both do, differently, it is named."""
    project = written(base_state(), text)
    records = [_with(record, known, workbook) for known, record in base_state().records.items()]
    merged = merge(base(), project.records, records, {plan.id: plan for plan in project.plans})
    now, before, mine = said(project), said(base_state()), wanted(workbook)

    def of(texts: dict[Known, dict[str, str]], known: Known, name: str) -> str:
        return texts[known].get(name, "")

    clashes = {
        (known, name)
        for known, name in {*text, *workbook}
        if of(now, known, name) != of(before, known, name)
        and of(mine, known, name) not in (of(before, known, name), of(now, known, name))
    }
    assert len(merged.findings) == len(clashes)
    if clashes:
        return
    fresh, _ = load_state(project.project)
    assert fresh is not None
    applied = apply(fresh, merged)
    after, findings = load_state(ProjectFiles({**project.project.files, **applied.files}), project)
    assert after is not None and not findings and not applied.findings
    result = said(after)
    for known in before:
        for name in {*before[known], *now[known], *mine[known], *result[known]}:
            theirs, ours, old = of(now, known, name), of(mine, known, name), of(before, known, name)
            assert of(result, known, name) == (theirs if ours == old else ours), (known, name)


@settings(max_examples=COUNT, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_rows_that_come_and_go(data: st.DataObject) -> None:
    """Rows of the sheets where they may: what is left and what is new is in the file, in its order."""
    state, _ = load_state(read_project(BASE)[0])
    assert state is not None
    plan = state.plan("overlays")
    assert plan.rows is Rows.FREE
    rows = [record for record in state.records.values() if record.table == "overlays"]
    kept = [record for record in rows if data.draw(st.booleans())]
    keys = data.draw(st.lists(st.integers(10, 99), max_size=3, unique=True))
    new = []
    for key in keys:
        texts = {"范围": f"{key}", "事项": "CN-0001", "动作": "停用", "说明": data.draw(TEXTS)}
        cells = {name: Cell(text, Location(sheet="差异")) for name, text in texts.items()}
        new.append(Record("overlays", f"{key} / CN-0001 / 停用", "overlays", cells, Location(sheet="差异")))
    others = [record for record in state.records.values() if record.table != "overlays"]
    merged = merge(base(), state.records, [*others, *kept, *new], {plan.id: plan for plan in state.plans})
    assert merged.findings == []
    applied = apply(state, merged)
    after, findings = load_state(ProjectFiles({**state.project.files, **applied.files}), state)
    assert after is not None and not findings
    assert [record.key for record in after.of_table("overlays")] == [record.key for record in [*kept, *new]]
    notes = {record.key: record.text("说明") for record in after.of_table("overlays")}
    assert notes == {record.key: record.text("说明") for record in [*kept, *new]}
