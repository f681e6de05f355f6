"""The first look at a text lets nothing through that the close look would find."""

from __future__ import annotations

import random

import pytest

from listgen.findings import Location
from listgen.sources import gate

CHARACTERS = "青溪村（）“”·—、。0123456789Ag \t\n\r\"'`<>&{}%:;=/Xx\u200b\u3000\ue000\ufeff\u212a\u017f\u2e80"
PIECES = ("javascript", "Data", " : ", "x/y", "{%", "%}", "&lt;", "11010119900307000", "Script:", "")


def test_what_is_unremarkable_has_nothing_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(6)
    plain = []
    for _ in range(20_000):
        text = "".join(chance.choices(CHARACTERS, k=chance.randint(0, 6)))
        text += "".join(chance.choices(PIECES, k=chance.randint(0, 3)))
        plain += [text] if gate.is_unremarkable(text) else []
    assert len(plain) > 500
    monkeypatch.setattr(gate, "is_unremarkable", lambda text: False)
    assert [text for text in plain if gate.check_characters(text, Location())] == []
