"""The papers of records against the records of a project."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from listgen.verify.project_records import check_records
from listgen.verify.promised import Document, Owner, Row, Table

ADMISSION = (
    "id: ZR-2026-01\nbasis: 甲文\ncontent: 乙事。\nauthority: 丙\ncycle: 丁\nfunding: 戊\napproved_by: 己办\n"
)
FEEDBACK = "id: FK-2026-01\nvillage: '00001'\nfact: 庚\n"
ROUND = "id: ZX-2026-01\ndraft: 2026-1\nopinions:\n- {department: 县民政局, opinion: 辛}\n"
SAYS = ("某事", "甲文", "乙事", "丙", "丁", "戊", "己办")
NOTICE = Document("县级/准入/ZR-2026-01 准入通知.docx", "document", "", (), SAYS)
PROPOSAL = Document("乡镇/甲/表单/FK-2026-01 事项调整建议表.docx", "document", "", (), ("庚",))
ROW = Row("", "opinions", ("第一轮", "县民政局", "清单总体", "辛", "采纳", ""))
TABLE = Document("县级/征求意见/意见采纳情况表.docx", "document", "", (Table("opinions", "", (ROW,)),))
ALL = (NOTICE, PROPOSAL, TABLE)


def read(path: Path) -> Mapping[str, Any]:
    found = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("documents", "without", "slugs"),
    [
        (ALL, (), []),
        ((NOTICE, PROPOSAL), (), ["project-opinion"]),
        ((NOTICE, PROPOSAL), ("opinions",), []),
        ((NOTICE, TABLE), (), ["project-record"]),
        ((NOTICE, TABLE), ("feedback",), []),
        ((PROPOSAL, TABLE), ("admission-form",), ["project-record"]),
        ((PROPOSAL, TABLE), ("admission-form", "admission-notice"), []),
        ((Document(NOTICE.path, "document", "", (), SAYS[:3]), *ALL[1:]), (), ["project-record-text"] * 4),
        ((Document(NOTICE.path, "document", "", (), ()), *ALL[1:]), (), []),  # a template of the county's
    ],
)
def test_each_record_has_its_paper(
    tmp_path: Path, documents: tuple[Document, ...], without: tuple[str, ...], slugs: list[str]
) -> None:
    for kind, text in (("admission", ADMISSION), ("feedback", FEEDBACK), ("consultation", ROUND)):
        (tmp_path / "records" / kind).mkdir(parents=True)
        (tmp_path / "records" / kind / "a.yaml").write_text(text, "utf-8")
    county = Owner("lanxi", "county", "岚溪县", "", "", "", {}, documents, (), (), ())
    booklet = Document("乡镇/甲/清单手册.docx", "booklet", "", ())
    village = Owner("00001", "village", "甲村", "", "", "", {}, (booklet,), (), (), ())
    found = check_records(tmp_path, [county, village], "2026-1", without, read)
    assert [finding.slug for finding in found] == slugs


def test_a_record_that_is_not_filled_in_needs_none(tmp_path: Path) -> None:
    (tmp_path / "records" / "admission").mkdir(parents=True)
    (tmp_path / "records" / "admission" / "a.yaml").write_text(
        "id: ZR-2026-02\nbasis: 〔请填写：依据〕\n", "utf-8"
    )
    assert list(check_records(tmp_path, [], "2026-1", (), read)) == []
