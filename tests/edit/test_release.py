"""An edition goes through its gate, stays as it was frozen, and can be built again."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from listgen.build.remembered import check_remembered
from listgen.catalog.diff import diff
from listgen.edit.release import Frozen, read_releases, release_project
from listgen.edit.sides import read_name, read_pair
from listgen.findings import Severity
from listgen.preflight import check_project
from listgen.preflight.release import year_before
from listgen.preflight.since import review_due
from tests.edit.issuable import ROUNDS, TODAY, consult, issuable, replace_in

DAY = date.fromisoformat(TODAY)
LATER, MUCH_LATER = date(2026, 12, 28), date(2027, 6, 1)
ITEMS, LOCAL = "items/10-items.yaml", "items/90-local.yaml"
NAME, NEW_NAME = "name: 帮助防火", "name: 协助防火"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return issuable(tmp_path_factory.mktemp("issuable") / "county")


@pytest.fixture(scope="module")
def issued(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with its first edition issued, and county.yaml on to the second."""
    folder = tmp_path_factory.mktemp("issued") / "county"
    shutil.copytree(sound, folder)
    assert release_project(folder, DAY).findings == ()
    replace_in(folder / "county.yaml", "number: 2026-1, date: 2026-11-21", "number: 2026-2, date: 2026-12-20")
    for number in (1, 2, 3):
        consult(folder, number, "2026-2", legal=number == 2)
    return folder


@pytest.fixture
def county(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "county"))


@pytest.fixture
def second(issued: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(issued, tmp_path / "county"))


def slugs(frozen: Frozen) -> list[str]:
    return sorted({finding.slug for finding in frozen.findings})


