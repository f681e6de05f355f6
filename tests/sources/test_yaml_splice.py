"""YAML edits: the value is what was asked for, and what was not touched is byte for byte as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from listgen.resources import shipped
from listgen.sources import yaml_write
from listgen.sources.values import plain
from listgen.sources.yaml import load_yaml
from listgen.sources.yaml_nodes import Plain, plain_of, read_nodes
from listgen.sources.yaml_splice import YamlText

FILES = sorted(shipped("catalogs").rglob("*.yaml"))
ORDERS = {"": ("a", "b", "c", "d"), "c": ("x", "y", "z")}


def edited(before: str, old: Plain, new: Plain) -> str:
    file = YamlText(before.encode())
    file.change(file.root, old, new, ORDERS)
    return file.data.decode()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_nodes_are_what_the_strict_loader_reads(path: Path) -> None:
    table, _ = load_yaml(path.read_bytes(), path.name)
    assert table is not None
    assert plain_of(read_nodes(path.read_text("utf-8"))) == plain(table)


@pytest.mark.parametrize(
    ("before", "old", "new", "after"),
    [
        ("a: 1  # eins\nb: '2'\n", {"a": "1"}, {"a": "3"}, "a: 3  # eins\nb: '2'\n"),
        ("a: 1\r\nc: 2\r\n", {}, {"b": "x"}, "a: 1\r\nb: x\r\nc: 2\r\n"),
        ("b: 1 # one\n# two\nd: 2", {}, {"c": "x"}, "b: 1 # one\nc: x\n# two\nd: 2"),
        ("b: 1\n", {}, {"a": "x"}, "a: x\nb: 1\n"),
        ("a: 1\nb: 2 # gone\n# kept\nc: 3\n", {"b": "2"}, {}, "a: 1\n# kept\nc: 3\n"),
        ("a: 1\nb: 2\n", {"a": "1"}, {}, "b: 2\n"),
        ("a: |\n  x\n  y\n\n# c\nb: 2\n", {"a": "x\ny\n"}, {"a": "z"}, "a: z\n\n# c\nb: 2\n"),
        ("a:\nb: 1\n", {"a": ""}, {"a": "z"}, "a: z\nb: 1\n"),
        ("{a: 1, c: {x: 2}}", {"a": "1"}, {"b": "2"}, "{b: 2, c: {x: 2}}"),
        ("a: [1, 2 , 3]\n", {"a": ["1", "2", "3"]}, {"a": ["1", "3"]}, "a: [1 , 3]\n"),
        ("a: [1, 2]\n", {"a": ["1", "2"]}, {"a": ["0", "1", "2", "x, y"]}, "a: [0, 1, 2, 'x, y']\n"),
        ("a:\n- 1  # eins\n- 2\n", {"a": ["1", "2"]}, {"a": ["1", "x"]}, "a:\n- 1  # eins\n- x\n"),
        ("a:\n- 1  # eins\n- 2\n", {"a": ["1", "2"]}, {"a": ["2"]}, "a:\n- 2\n"),
        ("a:\n  - 1\nb: 1\n", {"a": ["1"]}, {"a": ["1", "3"]}, "a:\n  - 1\n  - 3\nb: 1\n"),
        ("a:  # n\n- 1\nb: 1\n", {"a": ["1"]}, {"a": "x"}, "a:  # n\n  x\nb: 1\n"),
        ("a: x\nc:\n  x: 1\n  y: 2\n", {"c": {"x": "1"}}, {"c": {"z": "3"}}, "a: x\nc:\n  y: 2\n  z: 3\n"),
        ("a: x\nc:\n  x: 1\nd: 1\n", {"c": {"x": "1"}}, {"c": {}}, "a: x\nd: 1\n"),
        ("a: x\nd: 1\n", {}, {"c": {"x": "1", "y": ["p", "q"]}}, "a: x\nc:\n  x: 1\n  y: [p, q]\nd: 1\n"),
        ("a: x", {}, {"b": [{"x": "1"}]}, "a: x\nb:\n- {x: 1}"),
        (
            "a:\n- {x: 1, k: 9}  # why\n- {x: 2}\n",
            {"a": [{"x": "1"}, {"x": "2"}]},
            {"a": [{"x": "7"}, {"x": "2"}]},
            "a:\n- {x: 7, k: 9}  # why\n- {x: 2}\n",
        ),
    ],
)  # fmt: skip
def test_only_what_differs_changes(before: str, old: Plain, new: Plain, after: str) -> None:
    assert edited(before, old, new) == after


TEXTS = st.text(st.sampled_from("ab：: #-'\"{}[],&*!|>%@`?~é村\n"), max_size=4)


@settings(max_examples=100)
@given(st.one_of(TEXTS, st.sampled_from(["name：甲", "甲 lead：乙"])), st.booleans())
@example("name：甲", False)
@example("甲 lead：乙", True)
def test_any_text_reads_back(text: str, flow: bool) -> None:
    written = yaml_write.scalar(text, flow)
    document = f"k: [{written}, x]\n" if flow else f"k: {written}\n"
    assert plain_of(read_nodes(document)) == {"k": [text, "x"] if flow else text}
    assert [one for one in load_yaml(document.encode(), "a.yaml")[1] if one.slug.startswith("yaml-")] == []


@dataclass(frozen=True, slots=True)
class Styled:
    """A value and one way to write it."""

    value: Plain
    lines: tuple[str, ...]


def _scalar(text: str) -> Styled:
    return Styled(text, (yaml_write.scalar(text),))


SCALARS = st.one_of(TEXTS, st.sampled_from(["一", "甲、乙", "yes", "2026-01-01", "0123"])).map(_scalar)


@st.composite
def values(draw: st.DrawFn, depth: int = 0) -> Styled:
    kind = draw(st.sampled_from(["text", "flow", "list", "map"] if depth < 2 else ["text"]))
    if kind == "text":
        return draw(SCALARS)
    inner = draw(st.lists(values(depth + 1), min_size=1, max_size=3 - depth))
    if kind == "flow":
        value: Plain = [one.value for one in inner]
        return Styled(value, (yaml_write.flow(value),))
    comments = [draw(st.sampled_from(["", "# c", "# - x: y"]))] * 4
    if kind == "list":
        lines = [""]
        for one, comment in zip(inner, comments, strict=False):
            lines += [comment] if comment else []
            lines += _entry(one)
        return Styled([one.value for one in inner], tuple(lines))
    keys = draw(st.sampled_from([["x", "y", "z"], ["z", "w", "x"]]))
    lines = [""]
    for key, one, comment in zip(keys, inner, comments, strict=False):
        lines += ["  " + comment] if comment else []
        lines += ["  " + line for line in _keyed(key, one)]
    return Styled({key: one.value for key, one in zip(keys, inner, strict=False)}, tuple(lines))


def _keyed(key: str, value: Styled) -> list[str]:
    first, *more = value.lines
    return [f"{key}: {first}".rstrip() if not more else f"{key}:{' # n' if len(more) == 3 else ''}", *more]


def _entry(value: Styled) -> list[str]:
    first, *more = value.lines
    if isinstance(value.value, dict) and more:
        head, *rest = [line[2:] for line in more]
        if head.startswith("#"):
            return ["- " + yaml_write.flow(value.value)]
        return ["- " + head, *("  " + line for line in rest)]
    return ["- " + (yaml_write.flow(value.value) if more else first)]


def _document(value: dict[str, Styled]) -> str:
    return "\n".join(line for key, one in value.items() for line in _keyed(key, one)) + "\n"


DOCUMENTS = st.dictionaries(st.sampled_from("abcd"), values(), min_size=1, max_size=3)


@settings(max_examples=60)
@given(DOCUMENTS, DOCUMENTS, st.sets(st.sampled_from("abcde")), st.sampled_from(["\n", "\r\n"]))
def test_any_value_becomes_any_other(
    before: dict[str, Styled], after: dict[str, Styled], kept: set[str], ends: str
) -> None:
    text = _document(before).replace("\n", ends)
    old: Plain = {key: one.value for key, one in before.items()}
    assert plain_of(read_nodes(text)) == old
    assert edited(text, old, old) == text
    new: Plain = {key: one.value for key, one in after.items()} | {
        key: one.value for key, one in before.items() if key in kept
    }
    assert plain_of(read_nodes(edited(text, old, new))) == new
