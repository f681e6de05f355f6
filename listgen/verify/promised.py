"""What outputs promise to say, as values: what verify compares them with."""

from __future__ import annotations

from dataclasses import dataclass, field

from listgen.verify.facts import Facts
from listgen.verify.order_papers import OrderPapers

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
    says: tuple[str, ...] = ()


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
    """A sign as SVG or DXF; `cut`: with the line to cut along, which a picture has not."""

    path: str
    format: str
    sign: Sign
    cut: bool = True


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
    charts: tuple[Engraving, ...] = ()  # flow charts, each with its PDF
    # What its pages say, by item: what the item is called first.
    says: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by item, that the search goes by
    part: bool = False  # some of its outputs were not asked for, or could not be made


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
    elsewhere: set[str] = field(default_factory=set)  # those that may be kept elsewhere: of archived orders
    township: str = ""  # whose package this is; '' for a whole build
    item_pages: dict[str, str] = field(default_factory=dict)  # paths of items' own pages
    beyond: frozenset[str] = frozenset()  # pages that a package's, or a part's, pages lead to

    @property
    def of_a_part(self) -> bool:
        """Whether it is of some townships or villages alone."""
        return self.built_of_county is None

    @property
    def built_of_county(self) -> Owner | None:
        """The county as an owner of outputs."""
        return next((owner for owner in self.owners if owner.level == "county"), None)

    def item_page(self, item: str) -> str:
        """The path of an item's own page, '' of none. A part may lead to one that is not built."""
        page = f"site/i/{item}/index.html"
        return self.item_pages.get(item) or (page if page in self.beyond else "")
