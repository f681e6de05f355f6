"""Codes of a county beside segno and qrcode as whole processes; and symbols alone, and reading them back.

What is asserted is that nothing was made faster by being made differently.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode

from listgen.links import page_url
from listgen.qr import symbol, unmasked
from listgen.qr.png import render_png
from listgen.verify.codes import check_code_file
from listgen.verify.promised import CodeFile
from listgen.verify.zbar import Zbar
from tests.bench.compare import Contender, compare
from tests.bench.figures import Report
from tests.bench.installed import Peers
from tests.bench.measure import Program
from tests.bench.work import CODES, Work

BASE = "https://fw.lanxi.example/qingdan/"
LINKS = [page_url(BASE, f"{number:05d}") for number in range(1, 2001)]
Rows = tuple[tuple[bool, ...], ...]


SEGNO, QRCODE = "segno, with ezdxf", "qrcode"


def test_codes(report: Report, installed: Peers, project: Path, work: Work, folder: Path) -> None:
    """The same link at the same level in as many modules, as SVG, PDF, PNG and DXF."""

    def contender(name: str, program: str, did: str, complete: bool) -> Contender:
        def of(villages: int) -> Program:
            return Program(installed.program(program, work.folder / CODES, folder / name, villages))

        return Contender(name, report.villages, of, did, complete)

    contenders = (
        contender(
            SEGNO,
            "segno_codes",
            "SVG, PNG and PDF by segno's writers, DXF by ezdxf from its modules, a rectangle a run;"
            " one segment; no title and size beside the trim, no inks, boxes or output intent",
            True,
        ),
        contender(QRCODE, "qrcode_codes", "SVG and PNG only, by its own writers", False),
    )
    compare(report, CODES, project, folder, ("qr",), work.outputs[CODES], contenders)
    for png in sorted((folder / "ours").rglob("*.png"))[:20]:
        for one in contenders:
            other = folder / one.name / png.relative_to(folder / "ours").with_name("code.png")
            if other.is_file():
                assert _read(other) == _read(png), (one.name, png.name)


def _read(path: Path) -> tuple[str, tuple[int, int]]:
    """What a code says, and its pixels."""
    with Image.open(path) as image:
        found = zxingcpp.read_barcode(image.convert("L"))
        assert found is not None, path
        return found.text, image.size


def _cold() -> None:
    """As in a process that has made no code yet, but for what qrcode remembers of a version too."""
    symbol.encode.cache_clear()
    unmasked._family.cache_clear()


def _ours() -> tuple[float, list[Rows]]:
    _cold()
    start = time.process_time()
    made = [symbol.encode(link).rows for link in LINKS]
    return time.process_time() - start, made


def _peers(optimize: int) -> tuple[float, list[Rows]]:
    start = time.process_time()
    codes = []
    for link in LINKS:
        code = QRCode(error_correction=ERROR_CORRECT_Q)
        code.add_data(link, optimize=optimize)
        code.make(fit=True)
        codes.append(code.modules)
    seconds = time.process_time() - start
    return seconds, [tuple(tuple(map(bool, row)) for row in modules) for modules in codes]


@pytest.mark.printed
def test_two_thousand_links() -> None:
    """Each symbol whole: the same modules are the same version, mask and level."""
    ours, made = _ours()
    theirs, expected = _peers(optimize=20)  # its default
    again, _ = _ours()
    assert made == expected
    alike, modules = _peers(optimize=unmasked.NUMERIC_RUN)
    assert made == modules
    ratios = f"{theirs / max(ours, again):.1f} to {theirs / min(ours, again):.1f}"
    print(
        f"\n{len(LINKS)} links to symbols, cold: {ours:.2f} s; qrcode's default {theirs:.2f} s"
        f" (with the same chunks {alike:.2f} s): {ratios} times as fast, all modules equal"
    )


@pytest.mark.printed
def test_two_hundred_codes_read_back(tmp_path: Path) -> None:
    """The PNG files of a build: read from the disk, decoded, measured and compared."""
    files = [
        CodeFile(f"{number}.png", "png", link, "Q", "", 2.0, 82.0) for number, link in enumerate(LINKS[:200])
    ]
    for file in files:
        (tmp_path / file.path).write_bytes(render_png(symbol.encode(file.url), 24, 2.0))
    program = shutil.which("zbarimg")
    second = Zbar(Path(program) if program else None)
    rounds = []
    for asked in (None, None, None, second):
        start = time.perf_counter()
        findings = [
            finding
            for file in files
            for finding in check_code_file((tmp_path / file.path).read_bytes(), file, asked)
        ]
        findings += asked.read() if asked else ()
        rounds.append(time.perf_counter() - start)
        assert findings == []
    again = min(rounds[1:3])
    more = f"{rounds[3]:.2f} s with zbar's opinion" if program else "zbar is not installed"
    print(f"\n{len(files)} code files verified: {rounds[0]:.3f} s at first, then {again:.3f} s; {more}")


@pytest.mark.printed
@pytest.mark.parametrize("wrong", [LINKS[0], LINKS[200]])
def test_the_fast_way_finds_a_wrong_code(tmp_path: Path, wrong: str) -> None:
    """The bench is of the check itself: another village's file does not pass it."""
    data = render_png(symbol.encode(wrong), 24, 2.0)
    findings = list(check_code_file(data, CodeFile("x.png", "png", LINKS[1], "Q", "", 2.0, 82.0)))
    assert [finding.slug for finding in findings] == ["code-wrong-url"]
