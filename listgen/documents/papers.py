"""The papers: views into bytes."""

from __future__ import annotations

from listgen.catalog.model import Kind
from listgen.catalog.view import TownshipView, ViewItem, VillageView
from listgen.county import County
from listgen.documents.booklet import booklet_data
from listgen.documents.data import list_data, township_data
from listgen.documents.template import Template


def render_list(
    template: Template, county: County, kinds: tuple[Kind, ...], items: tuple[ViewItem, ...]
) -> bytes:
    """The county's list as a Word file. `items` are numbered within their kinds."""
    return template.render(list_data(county, kinds, items))


def render_booklet(
    template: Template,
    county: County,
    kinds: tuple[Kind, ...],
    view: VillageView,
    level: str = "Q",
    known_pages: bool = True,
) -> bytes:
    """One village's or community's booklet as a Word file; `level` is the error correction of its code,
    `known_pages` is for the shipped template."""
    return template.render(booklet_data(county, kinds, view, level, known_pages))


def render_township_list(
    template: Template, county: County, kinds: tuple[Kind, ...], view: TownshipView
) -> bytes:
    """One township's own lists as a Word file."""
    return template.render(township_data(county, kinds, view))
