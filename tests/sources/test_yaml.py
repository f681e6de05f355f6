"""Strict YAML: text only, bounded, every value and every fault with its line."""

from __future__ import annotations

import codecs
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listgen.findings import Severity
from listgen.sources import gate, yaml
from listgen.sources.values import Sequence, Table, plain
from listgen.sources.yaml import load_yaml

FILE = "items/a.yaml"


def _found(data: bytes) -> list[tuple[str, int, str]]:
    """Slug, line and value of every finding; a file that is refused gives no value."""
    _, findings = load_yaml(data, FILE)
    assert all(finding.location.file == FILE for finding in findings)
    return [(finding.slug, finding.location.line, finding.facts()["value"]) for finding in findings]


def _plain(data: bytes) -> object:
    table, findings = load_yaml(data, FILE)
    assert table is not None and findings == []
    return plain(table)


@pytest.mark.parametrize(
    "scalar",
    [
        *(
            "8:30",
            "0123",
            "012345",
            "NO",
            "no",
            "yes",
            "true",
            "1e3",
            "1.0",
            "0x1F",
            "0o17",
            "~",
            "null",
            ".inf",
        ),
        *("2026-11-21", "18446744073709551616", "110105194912310021", "=", "<<", "a#b", "甲：乙", "-1"),
    ],
)
def test_scalars_stay_text(scalar: str) -> None:
    assert _plain(f"a: {scalar}\nb: [{scalar}]\n".encode()) == {"a": scalar, "b": [scalar]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a:", {"a": ""}),
        ("a: ''", {"a": ""}),
        ("a: []\nb: {}", {"a": [], "b": {}}),
        ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
        ("a: >-\n  x\n  y\n", {"a": "x y"}),
        ("a: b # c", {"a": "b"}),
        ('a: "\\u6751"', {"a": "村"}),
        ("1: b\n~: c", {"1": "b", "~": "c"}),
        ("%YAML 1.1\n---\na: b\n...\n", {"a": "b"}),
        ("a:\n- b: c\n  d: [e, f]\n", {"a": [{"b": "c", "d": ["e", "f"]}]}),
        ("<<: {a: b}", {"<<": {"a": "b"}}),
    ],
)
def test_values(text: str, value: object) -> None:
    assert _plain(text.encode()) == value


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("head", [b"", codecs.BOM_UTF8], ids=["plain", "bom"])
def test_each_value_knows_its_line(newline: str, head: bytes) -> None:
    lines = ["# 注", "a: 甲", "b:", "- 乙", "- c: 丙", "  d: {e: 丁}"]
    table, findings = load_yaml(head + newline.join(lines).encode(), FILE)
    assert table is not None and findings == []
    assert plain(table) == {"a": "甲", "b": ["乙", {"c": "丙", "d": {"e": "丁"}}]}
    assert (table.location.line, table.values["a"].location.line, table.keys["b"].line) == (2, 2, 3)
    entries = table.values["b"]
    assert isinstance(entries, Sequence)
    assert [entry.location.line for entry in entries.values] == [4, 5]
    inner = entries.values[1]
    assert isinstance(inner, Table) and inner.values["d"].location.line == 6


@pytest.mark.parametrize(
    ("text", "slug", "line", "value"),
    [
        ("a: b\nc: *d", "yaml-alias", 2, "*d"),
        ("a: &d b", "yaml-alias", 1, "&d"),
        ("a: b\nc: &d [e]", "yaml-alias", 2, "&d"),
        ("&d a: b", "yaml-alias", 1, "&d"),
        ("a: !!str b", "yaml-tag", 1, "tag:yaml.org,2002:str"),
        (
            "a: b\nc: !!python/object/apply:os.system [ls]",
            "yaml-tag",
            2,
            "tag:yaml.org,2002:python/object/apply:os.system",
        ),
        ("a: !x {b: c}", "yaml-tag", 1, "!x"),
        ("a: ! b", "yaml-tag", 1, "!"),
        ("!!map {a: b}", "yaml-tag", 1, "tag:yaml.org,2002:map"),
        ("a: b\n---\nc: d", "yaml-many-documents", 2, "---"),
        ("a: b\n---\n", "yaml-many-documents", 2, "---"),
        ("", "yaml-not-a-mapping", 1, ""),
        ("# 注", "yaml-not-a-mapping", 1, "# 注"),
        ("- a\n- b", "yaml-not-a-mapping", 1, "- a\n- b"),
        ("text", "yaml-not-a-mapping", 1, "text"),
        ("a: b\n? [c]\n: d", "yaml-key-not-text", 2, "?"),
        ("{a: b}: c", "yaml-key-not-text", 1, "?"),
    ],
)
def test_refused(text: str, slug: str, line: int, value: str) -> None:
    table, _ = load_yaml(text.encode(), FILE)
    assert table is None
    assert _found(text.encode()) == [(slug, line, value)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a:\n\tb: c", 2),
        ("\ta: b", 1),
        ("a: b\n c: d", 2),
        ("a: b: c", 1),
        ("a: [b\nc: d", 2),
        ("a: [", 1),
        ('a: "\n\n', 3),
        ('a: "\\ud800"', 1),
        ('x: y\na: "\\q"', 2),
        ("%FOO\na: b", 1),
        ("a: @b", 1),
        ("a: %b", 1),
    ],
)
def test_syntax_has_its_line(text: str, line: int) -> None:
    table, findings = load_yaml(text.encode(), FILE)
    assert table is None
    assert [(finding.slug, finding.location.line) for finding in findings] == [("yaml-syntax", line)]
    assert all(finding.facts()["value"] for finding in findings)


