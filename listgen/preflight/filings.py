"""Filing records against the roster and the scheme: each number belongs to one sign that is made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from listgen.catalog.model import Catalog, Village
from listgen.catalog.record import FiledSign
from listgen.findings import Finding, error, warn
from listgen.signage.scheme import Scheme


def check_filings(scheme: Scheme, catalog: Catalog, day: date) -> Iterator[Finding]:
    """What is wrong with the county's filings on that day."""
    villages = {village.id: village for village in catalog.villages}
    numbers: dict[str, FiledSign] = {}
    signs: dict[tuple[str, str], FiledSign] = {}
    for filing in catalog.filings:
        if filing.valid_to and filing.valid_to < day:
            yield warn("filing-expired", filing.location, value=filing.id, until=filing.valid_to)
        for sign in filing.signs:
            yield from _check_sign(sign, villages.get(sign.village), scheme)
            same = numbers.setdefault(sign.number, sign)
            if same is not sign and sign.number:
                yield error("filing-number-twice", sign.location, value=sign.number, first=same.location)
            key = (sign.village, sign.column)
            same = signs.setdefault(key, sign)
            if same is not sign and all(key):
                facts = {"value": sign.village, "sign": sign.column, "first": same.location}
                yield error("sign-filed-twice", sign.location, **facts)


def _check_sign(sign: FiledSign, village: Village | None, scheme: Scheme) -> Iterator[Finding]:
    facts = {"value": sign.column, "village": village.name if village else sign.village}
    if village is None:
        if sign.village:
            yield error("filing-of-unknown-village", sign.location, value=sign.village)
    elif not village.active:
        yield error("filing-of-former-village", sign.location, value=sign.village, village=village.name)
    elif sign.column not in scheme.columns:
        choices = "、".join(scheme.columns)
        yield error("filing-outside-scheme", sign.location, **facts, scheme=scheme.title, choices=choices)
    elif sign.column not in village.plaques:
        yield error("filing-of-no-sign", sign.location, **facts)
