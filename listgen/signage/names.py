"""Where the wording of a sign may break: after the party's name, a county, a town; before the village."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from listgen.typeset.vertical import Break

_PARTY = re.compile("中国共产党|中共")
_COUNTY = re.compile("[^镇乡村社]+?[县市区旗]")
_TOWNSHIP = re.compile("[^村社]+?(?:[镇乡]|街道|苏木|农场|林场|牧场)")
_PEOPLES = "(?<=族)(?=(?:东乡|[^族县旗乡镇村]+)族)"  # between two of a county's name
_INNER = re.compile(f"自治县|自治旗|民族乡|街道|[左右]翼|{_PEOPLES}|(?<=管理委员会)")
_INNER_COST = 1.5  # cells: 岚溪满族 | 自治县 can be read, but a whole name is better
_KINDS = ("村", "社区", "嘎查")  # what 白云镇社区 adds to its town is no name of its own


@dataclass(frozen=True, slots=True)
class Parting:
    """`name_at`: characters before the village's own name, 0 if it cannot be told; `breaks` by cost."""

    name_at: int
    breaks: tuple[Break, ...]


def part(wording: str, places: Sequence[str] = ()) -> Parting:
    """How `wording` parts. `places` are the names of county, township and village as the roster has them.

    Without them, or where the wording calls the village otherwise, the suffixes 县, 镇 … are looked for.
    """
    joints = _starts(wording, places) or _ends_by_suffix(wording)
    inner = {match.start(): Break(match.start(), _INNER_COST) for match in _INNER.finditer(wording)}
    known = {at: Break(at) for at in joints if 0 < at < len(wording)}
    name_at = max(known, default=0)
    # The party's name alone is no prefix: it would part in two.
    of_party = _PARTY.match(wording)
    name_at = 0 if of_party and of_party.end() == name_at else name_at
    return Parting(name_at, tuple((inner | known).values()))


def _starts(wording: str, places: Sequence[str]) -> list[int]:
    """Where each place begins that the wording names; empty when the last, the village, is not among them."""
    starts: list[int] = []
    at, found = 0, -1
    for place in places:
        found = own = wording.find(place, at)
        if found < 0 and starts and wording.startswith(place, starts[-1]):
            found = starts[-1]  # 青石农场一分场 has its town's name in its own
            own = found if wording[at : found + len(place)] in _KINDS else at
        if found >= 0:
            starts.append(own)
            at = found + len(place)
    return starts if found >= 0 else []


def _ends_by_suffix(wording: str) -> list[int]:
    ends: list[int] = []
    at = 0
    for unit in (_PARTY, _COUNTY, _TOWNSHIP):
        match = unit.match(wording, at)
        if match:
            at = match.end()
            ends.append(at)
    return ends
