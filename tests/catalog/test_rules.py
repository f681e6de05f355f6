"""What items, overlays, admissions and the roster may not say against each other."""

from __future__ import annotations

from datetime import date

import pytest

from listgen.catalog.model import Catalog
from listgen.catalog.rules import check_catalog
from listgen.findings import Location, Severity
from tests.catalog.samples import (
    COUNTY,
    DAY,
    ITEMS,
    KINDS,
    VILLAGES,
    admission,
    catalog,
    files,
    item,
    kind,
    line_of,
    load,
    overlay,
    seen,
    village,
)


def _slugs(loaded: Catalog, day: date = DAY) -> list[str]:
    return [finding.slug for finding in check_catalog(loaded, COUNTY, day)]


def test_a_sound_catalog() -> None:
    assert _slugs(catalog(item("CN-0001"), item("LX-0001"))) == []


@pytest.mark.parametrize(
    ("first", "second", "slug", "value", "part"),
    [
        (item("CN-0001"), item("CN-0001", name="另一"), "duplicate-id", "CN-0001", "id"),
        (item("CN-0001"), item("AB-0001", name="另一"), "foreign-prefix", "AB-0001", "id"),
        (item("CN-0001"), item("CN-0002", name="事项01"), "duplicate-name", "事项01", "name"),
        (
            item("CN-0001"),
            item("CN-0002", alternative_of="CN-0009"),
            "unknown-item",
            "CN-0009",
            "alternative_of",
        ),
        (item("CN-0001"), item("CN-0002", lead_state="inferred"), "lead-unconfirmed", "县民政局", "lead"),
        (
            item("CN-0001"),
            item("CN-0002", needs_confirmation="community"),
            "needs-confirmation",
            "CN-0002",
            "needs_confirmation",
        ),
        (item("CN-0001"), item("CN-0002", state="proposed"), "item-proposed", "CN-0002", "id"),
        (item("CN-0001"), item("LX-0002", local="yes"), "addition-without-admission", "LX-0002", "id"),
    ],
)
def test_items(first: dict[str, object], second: dict[str, object], slug: str, value: str, part: str) -> None:
    lines = files([first, second])[ITEMS].splitlines()
    start = max(number for number, line in enumerate(lines) if line.startswith("- "))
    line = next(n for n, text in enumerate(lines[start:], start + 1) if f" {part}: " in text)
    found = check_catalog(catalog(first, second), COUNTY, DAY)
    assert seen(found) == [(slug, Location(ITEMS, line=line), value)]


@pytest.mark.parametrize(
    "items",
    [
        [item("CN-0001"), item("CN-0002", name="事项01", kind="assist")],
        [item("CN-0001"), item("CN-0002", alternative_of="CN-0001", default="off")],
        [item("CN-0001", needs_confirmation="community", confirmed="community")],
        [item("LX-0001", local="yes", state="retired")],
    ],
)
def test_items_without_fault(items: list[dict[str, object]]) -> None:
    assert _slugs(catalog(*items)) == []


@pytest.mark.parametrize(
    ("slug", "severity"),
    [
        *(("lead-unconfirmed", Severity.WARN), ("needs-confirmation", Severity.WARN)),
        *(("item-proposed", Severity.WARN), ("duplicate-id", Severity.ERROR)),
    ],
)
def test_what_only_a_county_can_know_is_a_warning(slug: str, severity: Severity) -> None:
    asked = item("CN-0001", lead_state="inferred", needs_confirmation="community", state="proposed")
    found = check_catalog(catalog(asked, item("CN-0001", name="另一")), COUNTY, DAY)
    assert {finding.severity for finding in found if finding.slug == slug} == {severity}


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({}, []),
        ({"乡镇编号": "09"}, [("unknown-township", "B6", "09")]),
        ({"名称": "村01"}, [("duplicate-village-name", "D6", "村01")]),
        ({"名称": "村01", "乡镇编号": "02"}, []),
        ({"名称": "村01", "状态": "已撤销"}, []),
        ({"并入": "00001"}, [("successor-of-active", "J6", "00001")]),
        ({"状态": "已并入", "并入": "00001"}, []),
        ({"状态": "已撤销", "并入": "00001"}, []),
        ({"状态": "已并入"}, [("merged-into-nothing", "J6", "")]),
        ({"状态": "已并入", "并入": "00009"}, [("unknown-successor", "J6", "00009")]),
        ({"状态": "已并入", "并入": "00005"}, [("merged-in-a-circle", "J6", "00005")]),
    ],
)
def test_roster(row: dict[str, str], found: list[tuple[str, str, str]]) -> None:
    loaded = catalog(item("CN-0001"), villages=[*VILLAGES, village("00005", **row)])
    findings = check_catalog(loaded, COUNTY, DAY)
    assert [(slug, place.cell, value) for slug, place, value in seen(findings)] == found


