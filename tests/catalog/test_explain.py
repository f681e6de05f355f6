"""An explanation says what the list says, and why, with the place; each of its sentences has words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from listgen.catalog.effective import Effective
from listgen.catalog.explain import Explainer, Explanation, Statement
from listgen.catalog.load import read_catalog
from listgen.catalog.model import Catalog
from listgen.catalog.owners import SEVERAL, UNKNOWN, NotFound, find_item, find_owner
from listgen.cli.explain import _sentence
from listgen.cli.terminal import Terminal
from listgen.locale import LANGUAGES
from listgen.resources import shipped
from tests.catalog.samples import (
    COMMUNITY_LAW,
    DAY,
    VILLAGES,
    admission,
    catalog,
    cite,
    files,
    item,
    load,
    overlay,
    policy,
    village,
)
from tests.catalog.test_records import REPORT, ROUND, a_report, a_round, decision, opinion

LATER = date(2027, 6, 1)


def _explained(
    loaded: Catalog, owner: str = "00001", wanted: str = "LX-0001", day: date = DAY
) -> Explanation:
    return Explainer(loaded, day, find_owner(loaded, owner)).full(find_item(loaded, wanted))


def _keys(found: Explanation) -> list[str]:
    return [fact.key for fact in found.facts]


def _fact(found: Explanation, key: str) -> Statement:
    (fact,) = (fact for fact in found.facts if fact.key == key)
    return fact


def test_it_says_what_the_list_says() -> None:
    """Every item for every village of the demo county, against the lists that are printed."""
    loaded = read_catalog(shipped("catalogs") / "demo")
    assert loaded.catalog and loaded.county
    day = loaded.county.edition.date
    effective = Effective(loaded.catalog, day)
    for row in loaded.catalog.villages:
        if not row.active:
            continue
        explainer = Explainer(loaded.catalog, day, find_owner(loaded.catalog, row.id))
        told = [explainer.brief(one) for one in loaded.catalog.items]
        printed = {view.id: view.number for view in effective.village(row)}
        assert {one.item.id: one.number for one in told if one.verdict.holds} == printed
        assert all(one.number == 0 for one in told if not one.verdict.holds)


@pytest.mark.parametrize(
    ("fields", "overlays", "day", "held", "key", "place"),
    [
        ({}, [], DAY, True, "reason.in-force", "items/10.yaml › 2"),
        ({"state": "proposed"}, [], DAY, False, "reason.state-proposed", "items/10.yaml › 2"),
        ({"applies": "community"}, [], DAY, False, "reason.other-organisation-type", "items/10.yaml › 2"),
        ({"needs_confirmation": "village"}, [], DAY, False, "reason.not-confirmed", "items/10.yaml › 2"),
        ({"optional": "yes"}, [("01", "停用")], DAY, False, "reason.switched-off", "overlays.csv › B2"),
        ({"default": "off"}, [], DAY, False, "reason.default-off", "items/10.yaml › 2"),
        (
            {"default": "off"},
            [("02", "启用"), ("00001", "启用")],
            DAY,
            True,
            "reason.switched-on",
            "overlays.csv › B3",
        ),
        ({"local": "yes"}, [("02", "增加")], DAY, False, "reason.not-added", "items/10.yaml › 2"),
        ({"local": "yes"}, [("01", "增加")], DAY, True, "reason.added", "overlays.csv › B2"),
        ({"local": "yes"}, [("01", "增加")], LATER, False, "reason.not-admitted", "overlays.csv › B2"),
    ],
)
def test_the_reason_has_its_place(
    fields: dict[str, object],
    overlays: list[tuple[str, str]],
    day: date,
    held: bool,
    key: str,
    place: str,
) -> None:
    rows = [overlay(scope, "LX-0001", action, "ZR-2026-01") for scope, action in overlays]
    loaded = catalog(item("LX-0001", **fields), overlays=rows, admissions=[admission()])
    found = _explained(loaded, day=day)
    assert (found.verdict.holds, found.reason.key, str(found.reason.location)) == (held, key, place)
    _assert_worded(found)


def _dated(scope: str, action: str, **cells: str) -> dict[str, str]:
    columns = {"自": "", "至": "", "电话": "", "地点": "", "说明": ""}
    return overlay(scope, "LX-0001", action, "ZR-2026-01") | columns | cells


RETIRED: dict[str, Any] = {
    "fields": {
        "state": "retired",
        "retired": {
            "on": "2026-05-01",
            "why": "部门直接办。",
            "instead": "县供电公司",
            "into": ["LX-0002"],
            "record": "FK-2026-01",
        },
    }
}
DELEGATED: dict[str, Any] = {
    "fields": {
        "delegated": {
            "from": "县民政局",
            "authority": "《委托书》",
            "funding": "县财政",
            "system": "民政平台",
            "to": "2027-12-31",
        }
    }
}
FACTS: dict[str, dict[str, Any]] = {
    "state.in-force": {},
    "state.proposed": {"fields": {"state": "proposed"}},
    "state.retired": {"fields": {"state": "retired"}},
    "state.not-yet": {"fields": {"from": "2027-01-01"}},
    "effective": {"fields": {"from": "2026-01-01"}},
    "retired": RETIRED,
    "retired-instead": RETIRED,
    "retired-into": RETIRED,
    "retired-record": RETIRED,
    "delegated": DELEGATED,
    "delegated-funding": DELEGATED,
    "delegated-system": DELEGATED,
    "applies": {},
    "confirmed": {"fields": {"needs_confirmation": "village", "confirmed": "village"}},
    "unconfirmed": {"fields": {"needs_confirmation": "village"}},
    "local": {"fields": {"local": "yes"}},
    "default-off": {"fields": {"default": "off"}},
    "optional": {"fields": {"optional": "yes"}},
    "alternative": {"fields": {"alternative_of": "LX-0002"}},
    "overlay": {"overlays": [_dated("01", "停用")]},
    "overlay-added": {"overlays": [_dated("01", "增加")]},
    "overlay-contact": {"overlays": [_dated("01", "联系", 电话="0600-5550101")]},
    "overlay-counts": {"overlays": [_dated("01", "停用", 至="2026-12-31")]},
    "overlay-counts-not": {"overlays": [_dated("01", "停用", 自="2026-12-31")]},
    "overlay-note": {"overlays": [_dated("01", "停用", 说明="没有湿地")]},
    "lead": {},
    "lead-inferred": {"fields": {"lead_state": "inferred"}},
    "citation": {},
    "citation-unchecked": {"fields": {"basis": [cite("无条文法", "第一条")]}},
    "citation-undated": {"fields": {"basis": [cite("待核法", "第一条")]}},
    "citation-of-others": {"fields": {"basis": [cite(COMMUNITY_LAW, "第三条", **{"for": "community"})]}},
    "policy": {"fields": {"policy": [policy("全国方案")]}},
    "policy-here": {"fields": {"policy": [policy("省方案", area="99")]}},
    "policy-elsewhere": {"fields": {"policy": [policy("外省方案", area="42")]}},
    "destination": {"fields": {"destination": {"who": "县民政局", "how": "到窗口办理。"}}},
    "admission": {"admissions": [admission()]},
    "admission-ahead": {"admissions": [admission(**{"from": "2027-01-01"})]},
    "admission-over": {"admissions": [admission(to="2026-07-01")]},
}


@pytest.mark.parametrize("key", FACTS)
def test_every_fact_is_told_and_worded(key: str) -> None:
    given = FACTS[key]
    rows = given.get("overlays", [])
    loaded = catalog(
        item("LX-0001", **given.get("fields", {})),
        division_code="990121",
        admissions=given.get("admissions", []),
        **({"overlays": rows} if rows else {}),
    )
    found = _explained(loaded)
    assert _fact(found, key).location.file
    _assert_worded(found)


def _assert_worded(found: Explanation) -> None:
    for statement in (found.reason, *found.facts):
        for language in LANGUAGES:
            text = _sentence(Terminal(language), statement)
            assert text and "explain." not in text and "type." not in text and "role." not in text


def test_what_is_wrong_with_the_basis_is_told() -> None:
    found = _explained(catalog(item("LX-0001", basis=[cite("旧法", "第九条")])))
    assert [(one.slug, one.location.line) for one in found.findings] == [("law-not-in-force", 11)]


def test_an_overlay_of_elsewhere_is_not_told() -> None:
    loaded = catalog(item("LX-0001", optional="yes"), overlays=[_dated("02", "停用")])
    assert "overlay" not in _keys(_explained(loaded, "00001"))
    assert "overlay" in _keys(_explained(loaded, "00003"))


def test_a_community_is_told_its_own_way() -> None:
    way = {"who": "县民政局", "how": "到县里。"}
    fields = {"destination": way, "community": {"destination": {"how": "到街道。"}}}
    loaded = catalog(item("LX-0001", **fields))
    told = {owner: _fact(_explained(loaded, owner), "destination").values for owner in ("00001", "00004")}
    assert told == {"00001": way, "00004": {"who": "县民政局", "how": "到街道。"}}


NAMED = [
    *VILLAGES,
    village("00005", 名称="石桥村", 曾用名="老桥村、石拱桥村"),
    village("00006", 名称="石桥村", 乡镇编号="02"),
]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("00001", "00001"),
        ("村02", "00002"),
        ("老桥村", "00005"),
        ("石桥村", ["00005 白云镇石桥村", "00006 青溪乡石桥村"]),
        ("石挢村", ["00005 白云镇石桥村", "00006 青溪乡石桥村"]),
        ("01", "01"),
        ("青溪乡", "02"),
        ("青溪镇", ["02 青溪乡"]),
        ("99999", []),
    ],
)
def test_an_owner_is_found_by_number_or_name(wanted: str, found: str | list[str]) -> None:
    rows = [row | {"曾用名": row.get("曾用名", "")} for row in NAMED]
    loaded = catalog(item("LX-0001"), villages=rows)
    if isinstance(found, str):
        assert find_owner(loaded, wanted).id == found
        return
    with pytest.raises(NotFound) as fault:
        find_owner(loaded, wanted)
    assert list(fault.value.known) == found
    assert fault.value.why == (SEVERAL if wanted == "石桥村" else UNKNOWN)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("LX-0001", "LX-0001"),
        ("lx-0001", "LX-0001"),
        ("亲属关系证明", "LX-0001"),
        ("亲属", "LX-0001"),
        ("婚姻证", "LX-0002"),
        ("居民婚姻证明", "LX-0002"),
        ("证明", ["LX-0001 亲属关系证明", "LX-0002 婚姻证"]),
        ("婚煙证", ["LX-0002 婚姻证"]),
        ("xyz", []),
    ],
)
def test_an_item_is_found_by_id_or_name(wanted: str, found: str | list[str]) -> None:
    loaded = catalog(
        item("LX-0001", name="亲属关系证明"),
        item("LX-0002", name="婚姻状况证明", short="婚姻证", community={"name": "居民婚姻证明"}),
    )
    if isinstance(found, str):
        assert find_item(loaded, wanted).id == found
        return
    with pytest.raises(NotFound) as fault:
        find_item(loaded, wanted)
    assert list(fault.value.known) == found


@pytest.mark.parametrize("adopted", ["yes", "partly", "no", None])
@pytest.mark.parametrize("action", ["move", "add", "cancel", "change", "keep"])
def test_what_was_asked_and_decided_is_told(adopted: str | None, action: str) -> None:
    asked = [opinion(adopted=adopted, reason="理由"), opinion(item="CN-0002"), opinion(item=None)]
    decided = decision(action=action, kind="duty" if action == "move" else None)
    texts = files([item("CN-0001"), item("CN-0002")]) | {
        ROUND: a_round(closed=None, opinions=asked),
        REPORT: a_report(decision=decided),
    }
    loaded, findings = load(texts)
    assert findings == []
    every = _explained(loaded, wanted="CN-0001").facts
    facts = [one for one in every if one.location.file.startswith("records")]
    assert [one.key for one in facts] == [f"opinion-{adopted or 'open'}", "feedback", f"decided-{action}"]
    for language in LANGUAGES:
        opinion_told, *report_told = (_sentence(Terminal(language), one) for one in facts)
        assert "ZX-2026-01" in opinion_told and all("FK-2026-01" in text for text in report_told)
    assert len(_explained(loaded, wanted="CN-0002").facts) == len(every) - 2
