"""下单表.xlsx: what the shop makes, line by line, with the SHA-256 of every file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from listgen.drawing.model import Ink
from listgen.orders.batch import ENGRAVE_FOLDER, FORMATS, PRINT_FOLDER, Batch, OrderedSign, Recall
from listgen.orders.gang import FOLDER as GANG_FOLDER
from listgen.orders.gang import unlaid
from listgen.orders.sentences import Sentences, load_sentences
from listgen.sources.xlsx import AREA, COUNT, LENGTH, TEXT, Sheet, SheetColumn, Value, render_workbook

# Sentences of templates/orders/sheet.yaml that name values; the others name none.
_VALUES: dict[str, tuple[str, ...]] = {
    "title": ("county", "batch"),
    "ink": ("colour", "cyan", "magenta", "yellow", "black"),
    "merged": ("successor",),
    "date": ("year", "month", "day"),
    "since_value": ("batch",),
    "extent_value": ("villages", "faces", "pieces", "area"),
    "taken_value": ("count",),
    "copies": ("count",),
    "ledger_value": ("lines", "fingerprint"),
    "sheet_value": ("width", "height"),
    "loose_value": ("numbers",),
    "prints": ("folder",),
    "engravings": ("folder",),
    "merge": ("folder",),
    "gang": ("folder",),
}
PAPER = Ink(0, 0, 0, 0)
_INK_NAMES = {Ink(0, 1, 1, 0): "ink_red", Ink(0, 0, 0, 1): "ink_black"}
Cell = Callable[[OrderedSign], Value]
_HASH_WIDTH = 68
_PAUSES = "、，："
_TO_DO = ("do_1", "do_2", "do_3", "do_4", "do_5")


def load_sheet_text(data: object) -> Sentences:
    """The sentences of a parsed templates/orders/sheet.yaml. Raises SentenceError."""
    return load_sentences(data, _VALUES)


def render_order_sheet(batch: Batch, text: Sentences) -> bytes:
    """The order sheet as a workbook: signs, sums, files, recalls if there are any, notes."""
    title = text.say("title", county=batch.county, batch=batch.name)
    head = title + (text.say("specimen_mark") if batch.specimen else "")
    return render_workbook(_sheets(batch, text), title, head, text.say("footer"))


def _sheets(batch: Batch, text: Sentences) -> Iterator[Sheet]:
    yield _notes(batch, text)
    if batch.signs:
        yield _signs(batch, text)
        yield _summary(batch, text)
    if batch.recalls:
        yield _recalls(batch, text)
    yield _files(batch, text)


def _signs(batch: Batch, text: Sentences) -> Sheet:
    """A line a sign; the files and their hashes are for the screen, not for paper."""
    columns: tuple[tuple[str, float, str, Cell], ...] = (
        ("number", 6, COUNT, lambda sign: sign.number),
        ("township", 13, TEXT, lambda sign: sign.owner.township_name),
        ("village_id", 7.5, TEXT, lambda sign: sign.owner.village),
        ("village", 13, TEXT, lambda sign: sign.owner.name),
        ("sign", 14, TEXT, lambda sign: sign.name),
        ("wording", 30, TEXT, lambda sign: sign.facts.wording),
        ("lines", 24, TEXT, lambda sign: _says(sign, text)),
        ("width", 7, LENGTH, lambda sign: _length(sign.facts.width)),
        ("height", 7, LENGTH, lambda sign: _length(sign.facts.height)),
        ("material", 16, TEXT, lambda sign: sign.material or text.say("unsaid")),
        ("process", 16, TEXT, lambda sign: sign.process or text.say("unsaid")),
        ("quantity", 6, COUNT, lambda sign: sign.quantity),
        ("inks", 19, TEXT, lambda sign: _inks(sign.facts.inks, text)),
        ("url", 22, TEXT, lambda sign: sign.facts.code.url if sign.facts.code else ""),
    )
    heads = [SheetColumn(text.say(name), width, style) for name, width, style, _ in columns]
    heads += [SheetColumn(text.say(f"{format_}_file"), 46, printed=False) for format_ in FORMATS]
    heads += [SheetColumn(text.say(f"{format_}_hash"), _HASH_WIDTH, printed=False) for format_ in FORMATS]
    rows = (
        (
            *(cell(sign) for *_, cell in columns),
            *(sign.file(format_).path for format_ in FORMATS),
            *(sign.file(format_).sha256 for format_ in FORMATS),
        )
        for sign in batch.signs
    )
    return Sheet(text.say("signs"), tuple(heads), tuple(rows), frozen=5)


def _says(sign: OrderedSign, text: Sentences) -> str:
    """What else it says, in one cell; a line that ends in a pause goes on in the next."""
    copies, between = sign.facts.copies, text.say("between_lines")
    said = text.say("copies", count=copies) if copies > 1 else ""
    for line in sign.facts.lines:
        said += (between if said and said[-1] not in _PAUSES else "") + line
    return said


def _summary(batch: Batch, text: Sentences) -> Sheet:
    """A line for each sign of one size, material and process, and one for all."""
    columns = (
        SheetColumn(text.say("sign"), 22),
        SheetColumn(text.say("width"), 10, LENGTH),
        SheetColumn(text.say("height"), 10, LENGTH),
        SheetColumn(text.say("material"), 30),
        SheetColumn(text.say("process"), 30),
        SheetColumn(text.say("faces"), 12, COUNT),
        SheetColumn(text.say("pieces"), 12, COUNT),
        SheetColumn(text.say("area"), 16, AREA),
    )
    alike: dict[tuple[Value, ...], list[OrderedSign]] = {}
    for sign in batch.signs:
        size = (_length(sign.facts.width), _length(sign.facts.height))
        made = (sign.material or text.say("unsaid"), sign.process or text.say("unsaid"))
        alike.setdefault((sign.name, *size, *made), []).append(sign)
    rows: list[tuple[Value, ...]] = [(*key, *_sums(signs)) for key, signs in alike.items()]
    rows.append((text.say("total"), "", "", "", "", *_sums(batch.signs)))
    return Sheet(text.say("summary"), columns, tuple(rows))


def _sums(signs: Iterable[OrderedSign]) -> tuple[int, int, float]:
    held = tuple(signs)
    return len(held), sum(sign.quantity for sign in held), area(held)


def area(signs: Iterable[OrderedSign]) -> float:
    """What the boards cover together, in square metres, to the hundredth."""
    return round(sum(sign.quantity * sign.facts.width * sign.facts.height for sign in signs) / 1e6, 2)


def _files(batch: Batch, text: Sentences) -> Sheet:
    """The files of the batch as a whole; those of a sign stand in its line."""
    columns = (SheetColumn(text.say("file"), 64), SheetColumn(text.say("hash"), _HASH_WIDTH))
    rows = tuple((file.path, file.sha256) for file in batch.files if file.sha256)
    return Sheet(text.say("files"), columns, rows)


def _recalls(batch: Batch, text: Sentences) -> Sheet:
    columns: tuple[tuple[str, float, str, Callable[[Recall], Value]], ...] = (
        ("township", 18, TEXT, lambda recall: recall.owner.township_name),
        ("village_id", 9, TEXT, lambda recall: recall.owner.village),
        ("village", 16, TEXT, lambda recall: recall.owner.name),
        ("sign", 18, TEXT, lambda recall: recall.name),
        ("old_wording", 44, TEXT, lambda recall: recall.wording),
        ("quantity", 10, COUNT, lambda recall: recall.quantity),
        ("old_batch", 12, TEXT, lambda recall: recall.batch),
        ("old_number", 10, COUNT, lambda recall: recall.number),
        ("reason", 22, TEXT, lambda recall: reason(recall, text)),
    )
    heads = tuple(SheetColumn(text.say(name), width, style) for name, width, style, _ in columns)
    rows = tuple(tuple(cell(recall) for *_, cell in columns) for recall in batch.recalls)
    return Sheet(text.say("recalls"), heads, rows)


def reason(recall: Recall, text: Sentences) -> str:
    """Why a sign comes down, in words."""
    if recall.reason == "merged":
        return text.say("merged", successor=recall.successor)
    return text.say(recall.reason)


def _notes(batch: Batch, text: Sentences) -> Sheet:
    columns = (SheetColumn("", 16), SheetColumn("", 100))
    return Sheet(text.say("notes"), columns, tuple(_lines(batch, text)))


def _lines(batch: Batch, text: Sentences) -> Iterator[tuple[str, str]]:
    say, day = text.say, batch.day
    if batch.specimen:
        yield say("specimen"), say("specimen_value")
    yield say("county"), batch.county
    yield say("batch"), batch.name
    yield say("day"), say("date", year=day.year, month=day.month, day=day.day)
    if batch.since:
        yield say("since"), say("since_value", batch=batch.since)
    yield say("edition"), batch.edition
    yield say("scheme"), batch.scheme
    villages = len({sign.owner.village for sign in batch.signs})
    sums = dict(zip(("faces", "pieces", "area"), _sums(batch.signs), strict=True))
    yield say("extent"), say("extent_value", villages=villages, **{**sums, "area": f"{sums['area']:.2f}"})
    if batch.recalls:
        yield say("taken"), say("taken_value", count=batch.recalled)
    head = batch.ledger
    known = say("ledger_value", lines=head.lines, fingerprint=head.fingerprint)
    yield say("ledger"), known if head.lines else say("ledger_none")
    if batch.signs:
        yield from _making(batch, text)
    for name in ("clerk", "checker", *(("maker",) if batch.signs else ()), "signed_on"):
        yield say(name), ""


def _making(batch: Batch, text: Sentences) -> Iterator[tuple[str, str]]:
    """What the shop has to know."""
    say, (width, height) = text.say, batch.sheet
    yield say("sheet"), say("sheet_value", width=f"{width:g}", height=f"{height:g}")
    loose = unlaid(batch)
    if loose:
        yield say("loose"), say("loose_value", numbers="、".join(str(sign.number) for sign in loose))
    yield say("contour"), say("contour_yes" if batch.cut_contour else "contour_no")
    yield from _labelled(say("folders"), _folders(batch, text))
    yield from _labelled(say("do"), map(say, _TO_DO))


def _folders(batch: Batch, text: Sentences) -> Iterator[str]:
    """What lies where; of folders only those that the batch has."""
    yield text.say("prints", folder=PRINT_FOLDER)
    yield text.say("engravings", folder=ENGRAVE_FOLDER)
    folders = dict.fromkeys(file.path.rpartition("/")[0] for file in batch.files)
    for folder in filter(None, folders):
        yield text.say("gang" if folder == GANG_FOLDER else "merge", folder=folder)


def _labelled(label: str, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Lines of which the first has the label."""
    for place, line in enumerate(lines):
        yield "" if place else label, line


def _inks(inks: Iterable[Ink], text: Sentences) -> str:
    return text.say("between_inks").join(_ink(ink, text) for ink in inks)


def _ink(ink: Ink, text: Sentences) -> str:
    if ink == PAPER:
        return text.say("paper")
    parts = {name: f"{getattr(ink, name) * 100:g}" for name in ("cyan", "magenta", "yellow", "black")}
    return text.say("ink", colour=text.say(_INK_NAMES.get(ink, "ink_other")), **parts)


def _length(value: float) -> Value:
    return int(value) if value == int(value) else value
