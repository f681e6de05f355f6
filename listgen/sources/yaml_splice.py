"""YAML text with values changed, fields and entries added or taken out, and every other character as it was.

An edit is given as the value before and the value after. Only keys and entries that differ are touched, so
that comments, order and quotes of all else stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from listgen.findings import Finding, Location, Severity, error
from listgen.sources import yaml_write
from listgen.sources.gate import encoding_of
from listgen.sources.yaml import load_yaml
from listgen.sources.yaml_nodes import Listed, Mapped, Node, NotPlain, Plain, Scalar, read_nodes

Order = Sequence[str]  # the keys of a mapping as the files have them


@dataclass(slots=True)
class YamlText:
    """A file that is edited: `root` is its value before, `data` its bytes after."""

    before: bytes
    text: str = field(init=False)
    root: Node = field(init=False)
    _edits: list[tuple[int, int, str]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        codec, mark = encoding_of(self.before)
        self.text = self.before[mark:].decode(codec)
        self.root = read_nodes(self.text)

    @property
    def data(self) -> bytes:
        codec, mark = encoding_of(self.before)
        pieces, at = [], 0
        for start, end, piece in sorted(self._edits, key=lambda edit: edit[:2]):
            assert start >= at, "two edits of one place"
            pieces += [self.text[at:start], piece]
            at = end
        return self.before[:mark] + "".join([*pieces, self.text[at:]]).encode(codec)

    def change(self, node: Node, old: Plain, new: Plain, orders: Mapping[str, Order], path: str = "") -> None:
        """Make of `old`, which `node` says, `new`. Keys that neither has stay.

        `orders` says where a new key goes, by the path of its mapping: `""`, `community` …
        """
        if old == new:
            return
        if isinstance(node, Mapped) and isinstance(old, dict) and isinstance(new, dict):
            self._change_mapping(node, old, new, orders, path)
        elif isinstance(node, Listed) and isinstance(old, list) and isinstance(new, list):
            self._change_list(node, old, new, orders, path)
        else:
            self._replace(node, new)

    def add_entry(self, listed: Node, after: Node | None, value: dict[str, Plain]) -> None:
        """A new mapping in the list, after one of its entries or at its end, written as those are."""
        lines = yaml_write.mapping(value)
        if not isinstance(listed, Listed) or listed.flow or not listed.entries:
            self._put(listed.start, listed.end, "".join(self._ends + line for line in _dashed(lines)))
            return
        last = listed.entries[-1]
        if isinstance(last, Mapped) and last.flow:
            lines = [yaml_write.flow(value)]
        place = self._line_end((after or last).end)
        blank = self._ends if self._parted(listed) else ""
        indent = " " * listed.column
        self._put(place, place, blank + "".join(self._ends + indent + line for line in _dashed(lines)))

    def _parted(self, listed: Listed) -> bool:
        """Whether an empty line stands before the last entry."""
        start = self._dash(listed, len(listed.entries) - 1)
        return len(listed.entries) > 1 and bool(re.search(r"\n\r?\n$", self.text[:start]))

    def _change_mapping(
        self,
        node: Mapped,
        old: dict[str, Plain],
        new: dict[str, Plain],
        orders: Mapping[str, Order],
        path: str,
    ) -> None:
        there = [key.value for key, _ in node.pairs]
        if new and not any(name in new or name not in old for name in there):
            self._replace_all(node, new)
            return
        gone = {name for name in old if name not in new and name in there}
        for name, value in new.items():
            inner = node.get(name)
            if inner is not None and name in old:
                if _emptied(inner, old[name], value):
                    gone.add(name)
                else:
                    self.change(inner, old[name], value, orders, f"{path}.{name}".strip("."))
            elif inner is not None:
                self._replace(inner, value)
        self._remove_keys(node, gone)
        order = orders.get(path, ())
        kept = [name for name in there if name not in gone]
        for name in sorted((name for name in new if name not in there), key=lambda name: _rank(name, order)):
            self._add_key(node, kept, name, new[name], order)
            kept.insert(_place(kept, name, order), name)

    def _add_key(self, node: Mapped, kept: list[str], name: str, value: Plain, order: Order) -> None:
        at = _place(kept, name, order)
        there = {key.value: (key, entry) for key, entry in node.pairs}
        before = next((there[one] for one in reversed(kept[:at]) if one in there), None)
        if node.flow:
            text = f"{yaml_write.scalar(name, True)}: {yaml_write.flow(value)}"
            if not node.pairs:
                self._put(node.start, node.end, "{" + text + "}")
            elif before:
                self._put(before[1].end, before[1].end, ", " + text)
            else:
                self._put(node.pairs[0][0].start, node.pairs[0][0].start, text + ", ")
            return
        indent = " " * node.column
        lines = yaml_write.field(name, value)
        if before:
            place = self._line_end(before[1].end)
            self._put(place, place, "".join(self._ends + indent + line for line in lines))
        else:
            place = node.pairs[0][0].start
            self._put(place, place, "".join(line + self._ends + indent for line in lines))

    def _remove_keys(self, node: Mapped, gone: set[str]) -> None:
        pairs = node.pairs
        first = next((at for at, (key, _) in enumerate(pairs) if key.value not in gone), len(pairs))
        if first == len(pairs) and gone:
            self._put(node.start, node.end, "{}")
            return
        if first:
            self._put(pairs[0][0].start, pairs[first][0].start, "")
        for at in range(first, len(pairs)):
            key, value = pairs[at]
            if key.value in gone:
                self._remove(node.flow, pairs[at - 1][1].end, key.start, value.end)

    def _change_list(
        self, node: Listed, old: list[Plain], new: list[Plain], orders: Mapping[str, Order], path: str
    ) -> None:
        if len(old) != len(node.entries) or not new or not (node.flow or self._dashes(node)):
            self._replace(node, new)
            return
        matcher = SequenceMatcher(None, [_key(entry) for entry in old], [_key(entry) for entry in new], False)
        for _, start, end, first, last in matcher.get_opcodes():
            both = min(end - start, last - first)
            for step in range(both):
                before, after = old[start + step], new[first + step]
                self.change(node.entries[start + step], before, after, orders, path)
            self._remove_entries(node, start + both, end)
            for value in new[first + both : last]:
                self._add_to_list(node, start + both - 1, value)

    def _remove_entries(self, node: Listed, start: int, end: int) -> None:
        entries = node.entries
        if start == 0 and end:
            if node.flow:
                self._put(entries[0].start, entries[end].start, "")
            else:
                self._put(self._dash(node, 0), self._dash(node, end), "")
            return
        for at in range(start, end):
            self._remove(node.flow, entries[at - 1].end, self._dash(node, at), entries[at].end)

    def _add_to_list(self, node: Listed, after: int, value: Plain) -> None:
        if node.flow:
            text = yaml_write.flow(value)
            place = node.entries[after].end if after >= 0 else node.entries[0].start
            self._put(place, place, ", " + text if after >= 0 else text + ", ")
            return
        text = "- " + (yaml_write.scalar(value) if isinstance(value, str) else yaml_write.flow(value))
        if after >= 0:
            place = self._line_end(node.entries[after].end)
            self._put(place, place, self._ends + " " * node.column + text)
        else:
            place = self._dash(node, 0)
            self._put(place, place, text + self._ends + " " * node.column)

    def _dashes(self, node: Listed) -> bool:
        """Whether each dash is the first thing in its line."""
        return all(self._dash(node, at) >= 0 for at in range(len(node.entries)))

    def _dash(self, node: Listed, at: int) -> int:
        """Where the dash of an entry stands; -1 if not at the head of a line."""
        if node.flow:
            return node.entries[at].start
        floor = node.entries[at - 1].end if at else max(self.text.rfind("\n", 0, node.start), 0)
        head = re.compile(rf"^ {{{node.column}}}-(?=[ \r\n]|$)", re.MULTILINE)
        found = [match.end() - 1 for match in head.finditer(self.text, floor, node.entries[at].start)]
        return found[-1] if found else -1

    def _remove(self, flow: bool, previous: int, start: int, end: int) -> None:
        """A key or entry that is not the first: with the comma before it, or its whole lines."""
        if flow:
            self._put(previous, end, "")
            return
        head = self.text.rfind("\n", 0, start)
        head -= self.text[head - 1 : head] == "\r"
        self._put(head, self._line_end(end), "")

    def _replace(self, node: Node, value: Plain) -> None:
        flow = self._in_flow(node)
        text = yaml_write.scalar(value, flow) if isinstance(value, str) else yaml_write.flow(value)
        head = self.text[: node.start].rstrip(" ")
        if not isinstance(node, Scalar) and not node.flow and head.endswith("\n"):
            key = head.rstrip()
            if "#" in key[key.rfind("\n") + 1 :]:  # a comment beside the key; below it stands the value
                self._put(node.start, node.end, "  " + text)
            else:  # a block below its key becomes one line beside it
                self._put(len(key), node.end, " " + text)
            return
        self._put(node.start, node.end, " " + text if node.start == node.end else text)

    def _replace_all(self, node: Mapped, value: dict[str, Plain]) -> None:
        """Other keys altogether."""
        between = self._ends + " " * node.column
        self._put(
            node.start,
            node.end,
            yaml_write.flow(value) if node.flow else between.join(yaml_write.mapping(value)),
        )

    def _in_flow(self, node: Node) -> bool:
        """Whether brackets or braces are open around it."""
        return any((isinstance(outer, (Listed, Mapped)) and outer.flow) for outer in _around(self.root, node))

    @property
    def _ends(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return end - 1 if end > at and self.text[end - 1] == "\r" else end

    def _put(self, start: int, end: int, text: str) -> None:
        self._edits.append((start, end, text))


def _around(outer: Node, node: Node) -> list[Node]:
    """The collections that hold a node, the outermost first."""
    inner: list[Node] = []
    if isinstance(outer, Listed):
        inner = list(outer.entries)
    elif isinstance(outer, Mapped):
        inner = [value for _, value in outer.pairs]
    for one in inner:
        if one is node:
            return [outer]
        if one.start <= node.start and node.end <= one.end:
            found = _around(one, node)
            if found:
                return [outer, *found]
    return []


def open_yaml(data: bytes, file: str) -> tuple[YamlText | None, list[Finding]]:
    """A file to be edited, or what the strict loader has against it."""
    try:
        return YamlText(data), []
    except (NotPlain, UnicodeDecodeError):
        _, findings = load_yaml(data, file)
        errors = [one for one in findings if one.severity is Severity.ERROR]
        return None, errors or [error("yaml-not-a-mapping", Location(file, line=1), value=file)]


def _emptied(node: Node, old: Plain, new: Plain) -> bool:
    """Whether a mapping loses its last key."""
    if not (isinstance(node, Mapped) and isinstance(old, dict) and isinstance(new, dict)):
        return False
    there = {key.value for key, _ in node.pairs}
    return not (there - (set(old) - set(new)) | set(new))


def _dashed(lines: list[str]) -> list[str]:
    return [("- " if at == 0 else "  ") + line for at, line in enumerate(lines)]


def _key(value: Plain) -> str:
    return json.dumps(value, ensure_ascii=False)


def _rank(name: str, order: Order) -> int:
    return list(order).index(name) if name in order else len(order)


def _place(kept: list[str], name: str, order: Order) -> int:
    """After the last key that comes before it; at the end where the order does not know it."""
    rank = _rank(name, order)
    before = [at for at, other in enumerate(kept) if _rank(other, order) <= rank]
    return before[-1] + 1 if before else 0
