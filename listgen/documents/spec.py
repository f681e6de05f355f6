"""document.yaml: what a folder of `templates/documents/` says about its paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from listgen.catalog.kinds import PRINTABLE
from listgen.catalog.model import Column, Kind
from listgen.documents.page import TYPE_HEIGHT, TYPE_WIDTH
from listgen.documents.shapes import SHAPES
from listgen.filenames import safe_name

AUDIENCES = ("county", "township", "village", "order")
RECORDED = ("admission", "admission-form", "draft", "feedback", "filing")  # a paper for each record
LISTED = {"county": "list", "township": "township", "village": "booklet"}  # made from lists
_OF_COUNTY = tuple(name for name in RECORDED if name != "feedback")
_DATA = {
    "county": ("list", "changes", "retired", "counts", "assessment", "opinions", "cleanup-sum", *_OF_COUNTY),
    "township": ("township", "cleanup"),
    "village": ("booklet", "feedback", "signs"),
    "order": ("order",),
}
_EVERYWHERE = ("county", "year", "edition", "record")
_NAMES = {
    "county": _EVERYWHERE,
    "order": _EVERYWHERE,
    "township": (*_EVERYWHERE, "township"),
    "village": (*_EVERYWHERE, "township", "village"),
}
BLANK, TIMES = "blank", "times"  # of a column to be written in by hand; how often a year it comes
_FIELD = re.compile(r"\{(\w+)\}")
_TEXTS = ("name", "title", "audience", "data", "file")
_MORE = ("folder", "kinds", "columns", "tables")


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """A paper: its title and file name are patterns with `{county}`, `{year}`, `{edition}`,
    `{township}`, `{village}`, `{record}`.

    `data` names the values its template is filled with, one of SHAPES. `folder` is below its owner's. With
    `kinds` it takes only the lists of these ids, those that the county has, and is not made where it has
    none; with `columns` their tables have these in the place of their own. Without `tables` it prints them in
    another form: a cover each, a slip each.
    """

    name: str
    title: str
    audience: str
    data: str
    file: str
    folder: str = ""
    kinds: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    tables: bool = True

    @property
    def listed(self) -> bool:
        """Whether it is made from lists, and not from what records say."""
        return self.data == LISTED.get(self.audience)


def load_document(folder_yaml: Mapping[str, object]) -> DocumentSpec:
    """The paper that a document.yaml declares. Raises ValueError naming the field that is wrong."""
    texts = {field: value for field in _TEXTS if isinstance(value := folder_yaml.get(field), str) and value}
    if len(texts) < len(_TEXTS):
        raise ValueError(f"document.yaml lacks {', '.join(sorted(set(_TEXTS) - set(texts)))}")
    strange = set(folder_yaml) - {*_TEXTS, *_MORE}
    if strange:
        raise ValueError(f"“{min(strange)}” is none of {', '.join((*_TEXTS, *_MORE))}")
    if texts["audience"] not in AUDIENCES:
        raise ValueError(f"audience “{texts['audience']}” is none of {', '.join(AUDIENCES)}")
    if texts["data"] not in SHAPES:
        raise ValueError(f"data “{texts['data']}” is none of {', '.join(SHAPES)}")
    if texts["data"] not in _DATA[texts["audience"]]:
        raise ValueError(f"no papers for audience “{texts['audience']}” are made of data “{texts['data']}”")
    if not re.fullmatch(r"[^/\\]+\.docx", texts["file"]):
        raise ValueError(f"file “{texts['file']}” is no name that ends in .docx")
    folder = folder_yaml.get("folder", "")
    if not isinstance(folder, str) or (folder and safe_name(folder) != folder):
        raise ValueError(f"folder “{folder}” is no name of a folder")
    names = _NAMES[texts["audience"]]
    unknown = set(_FIELD.findall(texts["title"] + texts["file"])) - set(names)
    if unknown:
        raise ValueError(f"{{{min(unknown)}}} is none of {', '.join(names)}")
    if (texts["data"] in RECORDED) is not ("{record}" in texts["file"]):
        raise ValueError(f"file “{texts['file']}”: {{record}} belongs to papers of {', '.join(RECORDED)}")
    if folder_yaml.get("tables", "yes") not in ("yes", "no"):
        raise ValueError(f"tables “{folder_yaml['tables']}” is neither yes nor no")
    spec = DocumentSpec(
        **texts,
        folder=folder,
        kinds=_kinds(folder_yaml),
        columns=_columns(folder_yaml),
        tables=folder_yaml.get("tables", "yes") == "yes",
    )
    if (spec.kinds or spec.columns) and not spec.listed:
        raise ValueError(f"kinds and columns are for data {', '.join(LISTED.values())}")
    width = sum(column.width for column in spec.columns)
    if spec.columns and spec.tables and width not in (TYPE_WIDTH, TYPE_HEIGHT):
        raise ValueError(f"columns are {width:g} mm wide and not {TYPE_WIDTH:g} or {TYPE_HEIGHT:g}")
    if spec.columns and not spec.kinds:
        raise ValueError("columns need the kinds that they are for")
    return spec


def _kinds(fields: Mapping[str, object]) -> tuple[str, ...]:
    kinds = fields.get("kinds", [])
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise ValueError("kinds is a list of ids of kinds.yaml")
    return tuple(kinds)


def _columns(fields: Mapping[str, object]) -> tuple[Column, ...]:
    columns = fields.get("columns", [])
    if not isinstance(columns, list):
        raise ValueError("columns is a list")
    return tuple(map(_column, columns))


def _column(entry: object) -> Column:
    """{field: name, title: 事项名称, width: 46, align: center}; the width in mm."""
    fields = entry if isinstance(entry, dict) else {}
    field, title, width = (_text(fields.get(name, "")) for name in ("field", "title", "width"))
    align = str(fields.get("align", "left"))
    if not field or not title or set(fields) - {"field", "title", "width", "align"}:
        raise ValueError(f"a column has field, title and width: {entry}")
    if not re.fullmatch(r"\d{1,3}(\.\d)?", width) or align not in ("left", "center"):
        raise ValueError(f"column “{field}”: width {width}, align {align}")
    return Column(field, title, float(width), align)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def chosen(spec: DocumentSpec, kinds: tuple[Kind, ...], extra: Iterable[str]) -> tuple[Kind, ...]:
    """The kinds that a paper takes, with its columns; a column of a field that nobody has is left out.

    `extra` are the fields that the county's kinds add. The width of one that is left out goes to the widest.
    """
    if not spec.kinds:
        return kinds
    taken = tuple(kind for kind in kinds if kind.id in spec.kinds)
    if not spec.columns:
        return taken
    known = printable(extra)
    columns = [column for column in spec.columns if column.field in known]
    if not columns:
        return taken
    widest = max(range(len(columns)), key=lambda at: columns[at].width)
    spare = sum(column.width for column in spec.columns if column.field not in known)
    columns[widest] = replace(columns[widest], width=columns[widest].width + spare)
    return tuple(replace(kind, columns=tuple(columns)) for kind in taken)


def printable(extra: Iterable[str]) -> frozenset[str]:
    """The fields that a column may show; `extra` are those of the county's kinds."""
    return frozenset((*PRINTABLE, BLANK, TIMES, *extra))


def fill_pattern(pattern: str, names: Mapping[str, str]) -> str:
    """`pattern` with its `{fields}` filled. Raises KeyError for one that `names` lacks."""
    return _FIELD.sub(lambda field: names[field[1]], pattern)
