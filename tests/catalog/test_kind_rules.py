"""The rules that kinds.yaml gives to lists, each broken once, and items that begin or end on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from listgen.catalog.effective import Effective
from listgen.catalog.kind_rules import check_kinds
from listgen.catalog.model import Catalog, Retirement
from listgen.findings import Finding
from tests.catalog.samples import (
    DAY,
    ITEMS,
    KIND_FIELDS,
    KINDS,
    files,
    item,
    kind,
    line_of,
    listed,
    load,
    overlay,
)

FIELDS: list[dict[str, object]] = [
    *KIND_FIELDS,
    {"name": "nature", "title": "性质", "type": "choice", "choices": ["行政执法", "服务"]},
    {"name": "approved", "title": "审核有效期", "type": "date", "expires": "yes"},
    {"name": "veto", "title": "一票否决", "type": "flag"},
    {"name": "seals", "title": "所用证明", "type": "item"},
]
Fields = dict[str, object]


def county(
    items: list[Fields],
    kinds: list[Fields] | None = None,
    *,
    overlays: Iterable[dict[str, str]] = (),
    partitions: Iterable[Fields] = (),
) -> dict[str, str]:
    own = listed("fields", FIELDS) + listed("kinds", kinds or KINDS) + listed("partitions", partitions)
    return files(items, overlays=[*overlays]) | {"kinds.yaml": "schema: 1\n" + own}


def read(texts: dict[str, str]) -> tuple[Catalog, list[Finding]]:
    catalog, findings = load(texts)
    return catalog, [*findings, *check_kinds(catalog, DAY)]


def found(texts: dict[str, str]) -> list[tuple[str, str, int]]:
    _, findings = read(texts)
    return [(finding.slug, finding.location.file, finding.location.line) for finding in findings]


@pytest.mark.parametrize(
    ("field", "value", "slug"),
    [
        ("nature", "服务", ""),
        ("nature", "行政执法", "item-refused"),
        ("nature", "执法", "field-not-a-choice"),
        ("veto", "no", ""),
        ("veto", "yes", "item-refused"),
        ("veto", "是", "field-not-a-choice"),
        ("lead", "县民政局", ""),
        ("lead", "村民委员会", "item-refused"),
        ("approved", "2026-11-21", ""),
        ("approved", "2026-11-20", "item-expired"),
        ("approved", "2026年", "bad-date"),
        ("seals", "CN-0001", ""),
        ("seals", "CN-0009", "unknown-item"),
        ("seals", "九号", "bad-code"),
    ],
)
def test_what_an_item_says(field: str, value: str, slug: str) -> None:
    rules: list[Fields] = [
        {"field": "nature", "is": ["行政执法"], "why": "执法的责任主体不是村"},
        {"field": "veto", "is": ["yes"], "why": "不得一票否决"},
        {"field": "lead", "is": ["村民委员会"], "why": "村不是责任部门"},
    ]
    texts = county([item("CN-0001", **{field: value})], [kind("duty", refuse=rules), *KINDS[1:]])
    line = line_of(texts[ITEMS], f'{field}: "{value}"')
    assert found(texts) == ([(slug, ITEMS, line)] if slug else [])


def test_a_field_that_must_stay_empty() -> None:
    rule = {"field": "seal", "why": "系统里有"}
    kinds = [kind("duty", refuse=[rule]), *KINDS[1:]]
    assert found(county([item("CN-0001")], kinds)) == []
    assert [slug for slug, *_ in found(county([item("CN-0001", seal="公章")], kinds))] == ["item-refused"]
    assert found(county([item("CN-0001", seal="公章", state="retired")], kinds)) == []


@pytest.mark.parametrize(
    ("fields", "slugs"),
    [
        ({"state": "in-force"}, ["missing-field"]),
        ({"state": "retired"}, []),
        ({"state": "retired", "retired": {"on": "2026-11-21", "why": "取消"}}, []),
        ({"state": "retired", "retired": {"on": "2026-11-22", "why": "取消"}}, ["missing-field"]),
        ({"state": "retired", "retired": {"on": "2026-11-22", "why": "取消"}, "seal": "公章"}, []),
    ],
)
def test_an_item_that_is_over_may_lack_what_its_list_asks_for(fields: Fields, slugs: list[str]) -> None:
    kinds = [kind("duty", required=["content", "seal"]), *KINDS[1:]]
    assert [slug for slug, *_ in found(county([item("CN-0001", **fields)], kinds))] == slugs


def test_an_item_that_ends_later_keeps_the_rules_until_then() -> None:
    kinds = [kind("duty", refuse=[{"field": "seal", "why": "系统里有"}]), *KINDS[1:]]
    for on, slugs in (("2026-11-21", []), ("2026-11-22", ["item-refused"])):
        over = item("CN-0001", seal="公章", state="retired", retired={"on": on, "why": "取消"})
        assert [slug for slug, *_ in found(county([over], kinds))] == slugs


PAID = {"from": "县民政局", "authority": "委托书", "funding": "该局列支"}


@pytest.mark.parametrize(
    ("delegated", "slugs"),
    [
        (PAID, []),
        (PAID | {"to": "2026-11-21"}, []),
        (PAID | {"to": "2026-11-20"}, ["delegation-expired"]),
        ({"from": "县民政局", "authority": "委托书"}, ["missing-field"]),
    ],
)
def test_a_delegation_ends_and_is_paid_for(delegated: Fields, slugs: list[str]) -> None:
    assert [slug for slug, *_ in found(county([item("CN-0001", delegated=delegated)]))] == slugs


def test_a_list_may_ask_who_delegated_its_items() -> None:
    fields: list[Fields] = [*KIND_FIELDS, {"name": "delegated", "title": "委托"}]
    kinds: list[Fields] = [kind("duty", required=["delegated"]), *KINDS[1:]]
    own = "schema: 1\n" + listed("fields", fields) + listed("kinds", kinds)
    for delegated, slugs in ((None, ["missing-field"]), (PAID, [])):
        items = files([item("CN-0001", delegated=delegated)])
        assert [slug for slug, *_ in found(items | {"kinds.yaml": own})] == slugs


def test_each_certificate_has_its_seal_use() -> None:
    covered = kind("certificate", covered_by={"kind": "seal-use", "field": "seals"})
    kinds = [covered, kind("seal-use"), *KINDS]
    items = [
        item("CN-0001", kind="certificate"),
        item("CN-0002", kind="certificate"),
        item("CN-0003", kind="seal-use", seals="CN-0001"),
        item("CN-0004", kind="seal-use", seals="CN-0002", state="retired"),
    ]
    texts = county(items, kinds)
    assert found(texts) == [("item-not-covered", ITEMS, line_of(texts[ITEMS], 'id: "CN-0002"'))]


@pytest.mark.parametrize(
    "cover", [{"kind": "seal", "field": "seals"}, {"kind": "assist", "field": "approved"}]
)
def test_a_cover_that_does_not_exist(cover: Fields) -> None:
    assert [slug for slug, *_ in found(county([], [kind("duty", covered_by=cover), *KINDS[1:]]))] == [
        "bad-cover"
    ]


@pytest.mark.parametrize(
    ("counts", "slugs"),
    [
        ({"village": "2", "community": "1"}, []),
        ({"village": "2"}, []),
        ({"village": "3"}, ["count-differs"]),
        ({"village": "1", "community": "2", "township": "1"}, ["count-differs"] * 3),
        ({"towns": "1"}, ["unknown-field"]),
        ({"village": "two"}, ["bad-number"]),
    ],
)
def test_counts_that_the_county_made_known(counts: Fields, slugs: list[str]) -> None:
    items = [item("CN-0001"), item("CN-0002", applies="village"), item("CN-0003", optional="yes")]
    off = [overlay("全县", "CN-0003", "停用"), overlay("01", "CN-0002", "停用")]
    texts = county(items, [kind("duty", counts=counts), *KINDS[1:]], overlays=off)
    assert [slug for slug, *_ in found(texts)] == slugs


@pytest.mark.parametrize(("total", "slugs"), [("3", []), ("4", ["partition-differs"])])
def test_every_item_that_was_reviewed_has_one_place(total: str, slugs: list[str]) -> None:
    items = [item("CN-0001"), item("CN-0002"), item("CN-0003", kind="assist")]
    parts: list[Fields] = [{"title": "全部", "kinds": ["duty", "assist"], "for": "village", "total": total}]
    assert [slug for slug, *_ in found(county(items, partitions=parts))] == slugs


def test_a_partition_of_nobody() -> None:
    parts: list[Fields] = [{"title": "全部", "kinds": ["duty"], "for": "town", "total": "1"}]
    assert [slug for slug, *_ in found(county([item("CN-0001")], partitions=parts))] == ["field-not-a-choice"]


def test_a_limit_for_one_organisation_type() -> None:
    items = [item("CN-0001"), item("CN-0002", applies="village"), item("CN-0003", applies="township")]
    for most, cells in (({"village": "2"}, 0), ({"village": "1"}, 3), ({"community": "0"}, 1)):
        _, findings = read(county(items, [kind("duty", max_items=most), *KINDS[1:]]))
        assert [finding.slug for finding in findings] == ["too-many-items"] * cells
    _, findings = read(county(items, [kind("duty", max_items={"township": "0"}), *KINDS[1:]]))
    assert {(finding.slug, finding.location.file) for finding in findings} == {
        ("too-many-items", "townships.csv")
    }


def test_a_township_has_lists_of_its_own() -> None:
    items = [
        item("CN-0001"),
        item("CN-0002", applies="township"),
        item("CN-0003", applies=["village", "township"]),
        item("CN-0004", applies="township", default="off"),
    ]
    catalog, findings = read(county(items, overlays=[overlay("01", "CN-0004", "启用")]))
    assert findings == []
    effective = Effective(catalog, DAY)
    first, second = (
        [(view.id, view.number, view.applies) for view in effective.township(town)]
        for town in catalog.townships.values()
    )
    assert first == [("CN-0002", 1, "乡镇"), ("CN-0003", 2, "乡镇"), ("CN-0004", 3, "乡镇")]
    assert second == first[:2]
    assert [view.id for view in effective.county()] == ["CN-0001", "CN-0003"]
    assert [view.cell("name") for view in effective.townships()] == [
        "事项02",
        "事项03",
        "事项04（限部分乡镇）",
    ]
    assert effective.counts("township") == (2, 0, 0)


@pytest.mark.parametrize(
    ("fields", "day", "held"),
    [
        ({"from": "2026-12-01"}, date(2026, 11, 30), False),
        ({"from": "2026-12-01"}, date(2026, 12, 1), True),
        ({"state": "retired"}, date(2000, 1, 1), False),
        ({"state": "retired", "retired": {"on": "2026-12-01", "why": "撤销"}}, date(2026, 11, 30), True),
        ({"state": "retired", "retired": {"on": "2026-12-01", "why": "撤销"}}, date(2026, 12, 1), False),
        ({"state": "proposed", "from": "2026-01-01"}, date(2026, 11, 30), False),
    ],
)
def test_an_item_begins_and_ends(fields: Fields, day: date, held: bool) -> None:
    catalog, findings = load(files([item("CN-0001", **fields)]))
    assert findings == []
    assert [view.id for view in Effective(catalog, day).county()] == ["CN-0001"] * held


def test_who_does_it_now() -> None:
    gone = {
        "on": "2026-05-01",
        "why": "上门审核",
        "instead": "供电公司",
        "into": ["CN-0002"],
        "record": "FK-2026-01",
    }
    catalog, findings = load(files([item("CN-0001", state="retired", retired=gone), item("CN-0002")]))
    assert findings == []
    retirement = catalog.items[0].retirement
    assert isinstance(retirement, Retirement)
    assert (retirement.instead, retirement.into, retirement.record) == (
        "供电公司",
        ("CN-0002",),
        "FK-2026-01",
    )


GONE = {"on": "2026-05-01", "why": "撤销"}


@pytest.mark.parametrize(
    ("state", "retired", "slug"),
    [
        ("in-force", GONE, "retired-in-force"),
        ("retired", {"on": "2026-05-01"}, "missing-field"),
        ("retired", GONE | {"into": "CN-0009"}, "unknown-item"),
        ("retired", GONE | {"into": "CN-0001"}, "retired-into-itself"),
    ],
)
def test_a_retirement_that_makes_no_sense(state: str, retired: Fields, slug: str) -> None:
    assert [one for one, *_ in found(county([item("CN-0001", state=state, retired=retired)]))] == [slug]


@pytest.mark.parametrize(
    ("field", "slug"),
    [
        ({"name": "level", "title": "层级", "type": "choice"}, "field-choices"),
        ({"name": "level", "title": "层级", "choices": ["省"]}, "field-choices"),
        ({"name": "level", "title": "层级", "type": "text", "expires": "yes"}, "field-expires"),
        ({"name": "content", "title": "内容", "type": "date"}, "field-type-fixed"),
        ({"name": "level", "title": "层级", "type": "number"}, "field-not-a-choice"),
    ],
)
def test_a_field_that_contradicts_itself(field: Fields, slug: str) -> None:
    specs = [entry for entry in FIELDS if entry["name"] != field["name"]]
    own = listed("fields", [*specs, field]) + listed("kinds", KINDS)
    assert [one for one, *_ in found(files([]) | {"kinds.yaml": "schema: 1\n" + own})] == [slug]
