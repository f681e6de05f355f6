"""What the outputs should say: data/expected.json as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from listgen.verify.facts import FactError, Facts, read_facts
from listgen.verify.order_papers import OrderPapers, read_papers

SCHEMA = 1
BLACK = (0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row: the item's id, and its cells without the running number."""

    id: str
    kind: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a Word paper; `rows` in printed order."""

    kind: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A Word paper."""

    path: str
    kind: str
    title: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A symbol; where they are given its module in mm, and from how many metres it is read."""

    url: str
    level: str
    module: float | None
    distance: float | None = None


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo of the county's: its file, the digest of its outline, where its ink is (mm from the trim's lower
    left), and the mm of a unit of the outline."""

    file: str
    sha256: str
    outline: str
    ink: tuple[float, ...]
    box: tuple[float, ...]
    scale: float


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign's PDF: trim size in mm, the inks that print, its symbol, and the other lines that it says."""

    path: str
    slot: str
    kind: str
    wording: str
    trim: tuple[float, float]
    inks: tuple[tuple[float, ...], ...]
    code: Code | None
    lines: tuple[str, ...] = ()
    drawn: str = ""  # characters that no face has and the county drew
    licensed: str = ""  # characters in a face that the county supplies
    logo: Logo | None = None
    copies: int = 1  # how many of it one print holds, each with all texts and the symbol
    cut_contour: bool = False
    margins: tuple[float, float] | None = None  # mm from its text to left and right, and to top and bottom
    listed: str = ""  # its kind in the manifest, where that is another

    @property
    def codes(self) -> list[Code]:
        """Its symbol, as often as there are copies; none where it has none."""
        return [self.code] * self.copies if self.code else []


@dataclass(frozen=True, slots=True)
class MergedFile:
    """A PDF of many signs, a page each, in order."""

    path: str
    title: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class GangFile:
    """A PDF of sheets of stock (width and height in mm) with boards on them; one made twice is listed twice.

    `gutter` lies between two boards' bleeds, `margin` between a bleed and the edge of the sheet.
    """

    path: str
    title: str
    sheet: tuple[float, float]
    gutter: float
    margin: float
    boards: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Engraving:
    """A sign as SVG or DXF."""

    path: str
    format: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class OrderedSign:
    """A sign of an order: its number there, its village's id and name, what it is called and all it says."""

    number: int
    village: str
    name: str
    sign: str
    wording: str
    lines: tuple[str, ...]
    code: Code | None


@dataclass(frozen=True, slots=True)
class Order:
    """A batch, the path of its proof ('' where there is none), its signs in order, its other papers."""

    batch: str
    proof: str
    signs: tuple[OrderedSign, ...]
    papers: OrderPapers | None = None


@dataclass(frozen=True, slots=True)
class CodeFile:
    """A symbol as a file of its own; its side in mm holds the quiet zone."""

    path: str
    format: str
    url: str
    level: str
    title: str = ""
    module: float | None = None
    side: float | None = None

    @property
    def code(self) -> Code:
        """What it says, as on a sign."""
        return Code(self.url, self.level, self.module)

    @property
    def board(self) -> Sign | None:
        """As a small sign, black on white, where its side is given."""
        trim = (self.side, self.side) if self.side else None
        return Sign(self.path, "", "qr", self.title, trim, (BLACK,), self.code) if trim else None


@dataclass(frozen=True, slots=True)
class Board:
    """A sign on the picture of a gate: left, top, right and bottom in pixels, and where the scheme hangs it.

    `side` is '' for one that hangs inside.
    """

    slot: str
    name: str
    box: tuple[float, ...]
    side: str
    order: float
    view: str


@dataclass(frozen=True, slots=True)
class Gate:
    """The picture of a gate: its sides in pixels, how many make a metre on paper, the door, the signs."""

    path: str
    kind: str
    size: tuple[float, ...]
    per_metre: int
    door: tuple[float, ...]
    boards: tuple[Board, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """What a village's page says of one of its lists."""

    kind: str
    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the online list and its heading."""

    path: str
    heading: str
    item: str = ""  # the one item that the page is about
    # Its links to other pages outside its items, each as (text, page), in order; None: unsaid.
    links: tuple[tuple[str, str], ...] | None = None
    says: tuple[str, ...] = ()  # in its main part, beside its items
    phones: tuple[str, ...] = ()  # that it calls there
    button: str = ""  # the one that its large button calls
    doors: tuple[Door, ...] = ()  # into its lists, in order
    inline: tuple[str, ...] = ()  # the hashes of its style and its scripts, as in a policy; none: unsaid


Output = Document | Sign | CodeFile | Page | MergedFile | GangFile | Engraving | Gate


@dataclass(frozen=True, slots=True)
class Owner:
    """A village, township or county and everything that is made for it."""

    id: str
    level: str
    name: str
    url: str
    page: str
    successor: str
    items: dict[str, tuple[str, ...]]
    documents: tuple[Document, ...]
    signs: tuple[Sign, ...]
    codes: tuple[CodeFile, ...]
    pages: tuple[Page, ...]
    gates: tuple[Gate, ...] = ()
    # What its pages say, by item: what the item is called first.
    says: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by item, that the search goes by


@dataclass(frozen=True, slots=True)
class Head:
    """Where the ledger of printed links ended at the time of the build; no lines: it had none, or unsaid."""

    lines: int = 0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """The whole expectation of one build."""

    base_url: str
    link_hosts: tuple[str, ...]
    county: Facts
    kinds: dict[str, str]
    rows: tuple[Row, ...]
    owners: tuple[Owner, ...]
    head: Head = Head()
    orders: tuple[Order, ...] = ()
    outputs: dict[str, tuple[Owner, Output]] = field(default_factory=dict)  # by path


def read_expected(data: bytes) -> Expected:
    """Raises FactError naming the first fact that is missing."""
    facts = read_facts(data)
    if facts.integer("schema") != SCHEMA:
        raise FactError("schema")
    county = facts.child("county")
    texts = facts.optional_child("texts")
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
    )
    for owner in owners:
        outputs: tuple[Output, ...] = (
            *owner.documents,
            *owner.signs,
            *owner.codes,
            *owner.pages,
            *owner.gates,
        )
        expected.outputs.update((output.path, (owner, output)) for output in outputs)
    for order in facts.children("orders"):
        expected.outputs.update(_ordered_files(order, owners))
    return expected


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
        says=_says(facts.optional_child("says"), texts),
        words=_says(facts.optional_child("says"), words),
    )


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
    return Document(facts.text("path"), facts.text("kind"), facts.optional("title"), tables)


def _table(facts: Facts, rows: dict[str, Row]) -> Table:
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
