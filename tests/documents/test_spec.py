"""document.yaml."""

from __future__ import annotations

import pytest

from listgen.documents.spec import fill_pattern, load_document
from listgen.resources import shipped
from listgen.sources.values import plain
from listgen.sources.yaml import load_yaml

FIELDS = {"name": "x", "title": "{county}清单", "audience": "county", "data": "list", "file": "x.docx"}


@pytest.mark.parametrize(("name", "audience"), [("list", "county"), ("booklet", "village")])
def test_the_shipped_documents(name: str, audience: str) -> None:
    file = shipped("templates") / "documents" / name / "document.yaml"
    value, findings = load_yaml(file.read_bytes(), "document.yaml")
    assert value is not None and not findings
    fields = plain(value)
    assert isinstance(fields, dict)
    spec = load_document(fields)
    assert (spec.name, spec.audience, spec.data) == (name, audience, name)
    names = {"county": "岚溪县", "year": "2026", "village": "青石村"}
    assert fill_pattern(spec.title, names).endswith("（2026年版）")
    assert fill_pattern(spec.file, names).endswith(".docx")


@pytest.mark.parametrize("field", FIELDS)
def test_a_missing_field_is_named(field: str) -> None:
    with pytest.raises(ValueError, match=field):
        load_document({**FIELDS, field: ""})


@pytest.mark.parametrize(("field", "value"), [("audience", "nation"), ("data", "nothing")])
def test_a_wrong_word_is_named(field: str, value: str) -> None:
    with pytest.raises(ValueError, match=value):
        load_document({**FIELDS, field: value})


def test_a_pattern_with_an_unknown_field_raises() -> None:
    with pytest.raises(KeyError):
        fill_pattern("{nobody}", {"county": "岚溪县"})


@pytest.mark.parametrize(("width", "fits"), [("144", True), ("213", True), ("192", False), ("100", False)])
def test_columns_are_as_wide_as_the_page(width: str, fits: bool) -> None:
    columns = [
        {"field": "number", "title": "序号", "width": "12"},
        {"field": "name", "title": "名称", "width": width},
    ]
    fields = {**FIELDS, "kinds": ["duty"], "columns": columns}
    if fits:
        assert len(load_document(fields).columns) == 2
    else:
        with pytest.raises(ValueError, match="mm wide"):
            load_document(fields)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"folder": "CON"}, "folder"),
        ({"folder": "a*b"}, "folder"),
        ({"folder": "甲。 "}, "folder"),
        ({"file": "{village}.docx"}, "village"),
        ({"kinds": ["duty"], "columns": [{"field": ["name"], "title": "甲", "width": "156"}]}, "column"),
    ],
)
def test_what_cannot_be_written_is_refused(change: dict[str, object], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        load_document({**FIELDS, **change})