def _merged(id_: str, into: str) -> dict[str, str]:
    return village(id_, 状态="已并入", 并入=into)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([_merged("00002", "00003"), _merged("00003", "00001")], []),
        (
            [_merged("00002", "00003"), _merged("00003", "00002")],
            [("merged-in-a-circle", "J3"), ("merged-in-a-circle", "J4")],
        ),
        ([_merged("00002", "00003"), village("00003", 状态="已撤销")], [("merged-into-inactive", "J3")]),
    ],
)
def test_chains_of_mergers(rows: list[dict[str, str]], found: list[tuple[str, str]]) -> None:
    loaded = catalog(item("CN-0001"), villages=[village("00001"), *rows])
    findings = check_catalog(loaded, COUNTY, DAY)
    assert [(finding.slug, finding.location.cell) for finding in findings] == found


def test_no_active_village() -> None:
    loaded = catalog(item("CN-0001"), villages=[village("00001", 状态="已撤销")])
    assert _slugs(loaded) == ["no-active-village"]


def test_an_empty_roster_is_no_fault() -> None:
    texts = files([item("CN-0001")])
    texts["villages.csv"] = texts["villages.csv"].splitlines()[0]
    loaded, findings = load(texts)
    assert findings == [] and loaded.villages == ()
    assert _slugs(loaded) == []


OPTIONAL, OFF = item("CN-0001", optional="yes"), item("CN-0002", default="off")
LOCAL, PLAIN = item("LX-0001", local="yes"), item("CN-0003")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([overlay("全县", "CN-0001", "停用")], []),
        ([overlay("01", "CN-0002", "启用")], []),
        ([overlay("全县", "CN-0003", "停用")], [("not-optional", "CN-0003")]),
        ([overlay("全县", "CN-0003", "启用")], [("not-switchable", "CN-0003")]),
        ([overlay("全县", "CN-0003", "增加", "ZR-2026-01")], [("not-local", "CN-0003")]),
        ([overlay("09", "CN-0001", "停用")], [("unknown-scope", "09")]),
        ([overlay("00009", "CN-0001", "停用")], [("unknown-scope", "00009")]),
        ([overlay("全县", "CN-0009", "停用")], [("unknown-item", "CN-0009")]),
        ([overlay("01", "CN-0001", "停用")] * 2, [("duplicate-overlay", "CN-0001")]),
        ([overlay("01", "CN-0001", "停用"), overlay("02", "CN-0001", "停用")], []),
    ],
)
def test_overlays(rows: list[dict[str, str]], found: list[tuple[str, str]]) -> None:
    added = overlay("02", "LX-0001", "增加", "ZR-2026-01")
    loaded = catalog(OPTIONAL, OFF, LOCAL, PLAIN, overlays=[added, *rows], admissions=[admission()])
    findings = check_catalog(loaded, COUNTY, DAY)
    last = Location("overlays.csv", cell=f"B{len(rows) + 2}")
    assert seen(findings) == [(slug, last, value) for slug, value in found]


