"""verify and package say when the project has changed since its outputs were built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from listgen.build import program
from listgen.cli import run
from listgen.cli.behind import outputs_behind
from tests.built import built
from tests.faults.project import copy_base, replace

EN = {"LANG": "en_US.UTF-8"}
SLUG = "outputs-not-current"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    built(copy_base(folder / "青溪"), folder / "青溪-成果")
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shutil.copytree(made, tmp_path / "place")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("villages.csv", "0600-5551001", "0600-5551009"),
        ("villages.csv", "清河镇青石村1号", "清河镇青石村2号"),
        ("villages.csv", "周一至周五8:30—12:00", "周一至周五9:00—12:00"),
        ("county.yaml", "hotline: 0600-5550100", "hotline: 0600-5550101"),
        ("items/10-items.yaml", "content: 管理集体资产。", "content: 管好集体资产。"),
        ("items/10-items.yaml", "plain: 集体的东西集体管。", "plain: 集体的东西大家管。"),
    ],
)
def test_what_raw_files_do_not_show(place: Path, file: str, old: str, new: str, capsys: Captured) -> None:
    replace(file, old, new)(place / "青溪")
    for line, code, severity in (
        (["verify", "青溪-成果"], 0, "Warnings"),
        (["verify", "青溪-成果", "--project", "青溪"], 1, "Errors"),
        (["verify", "青溪"], 1, "Errors"),
    ):
        assert run(line, EN) == code
        said = capsys.readouterr().out
        assert said.startswith(severity) and said.count(SLUG) == 1
    assert run(["build", "青溪"], EN) == 0
    capsys.readouterr()
    assert run(["verify", "青溪"], EN) == 0
    assert SLUG not in capsys.readouterr().out


def test_another_wording_is_told_from_both_sides(place: Path, capsys: Captured) -> None:
    replace("villages.csv", "清河镇青石村党群服务中心", "清河镇清石村党群服务中心")(place / "青溪")
    assert run(["verify", "青溪"], EN) == 1
    said = capsys.readouterr().out
    assert "project-wording: the roster has the wording “清河镇清石村党群服务中心” (党群服务中心牌)" in said
    assert "project-wording-old: a sign in the outputs says “清河镇青石村党群服务中心”" in said


def test_named_in_a_machines_words(place: Path, capsys: Captured) -> None:
    replace("villages.csv", "0600-5551001", "0600-5551009")(place / "青溪")
    assert run(["verify", "青溪", "--json"], EN) == 1
    assert f'"slug": "{SLUG}"' in capsys.readouterr().out


def test_nothing_is_said_of_what_is_not_the_projects_doing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, out = place / "青溪", place / "青溪-成果"
    assert outputs_behind(project, out) == ()
    next(out.rglob("*.svg")).write_bytes(b"harmed")
    assert outputs_behind(project, out) == ()
    with monkeypatch.context() as other:
        other.setattr("listgen.build.plan.program_digest", lambda: "another listgen")
        other.setattr("listgen.build.unchanged.program_digest", lambda: "another listgen")
        assert outputs_behind(project, out) == ()
        replace("villages.csv", "0600-5551001", "0600-5551009")(project)
        behind = outputs_behind(project, out)
    assert behind == outputs_behind(project, out) and any("清单手册.docx" in path for path in behind)
    assert program.program_digest() != "another listgen"
    shutil.rmtree(out / ".listgen")
    assert outputs_behind(project, out) == ()


def test_a_project_that_cannot_be_compared(place: Path) -> None:
    project, out = place / "青溪", place / "青溪-成果"
    replace("county.yaml", "number: 2026-1", "number: 2026-2")(project)  # in the making, the first not issued
    assert outputs_behind(project, out) == ()
    (project / "county.yaml").write_text(": not yaml [", "utf-8")
    assert outputs_behind(project, out) == ()
