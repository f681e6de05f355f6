"""What makes each kind of output: values and assets in, bytes out. Nothing is written here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from listgen.build.job import (
    BatchFileValues,
    CodeValues,
    IndexValues,
    ItemValues,
    ListValues,
    MovedValues,
    OrderedFileValues,
    PaperValues,
    TownshipValues,
    VillageValues,
)
from listgen.build.order_jobs import UNKNOWN, merged_title
from listgen.build.receipt import receipt_of
from listgen.documents.contents import pages_known
from listgen.documents.faces import PaperFaces
from listgen.documents.papers import render_booklet, render_list, render_township_list
from listgen.documents.receipt import render_receipt
from listgen.documents.template import Template, compile_template
from listgen.drawing.conditions import CONDITIONS, OutputCondition
from listgen.drawing.model import Drawing
from listgen.drawing.pdf import render_pages, render_pdf, render_sheets
from listgen.drawing.svg import render_svg
from listgen.orders.gang import gangs, sheets
from listgen.orders.proof_text import ProofText, load_proof_text
from listgen.orders.sentences import Sentences
from listgen.preflight import Assets
from listgen.qr.png import render_png
from listgen.qr.symbol import encode
from listgen.signage import code
from listgen.signage.code import draw_code
from listgen.signage.flow import FlowValues, draw_flow
from listgen.signage.gate import GateValues, draw_gate
from listgen.signage.sign import SignValues, draw_sign
from listgen.signage.slug import FACE, slug
from listgen.site.data import items_json, services_jsonld
from listgen.site.pages import render_county, render_item, render_moved, render_township, render_village
from listgen.site.templates import SiteTemplates, compile_site
from listgen.sources.values import plain
from listgen.sources.yaml import load_yaml
from listgen.typeset.faces import Faces

RECEIPT = "receipt"  # the document of that name
CODE_PIXELS = 24  # a module in the PNG: 300 dpi at 2 mm a module


class OrderDiffers(RuntimeError):
    """A lost file of an order that would not be the same again; says the slug of its finding."""


Writer = Callable[[Any, Assets], bytes]


def _list(values: ListValues, assets: Assets) -> bytes:
    return render_list(_template(assets, values.document), values.county, values.kinds, values.items)


def _booklet(values: VillageValues, assets: Assets) -> bytes:
    template = _template(assets, values.document)
    known = pages_known(assets.documents[values.document].template)
    return render_booklet(template, values.county, values.kinds, values.view, code.LEVEL, known)


def _township_list(values: TownshipValues, assets: Assets) -> bytes:
    template = _template(assets, values.document)
    return render_township_list(template, values.county, values.kinds, values.view)


def _paper(values: PaperValues, assets: Assets) -> bytes:
    return _template(assets, values.document).render(values.made.data)


def _sign_pdf(values: SignValues, assets: Assets) -> bytes:
    return render_pdf(draw_sign(values, assets.faces), CONDITIONS[values.condition])


def _gate_picture(values: GateValues, assets: Assets) -> bytes:
    from listgen.drawing.raster import render_picture  # pdfium loads only where a picture is made

    return render_picture(draw_gate(values, assets.faces))


@lru_cache(maxsize=2)  # both formats are made one after the other
def _chart(values: FlowValues, faces: Faces) -> Drawing:
    return draw_flow(values, faces)


def _flow_pdf(values: FlowValues, assets: Assets) -> bytes:
    return render_pdf(_chart(values, assets.faces), CONDITIONS[values.condition])


def _flow_svg(values: FlowValues, assets: Assets) -> bytes:
    return render_svg(_chart(values, assets.faces), cut=False)


def _ordered(render: Callable[[Drawing, OrderedFileValues], bytes]) -> Writer:
    """Makes a file of an ordered sign, and holds it to what the record says of it."""

    def write(values: OrderedFileValues, assets: Assets) -> bytes:
        if values.sign is None:
            raise OrderDiffers("order-sign-gone")
        return _held(render(draw_sign(values.sign, assets.faces), values), values.sha256)

    return write


def _held(data: bytes, sha256: str) -> bytes:
    """The bytes, which have to be those that the record names, if it does."""
    made = hashlib.sha256(data).hexdigest()
    if sha256 and made != sha256:
        raise OrderDiffers("order-not-remade")
    return data


def _ordered_pdf(drawing: Drawing, values: OrderedFileValues) -> bytes:
    assert values.sign is not None
    condition = CONDITIONS[values.sign.condition]
    return render_pdf(drawing, condition, cut_contour=values.cut_contour)


def _order_merged(values: BatchFileValues, assets: Assets) -> bytes:
    batch, title = values.batch, merged_title(values.batch, values.places)
    drawings = _drawings(values, assets)
    data = render_pages(drawings, title, _condition(values), cut_contour=batch.cut_contour)
    return _held(data, values.sha256)


def _order_gang(values: BatchFileValues, assets: Assets) -> bytes:
    batch = values.batch
    of = next(gang for gang in gangs(batch) if gang.path == values.path)
    drawings = sheets(batch, of, tuple(_drawings(values, assets)), assets.faces)
    data = render_sheets(drawings, of.title, _condition(values), cut_contour=batch.cut_contour)
    return _held(data, values.sha256)


def _condition(values: BatchFileValues) -> OutputCondition:
    """The printing condition of its signs, which is the county's."""
    first = values.signs[0]
    if first is None:
        raise OrderDiffers("order-sign-gone")
    return CONDITIONS[first.condition]


