"""One faulty project a kind of fault: its slug and place, exit 1, nothing written, no traceback."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from listgen.cli import run
from listgen.locale import LANGUAGES, translation, word
from listgen.preflight import check_project
from listgen.resources import shipped
from tests.faults.project import (
    Edit,
    append,
    both,
    copy_base,
    cut,
    folder,
    link,
    link_to,
    own_document,
    picture,
    recode,
    remove,
    rename,
    replace,
    snapshot,
    write,
)
from tests.typeset.fonts import small_font

COUNTY, KINDS, LAWS = "county.yaml", "kinds.yaml", "laws.yaml"
ITEMS, LOCAL, ADMISSION = "items/10-items.yaml", "items/90-local.yaml", "records/admission/ZR-2026-01.yaml"
ROOMS, HONOURS, CLEANUP = "rooms.csv", "honours.csv", "cleanup.csv"
TOWNSHIPS, VILLAGES, OVERLAYS, LEDGER = "townships.csv", "villages.csv", "overlays.csv", "links.jsonl"
OWN = "templates/documents/own/document.yaml"
TEMPLATE = "templates/documents/booklet/template.docx"
DRAWN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path d="M10 10H90V90H10Z"/></svg>'
CELL = re.compile(r"[A-Z]{1,2}[0-9]+")
FACES = "assets/faces/faces.toml"
DIGEST = sha256(small_font()).hexdigest().encode()
FACE = b'[fangsong]\nfile = "a.ttf"\nname = "Test FangSong"\nsha256 = "' + DIGEST + b'"\n'


@dataclass(frozen=True)
class Case:
    """`at`: a cell, a line, a text that stands in that line alone, or nothing for the whole file."""

    name: str
    edit: Edit
    slug: str
    file: str
    at: str | int = ""


def bad_name(char: str) -> Edit:
    return replace(VILLAGES, "村,青石村,", f"村,青{char}石村,")


def doubled_id(folder: Path) -> None:
    replace(ITEMS, "- id: CN-0002", "- id: CN-0001  # again")(folder)


SAMPLE_LEFT = (
    replace(COUNTY, "specimen: yes", "specimen: no"),
    replace(COUNTY, "name: 岚溪县", "name: 样例县"),
)


OWN_SCHEME = "templates/signs/schemes/own.yaml"


def own_scheme(old: str, new: str) -> Edit:
    """The county's own copy of the shipped scheme, with one change."""
    text = (shipped("templates") / "signs" / "schemes" / "yi-heng-si-shu-yi-biaozhi.yaml").read_text("utf-8")
    return both(
        write(OWN_SCHEME, text.encode()),
        replace(OWN_SCHEME, old, new),
        replace(COUNTY, "scheme: yi-heng-si-shu-yi-biaozhi", "scheme: own"),
    )


FILING = "records/filing/a.yaml"


def filed(*signs: str) -> Edit:
    """A filing of these signs, all under one number."""
    entries = "".join(f"- {{village: {sign}, number: 岚牌备1号}}\n" for sign in signs)
    head = "id: BA-2026-01\ndate: 2026-10-20\nauthority: 岚溪县专班\nsigns:\n"
    return write(FILING, (head + entries).encode())


LOGO = "assets/logos/a.svg"


def logo(file: str = "a.svg", kind: str = "logo", x: str = "110") -> str:
    """What a slot of a scheme says of its logo."""
    box = f"{{x: {x}, y: 250, width: 70, height: 70}}"
    return f"logo: {{file: assets/logos/{file}, kind: {kind}, box: {box}, ink: white}}"


def rooms(rows: str) -> Edit:
    return write(ROOMS, f"村编号,室名,功能\n{rows}\n".encode())


def old_signs(rows: str) -> Edit:
    return write(CLEANUP, f"编号,牌子名称,块数,处理\n{rows}\n".encode())


def honours(rows: str) -> Edit:
    return write(HONOURS, f"村编号,荣誉,授予单位,年份\n{rows}\n".encode())


def deviation(cells: str, scope: str = "02") -> Edit:
    """One line of overlays.csv from its action on, beside the addition."""
    head = "范围,事项,动作,准入,自,至,电话,地点\n"
    rows = f"{scope},CN-0004,{cells}\n01,LX-0001,增加,ZR-2026-01,,,,\n"
    return write(OVERLAYS, (head + rows).encode())


def inside(ids: str) -> Edit:
    """The county makes these signs inside its halls."""
    return replace(COUNTY, "ink_condition: FOGRA39", f"ink_condition: FOGRA39\n  interior: {ids}")


