"""下单/<batch>/: made once, held to the record, made again only if the same, kept when the roster moves."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from listgen.build import order_run
from listgen.build.order_run import make_order
from listgen.build.run import Request, Result, build, plan_only
from listgen.edit.errors import Unfit
from listgen.edit.order import draft, enter, mark
from listgen.orders.batch import ARCHIVED, ORDERED, STATES, WITHDRAWN, Batch
from listgen.orders.record import record_path
from listgen.orders.select import Wish
from listgen.resources import shipped
from listgen.verify import verify_output
from tests.build.test_incremental import cut_off
from tests.faults.project import copy_base, replace, snapshot
from tests.orders.samples import DAY

VILLAGES = "villages.csv"
RENAMED = replace(VILLAGES, "岚溪县清河镇青石村村民委员会", "岚溪县清河镇大青石村村民委员会")


def run(project: Path, out: Path, **more: object) -> Result:
    return build(Request(project, out, **more), lambda done, total: None)  # type: ignore[arg-type]


def order(project: Path, out: Path, name: str = "一", jobs: int = 1, **wish: object) -> Batch:
    """As `listgen order new` does it."""
    found = draft(project, Wish(name, DAY, **wish))  # type: ignore[arg-type]
    assert found.batch and found.subject and found.assets
    request = Request(project, out, jobs=jobs)
    made = make_order(request, found.batch, found.subject, found.assets, lambda done, total: None)
    assert made.batch is not None, made.failed
    enter(project, made.batch)
    assert run(project, out, jobs=1).failed == ()
    return made.batch


@pytest.fixture(scope="module")
def ordered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Batch]:
    """A project with a batch, its outputs beside it."""
    folder = tmp_path_factory.mktemp("ordered")
    project = copy_base(folder / "project")
    return folder, order(project, folder / "out", villages=("00001", "00002"))


@pytest.fixture
def place(ordered: tuple[Path, Batch], tmp_path: Path) -> Path:
    """A copy of both."""
    for name in ("project", "out"):
        shutil.copytree(ordered[0] / name, tmp_path / name)
    return tmp_path


def outputs(out: Path) -> dict[str, bytes]:
    return {name: data for name, data in snapshot(out).items() if not name.startswith(".listgen/")}


def files(batch: Batch) -> dict[str, str]:
    return {file.path: file.sha256 for sign in batch.signs for file in sign.files} | {
        file.path: file.sha256 for file in batch.files
    }


def test_the_record_says_what_lies_in_the_folder(ordered: tuple[Path, Batch]) -> None:
    folder, batch = ordered
    lying = snapshot(folder / "out" / "下单" / batch.name)
    assert {path: hashlib.sha256(data).hexdigest() for path, data in lying.items()} == files(batch)
    assert len(batch.signs) == 13


def test_the_manifest_lists_them(ordered: tuple[Path, Batch]) -> None:
    folder, batch = ordered
    listed = json.loads((folder / "out" / "manifest.json").read_bytes())["outputs"]
    held = {entry["path"]: entry for entry in listed if entry["path"].startswith("下单/")}
    assert {path.removeprefix("下单/一/"): entry["sha256"] for path, entry in held.items()} == files(batch)
    kinds = {entry["kind"] for entry in held.values()}
    assert kinds <= {"order", "merged", "proof"}
    sign = held["下单/一/" + batch.signs[0].files[0].path]
    assert (sign["level"], sign["owner"], sign["slot"]) == ("village", "00001", "center")


def test_a_build_leaves_them(place: Path) -> None:
    before = outputs(place / "out")
    assert (run(place / "project", place / "out").built, outputs(place / "out")) == (0, before)


def test_what_is_lost_is_made_again(place: Path) -> None:
    before = outputs(place / "out")
    shutil.rmtree(place / "out" / "下单")
    assert run(place / "project", place / "out").failed == ()
    assert outputs(place / "out") == before


def test_a_new_folder_of_outputs_gets_the_same_files(place: Path) -> None:
    run(place / "project", place / "other", jobs=1)
    assert snapshot(place / "other" / "下单") == snapshot(place / "out" / "下单")
    assert (place / "other" / "manifest.json").read_bytes() == (place / "out" / "manifest.json").read_bytes()


def test_orders_that_were_cut_off_leave_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the first some files stay behind, which each of the next was about to replace by others."""
    project, out, saved = place / "project", place / "out", place / "saved"
    before = outputs(out)
    shutil.copytree(project, saved)

    def again() -> Batch:
        return order(project, out, "二", villages=("00001", "00002"))

    cut_off(monkeypatch, order_run, "save", 5, again)
    assert len(outputs(out)) == len(before) + 4
    for edit in (RENAMED, replace(VILLAGES, "岚溪县清河镇大青石村", "岚溪县清河镇小青石村")):
        edit(project)
        cut_off(monkeypatch, order_run, "save", 1, again)
    shutil.rmtree(project)
    saved.rename(project)
    run(project, out)
    assert outputs(out) == before


