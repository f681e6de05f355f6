"""What an order's papers, its sheet and its receipt, have to say, as data/expected.json tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from listgen.verify.facts import FactError, Facts


@dataclass(frozen=True, slots=True)
class Line:
    """A sign that is made. `files` are its PDF, SVG and DXF by their paths in OUT; lengths are mm."""

    number: int
    village: str
    name: str
    township: str
    township_name: str
    slot: str
    sign: str
    wording: str
    lines: tuple[str, ...]
    width: float
    height: float
    material: str
    process: str
    quantity: int
    inks: tuple[tuple[float, ...], ...]
    url: str
    files: tuple[str, ...]
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Recalled:
    """A sign of an earlier batch that comes down."""

    village: str
    name: str
    township: str
    township_name: str
    sign: str
    wording: str
    batch: str
    number: int
    quantity: int
    reason: str
    successor: str


@dataclass(frozen=True, slots=True)
class OrderPapers:
    """A batch. `sheet` and `receipt` are paths in OUT, '' where there is none, as are those in `files`.

    `stock` is a sheet of the stock in mm, `loose` the numbers of the signs that lie on none; `head` and
    `fingerprint` say where the ledger of links ended.
    """

    batch: str
    sheet: str
    receipt: str
    county: str
    day: date
    edition: str
    scheme: str
    since: str
    specimen: bool
    cut_contour: bool
    stock: tuple[float, ...]
    head: int
    fingerprint: str
    lines: tuple[Line, ...]
    recalls: tuple[Recalled, ...]
    files: tuple[str, ...]
    loose: tuple[int, ...]


def read_papers(facts: Facts) -> OrderPapers | None:
    """None where the order has neither paper. Raises FactError."""
    sheet, receipt = facts.optional("sheet"), facts.optional("receipt")
    if not sheet and not receipt:
        return None
    ledger, gangs = facts.child("ledger"), tuple(facts.children("sheets"))
    lines = tuple(_line(line) for line in facts.children("signs"))
    laid = {path for gang in gangs for path in gang.texts("boards")}
    several = [file.text("path") for file in (*facts.children("merged"), *gangs)]
    return OrderPapers(
        batch=facts.text("batch"),
        sheet=sheet,
        receipt=receipt,
        county=facts.text("county"),
        day=_day(facts),
        edition=facts.text("edition"),
        scheme=facts.text("scheme"),
        since=facts.optional("since"),
        specimen=facts.flag("specimen"),
        cut_contour=facts.flag("cut_contour"),
        stock=_pair(facts, "sheet_mm"),
        head=ledger.integer("lines"),
        fingerprint=ledger.text("fingerprint"),
        lines=lines,
        recalls=tuple(_recalled(recall) for recall in facts.children("recalls")),
        files=tuple(filter(None, (*several, facts.optional("proof"), receipt))),
        loose=tuple(line.number for line in lines if line.files[0] not in laid),
    )


def _line(facts: Facts) -> Line:
    code = facts.optional_child("code")
    width, height = _pair(facts, "trim_mm")
    return Line(
        number=facts.integer("number"),
        village=facts.text("village"),
        name=facts.text("name"),
        township=facts.text("township"),
        township_name=facts.text("township_name"),
        slot=facts.text("slot"),
        sign=facts.text("sign"),
        wording=facts.text("wording"),
        lines=facts.texts("lines"),
        width=width,
        height=height,
        material=facts.text("material"),
        process=facts.text("process"),
        quantity=facts.integer("quantity"),
        inks=facts.number_lists("inks"),
        url=code.text("url") if code else "",
        files=tuple(facts.text(key) for key in ("path", "svg", "dxf")),
        copies=facts.integer("copies") if "copies" in facts.value else 1,
    )


def _recalled(facts: Facts) -> Recalled:
    owner = facts.child("owner")
    return Recalled(
        village=owner.text("village"),
        name=owner.text("name"),
        township=owner.text("township"),
        township_name=owner.text("township_name"),
        sign=facts.text("name"),
        wording=facts.text("wording"),
        batch=facts.text("batch"),
        number=facts.integer("number"),
        quantity=facts.integer("quantity"),
        reason=facts.text("reason"),
        successor=facts.optional("successor"),
    )


def _day(facts: Facts) -> date:
    try:
        return date.fromisoformat(facts.text("day"))
    except ValueError:
        raise FactError(f"{facts.where}.day") from None


def _pair(facts: Facts, key: str) -> tuple[float, ...]:
    numbers = facts.numbers(key)
    if len(numbers) != 2:
        raise FactError(f"{facts.where}.{key}")
    return numbers
