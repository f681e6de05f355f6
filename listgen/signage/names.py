"""Where the wording of a sign may break: after the party's name, a county, a town, a village."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from listgen.typeset.parting import Break

_PARTY = re.compile("中国共产党|中共")
_COUNTY = re.compile("[^镇乡村社]+?[县市区旗]")
_TOWNSHIP = re.compile("[^村社]+?(?:[镇乡]|街道|苏木|农场|林场|牧场)")
_VILLAGE = re.compile("[^村社]+?(?:村|社区|嘎查)")
_PEOPLES = "(?<=族)(?=(?:东乡|[^族县旗乡镇村]+)族)"  # between two of a county's name
_INNER = re.compile(f"自治县|自治旗|民族乡|街道|[左右]翼|{_PEOPLES}|(?<=管理委员会)")
_INNER_COST = 1.5  # cells: 岚溪满族 | 自治县 can be read, but a whole name is better
_WORDS = re.compile("股份|经济|合作|联合|总支部|(?<!总)支部|[村居]民委员会|[村居]务监督|委员会")
_WORDS_COST = 3.0  # cells: 股份经济 | 合作联合社 can be read too
_KINDS = ("村", "社区", "嘎查")  # what 白云镇社区 adds to its town is no name of its own


@dataclass(frozen=True, slots=True)
class Parting:
    """`name_at`: characters before the village's own name, 0 if it cannot be told; `breaks` by cost."""

    name_at: int
    breaks: tuple[Break, ...]


def part(wording: str, places: Sequence[str] = ()) -> Parting:
    """How `wording` parts. `places` are the names of county, township and village as the roster has them.

    Without them, or where the wording names neither village nor township, it parts after 县, 镇, 村 ….
    """
    joints, end = _by_places(wording, places)
    if not joints:
        joints, end = _by_suffixes(wording)
    known = {at: Break(at) for at in (*joints, end) if 0 < at < len(wording)}
    inner = _breaks(_WORDS, wording, _WORDS_COST) | _breaks(_INNER, wording, _INNER_COST)
    name_at = max((at for at in joints if at in known), default=0)
    # The party's name alone is no prefix: it would part in two.
    of_party = _PARTY.match(wording)
    name_at = 0 if of_party and of_party.end() == name_at else name_at
    return Parting(name_at, tuple((inner | known).values()))


def _breaks(words: re.Pattern[str], wording: str, cost: float) -> dict[int, Break]:
    return {match.start(): Break(match.start(), cost) for match in words.finditer(wording)}


def _by_places(wording: str, places: Sequence[str]) -> tuple[list[int], int]:
    """Where each place begins that the wording names, and where the village ends: 0 if that is not told.

    Nothing when the township is not named either.
    """
    starts: list[int] = []
    at, before, found = 0, -1, -1
    for place in places:
        before, found = found, wording.find(place, at)
        own = found
        if found < 0 and starts and wording.startswith(place, starts[-1]):
            found = starts[-1]  # 青石农场一分场 has its town's name in its own
            own = found if wording[at : found + len(place)] in _KINDS else at
        if found >= 0:
            starts.append(own)
            at = found + len(place)
    if found >= 0:
        return starts, at
    return ([*starts, at], 0) if before >= 0 else ([], 0)


def _by_suffixes(wording: str) -> tuple[list[int], int]:
    """Where each place ends but the village, and where that does; 0 if it cannot be told."""
    ends: list[int] = []
    at = 0
    for unit in (_PARTY, _COUNTY, _TOWNSHIP):
        match = unit.match(wording, at)
        if match:
            at = match.end()
            ends.append(at)
    village = _VILLAGE.match(wording, at)
    return ends, village.end() if village else 0
