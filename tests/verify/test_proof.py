"""Proofs that say what was ordered, and each way in which one can say something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from listgen.orders.proof import render_proof
from listgen.signage.facts import SignFacts
from listgen.verify import verify_file, verify_output
from listgen.verify.promised import Code, Order
from listgen.verify.proof import check_proof
from tests.orders.proofs import TEXT, VILLAGES, Ordered, demo, expected_of, ordered, proof
from tests.verify.county import write

QINGSHI, LONGEST = VILLAGES[0], VILLAGES[3]
BOTH = (QINGSHI, LONGEST)
PROOF = "下单/2026-02/校样.pdf"
FIRST, HALL, PARTY = 1, 6, 8  # places of signs in the order; the last says nothing but its wording
CONTACT, CODE_PAGE = 2, 3  # pages of the first village


def order() -> Order:
    """What is expected of the proof of two villages."""
    return expected_of(*BOTH)


def expecting(place: int, **changes: Any) -> Order:
    """One expected sign is another."""
    signs = list(order().signs)
    signs[place] = replace(signs[place], **changes)
    return replace(order(), signs=tuple(signs))


def saying(place: int, **changes: Any) -> bytes:
    """A proof one of whose signs says something else."""
    made: Ordered = ordered(*BOTH)
    signs, drawings = list(made.batch.signs), made.drawings()
    facts: SignFacts = replace(signs[place].facts, **changes)
    signs[place] = replace(signs[place], facts=facts)
    drawings[place] = replace(drawings[place], title=facts.wording)
    return render_proof(replace(made.batch, signs=tuple(signs)), drawings, demo()[1].faces, TEXT)


def edited(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """The sound proof after a change."""
    data = BytesIO()
    with pikepdf.open(BytesIO(proof(*BOTH))) as pdf:
        change(pdf)
        pdf.save(data)
    return data.getvalue()


def found(data: bytes, expected: Order | None) -> set[tuple[str, str]]:
    """Slugs and pages."""
    return {(one.slug, one.location.sheet) for one in check_proof(data, "校样.pdf", expected)}


@pytest.mark.parametrize("expected", [order(), None], ids=["expected", "alone"])
def test_a_sound_proof(expected: Order | None) -> None:
    assert found(proof(*BOTH), expected) == set()


def _wording(place: int) -> str:
    return order().signs[place].wording


def _code(**changes: Any) -> Code:
    code = order().signs[HALL].code
    assert code is not None
    return replace(code, **changes)


@pytest.mark.parametrize(
    ("place", "changes", "findings"),
    [
        (PARTY, {"wording": _wording(PARTY).replace("老", "考")}, {("proof-wording", "4")}),
        (PARTY, {"wording": _wording(PARTY) + "会"}, {("proof-wording", "4")}),
        (PARTY, {"wording": _wording(PARTY)[:-1]}, {("proof-extra", "4")}),
        (PARTY, {"wording": _wording(PARTY)[1:]}, {("proof-extra", "4")}),
        (PARTY, {"lines": ("微信扫一扫",)}, {("proof-wording", "4")}),
        (HALL, {"lines": ()}, {("proof-extra", "2")}),
        (PARTY, {"sign": "团组织牌"}, {("proof-sign", ""), ("proof-extra", "4")}),
        (PARTY, {"number": 22}, {("proof-sign", ""), ("proof-extra", "4")}),
        (HALL, {"code": None}, {("proof-codes", "")}),
        (FIRST, {"code": _code()}, set()),  # two signs with one code share a page
        (FIRST, {"code": _code(url="https://fw.lanxi.example/")}, {("proof-codes", "")}),
        (HALL, {"code": _code(module=3.0)}, {("code-module", "3"), ("proof-code-text", "3")}),
        (HALL, {"code": _code(distance=1.6)}, {("proof-code-text", "3")}),
        (HALL, {"code": _code(level="M")}, {("code-level", "3")}),
        (
            HALL,
            {"code": _code(url="https://fw.lanxi.example/qingdan/000017/")},
            {("code-wrong-url", "3"), ("proof-code-text", "3")},
        ),
    ],
)
def test_another_sign_was_ordered(
    place: int, changes: dict[str, Any], findings: set[tuple[str, str]]
) -> None:
    assert found(proof(*BOTH), expecting(place, **changes)) == findings


@pytest.mark.parametrize(
    ("place", "changes", "findings"),
    [
        (PARTY, {"wording": _wording(PARTY) + "会"}, {("proof-extra", "4")}),
        (PARTY, {"wording": _wording(PARTY)[:-1]}, {("proof-wording", "4")}),
        (PARTY, {"lines": ("示范",)}, {("proof-extra", "4")}),
        (HALL, {"code": None}, {("proof-codes", "")}),
    ],
)
def test_the_proof_says_something_else(
    place: int, changes: dict[str, Any], findings: set[tuple[str, str]]
) -> None:
    assert found(saying(place, **changes), order()) == findings


def test_two_signs_in_each_others_place() -> None:
    signs = list(order().signs)
    signs[1], signs[2] = (
        replace(one, wording=other.wording) for one, other in ((signs[1], signs[2]), (signs[2], signs[1]))
    )
    assert found(proof(*BOTH), replace(order(), signs=tuple(signs))) == {("proof-wording", "2")}


def test_a_village_more() -> None:
    more = replace(order().signs[PARTY], number=15, village="00099", name="青岭村")
    signs = (*order().signs, more)
    assert found(proof(*BOTH), replace(order(), signs=signs)) == {("proof-village", "")}


def test_a_village_less() -> None:
    signs = tuple(sign for sign in order().signs if sign.village == QINGSHI)
    assert found(proof(*BOTH), replace(order(), signs=signs)) == {("proof-page", "4"), ("proof-page", "5")}


def _font(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[0].obj.Resources.Font.F1


def _set(key: str, value: Any) -> Callable[[pikepdf.Pdf], object]:
    """A village's page has another value."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[CONTACT - 1].obj[key] = value

    return change


