"""Tables as CSV for a spreadsheet: UTF-8 with its mark, and no cell that would be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t")


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as Excel and WPS open them by a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")
