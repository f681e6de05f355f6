"""What has room by measures has it when it is set, whatever the text: many texts, drawn by chance."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from listgen.findings import Location
from listgen.signage import hall, plaque
from listgen.signage.check import SignText, check_halls
from listgen.signage.names import part
from listgen.signage.plaque import board, set_wording
from listgen.signage.scheme import Slot
from listgen.typeset.setting import Overfull, OverfullError
from listgen.typeset.vertical import set_vertical
from tests.signage.shipped import HALL, SCHEME
from tests.typeset.shipped import FACES, ORDINARY

CHARACTERS = ORDINARY + "一二三十口中国共产党县镇村社区（）“”·—、0123456789Ag "
TAILS = ("", "党群服务中心", "村民委员会", "综合服务大厅", "新时代文明实践站")


def wordings(count: int) -> Iterator[str]:
    chance = random.Random(5)
    for _ in range(count):
        yield "青" + "".join(chance.choices(CHARACTERS, k=chance.randint(0, 90))) + chance.choice(TAILS)


@pytest.mark.parametrize("slot", SCHEME.slots, ids=lambda slot: slot.id)
def test_a_wording_that_has_room_is_set(slot: Slot) -> None:
    face, met = FACES.face(slot.face), set()
    for wording in wordings(120):
        room = plaque.has_room(slot, wording, face)
        met.add(room)
        try:
            set_wording(slot, wording, face)
            fits = True
        except OverfullError:
            fits = False
        assert room is fits, wording
        if slot.bar is None and room:
            parting = part(wording, (wording[:3], wording[3:6], wording[6:9]))
            for alike in (False, True):
                found = set_vertical(wording, face, board(slot), parting.name_at, parting.breaks, alike)
                assert not isinstance(found, Overfull), wording
    assert met == {False, True}


def test_a_heading_that_has_room_is_set() -> None:
    sure = [wording for wording in wordings(120) if hall.has_room(HALL, wording, FACES)]
    assert len(sure) > 20
    for wording in sure:
        hall.set_texts(HALL, hall.HallText(wording, (), "", "village"), FACES)
    texts = [SignText("甲村", "hall", wording, Location("villages.csv")) for wording in sure]
    assert check_halls(HALL, texts, (), "", FACES, Location("county.yaml")) == []
