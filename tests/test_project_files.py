"""The references of the project's files: they name all that the code reads, and their samples hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from listgen.catalog.citations import SHIPPED_PREFIX
from listgen.catalog.cleanup import FATES, load_cleanup
from listgen.catalog.consultation import load_consultations
from listgen.catalog.feedback import load_feedback
from listgen.catalog.filings import load_filings
from listgen.catalog.items import ROLES, STATES, load_items
from listgen.catalog.kinds import KNOWN_FIELDS, Kinds, load_kinds
from listgen.catalog.laws import LEVELS, UNKNOWN_DATE, load_laws
from listgen.catalog.model import ORGANISATION_TYPES, Catalog
from listgen.catalog.records import load_admissions
from listgen.catalog.rooms import load_honours, load_rooms
from listgen.catalog.roster import (
    ADD,
    COUNTY_WIDE,
    SWITCH_OFF,
    SWITCH_ON,
    TOWNSHIP_TYPES,
    load_overlays,
    load_townships,
    load_villages,
)
from listgen.catalog.roster import STATES as VILLAGE_STATES
from listgen.county import load_county
from listgen.drawing.conditions import CONDITIONS
from listgen.edit.init import init_project
from listgen.findings import Finding, Severity
from listgen.preflight import check_project
from listgen.project import ProjectFiles
from listgen.resources import shipped
from listgen.signage.interior_file import load_interior
from listgen.signage.scheme_file import load_scheme
from listgen.sources.yaml import load_yaml

ROOT = Path(__file__).parent.parent
CHINESE = "docs/project-files.zh.md"
PAGES = ("docs/project-files.md", CHINESE)
DAY = date(2026, 11, 21)

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_FILE = re.compile(r"# 文件：([\w./-]+)")
_TABLES = {
    "编号,名称": "townships.csv",
    "编号,乡镇": "villages.csv",
    "范围,": "overlays.csv",
    "村编号,室名": "rooms.csv",
    "村编号,荣誉": "honours.csv",
    "编号,牌子名称": "cleanup.csv",
}

# Every mapping that is read, with one field that nobody knows: the finding lists those that are known.
_COUNTY = b"x_: 1\nedition: {x_: 1}\nissuing: {x_: 1}\nonline: {x_: 1}\nsigns: {x_: 1}\n"
_ITEM = b"""items:
- x_: 1
  basis: [{x_: 1}]
  policy: [{x_: 1}]
  destination: {x_: 1}
  community: {x_: 1, destination: {x_: 1}}
  source: [{x_: 1}]