def test_a_release_is_all_files_of_the_list_byte_for_byte(county: Path) -> None:
    assert release_project(county, DAY, dry_run=True).path is None
    assert not (county / "releases").exists()
    frozen = release_project(county, DAY)
    assert frozen.findings == () and frozen.path == county / "releases" / "2026-1"
    files = {path.relative_to(frozen.path).as_posix(): path for path in frozen.path.rglob("*.*")}
    assert {"county.yaml", "kinds.yaml", "laws.yaml", "overlays.csv", ITEMS} < set(files)
    assert {name.split("/")[0] for name in files} >= {"records", "items"} and "villages.csv" not in files
    record = files.pop("release.yaml")
    assert all(path.read_bytes() == (county / name).read_bytes() for name, path in files.items())
    (release,), findings = read_releases(county)
    assert findings == [] and release == frozen.release
    assert release.files == {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    assert f"digest: {sha256(record.read_bytes().rpartition(b'digest')[0]).hexdigest()}" in record.read_text()
    counted = {count.kind: dict(count.items) for count in release.counts}
    assert counted["duty"] == {"village": 2, "community": 2, "township": 0}
    assert [path.name for path in (county / "releases").iterdir()] == ["2026-1"]


def _unlink(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


def _edit(name: str, old: str, new: str) -> Callable[[Path], object]:
    return lambda folder: replace_in(folder / name, old, new)


SECOND, THIRD = f"{ROUNDS}/ZX-2026-12.yaml", f"{ROUNDS}/ZX-2026-13.yaml"
INFERRED = "  lead: 县林业局\n  lead_state: inferred\n"
EARLIER = "opened: 2026-01-10"
WAITING = "applies: [village, community]\n  needs_confirmation: [community]"


def _unanswered(folder: Path) -> None:
    replace_in(folder / THIRD, "closed: 2026-03-20\n", "")
    replace_in(folder / THIRD, ", adopted: yes", "")


def _proposed(folder: Path) -> None:
    text = (folder / LOCAL).read_text("utf-8").replace("LX-0001", "LX-0002").replace("老茶树", "古柏")
    (folder / "items/95.yaml").write_text(text.replace("state: in-force", "state: proposed"), "utf-8")


def _rename(folder: Path) -> None:
    folder.rename(folder.with_name("2026-2"))


GATE: list[tuple[str, Callable[[Path], object], list[str]]] = [
    ("round missing", _unlink(SECOND), ["round-missing"]),
    ("round open", _edit(THIRD, "closed: 2026-03-20\n", ""), ["round-open"]),
    ("rounds overlap", _edit(SECOND, "opened: 2026-02-01", EARLIER), ["round-before-last-closed"]),
    ("not answered", _unanswered, ["opinion-undecided", "round-open"]),
    ("no review", _edit(THIRD, "legal:", "# legal:"), ["no-legal-review"]),
    ("review failed", _edit(THIRD, "passed: yes", "passed: no"), ["legal-review-failed"]),
    ("department", _edit(LOCAL, "  lead: 县林业局\n", INFERRED), ["lead-unconfirmed"]),
    ("proposed", _proposed, ["item-proposed"]),
    ("waiting", _edit(LOCAL, "applies: [village]", WAITING), ["needs-confirmation"]),
    ("all at once", lambda folder: shutil.rmtree(folder / ROUNDS), ["no-legal-review", "round-missing"]),
    ("no number", _edit("county.yaml", "number: 2026-1,", "number: 甲,"), ["bad-code"]),
    ("no day", _edit("county.yaml", ", date: 2026-11-21}", "}"), ["missing-field"]),
    ("an error of check", _edit("overlays.csv", "LX-0001,增加,ZR-2026-01", "LX-0001,增加,"),
     ["addition-without-admission"]),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "found"), [case[1:] for case in GATE], ids=[case[0] for case in GATE])
def test_the_gate(county: Path, spoil: Callable[[Path], object], found: list[str]) -> None:
    spoil(county)
    frozen = release_project(county, DAY)
    assert slugs(frozen) == found and frozen.release is None
    assert all(finding.severity is Severity.ERROR for finding in frozen.findings)
    assert not (county / "releases").exists()


def test_a_review_grows_old(county: Path) -> None:
    assert slugs(release_project(county, MUCH_LATER, dry_run=True)) == ["review-too-old"]


def test_the_last_review_decides(county: Path) -> None:
    with (county / SECOND).open("a", encoding="utf-8") as file:
        file.write("legal: {by: 县司法局, date: 2026-02-25, passed: no}\n")
    assert release_project(county, DAY, dry_run=True).findings == ()


def test_the_tenth_edition_follows_the_ninth(county: Path) -> None:
    for number, day in (("2026-9", "2026-11-22"), ("2026-10", "2026-11-23")):
        text = (county / "county.yaml").read_text("utf-8")
        edition = f"edition: {{number: {number}, date: {day}}}"
        (county / "county.yaml").write_text(re.sub("edition: .*", edition, text), "utf-8")
        for at in (1, 2, 3):
            path = consult(county, at, "2026-1", legal=at == 3)
            path.write_text(path.read_text("utf-8").replace("draft: 2026-1", f"draft: {number}"), "utf-8")
        assert release_project(county, DAY).findings == ()
    assert [release.number for release in read_releases(county)[0]] == ["2026-9", "2026-10"]


def test_an_edition_is_issued_once_and_numbers_rise(second: Path) -> None:
    def numbered(number: str, day: str) -> list[str]:
        text = (second / "county.yaml").read_text("utf-8")
        old = "number: 2026-2, date: 2026-12-20"
        (second / "county.yaml").write_text(text.replace(old, f"number: {number}, date: {day}"), "utf-8")
        found = slugs(release_project(second, DAY, dry_run=True))
        (second / "county.yaml").write_text(text, "utf-8")
        return [slug for slug in found if slug.startswith("edition")]

    assert numbered("2026-1", "2026-11-21") == ["edition-released"]
    assert numbered("2025-9", "2026-11-21") == ["edition-not-rising"]
    assert numbered("2026-10", "2026-11-01") == ["edition-before-last"]
    assert numbered("2026-10", "2026-12-01") == []


def test_the_second_edition_counts_its_changes(second: Path) -> None:
    replace_in(second / ITEMS, NAME, NEW_NAME)
    frozen = release_project(second, LATER)
    assert frozen.findings == () and frozen.release is not None
    assert frozen.release.previous == "2026-1" and frozen.release.changes == {"renamed": 1}
    assert [release.number for release in read_releases(second)[0]] == ["2026-1", "2026-2"]
    older, newer = read_pair(read_name(f"{second}@2026-1"), read_name(str(second / "releases" / "2026-2")))
    assert older.listing and newer.listing
    assert [change.kind.value for change in diff(older.listing, newer.listing)] == ["renamed"]


ADDED = """\
- id: LX-0002
  kind: assist
  applies: [village]
  name: 协助登记古柏
  content: 带路到树。
  domain: 林业
  lead: 县林业局
  basis_type: policy
  policy:
  - {issuer: 某办, title: 方案, area: 990121}
  plain: 带路。
  state: in-force
"""
ADMITTED = """\
id: ZR-2026-02
item: LX-0002
from: 2026-12-01
to: 2027-12-31
approved_by: 专班
basis: 《方案》
content: 带路
authority: 只带路
cycle: 一年
funding: 县林业局
"""
REPORTED = """\
id: FK-2026-01
village: 00001
date: 2026-11-25
item: CN-0006
fact: 学校要
decision: {date: 2026-12-01, action: move, kind: assist, by: 专班, reason: 学校离不开}
"""


def test_what_is_more_needs_an_admission(second: Path) -> None:
    (second / LOCAL).write_text((second / LOCAL).read_text("utf-8") + ADDED, "utf-8")
    frozen = release_project(second, LATER, dry_run=True)
    assert [(one.slug, one.location.file, one.facts()["value"]) for one in frozen.findings] == [
        ("increase-not-admitted", LOCAL, "LX-0002")
    ]
    (second / "records/admission/ZR-2026-02.yaml").write_text(ADMITTED, "utf-8")
    frozen = release_project(second, LATER, dry_run=True)
    assert frozen.findings == ()
    assert [(change.kind.value, change.record) for change in frozen.changes] == [("added", "ZR-2026-02")]
    replace_in(second / "records/admission/ZR-2026-02.yaml", "to: 2027-12-31", "to: 2026-12-10")
    assert slugs(release_project(second, LATER, dry_run=True)) == ["increase-not-admitted"]


def test_what_the_village_need_not_do_needs_no_admission(second: Path) -> None:
    added = ADDED.replace("kind: assist", "kind: not-permitted") + "  destination: {who: 县局, how: 去}\n"
    (second / LOCAL).write_text((second / LOCAL).read_text("utf-8") + added, "utf-8")
    frozen = release_project(second, LATER, dry_run=True)
    assert frozen.findings == () and [change.item for change in frozen.changes] == ["LX-0002"]


def test_only_an_item_of_the_same_list_is_carried_on(second: Path) -> None:
    retired = "state: retired\n  retired: {on: 2026-12-01, why: 改由村里帮, into: [LX-0002]}"
    text = (second / ITEMS).read_text("utf-8")
    head, tail = text.split("- id: CN-0006")
    (second / ITEMS).write_text(f"{head}- id: CN-0006{tail.replace('state: in-force', retired, 1)}", "utf-8")
    (second / LOCAL).write_text((second / LOCAL).read_text("utf-8") + ADDED, "utf-8")
    assert slugs(release_project(second, LATER, dry_run=True)) == ["increase-not-admitted"]


def test_what_carries_on_is_no_more(second: Path) -> None:
    replace_in(
        second / LOCAL,
        "state: in-force",
        "state: retired\n  retired: {on: 2026-12-01, why: 并到一起, into: [LX-0002]}",
    )
    replace_in(second / "overlays.csv", "01,LX-0001,增加,ZR-2026-01,老茶树在本镇\n", "")
    (second / LOCAL).write_text((second / LOCAL).read_text("utf-8") + ADDED, "utf-8")
    frozen = release_project(second, LATER, dry_run=True)
    assert frozen.findings == ()
    assert [(change.kind.value, change.item) for change in frozen.changes] == [
        ("carried-on", "LX-0001"),
        ("carried-on", "LX-0002"),
    ]


def _moved(text: str) -> str:
    """CN-0006 as a matter that the village helps with."""
    head, _, tail = text.partition("- id: CN-0006\n  kind: not-permitted\n")
    assert tail
    return f"{head}- id: CN-0006\n  kind: assist\n  lead: 县民政局\n{tail}"


def test_a_move_is_decided_or_admitted(second: Path) -> None:
    path = second / ITEMS
    path.write_text(_moved(path.read_text("utf-8")), "utf-8")
    assert slugs(release_project(second, LATER, dry_run=True)) == ["increase-not-admitted"]
    (second / "records/feedback").mkdir()
    report = second / "records/feedback/FK-2026-01.yaml"
    report.write_text(REPORTED.replace("kind: assist", "kind: duty"), "utf-8")
    assert slugs(release_project(second, LATER, dry_run=True)) == ["increase-not-admitted"]
    report.write_text(REPORTED, "utf-8")
    frozen = release_project(second, LATER, dry_run=True)
    assert frozen.findings == ()
    assert [(change.kind.value, change.reason, change.record) for change in frozen.changes] == [
        ("moved", "学校离不开", "FK-2026-01")
    ]


def _line_ends(name: str) -> Callable[[Path], object]:
    """What git makes of a text on Windows where nobody told it not to."""

    def spoil(folder: Path) -> None:
        path = folder / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    return spoil


SPOILT: list[tuple[str, Callable[[Path], object], tuple[str, str]]] = [
    ("changed", lambda folder: (folder / "laws.yaml").write_text("#"), ("release-file-changed", "laws.yaml")),
    ("missing", _unlink("overlays.csv"), ("release-file-missing", "overlays.csv")),
    ("extra", lambda folder: (folder / "读我.txt").write_text("x"), ("release-file-extra", "读我.txt")),
    ("record", _edit("release.yaml", "specimen: yes", "specimen: no"), ("release-edited", "release.yaml")),
    ("line ends", _line_ends("laws.yaml"), ("release-line-ends", "laws.yaml")),
    ("line ends of the record", _line_ends("release.yaml"), ("release-line-ends", "release.yaml")),
    ("no record", _unlink("release.yaml"), ("release-without-record", "2026-1")),
    ("renamed", _rename, ("release-renamed", "2026-2/release.yaml")),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "found"), [case[1:] for case in SPOILT], ids=[case[0] for case in SPOILT])
