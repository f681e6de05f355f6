"""Typed reading of a mapping: what each method takes, and where its complaint stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from listgen.findings import Finding, Location
from listgen.sources.fields import Fields, check_code, read_date
from listgen.sources.yaml import load_yaml

Read = Callable[[Fields], object]
FILE = "county.yaml"


def _read(text: str, read: Read, *, finish: bool = True) -> tuple[object, list[Finding]]:
    table, findings = load_yaml(text.encode(), FILE)
    assert table is not None and findings == []
    fields = Fields(table, findings)
    value = read(fields)
    if finish:
        fields.finish()
    return value, findings


def _seen(findings: list[Finding]) -> list[tuple[str, int, str]]:
    assert all(finding.location.file == FILE for finding in findings)
    return [(finding.slug, finding.location.line, finding.facts()["value"]) for finding in findings]


def _text(*, required: bool = False, longest: int = 0) -> Read:
    return lambda fields: fields.text("a", required=required, longest=longest)


@pytest.mark.parametrize(
    ("text", "read", "value", "found"),
    [
        ("a: 甲", _text(), "甲", []),
        ("a:", _text(), "", []),
        ("{}", _text(), "", []),
        ("{}", _text(required=True), "", [("missing-field", 1, "a")]),
        ("b: c\na:", _text(required=True), "", [("field-empty", 2, ""), ("unknown-field", 1, "b")]),
        ("a: [甲]", _text(), "", [("field-not-text", 1, "a")]),
        ("a: {b: c}", _text(required=True), "", [("field-not-text", 1, "a")]),
        ('a: " 甲"', _text(), " 甲", [("blank-around-value", 1, " 甲")]),
        ('a: " "', _text(required=True), " ", [("field-empty", 1, ""), ("blank-around-value", 1, " ")]),
        ("a: 甲乙丙", _text(longest=3), "甲乙丙", []),
        ("a: 甲乙丙丁", _text(longest=3), "甲乙丙丁", [("field-too-long", 1, "甲乙丙丁")]),
        ("a: 甲乙丙丁", _text(longest=0), "甲乙丙丁", []),
    ],
)
def test_text(text: str, read: Read, value: str, found: list[tuple[str, int, str]]) -> None:
    read_value, findings = _read(text, read)
    assert (read_value, _seen(findings)) == (value, found)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("00173", ""),
        ("０0173", "full-width-in-code"),
        ("173", "bad-code"),
        ("001734", "bad-code"),
        ("a0173", "bad-code"),
        ("٠٠١٧٣", "bad-code"),
        ("00173\n", "bad-code"),
        ("173.0", "code-as-number"),
        ("173.", "code-as-number"),
        ("1.73E+4", "code-as-number"),
        ("4E15", "code-as-number"),
        ("17.5", "bad-code"),
    ],
)
def test_code(text: str, slug: str) -> None:
    place = Location("villages.csv", cell="A2")
    found = check_code(text, r"\d{5}", "编号", place)
    assert [(finding.slug, finding.location, finding.facts()["value"]) for finding in found] == (
        [(slug, place, text)] if slug else []
    )


@pytest.mark.parametrize(
    ("text", "required", "found"),
    [
        ("a: '17'", True, []),
        ("{}", False, []),
        ("a:", False, []),
        ("{}", True, [("missing-field", 1, "a")]),
        ("a:", True, [("field-empty", 1, "")]),
        ("\na: 1７", True, [("full-width-in-code", 2, "1７")]),
        ("\na: 17.0", True, [("code-as-number", 2, "17.0")]),
        ("\na: x", False, [("bad-code", 2, "x")]),
    ],
)
def test_code_of_a_field(text: str, required: bool, found: list[tuple[str, int, str]]) -> None:
    _, findings = _read(text, lambda fields: fields.code("a", r"\d\d", required=required))
    assert _seen(findings) == found


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("a: on", "on", []),
        ("a: off", "off", []),
        ("{}", "on", []),
        ("a:", "on", []),
        ("\na: yes", "on", [("field-not-a-choice", 2, "yes")]),
        ("\na: ON", "on", [("field-not-a-choice", 2, "ON")]),
        ("\na: [on]", "on", [("field-not-text", 2, "a")]),
    ],
)
def test_choice(text: str, value: str, found: list[tuple[str, int, str]]) -> None:
    read = _read(text, lambda fields: fields.choice("a", ("on", "off"), required=False, default="on"))
    assert (read[0], _seen(read[1])) == (value, found)


@pytest.mark.parametrize(
    ("text", "value", "slug"),
    [
        *(("a: yes", True, ""), ("a: no", False, ""), ("{}", False, ""), ("a:", False, "")),
        *(("a: 是", False, "field-not-a-choice"), ("a: true", False, "field-not-a-choice")),
    ],
)
def test_flag(text: str, value: bool, slug: str) -> None:
    read, findings = _read(text, lambda fields: fields.flag("a"))
    assert (read, [finding.slug for finding in findings]) == (value, [slug] if slug else [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("2024-02-29", date(2024, 2, 29)),
        ("1900-01-01", date(1900, 1, 1)),
        *((text, None) for text in ("2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "2026-1-2")),
        *((text, None) for text in ("0001-01-01", "0202-11-21", "1899-12-31")),
        *((text, None) for text in ("2026/11/21", "20261121", "2026-11-21 ", "２０２６-11-21", "46000", "")),
    ],
)
def test_read_date(text: str, day: date | None) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "required", "value", "found"),
    [
        ("a: 2026-11-21", True, date(2026, 11, 21), []),
        ("{}", False, None, []),
        ("{}", True, None, [("missing-field", 1, "a")]),
        ("a:", True, None, [("field-empty", 1, "")]),
        ("\na: 2026-2-1", False, None, [("bad-date", 2, "2026-2-1")]),
    ],
)
def test_day(text: str, required: bool, value: date | None, found: list[tuple[str, int, str]]) -> None:
    read = _read(text, lambda fields: fields.day("a", required=required))
    assert (read[0], _seen(read[1])) == (value, found)


@pytest.mark.parametrize(
    ("text", "required", "value", "found"),
    [
        ("a: [甲, 乙]", False, ("甲", "乙"), []),
        ("a: 甲", False, ("甲",), []),
        ("a:", False, (), []),
        ("a: []", True, (), []),
        ("{}", False, (), []),
        ("{}", True, (), [("missing-field", 1, "a")]),
        ("a: {b: c}", False, (), [("field-not-texts", 1, "a")]),
        ("a: [甲, [乙]]", False, (), [("field-not-texts", 1, "a")]),
        ("a:\n- 甲\n-\n- 乙", False, ("甲", "乙"), [("field-empty", 3, "")]),
        ("a:\n- 甲\n- ' 乙'", False, ("甲", " 乙"), [("blank-around-value", 3, " 乙")]),
    ],
)
def test_texts(text: str, required: bool, value: object, found: list[tuple[str, int, str]]) -> None:
    read = _read(text, lambda fields: fields.texts("a", required=required))
    assert (read[0], _seen(read[1])) == (value, found)


@pytest.mark.parametrize(
    ("text", "required", "value", "found"),
    [
        ("a: [village, community]", True, ("village", "community"), []),
        ("a: village", True, ("village",), []),
        ("{}", False, (), []),
        ("{}", True, (), [("missing-field", 1, "a")]),
        ("a: []", False, (), []),
        ("\na: []", True, (), [("field-empty", 2, "")]),
        ("\na:", True, (), [("field-empty", 2, "")]),
        ("\na: [village, 村]", True, ("village",), [("field-not-a-choice", 2, "村")]),
    ],
)
def test_choices(text: str, required: bool, value: object, found: list[tuple[str, int, str]]) -> None:
    known = ("village", "community")
    read = _read(text, lambda fields: fields.choices("a", known, required=required))
    assert (read[0], _seen(read[1])) == (value, found)


@pytest.mark.parametrize(
    ("text", "required", "count", "found"),
    [
        ("a:\n- {b: c}\n- {b: d}", False, 2, []),
        ("a: []", True, 0, []),
        ("{}", False, 0, []),
        ("{}", True, 0, [("missing-field", 1, "a")]),
        ("a: {b: c}", False, 0, [("field-not-tables", 1, "a")]),
        ("a: 甲", False, 0, [("field-not-tables", 1, "a")]),
        ("\na: [甲, {b: c}]", False, 0, [("field-not-tables", 2, "a")]),
    ],
)
def test_tables(text: str, required: bool, count: int, found: list[tuple[str, int, str]]) -> None:
    tables: list[int] = []
    _, findings = _read(text, lambda fields: tables.append(len(fields.tables("a", required=required))))
    assert (tables, _seen(findings)) == ([count], found)


@pytest.mark.parametrize(
    ("text", "required", "value", "found"),
    [
        ("a: {b: 甲}", True, "甲", []),
        ("{}", False, "", []),
        ("{}", True, "", [("missing-field", 1, "a")]),
        ("\na: 甲", False, "", [("field-not-a-table", 2, "a")]),
        ("a:\n  b: 甲\n  c: 乙", True, "甲", [("unknown-field", 3, "c")]),
    ],
)
def test_table(text: str, required: bool, value: str, found: list[tuple[str, int, str]]) -> None:
    def read(fields: Fields) -> str:
        inner = fields.table("a", required=required)
        text = inner.text("b")
        inner.finish()
        return text

    read_value, findings = _read(text, read)
    assert (read_value, _seen(findings)) == (value, found)


def test_names_are_data() -> None:
    names, findings = _read("甲: x\n乙: y", lambda fields: fields.names())
    assert (names, findings) == (("甲", "乙"), [])


def test_finish_finds_what_nobody_asked_for() -> None:
    _, findings = _read("a: 1\nb: 2\nc: 3", _text(), finish=True)
    assert _seen(findings) == [("unknown-field", 2, "b"), ("unknown-field", 3, "c")]
    table, _ = load_yaml(b"a: 1\nb: 2", FILE)
    assert table is not None
    found: list[Finding] = []
    Fields(table, found).finish(also=("a",))
    assert _seen(found) == [("unknown-field", 2, "b")]


def test_place_and_has() -> None:
    table, findings = load_yaml(b"# x\nb: 1\na: 2", FILE)
    assert table is not None
    fields = Fields(table, findings)
    assert (fields.place("a").line, fields.place("z").line) == (3, 2)
    assert (fields.has("a"), fields.has("z")) == (True, False)


@pytest.mark.parametrize(
    ("read", "required"),
    [
        (lambda fields: fields.text("a"), ""),
        (lambda fields: fields.code("a", "x"), "missing-field"),
        (lambda fields: fields.choice("a", ("x",)), "missing-choice"),
        (lambda fields: fields.day("a"), ""),
        (lambda fields: fields.texts("a"), ""),
        (lambda fields: fields.choices("a", ("x",)), ""),
        (lambda fields: fields.tables("a"), ""),
        (lambda fields: fields.table("a"), ""),
    ],
    ids=["text", "code", "choice", "day", "texts", "choices", "tables", "table"],
)
def test_only_codes_and_choices_are_required_unless_said(read: Read, required: str) -> None:
    found = [(required, 1, "a")] if required else []
    assert _seen(_read("{}", read)[1]) == found
