"""The second decoder: real zbarimg on real files, and programs that misbehave."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from listgen.qr.png import render_png
from listgen.qr.symbol import encode
from listgen.verify import verify_output, zbar
from listgen.verify.png_image import read_png
from listgen.verify.zbar import BATCH, Grey, Zbar
from tests.verify.county import write
from tests.verify.papers import BASE, LINK


def program() -> Path:
    found = shutil.which("zbarimg")
    assert found, "zbar-tools of .ci/apt.txt"
    return Path(found)


def picture(link: str) -> Grey:
    return read_png(render_png(encode(link), 8, 2)).pixels


def opinions(*pictures: tuple[str, str, Grey], with_: Path | None = None) -> list[tuple[str, str]]:
    second = Zbar(with_ or program())
    findings = [finding for one in pictures for finding in second.add(*one)]
    return [(finding.slug, finding.location.file) for finding in (*findings, *second.read())]


def test_both_read_the_same() -> None:
    links = [LINK, BASE + "001740/", "https://x.example/?a=1&b=<2>]]>", "a", LINK + "q" * 200]
    assert opinions(*((link, link, picture(link)) for link in links)) == []


def test_who_disagrees_is_named() -> None:
    blank = np.full((200, 200), 255, np.uint8)
    two = np.hstack([picture(LINK), picture(LINK)])
    found = opinions(
        ("a", LINK, picture(LINK)), ("b", LINK, picture(BASE)), ("c", "", blank), ("d", LINK, two)
    )
    assert found == [("code-decoders", "b"), ("code-decoders", "c"), ("code-decoders", "d")]


def test_many_go_in_batches() -> None:
    one = picture(LINK)
    pictures = [(str(number), LINK if number != BATCH else "other", one) for number in range(BATCH + 2)]
    assert opinions(*pictures) == [("code-decoders", str(BATCH))]


def test_nobody_to_ask() -> None:
    second = Zbar(None)
    assert [*second.add("a", "other", picture(LINK)), *second.read()] == []


@pytest.mark.parametrize("body", ["raise SystemExit(1)", "print('<barcodes')", "import time; time.sleep(60)"])
def test_a_program_that_fails_is_no_agreement(
    tmp_path: Path, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zbar, "TIME_LIMIT", 2)
    fake = tmp_path / "zbarimg"
    fake.write_text(f"#!{sys.executable}\n{body}\n")
    fake.chmod(0o755)
    assert opinions(("a", LINK, picture(LINK)), with_=fake) == [("code-second-failed", "a")]


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    assert opinions(("a", LINK, picture(LINK)), with_=tmp_path / "no") == [("code-second-failed", "a")]


def test_every_code_of_a_folder_is_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    add = Zbar.add

    def watch(self: Zbar, path: str, text: str, grey: Grey):  # type: ignore[no-untyped-def]
        seen.append(path)
        return add(self, path, text, grey)

    monkeypatch.setattr(Zbar, "add", watch)
    report = verify_output(write(tmp_path), zbar=program())
    assert (report.findings, report.second_decoder) == ((), True)
    assert sorted(path.rpartition(".")[2] for path in seen) == ["dxf", "pdf", "pdf", "png", "svg"]
    assert verify_output(tmp_path).second_decoder is False
