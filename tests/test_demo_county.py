"""The demo county: the national catalog with a county's fields, and a roster with what real rosters have."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TypeAlias

import pytest

from listgen.catalog.effective import Effective
from listgen.catalog.load import load_catalog
from listgen.catalog.model import Catalog, Village
from listgen.catalog.rules import check_catalog
from listgen.county import County, load_county
from listgen.findings import Severity
from listgen.links import load_ledger, page_url
from listgen.project import ProjectFiles, read_project
from listgen.sources.values import Sequence, Table, Text, Value
from listgen.sources.yaml import load_yaml

CATALOGS = Path(__file__).parent.parent / "catalogs"
NATIONAL, DEMO = CATALOGS / "national", CATALOGS / "demo"

ITEM_FILES = ("10-duty.yaml", "20-assist.yaml", "30-not-permitted.yaml")
SERVICE = {"materials", "steps", "time", "place", "phone"}
SHIPPED = {"frequent", "lead", "lead_state"}  # the national catalog has them too; a county may change them
COUNTY_FIELDS = SERVICE | SHIPPED | {"confirmed"}
LOCAL = "LX-0001"
PARTY = re.compile("(中国共产党|中共)岚溪县.+(支部委员会|社区委员会)")

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


def _plain(value: Value) -> Plain:
    match value:
        case Text():
            return value.value
        case Sequence():
            return [_plain(entry) for entry in value.values]
        case Table():
            return {name: _plain(entry) for name, entry in value.values.items()}


def _items(file: Path) -> list[dict[str, Plain]]:
    table, findings = load_yaml(file.read_bytes(), file.name)
    assert table is not None and findings == []
    items = _plain(table.values["items"])
    assert isinstance(items, list) and all(isinstance(item, dict) for item in items)
    return [item for item in items if isinstance(item, dict)]


@pytest.fixture(scope="module")
def project() -> ProjectFiles:
    files, findings = read_project(DEMO)
    assert findings == []
    return files


@pytest.fixture(scope="module")
def county(project: ProjectFiles) -> County:
    county, findings = load_county(project)
    assert county is not None and findings == []
    return county


@pytest.fixture(scope="module")
def catalog(project: ProjectFiles, county: County) -> Catalog:
    catalog, findings = load_catalog(project, county.division_code)
    assert catalog is not None and findings == []
    return catalog


def _village(catalog: Catalog, name: str) -> Village:
    (village,) = (village for village in catalog.villages if village.name == name)
    return village


def _held(catalog: Catalog, county: County, village: Village) -> set[str]:
    return {item.id for item in Effective(catalog, county.edition.date).village(village)}


def test_nothing_stops_a_build(catalog: Catalog, county: County) -> None:
    found = check_catalog(catalog, county, county.edition.date)
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", ["kinds.yaml", "laws.yaml"])
def test_shipped_file_is_copied(name: str) -> None:
    assert (DEMO / name).read_bytes() == (NATIONAL / name).read_bytes()


def test_item_files_are_the_national_ones_and_the_local_one() -> None:
    assert sorted(path.name for path in (NATIONAL / "items").iterdir()) == list(ITEM_FILES)
    assert sorted(path.name for path in (DEMO / "items").iterdir()) == [*ITEM_FILES, "90-local.yaml"]


@pytest.mark.parametrize("name", ITEM_FILES)
def test_items_differ_only_in_county_fields(name: str) -> None:
    national, demo = _items(NATIONAL / "items" / name), _items(DEMO / "items" / name)

    def shared(item: dict[str, Plain]) -> dict[str, Plain]:
        return {field: value for field, value in item.items() if field not in COUNTY_FIELDS}

    assert list(map(shared, demo)) == list(map(shared, national))
    for before, after in zip(national, demo, strict=True):
        assert not before.keys() & (COUNTY_FIELDS - SHIPPED)
        assert "frequent" not in before or "frequent" in after  # the county adds to what is shipped
        if before["lead"] != after["lead"]:
            assert after["lead_state"] == "confirmed", after["id"]


def test_county_fields_are_filled() -> None:
    items = [item for name in ITEM_FILES for item in _items(DEMO / "items" / name)]
    filled = [item for item in items if item.keys() & SERVICE]
    assert len(filled) >= 30
    assert {item["kind"] for item in filled} == {"duty", "assist", "not-permitted"}
    assert {item["lead_state"] for item in filled} == {"confirmed"}
    assert {item["lead_state"] for item in items} == {"confirmed", "inferred"}
    assert all(item.keys() & SERVICE for item in items if "frequent" in item)
    assert 6 <= sum("frequent" in item for item in items) <= 10
    asked = [item for item in items if "needs_confirmation" in item]
    assert {"confirmed" in item for item in asked} == {True, False}
    assert all(item in asked for item in items if "confirmed" in item)


def test_nothing_can_be_mistaken_for_a_real_county(county: County, project: ProjectFiles) -> None:
    assert county.specimen
    assert county.online.base_url.startswith("https://fw.lanxi.example/")
    assert county.online.mailbox.endswith(".example")
    assert county.division_code.startswith("99")  # no province has this code
    for name, data in project.files.items():
        for number in re.findall(r"(?<![0-9〔])0[0-9]{2,3}-[0-9]{7,8}", data.decode()):
            assert number.startswith("0600-555"), (name, number)  # no place has this area code


def test_roster_is_a_small_county(catalog: Catalog) -> None:
    assert [township.type for township in catalog.townships.values()] == ["街道", "镇", "乡", "民族乡"]
    assert Counter(village.organisation for village in catalog.villages) == {"village": 18, "community": 6}
    in_street = Counter(village.organisation for village in catalog.villages if village.township == "01")
    assert in_street["community"] > in_street["village"] > 0
    assert any(
        village.organisation == "community" for village in catalog.villages if village.township != "01"
    )


def test_roster_has_a_name_twice_and_rare_characters(catalog: Catalog) -> None:
    names = Counter(village.name for village in catalog.villages)
    assert [name for name, times in names.items() if times > 1] == ["青石村"]
    assert len({village.township for village in catalog.villages if village.name == "青石村"}) == 2
    assert {"上㙍村", "龙𡐓村"} <= names.keys()


def test_a_merged_village_names_its_successor(catalog: Catalog) -> None:
    (gone,) = (village for village in catalog.villages if not village.active)
    (successor,) = (village for village in catalog.villages if village.id == gone.successor)
    assert (gone.name, gone.state, successor.name) == ("下坪村", "已并入", "大坪村")
    assert successor.active and successor.township == gone.township


def test_plaque_wordings_are_legal_and_vary(catalog: Catalog) -> None:
    for village in catalog.villages:
        committee = "居民委员会" if village.organisation == "community" else "村民委员会"
        assert PARTY.fullmatch(village.plaques["党组织牌"])
        assert village.plaques["委员会牌"].endswith(committee)
        assert village.plaques["监督委员会牌"].endswith(("村务监督委员会", "居务监督委员会", "村务监督小组"))
        assert village.plaques["文明实践站牌"].endswith("新时代文明实践站")
        assert village.plaques["党群服务中心牌"].endswith(village.name + "党群服务中心")
        assert village.plaques["大厅牌"].endswith(village.name + "综合服务大厅")
        collective = village.plaques.get("集体经济组织牌")
        assert collective is None or re.search("集体经济组织|股份经济合作(联合)?社", collective)
    party = [village.plaques["党组织牌"] for village in catalog.villages]
    assert {text.startswith("中共") for text in party} == {True, False}
    assert 40 < max(map(len, party)) <= 47
    without = [village for village in catalog.villages if "集体经济组织牌" not in village.plaques]
    assert Counter(village.organisation for village in without) == {"community": 5, "village": 1}


def test_phones_are_mostly_published(catalog: Catalog) -> None:
    active = [village for village in catalog.villages if village.active]
    withheld = [village for village in active if not village.phone_published]
    assert sorted(bool(village.phone) for village in withheld) == [False, True]
    assert all(village.address and village.hours for village in active)


def test_every_link_is_in_the_ledger(catalog: Catalog, county: County, project: ProjectFiles) -> None:
    links, findings = load_ledger(project.files["links.jsonl"], "links.jsonl")
    assert findings == []
    expected = [
        (village.id, village.name, page_url(county.online.base_url, village.id))
        for village in catalog.villages
    ]
    assert [(link.id, link.name, link.url) for link in links] == expected
    assert {link.batch for link in links} == {"2026-01"}


def test_the_local_addition_holds_in_one_township(catalog: Catalog, county: County) -> None:
    where = {village.township for village in catalog.villages if LOCAL in _held(catalog, county, village)}
    assert where == {"04"}


def test_overlays_switch_items(catalog: Catalog, county: County) -> None:
    for village in catalog.villages:
        held = _held(catalog, county, village)
        assert "CN-0039" in held and "CN-0126" not in held  # alternatives: the county took the first
        assert "CN-0048" not in held
        if village.organisation == "village":  # without a collective the committee lets the land
            assert ("CN-0023" in held) is ("集体经济组织牌" not in village.plaques)
    assert "CN-0086" in _held(catalog, county, _village(catalog, "柳树沟村"))
    assert "CN-0086" not in _held(catalog, county, _village(catalog, "红岩村"))
