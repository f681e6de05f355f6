"""The character gate: what may not enter, and above all what may."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listgen.text import bad_characters, full_width_in_code, id_numbers

REFUSED = {
    "lost-character": "\ufffd",
    "control-character": "\x00\x01\t\x0b\r\x1b\x7f\x80\x85\x9f",
    "zero-width-character": (
        "\u00ad\u034f\u115f\u1160\u17b4\u180b\u180d\u180e\u180f\u200b\u200c\u200d\u2060\u2061\u206a\u3164"
        "\ufe00\ufe0f\ufeff\uffa0\ufff9\U000e0001\U000e0020\U000e0100\U000e01ef"
    ),
    "bidi-character": "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "odd-blank": "\u00a0\u1680\u2000\u2003\u2007\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
    "lone-surrogate": "\ud800\udbff\udc00\udfff",
    "private-use-character": "\ue000\uf8ff\U000f0000\U000ffffd\U00100000\U0010fffd",
    "unassigned-character": "\u0378\ufdd0\ufffe\uffff\U0001fffe\U0002fffe\U0010ffff",
    "compatibility-ideograph": "\u2e80\u2ecb\u2f00\u2fd5\uf900\ufa0d\ufa10\ufa2a\ufad9\U0002f800\U0002fa1d",
}
UNIFIED = "\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29"


@pytest.mark.parametrize(
    ("slug", "char"),
    [(slug, char) for slug, chars in REFUSED.items() for char in chars],
    ids=lambda value: value if len(value) > 1 else f"{ord(value):04X}",
)
@pytest.mark.parametrize("before", ["", "甲", "a\n"], ids=len)
def test_refused(slug: str, char: str, before: str) -> None:
    (bad,) = bad_characters(f"{before}{char}乙")
    assert (bad.slug, bad.char, bad.position) == (slug, char, len(before) + 1)
    assert bad.codepoint == f"U+{ord(char):04X}"


@pytest.mark.parametrize(
    "text",
    [
        *("", "a b-~", "甲\n乙", "龙𡐓村", "上㙍村", "二〇二六年", "白云山·青石", "——", "“一肩挑”", "（含）"),
        *(
            "岚办发〔2026〕18号",
            "《》、。！？：；…",
            "①",
            "℃",
            "é",
            "\u2126",
            "\ufe10",
            "𠮷",
            "㐀䶿一鿿",
            "\U00030000",
            "２０２６",
        ),
        *UNIFIED,
    ],
    ids=ascii,
)
def test_allowed(text: str) -> None:
    assert bad_characters(text) == ()


def test_the_twelve_are_those_without_a_twin() -> None:
    block = [chr(code) for code in range(0xF900, 0xFB00)]
    assert [
        char for char in block if unicodedata.category(char) == "Lo" and not bad_characters(char)
    ] == list(UNIFIED)


def test_each_is_found_in_order() -> None:
    found = bad_characters("\u200b甲\u202e乙\u00a0")
    assert [(bad.slug, bad.position) for bad in found] == [
        ("zero-width-character", 1),
        ("bidi-character", 3),
        ("odd-blank", 5),
    ]


def test_a_text_is_judged_alike_beside_an_unusual_character() -> None:
    """Texts of usual characters are passed at a glance; the glance may not let in what the look refuses."""
    for start in range(0, 0x30000, 0x100):
        text = "".join(map(chr, range(start, start + 0x100)))
        alone = [char for char in text if bad_characters(char)]
        assert alone == [bad.char for bad in bad_characters(text + "é")], hex(start)


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_judged(text: str) -> None:
    for bad in bad_characters(text):
        assert text[bad.position - 1] == bad.char
        assert bad.slug in REFUSED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("00173", ""), ("LX-0001", ""), ("村－甲", ""), ("（一）", "")),
        *(("0０1", "０"), ("９", "９"), ("ＬX-0001", "Ｌ"), ("ｚ", "ｚ"), ("１２", "１２"), ("：；", "")),
    ],
)
def test_full_width_in_code(text: str, found: str) -> None:
    bad = full_width_in_code(text)
    assert "".join(entry.char for entry in bad) == found
    assert all(entry.slug == "full-width-in-code" and text[entry.position - 1] == entry.char for entry in bad)


ID = "11010519491231002X"  # the example of GB 11643-1999


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ID, [ID]),
        (ID.lower(), [ID.lower()]),
        (f"身份证{ID}，", [ID]),
        (f"{ID}、53010219200508011X", [ID, "53010219200508011X"]),
        ("330108200001010090", []),
        (f"0{ID}", []),
        (f"{ID}1", []),
        (f"A{ID}", []),
        (ID[:-1], []),
        ("11010518491231002X", []),
        ("", []),
    ],
)
def test_id_numbers(text: str, found: list[str]) -> None:
    assert list(id_numbers(text)) == found


@pytest.mark.parametrize("last", "0123456789")
def test_id_number_needs_its_check_character(last: str) -> None:
    assert id_numbers(ID[:-1] + last) == ()


@pytest.mark.parametrize("place", range(17))
def test_id_number_with_a_wrong_digit(place: int) -> None:
    for digit in set("0123456789") - {ID[place]}:
        assert id_numbers(ID[:place] + digit + ID[place + 1 :]) == ()
