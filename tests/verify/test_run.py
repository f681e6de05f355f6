"""Whole output folders: a sound one, and every way in which one can differ from what was built."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from listgen.verify import verify_file, verify_output
from tests.verify.county import (
    BOOKLET,
    CODE,
    CODE_DXF,
    CODE_PDF,
    HALL,
    INDEX,
    MERGED,
    PICTURE,
    PLAQUE,
    VILLAGE,
    files,
    write,
)
from tests.verify.papers import docx, page, saved

Change = Callable[[dict[str, Any]], object]


def found(out: Path) -> list[tuple[str, str]]:
    return [(finding.slug, finding.location.file) for finding in verify_output(out).findings]


def test_a_sound_folder(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    report = verify_output(write(tmp_path), progress=lambda done, total: steps.append((done, total)))
    assert report.findings == () and report.ok
    assert dict(report.checked) == {
        "page": 3,
        "plaque": 1,
        "hall-sign": 1,
        "booklet": 1,
        "qr": 4,
        "data": 1,
    }
    assert steps[-1] == (11, 11)


def swap(one: str, other: str) -> Change:
    def change(made: dict[str, bytes]) -> None:
        made[one], made[other] = made[other], made[one]

    return change


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (lambda made: made.pop(PLAQUE), ("output-missing", PLAQUE)),
        (lambda made: made.pop(VILLAGE), ("page-missing", VILLAGE)),
        (lambda made: made.pop(VILLAGE), ("code-dead-link", HALL)),
        (lambda made: made.pop(VILLAGE), ("code-dead-link", CODE)),
        (lambda made: made.pop(VILLAGE), ("page-link", INDEX)),
        (swap(VILLAGE, MERGED), ("page-heading", VILLAGE)),
        (swap(VILLAGE, MERGED), ("code-heading", HALL)),
        (swap(PLAQUE, HALL), ("pdf-box", PLAQUE)),
        (swap(PLAQUE, HALL), ("pdf-title", HALL)),
        (swap(PLAQUE, HALL), ("code-undecodable", HALL)),
        (swap(PLAQUE, CODE_PDF), ("code-undecodable", CODE_PDF)),
        (swap(PLAQUE, CODE_PDF), ("pdf-title", CODE_PDF)),
        (swap(PLAQUE, CODE_PDF), ("pdf-ink", CODE_PDF)),
        (swap(PICTURE, CODE_DXF), ("code-unreadable", CODE_DXF)),
        (lambda made: made.pop(VILLAGE), ("code-dead-link", CODE_DXF)),
        (lambda made: made.update({BOOKLET: docx()}), ("table-missing", BOOKLET)),
        (lambda made: made.update({BOOKLET: docx()}), ("specimen-missing", BOOKLET)),
        (lambda made: made.update({VILLAGE: b""}), ("page-unreadable", VILLAGE)),
        (lambda made: made.update({"site/x.html": page("<p onclick=''>")}), ("page-active", "site/x.html")),
        (lambda made: made.update({"data/items.json": b"{"}), ("data-invalid", "data/items.json")),
    ],
)
def test_files(tmp_path: Path, change: Change, wanted: tuple[str, str]) -> None:
    assert wanted in found(write(tmp_path, change_files=change))


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        (lambda manifest: manifest.pop("schema"), "manifest-invalid"),
        (lambda manifest: manifest.update(schema=2), "manifest-invalid"),
        (lambda manifest: manifest.update(schema=True), "manifest-invalid"),
        (lambda manifest: manifest.pop("edition"), "manifest-invalid"),
        (lambda manifest: manifest.pop("failed"), "manifest-invalid"),
        (lambda manifest: manifest.update(failed=[1]), "manifest-invalid"),
        (lambda manifest: manifest.update(outputs={}), "manifest-invalid"),
        (lambda manifest: manifest["outputs"].append("x"), "manifest-invalid"),
        (lambda manifest: manifest["outputs"].reverse(), "manifest-invalid"),
        (lambda manifest: manifest["outputs"][0].update(kind="thing"), "manifest-invalid"),
        (lambda manifest: manifest["outputs"][0].update(level="city"), "manifest-invalid"),
        (lambda manifest: manifest["outputs"][0].update(format="xls"), "manifest-invalid"),
        (lambda manifest: manifest["outputs"][0].update(sha256="0"), "manifest-invalid"),
        (lambda manifest: manifest["outputs"][0].update(bytes="1"), "manifest-invalid"),
        (lambda manifest: manifest["outputs"][0].update(items=[1]), "manifest-invalid"),
        (lambda manifest: manifest["outputs"][0].update(path="../x.json"), "manifest-invalid"),
        (lambda manifest: manifest["outputs"][0].update(path="/x.json"), "manifest-invalid"),
        (lambda manifest: manifest["outputs"][0].update(path="a//x.json"), "manifest-invalid"),
        (lambda manifest: manifest["outputs"][0].update(path="C:x.json"), "manifest-invalid"),
        (lambda manifest: manifest["outputs"][0].update(path=".listgen/x.json"), "manifest-invalid"),
        (lambda manifest: manifest.update(failed=["乡镇/x.pdf"]), "output-failed"),
        (lambda manifest: manifest.update(failed=[{"path": "乡镇/x.pdf"}]), "output-failed"),
        (lambda manifest: manifest["outputs"][0].update(bytes=1), "output-changed"),
        (lambda manifest: manifest["outputs"][0].update(sha256="0" * 64), "output-changed"),
        (lambda manifest: manifest["outputs"].pop(), "output-foreign"),
        (lambda manifest: manifest["outputs"].pop(), "output-missing"),
        (lambda manifest: manifest["outputs"].append({**manifest["outputs"][-1]}), "output-twice"),
        (
            lambda manifest: manifest["outputs"].append({**manifest["outputs"][0], "path": "data/zz.json"}),
            "output-missing",
        ),
        (lambda manifest: manifest["outputs"][1].update(owner="lanxi"), "output-owner"),
        (lambda manifest: _of(manifest, PLAQUE).update(kind="hall-sign"), "output-kind"),
        (lambda manifest: _of(manifest, BOOKLET).update(kind="document"), "output-kind"),
    ],
)
def test_manifests(tmp_path: Path, change: Change, slug: str) -> None:
    assert slug in {slug for slug, _ in found(write(tmp_path, change_manifest=change))}


def _of(manifest: dict[str, Any], path: str) -> dict[str, Any]:
    entry: dict[str, Any] = next(entry for entry in manifest["outputs"] if entry["path"] == path)
    return entry


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        (lambda expected: expected.pop("schema"), "expected-invalid"),
        (lambda expected: expected.update(schema=2), "expected-invalid"),
        (lambda expected: expected.pop("county"), "expected-invalid"),
        (lambda expected: expected["owners"][1].pop("name"), "expected-invalid"),
        (lambda expected: expected["owners"][1]["signs"][0].update(trim_mm=[1]), "expected-invalid"),
        (lambda expected: expected["owners"][1]["signs"][0].update(inks=[1]), "expected-invalid"),
        (lambda expected: expected["rows"].clear(), "expected-invalid"),
        (lambda expected: expected["owners"][1]["signs"].pop(), "output-unexpected"),
        (lambda expected: expected["owners"][1]["pages"].pop(), "output-unexpected"),
        (lambda expected: expected["owners"][1]["signs"][0].update(wording="别的"), "pdf-title"),
        (lambda expected: expected["owners"][1]["signs"][0].update(inks=[]), "pdf-ink"),
        (lambda expected: expected["owners"][1]["signs"][1]["code"].update(level="H"), "code-level"),
        (lambda expected: expected["owners"][1]["signs"][1]["code"].update(module_mm=8), "code-module"),
        (lambda expected: expected["owners"][1]["items"].update(duty=["CN-0002"]), "page-items"),
        (lambda expected: expected["rows"]["r1"].update(cells=["婚姻登记", "别的"]), "table-cell"),
        (lambda expected: expected["county"].update(base_url="https://x.example/"), "code-base"),
    ],
)
def test_expectations(tmp_path: Path, change: Change, slug: str) -> None:
    assert slug in {slug for slug, _ in found(write(tmp_path, change_expected=change))}


@pytest.mark.parametrize(
    "name", ["x.pdf", "乡镇/副本 清单.docx", ".hidden", "Thumbs.db", "乡镇/~$清单手册.docx"]
)
def test_foreign_files(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    (tmp_path / name).write_bytes(b"x")
    report = verify_output(tmp_path)
    assert [(finding.slug, finding.location.file) for finding in report.findings] == [
        ("output-foreign", name)
    ]
    assert report.ok == (name in ("Thumbs.db", "乡镇/~$清单手册.docx"))


@pytest.mark.parametrize("name", [PLAQUE, "x.pdf"])
def test_links_to_elsewhere(tmp_path: Path, name: str) -> None:
    write(tmp_path / "out")
    (tmp_path / "aside.pdf").write_bytes(files()[PLAQUE])
    (tmp_path / "out" / name).unlink(missing_ok=True)
    (tmp_path / "out" / name).symlink_to(tmp_path / "aside.pdf")
    assert ("output-link", name) in found(tmp_path / "out")


def test_a_fault_of_ours_ends_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OverflowError("x" * 1000)

    monkeypatch.setattr("listgen.verify.run.check_code_file", fail)
    write(tmp_path)
    codes = (CODE, PICTURE, CODE_PDF, CODE_DXF)
    assert sorted(found(tmp_path)) == sorted(("output-unchecked", path) for path in codes)


@pytest.mark.parametrize("path", [HALL, CODE_PDF])
def test_a_page_of_forms_is_not_drawn(tmp_path: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each form may hold another a hundred times."""
    drawn: list[bytes] = []

    def draw(data: bytes, *_: object) -> tuple[()]:
        drawn.append(data)
        return ()

    for check in ("check_codes", "check_code_file"):
        monkeypatch.setattr(f"listgen.verify.run.{check}", draw)
    with pikepdf.open(BytesIO(files()[path])) as made:
        content = made.pages[0].obj["/Contents"]
        form = made.make_stream(b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form)
        made.pages[0].obj["/Resources"]["/XObject"] = Dictionary(Fm=form)
        content.write(content.read_bytes() + b" /Fm Do")
        spoilt = saved(made)
    write(tmp_path, lambda made: made.update({path: spoilt}))
    assert ("pdf-operator", path) in found(tmp_path)
    assert spoilt not in drawn and len(drawn) == 4


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / PLAQUE).unlink()
    (tmp_path / PLAQUE).mkdir()
    assert ("output-missing", PLAQUE) in found(tmp_path)


