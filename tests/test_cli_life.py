"""What a clerk types and is told along a list's life: records, an edition, changes, what is taken over."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from listgen.cli import run
from listgen.edit.init import init_project
from listgen.sources.csv import render_csv
from tests.edit.issuable import consult, issuable, replace_in
from tests.test_cli import EN, ZH

Captured = pytest.CaptureFixture[str]
ITEMS = "items/10-items.yaml"
NAME, NEW_NAME = "name: 帮助防火", "name: 协助防火"
KINDS = ("准入", "consultation", "反馈", "filing")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that passes the gate today."""
    folder = issuable(tmp_path_factory.mktemp("issuable") / "county")
    year, month = date.today().year, date.today().month
    last = f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02}"  # under a year ago whenever it runs
    path = folder / "records/consultation/ZX-2026-13.yaml"
    path.write_text(path.read_text("utf-8").replace("date: 2026-03-25", f"date: {last}-25"), "utf-8")
    return folder


@pytest.fixture
def county(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "county"))


def test_records_are_begun_filled_in_and_listed(county: Path, capsys: Captured) -> None:
    for name in ("ZX-2026-12", "ZX-2026-13"):
        (county / "records/consultation" / f"{name}.yaml").unlink()
    year = date.today().year
    for kind in KINDS:
        assert run(["record", "new", kind, str(county)], ZH) == 0
    told = capsys.readouterr().out
    numbers = ("02", "12", "01", "01") if year == 2026 else ("01", "01", "01", "01")
    paths = [
        county / "records" / folder / f"{prefix}-{year}-{number}.yaml"
        for (folder, prefix), number in zip(
            (("admission", "ZR"), ("consultation", "ZX"), ("feedback", "FK"), ("filing", "BA")),
            numbers,
            strict=True,
        )
    ]
    assert all(path.is_file() and str(path) in told for path in paths)
    assert "round: 2 " in paths[1].read_text("utf-8") and "draft: 2026-1 " in paths[1].read_text("utf-8")
    assert run(["check", str(county), "--all"], EN) == 0  # a record may be open for weeks
    told = capsys.readouterr().out
    left = [line for path in paths for line in path.read_text("utf-8").splitlines() if " 〔请填写" in line]
    assert told.count("record-not-filled") == len(left) > 10
    assert run(["record", "list", str(county)], ZH) == 0
    told = capsys.readouterr().out
    assert told.count("没有填完") == 4 and "ZR-2026-01" in told and "2026-1 版第 1 轮" in told
    assert run(["record", "list", str(county), "--json"], ZH) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["sort"] for row in rows} == {"admission", "consultation", "feedback", "filing"}
    assert [row["state"] for row in rows].count("unfilled") == 4


def test_a_record_that_is_open_keeps_an_edition_and_nothing_else(county: Path, capsys: Captured) -> None:
    (county / "records/consultation/ZX-2026-13.yaml").unlink()
    assert run(["record", "new", "consultation", str(county)], EN) == 0
    capsys.readouterr()
    assert run(["release", str(county), "--dry-run"], ZH) == 1
    told = capsys.readouterr().out
    assert "record-not-filled" in told and "round-missing" not in told
    assert run(["build", str(county), "--dry-run"], ZH) == 0


def test_three_rounds_and_no_more(county: Path, capsys: Captured) -> None:
    assert run(["record", "new", "consultation", str(county)], EN) == 5
    assert "3" in capsys.readouterr().err


