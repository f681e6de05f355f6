"""The form of each file of a county: what is wrong, and in which line or cell."""

from __future__ import annotations

import pytest

from listgen.catalog.load import load_catalog
from listgen.catalog.model import COMMUNITY, VILLAGE, Policy, Service, Wording
from listgen.findings import Finding, Location, Severity
from listgen.project import ProjectFiles
from tests.catalog.samples import (
    ADMISSION,
    COLUMNS,
    ITEMS,
    admission,
    cite,
    files,
    item,
    kind,
    law,
    line_of,
    listed,
    load,
    overlay,
    policy,
    village,
)

Found = list[tuple[str, int, str]]


def _lines(findings: list[Finding], file: str) -> Found:
    assert all(finding.location.file == file for finding in findings), findings
    return [(finding.slug, finding.location.line, finding.facts()["value"]) for finding in findings]


def _cells(findings: list[Finding], file: str) -> list[tuple[str, str, str]]:
    assert all(finding.location.file == file for finding in findings), findings
    return [(finding.slug, finding.location.cell, finding.facts()["value"]) for finding in findings]


def test_a_sound_county() -> None:
    catalog, findings = load(files([item("CN-0001")], admissions=[admission()]))
    assert findings == []
    assert [entry.id for entry in catalog.items] == ["CN-0001"]
    assert [entry.id for entry in catalog.kinds] == ["duty", "assist", "not-permitted"]
    assert list(catalog.townships) == ["01", "02"]
    assert [entry.id for entry in catalog.villages] == ["00001", "00002", "00003", "00004"]
    assert list(catalog.admissions) == ["ZR-2026-01"]


@pytest.mark.parametrize("name", ["kinds.yaml", "laws.yaml", "townships.csv", "villages.csv"])
def test_a_file_is_missing(name: str) -> None:
    texts = files()
    del texts[name]
    catalog, findings = load_catalog(ProjectFiles({name: text.encode() for name, text in texts.items()}))
    assert catalog is None
    assert [(finding.slug, finding.location) for finding in findings] == [("missing-file", Location(name))]


def test_overlays_and_items_may_be_missing() -> None:
    texts = files()
    del texts["overlays.csv"], texts[ITEMS]
    catalog, findings = load(texts)
    assert (catalog.overlays, catalog.items, findings) == ((), (), [])


def test_an_unreadable_file_leaves_the_others() -> None:
    texts = files([item("CN-0001")], admissions=[admission()]) | {"laws.yaml": "laws: [", ADMISSION: "- x"}
    texts |= {"items/00.yaml": "*a", "kinds.yaml": files()["kinds.yaml"]}
    catalog, findings = load(texts)
    assert [(finding.slug, finding.location.file) for finding in findings] == [
        ("yaml-alias", "items/00.yaml"),
        ("yaml-syntax", "laws.yaml"),
        ("yaml-not-a-mapping", ADMISSION),
    ]
    assert (len(catalog.items), catalog.laws, catalog.admissions) == (1, {}, {})


# kinds.yaml


@pytest.mark.parametrize(
    ("old", "new", "slug", "value"),
    [
        ("schema: 1", "schema: 2", "field-not-a-choice", "2"),
        ('max: "30"', 'max: "三十"', "bad-number", "三十"),
        ('max: "30"', 'max: "-1"', "bad-number", "-1"),
        ('max: "30"', 'max: "1000000"', "bad-number", "1000000"),
        ('name: "seal"', 'name: "Seal"', "bad-code", "Seal"),
        ('id: "assist"', 'id: "1"', "bad-code", "1"),
        ('id: "assist"', 'id: "duty"', "duplicate-kind", "duty"),
        ('door: "村里能办"', 'door: "村里能办的所有事情"', "field-too-long", "村里能办的所有事情"),
        ('required: ["content"]', 'required: ["texts"]', "field-not-a-choice", "texts"),
        ('field": "name"', 'field": "names"', "field-not-a-choice", "names"),
        ('"width": "25"', '"width": "25", "align": "right"', "field-not-a-choice", "right"),
        ('hint: "提示"', "hint:", "field-empty", ""),
    ],
)
def test_kinds(old: str, new: str, slug: str, value: str) -> None:
    before, _, after = files()["kinds.yaml"].partition(old)
    findings = load(files() | {"kinds.yaml": before + new + after})[1]
    assert _lines(findings, "kinds.yaml") == [(slug, before.count("\n") + 1, value)]