@pytest.mark.parametrize(
    ("gone", "slug"), [("manifest.json", "manifest-missing"), ("data", "output-missing")]
)
def test_without_the_two_files_that_tell(tmp_path: Path, gone: str, slug: str) -> None:
    write(tmp_path)
    path = tmp_path / gone
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    assert slug in {slug for slug, _ in found(tmp_path)}


def test_signs_are_read_where_the_faces_are_given(tmp_path: Path) -> None:
    """The sound folder's signs have no outlines at all."""
    out, fonts = write(tmp_path / "out"), tmp_path / "fonts"
    fonts.mkdir()
    found = [(finding.slug, finding.location.file) for finding in verify_output(out, fonts=fonts).findings]
    assert found == [("sign-wording", PLAQUE), ("sign-wording", HALL)]


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_a_manifest_that_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(data)
    assert found(tmp_path) == [("manifest-invalid", "manifest.json")]


@pytest.mark.parametrize(
    ("name", "data", "slugs"),
    [
        ("a.docx", docx(), []),
        ("a.docx", b"x", ["docx-unreadable"]),
        ("a.PDF", files()[PLAQUE], []),
        ("a.pdf", b"x", ["pdf-damaged"]),
        ("a.html", page(""), []),
        ("a.html", b"", ["page-unreadable"]),
        ("a.txt", b"x", ["file-unknown"]),
    ],
)
def test_single_files(tmp_path: Path, name: str, data: bytes, slugs: list[str]) -> None:
    (tmp_path / name).write_bytes(data)
    assert [finding.slug for finding in verify_file(tmp_path / name)] == slugs