def _no_shapes(pdf: pikepdf.Pdf) -> None:
    del _font(pdf).DescendantFonts[0].FontDescriptor["/FontFile2"]


def _blank(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page(page_size=(595.276, 841.89))


def _cover(pdf: pikepdf.Pdf) -> None:
    """A white square over part of the code."""
    page = pdf.pages[CODE_PAGE - 1]
    page.contents_add(pdf.make_stream(b"1 g 200 400 150 150 re f"), prepend=False)


def _as_a_form(pdf: pikepdf.Pdf) -> None:
    """The code page looks as before, and is drawn through a form."""
    page = pdf.pages[CODE_PAGE - 1]
    form = page.as_form_xobject()
    page.obj.Resources = Dictionary(XObject=Dictionary(X=form))
    page.obj.Contents = pdf.make_stream(b"/X Do")


@pytest.mark.parametrize(
    ("change", "findings"),
    [
        (_set("/MediaBox", Array([0, 0, 612, 792])), {("proof-page-size", "2")}),
        (_set("/Rotate", 90), {("proof-page-size", "2")}),
        (_set("/UserUnit", 2), {("proof-page-size", "2")}),
        (_no_shapes, {("proof-font", "1")}),
        (_blank, {("proof-page", "6")}),
        (_cover, {("code-undecodable", "3"), ("proof-code-text", "3")}),
    ],
)
def test_edited_files(change: Callable[[pikepdf.Pdf], object], findings: set[tuple[str, str]]) -> None:
    assert findings <= found(edited(change), order())


def _no_text(pdf: pikepdf.Pdf) -> None:
    del _font(pdf)["/ToUnicode"]


def test_text_that_cannot_be_copied() -> None:
    assert ("proof-font", "1") in found(edited(_no_text), order())
    assert found(edited(_no_text), None) == {("proof-font", "1")}


def test_a_font_of_the_reader() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.pages[0].obj.Resources.Font.F9 = font

    assert found(edited(change), order()) == {("proof-font", "1")}


@pytest.mark.parametrize("page", [CONTACT, CODE_PAGE])
def test_a_page_that_is_lost(page: int) -> None:
    slug = {CONTACT: "proof-village", CODE_PAGE: "proof-codes"}[page]

    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[page - 1]

    assert slug in {one for one, _ in found(edited(change), order())}


def test_a_code_page_of_forms_is_not_drawn() -> None:
    assert ("proof-codes", "") in found(edited(_as_a_form), order())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", proof(*BOTH)[:5000]])
def test_broken_files(data: bytes) -> None:
    assert ("pdf-damaged", "") in found(data, order())


def _record() -> dict[str, Any]:
    """The order as data/expected.json tells it."""
    signs = []
    for sign in order().signs:
        code = sign.code
        facts = {"number": sign.number, "village": sign.village, "name": sign.name, "sign": sign.sign}
        printed = code and {
            "url": code.url,
            "level": code.level,
            "module_mm": code.module,
            "distance_m": code.distance,
        }
        signs.append(facts | {"wording": sign.wording, "lines": list(sign.lines), "code": printed})
    return {"batch": order().batch, "proof": PROOF, "signs": signs}


def _folder(out: Path, data: bytes | None, record: dict[str, Any]) -> Path:
    """OUT with an order's proof, or without it."""

    def listed(manifest: dict[str, Any]) -> None:
        for entry in manifest["outputs"]:
            if entry["path"] == PROOF:
                entry["kind"] = "proof"

    files = {PROOF: data} if data else {}
    return write(
        out,
        change_files=lambda made: made.update(files),
        change_expected=lambda expected: expected.update(orders=[record]),
        change_manifest=listed,
    )


@pytest.mark.parametrize(
    ("data", "slugs"),
    [
        (proof(*BOTH), set[str]()),
        (proof(QINGSHI), {"proof-village"}),
        (None, {"output-missing"}),
    ],
    ids=["sound", "another", "none"],
)
def test_a_proof_of_a_build(data: bytes | None, slugs: set[str], tmp_path: Path) -> None:
    report = verify_output(_folder(tmp_path, data, _record()))
    assert {finding.slug for finding in report.findings if finding.location.file == PROOF} == slugs
    assert {finding.location.file for finding in report.findings} <= {PROOF}


@pytest.mark.parametrize("key", ["batch", "signs"])
def test_an_order_told_wrongly(key: str, tmp_path: Path) -> None:
    report = verify_output(_folder(tmp_path, None, _record() | {key: 1}))
    assert "expected-invalid" in {finding.slug for finding in report.findings}


def test_a_proof_alone(tmp_path: Path) -> None:
    (tmp_path / "校样.pdf").write_bytes(proof(QINGSHI))
    assert verify_file(tmp_path / "校样.pdf") == []