def test_any_number_of_processes_makes_the_same_order(ordered: tuple[Path, Batch], tmp_path: Path) -> None:
    project = copy_base(tmp_path / "project")
    assert order(project, tmp_path / "out", jobs=2, villages=("00001", "00002")) == ordered[1]
    record = record_path("一")
    assert (project / record).read_bytes() == (ordered[0] / "project" / record).read_bytes()


def test_a_changed_roster_leaves_the_order_as_it_was(place: Path) -> None:
    before = snapshot(place / "out" / "下单")
    RENAMED(place / "project")
    assert run(place / "project", place / "out").failed == ()
    assert snapshot(place / "out" / "下单") == before


def test_a_lost_file_of_another_roster_is_not_replaced(place: Path) -> None:
    """The three files of the plaque that changed, and those that hold it with others."""
    RENAMED(place / "project")
    shutil.rmtree(place / "out" / "下单")
    failed = run(place / "project", place / "out").failed
    lost = [failure for failure in failed if "/印刷/合并/" not in failure.path and "委员会牌" in failure.path]
    assert len(lost) == 3
    assert all("OrderDiffers" in failure.traceback for failure in failed)
    assert not (place / "out" / lost[0].path).exists()


def test_other_bytes_than_ordered_are_not_written(place: Path) -> None:
    """A scheme whose boards are the same in every fact, but set otherwise."""
    scheme = Path("templates/signs/schemes/yi-heng-si-shu-yi-biaozhi.yaml")
    own = place / "project" / scheme
    own.parent.mkdir(parents=True)
    text = (Path(__file__).parent.parent.parent / scheme).read_text("utf-8")
    own.write_text(text.replace("margins: {end: 105, side: 60}", "margins: {end: 125, side: 60}"), "utf-8")
    assert run(place / "project", place / "out").failed == ()
    shutil.rmtree(place / "out" / "下单")
    failed = run(place / "project", place / "out").failed
    assert {failure.traceback.split(": ")[-1].strip() for failure in failed} == {"order-not-remade"}
    assert not list((place / "out" / "下单").rglob("*党组织牌*"))


def test_an_archived_order_is_kept_and_not_made_again(place: Path) -> None:
    assert mark(place / "project", "一", ARCHIVED) == []
    before = snapshot(place / "out" / "下单")
    run(place / "project", place / "out")
    assert snapshot(place / "out" / "下单") == before
    shutil.rmtree(place / "out" / "下单")
    assert run(place / "project", place / "fresh", jobs=1).failed == ()
    assert not (place / "fresh" / "下单").exists()


def errors(place: Path) -> list[tuple[str, str]]:
    found = verify_output(place / "out", place / "project", fonts=shipped("fonts")).findings
    return [(one.slug, one.location.file) for one in found if one.severity == "error"]


@pytest.mark.parametrize("pattern", ["印刷/*党组织牌.pdf", "雕刻/*.dxf", "校样.pdf", "下单表.xlsx", "*/*"])
def test_of_an_archived_order_what_is_left_is_sound(place: Path, pattern: str) -> None:
    """And stays as it is, though another sign would be made today."""
    RENAMED(place / "project")
    assert mark(place / "project", "一", ARCHIVED) == []
    for path in list((place / "out" / "下单" / "一").glob(pattern)):
        if path.is_file():
            path.unlink()
    before = snapshot(place / "out" / "下单")
    assert run(place / "project", place / "out").failed == ()
    assert snapshot(place / "out" / "下单") == before
    assert errors(place) == []


def test_an_archived_order_that_is_gone_stays_gone(place: Path) -> None:
    assert mark(place / "project", "一", ARCHIVED) == []
    shutil.rmtree(place / "out" / "下单")
    assert run(place / "project", place / "out").failed == ()
    assert not (place / "out" / "下单").exists()
    assert errors(place) == []


def test_archived_files_may_leave_before_the_next_build(place: Path) -> None:
    assert mark(place / "project", "一", ARCHIVED) == []
    assert run(place / "project", place / "out").failed == ()
    shutil.rmtree(place / "out" / "下单")
    assert errors(place) == []


