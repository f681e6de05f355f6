"""Where each value of a YAML text begins and ends, for edits that leave every other character as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from listgen.sources.yaml import MAX_DEPTH

_COLON = re.compile(r"[ \t]*:")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Plain = str | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text from `start` to `end`, quotes included."""

    start: int
    end: int
    line: int
    value: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: in brackets, or each entry after a dash in `column`."""

    start: int
    end: int
    line: int
    flow: bool
    column: int
    entries: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping: in braces, or each key in `column`."""

    start: int
    end: int
    line: int
    flow: bool
    column: int
    pairs: tuple[tuple[Scalar, Node], ...]

    def get(self, name: str) -> Node | None:
        """The value of a key."""
        return next((value for key, value in self.pairs if key.value == name), None)


Node = Scalar | Listed | Mapped


class NotPlain(ValueError):
    """A text that the strict loader refuses; it says why."""


def read_nodes(text: str) -> Node:
    """The one value of a text. Raises NotPlain."""
    node: Node | None = None
    try:
        events = iter(yaml.parse(text, Loader=_LOADER))
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                if node is not None:
                    raise NotPlain("several documents")
                node = _node(event, events, text, 1)
    except yaml.YAMLError as fault:
        raise NotPlain(str(fault)) from fault
    if node is None:
        raise NotPlain("no value")
    return node


def plain_of(node: Node) -> Plain:
    """The value as str, list and dict."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Listed):
        return [plain_of(entry) for entry in node.entries]
    return {key.value: plain_of(value) for key, value in node.pairs}


def _node(event: yaml.Event, events: Iterator[yaml.Event], text: str, depth: int) -> Node:
    named = getattr(event, "anchor", None) or getattr(event, "tag", None)  # an alias has an anchor as well
    if named or depth > MAX_DEPTH:
        raise NotPlain("anchor, alias, tag or depth")
    mark = event.start_mark
    assert mark is not None
    start, line, column = mark.index, mark.line + 1, mark.column
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(start, _scalar_end(event, text), line, event.value)
    flow = bool(getattr(event, "flow_style", False))
    if isinstance(event, yaml.SequenceStartEvent):
        entries: list[Node] = []
        for inner in events:
            if isinstance(inner, yaml.SequenceEndEvent):
                end = _end(inner) if flow or not entries else entries[-1].end
                return Listed(start, end, line, flow, column, tuple(entries))
            entries.append(_node(inner, events, text, depth + 1))
    pairs: list[tuple[Scalar, Node]] = []
    seen: set[str] = set()
    for inner in events:
        if isinstance(inner, yaml.MappingEndEvent):
            end = _end(inner) if flow or not pairs else pairs[-1][1].end
            return Mapped(start, end, line, flow, column, tuple(pairs))
        key = _node(inner, events, text, depth + 1)
        if not isinstance(key, Scalar) or key.value in seen:
            raise NotPlain("a key that is no text, or stands twice")
        seen.add(key.value)
        value = _node(next(events), events, text, depth + 1)
        pairs.append((key, value if value.end > key.end else _empty_after(key, text)))
    raise ValueError("no end")


def _scalar_end(event: yaml.ScalarEvent, text: str) -> int:
    """A block scalar's end is the parser's only after the blanks and line ends that follow it."""
    assert event.start_mark is not None
    start, end = event.start_mark.index, _end(event)
    return start + len(text[start:end].rstrip()) if event.style in ("|", ">") else end


def _end(event: yaml.Event) -> int:
    assert event.end_mark is not None
    return event.end_mark.index


def _empty_after(key: Scalar, text: str) -> Scalar:
    """The value of a key that has none: nothing, after the colon."""
    colon = _COLON.match(text, key.end)
    at = colon.end() if colon else key.end
    return Scalar(at, at, key.line, "")
