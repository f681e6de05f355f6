"""What the papers on signs are filled with: which a village hangs, what was filed, what was cleaned up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from listgen.catalog.cleanup_counts import (
    CleanupCount,
    count_cleanup,
    count_townships,
    is_done,
    total,
)
from listgen.catalog.model import Village
from listgen.catalog.record import Filing, OldSign
from listgen.documents.about import About, Made
from listgen.documents.data import Data, chinese_date, common, township_fields
from listgen.documents.hung import GATE, HungSign
from listgen.documents.life import in_percent, numbered, signed_number, table

_OWN = "本级机关"  # of a township's own house
_OLD = ("place", "name", "position", "quantity", "by", "fate", "target", "day", "note")
_COUNTED = ("name", "before", "kept", "merged", "cancelled", "online", "after", "change", "share")
_HUNG = ("name", "size", "place", "material", "filing")  # the material is written in by hand
_FILED = ("township", "village", "name", "filing")


def hung_signs(about: About, village: Village, signs: tuple[HungSign, ...]) -> Iterator[Made]:
    """挂牌备案表: what hangs outside and at the hall of a village; none where nothing does."""
    if not signs:
        return
    rows = [(sign.wording, sign.size, sign.place, "", sign.filing) for sign in signs]
    bases = _bases(signs)
    data = {
        **common(about.county, len(rows)),
        "village": {"id": village.id, "name": village.name, "address": village.address},
        "township": township_fields(about.catalog.townships[village.township]),
        "scheme": about.hung.title,
        "behind": any(sign.view == GATE for sign in signs),
        "bases": [{"signs": numbers, "text": basis} for basis, numbers in bases.items()],
        "rows": numbered(_HUNG, rows),
    }
    yield Made(data, (table("signs", rows),), tuple(bases), village=village.id)


def _bases(signs: Collection[HungSign]) -> dict[str, str]:
    """The numbers of the signs that hang on each basis: 1、2; none where all hang on one."""
    held: dict[str, list[str]] = {}
    for number, sign in enumerate(signs, 1):
        if sign.basis:
            held.setdefault(sign.basis, []).append(str(number))
    return {basis: "、".join(numbers) if len(numbers) < len(signs) else "" for basis, numbers in held.items()}


def filings(about: About) -> Iterator[Made]:
    """挂牌备案登记表: one for each filing record."""
    for filing in about.catalog.filings:
        yield _filing(about, filing)


def _filing(about: About, filing: Filing) -> Made:
    villages = {village.id: village for village in about.catalog.villages}
    towns = about.catalog.townships
    held = [(villages[sign.village], sign) for sign in filing.signs if sign.village in villages]
    rows = [
        (towns[village.township].name, village.name, village.plaques.get(sign.column, ""), sign.number)
        for village, sign in held
    ]
    values = {
        "id": filing.id,
        "date": chinese_date(filing.filed),
        "authority": filing.authority,
        "valid_to": chinese_date(filing.valid_to) if filing.valid_to else "",
        "villages": len({village.id for village, _ in held}),
    }
    data = {**common(about.county, len(rows)), "filing": values, "rows": numbered(_FILED, rows)}
    return Made(data, (table("filing", rows),), (filing.id, filing.authority, str(values["date"])), filing.id)


def ledgers(about: About) -> Iterator[Made]:
    """标牌清理台账: one for each township where old signs were found."""
    counts = count_cleanup(about.catalog, about.hung.boards, about.day)
    villages = {village.id: village for village in about.catalog.villages}
    homes = {id_: village.township for id_, village in villages.items()}
    for id_, summed in count_townships(about.catalog, counts).items():
        township = about.catalog.townships[id_]
        mine = [owner for owner in counts if homes.get(owner, owner) == id_]
        order = {owner: place for place, owner in enumerate(mine)}
        signs = sorted(
            (sign for sign in about.catalog.old_signs if sign.owner in order),
            key=lambda sign: order[sign.owner],
        )
        rows = [_old_row(sign, villages.get(sign.owner), about) for sign in signs]
        units = [(_unit(villages.get(owner)), counts[owner]) for owner in mine]
        data, sums = _counted(about, units, summed, id_)
        data |= {"township": township_fields(township), "rows": numbered(_OLD, rows)}
        yield Made(data, (table("cleanup", rows), table("cleanup-sum", sums)), township=id_)


def summary(about: About) -> Iterator[Made]:
    """标牌清理前后对比表 of the county, by township; none where no old sign was found."""
    counts = count_cleanup(about.catalog, about.hung.boards, about.day)
    by_town = count_townships(about.catalog, counts)
    if by_town:
        units = [(about.catalog.townships[id_].name, count) for id_, count in by_town.items()]
        data, sums = _counted(about, units, total(by_town.values()))
        yield Made(data, (table("cleanup-sum", sums),))


def _counted(
    about: About, units: Iterable[tuple[str, CleanupCount]], summed: CleanupCount, township: str = ""
) -> tuple[Data, list[tuple[str, ...]]]:
    """The counts of each unit and of all; the last row is the sum."""
    rows = [_count_row(name, count) for name, count in units]
    last = _count_row("合计", summed)
    active = [village for village in about.catalog.villages if village.active]
    home = [village for village in active if township in ("", village.township)]
    data = {
        **common(about.county, summed.before),
        "scheme": about.hung.title,
        "villages": summed.villages,
        "active": len(home),
        "day": chinese_date(about.day),
        "open": summed.open,
        "done": summed.before - summed.open - summed.kept,
        "hung": summed.hung,
        "besides": summed.besides,
        "units": numbered(_COUNTED, rows),
        "sum": dict(zip(_COUNTED, last, strict=True)),
    }
    return data, [*rows, last]


def _count_row(name: str, count: CleanupCount) -> tuple[str, ...]:
    fates = (count.kept, count.merged, count.cancelled, count.online)
    numbers = tuple(map(str, (count.before, *fates, count.after)))
    return (name, *numbers, signed_number(count.change), in_percent(count.change, count.share))


def _old_row(sign: OldSign, village: Village | None, about: About) -> tuple[str, ...]:
    day = f"{sign.day.year}.{sign.day.month}.{sign.day.day}" if sign.day and is_done(sign, about.day) else ""
    return (
        _unit(village),
        sign.name,
        sign.position,
        str(sign.quantity),
        f"{sign.by}（{sign.basis}）" if sign.by and sign.basis else sign.by or sign.basis,
        sign.fate,
        sign.target,
        day,
        sign.note,
    )


def _unit(village: Village | None) -> str:
    return village.name if village else _OWN