"""
_LAW = "x_: 1\nlaws: [{x_: 1, name: 甲, replaced: {第一条: {x_: 1}}}]\n".encode()
_KINDS = b"x_: 1\nfields: [{x_: 1}]\nkinds: [{x_: 1, columns: [{x_: 1}]}]\n"
_HEADING = "不是列".encode()


def _text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def _known(findings: list[Finding]) -> set[str]:
    """What the findings on an unknown field or column say would be known."""
    lists = [str(finding.facts()["known"]) for finding in findings if "known" in finding.facts()]
    assert lists
    return {name for known in lists for name in known.split("、")}


def _fields() -> set[str]:
    names = _known(load_county(ProjectFiles({"county.yaml": _COUNTY}))[1])
    names |= _known(load_items({"items/a.yaml": _ITEM}, Kinds((), {}))[1]) | KNOWN_FIELDS
    names |= _known(load_laws(_LAW)[1]) | _known(load_admissions({"a.yaml": b"x_: 1"})[1])
    names |= _known(load_filings({"a.yaml": b"x_: 1\nsigns: [{x_: 1}]"})[1]) | _known(_of_scheme())
    names |= _known(load_consultations({"a.yaml": b"x_: 1\nopinions: [{x_: 1}]\nlegal: {x_: 1}"})[1])
    names |= _known(load_feedback({"a.yaml": b"x_: 1\ndecision: {x_: 1}"})[1])
    names |= _known(_of_interior())
    return (names | _known(load_kinds(_KINDS)[1])) - {"x_"}


def _of_scheme() -> list[Finding]:
    """Findings on an unknown field in every mapping of the shipped scheme but those whose keys are data."""
    text = (shipped("templates") / "signs" / "schemes" / "yi-heng-si-shu-yi-biaozhi.yaml").read_text("utf-8")
    text = re.sub(r": \{", ": {x_: 1, ", text).replace("schema: 1", "schema: 1\nx_: 1")
    text = re.sub(r"^( *)logo: 无", r"\1logo: 无\n\1x_: 1", text, flags=re.MULTILINE)
    text = re.sub(r"^( *)top: 38", r"\1top: 38\n\1x_: 1", text, flags=re.MULTILINE)
    table, _ = load_yaml(text.encode(), "scheme.yaml")
    assert table is not None
    return load_scheme(table)[1]


def _of_interior() -> list[Finding]:
    """The same of the shipped signs inside a hall."""
    text = (shipped("templates") / "signs" / "interior" / "standard.yaml").read_text("utf-8")
    text = re.sub(r"(?<![:{] )\{(?=\w+: )", "{x_: 1, ", text).replace("schema: 1", "schema: 1\nx_: 1")
    text = re.sub(r"^( *)- (?=id: |height: |block: |ground: )", r"\1- x_: 1\n\1  ", text, flags=re.MULTILINE)
    table, _ = load_yaml(text.encode(), "interior.yaml")
    assert table is not None
    return load_interior(table)[1]


def _columns() -> set[str]:
    findings = [
        *load_townships(_HEADING)[1],
        *load_villages(_HEADING)[1],
        *load_overlays(_HEADING)[1],
        *load_rooms(_HEADING)[1],
        *load_honours(_HEADING)[1],
        *load_cleanup(_HEADING)[1],
    ]
    roster = (shipped("catalogs") / "demo" / "villages.csv").read_text("utf-8-sig").splitlines()[0]
    return _known(findings) | set(roster.split(","))


def _written(page: str) -> set[str]:
    """The words of a page that stand as code: in blocks and between backticks."""
    blocks = [block for _, block in _BLOCK.findall(_text(page))]
    codes = _CODE.findall(re.sub(_BLOCK, "", _text(page)))
    return set(re.findall(r"[A-Za-z0-9_-]+", "\n".join(blocks + codes)))


def test_what_the_code_reads_is_found_out() -> None:
    assert {
        "base_url",
        "ink_condition",
        "issuer",
        "unverified",
        "replaced_by",
        "funding",
        "valid_to",
        "reading_distance",
        "em_min",
    } <= _fields()
    assert {"准入", "公布电话", "并入", "区划代码", "党组织牌"} <= _columns()


@pytest.mark.parametrize("page", PAGES)
def test_every_field_is_named(page: str) -> None:
    assert sorted(_fields() - _written(page)) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_column_is_named(page: str) -> None:
    assert [column for column in sorted(_columns()) if column not in _text(page)] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_word_to_choose_is_named(page: str) -> None:
    kinds, _ = load_kinds((shipped("catalogs") / "national" / "kinds.yaml").read_bytes())
    words = {*ROLES, *STATES, *LEVELS, *ORGANISATION_TYPES, *CONDITIONS, *kinds.ids()}
    assert sorted(words - _written(page)) == []
    chinese = (
        *TOWNSHIP_TYPES,
        *VILLAGE_STATES,
        *FATES,
        ADD,
        SWITCH_ON,
        SWITCH_OFF,
        COUNTY_WIDE,
        UNKNOWN_DATE,
    )
    assert [word for word in chinese if word not in _text(page)] == []


def _samples() -> Iterator[tuple[str, str]]:
    """The samples of the Chinese page, each with the file that it belongs to."""
    for language, block in _BLOCK.findall(_text(CHINESE)):
        if language == "yaml":
            found = _FILE.match(block)
            assert found, block
            yield found[1], block
        elif language == "csv":
            yield next(file for start, file in _TABLES.items() if block.startswith(start)), block


def _place(sample: str, target: Path) -> None:
    """An item in the place of its namesake, a law at the end, anything else as a whole file."""
    entry = sample.partition("\n")[2]
    if entry.startswith("- id: "):
        text = target.read_text("utf-8")
        old = re.search(rf"^{entry.splitlines()[0]}\n(?:[ #].*\n)*", text, re.MULTILINE)
        assert old
        target.write_bytes(text.replace(old[0], entry).encode())
    elif entry.startswith("- name: "):
        target.write_bytes(target.read_bytes() + entry.encode())
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(sample.encode())


def test_the_samples_hold_in_a_new_project(tmp_path: Path) -> None:
    """A new project with all of them has no error, and no more warnings on what they write."""
    init_project(tmp_path / "qingxi", "青溪县", DAY)
    before = check_project(tmp_path / "qingxi").findings
    samples = list(_samples())
    assert {file for file, _ in samples} == {
        *("county.yaml", "townships.csv", "villages.csv", "overlays.csv", "laws.yaml"),
        *("items/30-not-permitted.yaml", "items/90-local.yaml", "records/admission/ZR-2026-01.yaml"),
        *("records/filing/BA-2026-01.yaml", "rooms.csv", "honours.csv", "cleanup.csv"),
        *("records/consultation/ZX-2026-01.yaml", "records/feedback/FK-2026-01.yaml"),
    }
    for file, sample in samples:
        _place(sample, tmp_path / "qingxi" / file)
    checked = check_project(tmp_path / "qingxi")
    errors = [finding for finding in checked.findings if finding.severity is Severity.ERROR]
    assert errors == [] and checked.subject is not None
    written = set(re.findall(r"- id: (\S+)", "".join(sample for _, sample in samples)))
    assert written == {"CN-0101", "CN-0116", "QX-0001"}
    assert [finding for finding in before if _about(finding, written)] != []
    assert [finding for finding in checked.findings if _about(finding, written)] == []
    places = {finding.location.file for finding in checked.findings}
    assert places <= {f"items/{name}" for name in ("10-duty.yaml", "20-assist.yaml", "30-not-permitted.yaml")}
    _holds_as_told(checked.subject.catalog)
    held = {view.village.name: {item.id for item in view.items} for view in checked.subject.views}
    assert "QX-0001" in held["石桥村"] and "QX-0001" not in held["上坪村"] | held["东街社区"]
    assert "CN-0023" in held["上坪村"] and "CN-0023" not in held["石桥村"]
    assert "CN-0040" in held["石桥村"] and "CN-0040" not in held["上坪村"]
    local = next(item for item in checked.subject.items if item.id == "QX-0001")
    assert local.basis == ("青溪县人民政府办公室《青溪县老戏台保护工作方案》（青政办发〔2026〕9号）",)


def _about(finding: Finding, items: set[str]) -> bool:
    facts = finding.facts()
    return bool({str(facts.get("item")), str(facts.get("value"))} & items)


def _holds_as_told(catalog: Catalog) -> None:
    """The table of what may be switched off, or has to be switched on, is that of the shipped items."""
    rows = re.findall(r"^\| (CN-\d{4}) \| (.+?) \| (可以|—) \| (是|—) \|$", _text(CHINESE), re.MULTILINE)
    told = {id_: (name, off == "可以", on == "是") for id_, name, off, on in rows}
    shipped_items = [item for item in catalog.items if item.id.startswith(SHIPPED_PREFIX)]
    assert {
        item.id: (item.optional, item.default_off)
        for item in shipped_items
        if item.optional or item.default_off
    } == {id_: (off, on) for id_, (_, off, on) in told.items()}
    names = {item.id: item.name for item in shipped_items}
    assert [id_ for id_, (name, _, _) in told.items() if not name.startswith(names[id_])] == []