@pytest.mark.parametrize(
    ("text", "line", "value"),
    [
        ("id: a\nname：甲\nb: c", 2, "name：甲"),
        ("items:\n- id：a\n  name: b", 2, "- id：a"),
        ("a: b\nbase_url ：c", 2, "base_url ：c"),
    ],
)
def test_a_full_width_colon_is_named(text: str, line: int, value: str) -> None:
    assert _found(text.encode()) == [("yaml-wide-colon", line, value)]


def test_a_full_width_colon_in_a_value_is_none_of_the_parser_s() -> None:
    assert _found("a: |\n  name：甲".encode()) == []


@pytest.mark.parametrize(
    ("text", "line", "key", "first", "kept"),
    [
        ("a: 1\nb: 2\na: 3", 3, "a", "1", {"a": "1", "b": "2"}),
        ("a:\n  b: 1\n  b: 2", 3, "b", "2", {"a": {"b": "1"}}),
        ("a:\n- {b: 1}\n- {b: 1, b: 2}", 3, "b", "3", {"a": [{"b": "1"}, {"b": "1"}]}),
        ("1: a\n'1': b", 2, "1", "1", {"1": "a"}),
    ],
)
def test_duplicate_keys(text: str, line: int, key: str, first: str, kept: object) -> None:
    table, (finding,) = load_yaml(text.encode(), FILE)
    assert (finding.slug, finding.location.line) == ("yaml-duplicate-key", line)
    assert (finding.facts()["value"], finding.facts()["first"]) == (key, first)
    assert table is not None and plain(table) == kept


@pytest.mark.parametrize(
    ("text", "slug", "line", "value"),
    [
        ("a: b\nc: 甲\u200b乙\n", "zero-width-character", 2, "甲\u200b乙"),
        ("a: b\n甲\u00a0乙: c\n", "odd-blank", 2, "甲\u00a0乙"),
        ("a:\n- b\n- [甲\u202e]\n", "bidi-character", 3, "甲\u202e"),
        ('a: "\\u200d"\n', "zero-width-character", 1, "\u200d"),
        ('a: "\\a"\n', "control-character", 1, "\a"),
        ("a: b\tc", "control-character", 1, "b\tc"),
        ("a: \uf900", "compatibility-ideograph", 1, "\uf900"),
        ("a: \ue000", "private-use-character", 1, "\ue000"),
        ("a: b\nc: 11010519491231002X", "identity-number", 2, "110105…"),
    ],
)
def test_the_gate_stands_before_every_scalar(text: str, slug: str, line: int, value: str) -> None:
    assert _found(text.encode()) == [(slug, line, value)]


@pytest.mark.parametrize(
    ("char", "slug"),
    [
        *(("\x01", "control-character"), ("\x1b", "control-character"), ("\x7f", "control-character")),
        *(("\x85", "control-character"), ("\x9f", "control-character"), ("\rb", "control-character")),
        *(("\ufeff", "zero-width-character"), ("\ufffe", "unassigned-character")),
    ],
    ids=ascii,
)
def test_what_the_parser_refuses_has_its_line(char: str, slug: str) -> None:
    text = f"a: b\r\n# c\r\nd:\te{char}\r\n"
    table, findings = load_yaml(text.encode(), FILE)
    assert table is None
    assert [(finding.slug, finding.location.line) for finding in findings] == [(slug, 3)]