@pytest.mark.parametrize(("width", "total"), [("101", "226"), ("99", "224"), ("0", "125")])
def test_columns_fill_the_page(width: str, total: str) -> None:
    wide = kind("assist", columns=[*COLUMNS[:2], {**COLUMNS[2], "width": width}])
    texts = files(kinds=[kind("duty"), wide])
    line = line_of(texts["kinds.yaml"], 'id: "assist"')
    assert _lines(load(texts)[1], "kinds.yaml") == [("column-widths", line, total)]


@pytest.mark.parametrize(("field", "longest"), [("title", 30), ("short", 16), ("door", 8), ("hint", 16)])
def test_words_of_a_kind_have_their_room(field: str, longest: int) -> None:
    assert load(files(kinds=[kind("duty", **{field: "字" * longest})]))[1] == []
    (finding,) = load(files(kinds=[kind("duty", **{field: "字" * (longest + 1)})]))[1]
    assert (finding.slug, finding.facts()["field"]) == ("field-too-long", field)


@pytest.mark.parametrize("field", ["id", "title", "short", "door", "hint", "columns"])
def test_a_kind_lacks_a_field(field: str) -> None:
    texts = files(kinds=[kind("duty"), kind("assist", **{field: None})])
    line = max(n for n, text in enumerate(texts["kinds.yaml"].splitlines(), 1) if text.startswith("- "))
    assert _lines(load(texts)[1], "kinds.yaml")[0] == ("missing-field", line, field)


@pytest.mark.parametrize(
    ("file", "field", "text"),
    [
        ("kinds.yaml", "fields", "schema: 1\n" + listed("kinds", [kind("duty", required=[])])),
        ("kinds.yaml", "kinds", "schema: 1\n" + listed("fields", [{"name": "name", "title": "名称"}])),
        ("kinds.yaml", "title", files()["kinds.yaml"].replace('\n  title: "用印"', "")),
        ("laws.yaml", "laws", "schema: 1"),
        (ITEMS, "items", "{}"),
        (ITEMS, "law", files([item("CN-0001", basis=[{"article": "第一条", "role": "general"}])])[ITEMS]),
        (ITEMS, "title", files([item("CN-0001", policy=[{"issuer": "某厅"}])])[ITEMS]),
        (ADMISSION, "id", admission().partition("\n")[2]),
    ],
)
def test_a_file_lacks_a_field(file: str, field: str, text: str) -> None:
    findings = load(files() | {file: text})[1]
    assert [(slug, value) for slug, _, value in _lines(findings, file)] == [("missing-field", field)]


def test_kinds_are_data() -> None:
    seal = {"field": "seal", "title": "用印", "width": "100", "align": "center"}
    own = kind("certificate", max_items="12", columns=[*COLUMNS[:2], seal], door_community="社区能办")
    catalog, findings = load(files([item("LX-0001", kind="certificate", seal="村委会章")], kinds=[own]))
    assert findings == []
    (loaded,) = catalog.kinds
    assert (loaded.max_items["village"], loaded.door, loaded.door_community) == (12, "村里能办", "社区能办")
    assert loaded.hint_community == loaded.hint
    assert (loaded.columns[2].field, loaded.columns[2].width, loaded.columns[2].align) == (
        "seal",
        100,
        "center",
    )
    assert catalog.items[0].extra == {"seal": "村委会章"}


