"""What the outputs should say: data/expected.json as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from listgen.verify.facts import FactError, Facts, read_facts
from listgen.verify.order_papers import read_papers
from listgen.verify.promised import (
    Board,
    Code,
    CodeFile,
    Document,
    Door,
    Engraving,
    Expected,
    GangFile,
    Gate,
    Head,
    Logo,
    MergedFile,
    Order,
    OrderedSign,
    Output,
    Owner,
    Page,
    Row,
    Sign,
    Table,
)

SCHEMA = 1


def read_expected(data: bytes) -> Expected:
    """Raises FactError naming the first fact that is missing."""
    facts = read_facts(data)
    if facts.integer("schema") != SCHEMA:
        raise FactError("schema")
    county = facts.child("county")
    texts, package = facts.optional_child("texts"), facts.optional_child("package")
    rows = {key: _row(row) for key, row in facts.named_children("rows")}
    shared = (texts, facts.optional_child("words"), facts.optional_child("inline"))
    owners = tuple(_owner(owner, rows, shared) for owner in facts.children("owners"))
    expected = Expected(
        base_url=county.text("base_url"),
        link_hosts=county.texts("link_hosts"),
        county=county,
        kinds={kind.text("id"): kind.text("title") for kind in facts.children("kinds")},
        rows=tuple(rows.values()),
        owners=owners,
        head=_head(facts.optional_child("ledger")),
        orders=tuple(_order(order) for order in facts.children("orders")),
        township=package.text("township") if package else "",
        beyond=frozenset(package.texts("elsewhere")) if package else _unbuilt(owners),
    )
    for owner in owners:
        outputs: tuple[Output, ...] = (
            *owner.documents,
            *owner.signs,
            *owner.codes,
            *owner.pages,
            *owner.gates,
            *owner.charts,
            *(chart.sign for chart in owner.charts),
        )
        expected.outputs.update((output.path, (owner, output)) for output in outputs)
        expected.item_pages.update((page.item, page.path) for page in owner.pages if page.item)
    for order in facts.children("orders"):
        files = dict(_ordered_files(order, owners))
        expected.outputs.update(files)
        if order.flag("archived"):
            papers = (order.optional(paper) for paper in ("proof", "sheet", "receipt"))
            expected.elsewhere.update(files, papers)
    return expected


def _unbuilt(owners: tuple[Owner, ...]) -> frozenset[str]:
    """Where the pages of a build of a part lead to; nothing of a whole one, which has all of it."""
    if not any(owner.part for owner in owners) and any(owner.level == "county" for owner in owners):
        return frozenset()
    pages = {link for owner in owners for page in owner.pages for _, link in page.links or ()}
    items = {item for owner in owners for held in owner.items.values() for item in held}
    return frozenset(pages | {f"site/i/{item}/index.html" for item in items})


def _ordered_files(facts: Facts, owners: tuple[Owner, ...]) -> Iterator[tuple[str, tuple[Owner, Output]]]:
    """A batch's files by path. Its signs are their villages', what is made of several the county's."""
    villages = {owner.id: owner for owner in owners if owner.level == "village"}
    county = next((owner for owner in owners if owner.level == "county"), None)
    if county is None:
        raise FactError(facts.where)
    signs: dict[str, Sign] = {}
    for record in facts.children("signs"):
        if "path" not in record.value:  # only the proof says it
            continue
        sign = replace(_sign(record), listed="order")
        owner = villages.get(record.text("village"))
        if owner is None:
            raise FactError(f"{record.where}.village")
        signs[sign.path] = sign
        yield sign.path, (owner, sign)
        for format_ in ("svg", "dxf"):
            path = record.optional(format_)
            if path:
                yield path, (owner, Engraving(path, format_, sign))
    for file in facts.children("merged"):
        merged = MergedFile(file.text("path"), file.text("title"), _signs(file, "signs", signs))
        yield merged.path, (county, merged)
    for file in facts.children("sheets"):
        gang = GangFile(
            path=file.text("path"),
            title=file.text("title"),
            sheet=_pair(file, "sheet_mm"),
            gutter=file.number("gutter_mm"),
            margin=file.number("margin_mm"),
            boards=_signs(file, "boards", signs),
        )
        yield gang.path, (county, gang)


def _signs(facts: Facts, key: str, signs: dict[str, Sign]) -> tuple[Sign, ...]:
    """Signs by the paths of their PDFs."""
    paths = facts.texts(key)
    for index, path in enumerate(paths):
        if path not in signs:
            raise FactError(f"{facts.where}.{key}[{index}]")
    return tuple(signs[path] for path in paths)


def _head(facts: Facts | None) -> Head:
    return Head(facts.integer("lines"), facts.text("fingerprint")) if facts else Head()


def _order(facts: Facts) -> Order:
    signs = tuple(_ordered_sign(sign) for sign in facts.children("signs"))
    return Order(facts.text("batch"), facts.optional("proof"), signs, read_papers(facts))


def _ordered_sign(facts: Facts) -> OrderedSign:
    code = facts.optional_child("code")
    return OrderedSign(
        number=facts.integer("number"),
        village=facts.text("village"),
        name=facts.text("name"),
        sign=facts.text("sign"),
        wording=facts.text("wording"),
        lines=facts.texts("lines"),
        code=_code(code) if code else None,
    )


