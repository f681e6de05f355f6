"""A county a practice: its published counts are held by data alone, and all of its outputs are verified."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml

from listgen.build.run import Request, build, plan_only
from listgen.catalog.effective import Effective
from listgen.catalog.kind_rules import check_kinds
from listgen.catalog.kinds import Kinds, load_kinds
from listgen.catalog.load import load_catalog
from listgen.catalog.model import Catalog, Item, Kind
from listgen.catalog.rules import check_catalog
from listgen.county import County, load_county
from listgen.findings import Finding
from listgen.preflight import check_project
from listgen.preflight.cleanup import cleanup_counts
from listgen.project import ProjectFiles, read_project
from listgen.resources import shipped
from listgen.verify import verify_output

CATALOGS = shipped("catalogs")
NAMES = ("dafang", "fenggang", "jiangsu", "yitong", "province", "anji")
SMALL = tuple(name for name in NAMES if name != "yitong")
Counts = dict[str, dict[str, int]]

SIX = {"duty": 22, "assist": 28, "assessment": 5, "ledger": 10, "seal-use": 10, "certificate": 5}
FEW = {"duty": 12, "assist": 12, "not-permitted": 12, "basic": 0, "cooperate": 0, "recalled": 0}
TOWNSHIP = {"duty": 0, "assist": 0, "not-permitted": 0, "basic": 168, "cooperate": 115, "recalled": 94}
NONE = {"inspection": 0, "negative-doc": 0, "meeting-plan": 0}
FEWER = {"inspection": 4, "negative-doc": 10, "meeting-plan": 6}
DAFANG = {"duty": 14, "assist": 20, "award": 9}
FENGGANG = {"duty": 16, "assist": 30, "not-permitted": 34, "delegated": 20, "basic": 0}
POWERS = {"duty": 0, "assist": 0, "not-permitted": 0, "delegated": 0, "basic": 71}
ANJI = {"duty": 20, "assist": 26, "service": 24, "form": 97, "certificate": 0, "seal-use": 3}
LEDGERS = {"ledger-party": 6, "ledger-civil": 20}
COUNTS: dict[str, Counts] = {
    "dafang": {"village": DAFANG, "community": DAFANG},
    "fenggang": {"village": FENGGANG, "community": FENGGANG, "township": POWERS},
    "jiangsu": {"village": {"assist": 19, **LEDGERS}, "community": {"assist": 17, **LEDGERS}},
    "yitong": {"village": FEW | NONE, "community": FEW | NONE, "township": TOWNSHIP | FEWER},
    "province": {"village": SIX, "community": SIX},
    "anji": {"village": ANJI, "community": ANJI},
}
FILLED = {"lead", "lead_state", "confirmed", "policy", "materials", "steps", "time", "place", "phone"}

each = pytest.mark.parametrize("name", NAMES)


def folder(name: str) -> Path:
    return CATALOGS / "examples" / name


@cache
def read(name: str) -> tuple[ProjectFiles, County, Catalog]:
    files, findings = read_project(folder(name))
    county, found = load_county(files)
    assert county is not None and findings + found == []
    catalog, found = load_catalog(files, county.division_code)
    assert catalog is not None and found == []
    return files, county, catalog


def retired(name: str, kind: str) -> list[Item]:
    return [item for item in read(name)[2].items if item.kind == kind and item.state == "retired"]


def kinds_of(path: Path) -> Kinds:
    kinds, findings = load_kinds(path.read_bytes())
    assert findings == []
    return kinds


def test_every_example_is_tried() -> None:
    assert {path.name for path in (CATALOGS / "examples").iterdir()} == set(NAMES)


@each
def test_the_published_counts(name: str) -> None:
    _, county, catalog = read(name)
    effective = Effective(catalog, county.edition.date)
    for type_, counts in COUNTS[name].items():
        assert dict(zip(counts, effective.counts(type_), strict=True)) == counts
        assert [kind.id for kind in catalog.kinds] == list(counts)
    assert check_catalog(catalog, county, county.edition.date) == []


@each
def test_a_count_that_is_broken_is_found(name: str) -> None:
    """Each list that the county published a number for, without its last item."""
    _, county, catalog = read(name)
    for kind in (kind for kind in catalog.kinds if any(kind.counts.values())):
        last = [item for item in catalog.items if item.kind == kind.id and item.state == "in-force"][-1]
        less = replace(catalog, items=tuple(item for item in catalog.items if item is not last))
        found = list(check_kinds(less, county.edition.date))
        places = [finding.location for finding in found if finding.slug == "count-differs"]
        assert places and set(places) == {kind.places["counts"]}
        parts = {partition.location for partition in catalog.partitions if kind.id in partition.kinds}
        assert {one.location for one in found if one.slug == "partition-differs"} <= parts
        assert bool(parts) is any(finding.slug == "partition-differs" for finding in found)


@each
def test_it_has_no_code_and_names_nobody(name: str) -> None:
    files, county, _ = read(name)
    assert {path.suffix for path in folder(name).rglob("*") if path.is_file()} <= {".yaml", ".csv", ".jsonl"}
    assert county.specimen and re.fullmatch(r"https://fw\.[a-z]+\.example/qd/", county.online.base_url)
    assert county.online.mailbox.endswith(".example")
    for path, data in files.files.items():
        for number in re.findall(r"(?<![0-9〔])0[0-9]{2,3}-[0-9]{7,8}", data.decode()):
            assert number.startswith("0600-555"), (path, number)  # no place has this area code


@each
def test_its_kinds_are_the_library_s(name: str) -> None:
    library, own = kinds_of(CATALOGS / "kinds" / "library.yaml"), kinds_of(folder(name) / "kinds.yaml")
    known = {kind.id: kind for kind in library.kinds}
    for kind in own.kinds:
        assert without_numbers(kind) == without_numbers(known[kind.id]), kind.id
        for organisation, most in known[kind.id].max_items.items():
            assert kind.max_items[organisation] <= most
    assert own.fields.items() <= library.fields.items()


def without_numbers(kind: Kind) -> Kind:
    return replace(kind, max_items={}, counts={}, baseline={})


@each
def test_what_it_took_over_is_the_national_text(name: str) -> None:
    assert (folder(name) / "laws.yaml").read_bytes() == (CATALOGS / "national" / "laws.yaml").read_bytes()
    national = {item["id"]: item for item in items_in(CATALOGS / "national")}
    for item in items_in(folder(name)):
        if str(item["id"]).startswith("CN-"):
            assert without(item) == without(national[item["id"]]), "run catalogs/sync.py"


def items_in(county: Path) -> Iterator[dict[str, object]]:
    for path in sorted((county / "items").iterdir()):
        yield from yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)["items"]


def without(item: dict[str, object]) -> dict[str, object]:
    return {field: value for field, value in item.items() if field not in FILLED}


@pytest.mark.parametrize("name", SMALL)
def test_everything_is_built_and_verified(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert made(folder(name), out) == []
    owners = json.loads((out / "data" / "expected.json").read_text("utf-8"))["owners"]
    villages = [owner for owner in owners if owner["level"] == "village"]
    types = {village.id: village.organisation for village in read(name)[2].villages}
    assert len(villages) == len(types) and set(types.values()) == {"village", "community"}
    for owner in villages:
        assert {kind: len(ids) for kind, ids in owner["items"].items()} == COUNTS[name][types[owner["id"]]]


def made(project: Path, out: Path) -> list[Finding]:
    """Everything that build and verify have to say."""
    result = build(Request(project, out, jobs=1), lambda done, total: None)
    assert result.failed == ()
    return [*result.findings, *verify_output(out, project).findings]


# What each practice is known for.


def test_dafang_hangs_three_plates() -> None:
    _, county, catalog = read("dafang")
    plaques = {"便民服务站牌", "党组织牌", "委员会牌"}
    assert county.signs.scheme == "yi-heng-liang-shu"
    assert all(village.plaques.keys() == {*plaques, "大厅牌"} for village in catalog.villages)


def test_dafang_cleans_up_a_village_with_thirteen_signs() -> None:
    subject = check_project(folder("dafang")).subject
    assert subject is not None
    counts = cleanup_counts(subject)
    most = counts["00003"]
    assert (most.before, most.after) == (13, 4)  # the three plates, and the sign of the hall
    assert all(count.open == 0 and count.after == 4 for count in counts.values())


def test_fenggang_has_one_place_for_each_of_eighty() -> None:
    _, county, catalog = read("fenggang")
    assert [(one.organisation, one.total) for one in catalog.partitions] == [
        ("village", 80),
        ("community", 80),
    ]
    assert county.signs.scheme == "yi-heng-wu-shu"
    items = {item.id: item for item in catalog.items}
    assert (items["FG-0001"].kind, items["FG-0001"].state) == ("assist", "in-force")
    charger = items["FG-0002"].retirement
    assert charger and charger.instead == "供电部门直接上门审核"
    delegated = [item for item in catalog.items if item.kind == "delegated"]
    assert all(item.delegation and item.delegation.funding and item.delegation.until for item in delegated)
    assert [kind.baseline["village"] for kind in catalog.kinds if kind.id == "delegated"] == [0]


def test_jiangsu_counts_villages_and_communities_apart() -> None:
    assist, *ledgers = read("jiangsu")[2].kinds
    shares = {type_: 1 - assist.counts[type_] / number for type_, number in assist.baseline.items()}
    assert {type_: f"{share:.0%}" for type_, share in shares.items()} == {
        "village": "77%",
        "community": "80%",
    }
    assert [kind.max_items["village"] for kind in ledgers] == [6, 20]
    over = retired("jiangsu", "ledger-civil")
    assert len(over) == 7 and all(item.retirement and item.retirement.instead for item in over)


def test_anji_says_who_does_what_it_cut() -> None:
    forms, certificates = retired("anji", "form"), retired("anji", "certificate")
    assert (len(forms), len(certificates)) == (50, 74)
    assert all(item.retirement and item.retirement.instead for item in forms + certificates)
    kinds = {kind.id: kind for kind in read("anji")[2].kinds}
    assert kinds["form"].baseline["village"] == 97 + 50
    assert sum(kinds[id_].baseline["village"] for id_ in ("duty", "assist")) == 100
    services = [item for item in read("anji")[2].items if item.kind == "service"]
    assert kinds["service"].flow and all(len(item.service.steps) > 1 for item in services)


def test_yitong_has_the_real_roster() -> None:
    files, _, catalog = read("yitong")
    assert Counter(village.organisation for village in catalog.villages) == {"village": 187, "community": 10}
    assert len(catalog.townships) == 17
    assert len({village.division_code for village in catalog.villages}) == 197
    left = re.findall(r"#   .+（(220323[0-9]{6})）", files.files["county.yaml"].decode())
    assert len(left) == len(set(left)) == 10  # the ten that the source lists beyond these
    assert not set(left) & {village.division_code for village in catalog.villages}
    (partition,) = catalog.partitions
    assert (partition.organisation, partition.total) == ("township", 377)
    assert f"{(TOWNSHIP['cooperate'] + TOWNSHIP['recalled']) / partition.total:.1%}" == "55.4%"
    assert sum(len(filing.signs) for filing in catalog.filings) > 200


def test_yitong_is_planned_whole_and_built_for_a_township(tmp_path: Path) -> None:
    whole = plan_only(Request(folder("yitong"), tmp_path / "out"))
    assert whole.findings == () and whole.planned > 197 * 10
    project = narrowed(tmp_path / "project", "16", 2)
    assert made(project, tmp_path / "out") == []
    owners = json.loads((tmp_path / "out" / "data" / "expected.json").read_text("utf-8"))["owners"]
    (lists,) = (owner["items"] for owner in owners if owner["level"] == "township")
    assert {kind: len(ids) for kind, ids in lists.items()} == TOWNSHIP | FEWER
    page = (tmp_path / "out" / "site" / "t" / "16" / "index.html").read_text("utf-8")
    assert all(f"<small>{count}项</small>" in page for count in (168, 115, 94))
    assert any(path.suffix == ".docx" for path in (tmp_path / "out" / "乡镇" / "16-莫里青乡").iterdir())


def narrowed(project: Path, township: str, most: int) -> Path:
    """A copy of 伊通 with one township, its first villages and their filings."""
    shutil.copytree(folder("yitong"), project)
    shutil.rmtree(project / "records" / "consultation")  # it asked other townships too
    villages = cut(project / "villages.csv", lambda row: row["乡镇编号"] == township, most)
    cut(project / "townships.csv", lambda row: row["编号"] == township, 1)
    for record in (project / "records" / "filing").iterdir():
        lines = record.read_text("utf-8").splitlines(keepends=True)
        ids = [found[1] if (found := re.search("village: ([0-9]{5})", line)) else "" for line in lines]
        if villages & set(ids):
            kept = (line for line, id_ in zip(lines, ids, strict=True) if not id_ or id_ in villages)
            record.write_text("".join(kept), "utf-8")
        else:
            record.unlink()
    return project


def cut(path: Path, wanted: Callable[[dict[str, str]], bool], most: int) -> set[str]:
    """Keeps the first rows that are wanted; their ids."""
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    kept = [row for row in rows if wanted(row)][:most]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    return {row["编号"] for row in kept}
