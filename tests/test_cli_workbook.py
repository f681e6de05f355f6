"""What a clerk is told by `listgen workbook`: the preview, the refusal, the next thing to type."""

from __future__ import annotations

from pathlib import Path

import pytest

from listgen.cli import run
from listgen.cli.workbook import SUFFIX
from listgen.locale import LANGUAGES
from tests.faults.project import copy_base, replace, snapshot
from tests.test_cli import EN, ZH
from tests.workbook.books import changed, edited, row

Captured = pytest.CaptureFixture[str]
DUTY = "依法履行职责"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "project")


@pytest.fixture
def book(project: Path, capsys: Captured) -> Path:
    """The exported workbook, under its default name."""
    assert run(["workbook", "export", str(project)], ZH) == 0
    told = capsys.readouterr().out
    path = project.with_name("project" + SUFFIX)
    assert f"listgen workbook import {path} {project}" in told
    return path


def edit(book: Path, cells: dict[tuple[str, str], object]) -> None:
    book.write_bytes(edited(book.read_bytes(), cells))


@pytest.mark.parametrize("language", LANGUAGES)
def test_preview_then_write(project: Path, book: Path, language: str, capsys: Captured) -> None:
    edit(book, {(DUTY, "CN-0001 领域"): "社会工作"})
    before = snapshot(project)
    line = ["workbook", "import", str(book), str(project), "--lang", language]
    assert run(line, {}) == 0
    told = capsys.readouterr().out
    assert all(text in told for text in (DUTY, "CN-0001", "民政 → 社会工作", "items/10-items.yaml", "--yes"))
    assert snapshot(project) == before
    assert run([*line, "--yes"], {}) == 0
    assert "--yes" not in capsys.readouterr().out
    assert "domain: 社会工作" in (project / "items" / "10-items.yaml").read_text("utf-8")


def test_nothing_to_do(project: Path, book: Path, capsys: Captured) -> None:
    assert run(["workbook", "import", str(book), str(project), "--yes"], EN) == 0
    assert capsys.readouterr().out.startswith("The workbook says nothing else")


def test_a_conflict_is_shown_and_nothing_written(project: Path, book: Path, capsys: Captured) -> None:
    edit(book, {(DUTY, "CN-0001 领域"): "党建", (DUTY, "CN-0001 牵头单位"): "县委社会工作部"})
    replace("items/10-items.yaml", "domain: 民政", "domain: 社会工作")(project)
    before = snapshot(project)
    assert run(["workbook", "import", str(book), str(project), "--yes"], ZH) == 1
    told = capsys.readouterr().out
    place = f"{book.name} › {DUTY} › D2: workbook-conflict"
    assert place in told and "items/10-items.yaml › 7" in told
    assert snapshot(project) == before


def test_rows_are_told(project: Path, book: Path, capsys: Captured) -> None:
    def change(workbook) -> None:  # type: ignore[no-untyped-def]
        page = workbook["差异"]
        page.delete_rows(row(page, "02"))
        page.append(["01", "CN-0004", "停用", None, "没有山林"])

    book.write_bytes(changed(book.read_bytes(), change))
    assert run(["workbook", "import", str(book), str(project)], EN) == 0
    told = capsys.readouterr().out
    assert "deleted: 02 / CN-0004 / 停用" in told and "new: 01 / CN-0004 / 停用" in told


def test_a_workbook_with_changes_is_not_written_over(project: Path, book: Path, capsys: Captured) -> None:
    assert run(["workbook", "export", str(project)], EN) == 0
    edit(book, {(DUTY, "CN-0001 领域"): "党建"})
    before = book.read_bytes()
    assert run(["workbook", "export", str(project)], EN) == 5
    assert "workbook-exists" not in capsys.readouterr().err and book.read_bytes() == before
    assert run(["workbook", "import", str(book), str(project), "--yes"], EN) == 0
    assert run(["workbook", "export", str(project)], EN) == 0
    assert run(["workbook", "import", str(book), str(project)], EN) == 0


def test_another_file_is_not_written_over(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "花名册.xlsx"
    other.write_bytes(b"mine")
    assert run(["workbook", "export", str(project), "-o", str(other)], EN) == 5
    assert other.read_bytes() == b"mine"


def test_a_project_that_no_cell_can_hold(project: Path, capsys: Captured) -> None:
    replace("items/10-items.yaml", "  plain:", "  keywords: ['', a]\n  plain:")(project)
    assert run(["workbook", "export", str(project)], EN) == 1
    assert "workbook-value-unshown" in capsys.readouterr().out
    assert not project.with_name("project" + SUFFIX).exists()


@pytest.mark.parametrize("line", ["import nowhere.xlsx .", "import", "export . -o"])
def test_what_cannot_be_obeyed(line: str) -> None:
    assert run(["workbook", *line.split()], EN) == 2
