"""Differences of two listings: nothing is lost, each belongs to a kind, and splits are declared."""

from __future__ import annotations

import os
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listgen.catalog.diff import Change, ChangeKind, apply, counts, diff
from listgen.catalog.listing import Listing, listing_of
from listgen.catalog.model import Item
from listgen.catalog.paths import ITEM_PATHS
from tests.catalog.samples import (
    DAY,
    KIND_FIELDS,
    KINDS,
    admission,
    catalog,
    cite,
    files,
    item,
    listed,
    load,
    overlay,
    policy,
)

LATER = date(2027, 5, 1)
TRIES = int(os.environ.get("LISTGEN_DIFFS", "60"))  # once with 10,000
DOORS = {"who": "县公安局", "how": "到派出所办理"}


def listing(*items: dict[str, object], **parts: object) -> Listing:
    return listing_of(catalog(*items, **parts), DAY)  # type: ignore[arg-type]


def over(id_: str, *into: str, **more: str) -> dict[str, object]:
    retired = {"on": "2026-05-01", "why": "不再需要", **more, **({"into": list(into)} if into else {})}
    return item(id_, state="retired", retired=retired)


def kinds_of(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.item, change.kind.value) for change in changes]


ONE = item("CN-0001")
CASES: list[tuple[str, list[dict[str, object]], list[dict[str, object]], list[tuple[str, str]]]] = [
    ("nothing", [ONE], [ONE], []),
    ("order", [ONE, item("CN-0002")], [item("CN-0002"), ONE], []),
    ("added", [], [ONE], [("CN-0001", "added")]),
    ("gone", [ONE], [], [("CN-0001", "cancelled")]),
    ("retired", [ONE], [over("CN-0001")], [("CN-0001", "cancelled")]),
    ("renamed", [ONE], [item("CN-0001", name="另名", short="短")], [("CN-0001", "renamed")]),
    ("community", [ONE], [item("CN-0001", community={"name": "居"})], [("CN-0001", "renamed")]),
    ("basis", [ONE], [item("CN-0001", basis=[cite("甲法", "第二条")])], [("CN-0001", "basis")]),
    ("policy", [ONE], [item("CN-0001", policy=[policy("方案")])], [("CN-0001", "basis")]),
    ("content", [ONE], [item("CN-0001", content="别的")], [("CN-0001", "content")]),
    ("lead", [ONE], [item("CN-0001", lead="县司法局", optional="yes")], [("CN-0001", "content")]),
    ("extra", [ONE], [item("CN-0001", seal="公章")], [("CN-0001", "content")]),
    ("applies", [ONE], [item("CN-0001", applies=["village"])], [("CN-0001", "content")]),
    ("deadline", [ONE], [item("CN-0001", time="两天")], [("CN-0001", "deadline")]),
    (
        "delegation",
        [item("CN-0001", delegated={"from": "县局", "authority": "甲", "funding": "无", "to": "2027-01-01"})],
        [item("CN-0001", delegated={"from": "县局", "authority": "乙", "funding": "有", "to": "2028-01-01"})],
        [("CN-0001", "basis"), ("CN-0001", "deadline"), ("CN-0001", "funding")],
    ),
    (
        "several",
        [ONE],
        [item("CN-0001", name="另名", content="别的", time="两天", basis=[cite("甲法", "第三条")])],
        [(("CN-0001"), kind) for kind in ("renamed", "basis", "content", "deadline")],
    ),
    (
        "moved",
        [item("CN-0001", kind="not-permitted", destination=DOORS)],
        [item("CN-0001", kind="assist", content="别的", verb="协助", time="两天")],
        [("CN-0001", "moved")],
    ),
    (
        "moved and renamed",
        [ONE],
        [item("CN-0001", kind="assist", name="另名")],
        [("CN-0001", "moved"), ("CN-0001", "renamed")],
    ),
    (
        "split",
        [ONE],
        [over("CN-0001", "CN-0002", "CN-0003"), item("CN-0002"), item("CN-0003")],
        [("CN-0001", "split"), ("CN-0002", "split"), ("CN-0003", "split")],
    ),
    (
        "merged",
        [ONE, item("CN-0002")],
        [over("CN-0001", "CN-0003"), over("CN-0002", "CN-0003"), item("CN-0003")],
        [("CN-0001", "merged"), ("CN-0002", "merged"), ("CN-0003", "merged")],
    ),
    (
        "carried on",
        [ONE],
        [over("CN-0001", "CN-0002"), item("CN-0002")],
        [("CN-0001", "carried-on"), ("CN-0002", "carried-on")],
    ),
    (
        "carried on by one that was there",
        [ONE, item("CN-0002")],
        [over("CN-0001", "CN-0002"), item("CN-0002", content="更多")],
        [("CN-0001", "carried-on"), ("CN-0002", "content")],
    ),
    ("proposed", [], [item("CN-0001", state="proposed")], [("CN-0001", "added")]),
    ("back on the list", [over("CN-0001")], [ONE], [("CN-0001", "added")]),
    ("over and reworded", [over("CN-0001")], [over("CN-0001", instead="供电所")], [("CN-0001", "content")]),
]


