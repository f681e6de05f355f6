"""An OUT that was brought up to date is the OUT of a first build, whatever was edited or cut off before."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from listgen.build import folder, making
from listgen.build import run as running
from listgen.build.errors import Refused
from listgen.build.request import GONE, OUTDATED, Request, Stale
from listgen.build.run import build, plan_only
from listgen.cli import run as command
from listgen.findings import has_errors
from listgen.verify import verify_output
from tests.build.test_build import change, contents, run, village

VILLAGES, COUNTY = "villages.csv", "county.yaml"
ADDRESS = (VILLAGES, "沿河街66号", "沿河街67号")
PHONE = (VILLAGES, "0600-5551008,是", "0600-5550999,是")
EDITS = (
    (COUNTY, "name: 岚溪县", "name: 岚西县"),  # boards break a long wording where the county's name ends
    (COUNTY, "prefix: LX", "prefix: LY"),
    (COUNTY, "综合治理, 卫生健康", "综合治理, 卫生"),
    (COUNTY, "signs:\n", "documents: {without: [decline]}\nsigns:\n"),
    (COUNTY, "signs:\n", "faces: {仿宋: 华文仿宋}\nsigns:\n"),
    (COUNTY, "scheme: yi-heng-si-shu-yi-biaozhi", "scheme: yi-heng-wu-shu"),
    ("townships.csv", "02,白汀镇,镇", "02,白丁镇,镇"),
    (VILLAGES, "02,村,青石村,", "02,村,青岩村,"),
    (VILLAGES, "0600-5551008,是", "0600-5551008,否"),
    ("rooms.csv", "心理疏导", "心理"),
    ("honours.csv", ",2024", ",2022"),
    ("cleanup.csv", "道德讲堂,会议室,1", "道德讲堂,会议室,2"),
    ("records/filing/BA-2026-01.yaml", "0008-05", "0008-07"),
    ("overlays.csv", "已书面委托并保障经费", "已书面委托"),
    ("items/10-duty.yaml", "lead: 县司法局", "lead: 县民政局"),
    ("kinds.yaml", "title: 事项名称", "title: 事项名"),
)


def stamps(out: Path) -> dict[str, int]:
    """When each output was written."""
    return {path: (out / path).stat().st_mtime_ns for path in contents(out)}


def errors(out: Path) -> list[str]:
    return [finding.slug for finding in verify_output(out).findings if finding.severity == "error"]


def test_after_any_edit_it_is_as_if_built_anew(project: Path, tmp_path: Path) -> None:
    """One edit after the other; a dry run says before what is made and removed."""
    out, told, wrong = tmp_path / "out", list[Stale](), list[str]()
    run(project, out)
    for file, old, new in EDITS:
        change(project / file, old, new)
        told.clear()
        looked = plan_only(Request(project, out, jobs=1), told.append)
        assert not has_errors(looked.findings), (old, looked.findings)
        before = stamps(out)
        run(project, out)
        after = stamps(out)
        made = {path for path in after if before.get(path) != after[path]}
        said = {one.path for one in told if one.reason != GONE}
        if said != made - {"manifest.json", "data/expected.json"}:
            wrong.append(f"{old}: {sorted(said ^ made)}")
        if {one.path for one in told if one.reason == GONE} != set(before) - set(after):
            wrong.append(f"{old}: not as the dry run said what goes")
        run(project, tmp_path / "new")
        now, new_ = contents(out), contents(tmp_path / "new")
        wrong += [f"{old}: {path}" for path in {**now, **new_} if now.get(path) != new_.get(path)]
        shutil.rmtree(tmp_path / "new")
    assert wrong == []


def cut_off(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, at: int, act: Callable[[], object]
) -> None:
    """The `at`th call of a function does not return; `act` is run meanwhile."""
    real, calls = getattr(module, name), [0]

    def called(*given: Any) -> Any:
        calls[0] += 1
        if calls[0] == at:
            raise KeyboardInterrupt
        return real(*given)

    with monkeypatch.context() as patched:
        patched.setattr(module, name, called)
        with pytest.raises(KeyboardInterrupt):
            act()


@pytest.mark.parametrize("edit", [ADDRESS, PHONE], ids=["address", "phone"])
@pytest.mark.parametrize("at", [1, 2, 3, 5])
def test_an_edit_that_was_cut_off_and_taken_back(
    project: Path, out: Path, monkeypatch: pytest.MonkeyPatch, edit: tuple[str, str, str], at: int
) -> None:
    """Half a village was made of new values, and the old ones come back: nothing of the new may stay."""
    before = contents(out)
    change(project / edit[0], edit[1], edit[2])
    cut_off(monkeypatch, making, "save", at, lambda: run(project, out))
    change(project / edit[0], edit[2], edit[1])
    run(project, out)
    now = contents(out)
    assert [path for path in {**before, **now} if before.get(path) != now.get(path)] == []


@pytest.mark.parametrize("times", [1, 2])
def test_a_close_that_failed_is_made_up_for(
    project: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    change(project / VILLAGES, ADDRESS[1], ADDRESS[2])

    def full(*given: Any) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patched:
        patched.setattr(running, "close", full)
        for _ in range(times):
            with pytest.raises(Refused):
                run(project, out)
    run(project, out)
    run(project, tmp_path / "new")
    assert contents(out) == contents(tmp_path / "new")


def test_a_first_part_that_was_cut_off_then_another_part(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    part = Request(project, out, townships=("02",), jobs=1)

    def nothing(done: int, of: int) -> None:
        pass

    cut_off(monkeypatch, making.Making, "_write", 2, lambda: build(part, nothing))
    run(project, out, (village(project, 3)[0],), ("qr",))
    assert "output-unexpected" not in errors(out)
    run(project, out)
    run(project, tmp_path / "new")
    assert contents(out) == contents(tmp_path / "new")


def test_after_a_part_a_whole_build_takes_the_mark_off(project: Path, out: Path) -> None:
    before = contents(out)
    next(out.rglob("*二维码.svg")).unlink()
    run(project, out, only=("qr",))
    run(project, out)
    assert contents(out) == before


def test_a_part_leaves_no_unit_whole_that_holds_what_is_planned_no_more(
    project: Path, out: Path, tmp_path: Path
) -> None:
    change(project / COUNTY, "signs:\n", "documents: {without: [decline, sign-filing, task-claim]}\nsigns:\n")
    run(project, out, only=("booklet", "plaque", "hall-sign", "sign", "qr", "page", "proof"))
    run(project, out)
    run(project, tmp_path / "new")
    assert contents(out) == contents(tmp_path / "new")


def test_an_old_output_that_was_edited_is_named_and_kept(project: Path, out: Path) -> None:
    """A page that is wanted no more and stays online must not stay in silence."""
    row = village(project, 1)
    old = next(path for path in out.rglob("清单手册.docx") if row[0] in str(path))
    old.write_bytes(old.read_bytes() + b" ")
    change(project / VILLAGES, f",{row[3]},", f",新{row[3]},")
    notes = run(project, out).notes
    assert [(note.slug, note.location.file) for note in notes] == [
        ("not-removed-changed", old.relative_to(out).as_posix())
    ]
    assert old.exists()
    assert errors(out) == ["output-foreign"]
    old.unlink()
    assert not run(project, out).notes


@pytest.mark.parametrize("gone", ["manifest.json", "data/expected.json", "the end"])
def test_a_look_and_a_build_agree_that_the_end_is_missing(project: Path, out: Path, gone: str) -> None:
    before = contents(out)
    request = Request(project, out)
    assert not plan_only(request).stale
    if gone == "the end":
        folder.begin(out / folder.PRIVATE)
    else:
        (out / gone).unlink()
    told: list[Stale] = []
    assert plan_only(request, told.append).stale == 2
    assert [(stale.path, stale.reason) for stale in told] == [
        ("data/expected.json", OUTDATED),
        ("manifest.json", OUTDATED),
    ]
    assert run_as_typed(project, out) == 0
    assert contents(out) == before
    assert not plan_only(request).stale
    assert errors(out) == []


def run_as_typed(project: Path, out: Path) -> int:
    """With the short way of a build that has nothing to do."""
    return command(["build", str(project), "-o", str(out), "-j", "1"], {"LANG": "en"})


def test_a_journal_that_may_not_be_opened_is_not_called_lost(project: Path, out: Path) -> None:
    journal = out / folder.PRIVATE / "journal.sqlite"
    journal.unlink()
    journal.mkdir()
    with pytest.raises(Refused) as refused:
        plan_only(Request(project, out))
    assert (refused.value.slug, refused.value.values["value"]) == ("out-not-writable", str(journal))
    journal.rmdir()
    journal.write_bytes(b"no journal at all" * 500)
    assert [note.slug for note in plan_only(Request(project, out)).notes] == ["journal-unread"]
