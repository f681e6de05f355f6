"""The report has every citation once, by law and article, and says of each what a check says."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from listgen.catalog.law_report import article_number, by_article, cited_laws
from listgen.catalog.load import read_catalog
from listgen.cli import run
from listgen.resources import shipped
from listgen.sources.csv import render_csv
from tests.catalog.samples import DAY, VILLAGE_LAW, catalog, cite, item
from tests.faults.project import copy_base, replace

ZH, EN = {"LANG": "zh_CN.UTF-8"}, {"LANG": "C"}
Captured = pytest.CaptureFixture[str]
BASIS = [
    cite(VILLAGE_LAW, "第十一条", **{"for": "village"}),
    cite(VILLAGE_LAW, "第八条", **{"for": "village"}),
    cite("甲法", "第二条"),
    cite("乙法", "第一条"),
]


def test_citations_by_law_and_article() -> None:
    loaded = catalog(
        item("LX-0001", basis=BASIS), item("LX-0002"), item("LX-0003", state="retired", basis=BASIS)
    )
    found = {law.name: law for law in cited_laws(loaded, DAY)}
    assert [*found] == [*loaded.laws, "乙法"]
    assert found["乙法"].law is None and found["旧法"].cited == ()
    assert [
        (article, [one.item.id for one in cited], [one.stale.slug for one in cited if one.stale])
        for name in ("甲法", VILLAGE_LAW, "乙法")
        for article, cited in by_article(found[name])
    ] == [
        ("第一条", ["LX-0002"], []),
        ("第二条", ["LX-0001"], []),
        ("第八条", ["LX-0001"], ["stale-article"]),
        ("第十一条", ["LX-0001"], []),
        ("第一条", ["LX-0001"], ["unknown-law"]),
    ]


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        (date(2018, 12, 28), date(2018, 12, 29), date(2018, 12, 29)),
        (date(2025, 6, 1), date(2018, 12, 29), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2026, 1, 1), None),
    ],
)
def test_the_text_of_the_day(day: date, since: date, until: date | None) -> None:
    loaded = read_catalog(shipped("catalogs") / "demo").catalog
    assert loaded
    law = next(law for law in cited_laws(loaded, day) if law.name == "中华人民共和国村民委员会组织法")
    assert (law.since, law.until) == (since, until)


@pytest.mark.parametrize(
    ("article", "number"),
    [
        ("第一条", 1), ("第十条", 10), ("第十一条", 11), ("第二十条", 20), ("第四十三条", 43),
        ("第一百零五条", 105), ("第一百一十条", 110), ("第一千二百四十二条", 1242),
        ("第三条第二款", 3), ("序言", 0),
    ],
)  # fmt: skip
def test_the_number_of_an_article(article: str, number: int) -> None:
    assert article_number(article) == number


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = copy_base(tmp_path / "project")
    replace("items/10-items.yaml", "{law: 通法, article: 第二条", "{law: 通法, article: 第九条")(folder)
    return folder


def test_the_command(project: Path, capsys: Captured, tmp_path: Path) -> None:
    table = tmp_path / "表.csv"
    assert run(["laws", str(project), "--json"], EN) == 0
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert run(["laws", str(project), "--stale", "--json"], EN) == 0
    (stale,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (stale["law"], stale["article"], stale["slug"], stale["line"]) == (
        *("通法", "第九条", "unknown-article"),
        38,
    )
    for environment in (ZH, EN):
        assert run(["laws", str(project)], environment) == 0
        told = capsys.readouterr().out
        assert "CN-0003" in told and "items/10-items.yaml › 38" in told
        assert not {"laws.", "level.", "role.", "type."} & set(told.split())
        assert run(["laws", str(project), "--csv", str(table)], environment) == 0
    rows = list(csv.reader(io.StringIO(table.read_text("utf-8-sig"))))
    assert len(rows) == len(entries) + 1 and {len(row) for row in rows} == {12}


def test_no_table_is_written_into_the_project(project: Path, capsys: Captured) -> None:
    roster = (project / "villages.csv").read_bytes()
    assert run(["laws", str(project), "--csv", str(project / "villages.csv")], ZH) == 2
    assert (project / "villages.csv").read_bytes() == roster


def test_a_cell_is_no_formula() -> None:
    assert render_csv([["=1+1", "甲,乙", "丙"]]).decode("utf-8-sig") == '\'=1+1,"甲,乙",丙\r\n'
