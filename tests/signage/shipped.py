"""The shipped scheme, and wordings for it."""

from __future__ import annotations

from listgen.resources import shipped
from listgen.signage.hall import HallText
from listgen.signage.scheme import HallSlot, Scheme
from listgen.signage.scheme_file import load_scheme
from listgen.sources.values import Table
from listgen.sources.yaml import load_yaml

NAME = "yi-heng-si-shu-yi-biaozhi"
PLACES = ("岚溪县", "白云镇", "青石村")
FUNCTIONS = ("党群服务", "民政社保", "综合治理", "卫生健康")
HALL_TEXT = HallText("白云镇青石村综合服务大厅", FUNCTIONS, "0600-5550100", "village")
WORDINGS = {
    "center": "白云镇青石村党群服务中心",
    "party": "中国共产党岚溪县白云镇青石村支部委员会",
    "committee": "岚溪县白云镇青石村村民委员会",
    "collective": "岚溪县白云镇青石村股份经济合作联合社",
    "supervision": "岚溪县白云镇青石村村务监督委员会",
    "station": "白云镇青石村新时代文明实践站",
}


SCHEMES = ("yi-heng-si-shu-yi-biaozhi", "yi-heng-wu-shu", "yi-heng-liang-shu")


def scheme_text(name: str = NAME) -> str:
    """The shipped file."""
    return (shipped("templates") / f"signs/schemes/{name}.yaml").read_text("utf-8")


def scheme_table(text: str) -> Table:
    """A file of this text, read."""
    table, findings = load_yaml(text.encode(), "scheme.yaml")
    assert table is not None
    assert not findings
    return table


def shipped_scheme(name: str = NAME) -> Scheme:
    """The scheme of a shipped file, in which nothing is wrong."""
    scheme, findings = load_scheme(scheme_table(scheme_text(name)))
    assert not findings
    return scheme


SCHEME: Scheme = shipped_scheme()
assert SCHEME.hall is not None
HALL: HallSlot = SCHEME.hall
