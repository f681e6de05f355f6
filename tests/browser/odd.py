"""The demo county after somebody who means ill had its files. The gate at the input refuses them."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path
from unittest import mock

from tests.browser.pages import DEMO, rows
from tests.built import built

MARKUP = "<script>alert(1)</script>"
QUOTES = "\"'><b onmouseover=alert(2)>&amp;</b>"
ADDRESS = "javascript:alert(3)"
NAME = f"碧石{MARKUP}村"

# Fields of CN-0041, the first item of its file.
ITEM: dict[str, str | list[str]] = {
    "name": f"协助{MARKUP}",
    "short": "低保</summary>",
    "content": MARKUP + QUOTES,
    "plain": QUOTES + "家里有难处",
    "keywords": ["低保", "<!--" + MARKUP],
    "materials": ["</script>" + QUOTES],
    "time": ADDRESS,
    "place": "</style>" + MARKUP,
}


def build_odd(folder: Path) -> Path:
    """Its online list as it would be without the gate: the pages have to stand on their own."""
    never = re.compile("(?!)")
    with mock.patch.multiple("listgen.sources.gate", _MARKUP=never, _STRAIGHT_QUOTE=never):
        return built(odd_project(folder), folder / "成果", "page", "data") / "site"


def odd_project(folder: Path) -> Path:
    """Its files. ODD_PAGES names what is odd."""
    project = folder / "county"
    shutil.copytree(DEMO, project)
    villages = {row["编号"]: row | {"曾用名": ""} for row in rows(DEMO / "villages.csv")}
    villages["00008"] |= {"名称": NAME, "曾用名": "青石村", "地址": QUOTES, "办公时间": ADDRESS}
    villages["00010"] |= {"名称": "柳树沟<b>'\"&</b>村", "曾用名": "柳树沟村", "状态": "已撤销"}
    villages["00012"] |= {"电话": "", "公布电话": "否", "地址": "", "办公时间": ""}
    _write(project / "villages.csv", list(villages.values()))
    _write(project / "townships.csv", [row | {"地址": QUOTES} for row in rows(DEMO / "townships.csv")])
    _rewrite(project / "items" / "20-assist.yaml", ITEM)
    return project


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _rewrite(path: Path, fields: dict[str, str | list[str]]) -> None:
    """Writes fields of the first item anew; JSON is YAML."""
    text = path.read_text("utf-8")
    for field, value in fields.items():
        found = re.search(f"^  {field}: .*", text, re.MULTILINE)
        assert found
        line = f"  {field}: {json.dumps(value, ensure_ascii=False)}"
        text = text[: found.start()] + line + text[found.end() :]
    path.write_text(text, "utf-8", newline="\n")
