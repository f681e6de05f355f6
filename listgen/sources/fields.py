"""Typed reading of one mapping: each field asked for by name, every complaint with its place.

Nothing is guessed: a field that is missing, empty, of the wrong shape or unknown is a finding, and
reading goes on, so that a clerk sees all faults at once.
"""

from __future__ import annotations

import re
from datetime import date

from listgen.findings import Finding, Location, error
from listgen.sources.values import Sequence, Table, Text, Value
from listgen.text import full_width_in_code

YES, NO = "yes", "no"
LONGEST_WITH_ZEROS = 5  # our own ids may begin with 0; a division code never does
MOST = 99_999.0  # of a number that has no limit of its own
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_FIRST_YEAR = 1900


class Fields:
    """The fields of `table`; findings collect in `findings`. Call `finish` when all were asked for."""

    def __init__(self, table: Table, findings: list[Finding]) -> None:
        self._table = table
        self._findings = findings
        self._asked: set[str] = set()

    def place(self, name: str) -> Location:
        """Where the value of a field stands; the mapping itself if the field is missing."""
        value = self._table.values.get(name)
        return value.location if value else self._table.location

    def places(self) -> dict[str, Location]:
        """Where each field stands."""
        return dict(self._table.keys)

    def has(self, name: str) -> bool:
        """Whether the field is there at all."""
        return name in self._table.values

    def is_table(self, name: str) -> bool:
        """Whether the field holds a mapping."""
        return isinstance(self._table.values.get(name), Table)

    def text(self, name: str, *, required: bool = False, longest: int = 0) -> str:
        """A text; empty where it is missing or wrong."""
        value = self._take(name, required)
        if value is None:
            return ""
        if not isinstance(value, Text):
            self._complain("field-not-text", name, value)
            return ""
        if required and not value.value.strip():
            self._findings.append(error("field-empty", value.location, field=name, value=""))
        if value.value != value.value.strip():
            self._complain("blank-around-value", name, value, value.value)
        if longest and len(value.value) > longest:
            facts = {"field": name, "value": value.value, "length": len(value.value), "longest": longest}
            self._findings.append(error("field-too-long", value.location, **facts))
        return value.value

    def name(self, name: str, *, required: bool = True, longest: int = 0) -> str:
        """A text that headings, files and signs carry: in one line."""
        text = self.text(name, required=required, longest=longest)
        self._findings += check_name(text, self.place(name))
        return text

    def code(self, name: str, pattern: str, *, required: bool = True) -> str:
        """A text in the form of a code; full-width digits and numbers in spreadsheet form are named so."""
        text = self.text(name, required=required)
        if text:
            self._findings += check_code(text, pattern, name, self.place(name))
        return text

    def choice(self, name: str, choices: tuple[str, ...], *, required: bool = True, default: str = "") -> str:
        """One of `choices`."""
        if required and not self.has(name):
            self._asked.add(name)
            facts = {"value": name, "field": name, "choices": "、".join(choices)}
            self._findings.append(error("missing-choice", self._table.location, **facts))
            return default
        text = self.text(name, required=required)
        if text and text not in choices:
            facts = {"field": name, "value": text, "choices": "、".join(choices)}
            self._findings.append(error("field-not-a-choice", self.place(name), **facts))
            return default
        return text or default

    def flag(self, name: str) -> bool:
        """yes or no; no where it is missing."""
        return self.choice(name, (YES, NO), required=False, default=NO) == YES

    def day(self, name: str, *, required: bool = False) -> date | None:
        """A date written 2026-11-21."""
        text = self.text(name, required=required)
        if not text:
            return None
        found = read_date(text)
        if found is None:
            self._findings.append(error("bad-date", self.place(name), field=name, value=text))
        return found

    def number(self, name: str, least: float = 0.0, most: float = MOST) -> float:
        """A number from `least` to `most`, in digits with a decimal point; required. `least` where wrong."""
        text = self.text(name, required=True)
        if not text.strip():
            return least
        number = float(text) if _NUMBER.fullmatch(text) else None
        if number is None:
            self._findings.append(error("not-a-number", self.place(name), field=name, value=text))
        elif not least <= number <= most:
            facts = {"field": name, "value": text, "least": f"{least:g}", "most": f"{most:g}"}
            self._findings.append(error("number-out-of-range", self.place(name), **facts))
        return number if number is not None and least <= number <= most else least

    def texts(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of one."""
        return tuple(entry.value for entry in self.entries(name, required=required))

    def entries(self, name: str, *, required: bool = False) -> tuple[Text, ...]:
        """The same, each with its place."""
        value = self._take(name, required)
        if value is None:
            return ()
        entries = value.values if isinstance(value, Sequence) else (value,)
        texts = tuple(entry for entry in entries if isinstance(entry, Text))
        if len(texts) < len(entries):
            self._complain("field-not-texts", name, value)
            return ()
        for text in texts:
            if text.value != text.value.strip():
                self._complain("blank-around-value", name, text, text.value)
            if not text.value and text is not value:
                self._findings.append(error("field-empty", text.location, field=name, value=""))
        return tuple(text for text in texts if text.value)

    def choices(self, name: str, known: tuple[str, ...], *, required: bool = False) -> tuple[str, ...]:
        """A list whose every entry is one of `known`."""
        texts = self.texts(name, required=required)
        if required and not texts and self.has(name):
            self._findings.append(error("field-empty", self.place(name), field=name, value=""))
        for text in texts:
            if text not in known:
                facts = {"field": name, "value": text, "choices": "、".join(known)}
                self._findings.append(error("field-not-a-choice", self.place(name), **facts))
        return tuple(text for text in texts if text in known)

    def tables(self, name: str, *, required: bool = False) -> tuple[Table, ...]:
        """A list of mappings."""
        value = self._take(name, required)
        if value is None:
            return ()
        entries = value.values if isinstance(value, Sequence) else ()
        if not isinstance(value, Sequence) or not all(isinstance(entry, Table) for entry in entries):
            self._complain("field-not-tables", name, value)
            return ()
        return tuple(entry for entry in entries if isinstance(entry, Table))

    def table(self, name: str, *, required: bool = False) -> Fields:
        """A nested mapping, as fields; empty fields where it is missing, of which no more is said."""
        value = self._take(name, required)
        if isinstance(value, Table):
            return Fields(value, self._findings)
        if value is not None:
            self._complain("field-not-a-table", name, value)
        return Fields(Table({}, {}, value.location if value else self._table.location), [])

    def names(self) -> tuple[str, ...]:
        """The names of all fields, for mappings whose keys are data."""
        self._asked.update(self._table.values)
        return tuple(self._table.values)

    def finish(self, also: tuple[str, ...] = ()) -> None:
        """A finding for every field that nobody asked for."""
        for name, place in self._table.keys.items():
            if name not in self._asked and name not in also:
                facts = {"value": name, "known": "、".join(sorted(self._asked | set(also)))}
                self._findings.append(error("unknown-field", place, **facts))

    def _take(self, name: str, required: bool) -> Value | None:
        self._asked.add(name)
        value = self._table.values.get(name)
        if value is None and required:
            self._findings.append(error("missing-field", self._table.location, value=name, field=name))
        return value

    def _complain(self, slug: str, name: str, value: Value, shown: str = "") -> None:
        self._findings.append(error(slug, value.location, field=name, value=shown or name))


def check_name(text: str, place: Location) -> list[Finding]:
    """A line break or blanks in a row, which a page shows as one blank and a file name not at all."""
    return [] if is_in_one_line(text) else [error("blanks-in-name", place, value=text)]


def is_in_one_line(text: str) -> bool:
    """Whether a name has neither line breaks nor blanks in a row."""
    return "\n" not in text and "  " not in text


def check_code(text: str, pattern: str, field: str, place: Location) -> list[Finding]:
    """What is wrong with a code: full-width digits, a number in spreadsheet form, another form."""
    wide = full_width_in_code(text)
    if wide:
        return [error("full-width-in-code", place, field=field, value=text, codepoint=wide[0].codepoint)]
    if re.fullmatch(pattern, text, re.ASCII):
        return []
    if re.fullmatch(r"\d+(\.\d+)?[eE]\+?\d+|\d+\.0*", text, re.ASCII):
        return [error("code-as-number", place, field=field, value=text)]
    digits = re.fullmatch(r"\[0-9\]\{(\d+)(?:,\d+)?\}", pattern)
    if digits and text.isascii() and text.isdigit() and len(text) < int(digits[1]) <= LONGEST_WITH_ZEROS:
        return [error("lost-zeros", place, field=field, value=text, likely=text.zfill(int(digits[1])))]
    return [error("bad-code", place, field=field, value=text, pattern=pattern)]


def read_date(text: str) -> date | None:
    """The day that 2026-11-21 names, or None; one before 1900 is a slip."""
    match = _DATE.fullmatch(text)
    try:
        found = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return found if found and found.year >= _FIRST_YEAR else None