def test_a_changed_release_is_found(
    second: Path, spoil: Callable[[Path], object], found: tuple[str, str]
) -> None:
    slug, file = found
    spoil(second / "releases" / "2026-1")
    (fault,) = read_releases(second)[1]
    assert fault.slug == slug and fault.severity is Severity.ERROR
    assert fault.location.file.endswith(file)


def test_a_changed_release_stops_everything(second: Path) -> None:
    (second / "releases" / "2026-1" / "laws.yaml").write_text("#")
    errors = [one.slug for one in check_project(second).findings if one.severity is Severity.ERROR]
    assert errors == ["release-file-changed"] == slugs(release_project(second, LATER))
    assert check_project(second, edition="2026-1").subject is None


def test_the_outputs_remember_every_edition(second: Path, tmp_path: Path) -> None:
    checked = check_project(second, edition="2026-1")
    assert checked.subject is not None and [number for number, _ in checked.subject.issued] == ["2026-1"]
    out = tmp_path / "out"
    (out / "data").mkdir(parents=True)
    expected = {"issued": [{"edition": "2026-1", "fingerprint": checked.subject.issued[0][1]}]}
    (out / "data" / "expected.json").write_text(json.dumps(expected))
    assert list(check_remembered(out, checked.subject)) == []
    for gone in ((), (("2026-1", "0123456789ab"),)):
        subject = replace(checked.subject, issued=gone)
        (fault,) = check_remembered(out, subject)
        assert (fault.slug, fault.location.file) == ("release-lost", "releases/2026-1")


