"""Check digits, pages and the ledger: no wrong digit and no edit passes."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listgen.findings import Location
from listgen.links import (
    FIRST_PREVIOUS,
    Link,
    chain_hash,
    check_digit,
    fingerprint,
    is_village_id,
    load_ledger,
    page_path,
    page_url,
    read_fingerprint,
)

FILE = "links.jsonl"
BASE = "https://fw.lanxi.example/qingdan/"
IDS = tuple(f"{number:05}" for number in range(0, 100_000, 97))  # every digit in every place


@pytest.mark.parametrize(
    ("digits", "digit"), [("572", "4"), ("00001", "3"), ("00173", "3"), ("43881234567", "9"), ("", "0")]
)
def test_check_digit(digits: str, digit: str) -> None:
    assert check_digit(digits) == digit


def _valid(number: str) -> bool:
    return check_digit(number) == "0"


def test_every_wrong_digit_is_caught() -> None:
    for id_ in IDS:
        number = id_ + check_digit(id_)
        assert _valid(number)
        for place, right in enumerate(number):
            wrong = [number[:place] + digit + number[place + 1 :] for digit in "0123456789" if digit != right]
            assert not any(map(_valid, wrong)), number


def test_every_swap_of_neighbours_is_caught() -> None:
    for id_ in IDS:
        number = id_ + check_digit(id_)
        for place, (left, right) in enumerate(pairwise(number)):
            if left != right:
                assert not _valid(number[:place] + right + left + number[place + 2 :]), (number, place)


@pytest.mark.parametrize(
    ("text", "is_id"),
    [
        *(
            ("00173", True),
            ("99999", True),
            ("", False),
            ("0173", False),
            ("001734", False),
            ("0017a", False),
        ),
        *(("0017３", False), ("٠٠١٧٣", False), ("00173\n", False), (" 0017", False)),
    ],
)
def test_is_village_id(text: str, is_id: bool) -> None:
    assert is_village_id(text) is is_id


def test_page() -> None:
    assert page_path("00173") == "001733/"
    assert page_url(BASE, "00173") == "https://fw.lanxi.example/qingdan/001733/"


def _entry(number: int, previous: str, **changed: str) -> dict[str, str]:
    id_ = f"{number:05}"
    entry = {
        "seq": str(number),
        "id": id_,
        "url": page_url(BASE, id_),
        "name": f"第{number}村",
        "date": "2026-10-08",
        "batch": "2026-01",
        "prev": previous,
        "hash": "",
    }
    entry |= changed
    if "hash" not in changed:
        entry["hash"] = chain_hash(entry)
    return entry


def _ledger(count: int) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = []
    for number in range(1, count + 1):
        entries.append(_entry(number, entries[-1]["hash"] if entries else FIRST_PREVIOUS))
    return entries


def _bytes(entries: list[dict[str, str]]) -> bytes:
    return b"".join(
        json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for entry in entries
    )


def _read(data: bytes) -> tuple[int, list[tuple[str, int]]]:
    """How many links were read, and slug and line of every finding."""
    links, findings = load_ledger(data, FILE)
    return len(links), [(finding.slug, finding.location.line) for finding in findings]


GOOD = _bytes(_ledger(5))


def test_a_good_ledger() -> None:
    links, findings = load_ledger(GOOD, FILE)
    assert findings == []
    assert [link.id for link in links] == ["00001", "00002", "00003", "00004", "00005"]
    first = _ledger(1)[0]
    place = Location(FILE, line=1)
    assert links[0] == Link(1, "00001", first["url"], "第1村", "2026-10-08", "2026-01", first["hash"], place)


def test_the_hash_is_as_documented() -> None:
    fields = '{"batch":"2026-01","date":"2026-10-08","id":"00001","name":"东泷社区","prev":"' + "0" * 64
    fields += '","seq":"1","url":"https://fw.lanxi.example/qingdan/000013/"}'
    entry = dict(reversed(json.loads(fields).items()))
    entry["hash"] = "13e0c684909ce2ea7d6456e1e119dc24592614e712b79d8268059398535190d0"
    assert chain_hash(entry) == entry["hash"]
    assert _read(_bytes([entry])) == (1, [])


@pytest.mark.parametrize("data", [b"", GOOD.replace(b"\n", b"\r\n"), _bytes(_ledger(1))])
def test_other_good_ledgers(data: bytes) -> None:
    count, found = _read(data)
    assert (count, found) == (data.count(b"\n"), [])


LINES = GOOD.splitlines(keepends=True)


@pytest.mark.parametrize(
    ("data", "read", "slug", "line"),
    [
        pytest.param(b"".join(LINES[1:]), 0, "ledger-edited", 1, id="first deleted"),
        pytest.param(b"".join([*LINES[:2], *LINES[3:]]), 2, "ledger-edited", 3, id="middle deleted"),
        pytest.param(
            b"".join([LINES[0], LINES[2], LINES[1], *LINES[3:]]), 1, "ledger-edited", 2, id="reordered"
        ),
        pytest.param(b"".join([*LINES[:3], LINES[2], *LINES[3:]]), 3, "ledger-edited", 4, id="twice"),
        pytest.param(GOOD.replace("第4村".encode(), "第9村".encode()), 3, "ledger-edited", 4, id="name"),
        pytest.param(GOOD.replace(b'"2026-10-08"', b'"2026-10-09"', 1), 0, "ledger-edited", 1, id="date"),
        pytest.param(GOOD[:-1], 0, "ledger-cut", 5, id="last line feed"),
        pytest.param(GOOD[:-30], 0, "ledger-cut", 5, id="cut"),
        pytest.param(GOOD[:100], 0, "ledger-cut", 1, id="cut in the first"),
        pytest.param(GOOD + b"\n", 5, "ledger-unreadable", 6, id="blank line"),
        pytest.param(LINES[0] + b"{}\n", 1, "ledger-unreadable", 2, id="no fields"),
        pytest.param(GOOD.replace(b"{", b'{"name":"x",', 1), 0, "ledger-unreadable", 1, id="a field twice"),
        pytest.param(b"[]\n", 0, "ledger-unreadable", 1, id="list"),
        pytest.param(b"null\n", 0, "ledger-unreadable", 1, id="null"),
        pytest.param(b"\xff\n", 0, "ledger-unreadable", 1, id="bytes"),
        pytest.param(b"[" * 200_000 + b"\n", 0, "ledger-unreadable", 1, id="deep"),
        pytest.param(GOOD.replace(b'"seq":"1"', b'"seq":1'), 0, "ledger-unreadable", 1, id="number"),
        pytest.param(
            GOOD.replace(b'"batch"', b'"b\\u0061tch","x":"","batch"', 1), 0, "ledger-unreadable", 1, id="more"
        ),
        pytest.param(LINES[0].rstrip() + b"\r" + LINES[1], 0, "ledger-unreadable", 1, id="carriage return"),
        pytest.param(b"\xef\xbb\xbf" + GOOD, 0, "ledger-mark", 1, id="bom"),
    ],
)
def test_a_bad_ledger(data: bytes, read: int, slug: str, line: int) -> None:
    assert _read(data) == (read, [(slug, line)])


@pytest.mark.parametrize(
    ("changed", "slug"),
    [
        ({"url": page_url(BASE, "00001").replace("000013", "000014")}, "ledger-wrong-link"),
        ({"url": page_url(BASE, "00002")}, "ledger-wrong-link"),
        ({"url": page_url(BASE, "00001").removesuffix("/")}, "ledger-wrong-link"),
        ({"url": BASE + "1" + page_path("00001")}, "ledger-wrong-link"),
        ({"id": "1"}, "ledger-wrong-link"),
        ({"id": "1", "url": page_url(BASE, "1")}, "ledger-wrong-link"),
        ({"id": "0000１"}, "ledger-wrong-link"),
        ({"name": "甲\u200b村"}, "ledger-unreadable"),
        ({"prev": "1" * 64}, "ledger-edited"),
        ({"seq": "2"}, "ledger-edited"),
        ({"seq": "01"}, "ledger-edited"),
        ({"hash": "0" * 64}, "ledger-edited"),
        ({"hash": _ledger(1)[0]["hash"].upper()}, "ledger-edited"),
    ],
)
def test_a_line_that_adds_up_and_is_wrong(changed: dict[str, str], slug: str) -> None:
    previous = changed.get("prev", FIRST_PREVIOUS)
    assert _read(_bytes([_entry(1, previous, **changed)])) == (0, [(slug, 1)])


def test_half_a_surrogate_pair_is_unreadable() -> None:
    data = GOOD.replace("第2村".encode(), b"\\ud800")
    assert _read(data) == (1, [("ledger-unreadable", 2)])


def test_every_flipped_bit_and_every_line_feed_is_found() -> None:
    """All flips of one bit, and every byte that JSON knows in the place of every other."""
    for place, byte in enumerate(GOOD):
        others = {byte ^ 1 << bit for bit in range(8)} | set(b'\r\n\t "{},:\\0') - {byte}
        for other in others:
            data = GOOD[:place] + bytes([other]) + GOOD[place + 1 :]
            links, findings = load_ledger(data, FILE)
            assert findings, (place, other)
            assert len(links) <= GOOD[:place].count(b"\n")


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes(data: bytes) -> None:
    links, findings = load_ledger(data, FILE)
    assert links == () and (findings or not data)


@given(st.integers(1, 5), st.dictionaries(st.sampled_from(list(_ledger(1)[0])), st.text(), min_size=1))
def test_any_edit_of_a_line(line: int, changed: dict[str, str]) -> None:
    entries = _ledger(5)
    if all(entries[line - 1][field] == text for field, text in changed.items()):
        return
    entries[line - 1] |= changed
    read, ((_, place),) = _read(_bytes(entries))
    assert (read, place) == (line - 1, line)


def test_links_are_equal_by_value() -> None:
    (link,), _ = load_ledger(LINES[0], FILE)
    assert replace(link) == link and replace(link, name="乙") != link


def test_the_fingerprint_is_the_beginning_of_the_hash() -> None:
    (link,), _ = load_ledger(LINES[0], FILE)
    assert fingerprint(link).replace("-", "").lower() == link.hash[:16]
    assert [len(part) for part in fingerprint(link).split("-")] == [4, 4, 4, 4]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(
            (text, "0123-4567-89AB-CDEF")
            for text in (
                *("0123-4567-89AB-CDEF", "0123456789abcdef", "0123 4567 89ab cdef", " 0123-4567-89ABCDEF\n"),
                *("０１２３－４５６７－８９ＡＢ－ＣＤＥＦ", "0123—4567–89AB‐CDEF"),
            )
        ),
        *((text, "") for text in ("", "0123-4567-89AB-CDE", "0123-4567-89AB-CDEF0", "0123-4567-89AB-CDEG")),
        *((text, "") for text in ("0123_4567_89AB_CDEF", "٠١٢٣-4567-89AB-CDEF")),
    ],
)
def test_a_fingerprint_as_it_is_typed(text: str, found: str) -> None:
    assert read_fingerprint(text) == found


@given(st.text())
def test_any_text_for_a_fingerprint(text: str) -> None:
    assert read_fingerprint(text) in ("", text) or len(read_fingerprint(text)) == 19
