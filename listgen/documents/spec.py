"""document.yaml: what a folder of `templates/documents/` says about its paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from listgen.documents.shapes import SHAPES

AUDIENCES = ("county", "township", "village", "order")
_DATA = {"county": "list", "township": "township", "village": "booklet", "order": "order"}
NAMES = ("county", "year", "edition", "township", "village")
_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """A paper: its title and file name are patterns with `{county}`, `{year}`, `{edition}`,
    `{township}`, `{village}`.

    `data` names the values its template is filled with: `list`, `township`, `booklet` or `order`.
    """

    name: str
    title: str
    audience: str
    data: str
    file: str


def load_document(folder_yaml: Mapping[str, object]) -> DocumentSpec:
    """The paper that a document.yaml declares. Raises ValueError naming the field that is wrong."""
    fields = {field: folder_yaml.get(field) for field in ("name", "title", "audience", "data", "file")}
    texts = {field: value for field, value in fields.items() if isinstance(value, str) and value}
    if len(texts) < len(fields):
        raise ValueError(f"document.yaml lacks {', '.join(sorted(set(fields) - set(texts)))}")
    if texts["audience"] not in AUDIENCES:
        raise ValueError(f"audience “{texts['audience']}” is none of {', '.join(AUDIENCES)}")
    if texts["data"] not in SHAPES:
        raise ValueError(f"data “{texts['data']}” is none of {', '.join(SHAPES)}")
    if texts["data"] != _DATA.get(texts["audience"]):
        raise ValueError(f"no papers for audience “{texts['audience']}” are made of data “{texts['data']}”")
    if not re.fullmatch(r"[^/\\]+\.docx", texts["file"]):
        raise ValueError(f"file “{texts['file']}” is no name that ends in .docx")
    unknown = set(_FIELD.findall(texts["title"] + texts["file"])) - set(NAMES)
    if unknown:
        raise ValueError(f"{{{min(unknown)}}} is none of {', '.join(NAMES)}")
    return DocumentSpec(**texts)


def fill_pattern(pattern: str, names: Mapping[str, str]) -> str:
    """`pattern` with its `{fields}` filled. Raises KeyError for one that `names` lacks."""
    return _FIELD.sub(lambda field: names[field[1]], pattern)