@pytest.mark.parametrize(
    ("named", "admissions", "day", "found"),
    [
        ("ZR-2026-01", [admission()], DAY, []),
        ("", [admission()], DAY, [("addition-without-admission", "LX-0001")]),
        ("ZR-2026-02", [admission()], DAY, [("unknown-admission", "ZR-2026-02")]),
        ("ZR-2026-01", [admission(item_="LX-0002")], DAY, [("admission-of-another-item", "ZR-2026-01")]),
        ("ZR-2026-01", [admission()], date(2026, 6, 1), []),
        ("ZR-2026-01", [admission()], date(2027, 5, 31), []),
        ("ZR-2026-01", [admission()], date(2026, 5, 31), [("admission-not-yet", "ZR-2026-01")]),
        ("ZR-2026-01", [admission()], date(2027, 6, 1), [("admission-expired", "ZR-2026-01")]),
    ],
)
def test_admissions(named: str, admissions: list[str], day: date, found: list[tuple[str, str]]) -> None:
    loaded = catalog(LOCAL, overlays=[overlay("01", "LX-0001", "增加", named)], admissions=admissions)
    place = Location("overlays.csv", cell="B2")
    assert seen(check_catalog(loaded, COUNTY, day)) == [(slug, place, value) for slug, value in found]


FIRST = item("CN-0001", optional="yes")
SECOND = item("CN-0002", alternative_of="CN-0001", default="off")


@pytest.mark.parametrize(
    ("first", "second", "rows", "found"),
    [
        (FIRST, SECOND, [], 0),
        (FIRST, SECOND, [overlay("全县", "CN-0002", "启用")], 1),
        (FIRST, SECOND, [overlay("00003", "CN-0002", "启用")], 1),
        (FIRST, SECOND, [overlay("全县", "CN-0002", "启用"), overlay("全县", "CN-0001", "停用")], 0),
        (FIRST, SECOND, [overlay("01", "CN-0002", "启用"), overlay("01", "CN-0001", "停用")], 0),
        (FIRST, SECOND, [overlay("01", "CN-0002", "启用"), overlay("00001", "CN-0001", "停用")], 1),
        (FIRST | {"alternative_of": "CN-0002"}, SECOND, [overlay("全县", "CN-0002", "启用")], 1),
        (
            FIRST | {"applies": "village"},
            SECOND | {"applies": "community"},
            [overlay("全县", "CN-0002", "启用")],
            0,
        ),
        (FIRST, SECOND | {"state": "retired", "default": "on"}, [], 0),
    ],
)
def test_alternatives(
    first: dict[str, object], second: dict[str, object], rows: list[dict[str, str]], found: int
) -> None:
    loaded = catalog(first, second, overlays=rows)
    findings = check_catalog(loaded, COUNTY, DAY)
    assert [finding.slug for finding in findings] == ["alternatives-both-on"] * found
    line = line_of(files([first, second])[ITEMS], 'alternative_of: "CN-0001"')
    assert all(place == Location(ITEMS, line=line) for _, place, _ in seen(findings))


@pytest.mark.parametrize(
    ("most", "cells"), [("3", []), ("2", ["A2", "A3", "A4"]), ("1", ["A2", "A3", "A4", "A5"])]
)
def test_caps(most: str, cells: list[str]) -> None:
    kinds = [kind("duty", max_items=most), *KINDS[1:]]
    items = (
        item("CN-0001"),
        item("CN-0002"),
        item("CN-0003", applies="village"),
        item("CN-0004", kind="assist"),
    )
    gone = village("00005", 状态="已撤销")
    loaded = catalog(*items, kinds=kinds, villages=[*VILLAGES, gone])
    findings = check_catalog(loaded, COUNTY, DAY)
    assert [(finding.slug, finding.location.cell) for finding in findings] == [
        ("too-many-items", cell) for cell in cells
    ]


def test_an_unknown_kind_is_no_obstacle_to_the_other_findings() -> None:
    kinds = [kind("duty", max_items="1"), *KINDS[1:]]
    loaded, (finding,) = load(files([item("CN-0001", kind="dutie"), item("CN-0001")], kinds=kinds))
    assert finding.slug == "unknown-kind"
    assert _slugs(loaded) == ["duplicate-id"]
