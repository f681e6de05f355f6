"""What is wrong with a template, and where in it."""

from __future__ import annotations

from dataclasses import dataclass

SYNTAX = "template-syntax"
UNKNOWN_VARIABLE = "template-unknown-variable"
UNREADABLE = "template-unreadable"
UNSAFE = "template-unsafe"
PICTURE = "template-picture"


@dataclass(frozen=True, slots=True)
class Place:
    """Part of the file; its paragraph, table and row, counted from 1, 0 where there is none."""

    part: str
    paragraph: int = 0
    table: int = 0
    row: int = 0

    def __str__(self) -> str:
        counted = (("paragraph", self.paragraph), ("table", self.table), ("row", self.row))
        return ", ".join([self.part, *(f"{name} {number}" for name, number in counted if number)])


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `tag` as written, `reason` for the log, `name` the variable nobody knows."""

    slug: str
    place: Place
    tag: str
    reason: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.slug}: {self.place}: {self.tag!r}: {self.reason}"


class TemplateError(Exception):
    """A template that cannot be compiled or filled; `fault` names the place."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault
