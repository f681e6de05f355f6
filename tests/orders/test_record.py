"""The record of a batch: read back as it was, and nothing but what was written."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listgen.drawing.model import Ink
from listgen.orders.batch import ARCHIVED, STATES, Batch, File, Owner
from listgen.orders.record import load_batches, record_path, render_record, with_hashes, with_state
from listgen.signage.facts import LogoFacts
from listgen.text import bad_characters
from tests.orders.samples import BATCH, HALL, QINGSHI, RECALL, batch_of, ordered

PATH = record_path(BATCH.name)
LOGO = LogoFacts("assets/logos/a.svg", "1f" * 32, "0a" * 32, Ink(0, 0.2, 1, 0), 110, 1 / 3, 80, 33.5, 0.0821)
LETTERS = st.characters(codec="utf-8", categories=("Lo", "Nd", "Lu"), include_characters="（）·：，# -")
WORD = st.text(LETTERS, min_size=1, max_size=20).filter(
    lambda text: text == text.strip() and "  " not in text and text != "无" and not bad_characters(text)
)
LENGTH = st.floats(0.1, 5000, allow_nan=False)


@pytest.mark.parametrize(
    "batch",
    [
        BATCH,
        batch_of(),
        batch_of([ordered(1)], since="2026-01", cut_contour=True, specimen=False, state=ARCHIVED),
        batch_of([ordered(1, replace(HALL, lines=("甲：乙", "丙, 丁", "- 戊", "已 #庚")))]),
        batch_of([ordered(1, owner=Owner("00002", "yes", "01", "null", "community"))], name="第二批"),
        batch_of([ordered(1, replace(HALL, logo=LOGO))]),
        batch_of([ordered(1, replace(HALL, width=1600.5, height=1 / 3, inks=(HALL.inks[0],)))]),
    ],
    ids=["whole", "empty", "since", "marks", "words of YAML", "logo", "fractions"],
)
def test_a_record_is_read_back(batch: Batch) -> None:
    assert load_batches({record_path(batch.name): render_record(batch)}) == ((batch,), [])


@given(WORD, WORD, LENGTH, LENGTH, st.integers(1, 999))
def test_any_wording_is_read_back(
    wording: str, name: str, width: float, module: float, quantity: int
) -> None:
    assert HALL.code is not None
    facts = replace(HALL, wording=wording, width=width, code=replace(HALL.code, module=module))
    batch = batch_of([ordered(1, facts, replace(QINGSHI, name=name), quantity=quantity)], recalls=(RECALL,))
    (found,), findings = load_batches({PATH: render_record(batch)})
    assert not [finding for finding in findings if finding.severity == "error"]
    assert found == batch


def test_batches_come_in_order_of_time() -> None:
    batches = [batch_of(name=name, number=number) for name, number in {"b": 2, "a": 3, "c": 1}.items()]
    found, findings = load_batches({record_path(one.name): render_record(one) for one in batches})
    assert ([batch.name for batch in found], findings) == (["c", "b", "a"], [])


def test_a_record_that_was_taken_away_is_missed() -> None:
    batches = [batch_of(name=name, number=number) for name, number in {"a": 2, "b": 4}.items()]
    _, findings = load_batches({record_path(one.name): render_record(one) for one in batches})
    missing = [(finding.slug, finding.facts()["value"], finding.location.file) for finding in findings]
    assert missing == [
        ("order-record-missing", "1", "orders/a.yaml"),
        ("order-record-missing", "3", "orders/b.yaml"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "slug"),
    [
        ("quantity: 3", "quantity: 4", "order-edited"),
        ("党组织牌", "党支部牌", "order-edited"),
        ("digest: ", "digest:  ", "order-edited"),
        ("schema: 1\n", "", "order-edited"),
        ("state: ordered", "state: withdrawn", "order-edited"),
        ("state: ordered", "state: ordered\nmore: 1", "order-edited"),
    ],
)
def test_an_edited_record_is_found(old: str, new: str, slug: str) -> None:
    text = render_record(BATCH).decode()
    assert old in text
    batches, findings = load_batches({PATH: text.replace(old, new).encode()})
    assert batches == ()
    assert [(finding.slug, finding.location.file) for finding in findings] == [(slug, PATH)]


@pytest.mark.parametrize("state", STATES)
def test_another_state_is_the_same_order(state: str) -> None:
    marked = with_state(render_record(BATCH), state)
    assert load_batches({PATH: marked}) == ((replace(BATCH, state=state),), [])
    assert with_state(marked, BATCH.state) == render_record(BATCH)


@pytest.mark.parametrize("data", [b"", b"\0", b"schema: 1\n", b"- 1\n", b"digest: " + b"0" * 64 + b"\n"])
def test_what_is_no_record_is_refused(data: bytes) -> None:
    batches, findings = load_batches({PATH: data})
    assert batches == ()
    assert [finding.slug for finding in findings] == ["order-edited"]


def test_a_renamed_record_is_found() -> None:
    batches, findings = load_batches({"orders/其他.yaml": render_record(BATCH)})
    assert (batches, [finding.slug for finding in findings]) == ((), ["order-renamed"])
    record = render_record(BATCH)
    batches, findings = load_batches({PATH: record, "orders/2026-02 - 副本.yaml": record})
    assert (batches, [finding.slug for finding in findings]) == ((BATCH,), ["order-copied"])


def test_a_forged_digest_still_meets_the_fields() -> None:
    for old, new, slug in (
        (b"quantity: 3", b"quantity: three", "bad-code"),
        (b"state: ordered", b"state: maybe", "field-not-a-choice"),
        (b"state: ordered", b"state: ordered\nmore: 1", "unknown-field"),
    ):
        body = render_record(BATCH).split(b"digest: ")[0].replace(old, new)
        data = body + b"digest: " + hashlib.sha256(body).hexdigest().encode() + b"\n"
        batches, findings = load_batches({PATH: data})
        assert (batches, [finding.slug for finding in findings]) == ((), [slug])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("path: 校样.pdf", "path: ../校样.pdf"),
        ("path: 校样.pdf", "path: 甲/../../校样.pdf"),
        ("path: 校样.pdf", "path: /tmp/校样.pdf"),
        ("path: 校样.pdf", 'path: "C:校样.pdf"'),
        ("path: 校样.pdf", 'path: "甲\\\\校样.pdf"'),
        ("path: 校样.pdf", "path: 校样"),
        ("path: 校样.pdf", "path: 印刷/0001-00001.pdf"),
        ("quantity: 3", "quantity: 0"),
        ("number: 1\n", "number: 0\n"),
        ("sheet: 1220×2440", "sheet: 0×0"),
        ("{number: 2,", "{number: 1,"),
        (".svg", ".dxf"),
    ],
)
def test_a_forged_record_leads_nowhere(old: str, new: str) -> None:
    """A path out of the batch's folder would be written over."""
    text = render_record(BATCH).split(b"digest: ")[0].decode()
    assert old in text
    body = text.replace(old, new).encode()
    batches, findings = load_batches({PATH: body + f"digest: {hashlib.sha256(body).hexdigest()}\n".encode()})
    assert (batches, [finding.slug for finding in findings]) == ((), ["order-edited"])


@pytest.mark.parametrize(("names", "numbers"), [("ab", (1, 1)), ("aA", (1, 2))])
def test_records_that_do_not_know_of_each_other(names: str, numbers: tuple[int, int]) -> None:
    batches = [batch_of(name=name, number=number) for name, number in zip(names, numbers, strict=True)]
    _, findings = load_batches({record_path(one.name): render_record(one) for one in batches})
    assert [finding.slug for finding in findings] == ["order-number-twice"]


def test_a_number_far_ahead_is_one_finding() -> None:
    far = batch_of(name="b", number=9_999_999)
    _, findings = load_batches({record_path("b"): render_record(far)})
    assert [finding.slug for finding in findings] == ["order-record-missing"]


def test_hashes_are_filled_in_by_path() -> None:
    made = with_hashes(BATCH, {"校样.pdf": "a" * 64, BATCH.signs[0].files[1].path: "b" * 64})
    assert made.files == (File("校样.pdf", "a" * 64),)
    assert [file.sha256 for file in made.signs[0].files] == ["", "b" * 64, ""]
