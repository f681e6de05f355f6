"""Links that were printed, after the county moved, renamed and merged: what keeps them alive passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from listgen.county import load_county
from listgen.findings import Finding
from listgen.locale import LANGUAGES, word
from listgen.preflight import check_project
from listgen.project import ProjectFiles
from tests.faults.project import ADDRESS, Edit, both, copy_base, former_names, printed, replace, write

COUNTY, VILLAGES, LEDGER = "county.yaml", "villages.csv", "links.jsonl"
NEW = "https://www.lanxi.example/cunji/"
RENAMED = replace(VILLAGES, "村,青石村,", "村,新石村,")


def moved(*former: str) -> Edit:
    """The list under a new address, with these former ones."""
    listed = ", ".join(former)
    return replace(COUNTY, f"base_url: {ADDRESS}", f"base_url: {NEW}\n  former_base_urls: [{listed}]")


def row(id_: str, name: str, state: str = "在用", successor: str = "", township: str = "02") -> Edit:
    """One more village, with no plaques."""
    line = f"{id_},{township},村,{name},,无,无,无,无,无,无,无,,,,否,{state},{successor}\n"

    def edit(folder: Path) -> None:
        path = folder / VILLAGES
        path.write_bytes(path.read_bytes() + line.encode())

    return edit


def found(folder: Path, *edits: Edit) -> list[Finding]:
    copy_base(folder)
    both(*edits)(folder)
    return [one for one in check_project(folder).findings if one.severity == "error"]


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param((moved(ADDRESS),), id="moved"),
        pytest.param((moved("https://x.lanxi.example/", ADDRESS),), id="moved twice"),
        pytest.param((moved(ADDRESS), printed("00001", "青石村", base=NEW)), id="issued since"),
        pytest.param((RENAMED, former_names({"00001": "青石村"})), id="renamed"),
        pytest.param((RENAMED, former_names({"00001": "老石村、青石村"})), id="renamed twice"),
        pytest.param((former_names({}),), id="an empty column"),
        pytest.param(
            (RENAMED, row("00005", "青石村"), former_names({"00001": "青石村"})), id="other township"
        ),
        pytest.param((former_names({"00001": "大石村", "00002": "大石村"}),), id="one village became two"),
        pytest.param((printed("00004", "旧村"),), id="merged"),
        pytest.param(
            (printed("00004", "老旧村"), former_names({"00004": "老旧村"})), id="merged under an older name"
        ),
        pytest.param(
            (printed("00004", "旧村"), row("00005", "古村", "已并入", "00004")), id="merged in two steps"
        ),
        pytest.param(
            (
                replace(VILLAGES, "村,白石村,", "村,旧村,"),
                printed("00004", "旧村"),
                former_names({"00003": "白石村"}),
            ),
            id="the name of the merged village lives on",
        ),
        pytest.param((former_names({"00003": "旧村"}),), id="the merged village among the former names"),
    ],
)
def test_moves_on_record_pass(tmp_path: Path, edits: tuple[Edit, ...]) -> None:
    assert found(tmp_path / "project", *edits) == []


def test_a_stray_address_is_said_once_a_batch(tmp_path: Path) -> None:
    old = "https://old.lanxi.example/"
    edits = (printed("00001", "青石村", "二", old), printed("00002", "河东社区", "二", old))
    errors = found(tmp_path / "project", moved(), *edits)
    facts = [(one.location.line, one.facts()["batch"], one.facts()["count"]) for one in errors]
    assert facts == [(1, "2026-01", "3"), (4, "二", "2")]
    assert {one.slug for one in errors} == {"issued-link-broken"}
    assert errors[1].facts()["base"] == old


@pytest.mark.parametrize("known", [[], ["https://x.lanxi.example/"]])
def test_the_line_to_write_keeps_the_former_addresses(tmp_path: Path, known: list[str]) -> None:
    """The second move: what is on record, then every address that is not; all in one line to copy."""
    old = "https://old.lanxi.example/"
    edits = (printed("00001", "青石村", "二", old), printed("00001", "青石村", "三", old))
    errors = found(tmp_path / "project", moved(*known), *edits)
    assert {one.facts()["former"] for one in errors} == {", ".join([*known, ADDRESS, old])}
    for language in LANGUAGES:
        assert f"former_base_urls: [{', '.join([*known, ADDRESS, old])}]" in word(errors[0], language).fix
        assert found(tmp_path / language, moved(*known, ADDRESS, old), *edits) == []


def test_a_name_is_said_once_with_all_its_batches(tmp_path: Path) -> None:
    edits = (printed("00001", "青石村", "二"), printed("00001", "老石村", "三"))
    errors = found(tmp_path / "project", RENAMED, *edits)
    assert [(one.slug, one.location.line, one.facts()["batch"]) for one in errors] == [
        ("issued-name-differs", 1, "2026-01、二"),
        ("issued-name-differs", 5, "三"),
    ]


def test_a_village_that_is_no_more_keeps_its_printed_name(tmp_path: Path) -> None:
    """Else two merged villages could change ids, and each sign would lead to the other's successor."""
    (one,) = found(tmp_path / "project", printed("00004", "老旧村"))
    assert (one.slug, one.facts()["name"], one.facts()["now"]) == ("issued-name-differs", "老旧村", "旧村")


