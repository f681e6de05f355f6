"""verify and package say when the project has changed since its outputs were built."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from listgen.build import program
from listgen.build.folder import opened
from listgen.build.run import Request, build
from listgen.cli import run
from listgen.cli.behind import outputs_behind
from listgen.cli.paths import project_of
from listgen.edit.init import copy_demo
from listgen.preflight import Assets
from tests.built import built
from tests.faults.project import copy_base, own_document, printed, replace

EN = {"LANG": "en_US.UTF-8"}
CLEANUP = """\
编号,牌子名称,位置,块数,挂牌单位,挂牌依据,处理,现归,处理日期,说明
00001,旧牌子,大门,1,青石村,,取消,,,
"""
SLUG = "outputs-not-current"
Captured = pytest.CaptureFixture[str]


def behind(project: Path, out: Path, *, named: bool = False) -> list[str]:
    return [finding.slug for finding in outputs_behind(project, out, named)]


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
def test_what_raw_files_do_not_show(place: Path, file: str, old: str, new: str) -> None:
    replace(file, old, new)(place / "青溪")
    assert behind(place / "青溪", place / "青溪-成果") == ["outputs-not-current"]


def test_told_by_how_it_is_asked(place: Path, capsys: Captured) -> None:
    replace("villages.csv", "0600-5551001", "0600-5551009")(place / "青溪")
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
    assert behind(project, out) == []
    next(out.rglob("*.svg")).write_bytes(b"harmed")
    assert behind(project, out) == []
    with monkeypatch.context() as other:
        other.setattr("listgen.build.plan.program_digest", lambda: "another listgen")
        other.setattr("listgen.build.unchanged.program_digest", lambda: "another listgen")
        assert behind(project, out) == []
        replace("villages.csv", "0600-5551001", "0600-5551009")(project)
        found = behind(project, out)
    assert found == behind(project, out) == ["outputs-not-current"]
    assert program.program_digest() != "another listgen"
    shutil.rmtree(out / ".listgen")
    assert behind(project, out) == [] and behind(project, out, named=True) == ["outputs-uncompared-copy"]


def test_a_project_that_cannot_be_compared(place: Path) -> None:
    project, out = place / "青溪", place / "青溪-成果"
    replace("county.yaml", "number: 2026-1", "number: 2026-2")(project)  # in the making, the first not issued
    assert behind(project, out) == []
    (project / "county.yaml").write_text(": not yaml [", "utf-8")
    assert behind(project, out) == ["outputs-uncompared"]


def test_a_project_with_errors_hides_no_change(place: Path, capsys: Captured) -> None:
    """Its phone has changed, and it has an error: nobody can tell, which is no "0 errors"."""
    replace("villages.csv", "0600-5551001", "0600-5551009")(place / "青溪")
    replace("county.yaml", "id: base", "id: Base X")(place / "青溪")
    assert run(["verify", "青溪"], EN) == 1
    assert (
        "Errors" in (said := capsys.readouterr().out) and "outputs-uncompared: the project has errors" in said
    )
    assert run(["verify", "青溪-成果"], EN) == 0
    assert (
        "Warnings" in (said := capsys.readouterr().out)
        and "outputs-uncompared: the project has errors" in said
    )
    assert run(["package", "青溪-成果", "--township", "01"], EN) == 0
    assert "outputs-uncompared: the project has errors" in capsys.readouterr().out


def test_a_template_of_the_countys_own(place: Path) -> None:
    project, out = place / "青溪", place / "青溪-成果"
    own = project / "templates/documents/decline"
    own_document(lambda body: body, "decline")(project)
    built(project, out)
    assert behind(project, out) == []
    shutil.rmtree(own)
    own_document(reworded, "decline")(project)
    assert behind(project, out) == ["outputs-not-current"]
    shutil.rmtree(own)
    assert behind(project, out) == ["outputs-not-current"]


def test_another_listgen_is_not_the_project(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its source nor what it ships; the county's own templates are the county's all the same."""
    project, out = place / "青溪", place / "青溪-成果"
    own_document(lambda body: body, "decline")(project)
    built(project, out)
    with monkeypatch.context() as other:
        other.setattr("listgen.preflight.Assets.digest", digest_of_assets("site"))
        assert behind(project, out) == []
        replace("villages.csv", "0600-5551001", "0600-5551009")(project)
        (found,) = outputs_behind(project, out, named=True)
        assert int(found.facts()["count"]) < 12  # those of one village, not every page
    replace("villages.csv", "0600-5551009", "0600-5551001")(project)
    shutil.rmtree(project / "templates")
    own_document(reworded, "decline")(project)
    with monkeypatch.context() as other:
        other.setattr("listgen.build.plan.program_digest", lambda: "another listgen")
        (found,) = outputs_behind(project, out, named=True)
        assert found.facts()["count"] == "3"


def reworded(body: bytes) -> bytes:
    assert "特此告知".encode() in body
    return body.replace("特此告知".encode(), "特此通知".encode())