def _order_proof(values: BatchFileValues, assets: Assets) -> bytes:
    from listgen.orders.proof import render_proof  # reportlab loads only where a proof is made

    text = _proof_text(assets.order_texts["proof"])
    return _held(render_proof(values.batch, _drawings(values, assets), assets.faces, text), values.sha256)


def _drawings(values: BatchFileValues, assets: Assets) -> Iterator[Drawing]:
    """The signs of the file, one after the other. Raises OrderDiffers where one is not made any more."""
    for sign in values.signs:
        if sign is None:
            raise OrderDiffers("order-sign-gone")
        yield draw_sign(sign, assets.faces)


@lru_cache(maxsize=2)
def _proof_text(data: bytes) -> ProofText:
    return load_proof_text(_parsed(data, "proof.yaml"))


def _order_receipt(values: BatchFileValues, assets: Assets) -> bytes:
    data = render_receipt(_template(assets, RECEIPT), receipt_of(values.batch))
    return _held(data, values.sha256)


def _order_unknown(values: BatchFileValues, assets: Assets) -> bytes:
    raise OrderDiffers("order-file-unknown")


def _order_sheet(values: BatchFileValues, assets: Assets) -> bytes:
    from listgen.orders.sheet import render_order_sheet  # openpyxl loads only where a workbook is made

    text = _sheet_text(assets.order_texts["sheet"])
    return _held(render_order_sheet(values.batch, text), values.sha256)


@lru_cache(maxsize=2)
def _sheet_text(data: bytes) -> Sentences:
    from listgen.orders.sheet import load_sheet_text

    return load_sheet_text(_parsed(data, "sheet.yaml"))


def _parsed(data: bytes, name: str) -> object:
    """A shipped file of sentences, which a test holds to be sound."""
    table, findings = load_yaml(data, name)
    if table is None or findings:
        raise ValueError(f"{name}: {findings}")
    return plain(table)


def _code_pdf(values: CodeValues, assets: Assets) -> bytes:
    drawing = _code(values)
    beside = f"{values.owner} {values.url}"  # codes look alike: whoever prints them has to tell them apart
    line = slug(beside, FACE, drawing.width, drawing.height, assets.faces, values.specimen)
    return render_pdf(replace(drawing, slug=line), CONDITIONS[values.condition])


def _code_svg(values: CodeValues, assets: Assets) -> bytes:
    return render_svg(_code(values), cut=False)


def _dxf(drawing: Drawing) -> bytes:
    from listgen.drawing.dxf import render_dxf  # its arithmetic takes a tenth of a second to load

    return render_dxf(drawing)


def _code_dxf(values: CodeValues, assets: Assets) -> bytes:
    return _dxf(_code(values))


def _code_png(values: CodeValues, assets: Assets) -> bytes:
    return render_png(encode(values.url, code.LEVEL), CODE_PIXELS, code.FILE_MODULE)


def _code(values: CodeValues) -> Drawing:
    return draw_code(encode(values.url, code.LEVEL), values.title)


def _items_json(values: ListValues, assets: Assets) -> bytes:
    return items_json(values.county, values.kinds, values.items)


def _services(values: ListValues, assets: Assets) -> bytes:
    return services_jsonld(values.county, values.kinds, values.items)


def _village_page(values: VillageValues, assets: Assets) -> bytes:
    return render_village(_site(assets), values.county, values.kinds, values.view)


def _moved_page(values: MovedValues, assets: Assets) -> bytes:
    return render_moved(_site(assets), values.county, values.village, values.successor, values.township)


def _item_page(values: ItemValues, assets: Assets) -> bytes:
    return render_item(_site(assets), values.county, values.kind, values.item)


def _township_page(values: IndexValues, assets: Assets) -> bytes:
    assert values.township is not None
    return render_township(_site(assets), values.county, values.township, values.entries, values.lists)


def _county_page(values: IndexValues, assets: Assets) -> bytes:
    return render_county(_site(assets), values.county, values.entries)


WRITERS: Mapping[str, Writer] = {
    "list": _list,
    "booklet": _booklet,
    "township-list": _township_list,
    "paper": _paper,
    "sign-pdf": _sign_pdf,
    "gate-picture": _gate_picture,
    "flow-pdf": _flow_pdf,
    "flow-svg": _flow_svg,
    "ordered-pdf": _ordered(_ordered_pdf),
    "ordered-svg": _ordered(lambda drawing, values: render_svg(drawing)),
    "ordered-dxf": _ordered(lambda drawing, values: _dxf(drawing)),
    "order-merged": _order_merged,
    "order-gang": _order_gang,
    "order-proof": _order_proof,
    "order-receipt": _order_receipt,
    "order-sheet": _order_sheet,
    UNKNOWN: _order_unknown,
    "qr-pdf": _code_pdf,
    "qr-svg": _code_svg,
    "qr-dxf": _code_dxf,
    "qr-png": _code_png,
    "items-json": _items_json,
    "services": _services,
    "village-page": _village_page,
    "moved-page": _moved_page,
    "item-page": _item_page,
    "township-page": _township_page,
    "county-page": _county_page,
}


def _template(assets: Assets, name: str) -> Template:
    return _compiled(assets.documents[name].template, assets.paper_faces)


@lru_cache(maxsize=64)
def _compiled(data: bytes, faces: PaperFaces) -> Template:
    return compile_template(data, faces)


def _site(assets: Assets) -> SiteTemplates:
    return _compiled_site(tuple(sorted(assets.site.items())))


@lru_cache(maxsize=2)
def _compiled_site(files: tuple[tuple[str, bytes], ...]) -> SiteTemplates:
    return compile_site(dict(files))
