"""orders/<batch>.yaml: the record of a batch, written once and held to for as long as its signs hang."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from listgen.drawing.model import Ink
from listgen.findings import Finding, Location, error, has_errors
from listgen.orders.batch import FORMATS, ORDERED, STATES, Batch, File, Head, OrderedSign, Owner, Recall
from listgen.signage.facts import CodeFacts, LogoFacts, SignFacts
from listgen.sources.fields import Fields
from listgen.sources.signed import is_signed, signed
from listgen.sources.yaml import load_yaml

FOLDER = "orders"
BATCH_NAME = re.compile(r"[0-9A-Za-z\u3400-\u9fff][0-9A-Za-z\u3400-\u9fff_-]{0,39}")
NONE = "无"
REASONS = ("merged", "dissolved", "replaced", "dropped")
_NUMBER = r"[0-9]{1,6}(\.[0-9]{1,20})?(e-[0-9]{1,2})?"
_NAME = r"[^./\\:\x00-\x1f][^/\\:\x00-\x1f]*"
_PATH = re.compile(rf"({_NAME}/){{0,2}}{_NAME}\.[a-z]{{3,4}}")  # below the batch's folder
_PLAIN = re.compile(r"[0-9A-Za-z\u3400-\u9fff（）][0-9A-Za-z\u3400-\u9fff（）·×./%-]*")
_HEAD = """\
# 这一批标牌的下单记录，由 listgen order new 写成，制作、验收、收回都以它为准。不要手改，改了 check 会发现。
# 做完、文件另有存档的，运行 listgen order archive；还没有制作就不要了的，运行 listgen order withdraw。
"""


def record_path(batch: str) -> str:
    """Where the record of a batch stands in its project."""
    return f"{FOLDER}/{batch}.yaml"


def load_batches(files: Mapping[str, bytes]) -> tuple[tuple[Batch, ...], list[Finding]]:
    """The batches of a project as they were ordered, and what is wrong with their records.

    Such a one is left out.
    """
    batches: list[Batch] = []
    findings: list[Finding] = []
    for file in sorted(files):
        found = _check_digest(files[file], file)
        table, read = load_yaml(files[file], file) if not found else (None, [])
        found += read
        if table is not None and not found:
            batch = _batch(Fields(table, found), found)
            if file != record_path(batch.name):
                found.append(_misplaced(file, batch.name, record_path(batch.name) in files))
            if not has_errors(found):
                batches.append(batch)
        findings += found
    batches.sort(key=lambda batch: (batch.number, batch.day, batch.name))
    return tuple(batches), findings or list(_check_row(batches))


def render_record(batch: Batch) -> bytes:
    """The record as a file; `load_batches` gives the same batch back."""
    return signed((_HEAD + "\n".join(_lines(batch)) + f"\nstate: {batch.state}\n").encode())


def with_state(record: bytes, state: str) -> bytes:
    """A record, the last line but one of which tells its state; what was ordered stays as it was written."""
    return signed(record[: record.rindex(b"\nstate: ") + 1] + f"state: {state}\n".encode())


def _misplaced(file: str, batch: str, held: bool) -> Finding:
    if held:
        return error("order-copied", Location(file), value=file, expected=batch)
    return error("order-renamed", Location(file), value=file, expected=batch)


def _check_row(batches: list[Batch]) -> Iterator[Finding]:
    """Whether a record is missing from their row, or one stands beside another.

    What is missing would hang unknown; what was ordered at the same time does not know of each other.
    """
    before, names = 0, {""}
    for batch in batches:
        place = Location(record_path(batch.name))
        if batch.number == before or batch.name.casefold() in names:
            yield error("order-number-twice", place, value=batch.name, number=batch.number)
        elif batch.number > before + 1:
            yield error("order-record-missing", place, value=str(before + 1))
        before = batch.number
        names.add(batch.name.casefold())


def _check_digest(data: bytes, file: str) -> list[Finding]:
    """Whether the record is as it was written."""
    return [] if is_signed(data) else [error("order-edited", Location(file), value=file)]


def _lines(batch: Batch) -> Iterator[str]:
    yield "schema: 1"
    yield f"batch: {_scalar(batch.name)}"
    yield f"number: {batch.number}"
    yield f"date: {batch.day.isoformat()}"
    yield f"county: {_scalar(batch.county)}"
    yield f"edition: {_scalar(batch.edition)}"
    yield f"scheme: {_scalar(batch.scheme)}"
    yield f"specimen: {'yes' if batch.specimen else 'no'}"
    yield f"ledger: {{lines: {batch.ledger.lines}, fingerprint: {_scalar(batch.ledger.fingerprint)}}}"
    yield f"sheet: {_size(batch.sheet)}"
    yield f"cut_contour: {'yes' if batch.cut_contour else 'no'}"
    yield f"since: {_scalar(batch.since)}"
    yield from _list("signs", [_mapping(_sign(sign)) for sign in batch.signs])
    yield from _list("recalls", [_mapping(_recall(recall)) for recall in batch.recalls])
    yield from _list("files", [_mapping(_file(file)) for file in batch.files])


def _list(key: str, entries: list[str]) -> Iterator[str]:
    """One entry a line: a record of 1,400 signs is still one that a person can search."""
    yield f"{key}:" if entries else f"{key}: []"
    yield from (f"- {entry}" for entry in entries)


def _sign(sign: OrderedSign) -> dict[str, str]:
    facts, code = sign.facts, sign.facts.code
    parts = ((ink.cyan, ink.magenta, ink.yellow, ink.black) for ink in facts.inks)
    inks = "/".join(" ".join(map(_n, ink)) for ink in parts)
    fields = {
        "number": str(sign.number),
        **_owner(sign.owner),
        "kind": _scalar(sign.kind),
        "slot": _scalar(sign.slot),
        "sign": _scalar(sign.name),
        "wording": _scalar(facts.wording),
        "lines": _texts(facts.lines),
        "size": _size((facts.width, facts.height)),
        "inks": inks,
    }
    if code:
        fields["code"] = _mapping(
            {
                "url": _scalar(code.url),
                "level": code.level,
                "module": _n(code.module),
                "distance": _n(code.distance),
            }
        )
    if facts.logo:
        fields["logo"] = _mapping(_logo(facts.logo))
    if facts.copies > 1:
        fields["copies"] = str(facts.copies)
    return fields | {
        "material": _scalar(sign.material),
        "process": _scalar(sign.process),
        "quantity": str(sign.quantity),
        "files": f"[{', '.join(_mapping(_file(file)) for file in sign.files)}]",
    }


def _logo(logo: LogoFacts) -> dict[str, str]:
    return {
        "file": _scalar(logo.file),
        "sha256": logo.sha256,
        "outline": logo.outline,
        "ink": " ".join(map(_n, (logo.ink.cyan, logo.ink.magenta, logo.ink.yellow, logo.ink.black))),
        "at": _size((logo.x, logo.y)),
        "size": _size((logo.width, logo.height)),
        "scale": _n(logo.scale),
    }


def _recall(recall: Recall) -> dict[str, str]:
    return {
        **_owner(recall.owner),
        "sign": _scalar(recall.name),
        "wording": _scalar(recall.wording),
        "batch": _scalar(recall.batch),
        "number": str(recall.number),
        "quantity": str(recall.quantity),
        "reason": recall.reason,
        "successor": _scalar(recall.successor),
    }


def _owner(owner: Owner) -> dict[str, str]:
    return {
        "village": _scalar(owner.village),
        "name": _scalar(owner.name),
        "township": _scalar(owner.township),
        "township_name": _scalar(owner.township_name),
        "organisation": owner.organisation,
    }


def _file(file: File) -> dict[str, str]:
    return {"path": _scalar(file.path), "sha256": _scalar(file.sha256)}


def _mapping(fields: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}"


def _texts(texts: tuple[str, ...]) -> str:
    return "[" + ", ".join(_scalar(text) for text in texts) + "]"


def _scalar(text: str) -> str:
    """A text as YAML reads it back; 无 where there is none."""
    text = text or NONE
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _size(size: tuple[float, float]) -> str:
    return f"{_n(size[0])}×{_n(size[1])}"


def _n(value: float) -> str:
    """The shortest text that reads back as this number."""
    return repr(float(value)).removesuffix(".0")


# --- reading ---


def _batch(fields: Fields, findings: list[Finding]) -> Batch:
    def rows(name: str) -> Iterator[Fields]:
        return (Fields(table, findings) for table in fields.tables(name, required=True))

    fields.choice("schema", ("1",))
    batch = Batch(
        name=fields.code("batch", BATCH_NAME.pattern),
        number=_whole(fields, "number"),
        day=fields.day("date", required=True) or date.min,
        county=fields.text("county", required=True),
        edition=fields.text("edition", required=True),
        scheme=fields.text("scheme", required=True),
        specimen=fields.flag("specimen"),
        ledger=_read_head(fields.table("ledger", required=True)),
        sheet=_read_size(fields, "sheet"),
        cut_contour=fields.flag("cut_contour"),
        since=_unless_none(fields.text("since", required=True)),
        signs=tuple(_read_sign(one, findings) for one in rows("signs")),
        recalls=tuple(_read_recall(one) for one in rows("recalls")),
        files=tuple(_read_file(one) for one in rows("files")),
        state=fields.choice("state", STATES, default=ORDERED),
    )
    fields.finish(also=("digest",))
    if not has_errors(findings) and not _is_whole(batch):
        place = record_path(batch.name)
        findings.append(error("order-edited", Location(place), value=place))
    return batch


def _is_whole(batch: Batch) -> bool:
    """Whether files and numbers are such as an order has."""
    held = [sign.files for sign in batch.signs]
    paths = [file.path for files in (*held, batch.files) for file in files]
    formats = {tuple(file.path.rpartition(".")[2] for file in files) for files in held}
    numbers = {sign.number for sign in batch.signs}
    counted = all(sign.quantity for sign in batch.signs) and min(batch.number, *batch.sheet) > 0
    once = len(numbers) == len(held) and len({*paths}) == len(paths)
    return counted and once and formats <= {FORMATS} and all(map(_PATH.fullmatch, paths))


def _read_head(fields: Fields) -> Head:
    head = Head(_whole(fields, "lines"), _unless_none(fields.text("fingerprint", required=True)))
    fields.finish()
    return head


def _read_sign(fields: Fields, findings: list[Finding]) -> OrderedSign:
    sign = OrderedSign(
        number=_whole(fields, "number"),
        owner=_read_owner(fields),
        kind=fields.text("kind", required=True),
        slot=fields.text("slot", required=True),
        name=fields.text("sign", required=True),
        facts=_read_facts(fields),
        material=_unless_none(fields.text("material", required=True)),
        process=_unless_none(fields.text("process", required=True)),
        quantity=_whole(fields, "quantity"),
        files=tuple(_read_file(Fields(table, findings)) for table in fields.tables("files", required=True)),
    )
    fields.finish()
    return sign


def _read_facts(fields: Fields) -> SignFacts:
    width, height = _read_size(fields, "size")
    return SignFacts(
        wording=fields.text("wording", required=True),
        lines=fields.texts("lines"),
        width=width,
        height=height,
        inks=_read_inks(fields),
        code=_read_code(fields.table("code")) if fields.has("code") else None,
        logo=_read_logo(fields.table("logo")) if fields.has("logo") else None,
        copies=_whole(fields, "copies") if fields.has("copies") else 1,
    )


def _read_code(fields: Fields) -> CodeFacts:
    code = CodeFacts(
        url=fields.text("url", required=True),
        level=fields.text("level", required=True),
        module=_numbers(fields, "module", _NUMBER)[0],
        distance=_numbers(fields, "distance", _NUMBER)[0],
    )
    fields.finish()
    return code


def _read_logo(fields: Fields) -> LogoFacts:
    logo = LogoFacts(
        fields.text("file", required=True),
        fields.code("sha256", "[0-9a-f]{64}"),
        fields.code("outline", "[0-9a-f]{64}"),
        (_read_inks(fields, "ink") or (Ink(0, 0, 0, 0),))[0],
        *_read_size(fields, "at"),
        *_read_size(fields, "size"),
        _numbers(fields, "scale", _NUMBER)[0],
    )
    fields.finish()
    return logo


def _read_recall(fields: Fields) -> Recall:
    recall = Recall(
        owner=_read_owner(fields),
        name=fields.text("sign", required=True),
        wording=fields.text("wording", required=True),
        batch=fields.text("batch", required=True),
        number=_whole(fields, "number"),
        quantity=_whole(fields, "quantity"),
        reason=fields.choice("reason", REASONS),
        successor=_unless_none(fields.text("successor", required=True)),
    )
    fields.finish()
    return recall


def _read_owner(fields: Fields) -> Owner:
    names = ("village", "name", "township", "township_name", "organisation")
    return Owner(*(fields.text(name, required=True) for name in names))


def _read_file(fields: Fields) -> File:
    file = File(fields.text("path", required=True), fields.code("sha256", "[0-9a-f]{64}"))
    fields.finish()
    return file


def _read_inks(fields: Fields, name: str = "inks") -> tuple[Ink, ...]:
    parts = _numbers(fields, name, f"{_NUMBER}([ /]{_NUMBER}){{3,}}")
    return tuple(Ink(*parts[at : at + 4]) for at in range(0, len(parts) - 3, 4))


def _read_size(fields: Fields, name: str) -> tuple[float, float]:
    sides = _numbers(fields, name, f"{_NUMBER}×{_NUMBER}")
    return sides[0], sides[-1]


def _whole(fields: Fields, name: str) -> int:
    return int(_numbers(fields, name, "[0-9]{1,7}")[0])


def _numbers(fields: Fields, name: str, pattern: str) -> list[float]:
    """The numbers of a field, with what parts them taken off; one 0 where its form is wrong."""
    text = fields.code(name, pattern)
    return [float(part) for part in re.split("[ /×]", text)] if re.fullmatch(pattern, text) else [0.0]


def _unless_none(text: str) -> str:
    return "" if text == NONE else text


def with_hashes(batch: Batch, made: Mapping[str, str]) -> Batch:
    """The batch with these SHA-256 of its files, by their paths below its folder; '' of those left out."""

    def known(file: File) -> File:
        return File(file.path, made.get(file.path, ""))

    signs = tuple(replace(sign, files=tuple(map(known, sign.files))) for sign in batch.signs)
    return replace(batch, signs=signs, files=tuple(map(known, batch.files)))
