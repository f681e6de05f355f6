"""How a value of a project's text stands in a cell, and which value a cell means.

Every codec reads back what it shows. Lists stand an entry a line; what has parts is written as papers
write it: 《law》article（role，whom）.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from listgen.sources.fields import NO
from listgen.sources.yaml_nodes import Plain

BETWEEN = "、"
NOTHING = "删去"  # an old article that no new one took the place of


class Unreadable(Exception):
    """A cell that no value can be read from: the line, and the form that it should have or the choices."""

    def __init__(self, value: str, form: str = "", choices: tuple[str, ...] = ()) -> None:
        super().__init__(value)
        self.value = value
        self.form = form
        self.choices = choices


class Unshown(Exception):
    """A value that no cell can show, so that it would come back as another one."""


class Codec(Protocol):
    """One way between value and cell. `choices` are offered; `day`: a date cell counts as text."""

    @property
    def choices(self) -> tuple[str, ...]: ...
    @property
    def day(self) -> bool: ...
    def show(self, value: Plain) -> str:
        """The cell. Raises Unshown."""

    def read(self, text: str) -> Plain:
        """The value of a cell that is not empty. Raises Unreadable."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it is. `offered` are the usual ones; others are right as well."""

    offered: tuple[str, ...] = ()
    day: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        return self.offered

    def show(self, value: Plain) -> str:
        if not isinstance(value, str):
            raise Unshown
        return value

    def read(self, text: str) -> Plain:
        return text


@dataclass(frozen=True, slots=True)
class Word:
    """One of the file's own words, in Chinese in the cell."""

    words: Mapping[str, str]
    day: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(self.words.values())

    def show(self, value: Plain) -> str:
        if not isinstance(value, str):
            raise Unshown
        return self.words.get(value, value)

    def read(self, text: str) -> Plain:
        for word, shown in self.words.items():
            if shown == text:
                return word
        raise Unreadable(text, choices=self.choices)


@dataclass(frozen=True, slots=True)
class Words:
    """Several of the file's own words, between 、."""

    words: Mapping[str, str]
    offered: tuple[str, ...] = ()
    day: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        return self.offered

    def show(self, value: Plain) -> str:
        shown = BETWEEN.join(self.words.get(entry, entry) for entry in _texts(value))
        if self.read_loosely(shown) != [self.words.get(entry, entry) for entry in _texts(value)]:
            raise Unshown
        return shown

    def read_loosely(self, text: str) -> list[str]:
        return text.split(BETWEEN) if text else []

    def read(self, text: str) -> Plain:
        by_shown = {shown: word for word, shown in self.words.items()}
        entries = re.split(r"[、\n]", text.strip("\n"))
        for entry in entries:
            if entry not in by_shown:
                raise Unreadable(entry, choices=tuple(by_shown))
        return [by_shown[entry] for entry in entries]


@dataclass(frozen=True, slots=True)
class Lines:
    """A list of texts, one a line."""

    choices: tuple[str, ...] = ()
    day: bool = False

    def show(self, value: Plain) -> str:
        texts = _texts(value)
        if any("\n" in text or not text for text in texts):
            raise Unshown
        return "\n".join(texts)

    def read(self, text: str) -> Plain:
        return [line for line in text.split("\n") if line]


class Entry(Protocol):
    """One entry with parts and the line that says it."""

    @property
    def form(self) -> str: ...
    def show(self, entry: Mapping[str, Plain]) -> str: ...
    def read(self, line: str) -> dict[str, Plain]: ...


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of mappings, one a line."""

    entry: Entry
    choices: tuple[str, ...] = ()
    day: bool = False

    def show(self, value: Plain) -> str:
        if not isinstance(value, list):
            raise Unshown
        return "\n".join(self._line(entry) for entry in value)

    def _line(self, entry: Plain) -> str:
        if not isinstance(entry, dict):
            raise Unshown
        line = self.entry.show(entry)
        try:
            again = self.entry.read(line)
        except Unreadable:
            return line  # a word that the file has wrong: to be put right in the cell
        if "\n" in line or _bare(again) != _bare(entry):
            raise Unshown
        return line

    def read(self, text: str) -> Plain:
        return [self.entry.read(line) for line in text.split("\n") if line]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping of names to texts or lists, one a line: 第三条：第三条、第四条.

    `or_text`: a text alone may stand in its place.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    several: bool = False
    or_text: bool = False
    form: str = "第三条：第四条、第五条"
    choices: tuple[str, ...] = ()
    day: bool = False

    def show(self, value: Plain) -> str:
        if self.or_text and isinstance(value, str) and "：" not in value:
            return value
        if not isinstance(value, dict):
            raise Unshown
        return "\n".join(
            f"{self.words.get(name, name)}：{self._text(name, entry)}" for name, entry in value.items()
        )

    def _text(self, name: str, entry: Plain) -> str:
        if self.several:
            text = BETWEEN.join(_texts(entry)) or NOTHING
            if self._list(text) != _texts(entry):
                raise Unshown
        else:
            text = entry if isinstance(entry, str) else ""
        if not text or "：" in name or "\n" in name + text:
            raise Unshown
        return text

    def _list(self, text: str) -> list[str]:
        return [] if text == NOTHING else text.split(BETWEEN)

    def read(self, text: str) -> Plain:
        if self.or_text and "：" not in text:
            return text
        by_shown = {shown: word for word, shown in self.words.items()}
        found: dict[str, Plain] = {}
        for line in (line for line in text.split("\n") if line):
            name, colon, rest = line.partition("：")
            if not colon or not name or not rest or by_shown.get(name, name) in found:
                raise Unreadable(line, self.form)
            if self.words and name not in by_shown:
                raise Unreadable(name, choices=tuple(by_shown))
            found[by_shown.get(name, name)] = [*self._list(rest)] if self.several else rest
        return found


def _bare(entry: Mapping[str, Plain]) -> dict[str, Plain]:
    """Without the ways to say nothing: a flag that is no, a list of one."""
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in entry.items()
        if value != NO
    }


def _texts(value: Plain) -> list[str]:
    """A list of texts; one alone counts as a list of one, as the project's own reader has it."""
    entries = [value] if isinstance(value, str) else value
    if not isinstance(entries, list):
        raise Unshown
    texts = [entry for entry in entries if isinstance(entry, str)]
    if len(texts) < len(entries):
        raise Unshown
    return texts
