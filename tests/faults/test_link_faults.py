"""Whatever would break a printed link: found with its place, and what was published stays as it was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from listgen.cli import run
from listgen.locale import LANGUAGES, translation, word
from listgen.preflight import check_project
from tests.faults.project import (
    ADDRESS,
    both,
    copy_base,
    cut,
    former_names,
    printed,
    replace,
    snapshot,
    write,
)
from tests.faults.test_faults import COUNTY, LEDGER, VILLAGES, Case, place_of

URL = f"base_url: {ADDRESS}"
MOVED = "base_url: https://www.lanxi.example/"
ROW = "00005,01,村,青石村,,无,无,无,无,无,无,无,,,,否,在用,\n"


def lines(*order: int) -> Case:
    """The ledger with its lines in this order; the fault is where it first leaves 1, 2, 3."""

    def edit(folder: Path) -> None:
        text = (folder / LEDGER).read_bytes().splitlines(keepends=True)
        write(LEDGER, b"".join(text[number - 1] for number in order))(folder)

    first = next(at for at, number in enumerate(order, 1) if at != number)
    return Case(f"ledger in the order {order}", edit, "ledger-edited", LEDGER, first)


def address(name: str, url: str) -> Case:
    return Case(f"address {name}", replace(COUNTY, ADDRESS, url), "base-url-not-https", COUNTY, "base_url")


def former(name: str, urls: str, slug: str) -> Case:
    edit = replace(COUNTY, URL, f"{URL}\n  former_base_urls: {urls}")
    return Case(f"former address {name}", edit, slug, COUNTY, "former_base_urls")


CASES = (
    address("with a query", f"{ADDRESS}?id=/"),
    address("with a fragment", f"'{ADDRESS}#/'"),
    address("in capitals", ADDRESS.upper()),
    address("with a host in capitals", "https://FW.lanxi.example/qingdan/"),
    address("of another scheme", "ftp://fw.lanxi.example/qingdan/"),
    address("with a user", "https://li:geheim@fw.lanxi.example/qingdan/"),
    address("with a number for a host", "https://10.1.2.3/qingdan/"),
    former("without https", "[http://old.lanxi.example/]", "base-url-not-https"),
    former("of today", f"[{ADDRESS}]", "former-base-url-in-use"),
    former("twice", "[https://a.example/, https://a.example/]", "former-base-url-twice"),
    former("that is a mapping", "{a: b}", "field-not-texts"),
    former("that is empty", "['']", "field-empty"),
    Case("address changed", replace(COUNTY, URL, MOVED), "issued-link-broken", LEDGER, 1),
    Case(
        "address changed, another one on record",
        replace(COUNTY, URL, f"{MOVED}\n  former_base_urls: ['https://fw.lanxi.example/']"),
        "issued-link-broken",
        LEDGER,
        1,
    ),
    Case("a name edited", replace(LEDGER, "河东社区", "河西社区"), "ledger-edited", LEDGER, 2),
    Case("a date edited", replace(LEDGER, "2026-11-21", "2026-11-22"), "ledger-edited", LEDGER, 1),
    Case("cut within a line", cut(LEDGER, 100), "ledger-cut", LEDGER, 3),
    Case("last line end cut", cut(LEDGER, 1), "ledger-cut", LEDGER, 3),
    lines(1, 3, 2),
    lines(1, 3),
    lines(2, 3),
    lines(1, 2, 2, 3),
    lines(1, 2, 3, 3),
    Case(
        "saved by an editor with a mark",
        lambda folder: write(LEDGER, b"\xef\xbb\xbf" + (folder / LEDGER).read_bytes())(folder),
        "ledger-mark",
        LEDGER,
        1,
    ),
    Case(
        "saved in another encoding",
        lambda folder: write(LEDGER, (folder / LEDGER).read_text("utf-8").encode("gb18030"))(folder),
        "ledger-unreadable",
        LEDGER,
        1,
    ),
    Case(
        "two villages with one id", replace(VILLAGES, "\n00003,", "\n00002,"), "duplicate-id", VILLAGES, "A4"
    ),
    Case("printed, and no row", printed("00077", "无名村"), "issued-village-missing", LEDGER, 4),
    Case(
        "its row deleted",
        lambda folder: write(
            VILLAGES, b"".join((folder / VILLAGES).read_bytes().splitlines(keepends=True)[:3])
        )(folder),
        "issued-village-missing",
        LEDGER,
        3,
    ),
    Case(
        "renamed with nothing on record",
        replace(VILLAGES, "村,青石村,", "村,新石村,"),
        "issued-name-differs",
        LEDGER,
        1,
    ),
    Case(
        "renamed with another name on record",
        both(replace(VILLAGES, "村,青石村,", "村,新石村,"), former_names({"00001": "清石村"})),
        "issued-name-differs",
        LEDGER,
        1,
    ),
    Case(
        "an id given to another village",
        both(
            printed("00004", "旧村"),
            replace(
                VILLAGES,
                "村,旧村,,无,无,无,无,无,无,无,,,,否,已并入,00003",
                "村,古村,,无,无,无,无,无,无,无,,,,否,在用,",
            ),
        ),
        "issued-name-differs",
        LEDGER,
        4,
    ),
    Case(
        "a second village takes a printed name",
        both(
            replace(VILLAGES, "村,青石村,", "村,新石村,"),
            lambda folder: write(VILLAGES, (folder / VILLAGES).read_bytes() + ROW.encode())(folder),
            former_names({"00001": "青石村"}),
        ),
        "printed-name-taken",
        VILLAGES,
        "D6",
    ),
    Case(
        "a dissolved village bears a printed name",
        both(
            replace(VILLAGES, "村,白石村,", "村,新石村,"),
            replace(VILLAGES, "村,旧村,", "村,白石村,"),
            replace(VILLAGES, "已并入,00003", "已撤销,"),
            former_names({"00003": "白石村"}),
        ),
        "printed-name-taken",
        VILLAGES,
        "D5",
    ),
    Case(
        "a second village takes a former name",
        former_names({"00001": "河东社区"}),
        "former-name-taken",
        VILLAGES,
        "D3",
    ),
    Case("two names without 、", former_names({"00001": "甲村 乙村"}), "bad-former-name", VILLAGES, "S2"),
    Case("a 、 at the end", former_names({"00001": "甲村、"}), "bad-former-name", VILLAGES, "S2"),
    Case(
        "a former name twice", former_names({"00001": "甲村、甲村"}), "former-name-repeated", VILLAGES, "S2"
    ),
    Case("its own name", former_names({"00001": "青石村"}), "former-name-repeated", VILLAGES, "S2"),
    Case(
        "merged, and nobody said into which",
        replace(VILLAGES, "已并入,00003", "已并入,"),
        "merged-into-nothing",
        VILLAGES,
        "R5",
    ),
    Case(
        "merged into one that was dissolved",
        replace(VILLAGES, "0600-5551003,否,在用,", "0600-5551003,否,已撤销,"),
        "merged-into-inactive",
        VILLAGES,
        "R5",
    ),
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The base project's outputs, built once: nothing may change them."""
    folder = tmp_path_factory.mktemp("published")
    project = copy_base(folder / "project")
    assert run(["build", str(project), "-o", str(folder / "out"), "-j", "1"], {}) == 0
    yield folder / "out"
    shutil.rmtree(folder)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_breaks_a_link_is_refused(
    case: Case, tmp_path: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = copy_base(tmp_path / "project")
    case.edit(project)
    before, out = snapshot(project), snapshot(published)
    wanted = {"slug": case.slug, "severity": "error", "file": case.file, **place_of(case, project)}
    for command in (["check", str(project)], ["build", str(project), "-o", str(published)]):
        assert run([*command, "--json"], {}) == 1
        records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [entry for entry in records if wanted.items() <= entry.items()], records
    assert snapshot(published) == out and snapshot(project) == before


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_it_is_worded(case: Case, tmp_path: Path) -> None:
    """Both languages, every fact filled in, and the batch named wherever a printed link is meant."""
    project = copy_base(tmp_path / "project")
    case.edit(project)
    for finding in check_project(project).findings:
        for language in LANGUAGES:
            worded = word(finding, language)
            assert translation(language).gettext(finding.slug) != finding.slug
            assert worded.message and worded.fix
            if finding.slug.startswith(("issued-", "printed-")):
                assert finding.facts()["batch"] in worded.message
