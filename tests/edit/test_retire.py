"""A merger on record: two cells change, what hangs out there is told, and nothing that check would refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from listgen.edit.errors import Refused, Unfit
from listgen.edit.retire import retire
from listgen.edit.writing import LOCK, alone
from listgen.locale import LANGUAGES, translation
from listgen.preflight import check_project
from listgen.save import save
from tests.faults.project import (
    Edit,
    both,
    copy_in_earnest,
    cut,
    former_names,
    printed,
    recode,
    replace,
    snapshot,
)

VILLAGES, LEDGER = "villages.csv", "links.jsonl"
LANXI = "https://fw.lanxi.test/qingdan/"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_in_earnest(tmp_path / "project")


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
@pytest.mark.parametrize(
    ("mark", "codec"), [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"", "gb18030")], ids=str
)
@pytest.mark.parametrize(("into", "cells"), [("00001", "已并入,00001"), ("", "已撤销,")])
def test_two_cells_change_and_no_other_byte(
    project: Path, mark: bytes, codec: str, ends: bytes, into: str, cells: str
) -> None:
    replace(VILLAGES, "清河镇河东路1号", '"河东路1号, 南门"')(project)
    recode(VILLAGES, codec)(project)
    path = project / VILLAGES
    before = mark + path.read_bytes().replace(b"\n", ends)
    path.write_bytes(before)
    others = {name: data for name, data in snapshot(project).items() if name != VILLAGES}
    retired = retire(project, "00002", into)
    assert retired.village is not None and retired.village.name == "河东社区"
    assert (retired.successor.id if retired.successor else "") == into
    row = "0600-5551002,是,在用,".encode(codec)
    assert before.count(row) == 1
    assert path.read_bytes() == before.replace(row, f"0600-5551002,是,{cells}".encode(codec))
    assert {name: data for name, data in snapshot(project).items() if name != VILLAGES} == others
    assert check_project(project).subject is not None


def test_dissolved_and_its_people_in_one_village(project: Path) -> None:
    retired = retire(project, "00002", "00001", dissolved=True)
    assert retired.successor is not None and retired.successor.id == "00001"
    row = (project / VILLAGES).read_text("utf-8").splitlines()[2]
    assert row.endswith(",0600-5551002,是,已撤销,00001")
    assert check_project(project).subject is not None


def test_a_column_after_them(project: Path) -> None:
    former_names({"00002": "东社区"})(project)
    retire(project, "00002", "00001")
    rows = (project / VILLAGES).read_text("utf-8").splitlines()
    assert rows[2].endswith(",0600-5551002,是,已并入,00001,东社区")


def test_what_hangs_out_there_is_told(project: Path) -> None:
    both(printed("00003", "白石村", "二", LANXI), printed("00004", "旧村", "二", LANXI))(project)
    retired = retire(project, "00003", "00001")
    assert [(link.batch, link.url) for link in retired.links] == [
        ("2026-01", LANXI + "000037/"),
        ("二", LANXI + "000037/"),
    ]
    assert [village.name for village in retired.followers] == ["旧村"]  # merged into it before


@pytest.mark.parametrize(
    ("village", "into", "slug"),
    [
        ("00009", "", "village-unknown"),
        ("", "", "village-unknown"),
        ("2", "00001", "village-unknown"),
        ("00004", "00001", "village-retired"),
        ("00002", "00009", "successor-unknown"),
        ("00002", "00004", "successor-retired"),
        ("00002", "00002", "successor-itself"),
        ("00003", "00004", "successor-retired"),  # which was merged into it: a circle
    ],
)
def test_what_cannot_be_meant(project: Path, village: str, into: str, slug: str) -> None:
    before = snapshot(project)
    with pytest.raises(Unfit) as refused:
        retire(project, village, into)
    assert refused.value.slug == slug
    assert all(translation(language).gettext(slug) != slug for language in LANGUAGES)
    assert snapshot(project) == before


def test_twice(project: Path) -> None:
    retire(project, "00002", "00001")
    before = snapshot(project)
    with pytest.raises(Unfit, match="village-retired"):
        retire(project, "00002", "00001")
    assert snapshot(project) == before


@pytest.mark.parametrize(
    ("edit", "village", "slug"),
    [
        pytest.param(None, "00003", "merged-into-inactive", id="another was merged into it"),
        pytest.param(
            both(replace(VILLAGES, "-5551001,是,在用,", "-5551001,是,已撤销,"),
                 replace(VILLAGES, "-5551002,是,在用,", "-5551002,是,已撤销,"),
                 replace(VILLAGES, "已并入,00003", "已撤销,")),
            "00003", "no-active-village", id="the last one",
        ),
        pytest.param(cut(LEDGER, 5), "00002", "ledger-cut", id="ledger"),
        pytest.param(replace(VILLAGES, "\n00001,", "\n1,"), "00002", "lost-zeros", id="an id"),
        pytest.param(replace(VILLAGES, "名称", "村名"), "00002", "csv-column-missing", id="columns"),
    ],
)  # fmt: skip
def test_what_check_would_refuse_is_not_written(
    project: Path, edit: Edit | None, village: str, slug: str
) -> None:
    if edit:
        edit(project)
    before = snapshot(project)
    retired = retire(project, village)
    assert slug in {finding.slug for finding in retired.findings}
    assert retired.village is None and snapshot(project) == before


def test_faults_that_were_there_before_do_not_matter(project: Path) -> None:
    replace("county.yaml", "https:", "http:")(project)
    assert retire(project, "00002", "00001").village is not None


def test_no_project(tmp_path: Path) -> None:
    assert [finding.slug for finding in retire(tmp_path, "00001").findings] == ["not-a-project"]
    assert list(tmp_path.iterdir()) == []


def test_another_edit_keeps_it_out(project: Path) -> None:
    before = snapshot(project)
    with alone(project), pytest.raises(Refused, match="edit-locked"):
        retire(project, "00002", "00001")
    assert snapshot(project) == before  # and the lock is gone
    (project / LOCK).touch()  # what a killed program leaves
    assert retire(project, "00002", "00001").village is not None


def test_what_changed_meanwhile_is_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from listgen.edit import retire as module

    def check(files: object) -> object:
        save(b"changed", project / VILLAGES)
        return check_project(project)

    monkeypatch.setattr(module, "check_files", check)
    with pytest.raises(Refused, match="changed-meanwhile"):
        retire(project, "00002", "00001")
    assert (project / VILLAGES).read_bytes() == b"changed"