def test_an_edition_from_gate_to_paper(county: Path, capsys: Captured) -> None:
    assert run(["release", str(county), "--dry-run"], ZH) == 0
    assert "可以发布" in capsys.readouterr().out and not (county / "releases").exists()
    assert run(["release", str(county)], ZH) == 0
    told = capsys.readouterr().out
    assert str(county / "releases" / "2026-1") in told and "协助" in told and "示例" in told
    assert run(["release", "freeze", str(county)], EN) == 1
    assert "edition-released" in capsys.readouterr().out
    assert run(["release", "list", str(county)], ZH) == 0
    assert "2026-1" in capsys.readouterr().out
    assert run(["release", "list", str(county), "--json"], ZH) == 0
    assert json.loads(capsys.readouterr().out)["counts"][0]["kind"] == "duty"
    replace_in(county / ITEMS, NAME, NEW_NAME)
    rows = county.parent / "对照.csv"
    sides = (f"{county}@2026-1", str(county))
    assert run(["diff", *sides, "--rows", str(rows), "--fail-on", "划转,split"], ZH) == 0
    told = capsys.readouterr().out
    assert told.splitlines()[0].startswith("更名") and "更名 1" in told
    with rows.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    assert table[0] == ["序号", "事项", "原", "现", "变更类型", "理由", "记录"]
    old, new = NAME.removeprefix("name: "), NEW_NAME.removeprefix("name: ")
    assert table[1] == ["1", f"{new}（CN-0004）", old, new, "更名", "", ""]
    assert run(["diff", *sides, "--fail-on", "更名"], EN) == 1
    assert "renamed" in capsys.readouterr().out
    assert run(["diff", *sides, "--fail-on", "any", "--json"], EN) == 1
    (change,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (change["kind"], change["item"], change["old"], change["new"]) == ("renamed", "CN-0004", old, new)
    assert run(["check", str(county), "--edition", "2026-1"], EN) == 0
    out = county.parent / "out"
    line = ["build", str(county), "-o", str(out), "--edition", "2026-1", "--only", "data", "-j", "1"]
    assert run(line, EN) == 0
    assert old in (out / "data/expected.json").read_text("utf-8")
    assert run(["build", str(county), "--edition", "2030-1"], EN) == 1
    assert "edition-not-released" in capsys.readouterr().out


def test_what_stands_in_the_way_is_told_at_once(county: Path, capsys: Captured) -> None:
    shutil.rmtree(county / "records/consultation")
    assert run(["release", str(county)], ZH) == 1
    told = capsys.readouterr().out
    assert told.count("round-missing") == 3 and "no-legal-review" in told and "4 项" in told


def test_nothing_differs_and_a_faulty_list_is_not_compared(county: Path, capsys: Captured) -> None:
    assert run(["diff", str(county), str(county)], ZH) == 0
    assert capsys.readouterr().out == "没有变更。\n"
    replace_in(county / ITEMS, "items:\n", "items: x\n")
    assert run(["diff", str(county), "national"], EN) == 1


def test_a_choice_of_the_shipped_catalog_is_taken_over(tmp_path: Path, capsys: Captured) -> None:
    init_project(tmp_path / "qingxi", "青溪县", date(2026, 11, 21))
    path = tmp_path / "qingxi" / "items/20-assist.yaml"
    before = path.read_text("utf-8")
    replace_in(path, "name: 协助开展自然灾害救助工作", "name: 协助救灾")
    line = ["take", str(tmp_path / "qingxi"), "CN-0042"]
    assert run([*line, "--dry-run"], ZH) == 0
    assert path.name in capsys.readouterr().out and "协助救灾" in path.read_text("utf-8")
    assert run([*line, "CN-0043"], ZH) == 0
    told = capsys.readouterr().out
    assert "更名" in told and "CN-0043" in told
    assert path.read_text("utf-8") == before


def test_a_second_edition_says_what_changed(county: Path, capsys: Captured) -> None:
    assert run(["release", str(county)], ZH) == 0
    replace_in(county / "county.yaml", "number: 2026-1, date: 2026-11-21", "number: 2026-2, date: 2026-11-25")
    for number in (1, 2, 3):
        consult(county, number, "2026-2", legal=number == 3)
    path = county / "records/consultation/ZX-2026-23.yaml"
    legal = (county / "records/consultation/ZX-2026-13.yaml").read_text("utf-8").partition("legal")[2]
    path.write_text(path.read_text("utf-8").partition("legal")[0] + "legal" + legal, "utf-8")
    replace_in(county / ITEMS, NAME, NEW_NAME)
    capsys.readouterr()
    assert run(["release", str(county)], EN) == 0
    assert "Against edition 2026-1: renamed 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1+1", "'=1+1"), ("-1", "'-1"), ("甲,乙", '"甲,乙"'), ("甲\n乙", '"甲\n乙"'), ("甲", "甲")],
)
def test_a_cell_is_never_a_formula(cell: str, written: str) -> None:
    assert render_csv([("x", cell)]).decode("utf-8-sig") == f"x,{written}\r\n"
