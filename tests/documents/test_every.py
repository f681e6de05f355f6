"""Every Word paper: what it says, its declaration, its template."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from listgen.build.expected_outputs import DOCUMENTS, Records, Telling
from listgen.build.job import PaperValues
from listgen.build.plan import plan
from listgen.documents.check import check_template
from listgen.documents.spec import DocumentSpec, chosen, load_document
from listgen.preflight import Checked, check_project
from listgen.resources import shipped
from listgen.sources.values import plain
from listgen.sources.yaml import load_yaml
from listgen.verify.word import check_docx
from tests.documents.every import every_paper
from tests.documents.reader import grids, rendered, said

HERE = Path(__file__).parent
FOLDERS = sorted(path.parent for path in (shipped("templates") / "documents").glob("*/document.yaml"))
NAMES = [folder.name for folder in FOLDERS]
LINES = 60  # of the golden text: a list goes on like that


def spec_of(folder: Path) -> DocumentSpec:
    value, findings = load_yaml((folder / "document.yaml").read_bytes(), "document.yaml")
    assert value is not None and not findings
    fields = plain(value)
    assert isinstance(fields, dict)
    return load_document(fields)


@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_the_declaration_and_the_template_fit(folder: Path) -> None:
    spec = spec_of(folder)
    assert spec.name == folder.name
    assert check_template((folder / "template.docx").read_bytes(), spec.data, folder.name) == []


def test_the_examples_have_every_paper() -> None:
    assert {*every_paper(), "receipt"} == set(NAMES)  # the receipt belongs to an order


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("receipt", "list", "booklet")])
def test_it_is_as_accepted(name: str, golden: Callable[[str, Path], None]) -> None:
    lines = rendered(every_paper()[name][1]).splitlines()[:LINES]
    golden("\n".join(lines) + "\n", HERE / "papers" / f"{name}.golden.txt")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "receipt"])
def test_verify_has_nothing_to_say(name: str) -> None:
    path, data = every_paper()[name]
    assert list(check_docx(data, path)) == []


@pytest.fixture(scope="module")
def fenggang() -> Checked:
    return check_project(shipped("catalogs") / "examples" / "fenggang")


def made(checked: Checked, name: str) -> list[PaperValues]:
    """The values of the papers of one document."""
    assert checked.subject is not None and checked.assets is not None
    jobs = tuple(plan(checked.subject, checked.assets))
    return [job.values for job in jobs if isinstance(job.values, PaperValues) and job.values.document == name]


def test_the_comparison_counts_its_rows(fenggang: Checked) -> None:
    (paper,) = made(fenggang, "comparison")
    (table,) = paper.made.tables
    assert paper.made.data["total"] == len(table.rows) == 3
    assert paper.made.data["counts"] == [
        {"kind": "划转", "count": 1},
        {"kind": "更名", "count": 1},
        {"kind": "取消", "count": 1},
    ]
    assert paper.made.data["since"] == {"title": "2026年版", "date": "2026年9月15日", "national": False}


def test_without_an_earlier_edition_there_is_no_comparison() -> None:
    checked = check_project(shipped("catalogs") / "examples" / "fenggang", edition="2026-1")
    assert made(checked, "comparison") == []


@pytest.mark.parametrize(
    ("name", "day", "count"),
    [
        ("cancelled", date(2026, 11, 1), 1),
        ("cancelled", date(2026, 10, 31), 0),  # not over yet
        ("before-after", date(2026, 11, 1), 1),
        ("assessment", date(2026, 11, 1), 1),
    ],
)
def test_papers_hold_on_their_day(fenggang: Checked, name: str, day: date, count: int) -> None:
    assert fenggang.subject is not None
    assert len(made(replace(fenggang, subject=replace(fenggang.subject, day=day)), name)) == count


def test_a_paper_that_the_county_does_not_want_is_not_made(fenggang: Checked) -> None:
    assert fenggang.subject is not None
    county = replace(fenggang.subject.county, without=("feedback",))
    assert len(made(fenggang, "feedback")) == 2
    assert made(replace(fenggang, subject=replace(fenggang.subject, county=county)), "feedback") == []


def test_opinions_are_counted_by_what_became_of_them() -> None:
    (paper,) = made(check_project(shipped("catalogs") / "examples" / "yitong"), "opinions")
    (table,) = paper.made.tables
    said = [cells[4] for _, cells in table.rows]
    opinions = paper.made.data["opinions"]
    assert opinions == {
        "count": len(said),
        "adopted": said.count("采纳"),
        "partly": said.count("部分采纳"),
        "refused": said.count("不采纳"),
        "open": said.count("待研究"),
    }
    assert len(said) > 3


def test_a_draft_is_of_an_edition_that_was_not_issued(fenggang: Checked) -> None:
    """The rounds of 凤冈 are on 2026-1, which is issued; 伊通 has issued nothing yet."""
    assert made(fenggang, "consultation-draft") == []
    issued = check_project(shipped("catalogs") / "examples" / "fenggang", edition="2026-1")
    assert made(issued, "consultation-draft") == []
    (paper,) = made(check_project(shipped("catalogs") / "examples" / "yitong"), "consultation-draft")
    assert paper.made.record == "ZX-2026-03"


def test_a_column_that_no_item_has_is_left_out_and_its_room_given_away() -> None:
    spec = spec_of(shipped("templates") / "documents" / "forms-plan")
    checked = check_project(shipped("catalogs") / "examples" / "anji")
    assert checked.subject is not None
    kinds = checked.subject.catalog.kinds
    (whole,) = chosen(spec, kinds, ("frequency",))
    (less,) = chosen(spec, kinds, ())
    assert "frequency" in [column.field for column in whole.columns]
    assert "frequency" not in [column.field for column in less.columns]
    assert (
        sum(column.width for column in less.columns) == sum(column.width for column in whole.columns) == 225
    )


def test_a_claim_has_the_columns_of_its_declaration() -> None:
    heads = {grid.rows[0] for grid in grids(every_paper()["task-claim"][1])}
    assert heads == {("序号", "事项名称", "指导（责任）单位", "认领", "完成时限", "备注")}


def test_a_refusal_is_there_for_each_item_and_once_more() -> None:
    text = said(every_paper()["decline"][1])
    slips = text.count("不予承接告知单\n")
    assert slips == text.count("不由本社区办理。") + 1
    assert text.count("没有列入《") == 1


@pytest.mark.parametrize("page", ["documents.md", "documents.zh.md"])
def test_the_docs_tell_of_every_paper(page: str) -> None:
    text = (HERE.parents[1] / "docs" / page).read_text("utf-8")
    assert [name for name in NAMES if f"`{name}`" not in text] == []


def test_a_report_names_what_it_was_about_then(fenggang: Checked) -> None:
    """The decision on it moved the item to another list and gave it another name."""
    paper = next(one for one in made(fenggang, "feedback") if one.made.record == "FK-2026-01")
    told = paper.made.data["feedback"]
    assert isinstance(told, dict)
    assert (told["name"], told["list"]) == ("中小学生社会实践证明", "不应由村级组织办理事项清单")
    assert told["decision"]["list"] == "依法协助事项清单"


def test_a_slip_promises_where_to_go() -> None:
    checked = check_project(shipped("catalogs") / "demo")
    assert checked.subject is not None and checked.assets is not None
    jobs = tuple(plan(checked.subject, checked.assets))
    records = Records(checked.assets, Telling())
    told = (records.of(job).partition(":") for job in jobs)
    papers = [json.loads(record) for place, _, record in told if place == DOCUMENTS]
    slips = next(paper for paper in papers if paper["path"].endswith("不予承接告知单.docx"))
    booklet = next(paper for paper in papers if paper["kind"] == "booklet")
    assert "县公安局（派出所）" in slips["says"]
    assert checked.subject.county.online.hotline in booklet["says"]
