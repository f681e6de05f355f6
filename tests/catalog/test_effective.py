"""What holds for whom on which day, how it is worded, and what carries it."""

from __future__ import annotations

from datetime import date

import pytest

from listgen.catalog.effective import ByScope, Effective, carrying, holds, scopes
from listgen.catalog.model import COMMUNITY, VILLAGE, Catalog
from listgen.catalog.view import ViewItem
from tests.catalog.samples import (
    COMMUNITY_LAW,
    DAY,
    KINDS,
    VILLAGE_LAW,
    VILLAGES,
    admission,
    catalog,
    cite,
    item,
    overlay,
    policy,
    village,
)

BOTH = (VILLAGE, COMMUNITY)


def _reason(loaded: Catalog, id_: str, village_id: str, day: date = DAY) -> tuple[bool, str]:
    (entry,) = (entry for entry in loaded.items if entry.id == id_)
    (where,) = (village for village in loaded.villages if village.id == village_id)
    verdict = holds(entry, where.organisation, ByScope(loaded).reaching(scopes(where)), loaded, day)
    on_list = id_ in {view.id for view in _view(loaded, village_id, day)}
    assert on_list is verdict.holds
    return verdict.holds, verdict.reason


def _view(loaded: Catalog, village_id: str, day: date = DAY) -> tuple[ViewItem, ...]:
    (where,) = (village for village in loaded.villages if village.id == village_id)
    return Effective(loaded, day).village(where)


VILLAGE_ID, COMMUNITY_ID = "00001", "00004"


@pytest.mark.parametrize(
    ("fields", "where", "verdict"),
    [
        ({}, VILLAGE_ID, (True, "in-force")),
        ({}, COMMUNITY_ID, (True, "in-force")),
        ({"state": "proposed"}, VILLAGE_ID, (False, "state-proposed")),
        ({"state": "retired"}, VILLAGE_ID, (False, "state-retired")),
        ({"applies": "village"}, VILLAGE_ID, (True, "in-force")),
        ({"applies": "village"}, COMMUNITY_ID, (False, "other-organisation-type")),
        ({"applies": "community"}, VILLAGE_ID, (False, "other-organisation-type")),
        ({"needs_confirmation": "community"}, VILLAGE_ID, (True, "in-force")),
        ({"needs_confirmation": "community"}, COMMUNITY_ID, (False, "not-confirmed")),
        ({"needs_confirmation": "community", "confirmed": "village"}, COMMUNITY_ID, (False, "not-confirmed")),
        ({"needs_confirmation": "community", "confirmed": "community"}, COMMUNITY_ID, (True, "in-force")),
        ({"default": "off"}, VILLAGE_ID, (False, "default-off")),
        ({"default": "on"}, VILLAGE_ID, (True, "in-force")),
        ({"local": "yes"}, VILLAGE_ID, (False, "not-added")),
        ({"optional": "yes"}, VILLAGE_ID, (True, "in-force")),
    ],
)
def test_reasons(fields: dict[str, object], where: str, verdict: tuple[bool, str]) -> None:
    assert _reason(catalog(item("CN-0001", **fields)), "CN-0001", where) == verdict


@pytest.mark.parametrize(
    ("scope", "reached"),
    [
        ("全县", ["00001", "00002", "00003", "00004"]),
        ("01", ["00001", "00002", "00004"]),
        ("02", ["00003"]),
        ("00002", ["00002"]),
        ("09", []),
    ],
)
@pytest.mark.parametrize(
    ("fields", "action", "reason", "else_"),
    [
        ({"optional": "yes"}, "停用", (False, "switched-off"), (True, "in-force")),
        ({"default": "off"}, "启用", (True, "switched-on"), (False, "default-off")),
        ({"local": "yes"}, "增加", (True, "added"), (False, "not-added")),
    ],
    ids=["off", "on", "added"],
)
def test_overlays_reach_their_scope(
    scope: str,
    reached: list[str],
    fields: dict[str, object],
    action: str,
    reason: tuple[bool, str],
    else_: tuple[bool, str],
) -> None:
    loaded = catalog(
        item("LX-0001", **fields),
        item("LX-0002"),
        overlays=[overlay(scope, "LX-0001", action, "ZR-2026-01")],
        admissions=[admission()],
    )
    for row in VILLAGES:
        expected = reason if row["编号"] in reached else else_
        assert _reason(loaded, "LX-0001", row["编号"]) == expected
        assert _reason(loaded, "LX-0002", row["编号"]) == (True, "in-force")


def test_off_wins_over_on() -> None:
    both = [overlay("全县", "LX-0001", "启用"), overlay("01", "LX-0001", "停用")]
    loaded = catalog(item("LX-0001", default="off", optional="yes"), overlays=both)
    assert _reason(loaded, "LX-0001", "00001") == (False, "switched-off")
    assert _reason(loaded, "LX-0001", "00003") == (True, "switched-on")