CASES = (
    # ids and codes
    Case("item id twice", doubled_id, "duplicate-id", ITEMS, "# again"),
    Case("village id twice", replace(VILLAGES, "\n00002,", "\n00001,"), "duplicate-id", VILLAGES, "A3"),
    Case("township id twice", replace(TOWNSHIPS, "\n02,", "\n01,"), "duplicate-township", TOWNSHIPS, "A3"),
    Case(
        "record id twice",
        lambda folder: write("records/admission/b.yaml", (folder / ADMISSION).read_bytes())(folder),
        "duplicate-record",
        "records/admission/b.yaml",
        1,
    ),
    Case("empty village id", replace(VILLAGES, "\n00002,", "\n,"), "village-id-empty", VILLAGES, "A3"),
    Case(
        "code as a number", replace(VILLAGES, "990121101201", "9.90121E+11"), "code-as-number", VILLAGES, "E2"
    ),
    Case(
        "code with decimals",
        replace(VILLAGES, "990121101201", "990121101201.0"),
        "code-as-number",
        VILLAGES,
        "E2",
    ),
    Case("code too short", replace(VILLAGES, "990121101201", "9901211012"), "bad-code", VILLAGES, "E2"),
    Case("leading zeros lost", replace(VILLAGES, "\n00002,", "\n2,"), "lost-zeros", VILLAGES, "A3"),
    Case(
        "full-width digits in a code",
        replace(VILLAGES, "\n00002,", "\n０0002,"),
        "full-width-in-code",
        VILLAGES,
        "A3",
    ),
    Case(
        "prefix of another county",
        replace(LOCAL, "id: LX-0001", "id: QX-0001"),
        "foreign-prefix",
        LOCAL,
        "id: QX-0001",
    ),
    Case(
        "reserved prefix",
        replace(COUNTY, "prefix: LX", "prefix: CN"),
        "prefix-reserved",
        COUNTY,
        "prefix: CN",
    ),
    Case(
        "bad date",
        replace(COUNTY, "date: 2026-11-21}", "date: 2026-11-31}"),
        "bad-date",
        COUNTY,
        "2026-11-31",
    ),
    Case(
        "phone with letters", replace(TOWNSHIPS, "0600-5550301", "0600-555O301"), "bad-code", TOWNSHIPS, "D2"
    ),
    # YAML
    Case(
        "duplicate key",
        replace(ITEMS, "  domain: 农业\n", "  domain: 农业\n  domain: 林业\n"),
        "yaml-duplicate-key",
        ITEMS,
        "domain: 林业",
    ),
    Case(
        "anchor", replace(ITEMS, "applies: [community]", "applies: &a [community]"), "yaml-alias", ITEMS, "&a"
    ),
    Case("alias", replace(ITEMS, "applies: [community]", "applies: *a"), "yaml-alias", ITEMS, "*a"),
    Case("alias bomb", write(LAWS, b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n"), "yaml-alias", LAWS, 1),
    Case("tag", replace(ITEMS, "optional: yes", "optional: !!bool yes"), "yaml-tag", ITEMS, "!!bool"),
    Case(
        "python tag",
        replace(ITEMS, "optional: yes", "optional: !!python/name:os.system yes"),
        "yaml-tag",
        ITEMS,
        "!!python",
    ),
    Case("two documents", append(LAWS, "---\na: b\n"), "yaml-many-documents", LAWS, "---"),
    Case(
        "broken syntax",
        replace(ITEMS, "  name: 收入证明", "  name: 收入: 证明"),
        "yaml-syntax",
        ITEMS,
        "收入: 证明",
    ),
    Case(
        "full-width colon after a key",
        replace(COUNTY, "  hotline: ", "  hotline："),
        "yaml-wide-colon",
        COUNTY,
        "hotline：",
    ),
    Case(
        "full-width colon in a folded line",
        replace(ITEMS, "  name: 收入证明", "  name: 收入证明\n    plain：不开"),
        "yaml-wide-colon",
        ITEMS,
        "name: 收入证明",
    ),
    Case(
        "field declared twice",
        replace(KINDS, "- {name: id, title: 编号}", "- {name: id, title: 编号}\n- {name: id, title: 号}"),
        "duplicate-field",
        KINDS,
        "title: 号",
    ),
    Case("lost character", replace(VILLAGES, "青石村", "?石村"), "lost-character", VILLAGES, "D2"),
    Case(
        "replacement character",
        replace(ITEMS, "收入证明", "收\ufffd证明"),
        "lost-character",
        ITEMS,
        "收\ufffd",
    ),
    Case(
        "sample left in earnest",
        lambda folder: [edit(folder) for edit in SAMPLE_LEFT],
        "sample-left",
        COUNTY,
        "name: ",
    ),
    Case(
        "tab as indent",
        replace(ITEMS, "  name: 收入证明", "\tname: 收入证明"),
        "yaml-syntax",
        ITEMS,
        "\tname",
    ),
    Case("nested too deep", write(LAWS, b"laws: " + b"[" * 100_000), "yaml-too-deep", LAWS, 1),
    Case("a list for a mapping", write(LAWS, b"- a\n- b\n"), "yaml-not-a-mapping", LAWS, 1),
    Case("an empty file", write(LAWS, b""), "yaml-not-a-mapping", LAWS, 1),
    # fields
    Case("unknown kind", replace(ITEMS, "kind: assist", "kind: help"), "unknown-kind", ITEMS, "kind: help"),
    Case(
        "unknown field",
        replace(ITEMS, "  plain: 帮着防火。", "  plian: 帮着防火。"),
        "unknown-field",
        ITEMS,
        "plian",
    ),
    Case(
        "missing required field",
        replace(ITEMS, "  plain: 帮着防火。\n", ""),
        "missing-field",
        ITEMS,
        "- id: CN-0004",
    ),
    Case(
        "empty required field",
        replace(ITEMS, "plain: 帮着防火。", "plain: ''"),
        "field-empty",
        ITEMS,
        "plain: ''",
    ),
    Case(
        "text too long for its column",
        replace(ITEMS, "name: 收入证明", "name: " + "长" * 61),
        "field-too-long",
        ITEMS,
        "长长",
    ),
    Case(
        "a choice that is none",
        replace(ITEMS, "role: prohibits", "role: forbids"),
        "field-not-a-choice",
        ITEMS,
        "role: forbids",
    ),
    Case(
        "a list for a text",
        replace(ITEMS, "name: 收入证明", "name: [收入, 证明]"),
        "field-not-text",
        ITEMS,
        "[收入",
    ),
    Case(
        "a text for a list",
        replace(ITEMS, "  policy:\n  - {issuer: 民政部, ", "  policy: 民政部  #{"),
        "field-not-tables",
        ITEMS,
        "policy: 民政部",
    ),
    Case(
        "blanks around",
        replace(ITEMS, "name: 收入证明", "name: '收入证明 '"),
        "blank-around-value",
        ITEMS,
        "收入证明 ",
    ),
    *(
        Case(f"{kind} in the name of {whose}", edit, "blanks-in-name", file, at)
        for kind, bad in (("line break", "\\n"), ("blanks", "  "))
        for whose, edit, file, at in (
            ("the county", replace(COUNTY, "name: 岚溪县", f'name: "岚溪{bad}县"'), COUNTY, "name: "),
            ("an item", replace(ITEMS, "name: 收入证明", f'name: "收入{bad}证明"'), ITEMS, 'name: "收入'),
        )
    ),
    Case(
        "blanks in a wording",
        replace(VILLAGES, "青石村党群服务中心", "青石村  党群服务中心"),
        "blanks-in-name",
        VILLAGES,
        "F2",
    ),
    Case(
        "line break in a name", replace(TOWNSHIPS, "清河镇", '"清\n河镇"'), "blanks-in-name", TOWNSHIPS, "B2"
    ),
    Case(
        "mark of a template",
        replace(ITEMS, "name: 收入证明", "name: '{{ 收入 }}'"),
        "template-mark",
        ITEMS,
        "name: '{{",
    ),
    Case(
        "script in a text",
        replace(ITEMS, "plain: 帮着防火。", "plain: '<script>alert(1)</script>防火。'"),
        "markup-in-text",
        ITEMS,
        "<script>",
    ),
    Case(
        "markup in a name",
        replace(ITEMS, "name: 收入证明", "name: 收入<b>证明</b>"),
        "markup-in-text",
        ITEMS,
        "<b>",
    ),
    Case("entity in a name", replace(TOWNSHIPS, "清河镇", "清河镇&nbsp;"), "markup-in-text", TOWNSHIPS, "B2"),
    Case(
        "address that runs a script",
        replace(ITEMS, "plain: 帮着防火。", "plain: JavaScript :alert(1)。"),
        "markup-in-text",
        ITEMS,
        "JavaScript",
    ),
    Case(
        "straight quotes in a text",
        replace(ITEMS, "plain: 帮着防火。", 'plain: 帮着"防火"。'),
        "straight-quote",
        ITEMS,
        '"防火',
    ),
    Case("folder for a file", both(remove(OVERLAYS), folder(OVERLAYS)), "file-not-read", OVERLAYS),
    Case(
        "link to nothing", both(remove(OVERLAYS), link_to("nowhere", OVERLAYS)), "link-in-project", OVERLAYS
    ),
    Case("folder that is a link", link("items"), "link-in-project", "items"),
    Case("other capitals", rename(OVERLAYS, "Overlays.csv"), "file-not-read", "Overlays.csv"),
    Case("suffix of an editor", rename(OVERLAYS, "overlays.csv.txt"), "file-not-read", "overlays.csv.txt"),
    Case("short suffix", rename(LOCAL, "items/90-local.yml"), "file-not-read", "items/90-local.yml"),
    Case(
        "record in capitals",
        rename(ADMISSION, "records/admission/ZR.YAML"),
        "file-not-read",
        "records/admission/ZR.YAML",
    ),
    Case(
        "column widths",
        replace(KINDS, "title: 办理途径, width: 71", "title: 办理途径, width: 70"),
        "column-widths",
        KINDS,
        "id: not-permitted",
    ),
    Case(
        "width no number",
        replace(KINDS, "title: 办理途径, width: 71", "title: 办理途径, width: 七十一"),
        "bad-number",
        KINDS,
        "七十一",
    ),
    Case(
        "kind twice",
        replace(KINDS, "- id: assist", "- id: duty  # again"),
        "duplicate-kind",
        KINDS,
        "# again",
    ),
    # laws
    Case(
        "law that is not registered",
        replace(
            ITEMS,
            "law: 通法, article: 第二条, role: prohibits",
            "law: 通用法, article: 第二条, role: prohibits",
        ),
        "unknown-law",
        ITEMS,
        "通用法",
    ),
    Case(
        "law registered twice",
        append(LAWS, "- {name: 通法, level: law, from: 2000-01-01}\n"),
        "duplicate-law",
        LAWS,
        "- {name: 通法",
    ),
    Case(
        "stale article",
        replace(ITEMS, "law: 村法, article: 第二条", "law: 村法, article: 第九条"),
        "stale-article",
        ITEMS,
        "第九条",
    ),
    Case(
        "unknown article",
        replace(ITEMS, "law: 村法, article: 第二条", "law: 村法, article: 第八条"),
        "unknown-article",
        ITEMS,
        "第八条",
    ),
    Case(
        "law not in force",
        replace(
            ITEMS,
            "law: 通法, article: 第二条, role: prohibits",
            "law: 旧法, article: 第一条, role: prohibits",
        ),
        "law-not-in-force",
        ITEMS,
        "旧法",
    ),
    Case(
        "law not yet in force",
        replace(
            ITEMS,
            "law: 通法, article: 第二条, role: prohibits",
            "law: 新法, article: 第一条, role: prohibits",
        ),
        "law-not-yet-in-force",
        ITEMS,
        "新法",
    ),
    Case(
        "law of another area",
        replace(
            ITEMS,
            "law: 通法, article: 第二条, role: prohibits",
            "law: 外地法, article: 第一条, role: prohibits",
        ),
        "law-of-other-area",
        ITEMS,
        "外地法",
    ),
    Case(
        "villagers' law on a community's item",
        replace(
            ITEMS,
            "- {law: 居法, article: 第一条, role: states-item}",
            "- {law: 村法, article: 第一条, role: states-item}",
        ),
        "law-of-other-organisation",
        ITEMS,
        "- {law: 村法, article: 第一条, role: states-item}",
    ),
    Case(
        "law name in marks",
        replace(
            ITEMS,
            "law: 通法, article: 第二条, role: prohibits",
            "law: 《通法》, article: 第二条, role: prohibits",
        ),
        "law-name-in-marks",
        ITEMS,
        "《通法》",
    ),
    Case(
        "no basis for a community",
        replace(ITEMS, "  - {law: 居法, article: 第一条, role: states-item, for: community}\n", ""),
        "no-basis",
        ITEMS,
        10,
    ),
    Case(
        "policy not named",
        replace(
            ITEMS,
            "  - {issuer: 民政部, title: 关于证明的意见, number: 民发〔2020〕20号, date: 2020}\n",
            "    []\n",
        ),
        "policy-not-named",
        ITEMS,
        "basis_type: policy",
    ),
    Case(
        "policy said to be a law",
        replace(ITEMS, "basis_type: policy", "basis_type: law  # said"),
        "basis-type-wrong",
        ITEMS,
        "basis_type: law  # said",
    ),
    # items against each other
    Case(
        "no destination",
        replace(ITEMS, "  destination:\n    who: 县民政局\n    how: 出示结婚证。\n", ""),
        "missing-destination",
        ITEMS,
        "id: CN-0005",
    ),
    Case(
        "name twice",
        replace(ITEMS, "name: 收入证明", "name: 婚姻状况证明  # again"),
        "duplicate-name",
        ITEMS,
        "# again",
    ),
    Case(
        "two alternatives both on",
        append(OVERLAYS, "全县,CN-0003,启用,,\n"),
        "alternatives-both-on",
        ITEMS,
        "alternative_of",
    ),
    Case(
        "alternative of nothing",
        replace(ITEMS, "alternative_of: CN-0002", "alternative_of: CN-0999"),
        "unknown-item",
        ITEMS,
        "CN-0999",
    ),
    Case(
        "too many items",
        replace(KINDS, "- id: duty\n", "- id: duty\n  max_items: 1\n"),
        "too-many-items",
        VILLAGES,
        "A2",
    ),
    # the roster
    Case(
        "unknown township",
        replace(VILLAGES, "\n00003,02,", "\n00003,07,"),
        "unknown-township",
        VILLAGES,
        "B4",
    ),
    Case(
        "village name twice",
        replace(VILLAGES, "社区,河东社区,", "社区,青石村,"),
        "duplicate-village-name",
        VILLAGES,
        "D3",
    ),
    Case(
        "merged into nothing",
        replace(VILLAGES, "已并入,00003", "已并入,"),
        "merged-into-nothing",
        VILLAGES,
        "R5",
    ),
    Case(
        "merged into itself",
        replace(VILLAGES, "已并入,00003", "已并入,00004"),
        "merged-in-a-circle",
        VILLAGES,
        "R5",
    ),
    Case(
        "merged into an unknown one",
        replace(VILLAGES, "已并入,00003", "已并入,00099"),
        "unknown-successor",
        VILLAGES,
        "R5",
    ),
    Case(
        "merged into a dissolved one",
        append(
            VILLAGES,
            "00005,02,村,老村,,无,无,无,无,无,无,无,,,,否,已撤销,\n"
            "00006,02,村,小村,,无,无,无,无,无,无,无,,,,否,已并入,00005\n",
        ),
        "merged-into-inactive",
        VILLAGES,
        "R7",
    ),
    Case(
        "in use and merged",
        replace(VILLAGES, "0600-5551003,否,在用,", "0600-5551003,否,在用,00001"),
        "successor-of-active",
        VILLAGES,
        "R4",
    ),
    Case("no village in use", replace(VILLAGES, "在用", "已撤销", 9), "no-active-village", VILLAGES, "A2"),
    Case(
        "empty plaque name",
        replace(VILLAGES, ",岚溪县清河镇青石村村民委员会,", ",,"),
        "empty-plaque-name",
        VILLAGES,
        "H2",
    ),
    Case(
        "state that is none",
        replace(VILLAGES, "已并入,00003", "合并,00003"),
        "field-not-a-choice",
        VILLAGES,
        "Q5",
    ),
    # CSV
    Case("column missing", replace(TOWNSHIPS, "类型", "类别"), "csv-column-missing", TOWNSHIPS, "A1"),
    Case("column unknown", replace(TOWNSHIPS, "类型", "类别"), "csv-column-unknown", TOWNSHIPS, "C1"),
    Case("column twice", replace(TOWNSHIPS, "地址", "电话"), "csv-column-twice", TOWNSHIPS, "E1"),
    Case("row too short", replace(TOWNSHIPS, ",岚溪县白石乡1号", ""), "csv-row-length", TOWNSHIPS, "A3"),
    Case("quote not closed", replace(TOWNSHIPS, "02,白石乡", '02,"白石乡'), "csv-syntax", TOWNSHIPS, "A3"),
    Case("empty table", write(TOWNSHIPS, b""), "csv-empty", TOWNSHIPS, 1),
    # overlays and admissions
    Case(
        "addition without an admission",
        replace(OVERLAYS, "增加,ZR-2026-01", "增加,"),
        "addition-without-admission",
        OVERLAYS,
        "B3",
    ),
    Case(
        "addition nowhere made",
        replace(OVERLAYS, "01,LX-0001,增加,ZR-2026-01,老茶树在本镇\n", ""),
        "addition-without-admission",
        LOCAL,
        "id: LX-0001",
    ),
    Case("admission that is not there", remove(ADMISSION), "unknown-admission", OVERLAYS, "B3"),
    Case(
        "expired admission",
        replace(ADMISSION, "to: 2027-05-31", "to: 2026-06-30"),
        "admission-expired",
        OVERLAYS,
        "B3",
    ),
    Case(
        "admission not yet",
        replace(ADMISSION, "from: 2026-06-01", "from: 2026-12-01"),
        "admission-not-yet",
        OVERLAYS,
        "B3",
    ),
    Case(
        "admission of another item",
        replace(ADMISSION, "item: LX-0001", "item: LX-0002"),
        "admission-of-another-item",
        OVERLAYS,
        "B3",
    ),
    Case(
        "scope that is none",
        replace(OVERLAYS, "\n02,CN-0004", "\n07,CN-0004"),
        "unknown-scope",
        OVERLAYS,
        "B2",
    ),
    Case("item that is none", replace(OVERLAYS, "CN-0004", "CN-0404"), "unknown-item", OVERLAYS, "B2"),
    Case("not optional", replace(OVERLAYS, "CN-0004", "CN-0001"), "not-optional", OVERLAYS, "B2"),
    Case(
        "not switchable", replace(OVERLAYS, "CN-0004,停用", "CN-0004,启用"), "not-switchable", OVERLAYS, "B2"
    ),
    Case("not local", replace(OVERLAYS, "LX-0001,增加", "CN-0004,增加"), "not-local", OVERLAYS, "B3"),
    Case("overlay twice", append(OVERLAYS, "02,CN-0004,停用,,\n"), "duplicate-overlay", OVERLAYS, "B4"),
    Case(
        "ends first",
        deviation("停用,,2026-12-02,2026-12-01,,"),
        "overlay-ends-before-it-begins",
        OVERLAYS,
        "F2",
    ),
    Case("ends on no day", deviation("停用,,,2026-12-1,,"), "bad-date", OVERLAYS, "F2"),
    Case("contact of nothing", deviation("联系,,,,,"), "contact-empty", OVERLAYS, "B2"),
    Case("contact of another action", deviation("停用,,,,,一楼"), "contact-not-asked", OVERLAYS, "H2"),
    Case(
        "contact of the county", deviation("联系,,,,,一楼", "全县"), "contact-of-the-county", OVERLAYS, "B2"
    ),
    Case(
        "law and its earlier text begin at once",
        append(LAWS, "- {name: 甲法, level: law, from: 2010-01-01, earlier: [{from: 2010-01-01}]}\n"),
        "law-texts-overlap",
        LAWS,
        "甲法",
    ),
    Case(
        "law that ends first",
        append(LAWS, "- {name: 甲法, level: law, from: 2010-01-01, to: 2009-01-01}\n"),
        "law-ends-before-it-begins",
        LAWS,
        "甲法",
    ),
    Case(
        "law that replaces itself",
        append(LAWS, "- {name: 甲法, level: law, from: 2010-01-01, to: 2020-01-01, replaced_by: 甲法}\n"),
        "law-replaced-in-a-circle",
        LAWS,
        "甲法",
    ),
    # characters
    Case("control character in CSV", bad_name("\x07"), "control-character", VILLAGES, "D2"),
    Case(
        "control character in YAML",
        replace(ITEMS, "name: 收入证明", "name: 收入\x1b证明"),
        "control-character",
        ITEMS,
        "\x1b",
    ),
    Case("zero-width character", bad_name("\u200b"), "zero-width-character", VILLAGES, "D2"),
    Case(
        "zero-width in YAML",
        replace(ITEMS, "name: 收入证明", "name: 收入\u200d证明"),
        "zero-width-character",
        ITEMS,
        "\u200d",
    ),
    Case("bidi character", bad_name("\u202e"), "bidi-character", VILLAGES, "D2"),
    Case("odd blank", bad_name("\u3000"), "odd-blank", VILLAGES, "D2"),
    Case("private-use character", bad_name("\ue000"), "private-use-character", VILLAGES, "D2"),
    Case("unassigned character", bad_name("\U000e1234"), "unassigned-character", VILLAGES, "D2"),
    Case("compatibility ideograph", bad_name("\uf900"), "compatibility-ideograph", VILLAGES, "D2"),
    Case(
        "identity number",
        replace(OVERLAYS, "没有山林", "没有山林，找11010519491231002X"),
        "identity-number",
        OVERLAYS,
        "E2",
    ),
    Case(
        "identity number in YAML",
        replace(ADMISSION, "funding: 县财政", "funding: 县财政 11010519491231002X"),
        "identity-number",
        ADMISSION,
        "11010519491231002X",
    ),
    # files
    Case(
        "neither UTF-8 nor GB18030",
        write(OVERLAYS, "范围,事项\n".encode() + b"\xff\xfe,x\n"),
        "unknown-encoding",
        OVERLAYS,
        2,
    ),
    Case("no text file", write(OVERLAYS, b"PK\x03\x04\0\0"), "not-a-text-file", OVERLAYS),
    Case("a text file of 21 MB", write(OVERLAYS, b"x" * 21_000_000), "file-too-large", OVERLAYS),
    Case("missing file", remove(LAWS), "missing-file", LAWS),
    Case("link in the project", link(LAWS), "link-in-project", LAWS),
    Case("county.yaml as a link", link(COUNTY), "link-in-project", COUNTY),
    Case(
        "image bomb", write("assets/logo.png", picture(60_000, 60_000)), "image-too-large", "assets/logo.png"
    ),
    Case("no image", write("assets/logo.png", b"GIF89a, not a PNG"), "not-an-image", "assets/logo.png"),
    Case(
        "entities in an SVG",
        write("assets/logo.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'),
        "xml-entities",
        "assets/logo.svg",
    ),
    Case(
        "drawn character of no face",
        write("assets/glyphs/heiti/U+2348D.svg", DRAWN),
        "bad-glyph",
        "assets/glyphs/heiti/U+2348D.svg",
    ),
    Case(
        "drawn character that is no outline",
        write("assets/glyphs/serif-black/U+2348D.svg", b"<svg/>"),
        "bad-glyph",
        "assets/glyphs/serif-black/U+2348D.svg",
    ),
    *(
        Case(
            f"drawn character with {name}",
            write("assets/glyphs/serif-black/U+2348D.svg", DRAWN.replace(b"<path", more + b"<path")),
            "bad-glyph",
            "assets/glyphs/serif-black/U+2348D.svg",
        )
        for name, more in (
            ("a script", b"<script>alert(1)</script>"),
            ("a picture from elsewhere", b'<image href="https://a.example/x.png"/>'),
            ("a style sheet from elsewhere", b"<style>@import url(https://a.example/x.css)</style>"),
            ("a number beyond all bounds", b'<path d="M0 0H1e308V9Z"/>'),
        )
    ),
    # logos of the county
    *(
        Case(f"logo {name}", both(own_scheme("logo: 可", logo(**facts)), write(file, data)), slug, place, at)
        for name, facts, file, data, slug, place, at in (
            ("that is a picture", {"file": "a.png"}, LOGO, DRAWN, "logo-not-vector", OWN_SCHEME, "a.png"),
            ("whose file is missing", {"file": "b.svg"}, LOGO, DRAWN, "logo-missing", OWN_SCHEME, "b.svg"),
            ("with a script", {}, LOGO, DRAWN.replace(b"<path", b"<script/><path"), "bad-logo", LOGO, ""),
            (
                "with a picture from elsewhere",
                {},
                LOGO,
                DRAWN.replace(b"<path", b'<image href="https://a.example/x.png"/><path'),
                "bad-logo",
                LOGO,
                "",
            ),
            (
                "of several colours",
                {},
                LOGO,
                DRAWN.replace(b"<path", b'<path fill="red" d="M0 0H9V9Z"/><path'),
                "logo-of-many-colours",
                LOGO,
                "",
            ),
            (
                "of the state",
                {"kind": "national-emblem"},
                LOGO,
                DRAWN,
                "national-emblem",
                OWN_SCHEME,
                "a.svg",
            ),
            (
                "of the state by its title",
                {},
                LOGO,
                DRAWN.replace(b"<path", "<title>国徽</title><path".encode()),
                "national-emblem",
                LOGO,
                "",
            ),
            ("of the party in white", {"kind": "emblem"}, LOGO, DRAWN, "emblem-ink", OWN_SCHEME, "a.svg"),
            ("at the edge", {"x": "20"}, LOGO, DRAWN, "logo-outside-margins", OWN_SCHEME, "a.svg"),
            ("upon the wording", {"x": "900"}, LOGO, DRAWN, "logo-meets", VILLAGES, "F2"),
        )
    ),
    Case(
        "a picture among the logos",
        write("assets/logos/a.png", picture(8, 8)),
        "logo-not-vector",
        "assets/logos/a.png",
    ),
    Case(
        "a picture among the logos too large",
        write("assets/logos/a.png", picture(8000, 5001)),
        "image-too-large",
        "assets/logos/a.png",
    ),
    # faces of the county
    Case("face whose file is missing", write(FACES, FACE), "face-missing", FACES, "[fangsong]"),
    Case(
        "face that is not the pinned one",
        both(write(FACES, FACE), write("assets/faces/a.ttf", small_font("Test Song"))),
        "face-changed",
        FACES,
        "[fangsong]",
    ),
    Case(
        "damaged font",
        both(
            write(FACES, FACE.replace(DIGEST, sha256(small_font()[:900]).hexdigest().encode())),
            write("assets/faces/a.ttf", small_font()[:900]),
        ),
        "bad-font",
        "assets/faces/a.ttf",
    ),
    Case(
        "face of another name",
        both(write(FACES, FACE.replace(b"FangSong", b"Song")), write("assets/faces/a.ttf", small_font())),
        "face-of-another-name",
        "assets/faces/a.ttf",
    ),
    Case(
        "face without simplified Chinese",
        both(
            write(FACES, FACE.replace(DIGEST, sha256(small_font(text="一 　")).hexdigest().encode())),
            write("assets/faces/a.ttf", small_font(text="一 　")),
        ),
        "face-not-simplified",
        "assets/faces/a.ttf",
    ),
    Case("broken TOML", write(FACES, FACE.replace(b'"a.ttf"', b"a.ttf")), "toml-syntax", FACES, "file ="),
    Case(
        "face without a digest",
        write(FACES, FACE.split(b"sha256")[0]),
        "bad-face-record",
        FACES,
        "[fangsong]",
    ),
    Case(
        "fallback that is no face",
        replace(COUNTY, "signs:", "signs:\n  fallback: {serif-black: kai}"),
        "fallback-unknown-face",
        COUNTY,
        "fallback",
    ),
    Case(
        "fallback to itself",
        replace(COUNTY, "signs:", "signs:\n  fallback: {sans-bold: sans-bold}"),
        "fallback-to-itself",
        COUNTY,
        "fallback",
    ),
    # the online list and its ledger
    Case(
        "address not https",
        replace(COUNTY, "https://fw", "http://fw"),
        "base-url-not-https",
        COUNTY,
        "base_url",
    ),
    Case(
        "address without a slash",
        replace(COUNTY, "example/qingdan/", "example/qingdan"),
        "base-url-not-https",
        COUNTY,
        "base_url",
    ),
    Case(
        "address too long for the code of the hall sign",
        both(remove(LEDGER), replace(COUNTY, "example/qingdan/", "example/" + "qingdan/" * 14)),
        "code-too-small",
        COUNTY,
    ),
    Case(
        "address too long for any code",
        both(remove(LEDGER), replace(COUNTY, "example/qingdan/", "example/" + "qingdan/" * 300)),
        "code-too-long",
        COUNTY,
    ),
    Case(
        "example address in earnest",
        replace(COUNTY, "specimen: yes", "specimen: no"),
        "example-address",
        COUNTY,
    ),
    Case(
        "address with dots for a folder",
        replace(COUNTY, "example/qingdan/", "example/a/../"),
        "base-url-not-https",
        COUNTY,
        "base_url",
    ),
    Case(
        "mailbox that is a script",
        replace(COUNTY, "mailbox: 无", "mailbox: javascript:alert(1)"),
        "bad-code",
        COUNTY,
        "mailbox",
    ),
    Case("ledger edited", replace(LEDGER, "青石村", "青山村"), "ledger-edited", LEDGER, 1),
    Case(
        "ledger edited in the middle",
        replace(LEDGER, '"seq":"2","id":"00002"', '"seq":"2","id":"00003"'),
        "ledger-edited",
        LEDGER,
        2,
    ),
    Case("ledger cut", cut(LEDGER, 40), "ledger-cut", LEDGER, 3),
    Case("ledger with a foreign line", append(LEDGER, "{}\n"), "ledger-unreadable", LEDGER, 4),
    Case("issued link moved", replace(COUNTY, "fw.lanxi", "www.lanxi"), "issued-link-broken", LEDGER, 1),
    Case(
        "issued village gone", replace(VILLAGES, "\n00002,", "\n00012,"), "issued-village-missing", LEDGER, 2
    ),
    # signs inside the hall
    Case("room of no village", rooms("00099,活动室,"), "row-of-unknown-village", ROOMS, "A2"),
    Case("room twice", rooms("全部,活动室,\n全部,活动室,议事"), "room-twice", ROOMS, "B3"),
    Case("function twice", rooms("全部,活动室,议事、议事"), "room-function-twice", ROOMS, "C2"),
    Case("functions parted by commas", rooms("全部,活动室,议事，阅览"), "bad-room-function", ROOMS, "C2"),
    Case("honour to come", honours("00001,文明村,县委,2027"), "honour-to-come", HONOURS, "D2"),
    Case("honour twice", honours("00001,文明村,县委,2024\n" * 2), "honour-twice", HONOURS, "B3"),
    Case(
        "old sign of no village",
        old_signs("00099,综治中心,1,取消"),
        "old-sign-of-unknown-owner",
        CLEANUP,
        "A2",
    ),
    Case("old sign twice", old_signs("00001,展板,1,取消\n" * 2), "old-sign-twice", CLEANUP, "B3"),
    Case("old sign merged into none", old_signs("00001,展板,1,合并"), "merged-into-no-sign", CLEANUP, "D2"),
    Case("interior sign that is not there", inside("[门牌]"), "unknown-interior-sign", COUNTY, "interior:"),
    Case(
        "too many functions",
        both(inside("[room]"), rooms("全部,活动室,一、二、三、四、五、六、七、八、九")),
        "room-crowded",
        ROOMS,
        "C2",
    ),
    Case(
        "name of a room too long",
        both(inside("[room]"), rooms(f"全部,{'某' * 40}室,")),
        "sign-text-too-long",
        ROOMS,
        "B2",
    ),
    Case(
        "too many honours",
        both(
            inside("[honours]"),
            honours("\n".join(f"00001,先进集体,县委,{year}" for year in range(1990, 2024))),
        ),
        "honours-crowded",
        HONOURS,
        "B17",
    ),
    Case(
        "file of interior signs that is not there",
        own_scheme("interior: standard", "interior: other"),
        "unknown-interior-file",
        COUNTY,
        "scheme: own",
    ),
    # signs and documents
    Case("no such scheme", replace(COUNTY, "scheme: yi-heng", "scheme: er-heng"), "unknown-scheme", COUNTY),
    Case(
        "no such printing condition", replace(COUNTY, "FOGRA39", "FOGRA99"), "unknown-ink-condition", COUNTY
    ),
    Case(
        "broken scheme",
        both(
            write(OWN_SCHEME, b"schema: 1\n"),
            replace(COUNTY, "scheme: yi-heng-si-shu-yi-biaozhi", "scheme: own"),
        ),
        "missing-field",
        OWN_SCHEME,
        1,
    ),
    Case(
        "measure that is no number",
        own_scheme("trim: {width: 350,", "trim: {width: 三百五,"),
        "not-a-number",
        OWN_SCHEME,
        "三百五",
    ),
    Case(
        "measure of nothing",
        own_scheme("trim: {width: 350,", "trim: {width: 0,"),
        "number-out-of-range",
        OWN_SCHEME,
        "width: 0,",
    ),
    Case(
        "two signs of one name",
        own_scheme("id: party", "id: center  # again"),
        "sign-twice",
        OWN_SCHEME,
        "# again",
    ),
    Case(
        "board larger than a page",
        own_scheme("height: 2000}", "height: 6000}"),
        "board-too-large",
        OWN_SCHEME,
        "height: 6000",
    ),
    Case(
        "board no larger than a hand",
        own_scheme("width: 350, height: 2000}", "width: 35, height: 2000}"),
        "board-too-small",
        OWN_SCHEME,
        "width: 35,",
    ),
    Case(
        "margins that take all",
        own_scheme("{end: 105, side: 60}", "{end: 105, side: 170}"),
        "margins-too-large",
        OWN_SCHEME,
        "side: 170",
    ),
    Case(
        "lines taller than their board",
        own_scheme("space: 62", "space: 620"),
        "sign-lacks-room",
        OWN_SCHEME,
        "main: {em: 264",
    ),
    Case(
        "line written the wrong way round",
        own_scheme("em: 264", "em: 26"),
        "line-reversed",
        OWN_SCHEME,
        "em: 26,",
    ),
    Case(
        "line smaller than allowed",
        own_scheme("character_min: 60", "character_min: 61"),
        "line-below-least",
        OWN_SCHEME,
        "lead: {em: 100",
    ),
    Case(
        "ink of the ground's colour",
        own_scheme("ink: white", "ink: red  # too"),
        "ink-like-ground",
        OWN_SCHEME,
        "# too",
    ),
    Case("two signs in one place", own_scheme("order: 2", "order: 1"), "place-taken", OWN_SCHEME),
    Case(
        "two points of view",
        own_scheme("order: 2, view: viewer", "order: 2, view: gate"),
        "place-seen-otherwise",
        OWN_SCHEME,
        "view: gate}",
    ),
    # filing numbers
    Case("filing of nobody", filed("00009, sign: 党组织牌"), "filing-of-unknown-village", FILING, 5),
    Case("filing of a merged village", filed("00004, sign: 党组织牌"), "filing-of-former-village", FILING, 5),
    Case("filing of no sign", filed("00001, sign: 民兵连牌"), "filing-outside-scheme", FILING, 5),
    Case(
        "filing of a sign that is none", filed("00002, sign: 集体经济组织牌"), "filing-of-no-sign", FILING, 5
    ),
    Case(
        "number of two signs",
        filed("00001, sign: 党组织牌", "00001, sign: 委员会牌"),
        "filing-number-twice",
        FILING,
        6,
    ),
    Case(
        "sign filed twice",
        both(
            filed("00001, sign: 党组织牌", "00001, sign: 党组织牌"),
            replace(FILING, "岚牌备1号}\n-", "岚牌备2号}\n-"),
        ),
        "sign-filed-twice",
        FILING,
        6,
    ),
    Case(
        "filing that ends before it begins",
        both(filed("00001, sign: 党组织牌"), replace(FILING, "signs:", "valid_to: 2026-10-19\nsigns:")),
        "filing-ends-before-it-begins",
        FILING,
        4,
    ),
    Case(
        "sign without room for its number",
        both(filed("00001, sign: 党组织牌"), own_scheme("end: 105", "end: 26")),
        "filing-lacks-room",
        FILING,
        5,
    ),
    Case(
        "one wording for two villages",
        replace(VILLAGES, "岚溪县白石乡白石村村民委员会", "岚溪县清河镇青石村村民委员会"),
        "plaque-wording-twice",
        VILLAGES,
        "H4",
    ),
    Case(
        "blank in a wording",
        replace(VILLAGES, "岚溪县清河镇青石村村民委员会", "岚溪县 清河镇青石村村民委员会"),
        "plaque-blank",
        VILLAGES,
        "H2",
    ),
    Case(
        "character that no face has",
        replace(VILLAGES, ",岚溪县清河镇青石村村民委员会,", ",岚溪县清河镇青😀石村村民委员会,"),
        "missing-glyph",
        VILLAGES,
        "H2",
    ),
    Case(
        "Western brackets on a vertical board",
        replace(VILLAGES, ",岚溪县清河镇青石村村民委员会,", ",岚溪县清河镇青石村村民委员会(筹),"),
        "mark-not-turned",
        VILLAGES,
        "H2",
    ),
    Case(
        "character of a village's name that no face has",
        both(remove(LEDGER), bad_name("𣒍")),
        "missing-glyph",
        VILLAGES,
        "D2",
    ),
    Case(
        "character that only another face has",
        replace(VILLAGES, ",岚溪县清河镇青石村村民委员会,", ",岚溪县清河镇青鿫石村村民委员会,"),
        "missing-glyph",
        VILLAGES,
        "H2",
    ),
    *(
        Case(
            f"wording with {name}",
            replace(VILLAGES, ",岚溪县清河镇青石村村民委员会,", f",岚溪县清河镇青{char}石村村民委员会,"),
            slug,
            VILLAGES,
            "H2",
        )
        for name, char, slug in (
            ("a blank in it", "　", "odd-blank"),
            ("an invisible character", "\u200b", "zero-width-character"),
            ("a character of a private font", "\ue170", "private-use-character"),
        )
    ),
    Case(
        "wording with a blank at its end",
        replace(VILLAGES, ",岚溪县清河镇青石村村民委员会,", ",岚溪县清河镇青石村村民委员会 ,"),
        "blank-around-value",
        VILLAGES,
        "H2",
    ),
    Case(
        "wording with a line break",
        replace(VILLAGES, ",岚溪县清河镇青石村村民委员会,", ',"岚溪县清河镇\n青石村村民委员会",'),
        "plaque-blank",
        VILLAGES,
        "H2",
    ),
    Case(
        "wording too long for its sign",
        replace(VILLAGES, ",岚溪县清河镇青石村村民委员会,", f",岚溪县{'很' * 80}长村民委员会,"),
        "text-too-long",
        VILLAGES,
        "H2",
    ),
    Case(
        "template with an unknown variable",
        own_document(lambda body: body.replace(b"issuing.body", b"issuing.boby")),
        "template-unknown-variable",
        TEMPLATE,
    ),
    Case(
        "template with a broken tag",
        own_document(lambda body: body.replace(b"{% endfor %}", b"{% endfor", 1)),
        "template-half-tag",
        TEMPLATE,
    ),
    Case(
        "template that is a bomb",
        own_document(lambda body: body + b" " * 30_000_000),
        "template-unreadable",
        TEMPLATE,
    ),
    Case(
        "template that is no Word file",
        both(own_document(bytes), write(TEMPLATE, b"PK no zip")),
        "template-unreadable",
        TEMPLATE,
    ),
    Case(
        "document without its template", both(own_document(bytes), remove(TEMPLATE)), "missing-file", TEMPLATE
    ),
    Case(
        "document badly declared",
        both(own_document(bytes), write("templates/documents/booklet/document.yaml", b"name: booklet\n")),
        "bad-document",
        "templates/documents/booklet/document.yaml",
    ),
    *(
        Case(
            f"document with {name}",
            both(own_document(bytes, "list", "own"), replace(OWN, old, new)),
            "bad-document",
            OWN,
        )
        for name, old, new in (
            ("the file of another", "name: list", "name: own"),
            ("an unknown field in its name", "file: 村级", "file: '{nobody}.docx' # "),
            ("no suffix", "file: 村级组织事务清单.docx", "file: 清单"),
            ("another suffix", "file: 村级组织事务清单.docx", "file: 清单.pdf"),
            ("a folder in its name", "file: 村级", "file: ../村级"),
            ("data of other papers", "data: list", "data: booklet"),
            ("papers of townships", "audience: county", "audience: township"),
        )
    ),
    Case(
        "document in a folder too deep",
        own_document(bytes, "list", "own/deep"),
        "bad-document",
        "templates/documents/own/deep/document.yaml",
    ),
    *(
        Case(f"template with {name}", own_document(bytes, more={part: data}), slug, TEMPLATE)
        for name, slug, part, data in (
            ("a macro", "template-unsafe", "word/vbaProject.bin", b"x"),
            ("an embedded program", "template-unsafe", "word/embeddings/oleObject1.bin", b"x"),
            (
                "an outside link",
                "template-external-link",
                "word/_rels/settings.xml.rels",
                b'<x TargetMode="External"/>',
            ),
            ("a path out of it", "template-unsafe", "../../x", b"x"),
        )
    ),
)


def place_of(case: Case, project: Path) -> dict[str, Any]:
    """The cell and line that the finding has to name."""
    if isinstance(case.at, int):
        return {"cell": "", "line": case.at}
    if CELL.fullmatch(case.at) or not case.at:
        return {"cell": case.at}
    text = (project / case.file).read_bytes().decode("utf-8", "replace")
    found = [number for number, line in enumerate(text.split("\n"), 1) if case.at in line]
    assert len(found) == 1, f"{case.at!r} stands in the lines {found}"
    return {"cell": "", "line": found[0]}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "project")


def test_the_base_is_sound(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(project), "--json"], {}) == 0
    assert capsys.readouterr().out == ""


def test_there_are_enough_kinds() -> None:
    assert len({case.slug for case in CASES}) >= 80
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_fault_is_found(case: Case, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case.edit(project)
    before, out = snapshot(project), project.parent / "out"
    assert run(["build", str(project), "-o", str(out), "--json"], {}) == 1
    printed = capsys.readouterr()
    records = [json.loads(line) for line in printed.out.splitlines()]
    errors = [entry for entry in records if entry["severity"] == "error"]
    wanted = {"slug": case.slug, "file": case.file, **place_of(case, project)}
    assert [entry for entry in errors if wanted.items() <= entry.items()], errors
    assert "Traceback" not in printed.err
    assert not out.exists()
    assert snapshot(project) == before


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_fault_is_worded(case: Case, project: Path) -> None:
    """Both languages have a sentence and a fix with every fact filled in."""
    case.edit(project)
    for finding in check_project(project).findings:
        for language in LANGUAGES:
            worded, template = word(finding, language), translation(language).gettext(finding.slug)
            assert template != finding.slug
            assert worded.message and worded.fix
            assert len(worded.message) >= len(re.sub(r"\{[^}]*\}", "", template))


FINE = {
    "UTF-8 with a mark": lambda folder: [
        write(name, b"\xef\xbb\xbf" + (folder / name).read_bytes())(folder)
        for name in (COUNTY, ITEMS, VILLAGES)
    ],
    "GB18030": lambda folder: [
        recode(name, "gb18030")(folder) for name in (COUNTY, ITEMS, VILLAGES, OVERLAYS)
    ],
    "Windows line ends": lambda folder: [
        write(name, (folder / name).read_bytes().replace(b"\n", b"\r\n"))(folder)
        for name in (COUNTY, ITEMS, VILLAGES, TOWNSHIPS, OVERLAYS)
    ],
    "blank rows": append(TOWNSHIPS, ",,,,\n\n"),
    "a quoted line break": replace(VILLAGES, "清河镇青石村1号", '"清河镇青石村1号，\n村口"'),
    "no ledger yet": remove(LEDGER),
    "no overlays": both(remove(OVERLAYS), both(remove(LOCAL), remove(ADMISSION))),
    "a township of another kind": replace(TOWNSHIPS, "白石乡,乡,", "白石苏木,苏木,"),
    "a foreign file": write("assets/notes.txt", b"\xff\xfe\0"),
    "own document": own_document(bytes),
    "a face of its own": both(write(FACES, FACE), write("assets/faces/a.ttf", small_font())),
    "a character of an allowed fallback": both(
        replace(COUNTY, "signs:", "signs:\n  fallback: {serif-black: sans-bold}"),
        replace(VILLAGES, ",岚溪县清河镇青石村村民委员会,", ",岚溪县清河镇青鿫石村村民委员会,"),
    ),
    "astral character": both(remove(LEDGER), replace(VILLAGES, "社区,河东社区,", "社区,河𠮷社区,")),
}


@pytest.mark.parametrize("edit", FINE.values(), ids=FINE)
def test_what_is_fine_passes(edit: Edit, project: Path) -> None:
    edit(project)
    found = [finding for finding in check_project(project).findings if finding.severity == "error"]
    assert found == []


def test_gb18030_is_pointed_out(project: Path) -> None:
    recode(VILLAGES, "gb18030")(project)
    assert [(one.slug, one.location.file) for one in check_project(project).findings] == [
        ("gb18030-file", VILLAGES)
    ]


def test_a_drawn_character_is_set_and_another_outline_is_another_print(project: Path) -> None:
    remove(LEDGER)(project)
    bad_name("𣒍")(project)
    replace(VILLAGES, "清河镇青石村村民委员会", "清河镇青𣒍石村村民委员会")(project)
    assert {finding.slug for finding in check_project(project).findings} >= {"missing-glyph"}
    digests = set()
    for drawing in (DRAWN, DRAWN.replace(b"M10", b"M20")):
        write("assets/glyphs/serif-black/U+2348D.svg", drawing)(project)
        assets = check_project(project).assets
        assert assets is not None
        digests.add(assets.digest("faces"))
    assert len(digests) == 2


def test_an_outline_that_is_not_needed_is_pointed_out(project: Path) -> None:
    write("assets/glyphs/serif-black/U+6751.svg", DRAWN)(project)
    checked = check_project(project)
    assert "glyph-not-needed" in {finding.slug for finding in checked.findings}
    assert checked.assets is not None and checked.assets.faces.drawn == ()


def test_a_private_character_is_found_once_a_cell(project: Path) -> None:
    replace(VILLAGES, "清河镇青石村村民委员会", "清河镇青\ue000石村村民委员会")(project)
    found = [finding.slug for finding in check_project(project).findings]
    assert found.count("private-use-character") == 1
