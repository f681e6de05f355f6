"""Where a wording parts."""

from __future__ import annotations

import pytest

from listgen.signage.names import part

TOWN = ("岚溪县", "白云镇", "青石村")


@pytest.mark.parametrize(
    ("wording", "places", "name"),
    [
        ("岚溪县白云镇青石村村民委员会", TOWN, "青石村村民委员会"),
        ("岚溪县白云镇青石村村民委员会", (), "青石村村民委员会"),
        ("中国共产党岚溪县白云镇青石村支部委员会", TOWN, "青石村支部委员会"),
        ("中共白云镇青石村支部委员会", TOWN, "青石村支部委员会"),
        ("白云县白云镇白云村村民委员会", ("白云县", "白云镇", "白云村"), "白云村村民委员会"),
        ("岚溪县城关镇镇区社区居民委员会", ("岚溪县", "城关镇", "镇区社区"), "镇区社区居民委员会"),
        ("岚溪县白云镇青石股份经济合作社", TOWN, "青石股份经济合作社"),
        ("岚溪满族自治县白云满族乡青石村村民委员会", (), "青石村村民委员会"),
        ("岚溪市河东区泷桥街道东泷社区居民委员会", (), "东泷社区居民委员会"),
        (
            "中国共产党青石村股份经济合作联合社支部委员会",
            TOWN,
            "中国共产党青石村股份经济合作联合社支部委员会",
        ),
        (
            "中共青石农场一分场支部委员会",
            ("岚溪县", "青石农场", "青石农场一分场"),
            "一分场支部委员会",
        ),
        (
            "中共岚溪县白云镇社区支部委员会",
            ("岚溪县", "白云镇", "白云镇社区"),
            "白云镇社区支部委员会",
        ),
        ("岚溪县蒙村镇那𡌶股份经济合作社", ("岚溪县", "蒙村镇", "那𡌶村"), "那𡌶股份经济合作社"),
        ("青石村村民委员会", TOWN, "青石村村民委员会"),
        ("青石村村民委员会", (), "青石村村民委员会"),
    ],
)
def test_the_name_proper(wording: str, places: tuple[str, ...], name: str) -> None:
    assert wording[part(wording, places).name_at :] == name


@pytest.mark.parametrize("places", [TOWN, ()])
def test_breaks_are_where_a_place_ends(places: tuple[str, ...]) -> None:
    breaks = part("中国共产党岚溪县白云镇青石村支部委员会", places).breaks
    assert sorted(point.at for point in breaks if not point.cost) == [5, 8, 11, 14]


def test_what_a_village_has_may_stand_apart_at_a_cost() -> None:
    wording = "青石村股份经济合作联合社总支部委员会"
    breaks = {wording[point.at :]: point.cost for point in part(wording, TOWN).breaks}
    assert breaks["股份经济合作联合社总支部委员会"] == 0
    assert breaks["合作联合社总支部委员会"] == breaks["总支部委员会"] > 0
    assert "支部委员会" not in breaks


def test_a_long_county_may_break_inside_at_a_cost() -> None:
    breaks = {point.at: point.cost for point in part("岚溪满族自治县白云镇青石村村民委员会").breaks}
    assert breaks[7] == breaks[10] == 0
    assert breaks[4] > 0


@pytest.mark.parametrize(
    ("wording", "right"),
    [
        ("中国共产党岚溪土家族苗族自治县白云镇青石村支部委员会", "中国共产党岚溪土家族"),
        ("岚溪保安族东乡族撒拉族自治县白云镇青石村村民委员会", "岚溪保安族"),
        ("中国共产党岚溪左翼中旗白云吐镇青石嘎查总支部委员会", "中国共产党岚溪"),
    ],
)
def test_a_long_county_breaks_between_its_peoples_and_before_its_wing(wording: str, right: str) -> None:
    assert len(right) in {point.at for point in part(wording).breaks}
