"""The flow charts of items with steps: the style, and what keeps one from being made."""

from __future__ import annotations

from collections.abc import Iterator

from listgen.catalog.model import Catalog
from listgen.catalog.view import ViewItem
from listgen.county import County
from listgen.findings import Finding, Location, error
from listgen.project import ProjectFiles
from listgen.resources import shipped
from listgen.signage.coverage import Need, check_coverage, is_covered
from listgen.signage.flow import TEXT_FACE, TITLE_FACE, FlowValues, TooLongError, draw_flow, flow_of
from listgen.signage.flow_file import FlowStyle, load_flow
from listgen.sources.yaml import load_yaml
from listgen.typeset.faces import Faces

FILE = "templates/signs/flow.yaml"


def load_flow_style(project: ProjectFiles) -> tuple[FlowStyle | None, list[Finding]]:
    """The county's own style, else the shipped one; None where it cannot be read."""
    own = project.files.get(FILE)
    data = (shipped("templates") / "signs" / "flow.yaml").read_bytes() if own is None else own
    table, findings = load_yaml(data, FILE)
    if table is None:
        return None, findings
    style, found = load_flow(table)
    return style, [*findings, *found]


def charts(
    catalog: Catalog, items: tuple[ViewItem, ...], county: County, style: FlowStyle
) -> Iterator[tuple[ViewItem, FlowValues]]:
    """The charts of the county: of each item that has steps, on a list whose kind says `flow`."""
    flowing = {kind.id for kind in catalog.kinds if kind.flow}
    for item in items:
        if item.kind in flowing and item.service.steps:
            yield item, flow_of(item, style, county)


def check_flows(
    catalog: Catalog, items: tuple[ViewItem, ...], county: County, style: FlowStyle, faces: Faces
) -> list[Finding]:
    """Characters without an outline, and steps that have no room on the sheet."""
    places = {item.id: item.places.get("steps", item.location) for item in catalog.items}
    needs: list[Need] = []
    findings: list[Finding] = []
    for item, values in charts(catalog, items, county, style):
        said = "".join((*values.steps, *values.facts))
        needs.append(Need(values.title, TITLE_FACE, item.id, values.title, places[item.id]))
        needs.append(Need(said, TEXT_FACE, item.id, values.title, places[item.id]))
        if is_covered(values.title, TITLE_FACE, faces) and is_covered(said, TEXT_FACE, faces):
            findings += _check_room(item, values, faces, places[item.id])
    return [*check_coverage(needs, faces), *findings]


def _check_room(item: ViewItem, values: FlowValues, faces: Faces, place: Location) -> Iterator[Finding]:
    try:
        draw_flow(values, faces)
    except TooLongError as fault:
        facts = {"value": f"{fault.wanted:.0f}", "room": f"{fault.room:.0f}", "item": item.id}
        yield error("flow-too-long", place, **facts, name=item.name)