@pytest.mark.parametrize("kind", ["order", "merged", "proof"])
def test_a_part_makes_an_order_whole(place: Path, kind: str) -> None:
    """The print shop gets all of a batch or nothing."""
    whole = snapshot(place / "out" / "下单")
    assert run(place / "project", place / "part", only=(kind,)).failed == ()
    assert snapshot(place / "part" / "下单") == whole
    assert [one.slug for one in verify_output(place / "part").findings if one.severity == "error"] == []


@pytest.mark.parametrize(
    "more", [{"villages": ("00001",)}, {"townships": ("01",)}, {"only": ("plaque",)}, {"only": ("qr",)}]
)
def test_a_part_of_something_else_makes_nothing_of_an_order(place: Path, more: dict[str, object]) -> None:
    assert run(place / "project", place / "part", **more).built
    assert not (place / "part" / "下单").exists()
    assert [one.slug for one in verify_output(place / "part").findings if one.severity == "error"] == []
    before = snapshot(place / "out")
    next((place / "out" / "下单").rglob("*.dxf")).unlink()
    kept = snapshot(place / "out" / "下单")
    assert run(place / "project", place / "out", **more).failed == ()
    assert snapshot(place / "out" / "下单") == kept
    assert run(place / "project", place / "out").built == 1
    assert outputs(place / "out") == {
        name: data for name, data in before.items() if not name.startswith(".listgen/")
    }


def test_a_withdrawn_order_leaves_the_outputs(place: Path) -> None:
    assert mark(place / "project", "一", WITHDRAWN) == []
    assert run(place / "project", place / "out").failed == ()
    assert not (place / "out" / "下单").exists()
    assert errors(place) == []
    again = draft(place / "project", Wish("二", DAY))
    assert again.batch and (again.batch.number, again.batch.recalls) == (2, ())


def test_an_order_that_others_count_on_is_not_withdrawn(place: Path) -> None:
    RENAMED(place / "project")
    order(place / "project", place / "out", "二", slots=("committee",), villages=("00001",))
    before = snapshot(place)
    with pytest.raises(Unfit, match="order-counted-on"):
        mark(place / "project", "一", WITHDRAWN)
    assert snapshot(place) == before
    assert mark(place / "project", "二", WITHDRAWN) == mark(place / "project", "一", WITHDRAWN) == []
    for state, slug in ((ARCHIVED, "order-withdrawn"), (WITHDRAWN, "order-withdrawn")):
        with pytest.raises(Unfit, match=slug):  # what was never made does not come to hang
            mark(place / "project", "一", state)


def test_an_order_that_was_not_compared_with_may_be_withdrawn(place: Path) -> None:
    """A later one that was chosen against an earlier batch does not stand in the way."""
    order(place / "project", place / "out", "二", slots=("party",), villages=("00003",))
    RENAMED(place / "project")
    order(place / "project", place / "out", "三", since="一", villages=("00001",))
    assert mark(place / "project", "二", WITHDRAWN) == []
    with pytest.raises(Unfit, match="order-counted-on"):
        mark(place / "project", "一", WITHDRAWN)


@pytest.mark.parametrize("state", STATES)
def test_a_record_that_was_taken_away_costs_no_ordered_file(place: Path, state: str) -> None:
    if state != ORDERED:
        assert mark(place / "project", "一", state) == []
        assert run(place / "project", place / "out").failed == ()
    (place / "project" / record_path("一")).unlink()
    before = snapshot(place / "out")
    found = run(place / "project", place / "out")
    assert [one.slug for one in found.findings if one.severity == "error"] == ["order-record-lost"]
    new = draft(place / "project", Wish("一", DAY))
    assert new.batch and new.subject and new.assets
    request = Request(place / "project", place / "out")
    made = make_order(request, new.batch, new.subject, new.assets, lambda done, total: None)
    assert [one.slug for one in made.findings] == ["order-record-lost"] and made.batch is None
    assert snapshot(place / "out") == before


def test_files_of_an_order_that_was_never_recorded_are_swept(place: Path) -> None:
    before = outputs(place / "out")
    found = draft(place / "project", Wish("二", DAY, slots=("party",)))
    assert found.batch and found.subject and found.assets
    request = Request(place / "project", place / "out")
    make_order(request, found.batch, found.subject, found.assets, lambda done, total: None)
    assert (place / "out" / "下单" / "二").exists()
    run(place / "project", place / "out")
    assert outputs(place / "out") == before


def test_outputs_to_issue_do_not_wait_for_old_orders(place: Path) -> None:
    shutil.rmtree(place / "out" / "下单")
    only = ("plaque", "hall-sign", "qr")
    assert plan_only(Request(place / "project", place / "out", only=only)).stale == 0
