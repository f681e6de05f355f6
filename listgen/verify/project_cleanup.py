"""The ledgers of old signs against cleanup.csv as it stands in the project, and their sums added up again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from listgen.findings import Finding, Location, error
from listgen.verify.promised import Owner, Table

CLEANUP = "cleanup.csv"
LEDGER, SUMS = "cleanup", "cleanup-sum"  # the kinds of their tables
FATES = ("保留", "合并", "取消", "移到网上")
_NAME = "名称"  # of the village, from the roster
_PRINTED = (_NAME, "牌子名称", "位置", "块数", "处理", "现归", "说明")
Lines = Sequence[tuple[int, dict[str, str]]]  # line and cells
Cells = tuple[str, ...]


def check_cleanup(
    owners: Iterable[Owner], villages: Mapping[str, tuple[str, str]], lines: Lines
) -> Iterator[Finding]:
    """Every old sign is in its township's ledger, and what the tables add up to is so.

    `villages` are township and name by id. A county that makes no ledgers is asked for none.
    """
    owners = list(owners)
    townships = (owner for owner in owners if owner.level == "township")
    ledgers = {owner.id: table for owner in townships for table in _of(owner, LEDGER)}
    by_town: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for line, row in lines:
        id_ = row.get("编号", "")
        town, name = villages.get(id_, (id_, ""))
        by_town.setdefault(town, []).append((line, {**row, _NAME: name}))
    for town, rows in by_town.items() if ledgers else ():
        yield from _check_ledger(ledgers.get(town), rows)
    for owner in owners:
        found = lines if owner.level == "county" else by_town.get(owner.id, [])
        for table in _of(owner, SUMS):
            yield from _check_sums(table, owner.name, found)


def _of(owner: Owner, kind: str) -> Iterator[Table]:
    return (table for document in owner.documents for table in document.tables if table.kind == kind)


def _check_ledger(ledger: Table | None, rows: Lines) -> Iterator[Finding]:
    """Each line of the file has its row there, with its number of signs and what becomes of them."""
    printed = [row.cells for row in ledger.rows] if ledger else []
    for line, row in rows:
        said = {row.get(heading, "") for heading in _PRINTED}
        found = next((cells for cells in printed if said - {""} <= set(cells)), None)
        if found is None:
            yield error("project-cleanup", Location(CLEANUP, line=line), value=row.get("牌子名称", ""))
        else:
            printed.remove(found)
    for cells in printed:
        yield error("project-cleanup", Location(CLEANUP), value=cells[1])


def _check_sums(table: Table, name: str, rows: Lines) -> Iterator[Finding]:
    """The last row has what the file has; in every row the difference and its share are right."""
    counted = [sum(_quantity(row) for _, row in rows if row.get("处理") == fate) for fate in FATES]
    last = table.rows[-1].cells
    wanted = tuple(map(str, (sum(counted), *counted)))
    if last[1:6] != wanted:
        yield _wrong_sum(name, last[1:6], wanted)
    for row in table.rows:
        right = _difference(row.cells[1], row.cells[6])
        if row.cells[7:] != right:
            yield _wrong_sum(f"{name} {row.cells[0]}", row.cells[7:], right)


def _wrong_sum(name: str, printed: Cells, counted: Cells) -> Finding:
    value, right = "、".join(printed), "、".join(counted)
    return error("project-cleanup-sum", Location(CLEANUP), name=name, value=value, counted=right)


def _quantity(row: Mapping[str, str]) -> int:
    text = row.get("块数", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def _difference(before: str, after: str) -> Cells:
    """How many more or fewer, and in percent to a tenth, as the papers write both."""
    change = int(after) - int(before)
    sign = "＋" if change > 0 else "－" if change < 0 else ""
    if not int(before):
        return (f"{sign}{abs(change)}", "—")
    share = (Decimal(100 * abs(change)) / int(before)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    word = "增加" if change > 0 else "减少" if change < 0 else ""
    return (f"{sign}{abs(change)}", f"{word}{share}%")
