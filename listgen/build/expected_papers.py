"""What Word papers promise: their tables, and what else they have to say."""

from __future__ import annotations

from listgen.build.job import ListValues, PaperValues, TownshipValues, Values, VillageValues
from listgen.documents.booklet_tables import booklet_tables
from listgen.documents.data import Table, list_tables
from listgen.documents.spec import DocumentSpec

BOOKLET = "booklet"  # the document of that name


def promises(values: Values, spec: DocumentSpec) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """The tables of a paper and what else it says; items that are in no table are said by their texts."""
    match values:
        case PaperValues():
            return values.made.tables, values.made.says
        case ListValues():
            tables, items = list_tables(values.kinds, values.items), values.items
        case VillageValues():
            kinds, items = values.kinds, values.view.items
            booklet = spec.name == BOOKLET
            tables = booklet_tables(kinds, values.view) if booklet else list_tables(kinds, items)
        case TownshipValues():
            tables, items = list_tables(values.kinds, values.view.items), values.view.items
        case _:
            raise AssertionError(type(values).__name__)
    if spec.tables:
        return tables, _contacts(values) if spec.name == BOOKLET else ()
    slips = (cell for table in tables for _, cells in table.rows for cell in cells) if spec.columns else ()
    return (), tuple(filter(None, (*(item.name for item in items), *slips)))


def _contacts(values: Values) -> tuple[str, ...]:
    """Where a booklet sends people beside its table of contacts."""
    assert isinstance(values, VillageValues)
    online = values.county.online
    return tuple(filter(None, (online.hotline, online.mailbox)))
