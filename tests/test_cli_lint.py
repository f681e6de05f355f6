"""listgen lint as a clerk meets it: it tells, it decides nothing, it fails only where it is asked to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from listgen.cli import run
from listgen.resources import shipped
from tests.faults.project import copy_base
from tests.notices.known import NOTICES

ZH, EN = {"LANG": "zh_CN.UTF-8"}, {"LANG": "C"}
DEMO = str(shipped("catalogs") / "demo")
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "来文.docx"
    path.write_bytes(next(one for one in NOTICES if one.name == "3-creation").word())
    return path


def test_each_sentence_is_told(notice: Path, capsys: Captured) -> None:
    assert run(["lint", str(notice), DEMO, "--json"], EN) == 0
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(entry["paragraph"], entry["verdict"], entry["item"]) for entry in entries] == [
        (4, "not-listed", ""),
        (5, "not-permitted", "CN-0139"),
        (6, "not-listed", ""),
        (7, "not-permitted", "CN-0137"),
        (8, "listed", "CN-0011"),
        (9, "listed", "CN-0010"),
    ]
    assert all(entry["who"] and entry["basis"] for entry in entries if entry["verdict"] == "not-permitted")
    for environment in (ZH, EN):
        assert run(["lint", str(notice), DEMO], environment) == 0
        told = capsys.readouterr().out
        assert "CN-0139" in told and "“一票否决”" in told and "lint." not in told


@pytest.mark.parametrize("environment", [ZH, EN])
def test_every_remark_has_words(environment: dict[str, str], tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "来文.txt"
    path.write_text("\n".join(line for notice in NOTICES for line in notice.lines), "utf-8")
    assert run(["lint", str(path), DEMO], environment) == 0
    told = capsys.readouterr().out
    assert told.strip() and "lint." not in told


@pytest.mark.parametrize(
    ("text", "what", "code"),
    [
        ("各村要巡河。", [], 0),
        ("各村要巡河。", ["not-listed"], 1),
        ("各村要巡河。", ["not-permitted", "form"], 0),
        ("各村要签订责任状。", ["form"], 1),
        ("各村要出具无犯罪记录证明。", ["not-permitted"], 1),
        ("各村要开展爱国卫生运动。", ["not-listed", "not-permitted", "form"], 0),
        ("县民政局要开展走访。", ["not-listed", "not-permitted", "form"], 0),
    ],
)
def test_it_fails_where_it_is_asked_to(
    text: str, what: list[str], code: int, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "来文.txt"
    path.write_text(text, "utf-8")
    assert run(["lint", str(path), DEMO, *(f"--fail-on={one}" for one in what)], ZH) == code
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "slug"),
    [(b"%PDF-1.7", "notice-is-a-pdf"), (b"\xd0\xcf\x11\xe0", "notice-old-or-locked"), (b"", "notice-empty")],
)
def test_what_cannot_be_read_is_named(data: bytes, slug: str, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "来文.docx"
    path.write_bytes(data)
    for environment in (ZH, EN):
        assert run(["lint", str(path), DEMO], environment) == 1
        assert f"来文.docx: {slug}" in capsys.readouterr().out
    assert run(["lint", str(tmp_path / "没有.docx"), DEMO], ZH) == 2


def test_a_list_without_items_of_that_kind(tmp_path: Path, capsys: Captured) -> None:
    project, path = copy_base(tmp_path / "project"), tmp_path / "来文.txt"
    path.write_text("各村要签订责任状。\n旧村要开具收入证明。", "utf-8")
    assert run(["lint", str(path), str(project), "--json"], ZH) == 0
    (first, *_) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["verdict"], first["forms"][0]["form"]) == ("not-listed", "pledge")
