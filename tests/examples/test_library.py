"""The library of list kinds: it loads, its icons are drawn, and each rule of the practices is broken once."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from listgen.catalog.items import load_items
from listgen.catalog.kind_rules import check_kinds
from listgen.catalog.kinds import load_kinds
from listgen.resources import shipped
from tests.catalog.samples import DAY, ITEMS, files, item, listed, load, village

LIBRARY = shipped("catalogs") / "kinds" / "library.yaml"
LOADED, FAULTS = load_kinds(LIBRARY.read_bytes())
KINDS = {kind.id: kind for kind in LOADED.kinds}
COUNTY, _ = load(files(villages=[village("00001")]) | {"kinds.yaml": LIBRARY.read_text("utf-8")})
Fields = dict[str, object]

SERVICE: Fields = {"materials": ["身份证"], "steps": ["提出", "办好"], "time": "当场", "place": "大厅"}
SERVED: Fields = SERVICE | {"phone": "0600-5550201", "fee": "不收费"}
PAID = {"from": "县民政局", "authority": "委托书", "funding": "该局列支"}
SOUND: dict[str, Fields] = {
    "duty": {},
    "assist": {},
    "not-permitted": {"destination": {"who": "县民政局", "how": "到窗口办。"}},
    "service": SERVED,
    "delegated": SERVED | {"delegated": PAID},
    "certificate": {"purpose": "收养", "asker": "县民政局", "issuer": "村民委员会", "guide": "带身份证"},
    "seal-use": {"seal": "村（居）民委员会印章", "sealed_by": "主任", "seals": "CN-0001"},
    "award": {"frequency": "三年一次"},
    "assessment": {
        "assessed_by": "县级统一组织",
        "frequency": "每年一次",
        "veto": "no",
        "evidence": "工作实效",
    },
    "inspection": {"plan": "计划〔2026〕1号", "frequency": "每年一次"},
    "pledge": {},
    "ledger-party": {"frequency": "每月", "carrier": "纸质"},
    "ledger-civil": {"frequency": "每月", "carrier": "电子", "system": "民政平台"},
    "ledger": {"frequency": "每月", "carrier": "纸质和电子"},
    "form": {
        "frequency": "每年一次",
        "approval": "表审〔2026〕1号",
        "approved_by": "县数据局",
        "approved_until": "2026-11-21",
    },
    "mechanism": {"approver": "县委编办", "set_up": "2025-01-01", "plate": "不挂牌"},
    "small-powers": {"steps": ["提出", "公示"], "holder": "村民委员会", "supervision": "监督委员会"},
    "negative-doc": {"instead": "打电话"},
    "meeting-plan": {"frequency": "每年一次", "attendees": "各村", "filing": "会备〔2026〕1号"},
    "basic": {"applies": ["township"]},
    "cooperate": {"applies": ["township"], "superior_duty": "审批。"},
    "recalled": {"applies": ["township"], "method": "由部门自己办。"},
}


def of(kind: str, changes: Fields | None = None, number: int = 1) -> Fields:
    """A sound item of the kind, but for some fields."""
    return item(f"CN-{number:04}", **{"kind": kind} | SOUND[kind] | (changes or {}))


def found(*items: Fields) -> list[str]:
    """The slugs of what is wrong with the items under the library's kinds."""
    read, findings = load_items({ITEMS: listed("items", items).encode()}, LOADED)
    return [finding.slug for finding in [*findings, *check_kinds(replace(COUNTY, items=read), DAY)]]


def stamped(certificate: Fields) -> tuple[Fields, Fields]:
    return certificate, of("seal-use", number=2)


def test_it_loads() -> None:
    assert FAULTS == []
    assert set(KINDS) == set(SOUND)


def test_each_list_has_an_icon_that_is_drawn() -> None:
    parts = (shipped("templates") / "site" / "parts.html").read_text("utf-8")
    drawn = set(re.findall(r"name == '([a-z]+)'", parts))
    assert {kind.icon for kind in KINDS.values()} <= drawn


def test_the_shipped_lists_are_the_library_s() -> None:
    national, _ = load_kinds((shipped("catalogs") / "national" / "kinds.yaml").read_bytes())
    assert [replace(KINDS[kind.id], refused=()) for kind in national.kinds] == list(national.kinds)


@pytest.mark.parametrize("kind", sorted(SOUND.keys() - {"pledge", "certificate", "seal-use"}))
def test_a_sound_item_passes(kind: str) -> None:
    assert found(of(kind)) == []


def test_a_certificate_passes_with_its_seal_use() -> None:
    assert found(*stamped(of("certificate"))) == []
    assert found(of("certificate")) == ["item-not-covered"]


@pytest.mark.parametrize(
    ("kind", "changes", "slug"),
    [
        ("duty", {"enforcer": "村（社区）"}, "item-refused"),
        ("duty", {"enforcer": "县级部门"}, ""),
        ("assist", {"enforcer": "村（社区）"}, "item-refused"),
        ("assist", {"lead": "村民委员会"}, "item-refused"),
        ("not-permitted", {"destination": None}, "missing-destination"),
        ("service", {"fee": None}, "missing-field"),
        ("service", {"phone": None}, "missing-field"),
        ("delegated", {"delegated": None}, "missing-field"),
        ("delegated", {"delegated": PAID | {"to": "2026-11-20"}}, "delegation-expired"),
        ("award", {"frequency": None}, "missing-choice"),
        ("assessment", {"frequency": "每季度"}, "item-refused"),
        ("assessment", {"frequency": "两年一次"}, ""),
        ("assessment", {"assessed_by": "单个部门"}, "item-refused"),
        ("assessment", {"veto": "yes"}, "item-refused"),
        ("assessment", {"evidence": "台账资料"}, "item-refused"),
        ("inspection", {"plan": None}, "missing-field"),
        ("inspection", {"frequency": "每月"}, "item-refused"),
        ("pledge", {}, "too-many-items"),
        ("form", {"approval": None}, "missing-field"),
        ("form", {"approved_until": "2026-11-20"}, "item-expired"),
        ("form", {"available_from": "民政平台"}, "item-refused"),
        ("form", {"approval": None, "state": "retired"}, ""),
        ("mechanism", {"plate": "另行挂牌"}, "item-refused"),
        ("mechanism", {"plate": "在挂牌方案内"}, ""),
        ("mechanism", {"approver": None}, "missing-field"),
        ("mechanism", {"ends": "2026-11-20"}, "item-expired"),
        ("small-powers", {"supervision": None}, "missing-field"),
        ("negative-doc", {"instead": None}, "missing-field"),
        ("meeting-plan", {"frequency": "每半年"}, "item-refused"),
        ("ledger-party", {"carrier": None}, "missing-choice"),
        ("cooperate", {"superior_duty": None}, "missing-field"),
        ("recalled", {"method": None}, "missing-field"),
    ],
)
def test_what_the_practices_forbid(kind: str, changes: Fields, slug: str) -> None:
    assert found(of(kind, changes)) == ([slug] if slug else [])


@pytest.mark.parametrize("lacking", ["purpose", "asker", "issuer", "guide"])
def test_a_certificate_says_who_wants_it_and_how(lacking: str) -> None:
    assert found(*stamped(of("certificate", {lacking: None}))) == ["missing-field"]


@pytest.mark.parametrize(("kind", "most"), [("ledger-party", 6), ("ledger-civil", 20)])
def test_no_more_ledgers_than_the_cap(kind: str, most: int) -> None:
    assert found(*(of(kind, number=number + 1) for number in range(most))) == []
    assert found(*(of(kind, number=number + 1) for number in range(most + 1))) == ["too-many-items"]