@pytest.mark.parametrize(
    ("old", "new", "found"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_kinds_of_change(
    old: list[dict[str, object]], new: list[dict[str, object]], found: list[tuple[str, str]]
) -> None:
    before, after = listing(*old), listing(*new)
    changes = diff(before, after)
    assert kinds_of(changes) == found
    assert apply(changes, before.entries) == after.entries


def test_a_move_swallows_what_it_brings_about() -> None:
    old = item("CN-0001", kind="not-permitted", destination=DOORS, time="三天")
    (moved, deadline) = diff(listing(old), listing(item("CN-0001", kind="duty", verb="办理", time="两天")))
    assert moved.kind is ChangeKind.MOVED and set(moved.paths) >= {"kind", "destination", "verb"}
    assert deadline.paths == ("service.time",)


def test_what_only_is_proposed_counts_for_nothing() -> None:
    changes = diff(listing(), listing(ONE, item("CN-0002", state="proposed")))
    assert [change.proposed for change in changes] == [False, True]
    assert counts(changes) == {ChangeKind.ADDED: 1}


def _local(**fields: str) -> Listing:
    return listing(
        item("LX-0001", kind="assist", local="yes"),
        overlays=[overlay("01", "LX-0001", "增加", "ZR-2026-01")],
        admissions=[admission(**fields)],
    )


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"funding": "市财政"}, "funding"),
        ({"cycle": "两年"}, "cycle"),
        ({"to": "2028-05-31"}, "deadline"),
        ({"basis": "《办法》"}, "basis"),
        ({"authority": "别的"}, "content"),
        ({"to": "2026-07-01"}, "cancelled"),
    ],
)
def test_an_admission_is_part_of_what_it_lets_in(fields: dict[str, str], kind: str) -> None:
    before, after = _local(), _local(**fields)
    changes = diff(before, after)
    assert kinds_of(changes) == [("LX-0001", kind)]
    assert apply(changes, before.entries) == after.entries


def test_two_days_of_one_catalog() -> None:
    sample = catalog(
        item("LX-0001", kind="assist", local="yes"),
        over("CN-0002", on="2027-01-01", instead="供电所"),
        item("CN-0003", **{"from": "2027-02-01"}),
        overlays=[overlay("01", "LX-0001", "增加", "ZR-2026-01")],
        admissions=[admission(to="2027-03-01")],
    )
    before, after = listing_of(sample, DAY), listing_of(sample, LATER)
    changes = diff(before, after)
    assert kinds_of(changes) == [("LX-0001", "cancelled"), ("CN-0002", "cancelled"), ("CN-0003", "added")]
    assert changes[1].reason == "不再需要"
    assert apply(changes, before.entries) == after.entries


def test_a_deviation_that_ends_is_a_change() -> None:
    row = overlay("01", "CN-0001", "停用") | {"至": "2026-12-31"}
    sample = catalog(item("CN-0001", optional="yes"), overlays=[row])
    before, after = listing_of(sample, DAY), listing_of(sample, LATER)
    (change,) = diff(before, after)
    assert change.paths == ("where",)
    assert apply([change], before.entries) == after.entries