def test_a_lost_edition_is_missed(second: Path) -> None:
    assert release_project(second, LATER).findings == ()
    shutil.rmtree(second / "releases" / "2026-1")
    assert [one.slug for one in read_releases(second)[1]] == ["release-missing"]


def test_an_edition_is_what_it_was_on_todays_roster(second: Path) -> None:
    replace_in(second / ITEMS, NAME, NEW_NAME)
    now, then = check_project(second), check_project(second, edition="2026-1")
    assert now.subject and then.subject
    assert then.subject.county.edition.number == "2026-1" and then.subject.day == date(2026, 11, 21)
    names = ({item.id: item.name for item in one.items}["CN-0004"] for one in (now.subject, then.subject))
    assert [*names] == ["协助防火", "帮助防火"]
    assert then.subject.views[0].village == now.subject.views[0].village
    unknown = check_project(second, edition="2020-1")
    assert [one.slug for one in unknown.findings if one.severity is Severity.ERROR] == [
        "edition-not-released"
    ]


def test_a_list_is_reviewed_every_year(issued: Path, county: Path) -> None:
    assert [one.slug for one in review_due(issued, date(2027, 11, 23))] == ["review-due"]
    assert review_due(issued, date(2027, 11, 22)) == () == review_due(county, date(2030, 1, 1))


@pytest.mark.parametrize(("day", "before"), [("2028-02-29", "2027-02-28"), ("2027-03-01", "2026-03-01")])
def test_a_year_before(day: str, before: str) -> None:
    assert year_before(date.fromisoformat(day)) == date.fromisoformat(before)