def digest_of_assets(changed: str) -> Callable[[Assets, str], str]:
    known = Assets.digest
    return lambda assets, name: "another" if name == changed else known(assets, name)


def test_what_to_type_keeps_the_day(place: Path) -> None:
    project, out = place / "青溪", place / "青溪-成果"
    build(Request(project, out, as_of=date(2027, 3, 1), jobs=1), lambda done, of: None)
    replace("villages.csv", "0600-5551001", "0600-5551009")(project)
    (found,) = outputs_behind(project, out, named=True)
    assert found.facts()["line"] == f"listgen build {project} --as-of 2027-03-01"


def test_a_paper_that_the_project_has_no_more(place: Path) -> None:
    project, out = place / "青溪", place / "青溪-成果"
    own_document(lambda body: body, "decline", "notice")(project)
    for old, new in (("name: decline", "name: notice"), ("file: ", "file: 另一")):
        replace("templates/documents/notice/document.yaml", old, new)(project)
    built(project, out)
    assert behind(project, out) == []
    shutil.rmtree(project / "templates")
    (found,) = outputs_behind(project, out, named=True)
    assert (found.slug, found.facts()["count"]) == ("outputs-not-current", "3")


def emptied(journal: Path) -> None:
    journal.write_bytes(b"")


def damaged(journal: Path) -> None:
    journal.write_bytes(b"\0" * 5000)


def unmarked(journal: Path) -> None:
    journal.with_name("out.txt").unlink()


@pytest.mark.parametrize("harm", [damaged, emptied, Path.unlink, unmarked])
def test_without_a_build_record_nobody_can_tell(place: Path, harm: Callable[[Path], object]) -> None:
    project, out = place / "青溪", place / "青溪-成果"
    replace("villages.csv", "0600-5551001", "0600-5551009")(project)
    harm(out / ".listgen/journal.sqlite")
    assert (behind(project, out), behind(project, out, named=True)) == ([], ["outputs-uncompared-copy"])


def test_a_part_is_told_of_as_a_part_alone(tmp_path: Path) -> None:
    project, out = copy_base(tmp_path / "青溪"), tmp_path / "青溪-成果"
    request = Request(project, out, townships=("01",), jobs=1)
    assert build(request, lambda done, of: None).built
    assert behind(project, out, named=True) == []
    (project / "cleanup.csv").write_text(CLEANUP, "utf-8")
    (found,) = outputs_behind(project, out, named=True)  # a new paper of the township that was built
    assert found.facts()["first"].endswith("标牌清理台账.docx") and found.facts()["count"] == "1"
    (project / "cleanup.csv").unlink()
    replace("villages.csv", "0600-5551001", "0600-5551009")(project)
    assert behind(project, out, named=True) == ["outputs-not-current"]


def test_where_it_cannot_be_compared_now(place: Path) -> None:
    project, out = place / "青溪", place / "青溪-成果"
    with opened(out):
        assert behind(project, out) == []  # no file of the project is another
    replace("villages.csv", "0600-5551001", "0600-5551009")(project)
    with opened(out):
        assert behind(project, out) == ["out-locked"]
    (place / "另一名").symlink_to(out)
    assert behind(project, place / "另一名") == ["outputs-not-current"]


def test_outputs_of_an_edition_know_their_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_demo(tmp_path / "凤", "fenggang")
    monkeypatch.chdir(tmp_path)
    out = built(tmp_path / "凤", tmp_path / "凤-成果-2026-1", edition="2026-1")
    project = project_of(Path("凤-成果-2026-1"))
    assert project == Path("凤") and behind(project, out) == []
    replace("villages.csv", "0600-5551001", "0600-1234567")(project)
    (found,) = outputs_behind(project, out, named=True)
    assert found.facts()["line"] == "listgen build 凤 --edition 2026-1"


def test_what_to_type_names_the_folder(place: Path) -> None:
    shutil.move(place / "青溪-成果", place / "别处")
    replace("villages.csv", "0600-5551001", "0600-5551009")(place / "青溪")
    (found,) = outputs_behind(Path("青溪"), place / "别处", named=True)
    assert found.facts()["line"] == f"listgen build 青溪 -o {place / '别处'}"


def test_what_only_the_expectation_tells(place: Path) -> None:
    """The ledger has a line more, which the outputs are to remember."""
    project, out = place / "青溪", place / "青溪-成果"
    path = out / "manifest.json"
    path.write_bytes(path.read_bytes() + b" ")
    assert behind(project, out) == []  # harmed, which `verify` says itself
    printed("00001", "青石村", "2026-03")(project)
    assert behind(project, out) == ["outputs-not-current"]


def test_a_file_is_checked_alone(place: Path, capsys: Captured) -> None:
    file = str(next((place / "青溪-成果").rglob("清单手册.docx")))
    assert run(["verify", file], EN) == 0
    assert run(["verify", file, "--project", "青溪"], EN) == 2
    assert "folder of outputs" in capsys.readouterr().err