def test_a_field_that_the_county_adds_changes_no_item() -> None:
    fields = [one for one in KIND_FIELDS if one["name"] != "seal"]
    texts = files([item("CN-0001")])
    texts["kinds.yaml"] = "schema: 1\n" + listed("fields", fields) + listed("kinds", KINDS)
    loaded, findings = load(texts)
    assert findings == []
    assert diff(listing_of(loaded, DAY), listing(item("CN-0001"))) == ()


def test_every_field_of_an_item_is_compared() -> None:
    assert {*ITEM_PATHS, "id", "location", "places"} == {one.name for one in fields(Item)}


def test_what_was_not_known_before_is_the_reason() -> None:
    before = _local()
    reasons = {"LX-0001": _local(funding="市").reasons["LX-0001"]}
    assert [one.record for one in reasons["LX-0001"]] == ["ZR-2026-01"]
    (change,) = diff(before, _local(funding="市"))
    assert change.record == ""  # the admission was there before
    (change,) = diff(replace(before, reasons={}), _local(funding="市"))
    assert change.record == "ZR-2026-01"


TEXTS = st.sampled_from(["", "甲", "乙丙"])
ITEMS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["duty", "assist"]),
        "name": st.sampled_from(["甲事", "乙事"]),
        "content": TEXTS.filter(bool),
        "applies": st.sampled_from([["village"], ["village", "community"], ["community"]]),
        "basis": st.sampled_from([[cite("甲法", "第一条")], [cite("甲法", "第二条", "general")], []]),
        "policy": st.sampled_from([[policy("甲")], [policy("乙", area="33")]]),
        "destination": st.sampled_from([DOORS, {"who": "县局", "how": "前往"}]),
        "community": st.fixed_dictionaries({}, optional={"name": TEXTS, "plain": TEXTS}),
        "keywords": st.lists(TEXTS.filter(bool), max_size=2),
        "seal": TEXTS,
        "time": TEXTS,
        "steps": st.lists(TEXTS.filter(bool), max_size=2),
        "optional": st.sampled_from(["yes", "no"]),
        "default": st.sampled_from(["on", "off"]),
        "lead_state": st.sampled_from(["confirmed", "inferred"]),
        "needs_confirmation": st.sampled_from([[], ["community"]]),
        "from": st.sampled_from(["2026-01-01", "2027-01-01"]),
        "delegated": st.sampled_from(
            [
                {"from": "县局", "authority": "甲", "funding": "有"},
                {"from": "县局", "authority": "乙", "funding": "无", "to": "2027-01-01"},
            ]
        ),
    },
)
LAST = st.sampled_from(
    [
        {},
        {"state": "proposed"},
        {"state": "retired", "retired": {"on": "2026-05-01", "why": "甲"}},
        {"state": "retired", "retired": {"on": "2027-05-01", "why": "乙", "into": ["CN-0001"]}},
        {"state": "retired", "retired": {"on": "2026-05-01", "why": "甲", "into": ["CN-0002", "CN-0003"]}},
    ]
)
IDS = [f"CN-{number:04}" for number in range(1, 6)]
CATALOGS = st.dictionaries(st.sampled_from(IDS), st.tuples(ITEMS, LAST), max_size=5)


def _drawn(found: dict[str, tuple[dict[str, object], dict[str, object]]], day: date) -> Listing:
    return listing_of(catalog(*(item(id_, **drawn, **last) for id_, (drawn, last) in found.items())), day)


@settings(max_examples=TRIES)
@given(CATALOGS, CATALOGS, st.sampled_from([DAY, LATER]))
def test_changes_upon_the_older_give_the_newer(old: dict, new: dict, day: date) -> None:  # type: ignore[type-arg]
    before, after = _drawn(old, DAY), _drawn(new, day)
    changes = diff(before, after)
    assert apply(changes, before.entries) == after.entries
    assert diff(before, before) == () == diff(after, after)
    named = [(change.item, path) for change in changes for path in change.paths]
    assert len(named) == len(set(named))
