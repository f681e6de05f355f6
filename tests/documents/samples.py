"""A small county with a village and a community, and Word files by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from listgen.catalog.model import COMMUNITY, VILLAGE, Column, Kind, Service, Township, Village
from listgen.catalog.view import ViewItem, VillageView
from listgen.county import County, Edition, Issuing, Online, SignOrder
from listgen.documents.package import write_parts
from listgen.documents.template import Template, compile_template
from listgen.findings import Location
from listgen.resources import shipped

NOWHERE = Location()

COUNTY = County(
    id="lanxi",
    name="岚溪县",
    specimen=False,
    prefix="LX",
    edition=Edition("2026-1", date(2026, 11, 21)),
    issuing=Issuing(
        body="岚溪县人民政府办公室",
        mark="岚溪县人民政府办公室文件",
        number="岚政办发〔2026〕18号",
        date=date(2026, 11, 21),
        recipients="各乡（镇）人民政府、街道办事处，县直各有关单位",
        copies="县委各部门，县人大常委会办公室，县政协办公室",
    ),
    online=Online("https://fw.lanxi.example/qingdan/", "0570-5550100", "jianjian@lanxi.example"),
    signs=SignOrder("yi-heng-si-shu-yi-biaozhi", (), ""),
)


def kind(id_: str, title: str, *fields: tuple[str, str, float]) -> Kind:
    columns = tuple(
        Column(field, heading, width, "center" if field == "number" else "left")
        for field, heading, width in fields
    )
    doors = (f"村里{id_}", f"社区{id_}")
    return Kind(
        id_,
        title,
        title[:4],
        *doors,
        hint="",
        hint_community="",
        icon="",
        columns=columns,
        required=(),
        max_items={},
    )


KINDS = (
    kind(
        "duty",
        "依法履行职责事项清单",
        ("number", "序号", 12),
        ("name", "事项名称", 46),
        ("content", "工作内容", 68),
        ("basis", "依据", 68),
        ("lead", "业务指导单位", 31),
    ),
    kind(
        "not-permitted",
        "不应由村级组织办理事项清单",
        ("number", "序号", 12),
        ("name", "事项名称", 46),
        ("basis", "依据", 60),
        ("who", "办理单位", 36),
        ("how", "办理途径", 71),
    ),
)


def item(id_: str, kind_id: str, number: int, **fields: object) -> ViewItem:
    values: dict[str, object] = {
        "name": f"事项{number}",
        "content": f"内容{number}。",
        "lead": "县民政局",
        "basis": ("《中华人民共和国村民委员会组织法》第十条",),
        "who": "",
        "how": "",
        "lead_confirmed": True,
        "service": Service(),
    }
    values |= fields
    fixed = {
        "domain": "民政",
        "short": "",
        "applies": "村、社区",
        "principles": (),
        "competence": (),
        "plain": "",
        "keywords": (),
    }
    return ViewItem(id=id_, kind=kind_id, number=number, frequent=False, local=False, **fixed, **values)  # type: ignore[arg-type]


ITEMS = (
    item("CN-0001", "duty", 1, name="召开村民会议"),
    item(
        "CN-0002",
        "duty",
        2,
        lead="县农业农村局",
        lead_confirmed=False,
        basis=("《甲法》第一条", "《乙法》第二条"),
    ),
    item(
        "CN-0101",
        "not-permitted",
        1,
        name="婚姻状况证明",
        who="婚姻登记机关",
        how="持身份证办理。",
        service=Service(("户口簿", "身份证"), ("提出", "核对"), "当场", "婚姻登记处", "0570-5550199"),
    ),
)


def view(
    organisation: str = VILLAGE, name: str = "青石村", items: tuple[ViewItem, ...] = ITEMS
) -> VillageView:
    village = Village(
        id="00173",
        township="101",
        organisation=organisation,
        name=name,
        division_code="",
        plaques={},
        address="云岭镇青石村文化路18号",
        hours="周一至周五 8:30—17:30",
        phone="0570-5550101",
        phone_published=True,
        state="在用",
        successor="",
        location=NOWHERE,
    )
    township = Township("101", "云岭镇", "镇", "", "", NOWHERE)
    return VillageView(
        village, township, items, "https://fw.lanxi.example/qingdan/001734/", "001734/index.html"
    )


def community() -> VillageView:
    return view(COMMUNITY, "河东社区")


def issued(**fields: object) -> County:
    """The county with other facts of issuing."""
    return replace(COUNTY, issuing=replace(COUNTY.issuing, **fields))  # type: ignore[arg-type]


def shipped_bytes(name: str) -> bytes:
    return (shipped("templates") / "documents" / name / "template.docx").read_bytes()


def shipped_template(name: str) -> Template:
    return compile_template(shipped_bytes(name))


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(body: str, **parts: bytes) -> bytes:
    """A Word file whose body is this XML, written with the prefix w."""
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return write_parts({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode(), **parts})


def p(*runs: str) -> str:
    """A paragraph of these runs."""
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def tr(*cells: str) -> str:
    """A row of cells, each one paragraph."""
    return "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def tbl(*rows: str) -> str:
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(rows) + "</w:tbl>"