@pytest.mark.parametrize(
    ("day", "added"),
    [
        (date(2026, 5, 31), False),
        (date(2026, 6, 1), True),
        (date(2026, 11, 21), True),
        (date(2027, 5, 31), True),
        (date(2027, 6, 1), False),
    ],
)
def test_an_addition_holds_while_it_is_admitted(day: date, added: bool) -> None:
    loaded = catalog(
        item("LX-0001", local="yes"),
        overlays=[overlay("全县", "LX-0001", "增加", "ZR-2026-01")],
        admissions=[admission(**{"from": "2026-06-01", "to": "2027-05-31"})],
    )
    assert _reason(loaded, "LX-0001", "00001", day) == (added, "added" if added else "not-admitted")
    assert bool(Effective(loaded, day).county()) is added


@pytest.mark.parametrize("action", ["启用", "停用"])
def test_only_an_addition_adds(action: str) -> None:
    rows = [overlay("全县", "LX-0001", action, "ZR-2026-01")]
    loaded = catalog(item("LX-0001", local="yes"), overlays=rows, admissions=[admission()])
    assert _reason(loaded, "LX-0001", "00001")[0] is False


def test_an_addition_without_its_admission() -> None:
    loaded = catalog(
        item("LX-0001", local="yes"), overlays=[overlay("全县", "LX-0001", "增加", "ZR-2026-09")]
    )
    assert _reason(loaded, "LX-0001", "00001") == (False, "not-admitted")


def test_numbers_count_within_each_kind() -> None:
    help_ = {"kind": "assist"}
    loaded = catalog(
        *(item("CN-0001", **help_), item("CN-0002"), item("CN-0003", applies="community")),
        *(item("CN-0004", **help_), item("CN-0005", state="retired"), item("CN-0006")),
    )

    def numbers(views: tuple[ViewItem, ...]) -> list[tuple[str, int]]:
        return [(view.id, view.number) for view in views]

    tail = [("CN-0001", 1), ("CN-0004", 2)]
    assert numbers(_view(loaded, VILLAGE_ID)) == [("CN-0002", 1), ("CN-0006", 2), *tail]
    of_all = [("CN-0002", 1), ("CN-0003", 2), ("CN-0006", 3), *tail]
    assert numbers(_view(loaded, COMMUNITY_ID)) == of_all
    assert numbers(Effective(loaded, DAY).county()) == of_all


def test_kinds_come_in_the_order_of_their_file() -> None:
    loaded = catalog(item("CN-0001"), item("CN-0002", kind="assist"), kinds=[KINDS[1], KINDS[0]])
    assert [view.kind for view in _view(loaded, VILLAGE_ID)] == ["assist", "duty"]


WORDED = item(
    "CN-0001",
    kind="not-permitted",
    name="村的名称",
    content="村的内容",
    plain="村里不办。",
    destination={"who": "村的去处", "how": "村的办法"},
    community={
        "name": "社区的名称",
        "content": "社区的内容",
        "plain": "社区不办。",
        "destination": {"who": "社区的去处", "how": "社区的办法"},
    },
)


def _texts(view: ViewItem) -> tuple[str, ...]:
    return view.name, view.content, view.plain, view.who, view.how, view.applies


def test_wording_for_each() -> None:
    loaded = catalog(WORDED)
    village_texts = ("村的名称", "村的内容", "村里不办。", "村的去处", "村的办法")
    assert _texts(_view(loaded, VILLAGE_ID)[0]) == (*village_texts, "村")
    community = ("社区的名称", "社区的内容", "社区不办。", "社区的去处", "社区的办法")
    assert _texts(_view(loaded, COMMUNITY_ID)[0]) == (*community, "社区")
    county = ("村的名称（社区：社区的名称）", *village_texts[1:], "村、社区")
    assert _texts(Effective(loaded, DAY).county()[0]) == county


def test_wording_without_a_difference() -> None:
    loaded = catalog(item("CN-0001", community={"plain": "社区办。"}))
    assert _texts(_view(loaded, COMMUNITY_ID)[0]) == ("事项01", "内容", "社区办。", "", "", "社区")
    assert Effective(loaded, DAY).county()[0].name == "事项01"


@pytest.mark.parametrize(
    ("fields", "name", "applies"),
    [
        ({"applies": "community"}, "社区的名称（限社区）", "社区"),
        ({"applies": "village"}, "村的名称（限村）", "村"),
        ({"needs_confirmation": "community"}, "村的名称（社区待确认）", "村"),
        ({"needs_confirmation": "village"}, "社区的名称（村待确认）", "社区"),
    ],
)
def test_the_county_words_an_item_for_those_it_holds_for(
    fields: dict[str, object], name: str, applies: str
) -> None:
    (view,) = Effective(catalog(WORDED | fields), DAY).county()
    assert (view.cell("name"), view.applies) == (name, applies)


