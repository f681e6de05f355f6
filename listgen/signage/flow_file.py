"""templates/signs/flow.yaml: the sheet of a flow chart, its sizes and its words."""

from __future__ import annotations

from dataclasses import dataclass

from listgen.findings import Finding
from listgen.sources.fields import Fields
from listgen.sources.values import Table

FACTS = ("materials", "time", "place", "phone", "who")


@dataclass(frozen=True, slots=True)
class FlowStyle:
    """Sizes in mm; an em as (most, least). `title` has `{name}`; `facts` are FACTS with their labels.

    `specimen` and `unreleased` are said of a list that is no list yet.
    """

    title: str
    width: float
    height: float
    margin: float
    title_em: tuple[float, float]
    step_em: tuple[float, float]
    fact_em: tuple[float, float]
    facts: tuple[tuple[str, str], ...]
    specimen: str
    unreleased: str


def load_flow(table: Table) -> tuple[FlowStyle, list[Finding]]:
    """The style and what is wrong with the file."""
    findings: list[Finding] = []
    fields = Fields(table, findings)
    fields.choice("schema", ("1",))
    labels = fields.table("facts", required=True)
    style = FlowStyle(
        title=fields.text("title", required=True),
        width=fields.number("width", 100, 1000),
        height=fields.number("height", 100, 1500),
        margin=fields.number("margin", 5, 60),
        title_em=_sizes(fields.table("title_em", required=True)),
        step_em=_sizes(fields.table("step_em", required=True)),
        fact_em=_sizes(fields.table("fact_em", required=True)),
        facts=tuple((name, labels.text(name, required=True)) for name in FACTS),
        specimen=fields.text("specimen", required=True, longest=30),
        unreleased=fields.text("unreleased", required=True, longest=30),
    )
    labels.finish()
    fields.finish()
    return style, findings


def _sizes(fields: Fields) -> tuple[float, float]:
    sizes = fields.number("most", 2, 60), fields.number("least", 2, 60)
    fields.finish()
    return sizes
