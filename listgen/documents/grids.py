"""Tables that masters name in short: of a list, of records, a form. Each is spelled out as a table block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from listgen.documents.tables import YES, Block

LIST, RECORDS, FORM = "list", "records", "form"
SHORT = frozenset((LIST, RECORDS, FORM))
_HEAD, _TEXT, _CENTRED, _TIGHT = "表头", "表格文字", "表格文字居中", "表格文字居中（窄）"
_LABEL, _FILLED = "联系表栏目", "联系表内容"
_HEAD_MM, _ROW_MM = "8.7", "10"


def spelled_out(block: Block) -> Block:
    """The table block that a short one stands for."""
    if LIST in block:
        return _list(str(block[LIST]))
    if RECORDS in block:
        return _records(block)
    return _form(block)


def _list(name: str) -> Block:
    """`list: annex`: the table of a list, whose columns are those of its kind."""
    cell = [
        {"模板指令": "{% if cell.align == 'center' %}"},
        {_CENTRED: "{{ cell.text }}"},
        {"模板指令": "{% else %}"},
        {_TEXT: "{{ cell.text }}"},
        {"模板指令": "{% endif %}"},
    ]
    rows = [
        {
            "head": YES,
            "height": _HEAD_MM,
            "cells": [
                [{_HEAD: f"{{% for column in {name}.columns %}}"}],
                [{_HEAD: "{{ column.title }}"}],
                [{_HEAD: "{% endfor %}"}],
            ],
        },
        {"tag": f"{{% for row in {name}.rows %}}"},
        {
            "height": _ROW_MM,
            "cells": [[{_TEXT: "{% for cell in row.cells %}"}], cell, [{_TEXT: "{% endfor %}"}]],
        },
        {"tag": "{% endfor %}"},
    ]
    return {"table": "grid", "widths": ["68", "89", "68"], "rows": rows}


def _records(block: Block) -> Block:
    """`records: rows` with `columns`: a row for each entry; a column without a field is left empty.

    `align: tight` is centred too, its characters narrower. With `total: sum` a last row has the fields of
    `sum`. `empty` more rows follow, to be written in by hand.
    """
    columns = cast(list[Mapping[str, str]], block["columns"])
    head = {"head": YES, "height": _HEAD_MM, "cells": [[{_HEAD: column["title"]}] for column in columns]}
    filled = [[{_style(column): _field(column, "row")}] for column in columns]
    empty = [[{_TEXT: ""}] for _ in columns]
    height = str(block.get("height", _ROW_MM))
    rows: list[Block] = [head]
    if block[RECORDS]:
        rows.append({"tag": f"{{% for row in {block[RECORDS]} %}}"})
        rows.append({"height": height, "cells": filled})
        rows.append({"tag": "{% endfor %}"})
    if "total" in block:
        rows.append(_total(str(block["total"]), columns, height))
    rows += [{"height": height, "cells": empty}] * int(str(block.get("empty", "0")))
    return {"table": "grid", "widths": [column["width"] for column in columns], "rows": rows}


def _total(record: str, columns: Sequence[Mapping[str, str]], height: str) -> Block:
    """What the rows come to; it has no number, so its name is as wide as number and name together."""
    styles = [_TIGHT if _style(column) == _TIGHT else _CENTRED for column in columns[1:]]
    cells = [[{style: _field(column, record)}] for style, column in zip(styles, columns[1:], strict=True)]
    return {"height": height, "cells": cells, "spans": [2] + [1] * (len(columns) - 2)}


def _style(column: Mapping[str, str]) -> str:
    return {"center": _CENTRED, "tight": _TIGHT}.get(column.get("align", ""), _TEXT)


def _field(column: Mapping[str, str], record: str) -> str:
    return f"{{{{ {record}.{column['field']} }}}}" if "field" in column else ""


def _form(block: Block) -> Block:
    """`form`: rows of a label and a text, or of two of each; the last text is as wide as the rest of its row.

    A row may be a mapping with `height` in mm and the texts of several paragraphs, one of which may name its
    style. `small` is for long texts.
    """
    widths = cast(list[str], block["widths"])
    styles = (_HEAD, _TEXT) if block.get("small") == YES else (_LABEL, _FILLED)
    rows = [_form_row(row, len(widths), styles) for row in cast(list[object], block[FORM])]
    return {"table": "grid", "widths": widths, "rows": rows}


def _form_row(row: object, columns: int, styles: tuple[str, str]) -> Block:
    fields: Mapping[str, object] = row if isinstance(row, dict) else {"cells": row}
    if "tag" in fields:
        return fields
    texts = cast(list[object], fields["cells"])
    cells = [_lines(styles[place % 2], text) for place, text in enumerate(texts)]
    spans = [1] * (len(cells) - 1) + [columns - len(cells) + 1]
    return {"height": str(fields.get("height", "12")), "cells": cells, "spans": spans}


def _lines(style: str, text: object) -> list[Block]:
    lines = text if isinstance(text, list) else [text]
    return [line if isinstance(line, dict) else {style: str(line)} for line in lines]