def test_the_county_has_what_anybody_has_and_says_who() -> None:
    loaded = catalog(
        *(item("CN-0001", default="off"), item("CN-0002", default="off"), item("CN-0003", optional="yes")),
        item("CN-0004", optional="yes"),
        overlays=[
            *(overlay("01", "CN-0001", "启用"), overlay("全县", "CN-0002", "启用")),
            *(overlay("00001", "CN-0003", "停用"), overlay("全县", "CN-0004", "停用")),
        ],
    )
    names = {view.id: view.reach for view in Effective(loaded, DAY).county()}
    assert names == {"CN-0001": "（限部分村和部分社区）", "CN-0002": "", "CN-0003": ""}


STATES, GENERAL = cite("甲法", "第一条"), cite("甲法", "第二条", "general")
OWN, OTHER = policy("本省方案", number="〔2020〕1号", area="33"), policy("外省方案", area="42")
NATIONAL = policy("全国意见")


@pytest.mark.parametrize(
    ("basis", "policies", "types", "lines"),
    [
        ([STATES], [], BOTH, ["《甲法》第一条"]),
        ([cite("甲法", "第一条", "prohibits")], [NATIONAL], BOTH, ["《甲法》第一条"]),
        ([STATES], [NATIONAL], BOTH, ["《甲法》第一条"]),
        ([GENERAL], [NATIONAL], BOTH, ["某厅《全国意见》"]),
        ([GENERAL], [], BOTH, []),
        ([cite("甲法", "第一条", "destination")], [NATIONAL], BOTH, ["某厅《全国意见》"]),
        ([cite("甲法", "第一条", "competence")], [], BOTH, []),
        ([], [OWN, NATIONAL], BOTH, ["某厅《本省方案》（〔2020〕1号）", "某厅《全国意见》"]),
        ([], [OTHER, NATIONAL], BOTH, ["某厅《全国意见》"]),
        ([], [OTHER, policy("又一方案", area="43")], BOTH, ["参照某厅《外省方案》"]),
        ([STATES], [OTHER], BOTH, ["《甲法》第一条"]),
        (
            [STATES, cite("乙法", "第三条"), cite("甲法", "第二条")],
            [],
            BOTH,
            ["《甲法》第一条、第二条", "《乙法》第三条"],
        ),
        (
            [cite("甲法", "第一条", unverified="yes"), cite("甲法", "第二条")],
            [],
            BOTH,
            ["《甲法》第一条（条文待核）、第二条"],
        ),
        ([cite(VILLAGE_LAW, "第十条", **{"for": "village"})], [], (VILLAGE,), [f"《{VILLAGE_LAW}》第十条"]),
        ([cite(VILLAGE_LAW, "第十条", **{"for": "village"})], [NATIONAL], (COMMUNITY,), ["某厅《全国意见》"]),
        (
            [
                cite(VILLAGE_LAW, "第十条", **{"for": "village"}),
                cite(COMMUNITY_LAW, "第三条", **{"for": "community"}),
            ],
            [],
            BOTH,
            [f"《{VILLAGE_LAW}》第十条", f"《{COMMUNITY_LAW}》第三条"],
        ),
    ],
)
def test_what_carries(
    basis: list[dict[str, object]],
    policies: list[dict[str, object]],
    types: tuple[str, ...],
    lines: list[str],
) -> None:
    (entry,) = catalog(item("CN-0001", basis=basis, policy=policies)).items
    assert list(carrying(entry, types, "330899")) == lines


@pytest.mark.parametrize(
    ("area", "division_code", "line"),
    [
        *(("33", "330899", "某厅《方案》"), ("330899", "330899", "某厅《方案》"), (None, "", "某厅《方案》")),
        *(
            ("33", "", "参照某厅《方案》"),
            ("3308", "330799", "参照某厅《方案》"),
            ("42", "330899", "参照某厅《方案》"),
        ),
    ],
)
def test_a_policy_reaches_its_area(area: str | None, division_code: str, line: str) -> None:
    (entry,) = catalog(item("CN-0001", basis=[], policy=[policy("方案", area=area or "")])).items
    assert carrying(entry, BOTH, division_code) == (line,)


def test_roles_stay_apart() -> None:
    basis = [STATES, GENERAL, cite("乙法", "第三条", "destination"), cite("丙法", "第四条", "competence")]
    view = _view(catalog(item("CN-0001", basis=basis)), VILLAGE_ID)[0]
    assert view.basis == ("《甲法》第一条",)
    assert view.principles == ("《甲法》第二条",)
    assert view.competence == ("《乙法》第三条", "《丙法》第四条")


def test_a_view_takes_the_county_fields() -> None:
    entry = item(
        "CN-0001", lead_state="inferred", frequent="yes", keywords=["甲"], materials=["证"], seal="章"
    )
    view = _view(catalog(entry), VILLAGE_ID)[0]
    assert (view.lead_confirmed, view.frequent, view.local, view.keywords) == (False, True, False, ("甲",))
    assert (view.service.materials, view.cell("seal"), view.cell("lead")) == (("证",), "章", "县民政局＊")


def test_items_worded_alike_are_one_value() -> None:
    effective = Effective(catalog(item("CN-0001"), villages=[village("00001"), village("00002")]), DAY)
    first, second = (effective.village(row)[0] for row in catalog(item("CN-0001")).villages[:2])
    assert first is second
