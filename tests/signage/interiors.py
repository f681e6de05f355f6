"""The shipped signs inside a hall, and things for them to say."""

from __future__ import annotations

from dataclasses import replace

from listgen.resources import shipped
from listgen.signage.interior import HONOURS, ROOM, InteriorSlot, InteriorText
from listgen.signage.interior_file import load_interior
from listgen.sources.values import Table
from listgen.sources.yaml import load_yaml

FILE = "templates/signs/interior/standard.yaml"
URL = "https://fw.lanxi.example/qingdan/001734/"
FUNCTIONS = ("党员活动", "村民议事", "文化活动", "老年活动")
SERVICE_ROWS = (
    ("邻里家庭纠纷、治安防范", "身份证、同纠纷有关的材料（有的带上）", "人民调解室", "0600-5550202"),
    (
        "低保、困难救助申请",
        "身份证、户口簿；家庭经济状况核对授权书（现场填写）",
        "乡镇（街道）便民服务中心",
        "",
    ),
    ("居住证申领", "身份证；本人相片；住所、就业、就读材料之一", "居住地派出所", "0600-5550203"),
)
HONOUR_ROWS = (
    ("文明村", "中共岚溪县委、岚溪县人民政府", "2023"),
    ("民主法治示范村", "岚溪县司法局、岚溪县民政局", "2025"),
)
NAMES = {
    "county": "岚溪县",
    "township": "白汀镇",
    "village": "青石村",
    "room": "",
    "hotline": "0600-5550100",
    "phone": "0600-5551008",
    "address": "岚溪县白汀镇青石村1号",
    "hours": "周一至周五8:30—12:00",
}
LONG = {"township": "石栌土家族仡佬族苗族乡", "village": "石板沟易地扶贫搬迁集中安置点社区"}


def source() -> str:
    return (shipped("templates") / "signs" / "interior" / "standard.yaml").read_text("utf-8")


def table(text: str) -> Table:
    found, findings = load_yaml(text.encode(), FILE)
    assert found is not None
    assert not findings
    return found


SLOTS: dict[str, InteriorSlot] = {slot.id: slot for slot in load_interior(table(source()))[0]}


def text_of(slot: InteriorSlot, **names: str) -> InteriorText:
    """What a sign of this slot says for an ordinary village."""
    room = {"room": names.get("room", "多功能活动室")} if slot.subject == ROOM else {}
    text = InteriorText("village", tuple((NAMES | names | room).items()))
    if slot.subject == ROOM:
        return replace(text, functions=FUNCTIONS)
    if slot.table:
        return replace(text, rows=HONOUR_ROWS if slot.table.of == HONOURS else SERVICE_ROWS)
    return text
