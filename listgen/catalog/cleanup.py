"""cleanup.csv: the old signs that were found hanging, and what becomes of each (标牌清理)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from listgen.catalog.model import Catalog
from listgen.catalog.record import OldSign
from listgen.findings import Finding, error, warn
from listgen.sources.csv import Row, load_csv
from listgen.sources.fields import check_code, check_name, read_date

CLEANUP = "cleanup.csv"
KEPT, MERGED, CANCELLED, ONLINE = FATES = ("保留", "合并", "取消", "移到网上")
OWNER, NAME, PLACE, QUANTITY, BY = "编号", "牌子名称", "位置", "块数", "挂牌单位"
BASIS, FATE, TARGET, DAY, NOTE = "挂牌依据", "处理", "现归", "处理日期", "说明"
REQUIRED = (OWNER, NAME, QUANTITY, FATE)
OPTIONAL = (PLACE, BY, BASIS, TARGET, DAY, NOTE)
_IN_ONE_LINE = (NAME, PLACE, BY, BASIS, TARGET, NOTE)
_COUNT = "[1-9][0-9]{0,2}"
_VILLAGE, _TOWNSHIP = "[0-9]{5}", "[0-9]{2,3}"


def load_cleanup(data: bytes) -> tuple[tuple[OldSign, ...], list[Finding]]:
    """The old signs in the order of their file, and what is wrong with its form."""
    rows, findings = load_csv(data, CLEANUP, REQUIRED, OPTIONAL)
    signs: dict[tuple[str, ...], OldSign] = {}
    for row in rows:
        findings += _check_row(row)
        sign = _old_sign(row)
        first = signs.setdefault((sign.owner, sign.name, sign.position), sign)
        if first is not sign:
            facts = {"value": sign.name, "first": first.places[NAME]}
            findings.append(error("old-sign-twice", row.places[NAME], **facts))
    return tuple(signs.values()), findings


def check_cleanup(catalog: Catalog, day: date) -> Iterator[Finding]:
    """Owners that there are not, and days that are still to come."""
    owners = {*catalog.townships, *(village.id for village in catalog.villages)}
    for sign in catalog.old_signs:
        if sign.owner not in owners and re.fullmatch(f"{_VILLAGE}|{_TOWNSHIP}", sign.owner, re.ASCII):
            yield error("old-sign-of-unknown-owner", sign.places[OWNER], value=sign.owner)
        if sign.day and sign.day > day:
            yield warn("cleanup-day-to-come", sign.places[DAY], value=sign.day, name=sign.name, day=day)


def _check_row(row: Row) -> Iterator[Finding]:
    for heading in REQUIRED:
        if not row[heading]:
            yield error("field-empty", row.places[heading], field=heading, value="")
    for heading in _IN_ONE_LINE:
        if row.get(heading):
            yield from check_name(row[heading], row.places[heading])
    if row[OWNER]:
        pattern = _TOWNSHIP if re.fullmatch(_TOWNSHIP, row[OWNER], re.ASCII) else _VILLAGE
        yield from check_code(row[OWNER], pattern, OWNER, row.places[OWNER])
    if row[QUANTITY] and not re.fullmatch(_COUNT, row[QUANTITY], re.ASCII):
        yield error("bad-sign-quantity", row.places[QUANTITY], field=QUANTITY, value=row[QUANTITY])
    if row.get(DAY) and read_date(row[DAY]) is None:
        yield error("bad-date", row.places[DAY], field=DAY, value=row[DAY])
    yield from _check_fate(row)


def _check_fate(row: Row) -> Iterator[Finding]:
    """One of the four; what is merged says into what, and what is gone does not."""
    fate, target = row[FATE], row.get(TARGET)
    if fate and fate not in FATES:
        facts = {"field": FATE, "value": fate, "choices": "、".join(FATES)}
        yield error("field-not-a-choice", row.places[FATE], **facts)
    elif fate == MERGED and not target:
        place = row.places[TARGET if TARGET in row else FATE]
        yield error("merged-into-no-sign", place, value=row[NAME], field=TARGET)
    elif fate in (CANCELLED, ONLINE) and target:
        yield error("sign-gone-yet-somewhere", row.places[TARGET], value=target, fate=fate, field=TARGET)


def _old_sign(row: Row) -> OldSign:
    quantity = row[QUANTITY]
    return OldSign(
        owner=row[OWNER],
        name=row[NAME],
        position=row.get(PLACE),
        quantity=int(quantity) if re.fullmatch(_COUNT, quantity, re.ASCII) else 1,
        by=row.get(BY),
        basis=row.get(BASIS),
        fate=row[FATE],
        target=row.get(TARGET),
        day=read_date(row.get(DAY)),
        note=row.get(NOTE),
        places=row.places,
    )
