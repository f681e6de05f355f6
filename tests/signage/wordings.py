"""Wordings as boards have them, of every length from 6 to 47 characters; all places are invented."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import product

LENGTHS = range(6, 48)
A_LENGTH = 14  # wordings of each

PARTIES = ("", "中共", "中国共产党")
COUNTIES = (
    "",
    "岚溪县",
    "岚溪河区",
    "岚溪满族自治县",
    "岚溪土家族苗族自治县",
    "岚溪保安族东乡族撒拉族自治县",
)
TOWNS = ("", "白云镇", "白云街道", "白云山镇", "五一农场", "白云满族乡", "白云山土家族苗族民族乡")
VILLAGES = (
    "青石村",
    "一二三村",
    "三元社区",
    "第12村",
    "十里铺社区",
    "A区社区",
    "青石桥头新村",
    "“八一”新村",
    "青石（白云）村",
    "青石·白云社区",
    "一〇一三分场",
    "第1234生活区",
    "青石—白云桥村",
    "巴彦塔拉嘎查",
)
BODIES = (
    "党支部",
    "村委会",
    "支部委员会",
    "村民委员会",
    "总支部委员会",
    "居民委员会",
    "村务监督委员会",
    "股份经济合作社",
    "股份经济合作联合社",
    "股份经济合作联合社支部委员会",
    "股份经济合作联合社（筹）总支部委员会",
    "股份经济合作联合社“两新”组织联合总支部委员会",
)

# Names as they are, with characters that few fonts have, and a town that is called after a village.
HARD = (
    ("岚溪县", "蒙村镇", "那𡌶村"),
    ("岚溪市", "湖㳇镇", "湖㳇社区"),
    ("岚溪区", "莒口镇", "上㘵村"),
    ("岚溪满族自治县", "营城子镇", "第一鹿场社区"),
    ("岚溪县", "五一农场", "五一农场第12生产队"),
    ("岚溪市", "余家湖街道", "㙟上村"),
)

Places = tuple[str, str, str]


def wordings(length: int) -> tuple[tuple[str, Places], ...]:
    """Some of all that have `length` characters, as different as may be, with the places they name."""
    found = _ALL[length]
    count = min(A_LENGTH, len(found))
    return (*(found[at * len(found) // count] for at in range(count)), *_HARD[length])


def _by_length(
    names: Iterable[tuple[str, str, str, str]],
) -> defaultdict[int, list[tuple[str, Places]]]:
    found: defaultdict[int, list[tuple[str, Places]]] = defaultdict(list)
    for (party, county, town, village), body in product(names, BODIES):
        wording = party + county + town + village + body
        found[len(wording)].append((wording, (county or COUNTIES[1], town or TOWNS[1], village)))
    return found


_ALL = _by_length(product(PARTIES, COUNTIES, TOWNS, VILLAGES))
_HARD = _by_length((party, *places) for party in PARTIES for places in HARD)
