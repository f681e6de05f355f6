"""Strict YAML: text only, no aliases, tags or duplicate keys, bounded, every value with its line.

PyYAML's own loaders turn `8:30` into 510 and `NO` into False, let the last duplicate win, and its C
composer overruns the stack on deep nesting; so only its event stream is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import yaml

from listgen.findings import Finding, Location, error
from listgen.sources.gate import check_characters, decode, is_unremarkable
from listgen.sources.values import Sequence, Table, Text, Value

MAX_DEPTH = 20
MAX_VALUES = 500_000
MOST_UNREADABLE = 100  # findings; a file of nothing else would give millions

# The parser refuses these without saying where.
_UNREADABLE = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]|\r(?!\n)")
_FOLDED_KEY = re.compile(r"(^|\s)[a-z_]+：")
_WIDE_COLON = re.compile(r"\s*(- )?[a-z_]+ *：")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.slug)
        self.finding = finding


def load_yaml(data: bytes, file: str) -> tuple[Table | None, list[Finding]]:
    """The mapping that a YAML file holds, and what is wrong with it. None when it cannot be read."""
    text, findings = decode(data, file)
    if any(finding.slug != "gb18030-file" for finding in findings):
        return None, findings
    unreadable = _unreadable(text, file)
    if unreadable:
        return None, [*findings, *unreadable]
    reader = _Reader(file)
    try:
        value = reader.document(yaml.parse(text, Loader=_LOADER))
    except _Refused as refused:
        return None, [*findings, *reader.findings, refused.finding]
    except yaml.YAMLError as fault:
        blamed = _wide_colon(text, file) or _syntax(fault, text, file)
        kept = (finding for finding in reader.findings if finding.slug != blamed.slug)
        return None, [*findings, *kept, blamed]
    findings += reader.findings
    if not isinstance(value, Table):
        return None, [*findings, error("yaml-not-a-mapping", Location(file, line=1), value=text[:20])]
    return value, findings


def _unreadable(text: str, file: str) -> list[Finding]:
    """What is wrong with the lines that have a control character, a BOM or a noncharacter."""
    if not _UNREADABLE.search(text):
        return []
    lines = (line.rstrip("\r").replace("\t", " ") for line in text.split("\n"))
    found = (
        finding
        for number, line in enumerate(lines, 1)
        if _UNREADABLE.search(line)
        for finding in check_characters(line, Location(file, line=number))
    )
    return list(islice(found, MOST_UNREADABLE))


def _wide_colon(text: str, file: str) -> Finding | None:
    """A key that a Chinese keyboard ended with ：, the commonest slip; the parser blames a later line."""
    for number, line in enumerate(text.split("\n"), 1):
        if _WIDE_COLON.match(line):
            return error("yaml-wide-colon", Location(file, line=number), value=line.strip()[:40])
    return None


def _syntax(fault: yaml.YAMLError, text: str, file: str) -> Finding:
    mark = getattr(fault, "problem_mark", None)
    line = min(mark.line, text.count("\n")) + 1 if mark else 1  # the parser's end is a line further
    problem = getattr(fault, "problem", None) or getattr(fault, "reason", "") or ""
    return error("yaml-syntax", Location(file, line=line), value=problem)


class _Reader:
    """Builds values from events. Recursion is bounded by MAX_DEPTH."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self._count = 0
        self._here = Location(file, line=1)

    def document(self, events: Iterator[yaml.Event]) -> Value | None:
        value: Value | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and value is not None:
                raise _Refused(error("yaml-many-documents", self._place(event), value="---"))
            if isinstance(event, yaml.NodeEvent):
                value = self._value(event, events, 1)
        return value

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Value:
        place = self._place(event)
        self._admit(event, depth, place)
        if isinstance(event, yaml.ScalarEvent):
            text = event.value
            if not is_unremarkable(text):
                self.findings += check_characters(text, place)
            # The key of a line that was folded into this one.
            if "：" in text and not event.style and _FOLDED_KEY.search(text):
                self.findings.append(error("yaml-wide-colon", place, value=text[:40]))
            return Text(text, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._entries(events, depth)), place)
        return self._table(events, depth, place)

    def _entries(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Value]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._value(event, events, depth + 1)

    def _table(self, events: Iterator[yaml.Event], depth: int, place: Location) -> Table:
        values: dict[str, Value] = {}
        keys: dict[str, Location] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._value(event, events, depth + 1)
            value = self._value(next(events), events, depth + 1)
            if not isinstance(key, Text):
                raise _Refused(error("yaml-key-not-text", self._place(event), value="?"))
            if key.value in values:
                first = keys[key.value].line
                self.findings.append(error("yaml-duplicate-key", key.location, value=key.value, first=first))
            else:
                values[key.value], keys[key.value] = value, key.location
        return Table(values, keys, place)

    def _admit(self, event: yaml.Event, depth: int, place: Location) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(error("yaml-alias", place, value=f"*{event.anchor}"))
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            raise _Refused(error("yaml-alias", place, value=f"&{anchor}"))
        if tag:
            raise _Refused(error("yaml-tag", place, value=tag))
        if depth > MAX_DEPTH:
            raise _Refused(error("yaml-too-deep", place, value=depth, limit=MAX_DEPTH))
        self._count += 1
        if self._count > MAX_VALUES:
            raise _Refused(error("yaml-too-many-values", place, value=self._count, limit=MAX_VALUES))

    def _place(self, event: yaml.Event) -> Location:
        """Where it begins; what stands in one line shares its place."""
        mark = event.start_mark
        line = mark.line + 1 if mark else 1
        if line != self._here.line:
            self._here = Location(self.file, line=line)
        return self._here
