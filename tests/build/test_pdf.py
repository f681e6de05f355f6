"""PDF copies of papers: made where LibreOffice is, the same bytes twice, read back, gone without --pdf."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from listgen.build.run import Request, Result, build
from listgen.cli import run
from listgen.cli.behind import outputs_behind
from listgen.verify import verify_output
from listgen.verify.pdf_copy import check_copy
from listgen.verify.promised import Document, Row, Table
from tests.faults.project import BASE, copy_base, replace, snapshot

SOFFICE = shutil.which("soffice")
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")


def make(out: Path, soffice: Path | None) -> Result:
    only = ("list-document",)
    return build(Request(BASE, out, only=only, soffice=soffice), lambda done, total: None)


def copies(out: Path) -> dict[str, bytes]:
    return {path: data for path, data in snapshot(out).items() if path.endswith(".pdf")}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Two folders, each made by a LibreOffice of its own."""
    assert SOFFICE is not None
    outs = tmp_path_factory.mktemp("one") / "out", tmp_path_factory.mktemp("two") / "out"
    for out in outs:
        assert make(out, Path(SOFFICE)).failed == ()
    yield outs


@needs_soffice
def test_the_same_bytes_twice(made: tuple[Path, Path]) -> None:
    one, two = map(copies, made)
    assert one == two and len(one) == 1
    assert all(b"CreationDate" not in data and b"LibreOffice" not in data for data in one.values())


@needs_soffice
def test_a_copy_stands_beside_its_paper_and_is_listed(made: tuple[Path, Path]) -> None:
    out = made[0]
    (path,) = copies(out)
    assert (out / path).with_suffix(".docx").is_file()
    listed = {one["path"]: one for one in json.loads((out / "manifest.json").read_bytes())["outputs"]}
    paper = listed[f"{path[:-4]}.docx"]
    assert {**listed[path], "sha256": "", "bytes": 0} == {
        **paper,
        "path": path,
        "format": "pdf",
        "sha256": "",
        "bytes": 0,
    }
    said = [one for one in verify_output(out).findings if one.location.file == path]
    assert said == []


@needs_soffice
def test_a_copy_that_a_build_without_pdf_takes_away_is_not_behind(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    (path,) = copies(made[0])
    shutil.copytree(made[0], (out := tmp_path / "out"))
    project = copy_base(tmp_path / "project")
    replace("county.yaml", "hotline: 0600-5550100", "hotline: 0600-5550101")(project)
    for harm in (Path, Path.unlink):
        harm((out / path).with_suffix(".docx"))  # the paper is missing then, and planned all the same
        assert all(one.facts()["first"] != path for one in outputs_behind(project, out, named=True))


@needs_soffice
def test_verify_misses_what_a_copy_lacks(made: tuple[Path, Path]) -> None:
    ((path, data),) = copies(made[0]).items()
    row = Row("CN-0001", "duty", ("没有这一项的名称", "也没有这样的内容"))
    paper = Document(path, "list-document", "", (Table("duty", "", (row,)),))
    assert [one.slug for one in check_copy(data, path, paper)] == ["pdf-copy-lacks"] * 2
    assert [one.slug for one in check_copy(data[:900], path, None)] == ["pdf-copy-unreadable"]


@needs_soffice
def test_what_is_unchanged_is_not_made_again_and_goes_without_the_option(made: tuple[Path, Path]) -> None:
    out = made[1]
    missing = out.parent / "no-soffice"  # would fail, were it started
    again = make(out, missing)
    assert (again.built, again.failed) == (0, ())
    assert make(out, None).removed == 1
    assert copies(out) == {}


def test_a_program_that_does_not_work_fails_the_copies_alone(tmp_path: Path) -> None:
    result = make(tmp_path / "out", tmp_path / "no-soffice")
    assert [failure.path.rpartition(".")[2] for failure in result.failed] == ["pdf"]
    assert copies(tmp_path / "out") == {}
    assert any(path.endswith(".docx") for path in snapshot(tmp_path / "out"))


def test_without_libreoffice_nothing_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else the copies of a build that had it would go."""
    monkeypatch.setattr("listgen.cli.commands.which", lambda name: None)
    project, out = copy_base(tmp_path / "project"), tmp_path / "out"
    asked = ["build", str(project), "-o", str(out), "--only", "list-document", "--pdf", "--json"]
    assert run(asked, {}) == 5
    assert "LibreOffice" in capsys.readouterr().err
    assert not out.exists()
