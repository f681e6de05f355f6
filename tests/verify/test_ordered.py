"""An order as it was made is sound, and whatever is exchanged or lost in its folder is found."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from listgen.resources import shipped
from listgen.verify import verify_output
from tests.build.test_orders import order
from tests.faults.project import copy_base


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("ordered")
    order(copy_base(folder / "project"), folder / "out", slots=("party", "committee", "hall"))
    yield folder / "out"
    shutil.rmtree(folder)


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "out"))


def found(out: Path) -> set[tuple[str, str]]:
    """Slugs, and the last part of the path."""
    report = verify_output(out, fonts=shipped("fonts"))
    return {(finding.slug, Path(finding.location.file).name) for finding in report.findings}


def signed(out: Path, path: str) -> None:
    """The manifest says what the file is now: only its content can give it away."""
    manifest = out / "manifest.json"
    held = json.loads(manifest.read_bytes())
    data = (out / path).read_bytes()
    for entry in held["outputs"]:
        if entry["path"] == path:
            entry |= {"sha256": sha256(data).hexdigest(), "bytes": len(data)}
    manifest.write_text(json.dumps(held, ensure_ascii=False), "utf-8")


def exchange(out: Path, pattern: str, other: str) -> str:
    """One file becomes another one of the order; its name."""
    (target,) = (out / "下单" / "一").glob(pattern)
    (source,) = (out / "下单" / "一").glob(other)
    target.write_bytes(source.read_bytes())
    signed(out, target.relative_to(out).as_posix())
    return target.name


def test_an_order_is_sound(out: Path) -> None:
    assert found(out) == set()


EXCHANGED = {
    "印刷/*青石村-党组织牌.pdf": ("印刷/*白石村-党组织牌.pdf", "sign-wording"),
    "印刷/*青石村-大厅牌.pdf": ("印刷/*白石村-大厅牌.pdf", "pdf-title"),
    "雕刻/*青石村-委员会牌.svg": ("雕刻/*白石村-委员会牌.svg", "engraving-title"),
    "雕刻/*青石村-委员会牌.dxf": ("雕刻/*白石村-委员会牌.dxf", "engraving-count"),
    "印刷/合并/党组织牌*.pdf": ("印刷/合并/委员会牌*.pdf", "pdf-title"),
    "拼版/01-*.pdf": ("拼版/02-*.pdf", "pdf-title"),
}
LOST = (
    "印刷/*河东社区-党组织牌.pdf",
    "雕刻/*河东社区-大厅牌.dxf",
    "印刷/合并/大厅牌*.pdf",
    "校样.pdf",
    "下单表.xlsx",
)


def test_what_was_exchanged_or_lost_is_found(out: Path) -> None:
    """All at once: a wrong character takes seconds to name."""
    wanted = set()
    for pattern, (other, slug) in EXCHANGED.items():
        wanted.add((slug, exchange(out, pattern, other)))
    for pattern in LOST:
        (lost,) = (out / "下单" / "一").glob(pattern)
        lost.unlink()
        wanted.add(("output-missing", lost.name))
    assert wanted <= found(out)
