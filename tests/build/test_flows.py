"""Flow charts: of each item with steps, on a list that has them; PDF and SVG agree, and verify reads both."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from listgen.build.run import Request, build
from listgen.findings import has_errors
from listgen.preflight import check_project
from listgen.verify import verify_output
from tests.build.test_build import change, run

CHARTS = "县级/流程图"
STEPS = """  steps:
  - 到登记窗口提出申请，交验身份证和户口簿
  - 窗口当场核对，材料不齐的一次告知
  - 三个工作日内办好，电话通知来取
"""


@pytest.fixture
def flowing(project: Path) -> Path:
    """The county with charts for what villages do not do; one item has steps."""
    change(project / "kinds.yaml", "- id: not-permitted\n", "- id: not-permitted\n  flow: yes\n")
    items = project / "items" / "30-not-permitted.yaml"
    change(items, "  materials: [身份证、户口簿]\n", "  materials: [身份证、户口簿]\n" + STEPS)
    return project


def test_a_chart_of_an_item_with_steps(flowing: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(flowing, out)
    assert not result.failed and not has_errors(result.findings)
    names = sorted(path.name for path in (out / CHARTS).iterdir())
    assert "CN-0094-亲属关系证明流程图.pdf" in names and "CN-0094-亲属关系证明流程图.svg" in names
    assert verify_output(out, flowing, fonts=Path("fonts")).findings == ()
    (county,) = [
        one for one in json.loads((out / "data/expected.json").read_bytes())["owners"] if one["charts"]
    ]
    assert {"示例，不作为办事依据"} <= set(county["charts"][0]["lines"])
    damaged = out / CHARTS / "CN-0094-亲属关系证明流程图"
    other = next(path for path in (out / CHARTS).glob("*.pdf") if path.stem != damaged.name)
    shutil.copy(other, damaged.with_suffix(".pdf"))
    shutil.copy(other.with_suffix(".svg"), damaged.with_suffix(".svg"))
    slugs = {(one.slug, one.location.file) for one in verify_output(out).findings}
    print(slugs)
    assert ("engraving-title", f"{CHARTS}/{damaged.name}.svg") in slugs
    assert ("pdf-title", f"{CHARTS}/{damaged.name}.pdf") in slugs


def test_steps_that_have_no_room(flowing: Path) -> None:
    items = flowing / "items" / "30-not-permitted.yaml"
    long = "、".join(["到窗口提出申请并交验身份证和户口簿原件"] * 20)
    change(items, STEPS, f"  steps: [{', '.join([long] * 4)}]\n")
    found = [one for one in check_project(flowing).findings if one.slug == "flow-too-long"]
    assert [one.location.file for one in found] == ["items/30-not-permitted.yaml"]


def test_a_character_without_an_outline(flowing: Path, tmp_path: Path) -> None:
    change(flowing / "items" / "30-not-permitted.yaml", "到登记窗口提出申请", "到𠄀窗口提出申请")
    result = build(Request(flowing, tmp_path / "out", jobs=1), lambda done, of: None)
    assert ("missing-glyph", "𠄀") in {(one.slug, one.facts().get("value")) for one in result.findings}
    assert not (tmp_path / "out").exists()
