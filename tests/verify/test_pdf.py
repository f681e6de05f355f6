"""Each rule of the sign's PDF, broken by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from listgen.verify.pdf import check_pdf
from listgen.verify.promised import Sign
from tests.verify.papers import BAR, GROUND, MARKS, MM, pdf, registration, saved

SIGN = Sign("牌.pdf", "party", "plaque", "青石村", (300, 100), ((0, 1, 1, 0), (0, 0, 0, 0)), None)
CUT = "q /Overprint gs /CutContour CS 1 SCN 0.1 w 0 0 300 100 re S Q"


def slugs(data: bytes, sign: Sign | None = SIGN) -> set[str]:
    return {finding.slug for finding in check_pdf(data, "牌.pdf", sign)}


@pytest.mark.parametrize(
    "content",
    [
        (GROUND, BAR, MARKS),
        (f"/P <</MCID 0>> BDC {GROUND} EMC", BAR, MARKS),  # not plain: goes through the parser
        ("0 0 0 0 K 2 w 0 1 1 0 k -3 -3 306 106 re f 10 10 m 20 10 l 20 20 l s", MARKS),
    ],
)
def test_a_sound_sign(content: tuple[str, ...]) -> None:
    assert slugs(saved(pdf(*content))) == set()


@pytest.mark.parametrize(
    ("content", "slug"),
    [
        ((GROUND, "1 0 0 rg", BAR, MARKS), "pdf-colour"),
        ((GROUND, "0.5 g 0 0 5 5 re f", MARKS), "pdf-colour"),
        (("0 0 300 100 re f", GROUND, MARKS), "pdf-colour"),  # the initial colour is a grey
        ((GROUND, "/Spot cs 1 scn 0 0 5 5 re f", MARKS), "pdf-colour"),
        ((GROUND, "/Sh sh", MARKS), "pdf-colour"),
        ((GROUND, "BT ET", MARKS), "pdf-font"),
        ((GROUND, "(" + "x) Tj", MARKS), "pdf-font"),
        ((GROUND, "/Im Do", MARKS), "pdf-image"),
        ((GROUND, "BI /W 1 /H 1 /BPC 8 /CS /G ID a EI", MARKS), "pdf-image"),
        ((GROUND, "1 1 xyz", MARKS), "pdf-operator"),
        ((GROUND, "0 0 150 100 re W n", BAR, MARKS), "pdf-operator"),
        ((GROUND, "0 0 150 100 re W* n", BAR, MARKS), "pdf-operator"),
        ((GROUND, "/Gs gs", MARKS), "pdf-operator"),
        ((GROUND, "30 M", MARKS), "pdf-operator"),
        ((GROUND, "7 1 2 3 4 5 6 c f", MARKS), "pdf-damaged"),
        ((GROUND, "0 0 1 1 re f " * 50_001, MARKS), "pdf-damaged"),
        ((GROUND, "0 0 m 1 1 l 1 0 l f " * 3_001, MARKS), "pdf-damaged"),
        ((GROUND, "1 2 3 cm", MARKS), "pdf-damaged"),
        ((GROUND, MARKS, "Q Q"), "pdf-damaged"),
        (("0 1 1 0 k 0 0 300 100 re f", MARKS), "pdf-bleed"),
        (("0 1 1 0 k -2 -3 305 106 re f", MARKS), "pdf-bleed"),
        (("0 1 1 0 k -5 -3 308 106 re f", MARKS), "pdf-outside"),
        ((GROUND, "0 0 0 1 k 10 -20 5 5 re f", MARKS), "pdf-outside"),
        ((GROUND, MARKS, "/All cs 1 scn 10 10 5 5 re f"), "pdf-mark"),
        ((GROUND, MARKS.replace("0 -12 m", "1 -12 m")), "pdf-mark"),
        ((GROUND,), "pdf-mark"),
        ((GROUND, MARKS, "0.04 w 0 1 1 0 K 5 5 m 9 9 l S"), "pdf-line"),
        ((GROUND, "0 0 0 1 k 5 5 9 9 re f", MARKS), "pdf-ink"),
        ((GROUND.replace("0 1 1 0", "0.1 1 1 0"), MARKS), "pdf-ink"),
        (("0 0 0 0 k 5 5 9 9 re f", MARKS), "pdf-empty"),
    ],
)
def test_content(content: tuple[str, ...], slug: str) -> None:
    assert slug in slugs(saved(pdf(*content)))


BELOW = registration(150, -6.5)


@pytest.mark.parametrize(
    "below",
    [
        "",
        BELOW.partition(" S ")[2],  # no level arm
        BELOW.replace(" c h S", " c h f").replace("/All CS", "/All cs"),  # no line
        registration(150, -6.5, 0.9),
        registration(151, -6.5),
        registration(150, 6.5),  # upon the sign
        f"{BELOW} /All cs 1 scn 151 -6 5 1 re f",  # under the slug line
        BELOW.replace("150 ", "149 "),
    ],
)
def test_a_registration_mark_is_missing(below: str) -> None:
    """Of the four marks the one below the sign is another."""
    content = MARKS.replace(BELOW, below)
    assert content != MARKS
    found = check_pdf(saved(pdf(GROUND, BAR, content)), "牌.pdf", SIGN)
    assert [finding.facts()["value"] for finding in found if finding.slug == "pdf-registration"] == ["y0"]


def test_registration_marks_are_on_all_plates() -> None:
    content = MARKS.replace(BELOW, "") + f" 0 0 0 1 K {BELOW}"
    assert slugs(saved(pdf(GROUND, BAR, content))) >= {"pdf-registration", "pdf-outside", "pdf-ink"}


ORDERED = replace(SIGN, cut_contour=True)


@pytest.mark.parametrize("cut", [CUT, CUT.replace("0.1 w", "0.25 w"), CUT.replace("0 0 300", "0.04 0 300")])
def test_a_cut_that_was_ordered(cut: str) -> None:
    assert slugs(saved(pdf(GROUND, BAR, cut, MARKS)), ORDERED) == set()
    assert slugs(saved(pdf(GROUND, BAR, cut, MARKS)), SIGN) == {"pdf-cut-unordered"}
    assert slugs(saved(pdf(GROUND, BAR, cut, MARKS)), None) == set()


@pytest.mark.parametrize(
    ("cut", "found"),
    [
        ("", {"pdf-cut-missing"}),
        (f"{CUT} {CUT}", {"pdf-cut-missing"}),  # once
        (CUT.replace("/Overprint gs", ""), {"pdf-overprint"}),
        (CUT.replace("/Overprint", "/Unknown"), {"pdf-operator", "pdf-overprint"}),
        (CUT.replace("S Q", "S 0 1 1 0 k 10 10 5 5 re f Q"), {"pdf-overprint"}),
        (CUT.replace("S Q", "S /All CS 1 SCN -9 20 m -6 20 l S Q"), {"pdf-overprint"}),
        (CUT.replace("1 SCN", "0.5 SCN"), {"pdf-colour", "pdf-cut-missing", "sign-covered"}),
        (CUT.replace("0.1 w", "0.05 w"), {"pdf-cut-line"}),
        (CUT.replace("0.1 w", "0.3 w"), {"pdf-cut-line"}),
        (CUT.replace("0 0 300 100", "0.06 0 300 100"), {"pdf-cut-missing", "pdf-cut-place"}),
        (f"{CUT} {CUT.replace('0 0 300 100', '50 20 10 10')}", {"pdf-cut-place"}),
        (CUT.replace("re S", "re f").replace("CS 1 SCN", "cs 1 scn"), {"pdf-cut-place"}),
        (CUT.replace("0 0 300 100 re", "0 0 m 300 0 l 300 100 l 0 100 l h"), {"pdf-cut-place"}),
    ],
)
def test_a_cut_gone_wrong(cut: str, found: set[str]) -> None:
    assert slugs(saved(pdf(GROUND, BAR, cut, MARKS)), ORDERED) == found


@pytest.mark.parametrize("changed", [{"OP": False}, {"op": False}, {"OPM": 0}, {"SA": True}, {"CA": 0.5}])
def test_a_graphics_state_only_overprints(changed: dict[str, object]) -> None:
    made = pdf(GROUND, BAR, CUT, MARKS)
    state = Dictionary(
        {f"/{key}": value for key, value in ({"OP": True, "op": True, "OPM": 1} | changed).items()}
    )
    set_resource("/ExtGState", Dictionary(Overprint=state))(made)
    assert slugs(saved(made), ORDERED) >= {"pdf-operator", "pdf-overprint"}


def test_a_spot_of_another_name_is_no_cut() -> None:
    made = pdf(GROUND, BAR, CUT, MARKS)
    page(made)["/Resources"]["/ColorSpace"]["/CutContour"][1] = Name.Gold
    assert "pdf-colour" in slugs(saved(made), ORDERED)


@pytest.mark.parametrize("blank", [" ", "\n", "1 ", "1", "h ", "q Q "])
def test_a_long_content_takes_no_longer_than_it_is_long(blank: str) -> None:
    """Minutes where reading begins anew at each of them."""
    assert "pdf-mark" not in slugs(saved(pdf(GROUND, MARKS, blank * 300_000)))


def page(made: pikepdf.Pdf) -> pikepdf.Object:
    return made.pages[0].obj


def set_page(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        page(made)[key] = value

    return change


def set_root(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        made.Root[key] = value

    return change


def set_resource(category: str, value: pikepdf.Object) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        page(made)["/Resources"][category] = value

    return change


def set_info(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        if value is None:
            del made.docinfo[key]
        else:
            made.docinfo[key] = value

    return change


def delete_page(key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        del page(made)[key]

    return change


def mm(*corners: float) -> Array:
    return Array([corner * MM for corner in corners])


def add_page(made: pikepdf.Pdf) -> None:
    made.pages.append(made.pages[0])


def add_orphan_font(made: pikepdf.Pdf) -> None:
    made.Root["/PieceInfo"] = made.make_indirect(Dictionary(Type=Name.Font, BaseFont=Name.Helvetica))


def change_intent(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        intent = made.Root["/OutputIntents"][0]
        if value is None:
            del intent[key]
        else:
            intent[key] = value

    return change


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        (set_page("/TrimBox", mm(15, 15, 314, 115)), "pdf-box"),
        (set_page("/TrimBox", mm(15, 15, 315.06, 115)), "pdf-box"),
        (set_page("/BleedBox", mm(13, 12, 318, 118)), "pdf-box"),
        (set_page("/MediaBox", mm(14, 0, 330, 130)), "pdf-box"),
        (set_page("/CropBox", mm(15, 15, 315, 115)), "pdf-box"),
        (set_page("/ArtBox", mm(15, 15, 315, 115)), "pdf-box"),
        (set_page("/Rotate", 90), "pdf-box"),
        (set_page("/UserUnit", 2), "pdf-box"),
        (delete_page("/TrimBox"), "pdf-box"),
        (delete_page("/BleedBox"), "pdf-box"),
        (set_page("/Annots", Array([])), "pdf-active"),
        (set_page("/Group", Dictionary(Type=Name.Group, S=Name.Transparency)), "pdf-transparency"),
        (set_root("/OpenAction", Dictionary(S=Name.JavaScript, JS="app.alert(1)")), "pdf-active"),
        (set_root("/AcroForm", Dictionary(Fields=Array([]))), "pdf-active"),
        (set_root("/OCProperties", Dictionary(OCGs=Array([]))), "pdf-layer"),
        (set_root("/Version", Name("/1.6")), "pdf-version"),
        (set_root("/OutputIntents", Array([])), "pdf-intent"),
        (set_root("/OutputIntents", Array([1])), "pdf-intent"),
        (set_root("/OutputIntents", Name("/None")), "pdf-intent"),
        (change_intent("/OutputConditionIdentifier", None), "pdf-intent"),
        (change_intent("/RegistryName", "https://printer.example"), "pdf-intent"),
        (change_intent("/S", Name.GTS_PDFA1), "pdf-intent"),
        (set_info("/Trapped", None), "pdf-key"),
        (set_info("/Trapped", Name.Unknown), "pdf-key"),
        (set_info("/GTS_PDFXVersion", "PDF/X-4"), "pdf-key"),
        (set_info("/CreationDate", None), "pdf-key"),
        (set_info("/Title", None), "pdf-key"),
        (set_info("/Title", "清石村"), "pdf-title"),
        (add_page, "pdf-pages"),
        (add_orphan_font, "pdf-font"),
        (set_resource("/Font", Dictionary(F1=Dictionary(BaseFont=Name.Helvetica))), "pdf-font"),
        (set_resource("/ExtGState", Dictionary(G=Dictionary(ca=0.5))), "pdf-transparency"),
        (set_resource("/ExtGState", Dictionary(G=Dictionary(BM=Name.Multiply))), "pdf-transparency"),
        (
            set_resource("/ExtGState", Dictionary(G=Dictionary(SMask=Dictionary(S=Name.Alpha)))),
            "pdf-transparency",
        ),
        (set_resource("/ExtGState", Dictionary(G=Dictionary(TR=Name.Identity))), "pdf-screening"),
        (set_resource("/Pattern", Dictionary(P=Dictionary(PatternType=1))), "pdf-colour"),
        (set_resource("/XObject", Dictionary(I=Dictionary(Subtype=Name.Image))), "pdf-image"),
        (set_resource("/XObject", Dictionary(I=Dictionary(OPI=Dictionary()))), "pdf-external"),
    ],
)
def test_objects(change: Callable[[pikepdf.Pdf], None], slug: str) -> None:
    made = pdf(GROUND, BAR, MARKS)
    change(made)
    assert slug in slugs(saved(made))


def test_opaque_graphics_states_are_allowed() -> None:
    made = pdf(GROUND, BAR, MARKS)
    state = Dictionary(ca=1, CA=1.0, BM=Name.Normal, SMask=Name("/None"))
    set_resource("/ExtGState", Dictionary(G=state))(made)
    assert slugs(saved(made)) == set()


@pytest.mark.parametrize("user", ["", "secret"])
def test_encryption(user: str) -> None:
    data = BytesIO()
    pdf(GROUND, MARKS).save(data, encryption=pikepdf.Encryption(owner="a", user=user, R=4))
    assert "pdf-encrypted" in slugs(data.getvalue())


@pytest.mark.parametrize(
    ("spoil", "slug"),
    [
        (lambda data: data[: len(data) // 2], "pdf-damaged"),
        (lambda data: b"", "pdf-damaged"),
        (lambda data: data.replace(b"%PDF-1.4", b"%PDF-1.7"), "pdf-version"),
        (lambda data: data.replace(b"/ID [", b"/IX ["), "pdf-key"),
    ],
)
def test_bytes(spoil: Callable[[bytes], bytes], slug: str) -> None:
    assert slug in slugs(spoil(saved(pdf(GROUND, BAR, MARKS))))


def test_a_form_clips_and_is_refused() -> None:
    made = pdf(GROUND, "q /Fm Do Q", MARKS)
    form = made.make_stream(b"0 0 0 1 k 5 5 9 9 re f", Type=Name.XObject, Subtype=Name.Form)
    set_resource("/XObject", Dictionary(Fm=form))(made)
    assert slugs(saved(made)) == {"pdf-operator"}


def test_without_an_order_only_the_standard_holds() -> None:
    made = pdf(GROUND, "0 0 0 1 k 5 5 9 9 re f", width=200)
    assert slugs(saved(made), None) == {"pdf-outside"}
