"""A county in each plaque scheme, shipped or its own: from nothing to outputs that verify finds sound."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from listgen.build.run import Request, build
from listgen.cli import run
from listgen.edit.init import init_project
from listgen.preflight import check_project
from listgen.resources import shipped
from listgen.verify import verify_output
from tests.faults.project import copy_base, replace, write

DAY = date(2026, 11, 21)
OWN = "templates/signs/schemes/lanxi.yaml"


def outputs(folder: Path, out: Path) -> list[tuple[str, str, str]]:
    """The signs of what was built and found sound: village, slot, kind."""
    result = build(Request(folder, out, None, (), (), (), 1), lambda done, of: None)
    assert [one for one in result.findings if one.severity == "error"] == []
    assert not result.failed
    found = verify_output(out, folder, fonts=shipped("fonts"))
    assert [one for one in found.findings if one.severity == "error"] == []
    listed = json.loads((out / "manifest.json").read_text("utf-8"))["outputs"]
    return [
        (entry["owner"], entry["slot"], entry["kind"])
        for entry in listed
        if entry["kind"] in ("plaque", "hall-sign")
    ]


@pytest.mark.parametrize(
    ("scheme", "slots"),
    [
        (
            "yi-heng-si-shu-yi-biaozhi",
            ["center", "party", "committee", "collective", "supervision", "station", "hall"],
        ),
        ("yi-heng-wu-shu", ["center", "party", "committee", "collective", "supervision", "station", "hall"]),
        ("yi-heng-liang-shu", ["service", "party", "committee", "hall"]),
    ],
)
def test_a_new_county_in_each_scheme(tmp_path: Path, scheme: str, slots: list[str]) -> None:
    folder, out = tmp_path / "county", tmp_path / "out"
    assert run(["init", str(folder), "--name", "临溪县", "--scheme", scheme], {}) == 0
    assert run(["links", "mint", str(folder)], {}) == 0
    hints = [one.slug for one in check_project(folder).findings if one.location.file == "villages.csv"]
    assert hints == []
    signs = outputs(folder, out)
    assert [slot for owner, slot, _ in signs if owner == "00001"] == slots
    assert [slot for owner, slot, _ in signs if owner == "00002"] == [
        slot for slot in slots if slot != "collective"
    ]


def test_an_unheard_of_scheme_is_refused(tmp_path: Path) -> None:
    assert run(["init", str(tmp_path / "county"), "--scheme", "er-heng"], {}) == 2
    assert not (tmp_path / "county").exists()
    with pytest.raises(KeyError):
        init_project(tmp_path / "other", "临溪县", DAY, "er-heng")
    assert not (tmp_path / "other" / "county.yaml").exists()


def own_scheme(folder: Path) -> None:
    """一横三竖: other sizes, other columns, another point of view, no hall sign."""
    text = (shipped("templates") / "signs" / "schemes" / "yi-heng-liang-shu.yaml").read_text("utf-8")
    text = (
        text[: text.index("hall:   #")].replace("yi-heng-liang-shu", "lanxi").replace("一横两竖", "一横三竖")
    )
    board = text[text.index("- id: committee") :]
    third = board.replace("id: committee", "id: cooperative").replace("委员会牌", "合作社牌")
    third = (
        third.replace("[村民委员会]", "[合作社]")
        .replace("[居民委员会]", "[]")
        .replace("order: 1", "order: 2")
    )
    text = (text + third).replace("width: 350, height: 2000", "width: 360, height: 2200")
    write(OWN, text.replace("view: viewer", "view: gate").encode())(folder)
    replace("county.yaml", "scheme: yi-heng-si-shu-yi-biaozhi", "scheme: lanxi")(folder)
    replace("villages.csv", "党群服务中心牌", "便民服务站牌")(folder)
    replace("villages.csv", "党群服务中心,", "便民服务站,", 3)(folder)
    replace("villages.csv", "集体经济组织牌", "合作社牌")(folder)


def test_a_county_with_a_scheme_of_its_own(tmp_path: Path) -> None:
    """What its scheme does not have is pointed out and never made."""
    folder, out = copy_base(tmp_path / "county"), tmp_path / "out"
    own_scheme(folder)
    findings = check_project(folder).findings
    assert {(one.slug, one.facts()["value"]) for one in findings} == {
        ("plaque-outside-scheme", column) for column in ("监督委员会牌", "文明实践站牌", "大厅牌")
    }
    signs = outputs(folder, out)
    assert {slot for _, slot, _ in signs} == {"service", "party", "committee", "cooperative"}
    assert {kind for _, _, kind in signs} == {"plaque"}
    assert len(signs) == 3 + 3 + 3 + 2
    names = [path.name for path in out.rglob("*.pdf")]
    assert [name for name in names if "监督" in name or "文明" in name or "大厅" in name] == []
    expected = json.loads((out / "data" / "expected.json").read_text("utf-8"))
    trims = {tuple(sign["trim_mm"]) for owner in expected["owners"] for sign in owner["signs"]}
    assert trims == {(2400, 600), (360, 2200)}
    wordings = [sign["wording"] for owner in expected["owners"] for sign in owner["signs"]]
    assert not [one for one in wordings if "监督" in one or "文明" in one or "大厅" in one]
