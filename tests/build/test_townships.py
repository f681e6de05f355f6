"""Townships with lists of their own: a paper each, their page, and what verify says of a wrong one."""

from __future__ import annotations

import json
from pathlib import Path

from listgen.findings import has_errors
from listgen.verify import verify_output
from tests.build.test_build import change, contents, run

PAPER = "乡镇/02-白汀镇/履职事项清单.docx"
PAGE = "site/t/02/index.html"
KIND = """- id: basic
  title: 乡镇（街道）基本履职事项清单
  short: 基本履职
  door: 乡镇能办
  hint: 乡镇自己做的事
  icon: check
  required: [content]
  columns:
  - {field: number, title: 序号, width: 15, align: center}
  - {field: name, title: 事项名称, width: 70}
  - {field: basis, title: 依据, width: 140}
"""
ITEMS = """items:
- id: LX-0901
  kind: basic
  applies: [township]
  name: 指导村民委员会的工作
  content: 指导、支持和帮助村民委员会开展工作。
  basis_type: law
  basis:
  - {law: 中华人民共和国村民委员会组织法, article: 第四十三条, role: general}
  plain: 指导村民委员会的工作。
  state: in-force
- id: LX-0902
  kind: basic
  applies: [township]
  name: 办理到年底为止的事项
  content: 年底取消。
  basis_type: law
  basis:
  - {law: 中华人民共和国村民委员会组织法, article: 第四十三条, role: general}
  plain: 办理到年底为止。
  state: retired
  retired: {on: 2026-12-31, why: 年底取消}
"""


def with_lists(project: Path) -> Path:
    (project / "items" / "80-township.yaml").write_text(ITEMS, "utf-8")
    with (project / "kinds.yaml").open("a", encoding="utf-8", newline="") as kinds:
        kinds.write(KIND)
    return project


def test_a_township_has_its_paper_and_its_page(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(with_lists(project), out)
    assert not result.failed and not has_errors(result.findings)
    made = contents(out)
    assert PAPER in made
    page = made[PAGE].decode()
    assert "基本履职" in page and "2项" in page and "../../i/LX-0901/index.html" in page
    assert "site/i/LX-0902/index.html" in made
    assert b"LX-0901" not in made["县级/村级组织事务清单.docx"]
    items = json.loads(made["data/items.json"])["items"]
    assert [item["id"] for item in items if item["kind"] == "basic"] == ["LX-0901", "LX-0902"]
    assert verify_output(out, project).findings == ()


def test_verify_misses_what_a_page_and_a_paper_lack(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(with_lists(project), out)
    change(out / PAGE, "指导村民委员会的工作", "指导村的工作")
    change(project / "items" / "80-township.yaml", "办理到年底为止的事项", "办理到月底为止的事项")
    change(project / "items" / "80-township.yaml", "on: 2026-12-31", "on: 2026-11-21")
    found = {(one.slug, one.location.file) for one in verify_output(out, project).findings}
    assert ("page-links", PAGE) in found
    assert ("project-item", "items/80-township.yaml") in found
