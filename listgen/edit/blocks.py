"""Entries of a YAML list as the lines they stand on, so that one is changed and no other byte is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from listgen.sources.gate import encoding_of
from listgen.sources.values import Sequence as Values
from listgen.sources.values import Table, Text
from listgen.sources.yaml import load_yaml

INDENT = 2  # of a key behind its dash in the shipped files


@dataclass(frozen=True, slots=True)
class Block:
    """An entry: its mapping, and the lines from the one of its dash (`start`, from 0) to `end`.

    `keys` are the lines of each key, in their order, the dash of the first taken for a blank; none where two
    keys share a line. `indent` is the column of the keys, `dash` that of the dash.
    """

    table: Table
    start: int
    end: int
    dash: int
    indent: int
    keys: Mapping[str, tuple[str, ...]]


class BlockFile:
    """The entries of the list `key` of a file, by the text of their field `name`."""

    def __init__(self, data: bytes, key: str, name: str) -> None:
        self._data = data
        codec, mark = encoding_of(data)
        text = data[mark:].decode(codec)
        self._codec, self._mark = codec, data[:mark]
        self._eol = "\r\n" if "\r\n" in text else "\n"
        self._lines = [line.removesuffix("\r") for line in text.split("\n")]
        table, _ = load_yaml(data, "")
        found = table.values.get(key) if table else None
        entries = [one for one in found.values if isinstance(one, Table)] if isinstance(found, Values) else []
        starts = [one.location.line - 1 for one in entries]
        after = self._after(table, key) if table else len(self._lines)
        self.blocks = {
            _text(entry, name): self._block(entry, start, end)
            for entry, start, end in zip(entries, starts, [*starts[1:], after], strict=True)
        }

    def _after(self, table: Table, key: str) -> int:
        """The line of the key that follows the list's, or the end."""
        later = (place.line - 1 for place in table.keys.values() if place.line > table.keys[key].line)
        return min(later, default=len(self._lines))

    def _block(self, table: Table, start: int, end: int) -> Block:
        first = self._lines[start]
        dash = len(first) - len(first.lstrip())
        behind = first[dash + 1 :]
        indent = dash + 1 + len(behind) - len(behind.lstrip(" "))
        while end > start + 1 and _apart(self._lines[end - 1], dash):
            end -= 1
        lines = [place.line - 1 for place in table.keys.values()]
        keys = {
            key: tuple(self._lines[at:until])
            for key, at, until in zip(table.keys, lines, [*lines[1:], end], strict=True)
        }
        if len(set(lines)) < len(lines):
            keys = {}
        elif keys:
            head = next(iter(keys))
            keys[head] = (" " * indent + first[indent:], *keys[head][1:])
        return Block(table, start, end, dash, indent, keys)

    def replaced(self, name: str, keys: Sequence[tuple[str, ...]]) -> bytes:
        """The file with an entry made of these lines, a key each; the first gets the dash."""
        block = self.blocks[name]
        lines = [line for one in keys for line in one]
        lines[0] = " " * block.dash + "-" + lines[0][block.dash + 1 :]
        return self._with(block.start, block.end, lines)

    def exchanged(self, name: str, lines: Sequence[str]) -> bytes:
        """The file with all lines of an entry as the shipped files have them."""
        block = self.blocks[name]
        return self._with(block.start, block.end, reindented(lines, block.dash))

    def added(self, lines: Sequence[str]) -> bytes:
        """The file with an entry more behind the last; `lines` as the shipped files have them."""
        last = max(self.blocks.values(), key=lambda block: block.end, default=None)
        if last is None:
            raise ValueError("no entry to stand behind")
        return self._with(last.end, last.end, reindented(lines, last.dash))

    def lines_of(self, name: str) -> tuple[str, ...]:
        """All lines of an entry."""
        block = self.blocks[name]
        return tuple(self._lines[block.start : block.end])

    def _with(self, start: int, end: int, lines: Sequence[str]) -> bytes:
        text = self._eol.join([*self._lines[:start], *lines, *self._lines[end:]])
        return self._mark + text.encode(self._codec)


def reindented(lines: Sequence[str], more: int) -> list[str]:
    """Lines further to the right; blank ones stay blank."""
    return [" " * more + line if line.strip() else line for line in lines]


def _apart(line: str, dash: int) -> bool:
    """Whether a last line is no entry's: blank, or a comment as far left as the dashes."""
    return not line.strip() or (line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= dash)


def _text(table: Table, name: str) -> str:
    value = table.values.get(name)
    return value.value if isinstance(value, Text) else ""