# laws.yaml


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        (law("甲法", **{"from": "2020-1-1"}), [("bad-date", "from", "2020-1-1")]),
        (law("甲法", **{"from": None}), [("missing-field", "name", "from")]),
        (law("甲法", to="2026"), [("bad-date", "to", "2026")]),
        (law("甲法", level="法律"), [("field-not-a-choice", "level", "法律")]),
        (law("甲法", **{"for": "村"}), [("field-not-a-choice", "for", "村")]),
        (law("甲法", articles=[["第一条"]]), [("field-not-texts", "articles", "articles")]),
        (law("甲法", replaced={"第一条": {"articles": []}}), [("missing-field", "replaced", "law")]),
        (
            law("甲法", replaced={"第一条": "第二条"}),
            [("field-not-a-table", "replaced", "第一条")],
        ),
        (law("甲法", repealed="2026"), [("unknown-field", "repealed", "repealed")]),
    ],
)
def test_laws(changed: dict[str, object], found: list[tuple[str, str, str]]) -> None:
    texts = files(laws=[law("乙法", "第一条"), changed])
    own = texts["laws.yaml"].splitlines()
    start = line_of(texts["laws.yaml"], '"甲法"')
    expected = [
        (slug, next(n for n in range(start, len(own) + 1) if f" {field}: " in own[n - 1]), value)
        for slug, field, value in found
    ]
    assert _lines(load(texts)[1], "laws.yaml") == expected


def test_a_law_twice() -> None:
    texts = files(laws=[law("甲法"), law("乙法"), law("甲法")])
    (finding,) = load(texts)[1]
    first, _, second = (n for n, line in enumerate(texts["laws.yaml"].splitlines(), 1) if "- name" in line)
    assert (finding.slug, finding.location.line, finding.facts()["first"]) == (
        "duplicate-law",
        second,
        str(first),
    )


def test_a_law() -> None:
    entry = law(
        "甲法", "第一条", to="2027-01-01", replaced_by="乙法", area="33", adopted="x", note="y", number="z"
    )
    loaded = load(files(laws=[entry | {"renumbered": {"第一条": "第三条"}}]))[0].laws["甲法"]
    assert loaded.effective is not None and loaded.until is not None
    assert (loaded.effective.isoformat(), loaded.until.isoformat()) == ("2020-01-01", "2027-01-01")
    assert (loaded.replaced_by, loaded.area, loaded.renumbered) == ("乙法", "33", {"第一条": ("第三条",)})


