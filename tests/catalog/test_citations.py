"""Every citation is held to the registry, on a day, for the organisation and the county it is cited for."""

from __future__ import annotations

from datetime import date

import pytest

from listgen.catalog.citations import check_citations
from listgen.catalog.model import Catalog
from listgen.findings import Severity
from tests.catalog.samples import (
    COMMUNITY_LAW,
    DAY,
    ITEMS,
    VILLAGE_LAW,
    catalog,
    cite,
    files,
    item,
    line_of,
    policy,
)

ERROR, WARN = Severity.ERROR, Severity.WARN
SOUND = cite("甲法", "第一条")


def _found(loaded: Catalog, day: date = DAY) -> list[tuple[str, Severity, str, str]]:
    """Slug, severity, value and, where there is one, what stands instead."""
    return [
        (finding.slug, finding.severity, finding.facts()["value"], finding.facts().get("instead", ""))
        for finding in check_citations(loaded, day)
    ]


def _cited(citation: dict[str, object], id_: str = "CN-0001", **fields: object) -> Catalog:
    return catalog(item(id_, basis=[SOUND, citation], **fields))


@pytest.mark.parametrize(
    ("citation", "id_", "found"),
    [
        (cite("甲法", "第二条"), "CN-0001", []),
        (cite("无条文法", "第九十九条"), "CN-0001", []),
        (cite("甲法", "第四条"), "CN-0001", [("unknown-article", ERROR, "第四条", "")]),
        (cite("甲法", "第四条", unverified="yes"), "CN-0001", [("citation-unverified", WARN, "甲法", "")]),
        (cite(VILLAGE_LAW, "第十一条", **{"for": "village"}), "CN-0001", []),
        (
            cite(VILLAGE_LAW, "第八条", **{"for": "village"}),
            "CN-0001",
            [("stale-article", ERROR, "第八条", "第十条")],
        ),
        (
            cite(VILLAGE_LAW, "第九条", **{"for": "village"}),
            "LX-0001",
            [("stale-article", ERROR, "第九条", "第十一条、第四十二条")],
        ),
        (cite(VILLAGE_LAW, "第十条", **{"for": "village"}), "CN-0001", []),
        (
            cite(VILLAGE_LAW, "第十条", **{"for": "village"}),
            "LX-0001",
            [("maybe-stale-article", WARN, "第十条", "第十二条")],
        ),
        (cite(VILLAGE_LAW, "第十一条", **{"for": "village"}), "LX-0001", []),
        (
            cite(VILLAGE_LAW, "第三条", **{"for": "village"}),
            "LX-0001",
            [("unknown-article", ERROR, "第三条", "")],
        ),
        (cite("乙法", "第一条"), "CN-0001", [("unknown-law", ERROR, "乙法", "")]),
        (
            cite("旧法", "第九条"),
            "CN-0001",
            [("law-not-in-force", ERROR, "旧法", "《新法典》第十二条、第十三条")],
        ),
        (cite("旧法", "第八条"), "CN-0001", [("law-not-in-force", ERROR, "旧法", "《新法典》")]),
        (cite("未来法", "第一条"), "CN-0001", [("law-not-yet-in-force", ERROR, "未来法", "")]),
        (cite("待核法", "第一条"), "CN-0001", [("law-date-unverified", WARN, "待核法", "")]),
    ],
)
def test_a_citation(
    citation: dict[str, object], id_: str, found: list[tuple[str, Severity, str, str]]
) -> None:
    assert _found(_cited(citation, id_)) == found


@pytest.mark.parametrize(
    ("law", "day", "slugs"),
    [
        ("旧法", date(2026, 8, 14), []),
        ("旧法", date(2026, 8, 15), ["law-not-in-force"]),
        ("未来法", date(2026, 12, 31), ["law-not-yet-in-force"]),
        ("未来法", date(2027, 1, 1), []),
    ],
)
def test_the_day_decides(law: str, day: date, slugs: list[str]) -> None:
    article = "第九条" if law == "旧法" else "第一条"
    assert [finding[0] for finding in _found(_cited(cite(law, article)), day)] == slugs


@pytest.mark.parametrize(
    ("name", "close"),
    [
        ("城市居民委员会组织法（修订）", COMMUNITY_LAW),
        ("村委会组织法", VILLAGE_LAW),
        ("省条列", "省条例"),
        ("完全不同的规定", ""),
    ],
)
def test_a_law_of_nearly_that_name(name: str, close: str) -> None:
    (finding,) = check_citations(_cited(cite(name, "第一条")), DAY)
    assert (finding.slug, finding.facts()["value"], finding.facts()["close"]) == ("unknown-law", name, close)


