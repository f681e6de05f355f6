"""One build after another in the same OUT: what is made again, what is kept, what is refused."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from listgen.build import folder, writers
from listgen.build.errors import Refused
from listgen.build.journal import NAME as JOURNAL
from listgen.build.request import Stale
from listgen.build.run import Request, Result, build, plan_only
from listgen.build.unchanged import read_inputs, unchanged
from listgen.catalog.owners import NotFound
from listgen.cli.commands import failure
from listgen.findings import has_errors
from listgen.resources import shipped
from listgen.verify import verify_output

ROOT = Path(__file__).parent.parent.parent
BUILD = """
import sys
from pathlib import Path
from listgen.build.run import Request, build
if __name__ == "__main__":
    request = Request(Path(sys.argv[1]), Path(sys.argv[2]), jobs=int(sys.argv[3]))
    result = build(request, lambda done, of: None)
    sys.exit(bool(result.failed) or not result.planned)
"""


def run(project: Path, out: Path, villages: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> Result:
    return build(Request(project, out, villages=villages, only=only, jobs=1), lambda done, of: None)


def contents(out: Path) -> dict[str, bytes]:
    """Every file of OUT but the private ones."""
    files = (path for path in out.rglob("*") if path.is_file())
    relative = ((path.relative_to(out), path) for path in files)
    return {name.as_posix(): path.read_bytes() for name, path in relative if name.parts[0] != folder.PRIVATE}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="")


def village(project: Path, place: int) -> list[str]:
    return (project / "villages.csv").read_text("utf-8-sig").splitlines()[place].split(",")


def test_every_output_is_in_the_manifest(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(project, out)
    manifest = json.loads((out / "manifest.json").read_bytes())
    assert result.built == result.planned > 0
    assert {entry["path"] for entry in manifest["outputs"]} == set(contents(out)) - {"manifest.json"}
    assert [entry["path"] for entry in manifest["outputs"]] == sorted(set(contents(out)) - {"manifest.json"})


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"},
        {"TZ": "America/St_Johns", "PYTHONHASHSEED": "4242", "LC_ALL": "C"},
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_same_input_same_bytes(
    project: Path, tmp_path: Path, surroundings: dict[str, str], jobs: str
) -> None:
    here = tmp_path / "one"
    run(project, here)
    there = tmp_path / "elsewhere" / "另一处"
    script = tmp_path / "build_it.py"
    script.write_text(BUILD)
    moved = tmp_path / "moved-project"
    project.rename(moved)
    environment = {**os.environ, **surroundings, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script), str(moved), str(there), jobs]
    subprocess.run(command, check=True, cwd=tmp_path, env=environment, timeout=240)
    assert contents(here) == contents(there)


def test_nothing_changed_makes_nothing(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run(project, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    second = run(project, out)
    assert (second.built, second.fresh, second.removed) == (0, first.planned, 0)
    after = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    assert {path: time for path, time in before.items() if folder.PRIVATE not in path.parts} == {
        path: time for path, time in after.items() if folder.PRIVATE not in path.parts
    }


def test_a_comment_in_a_source_changes_nothing(project: Path, out: Path) -> None:
    for file in ("county.yaml", "items/10-duty.yaml", "laws.yaml"):
        text = (project / file).read_text("utf-8-sig")
        (project / file).write_text("# 说明\n\n" + text, "utf-8", newline="")
    assert run(project, out).built == 0


def test_renaming_one_village_makes_its_outputs_and_the_index(project: Path, out: Path) -> None:
    row = village(project, 1)
    change(project / "villages.csv", f",{row[3]},", f",{row[3][:-1]}新{row[3][-1]},")
    told: list[Stale] = []
    plan_only(Request(project, out), told.append)
    made = {stale.path for stale in told}
    result = run(project, out)
    assert result.built
    assert all(row[0] in path or f"site/t/{row[1]}/" in path for path in made)
    assert result.removed  # the folder has the village's name


def test_a_village_that_leaves_takes_its_outputs_but_not_a_file_changed_by_hand(
    project: Path, out: Path
) -> None:
    row = village(project, 1)
    mine = next(path for path in out.rglob("清单手册.docx") if row[0] in str(path))
    mine.write_bytes(b"changed by hand")
    text = (project / "villages.csv").read_text("utf-8-sig")
    left = [line for line in text.splitlines() if not line.startswith(row[0])]
    (project / "villages.csv").write_text("\n".join(left) + "\n", "utf-8", newline="")
    for name in ("overlays.csv", "rooms.csv", "honours.csv"):
        lines = (project / name).read_text("utf-8-sig").splitlines()
        kept = [line for line in lines if not line.startswith(row[0])]
        (project / name).write_text("\n".join(kept) + "\n", "utf-8", newline="")
    run(project, out)
    assert [path for path in contents(out) if row[0] in path] == [mine.relative_to(out).as_posix()]


@pytest.mark.parametrize(
    "harm",
    [
        Path.unlink,
        lambda path: path.write_bytes(path.read_bytes()[:10]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"<", b">", 1)),  # of the same size
        lambda path: path.symlink_to(path.rename(path.parents[2] / "elsewhere")),
    ],
    ids=["lost", "cut off", "changed", "a link"],
)
@pytest.mark.parametrize("whole", [True, False])
def test_a_harmed_output_is_made_again(
    project: Path, out: Path, tmp_path: Path, harm: Callable[[Path], object], whole: bool
) -> None:
    """Whether the build looks at bytes and sizes alone, or at units."""
    before = contents(out)
    harm(out / "site" / "index.html")
    if whole:
        assert run(project, out).built == 1
        assert contents(out) == before
        return
    change(project / "villages.csv", village(project, 1)[14], "0600-5550999")
    assert run(project, out).built > 1
    run(project, tmp_path / "other")
    assert contents(out) == contents(tmp_path / "other")


def test_a_copy_of_the_outputs_is_read_once_and_known_again(project: Path, tmp_path: Path) -> None:
    """A copy has other times."""
    out, copy = tmp_path / "out", tmp_path / "copy"
    request = Request(project, out, jobs=1)
    inputs = read_inputs(request)
    build(request, lambda done, of: None, None, inputs)
    shutil.copytree(out, copy, copy_function=shutil.copyfile)
    moved = Request(project, copy, jobs=1)
    for _ in range(2):
        assert unchanged(moved, inputs) is not None
    with closing(sqlite3.connect(copy / folder.PRIVATE / JOURNAL)) as journal:
        stamps = dict(journal.execute("SELECT path, stamp FROM output"))
    assert stamps == {path: (copy / path).stat().st_mtime_ns for path in stamps}


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(project: Path, out: Path) -> None:
    before = contents(out)
    (out / "data" / "expected.json").unlink()
    os.mkfifo(out / "data" / "expected.json")
    run(project, out)
    assert contents(out) == before


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"\0" * len(data),
        lambda data: b"{}",
        lambda data: b"",
    ],
    ids=["half", "nothing but noughts", "something else", "empty"],
)
def test_a_lost_journal_costs_work_but_no_output(
    project: Path, out: Path, harm: Callable[[bytes], bytes]
) -> None:
    before = contents(out)
    journal = out / folder.PRIVATE / JOURNAL
    journal.write_bytes(harm(journal.read_bytes()))
    try:
        result = run(project, out)
        assert [note.slug for note in result.notes] == ["journal-lost"]
    except Refused as refused:  # the harm shows late
        assert refused.slug == "journal-damaged"
        result = run(project, out)
    assert result.built == result.planned
    assert contents(out) == before
    assert run(project, out).built == 0


@pytest.mark.parametrize(
    "harm",
    ["UPDATE output SET record=CAST(x'ff' AS TEXT)", "UPDATE output SET path=CAST(x'ff' AS TEXT) || path"],
)
def test_a_text_of_the_journal_that_was_harmed_is_a_damaged_journal(
    project: Path, out: Path, harm: str
) -> None:
    before = contents(out)
    with closing(sqlite3.connect(out / folder.PRIVATE / JOURNAL)) as journal, journal:
        journal.execute(harm)
    with pytest.raises(Refused) as refused:
        run(project, out)
    assert refused.value.slug == "journal-damaged"
    assert [note.slug for note in run(project, out).notes] == ["journal-lost"]
    assert contents(out) == before


def test_findings_that_were_harmed_are_found_anew(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    request = Request(project, out, jobs=1)
    inputs = read_inputs(request)
    build(request, lambda done, of: None, None, inputs)
    assert unchanged(request, inputs) is not None
    with closing(sqlite3.connect(out / folder.PRIVATE / JOURNAL)) as journal, journal:
        journal.execute("UPDATE state SET value='{' WHERE name='findings'")
    assert unchanged(request, inputs) is None


def test_errors_write_nothing(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    change(project / "county.yaml", "https://", "http://")
    result = run(project, out)
    assert has_errors(result.findings)
    assert not out.exists()


def test_a_foreign_folder_is_refused_untouched(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "照片"
    out.mkdir()
    (out / "全家福.jpg").write_bytes(b"mine")
    with pytest.raises(Refused) as refused:
        run(project, out)
    assert refused.value.slug == "out-foreign"
    assert contents(out) == {"全家福.jpg": b"mine"}
    assert list(out.iterdir()) == [out / "全家福.jpg"]


def test_outputs_that_were_copied_without_their_record_are_not_built_into(project: Path, out: Path) -> None:
    shutil.rmtree(out / folder.PRIVATE)
    before = contents(out)
    with pytest.raises(Refused) as refused:
        run(project, out)
    assert refused.value.slug == "out-bare"
    assert contents(out) == before


def test_a_second_build_in_the_same_folder_is_refused(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with folder.opened(out), pytest.raises(Refused) as refused:
        run(project, out)
    assert refused.value.slug == "out-locked"


def test_a_failing_output_keeps_its_old_file_and_the_others_are_made(
    project: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(out)
    row = village(project, 1)
    change(project / "villages.csv", row[10], row[10] + "号")

    def fail(values: object, assets: object) -> bytes:
        raise RuntimeError("planted")

    monkeypatch.setattr(writers, "WRITERS", {**writers.WRITERS, "booklet": fail})
    result = run(project, out)
    manifest = json.loads((out / "manifest.json").read_bytes())
    lost = [failure.path for failure in result.failed]
    assert {failure.kind for failure in result.failed} == {"booklet", "document"}  # and the forms beside it
    assert "planted" in result.failed[0].traceback
    assert manifest["failed"] == lost
    assert contents(out)[lost[0]] == before[lost[0]]
    assert lost[0] not in {entry["path"] for entry in manifest["outputs"]}
    monkeypatch.undo()
    assert run(project, out).built == len(lost)
    assert json.loads((out / "manifest.json").read_bytes())["failed"] == []


def test_filters_build_their_part_only(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    row = village(project, 1)
    run(project, out, villages=(row[0],), only=("qr",))
    assert {Path(path).suffix for path in contents(out) if row[0] in path} == {".pdf", ".svg", ".dxf", ".png"}
    run(project, out)
    other = tmp_path / "other"
    run(project, other)
    assert contents(out) == contents(other)


def test_a_killed_build_leaves_nothing_torn_and_goes_on(project: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    run(project, whole)
    out = tmp_path / "out"
    script = tmp_path / "build_it.py"
    script.write_text(BUILD)
    command = [sys.executable, str(script), str(project), str(out), "1"]
    for wait in (0.0, 0.15):
        child = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)})
        there = len(contents(out))
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and child.poll() is None and len(contents(out)) <= there:
            time.sleep(0.01)
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        child.wait()
        expected = contents(whole)
        finished = {name: data for name, data in contents(out).items() if not name.endswith(".tmp")}
        assert all(expected[name] == data for name, data in finished.items())
    run(project, out)
    assert contents(out) == contents(whole)


@pytest.mark.parametrize(("villages", "townships"), [(("99999",), ()), ((), ("99",))])
def test_a_filter_that_names_nothing_is_refused(
    project: Path, tmp_path: Path, villages: tuple[str, ...], townships: tuple[str, ...]
) -> None:
    out = tmp_path / "out"
    request = Request(project, out, villages=villages, townships=townships)
    with pytest.raises(NotFound):
        build(request, lambda done, of: None)
    with pytest.raises(NotFound):
        plan_only(request)
    assert not out.exists()


def test_a_day_that_only_the_manifest_says_is_written(project: Path, tmp_path: Path) -> None:
    out, clean, day = tmp_path / "out", tmp_path / "clean", date(2026, 12, 1)
    run(project, out)
    for target in (out, clean):
        build(Request(project, target, as_of=day, jobs=1), lambda done, of: None)
    assert contents(out) == contents(clean)


@pytest.mark.parametrize("file", ["manifest.json", "data/expected.json"])
@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_text("{}")], ids=["lost", "changed"])
def test_manifest_and_expectation_are_restored(
    project: Path, out: Path, file: str, harm: Callable[[Path], object]
) -> None:
    before = contents(out)
    harm(out / file)
    assert run(project, out).built == 0
    assert contents(out) == before


@pytest.mark.parametrize("path", ["../victim", "a/../../victim", "/victim", "./../victim"])
def test_a_journal_that_no_build_wrote_is_not_believed(project: Path, tmp_path: Path, path: str) -> None:
    out, victim = tmp_path / "out", tmp_path / "victim"
    victim.write_bytes(b"hi")
    run(project, out)
    digest = hashlib.sha256(b"hi").hexdigest()
    with closing(sqlite3.connect(out / folder.PRIVATE / JOURNAL)) as journal:
        row = (path, "village/99999", "qr", "x", digest, 2, "{}", "", 0, "")
        journal.execute("INSERT INTO output VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)", row)
        journal.commit()
    change(project / "villages.csv", village(project, 1)[10], "另一个地址1号")
    assert run(project, out).removed == 0
    assert victim.is_file()


def test_nothing_is_written_through_a_link(project: Path, tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    run(project, out)
    elsewhere.mkdir()
    shutil.rmtree(out / "site")
    (out / "site").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(Refused) as refusal:
        run(project, out)
    assert refusal.value.slug == "out-link"
    assert not any(elsewhere.iterdir())


@pytest.mark.parametrize("place", ["items/out", "records", "assets/a/b"])
def test_outputs_never_lie_among_the_files_of_the_project(project: Path, place: str) -> None:
    before = contents(project)
    with pytest.raises(Refused) as refusal:
        run(project, project / place)
    assert refusal.value.slug == "out-in-project"
    assert contents(project) == before


def test_a_build_that_did_not_end_is_told_until_the_next_one(
    project: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(out)

    def stop(*held: object) -> None:
        raise KeyboardInterrupt

    row = village(project, 1)
    change(project / "villages.csv", row[14], "0600-5550999")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("listgen.build.run.close", stop)
        run(project, out)
    assert [finding.slug for finding in verify_output(out).findings] == ["output-unfinished"]
    change(project / "villages.csv", "0600-5550999", row[14])
    assert run(project, out).built > 0
    assert contents(out) == before
    assert "output-unfinished" not in {finding.slug for finding in verify_output(out).findings}


@pytest.mark.parametrize("name", [folder.MANIFEST, f"{folder.PRIVATE}/unfinished"])
def test_a_build_during_verify_is_told_instead_of_what_it_changed(
    project: Path, out: Path, name: str
) -> None:

    def build_meanwhile(done: int, total: int) -> None:
        (out / "data/items.json").write_bytes(b"{}")
        (out / name).write_bytes(b"{}")

    found = verify_output(out, progress=build_meanwhile).findings
    assert [one.slug for one in found] == ["output-unfinished"]


def test_a_folder_where_a_file_should_be_costs_that_output(project: Path, out: Path) -> None:
    spoilt = out / "site" / "index.html"
    spoilt.unlink()
    spoilt.mkdir()
    assert [failure.path for failure in run(project, out).failed] == ["site/index.html"]


def test_a_county_may_be_called_as_a_township_is(project: Path, out: Path) -> None:
    change(project / "county.yaml", "id: lanxi-demo", 'id: "02"')
    owners = json.loads((out / "data" / "expected.json").read_bytes())["owners"]
    pages = {owner["level"]: [page["path"] for page in owner["pages"]] for owner in owners}
    assert pages["township"] == ["site/t/02/index.html"]
    assert "site/index.html" in pages["county"]
    assert "site/t/02/index.html" not in pages["county"]


def test_a_document_that_the_county_adds_is_made_of_its_own_template(project: Path, tmp_path: Path) -> None:
    own = project / "templates" / "documents" / "own"
    shutil.copytree(shipped("templates") / "documents" / "list", own)
    change(own / "document.yaml", "file: 村级组织事务清单.docx", "file: 另一份.docx")
    with zipfile.ZipFile(own / "template.docx") as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(own / "template.docx", "w") as new:
        for name, data in parts.items():
            new.writestr(name, data.replace("依法".encode(), "自有".encode()))
    run(project, tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "out" / "县级" / "另一份.docx") as made:
        assert "自有".encode() in made.read("word/document.xml")
    listed = json.loads((tmp_path / "out" / "manifest.json").read_bytes())["outputs"]
    assert [(entry["kind"], entry["slot"]) for entry in listed if entry["path"].endswith("另一份.docx")] == [
        ("document", "own")
    ]


def test_a_file_of_the_user_in_the_place_of_an_output_is_left_alone(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(project, out, villages=("00008",))
    notes = out / "乡镇" / "02-白汀镇" / "00007-汀口社区" / "清单手册.docx"
    notes.parent.mkdir()
    notes.write_text("会议记录", "utf-8")
    for _ in range(2):  # nor the second time
        result = run(project, out)
        assert [failure(one.path, one.traceback).slug for one in result.failed] == ["not-built-not-ours"]
        assert notes.read_text("utf-8") == "会议记录"
    notes.rename(tmp_path / "会议记录.txt")
    assert (run(project, out).built, notes.read_bytes()[:2]) == (1, b"PK")


def test_outputs_that_a_lost_journal_forgot_are_taken_for_ours_until_a_build_ends(
    project: Path, out: Path
) -> None:
    before = contents(out)
    change(project / "county.yaml", "hotline: ", "hotline: 0")
    (out / folder.PRIVATE / JOURNAL).unlink()

    def stop(done: int, of: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(Request(project, out, jobs=1), stop)
    assert not run(project, out).failed  # what is still forgotten, too
    assert all(contents(out)[path] != data for path, data in before.items() if path.endswith("index.html"))


def test_only_what_a_killed_build_left_is_swept_away(project: Path, out: Path) -> None:
    mine = [out / "site" / name for name in (".报告.tmp", ".备注.2026.tmp")]
    left = out / "site" / ".4711-0123abcd.listgen.tmp"
    for path in (*mine, left):
        path.write_text("keep", "utf-8")
    run(project, out, only=("qr",))
    assert all(path.exists() for path in mine) and not left.exists()