# items/*.yaml


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"id": "CN-1"}, ("bad-code", "id", "CN-1")),
        ({"id": "CN-000１"}, ("full-width-in-code", "id", "CN-000１")),
        ({"id": None}, ("missing-field", "", "id")),
        ({"kind": "duties"}, ("unknown-kind", "kind", "duties")),
        ({"kind": None}, ("missing-field", "id", "kind")),
        ({"name": ""}, ("field-empty", "name", "")),
        ({"name": "长" * 61}, ("field-too-long", "name", "长" * 61)),
        ({"name": " 甲"}, ("blank-around-value", "name", " 甲")),
        ({"name": "甲\u200b"}, ("zero-width-character", "name", "甲\u200b")),
        ({"content": None}, ("missing-field", "id", "content")),
        ({"content": "长" * 31}, ("field-too-long", "content", "长" * 31)),
        ({"applies": []}, ("field-empty", "applies", "")),
        ({"applies": ["村"]}, ("field-not-a-choice", "applies", "村")),
        ({"applies": None}, ("missing-field", "id", "applies")),
        ({"lead_state": "unsure"}, ("field-not-a-choice", "lead_state", "unsure")),
        ({"basis_type": "law and policy"}, ("field-not-a-choice", "basis_type", "law and policy")),
        ({"basis": "甲法"}, ("field-not-tables", "basis", "basis")),
        ({"basis": [{"law": "甲法", "role": "general"}]}, ("missing-field", "basis", "article")),
        ({"basis": [cite("甲法", "第一条", "proves")]}, ("field-not-a-choice", "basis", "proves")),
        ({"basis": [cite("《甲法》", "第一条")]}, ("law-name-in-marks", "basis", "《甲法》")),
        ({"basis": [cite("甲法", "第一条", **{"for": "村"})]}, ("field-not-a-choice", "basis", "村")),
        ({"basis": [cite("甲法", "第一条", unverified="maybe")]}, ("field-not-a-choice", "basis", "maybe")),
        ({"basis": [cite("甲法", "第一条", quote="…")]}, ("unknown-field", "basis", "quote")),
        ({"policy": [{"title": "方案"}]}, ("missing-field", "policy", "issuer")),
        ({"policy": [policy("方案", area="湖北")]}, ("bad-code", "policy", "湖北")),
        ({"state": "on"}, ("field-not-a-choice", "state", "on")),
        ({"state": None}, ("missing-choice", "id", "state")),
        ({"default": "no"}, ("field-not-a-choice", "default", "no")),
        ({"optional": "可以"}, ("field-not-a-choice", "optional", "可以")),
        ({"materials": {"a": "b"}}, ("field-not-texts", "materials", "materials")),
        ({"community": "社区"}, ("field-not-a-table", "community", "community")),
        ({"community": {"lead": "x"}}, ("unknown-field", "community", "lead")),
        ({"source": [{"url": "x"}]}, ("missing-field", "source", "title")),
        ({"kind": "not-permitted"}, ("missing-destination", "id", "CN-0002")),
        ({"destination": {"who": "县民政局"}}, ("missing-field", "destination", "how")),
        ({"destination": {"who": "a", "how": "b", "phone": "1"}}, ("unknown-field", "destination", "phone")),
        ({"confirmed": "all"}, ("field-not-a-choice", "confirmed", "all")),
        ({"responsible": "村"}, ("unknown-field", "responsible", "responsible")),
    ],
)
def test_items(changed: dict[str, object], found: tuple[str, str, str]) -> None:
    texts = files([item("CN-0001"), item("CN-0002") | changed, item("CN-0003")])
    slug, field, value = found
    lines = texts[ITEMS].splitlines()
    first = line_of(texts[ITEMS], "事项01") + 1
    first = next(n for n in range(first, len(lines) + 1) if lines[n - 1].startswith("- "))
    line = next((n for n in range(first, len(lines) + 1) if field and f" {field}: " in lines[n - 1]), first)
    catalog, findings = load(texts)
    assert _lines(findings, ITEMS) == [(slug, line, value)]
    assert len(catalog.items) == 3


def test_items_are_in_the_order_of_files_and_lines() -> None:
    texts = files() | {
        "items/20.yaml": files([item("CN-0001")])[ITEMS],
        "items/10.yaml": files([item("CN-0009"), item("CN-0002")])[ITEMS],
        "items/readme.txt": "not read",
    }
    catalog, findings = load(texts)
    assert findings == []
    assert [entry.id for entry in catalog.items] == ["CN-0009", "CN-0002", "CN-0001"]


def test_an_item() -> None:
    entry = item(
        "CN-0001",
        applies="community",
        lead_state="inferred",
        basis=[cite("甲法", "第一条", "general", **{"for": "community"}, unverified="yes")],
        policy=[policy("方案", number="〔2020〕1号", date="2020", area="42", reported="yes")],
        basis_type="policy",
        destination={"who": "县民政局", "how": "带身份证去。"},
        community={"name": "社区事项", "destination": {"how": "带户口簿去。"}},
        keywords=["甲", "乙"],
        materials="身份证",
        phone="12345",
        default="off",
        optional="yes",
        local="yes",
        frequent="yes",
        note="不印",
        source=[{"title": "出处", "url": "x", "also": "y", "level": "national"}],
    )
    (loaded,) = load(files([entry]))[0].items
    assert (loaded.applies, loaded.lead_confirmed, loaded.basis_type) == ((COMMUNITY,), False, "policy")
    (citation,) = loaded.basis
    assert (citation.role, citation.binds, citation.unverified) == ("general", (COMMUNITY,), True)
    assert loaded.policy == (Policy("某厅", "方案", "〔2020〕1号", "2020", "42"),)
    assert loaded.destination is not None and loaded.destination.who == "县民政局"
    assert loaded.community == Wording(name="社区事项", how="带户口簿去。")
    assert loaded.service == Service(materials=("身份证",), phone="12345")
    assert (loaded.default_off, loaded.optional, loaded.local, loaded.frequent) == (True, True, True, True)
    plain, _ = load(files([item("CN-0001")]))
    (loaded,) = plain.items
    assert (loaded.default_off, loaded.optional, loaded.local, loaded.frequent) == (
        False,
        False,
        False,
        False,
    )
    assert loaded.lead_confirmed and not loaded.service and loaded.destination is None