def test_a_taken_name_says_both_places(tmp_path: Path) -> None:
    (one,) = found(tmp_path / "project", printed("00004", "旧村"), row("00005", "旧村"))
    assert (one.slug, str(one.location)) == ("printed-name-taken", "villages.csv › D6")
    assert one.facts()["first"] == "links.jsonl › 4" and one.facts()["batch"] == "2026-02"


def test_links_are_not_judged_by_a_roster_that_cannot_be_read(tmp_path: Path) -> None:
    errors = found(tmp_path / "project", write(VILLAGES, b"\xff\xff"))
    assert {one.location.file for one in errors} == {VILLAGES}


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://fw.lanxi.example/", "scheme"),
        ("ftp://fw.lanxi.example/", "scheme"),
        ("javascript:alert(1)//", "scheme"),
        ("HTTPS://fw.lanxi.example/", "capitals"),
        ("https://FW.lanxi.example/", "capitals"),
        ("https://fw.lanxi.example/?a=1", "query"),
        ("https://fw.lanxi.example/?a=/", "query"),
        ("https://fw.lanxi.example/#a/", "fragment"),
        ("https://li@fw.lanxi.example/", "user"),
        ("https://li:x@fw.lanxi.example/", "user"),
        ("https://fw.lanxi.example", "slash"),
        ("https://fw.lanxi.example/a", "slash"),
        ("https://fw.lanxi.example:443/", "port"),
        ("https://fw.lanxi.example:65536/", "port"),
        ("https://fw.lanxi.example:08443/", "form"),
        ("https://fw.lanxi.example:/", "form"),
        ("https://10.0.0.1/", "form"),
        ("https://localhost/", "form"),
        ("https://fw..example/", "form"),
        ("https://-fw.example/", "form"),
        (f"https://{'a' * 64}.example/", "form"),
        (f"https://{'a.' * 126}example/", "form"),
        ("https://fw.lanxi.example//", "form"),
        ("https://fw.lanxi.example/a/../", "form"),
        ("https://fw.lanxi.example/./", "form"),
        ("https://fw.lanxi.example/清单/", "form"),
        ("https://fw.lanxi.example/a b/", "form"),
        ("https://fw.lanxi.example/%61/", "form"),
        ("https://岚溪.example/", "form"),
        ("https://fw.lanxi.example/\\/", "form"),
    ],
)
@pytest.mark.parametrize("key", ["base_url", "former_base_urls"])
def test_an_address_that_no_code_may_carry(key: str, url: str, why: str) -> None:
    text = f"online:\n  hotline: '12345'\n  {key}: '{url}'\n"
    _, findings = load_county(ProjectFiles({COUNTY: text.encode()}))
    (one,) = (one for one in findings if one.slug == "base-url-not-https")
    assert (one.location.line, one.facts()["why"]) == (3, why)


@pytest.mark.parametrize(
    "url",
    [
        *(ADDRESS, "https://fw.lanxi.example/", "https://a.cn/", "https://fw.lanxi.example:8443/a.b/~c_d-e/"),
        *("https://xn--fiqs8s.xn--fiqs8s/", "https://fw.lanxi.example/Col/"),
    ],
)
def test_an_address_that_codes_may_carry(url: str) -> None:
    _, findings = load_county(ProjectFiles({COUNTY: f"online: {{base_url: '{url}'}}".encode()}))
    assert "base-url-not-https" not in {one.slug for one in findings}