@pytest.mark.parametrize("bracket", ["[", "{", "- ", "? "])
@pytest.mark.parametrize("count", [5_000, 1_000_000])
def test_deep_nesting(bracket: str, count: int) -> None:
    start = monotonic()
    assert _found(b"a:\n " + bracket.encode() * count) == [("yaml-too-deep", 2, str(yaml.MAX_DEPTH + 1))]
    assert monotonic() - start < 1


def test_as_deep_as_allowed() -> None:
    depth = yaml.MAX_DEPTH - 1
    text = b"a: " + b"[" * (depth - 1) + b"b" + b"]" * (depth - 1)
    assert load_yaml(text, FILE)[1] == []
    assert [slug for slug, _, _ in _found(b"a: " + b"[" * depth + b"b" + b"]" * depth)] == ["yaml-too-deep"]


def test_billion_laughs() -> None:
    lines = ["a: &a [lol, lol]"]
    lines += (
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    start = monotonic()
    assert _found("\n".join(lines).encode()) == [("yaml-alias", 1, "&a")]
    assert monotonic() - start < 1


def test_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "MAX_VALUES", 6)
    assert _found(b"a: b\nc: [d]") == []
    assert _found(b"a: b\nc: [d,\n e]") == [("yaml-too-many-values", 3, "7")]


def test_gb18030_is_read_with_a_warning() -> None:
    table, (finding,) = load_yaml("名称: 上㙍村𡐓".encode("gb18030"), FILE)
    assert table is not None and plain(table) == {"名称": "上㙍村𡐓"}
    assert (finding.slug, finding.severity) == ("gb18030-file", Severity.WARN)


@pytest.mark.parametrize(
    ("data", "slug", "line", "value"),
    [
        (b"a: b\nc: \xff\xfe\n", "unknown-encoding", 2, "ff"),
        ("a: 村".encode("utf-16"), "not-a-text-file", 0, "NUL"),
        (b"a: b\0", "not-a-text-file", 0, "NUL"),
        (b"a: \xed\xa0\x80\n", "unknown-encoding", 1, "ed"),
    ],
)
def test_undecodable(data: bytes, slug: str, line: int, value: str) -> None:
    assert _found(data) == [(slug, line, value)]


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gate.MAX_TEXT_BYTES == 20_000_000
    monkeypatch.setattr(gate, "MAX_TEXT_BYTES", 5)
    assert _found(b"a: bc") == []
    assert _found(b"a: bcd") == [("file-too-large", 0, "6")]


@pytest.mark.parametrize(
    ("line", "findings"),
    [
        (b"# \n", 0),
        (b" x\n", 0),
        (b"\x01\n", yaml.MOST_UNREADABLE),
        ("\u200b".encode(), gate.MOST_IN_A_SCALAR),
    ],
)
def test_a_large_file_of_one_fault_is_read_quickly(line: bytes, findings: int) -> None:
    start = monotonic()
    assert len(_found(b"a:\n  b" + line * 500_000)) == findings
    assert monotonic() - start < 5


@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    table, findings = load_yaml(data, FILE)
    assert table is not None or findings


PIECES = st.sampled_from(
    [
        *(
            "a",
            "b: ",
            ": ",
            "- ",
            "? ",
            "\n",
            "\n  ",
            "\r\n",
            "\t",
            "[",
            "]",
            "{",
            "}",
            ",",
            "&x ",
            "*x",
            "!!t ",
            "|\n",
        ),
        *(
            ">-\n",
            "'",
            '"',
            "\\u",
            "#",
            "%YAML 1.1\n",
            "---\n",
            "...\n",
            "<<",
            "村",
            "\u200b",
            "\x07",
            "\ufeff",
            "0123",
        ),
        *("\u2028", "\x85", "𡐓", "@", "`", "\ud7ff", "\uffff"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_of_yaml_marks(text: str) -> None:
    table, findings = load_yaml(text.encode(), FILE)
    assert table is not None or findings
    if "\u2028" not in text:  # a line for the parser, none for an editor
        assert all(0 <= finding.location.line <= text.count("\n") + 1 for finding in findings)


def test_a_long_scalar_of_faults_is_not_repeated() -> None:
    found = load_yaml(("a: " + "\u200b" * 100_000).encode(), "x.yaml")[1]
    assert (
        sum(len(finding.facts()["value"]) for finding in found) <= gate.MOST_IN_A_SCALAR * gate.LONGEST_SHOWN
    )