def _owner(facts: Facts, rows: dict[str, Row], shared: tuple[Facts | None, ...]) -> Owner:
    """`shared` are the texts, the search words and the inline parts that many pages have."""
    texts, words, inline = shared
    items = facts.optional_child("items")
    return Owner(
        id=facts.text("id"),
        level=facts.text("level"),
        name=facts.text("name"),
        url=facts.optional("url"),
        page=facts.optional("page"),
        successor=facts.optional("successor"),
        items={kind: items.texts(kind) for kind in items.value} if items else {},
        documents=tuple(_document(document, rows) for document in facts.children("documents")),
        signs=tuple(_sign(sign) for sign in facts.children("signs")),
        codes=tuple(_code_file(code) for code in facts.children("codes")),
        pages=tuple(_page(page, inline) for page in facts.children("pages")),
        gates=tuple(_gate(gate) for gate in facts.children("gates")),
        charts=tuple(_chart(chart) for chart in facts.children("charts")),
        says=_says(facts.optional_child("says"), texts),
        words=_says(facts.optional_child("says"), words),
        part=facts.flag("part") if "part" in facts.value else False,
    )


def _chart(facts: Facts) -> Engraving:
    return Engraving(facts.text("svg"), "svg", _sign(facts), cut=False)


def _page(facts: Facts, inline: Facts | None) -> Page:
    links = tuple((link.text("text"), link.text("page")) for link in facts.children("links"))
    return Page(
        path=facts.text("path"),
        heading=facts.text("heading"),
        item=facts.optional("item"),
        links=links if "links" in facts.value else None,
        says=facts.texts("says"),
        phones=facts.texts("phones"),
        button=facts.optional("button"),
        doors=tuple(_door(door) for door in facts.children("doors")),
        inline=inline.texts(facts.text("kind")) if inline else (),
    )


def _door(facts: Facts) -> Door:
    return Door(facts.text("kind"), facts.text("title"), facts.text("hint"))


def _gate(facts: Facts) -> Gate:
    return Gate(
        path=facts.text("path"),
        kind=facts.text("kind"),
        size=_several(facts, "size_px", 2),
        per_metre=facts.integer("per_metre"),
        door=_several(facts, "door_px", 4),
        boards=tuple(_board(board) for board in facts.children("boards")),
    )


def _board(facts: Facts) -> Board:
    return Board(
        slot=facts.text("slot"),
        name=facts.text("name"),
        box=_several(facts, "box_px", 4),
        side=facts.optional("side"),
        order=facts.optional_number("order") or 0,
        view=facts.optional("view"),
    )


def _several(facts: Facts, key: str, count: int) -> tuple[float, ...]:
    numbers = facts.numbers(key)
    if len(numbers) != count:
        raise FactError(f"{facts.where}.{key}")
    return numbers


def _says(facts: Facts | None, texts: Facts | None) -> dict[str, tuple[str, ...]]:
    if facts is None or texts is None:
        return {}
    return {item: texts.texts(facts.text(item)) for item in facts.value}


def _row(facts: Facts) -> Row:
    return Row(facts.text("id"), facts.text("kind"), facts.texts("cells"))


def _document(facts: Facts, rows: dict[str, Row]) -> Document:
    tables = tuple(_table(table, rows) for table in facts.children("tables"))
    says = facts.texts("says")
    return Document(facts.text("path"), facts.text("kind"), facts.optional("title"), tables, says)


def _table(facts: Facts, rows: dict[str, Row]) -> Table:
    if "cells" in facts.value:
        kind = facts.text("kind")
        return Table(kind, "", tuple(Row("", kind, cells) for cells in facts.text_lists("cells")))
    keys = facts.texts("rows")
    for index, key in enumerate(keys):
        if key not in rows:
            raise FactError(f"{facts.where}.rows[{index}]")
    return Table(facts.optional("kind"), facts.optional("title"), tuple(rows[key] for key in keys))


def _sign(facts: Facts) -> Sign:
    code, logo = facts.optional_child("code"), facts.optional_child("logo")
    return Sign(
        path=facts.text("path"),
        slot=facts.optional("slot"),
        kind=facts.text("kind"),
        wording=facts.text("wording"),
        trim=_pair(facts, "trim_mm"),
        inks=facts.number_lists("inks"),
        code=_code(code) if code else None,
        lines=facts.texts("lines"),
        drawn=facts.optional("drawn"),
        copies=facts.integer("copies") if "copies" in facts.value else 1,
        cut_contour=facts.flag("cut_contour"),
        margins=_pair(facts, "margins_mm") if facts.value.get("margins_mm") is not None else None,
        licensed=facts.optional("licensed"),
        logo=_logo(logo) if logo else None,
    )


def _pair(facts: Facts, key: str) -> tuple[float, float]:
    numbers = facts.numbers(key)
    if len(numbers) != 2:
        raise FactError(f"{facts.where}.{key}")
    return numbers[0], numbers[1]


def _logo(facts: Facts) -> Logo:
    ink, box = facts.numbers("ink"), facts.numbers("box_mm")
    if (len(ink), len(box)) != (4, 4):
        raise FactError(facts.where)
    scale = facts.optional_number("scale") or 0.0
    return Logo(facts.text("file"), facts.text("sha256"), facts.text("outline"), ink, box, scale)


def _code(facts: Facts) -> Code:
    module, distance = (facts.optional_number(key) for key in ("module_mm", "distance_m"))
    return Code(facts.text("url"), facts.text("level"), module, distance)


def _code_file(facts: Facts) -> CodeFile:
    return CodeFile(
        path=facts.text("path"),
        format=facts.text("format"),
        url=facts.text("url"),
        level=facts.text("level"),
        title=facts.optional("title"),
        module=facts.optional_number("module_mm"),
        side=facts.optional_number("side_mm"),
    )
