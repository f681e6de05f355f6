"""What the papers on a list's life are filled with: changes, what is over, numbers before and now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from listgen.catalog.compared import Compared
from listgen.catalog.counts import Count, count_lists
from listgen.catalog.effective import TITLES, state_on
from listgen.catalog.model import Item, Retirement
from listgen.catalog.record import ADOPTED, Consultation, Opinion
from listgen.county import County
from listgen.documents.about import About, Made
from listgen.documents.data import Data, Table, chinese_date, common

NO_MORE = "不再办理"
_UNKNOWN = "—"
_RETIRED = "retired"


def changes(about: About) -> Iterator[Made]:
    """调整对照表: what changed since the last edition; none where nothing did."""
    if about.compared is not None and about.compared.rows:
        yield comparison(about.county, about.compared)


def comparison(county: County, compared: Compared) -> Made:
    """调整对照表 of a county: all changes since another list."""
    rows = [(row.item, row.old, row.new, row.kind, row.reason, row.record) for row in compared.rows]
    names = ("item", "old", "new", "kind", "reason", "record")
    data = {
        **common(county, len(rows)),
        "since": _since(compared),
        "counts": [{"kind": kind, "count": count} for kind, count in compared.counts.items()],
        "rows": numbered(names, rows),
    }
    return Made(data, (table("changes", rows),))


def _since(before: Compared | None) -> Data:
    """What it is compared with; empty where there is nothing before it."""
    return {
        "title": before.title if before else "",
        "date": chinese_date(before.day) if before else "",
        "national": bool(before and before.national),
    }


def retired(about: About) -> Iterator[Made]:
    """取消事项目录: what the county has taken off its lists, and who does it now."""
    titles = {kind.id: kind.title for kind in about.catalog.kinds}
    names = {item.id: item.name for item in about.catalog.items}
    over = [
        (item, item.retirement)
        for item in about.catalog.items
        if item.retirement and state_on(item, about.day) == _RETIRED
    ]
    if not over:
        return
    rows = [
        (item.name, titles[item.kind], chinese_date(end.on), end.why, _instead(end, names), end.record)
        for item, end in over
    ]
    fields = ("name", "list", "on", "why", "instead", "record")
    data = {**common(about.county, len(rows)), "rows": numbered(fields, rows)}
    yield Made(data, (table("retired", rows),))


def _instead(end: Retirement, names: dict[str, str]) -> str:
    """Who does it now, or which items carry it on."""
    heirs = "、".join(f"“{names.get(id_, id_)}”" for id_ in end.into)
    return "；".join(filter(None, (end.instead, f"并入{heirs}" if heirs else ""))) or NO_MORE


def counts(about: About) -> Iterator[Made]:
    """前后对比表: how long the lists were before the county cleared up, and are; none without a base."""
    counted = count_lists(about.catalog, about.day)
    if not any(count.before is not None for count in counted):
        return
    rows = list(_count_rows(counted))
    day = chinese_date(about.day)
    data = {**common(about.county, len(about.items)), "day": day, "rows": numbered(_COUNTED, rows)}
    yield Made(data, (table("counts", rows),), (day,))


_COUNTED = ("list", "organisation", "before", "now", "change", "share")


def _count_rows(counted: Iterable[Count]) -> Iterator[tuple[str, ...]]:
    for count in counted:
        change = count.change
        yield (
            count.kind.title,
            TITLES[count.organisation],
            _UNKNOWN if count.before is None else str(count.before),
            str(count.number),
            _UNKNOWN if change is None else signed_number(change),
            in_percent(change or 0, count.share),
        )


def signed_number(change: int) -> str:
    """As clerks write it: －63, ＋2, 0."""
    return f"{'＋' if change > 0 else '－' if change < 0 else ''}{abs(change)}"


def in_percent(change: int, share: Decimal | None) -> str:
    """减少76.8%, 增加2.0%, no word for no change, — where there is no base."""
    direction = "增加" if change > 0 else "减少" if change < 0 else ""
    return _UNKNOWN if share is None else f"{direction}{abs(share)}%"


def assessment(about: About) -> Iterator[Made]:
    """年度评估表: what a year's review looks at, all of it counted."""
    county = about.county
    rows = list(_count_rows(count_lists(about.catalog, about.day)))
    rounds = [one for one in rounds_of(about) if one.opened <= about.day]
    reported = [one for one in about.catalog.feedback if one.day <= about.day]
    decided = [one for one in reported if one.decision and one.decision.day <= about.day]
    admissions = [one for one in about.catalog.admissions.values() if one.effective <= about.day]
    running = [one for one in admissions if about.day <= one.until]
    over = [item for item in about.catalog.items if state_on(item, about.day) == _RETIRED]
    data = {
        **common(county, len(about.items)),
        "day": chinese_date(about.day),
        "since": _since(about.compared),
        "rows": numbered(_COUNTED, rows),
        "counts": [
            {"kind": kind, "count": count}
            for kind, count in (about.compared.counts if about.compared else {}).items()
        ],
        "changes": len(about.compared.rows) if about.compared else 0,
        "opinions": opinion_counts(opinion for one in rounds for opinion in one.opinions),
        "rounds": len(rounds),
        "reported": len(reported),
        "decided": len(decided),
        "undecided": len(reported) - len(decided),
        "admissions": len(admissions),
        "running": len(running),
        "ended": len(admissions) - len(running),
        "retired": len(over),
        "unconfirmed": sum(1 for item in about.items if item.lead and not item.lead_confirmed),
        "proposed": sum(1 for item in about.catalog.items if _proposed(item, about.day)),
    }
    yield Made(data, (table("assessment", rows),))


def _proposed(item: Item, day: date) -> bool:
    return state_on(item, day) == "proposed"


def rounds_of(about: About) -> list[Consultation]:
    """The rounds on the draft of this edition, in their order."""
    mine = (one for one in about.catalog.consultations if one.draft == about.county.edition.number)
    return sorted(mine, key=lambda one: one.round)


def opinion_counts(opinions: Iterable[Opinion]) -> Data:
    """How many opinions there are, and by what became of them; `open` those that nobody decided."""
    said = [opinion.adopted for opinion in opinions]
    adopted, partly, refused = (said.count(word) for word in ADOPTED)
    found = {"count": len(said), "adopted": adopted, "partly": partly, "refused": refused}
    return {**found, "open": len(said) - adopted - partly - refused}


def numbered(names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[Data]:
    """Rows as a template names them, with their numbers."""
    return [
        {"number": str(number), **dict(zip(names, row, strict=True))} for number, row in enumerate(rows, 1)
    ]


def table(name: str, rows: Iterable[tuple[str, ...]]) -> Table:
    """What verify finds in the paper: rows that are no item's."""
    return Table(name, "", tuple(("", row) for row in rows))
