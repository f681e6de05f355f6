"""A whole output folder of two villages, one of them merged, that passes; and its project."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from listgen.drawing.dxf import render_dxf
from listgen.drawing.pdf import CONDITIONS, render_pdf
from listgen.drawing.svg import render_svg
from listgen.qr.png import render_png
from listgen.qr.symbol import encode
from listgen.signage.code import draw_code
from tests.verify.papers import BASE, LINK, MARKS, docx, marks, page, pdf, saved, symbol_content

FOLDER = "乡镇/01-清河镇/00173-青石村"
PLAQUE, HALL = f"{FOLDER}/标牌/02-党组织牌.pdf", f"{FOLDER}/标牌/07-大厅牌.pdf"
BOOKLET, CODE, PICTURE = f"{FOLDER}/清单手册.docx", f"{FOLDER}/二维码/码.svg", f"{FOLDER}/二维码/码.png"
CODE_PDF, CODE_DXF = f"{FOLDER}/二维码/码.pdf", f"{FOLDER}/二维码/码.dxf"
SIZES = {"title": "青石村二维码", "module_mm": 2, "side_mm": 82}
VILLAGE, MERGED, INDEX = "site/001733/index.html", "site/001740/index.html", "site/index.html"
PARTY = "中共青石村支部委员会"
HALL_WORDING = "青石村综合服务大厅"

EXPECTED: dict[str, Any] = {
    "schema": 1,
    "county": {
        "id": "lanxi",
        "name": "岚溪县",
        "edition": "2026-1",
        "edition_date": "2026-11-21",
        "specimen": True,
        "base_url": BASE,
        "hotline": "0570-5550100",
    },
    "kinds": [{"id": "duty", "title": "依法履行职责事项清单"}],
    "rows": {"r1": {"id": "CN-0001", "kind": "duty", "cells": ["婚姻登记", "以档案为准"]}},
    "owners": [
        {
            "id": "lanxi",
            "level": "county",
            "name": "岚溪县",
            "pages": [{"path": INDEX, "heading": "岚溪县"}],
        },
        {
            "id": "00173",
            "level": "village",
            "name": "青石村",
            "township": "01",
            "url": LINK,
            "page": VILLAGE,
            "items": {"duty": ["CN-0001"]},
            "documents": [
                {
                    "path": BOOKLET,
                    "kind": "booklet",
                    "title": "",
                    "tables": [{"kind": "duty", "title": "依法履行职责事项清单", "rows": ["r1"]}],
                }
            ],
            "signs": [
                {
                    "path": PLAQUE,
                    "slot": "party",
                    "kind": "plaque",
                    "wording": PARTY,
                    "trim_mm": [300, 100],
                    "inks": [[0, 1, 1, 0], [0, 0, 0, 0]],
                    "code": None,
                },
                {
                    "path": HALL,
                    "slot": "hall",
                    "kind": "hall-sign",
                    "wording": HALL_WORDING,
                    "trim_mm": [300, 250],
                    "inks": [[0, 1, 1, 0], [0, 0, 0, 1]],
                    "code": {"url": LINK, "level": "Q", "module_mm": 4.1, "distance_m": 1},
                },
            ],
            "codes": [
                {"path": path, "format": path[-3:], "url": LINK, "level": "Q", **SIZES}
                for path in (CODE_PDF, CODE, CODE_DXF, PICTURE)
            ],
            "pages": [{"path": VILLAGE, "heading": "青石村"}],
        },
        {
            "id": "00174",
            "level": "village",
            "name": "白塔村",
            "page": MERGED,
            "successor": "00173",
            "pages": [{"path": MERGED, "heading": "白塔村"}],
        },
    ],
}

KINDS = {
    PLAQUE: ("plaque", "village", "00173"),
    HALL: ("hall-sign", "village", "00173"),
    BOOKLET: ("booklet", "village", "00173"),
    CODE_PDF: ("qr", "village", "00173"),
    CODE: ("qr", "village", "00173"),
    CODE_DXF: ("qr", "village", "00173"),
    PICTURE: ("qr", "village", "00173"),
    VILLAGE: ("page", "village", "00173"),
    MERGED: ("page", "village", "00174"),
    INDEX: ("page", "county", "lanxi"),
    "data/expected.json": ("data", "county", "lanxi"),
}


def files() -> dict[str, bytes]:
    """The outputs by path, all sound."""
    plaque = pdf("0 1 1 0 k -3 -3 306 106 re f 0 0 0 0 k 20 40 100 20 re f", MARKS)
    plaque.docinfo["/Title"] = PARTY
    hall = pdf(
        "0 1 1 0 k -3 -3 306 256 re f", symbol_content(LINK, 50, 50, 4.1), marks(height=250), height=250
    )
    hall.docinfo["/Title"] = HALL_WORDING
    board = draw_code(encode(LINK), "青石村二维码")
    foot = '<footer><a href="tel:05705550100">0570-5550100</a></footer>'
    item = '<section><h2>能办 1 项</h2><details id="CN-0001"><summary>婚姻登记</summary></details></section>'
    return {
        PLAQUE: saved(plaque),
        HALL: saved(hall),
        BOOKLET: docx(
            [[("序号", "事项", "内容"), ("1", "婚姻登记", "以档案为准")]],
            before="<w:p><w:r><w:t>依法履行职责事项清单 示例</w:t></w:r></w:p>",
        ),
        CODE_PDF: render_pdf(board, CONDITIONS["FOGRA39"]),
        CODE: render_svg(board, cut=False),
        CODE_DXF: render_dxf(board),
        PICTURE: render_png(encode(LINK), 8, 2),
        VILLAGE: page(f'示例<a href="../index.html">县</a>{item}{foot}'),
        MERGED: page(
            f'示例 已并入青石村<a href="../001733/index.html">去看</a>{foot}', heading="<h1>白塔村</h1>"
        ),
        INDEX: page(f'示例<a href="001733/index.html">青石村</a>{foot}', heading="<h1>岚溪县</h1>"),
    }


def write(
    out: Path,
    change_files: Callable[[dict[str, bytes]], object] = lambda files: None,
    change_expected: Callable[[dict[str, Any]], object] = lambda expected: None,
    change_manifest: Callable[[dict[str, Any]], object] = lambda manifest: None,
) -> Path:
    """OUT on disk: files, then expected.json, then the manifest that lists them, each changed first."""
    made, expected = files(), copy.deepcopy(EXPECTED)
    change_files(made)
    change_expected(expected)
    made["data/expected.json"] = json.dumps(expected, ensure_ascii=False).encode()
    manifest: dict[str, Any] = {
        "schema": 1,
        "project": "lanxi",
        "edition": "2026-1",
        "as_of": "2026-11-21",
        "listgen": "0.1.0",
        "outputs": [_entry(path, data) for path, data in sorted(made.items())],
        "failed": [],
    }
    change_manifest(manifest)
    for path, data in made.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
    (out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    (out / ".listgen").mkdir(exist_ok=True)
    (out / ".listgen" / "lock").touch()
    return out


def _entry(path: str, data: bytes) -> dict[str, Any]:
    kind, level, owner = KINDS.get(path, ("site-asset", "county", "lanxi"))
    return {
        "path": path,
        "kind": kind,
        "format": path.rpartition(".")[2],
        "level": level,
        "owner": owner,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
    }


def ledger(*entries: tuple[str, str, str]) -> str:
    """Chained lines of (id, url, name)."""
    lines, before = [], "0" * 64
    for number, (id_, url, name) in enumerate(entries, 1):
        line = {"seq": str(number), "id": id_, "url": url, "name": name, "date": "2026-10-08", "batch": "1"}
        line["prev"] = before
        text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        before = hashlib.sha256((before + text).encode()).hexdigest()
        lines.append(json.dumps({**line, "hash": before}, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


PROJECT = {
    "county.yaml": (
        "name: 岚溪县\nedition: {number: 2026-1, date: 2026-11-21}\n"
        f"online:\n  base_url: {BASE}\n  hotline: 0570-5550100\n"
    ),
    "villages.csv": (
        "编号,名称,状态,并入,党组织牌,大厅牌,别的牌\n"
        f"00173,青石村,在用,,{PARTY},{HALL_WORDING},无人做的牌\n"
        "00174,白塔村,已并入,00173,无,无,无\n"
    ),
    "items/10.yaml": "items:\n- id: CN-0001\n  kind: duty\n  name: 婚姻登记\n",
    "links.jsonl": ledger(("00173", LINK, "青石村"), ("00174", BASE + "001740/", "白塔村")),
}


def write_project(folder: Path, **changes: tuple[str, str]) -> Path:
    """The project on disk; `changes` by stem replace one text by another in that file."""
    for name, text in PROJECT.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        old, new = changes.get(path.stem, ("", ""))
        path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return folder
