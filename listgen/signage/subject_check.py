"""What is wrong with what a sign inside the hall says, where it is written, before it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from listgen.catalog.model import Village
from listgen.findings import Finding, Location, error
from listgen.signage.coverage import Need, is_covered, is_plain
from listgen.signage.functions import CrowdedError
from listgen.signage.interior import InteriorSlot, InteriorText, TextBlock, spoken
from listgen.signage.interior_text import Subject
from listgen.signage.panel import LacksRoomError, has_room, set_parts
from listgen.signage.slug import CHARACTERS as SLUG_CHARACTERS
from listgen.signage.slug import FACE as SMALL_FACE
from listgen.signage.table import RowsError
from listgen.typeset.faces import Faces
from listgen.typeset.measures import Likeness
from listgen.typeset.setting import OverfullError

ROOM, FUNCTIONS, NAME, PHONE, HONOUR = "室名", "功能", "名称", "电话", "荣誉"


def needs_of_subject(
    slot: InteriorSlot, subject: Subject, village: Village, items: Mapping[str, Location]
) -> Iterator[Need]:
    """What it says, where that is written, and what stands beside its trim.

    `items` says where each item is marked as frequent.
    """
    for role, text in spoken(slot, subject.text):
        place, owner = _place(slot, subject, village, text, items)
        yield Need(text, role, owner, slot.name, place)
    yield Need(SLUG_CHARACTERS, SMALL_FACE, slot.name, slot.name, slot.places["parts"])


class SoundTexts:
    """Which texts one sign surely holds: what is found of one goes for all that measure like it."""

    def __init__(self, slot: InteriorSlot, faces: Faces) -> None:
        texts = [block for block in slot.blocks if isinstance(block, TextBlock)]
        self._slot = slot
        self._registry = faces
        self._names = slot.names
        self._faces = tuple(faces.face(role) for role in {block.style.face for block in texts})
        self._likeness = Likeness(self._faces)
        self._known: dict[tuple[object, ...], bool] = {}

    def holds(self, text: InteriorText) -> bool:
        """Whether every character is there and everything has room; `check_subject` judges the rest."""
        said = [value for name, value in text.names if name in self._names]
        if not all(is_plain(value, face) for face in self._faces for value in said):
            return False
        key = (text.organisation, text.functions, text.rows, *map(self._likeness.of, said))
        if key not in self._known:
            self._known[key] = self._is_sound(text)
        return self._known[key]

    def _is_sound(self, text: InteriorText) -> bool:
        faces = self._registry
        texts = [*spoken(self._slot, text), (SMALL_FACE, SLUG_CHARACTERS)]
        plain = all(is_plain(said, faces.face(role)) for role, said in texts if role in faces.roles)
        return plain and has_room(self._slot, text, faces)


def check_subject(
    slot: InteriorSlot, subject: Subject, village: Village, items: Mapping[str, Location], faces: Faces
) -> list[Finding]:
    """What does not fit, where it is written and with what would do. Missing characters are not judged."""
    if not all(is_covered(text, role, faces) for role, text in spoken(slot, subject.text)):
        return []
    try:
        for _ in set_parts(slot, subject.text, faces):
            pass
    except OverfullError as fault:
        found = fault.overfull
        place, owner = _place(slot, subject, village, found.text, items)
        facts = {"value": found.text, "count": found.cells, "most": found.most}
        return [error("sign-text-too-long", place, sign=slot.name, owner=owner, **facts)]
    except CrowdedError as crowded:
        assert subject.room is not None
        facts = {"value": "、".join(subject.text.functions), "count": crowded.count, "most": crowded.most}
        return [error("room-crowded", subject.room.places[FUNCTIONS], room=subject.room.name, **facts)]
    except RowsError as rows:
        return [_too_many(slot, subject, rows, items)]
    except LacksRoomError as lack:
        facts = {"value": f"{lack.wanted:.0f}", "field": "parts", "room": f"{lack.room:.0f}"}
        return [error("sign-lacks-room", slot.places["parts"], sign=slot.name, **facts)]
    return []


def _too_many(
    slot: InteriorSlot, subject: Subject, rows: RowsError, items: Mapping[str, Location]
) -> Finding:
    """More rows than the table holds, at the first that has no room."""
    facts = {"sign": slot.name, "count": rows.count, "most": rows.most}
    if subject.honours:
        honour = subject.honours[rows.most]
        return error("honours-crowded", honour.places[HONOUR], value=honour.name, **facts)
    item = subject.items[rows.most]
    return error("services-crowded", items[item.id], value=item.short, **facts)


def _place(
    slot: InteriorSlot, subject: Subject, village: Village, text: str, items: Mapping[str, Location]
) -> tuple[Location, str]:
    """Where what the text says is written, and whose it is."""
    room = subject.room
    if room and text in room.functions:
        return room.places[FUNCTIONS], room.name
    if room and room.name in text:
        return room.places[ROOM], room.name
    for at, row in enumerate(subject.text.rows):
        if text in row and subject.honours:
            return subject.honours[at].places[HONOUR], village.name
        if text in row:
            return items[subject.items[at].id], subject.items[at].short
    if village.name in text:
        return village.places[NAME], village.name
    if village.phone and village.phone in text:
        return village.places[PHONE], village.name
    return slot.places["parts"], slot.name