@pytest.mark.parametrize(
    ("applies", "law", "for_", "types"),
    [
        ("community", VILLAGE_LAW, None, ["社区"]),
        ("village", COMMUNITY_LAW, None, ["村"]),
        (["village", "community"], VILLAGE_LAW, None, ["社区"]),
        (["village", "community"], VILLAGE_LAW, "village", []),
        (["village", "community"], COMMUNITY_LAW, "village", ["村"]),
        ("village", VILLAGE_LAW, None, []),
        ("community", VILLAGE_LAW, "village", []),
    ],
)
def test_a_law_binds_one_organisation(applies: object, law: str, for_: str | None, types: list[str]) -> None:
    article = "第十一条" if law == VILLAGE_LAW else "第三条"
    citation = cite(law, article) | ({"for": for_} if for_ else {})
    loaded = _cited(citation, applies=applies)
    found = list(check_citations(loaded, DAY))
    assert {finding.slug for finding in found} <= {"law-of-other-organisation"}
    assert [finding.facts()["type"] for finding in found] == types


@pytest.mark.parametrize(
    ("division_code", "found"),
    [("330899", []), ("33", []), ("420100", ["law-of-other-area"]), ("", ["law-of-other-area"])],
)
def test_a_local_law_stays_in_its_area(division_code: str, found: list[str]) -> None:
    loaded = catalog(item("CN-0001", basis=[SOUND, cite("省条例", "第一条")]), division_code=division_code)
    assert [finding[0] for finding in _found(loaded)] == found


def _policy(**fields: object) -> dict[str, object]:
    return {"basis_type": "policy", "basis": [], "policy": [policy("方案")], **fields}


GENERAL, FORBIDS = cite("甲法", "第二条", "general"), cite("甲法", "第二条", "prohibits")
FOR_VILLAGE = cite("甲法", "第一条", **{"for": "village"})


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        (_policy(), []),
        (_policy(basis=[GENERAL]), []),
        ({"basis": []}, [("no-basis", ERROR, "CN-0001"), ("no-basis", ERROR, "CN-0001")]),
        ({"basis": [], "applies": "village"}, [("no-basis", ERROR, "CN-0001")]),
        ({"basis": [FOR_VILLAGE]}, [("no-basis", ERROR, "CN-0001")]),
        ({"basis": [FOR_VILLAGE], "policy": [policy("方案")]}, []),
        ({"basis": [GENERAL]}, []),
        ({"basis": [GENERAL | {"for": "village"}]}, [("no-basis", ERROR, "CN-0001")]),
        (
            {"basis": [cite("甲法", "第一条", "destination")], "applies": "village"},
            [("no-basis", ERROR, "CN-0001")],
        ),
        (_policy(basis=[FORBIDS]), [("basis-type-wrong", ERROR, "policy")]),
        ({"basis": [GENERAL], "policy": [policy("方案")]}, [("basis-type-wrong", ERROR, "law")]),
        ({"basis": [FORBIDS], "policy": [policy("方案")]}, []),
        (_policy(policy=[policy("方案", area="42")]), [("policy-of-other-area", WARN, "某厅《方案》")]),
        (_policy(policy=[policy("方案", area="42"), policy("意见")]), []),
        (_policy(policy=[policy("方案", area="33")]), []),
        (
            _policy(policy=[], basis=[GENERAL]),
            [("policy-not-named", ERROR, "CN-0001"), ("policy-of-other-area", WARN, "")],
        ),
    ],
)
def test_what_carries_is_of_its_nature(
    fields: dict[str, object], found: list[tuple[str, Severity, str]]
) -> None:
    loaded = catalog(item("CN-0001", **fields), division_code="330899")
    assert [entry[:3] for entry in _found(loaded)] == found


@pytest.mark.parametrize(("state", "found"), [("in-force", 1), ("proposed", 1), ("retired", 0)])
def test_retired_items_are_left_alone(state: str, found: int) -> None:
    assert len(_found(_cited(cite("甲法", "第四条"), state=state))) == found


def test_a_finding_stands_at_its_citation() -> None:
    good, bad = item("CN-0001"), item("CN-0002", basis=[cite("旧法", "第九条")], basis_type="law")
    text = files([good, bad])[ITEMS]
    (finding,) = check_citations(catalog(good, bad), DAY)
    assert (finding.location.file, finding.location.line) == (ITEMS, line_of(text, "旧法"))
