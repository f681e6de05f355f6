"""Old signs that went nowhere: each finding at the cell of cleanup.csv."""

from __future__ import annotations

from pathlib import Path

import pytest

from listgen.catalog.cleanup import CLEANUP
from listgen.preflight import check_project
from listgen.preflight.check import check_files
from listgen.preflight.cleanup import check_old_signs, cleanup_counts
from listgen.project import read_project
from tests.faults.project import copy_base, replace, write

HEAD = "编号,牌子名称,位置,块数,挂牌依据,处理,现归,处理日期\n"


def base(tmp_path: Path, *rows: str) -> Path:
    folder = copy_base(tmp_path / "county")
    replace("county.yaml", "ink_condition: FOGRA39", "ink_condition: FOGRA39\n  interior: [honours]")(folder)
    write("honours.csv", "村编号,荣誉,授予单位,年份\n00001,文明村,县委,2024\n".encode())(folder)
    write("rooms.csv", "村编号,室名,功能\n00001,调解室,\n".encode())(folder)
    write(CLEANUP, (HEAD + "".join(f"{row}\n" for row in rows)).encode())(folder)
    return folder


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("00001,综治中心,,1,,合并,党群服务中心牌,", []),
        ("00001,综治中心,,1,,合并,调解室,", []),
        ("00001,综治中心,,1,,合并,集体荣誉牌,", []),
        ("00001,综治中心,,1,,合并,桌面牌,", [("unknown-standard-sign", "G2")]),  # not made here
        ("00002,综治中心,,1,,合并,调解室,", [("unknown-standard-sign", "G2")]),
        ("00001,综治中心,,1,,合并,便民服务站牌,", [("unknown-standard-sign", "G2")]),
        ("00001,综治中心,,1,,保留,调解室,", [("unknown-standard-sign", "G2")]),
        ("00002,合作社,,1,,合并,集体经济组织牌,", [("standard-sign-not-hung", "G2")]),
        ("00001,综治中心,,1,,保留,,", [("kept-sign-outside-scheme", "B2")]),
        ("00001,综治中心,,1,某条例,保留,,", []),
        ("00001,村委会,,1,,保留,委员会牌,", []),
        ("00001,岚溪县清河镇青石村村民委员会,,1,,保留,,", []),
        ("01,综治中心,,1,,合并,党群服务中心牌,", [("township-sign-in-scheme", "G2")]),
        ("01,清河镇人民政府,,1,,保留,,", []),
    ],
)
def test_where_old_signs_went(tmp_path: Path, row: str, found: list[tuple[str, str]]) -> None:
    findings = [one for one in check_project(base(tmp_path, row)).findings if one.location.file == CLEANUP]
    assert [(one.slug, one.location.cell) for one in findings] == found


def test_what_still_hangs_when_the_edition_is_issued(tmp_path: Path) -> None:
    """One warning for each village, at its first; signs to be kept are done."""
    rows = ("00001,甲,,1,,取消,,2026-06-18", "00001,乙,,2,,取消,,", "00001,丙,,3,,移到网上,,")
    folder = base(tmp_path, *rows, "00002,丁,,1,某条例,保留,,")
    checked = check_project(folder)
    assert checked.subject is not None
    subject = checked.subject
    found = list(check_old_signs(subject.scheme, (), subject.catalog, subject.day, issued=True))
    assert [(one.slug, one.location.cell, one.facts()["value"]) for one in found] == [
        ("cleanup-unfinished", "H3", "5")
    ]
    assert "cleanup-unfinished" not in {one.slug for one in checked.findings}


def test_boards_that_the_scheme_hangs_are_counted(tmp_path: Path) -> None:
    """Six outside and one of the hall; a community without an economic organisation has one less."""
    folder = base(tmp_path, "00001,甲,,9,,取消,,", "00002,乙,,1,,取消,,")
    subject = check_files(read_project(folder)[0]).subject
    assert subject is not None
    assert {owner: count.hung for owner, count in cleanup_counts(subject).items()} == {"00001": 7, "00002": 6}
