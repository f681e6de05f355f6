"""The records of orders in the project against outputs that hold something else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from listgen.orders.record import with_state
from listgen.verify.expected import read_expected
from listgen.verify.project_orders import check_orders
from tests.build.test_orders import RENAMED, order
from tests.faults.project import copy_base

RECORD = "orders/一.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two orders; the second recalls a sign of the first."""
    folder = tmp_path_factory.mktemp("ordered")
    project = copy_base(folder / "project")
    order(project, folder / "out", slots=("committee", "hall"))
    RENAMED(project)
    order(project, folder / "out", "二", since="一")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """A copy of the records, beside what the build said of the outputs."""
    shutil.copytree(made / "project" / "orders", tmp_path / "project" / "orders")
    for name in ("manifest.json", "data/expected.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(made / "out" / name, tmp_path / name)
    return tmp_path


def found(place: Path, hashes: dict[str, str] | None = None) -> list[tuple[str, str]]:
    expected = read_expected((place / "data/expected.json").read_bytes())
    listed = json.loads((place / "manifest.json").read_bytes())["outputs"]
    held = {entry["path"]: entry["sha256"] for entry in listed} | (hashes or {})
    findings = check_orders(place / "project", expected.orders, held)
    return [(one.slug, one.location.file) for one in findings]


def forged(place: Path, change: Callable[[bytes], bytes], record: str = RECORD) -> None:
    """Change a record and its digest with it."""
    path = place / "project" / record
    body, _, _ = path.read_bytes().partition(b"digest: ")
    changed = change(body)
    assert changed != body
    path.write_bytes(changed + f"digest: {sha256(changed).hexdigest()}\n".encode())


def test_the_records_that_the_outputs_were_built_with(place: Path) -> None:
    assert found(place) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("岚溪县清河镇青石村村民委员会", "岚溪县清河镇清石村村民委员会"),
        ("quantity: 1", "quantity: 2"),
        ("size: 350×2000", "size: 350×2400"),
        ("qingdan/000013/", "qingdan/000022/"),
        ("material: ", "material: 铝板"),
        ("name: 青石村", "name: 清石村"),
        ("township_name: 清河镇", "township_name: 清溪镇"),
        ("slot: hall", "slot: party"),
        ("inks: 0 0 0 0/", "inks: 0 0 0 0.5/"),
        ("date: 2026-12-01", "date: 2026-12-02"),
        ("county: 岚溪县", "county: 岚西县"),
        ("edition: 2026-1", "edition: 2026-2"),
        ("scheme: 一横四竖一标识", "scheme: 一横五竖"),
        ("sheet: 1220×2440", "sheet: 1250×2500"),
        ("cut_contour: no", "cut_contour: yes"),
        ("since: 无", "since: 二"),
        ("ledger: {lines: 3", "ledger: {lines: 2"),
    ],
)
def test_a_record_of_something_else(place: Path, old: str, new: str) -> None:
    forged(place, lambda body: body.replace(old.encode(), new.encode(), 1))
    assert found(place) == [("project-order", RECORD)]


def test_a_file_less(place: Path) -> None:
    def without(body: bytes) -> bytes:
        return b"".join(
            line for line in body.splitlines(keepends=True) if b"- {path: " + "校样".encode() not in line
        )

    forged(place, without)
    assert found(place) == [("project-order-file", RECORD)]


@pytest.mark.parametrize(
    ("old", "new"),
    [("reason: replaced", "reason: dropped"), ("wording: 岚溪县清河镇青石", "wording: 岚溪县清河镇清石")],
)
def test_another_recall(place: Path, old: str, new: str) -> None:
    other = "orders/二.yaml"

    def change(body: bytes) -> bytes:
        head, recalls, rest = body.partition(b"recalls:")
        return head + recalls + rest.replace(old.encode(), new.encode())

    forged(place, change, other)
    assert found(place) == [("project-order", other)]


def test_a_sign_less(place: Path) -> None:
    def without(body: bytes) -> bytes:
        lines = body.splitlines(keepends=True)
        last = max(at for at, line in enumerate(lines) if line.startswith(b"- {number: "))
        return b"".join(lines[:last] + lines[last + 1 :])

    forged(place, without)
    assert set(found(place)) == {("project-order", RECORD), ("project-order-file", RECORD)}


def test_a_recall_of_another_batch(place: Path) -> None:
    other = "orders/二.yaml"
    forged(
        place, lambda body: body.replace("batch: 一, number".encode(), "batch: 三, number".encode()), other
    )
    assert found(place) == [("project-order", other)]


def test_an_edited_record(place: Path) -> None:
    path = place / "project" / RECORD
    path.write_bytes(path.read_bytes().replace(b"quantity: 1", b"quantity: 2", 1))
    assert found(place) == [("project-order-edited", RECORD)]


def test_a_record_that_is_gone(place: Path) -> None:
    (place / "project" / RECORD).unlink()
    assert found(place) == [("project-order-lost", RECORD)]


def test_a_record_that_was_never_built(place: Path) -> None:
    path = place / "data" / "expected.json"
    expected = json.loads(path.read_bytes())
    del expected["orders"][0]
    path.write_text(json.dumps(expected, ensure_ascii=False), "utf-8")
    assert found(place) == [("project-order-new", RECORD)]


def test_a_record_that_was_withdrawn_since(place: Path) -> None:
    path = place / "project" / RECORD
    path.write_bytes(with_state(path.read_bytes(), "withdrawn"))
    assert found(place) == [("project-order-withdrawn", RECORD)]


def test_a_file_that_is_not_the_ordered_one(place: Path) -> None:
    assert found(place, {"下单/一/校样.pdf": ""}) == []  # could not be made, which is said elsewhere
    assert found(place, {"下单/一/校样.pdf": "f" * 64}) == [("project-order-file", RECORD)]
    path = place / "project" / RECORD
    listed = json.loads((place / "manifest.json").read_bytes())
    listed["outputs"] = [entry for entry in listed["outputs"] if not entry["path"].endswith("校样.pdf")]
    (place / "manifest.json").write_text(json.dumps(listed, ensure_ascii=False), "utf-8")
    assert found(place) == [("project-order-file", RECORD), ("project-order-file", "orders/二.yaml")]
    path.write_bytes(with_state(path.read_bytes(), "archived"))
    assert found(place) == [("project-order-file", "orders/二.yaml")]