# townships.csv, villages.csv, overlays.csv


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("03,丙镇,镇,0570-5550100,", []),
        ("3,丙镇,镇,,", [("lost-zeros", "A4", "3")]),
        (",丙镇,镇,,", [("field-empty", "A4", "")]),
        ("03,,镇,,", [("field-empty", "B4", "")]),
        ("03,丙镇,,,", [("field-empty", "C4", "")]),
        ("03,丙镇,区,,", [("field-not-a-choice", "C4", "区")]),
        ("03,丙镇,镇,电话,", [("bad-code", "D4", "电话")]),
        ("03,丙镇,镇,13800000000,", [("mobile-phone-published", "D4", "13800000000")]),
        ("01,丙镇,镇,,", [("duplicate-township", "A4", "01")]),
    ],
)
def test_townships(row: str, found: list[tuple[str, str, str]]) -> None:
    texts = files()
    texts["townships.csv"] += "\n" + row
    assert _cells(load(texts)[1], "townships.csv") == found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({}, []),
        ({"编号": "9"}, [("lost-zeros", "A2", "9")]),
        ({"编号": ""}, [("village-id-empty", "A2", "")]),
        ({"编号": "9.0"}, [("code-as-number", "A2", "9.0")]),
        ({"编号": "0000９"}, [("full-width-in-code", "A2", "0000９")]),
        ({"乡镇编号": ""}, [("field-empty", "B2", "")]),
        ({"类型": "居委会"}, [("field-not-a-choice", "C2", "居委会")]),
        ({"类型": ""}, [("field-empty", "C2", "")]),
        ({"名称": ""}, [("field-empty", "D2", "")]),
        ({"名称": "甲\ufeff村"}, [("zero-width-character", "D2", "甲\ufeff村")]),
        ({"电话": "0570-5550100转8"}, []),
        ({"电话": "１23456"}, [("full-width-in-code", "G2", "１23456")]),
        ({"电话": "13800000000"}, [("mobile-phone-published", "G2", "13800000000")]),
        ({"电话": "13800000000", "公布电话": "否"}, []),
        ({"公布电话": "no"}, [("field-not-a-choice", "H2", "no")]),
        ({"公布电话": ""}, [("field-empty", "H2", "")]),
        ({"状态": "撤销"}, [("field-not-a-choice", "I2", "撤销")]),
        ({"状态": ""}, [("field-empty", "I2", "")]),
        ({"并入": "7"}, [("lost-zeros", "J2", "7")]),
        ({"委员会牌": ""}, [("empty-plaque-name", "K2", "")]),
        ({"委员会牌": "", "状态": "已撤销"}, []),
        ({"委员会牌": "无"}, []),
        ({"区划代码": "330899001001"}, []),
        ({"区划代码": "3.30899E+11"}, [("code-as-number", "L2", "3.30899E+11")]),
        ({"备注": "x"}, [("csv-column-unknown", "L1", "备注")]),
    ],
)
def test_villages(cells: dict[str, str], found: list[tuple[str, str, str]]) -> None:
    findings = load(files(villages=[village("00001", **cells)]))[1]
    assert _cells(findings, "villages.csv") == found


@pytest.mark.parametrize(
    ("cells", "severity"), [({"电话": "13800000000"}, Severity.WARN), ({"电话": "x"}, Severity.ERROR)]
)
def test_a_mobile_is_only_pointed_out(cells: dict[str, str], severity: Severity) -> None:
    (finding,) = load(files(villages=[village("00001", **cells)]))[1]
    assert finding.severity is severity


def test_an_id_twice() -> None:
    catalog, (finding,) = load(files(villages=[village("00001"), village("00001", 名称="另一村")]))
    assert (finding.slug, finding.location.cell) == ("duplicate-id", "A3")
    assert finding.facts()["first"] == "villages.csv › A2"
    assert [entry.name for entry in catalog.villages] == ["村01"]


def test_ids_not_yet_minted_are_no_twins() -> None:
    catalog, findings = load(files(villages=[village(""), village("", 名称="乙村")]))
    assert _cells(findings, "villages.csv") == [
        ("village-id-empty", "A2", ""),
        ("village-id-empty", "A3", ""),
    ]
    assert [entry.name for entry in catalog.villages] == ["村", "乙村"]


def test_a_village() -> None:
    rows = [
        village("00001", 类型="社区", 公布电话="否", 状态="已并入", 并入="00002", 大厅牌="无", 区划代码="")
    ]
    ((loaded,), findings) = (load(files(villages=rows))[0].villages, load(files(villages=rows))[1])
    assert findings == []
    assert (loaded.organisation, loaded.phone_published, loaded.active) == (COMMUNITY, False, False)
    assert (loaded.successor, loaded.plaques) == ("00002", {"委员会牌": "村01村民委员会"})
    assert loaded.places["并入"] == Location("villages.csv", cell="J2")
    (other,) = load(files(villages=[village("00001")]))[0].villages
    assert (other.organisation, other.phone_published, other.active) == (VILLAGE, True, True)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (overlay("全县", "CN-0001", "停用"), []),
        (overlay("", "CN-0001", "停用"), [("field-empty", "A2", "")]),
        (overlay("全县", "", "停用"), [("field-empty", "B2", "")]),
        (overlay("全县", "CN-0001", ""), [("field-empty", "C2", "")]),
        (overlay("全县", "CN-0001", "删除"), [("field-not-a-choice", "C2", "删除")]),
    ],
)
def test_overlays(row: dict[str, str], found: list[tuple[str, str, str]]) -> None:
    catalog, findings = load(files(overlays=[row]))
    assert _cells(findings, "overlays.csv") == found
    (loaded,) = catalog.overlays
    assert (loaded.scope, loaded.item, loaded.action, loaded.location.cell) == (*list(row.values())[:3], "B2")


# records/admission/


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"id": "准入1"}, ("bad-code", 1, "准入1")),
        ({"item": "LX-1"}, ("bad-code", 2, "LX-1")),
        ({"from": "六月"}, ("bad-date", 3, "六月")),
        ({"to": "2027-02-30"}, ("bad-date", 4, "2027-02-30")),
        ({"to": None}, ("missing-field", 1, "to")),
        *(({field: None}, ("missing-field", 1, field)) for field in ("approved_by", "basis", "content")),
        *(({field: None}, ("missing-field", 1, field)) for field in ("authority", "cycle", "funding")),
        ({"funding": ""}, ("field-empty", 10, "")),
        ({"decided": "x"}, ("bad-date", 11, "x")),
        ({"villager": "x"}, ("unknown-field", 11, "villager")),
    ],
)
def test_admissions(changed: dict[str, str | None], found: tuple[str, int, str]) -> None:
    fields: dict[str, str | None] = dict(changed)
    id_, item_ = fields.pop("id", None) or "ZR-2026-01", fields.pop("item", None) or "LX-0001"
    findings = load(files(admissions=[admission(id_, item_, **fields)]))[1]
    assert _lines(findings, ADMISSION) == [found]


def test_an_admission_twice() -> None:
    _, (finding,) = load(files(admissions=[admission(), admission()]))
    assert (finding.slug, finding.location.file) == ("duplicate-record", "records/admission/ZR-2026-02.yaml")
