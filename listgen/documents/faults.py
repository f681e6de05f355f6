"""What is wrong with a template, and where in it."""

from __future__ import annotations

from dataclasses import dataclass, field

UNREADABLE = "template-unreadable"
UNSAFE = "template-unsafe"
PICTURE = "template-picture"
EXTERNAL = "template-external-link"
FIELD = "template-field"
TRACKED = "template-tracked-changes"
TOO_LARGE = "template-too-large"
ATTACHED = "template-attached"
COMMENTED = "template-comment"
PROTECTED = "template-protected"

SYNTAX = "template-syntax"
NOT_ALLOWED = "template-not-allowed"
UNKNOWN_WORD = "template-unknown-word"
HALF_TAG = "template-half-tag"
MISTYPED = "template-mistyped-tag"
SINGLE_BRACE = "template-single-brace"
IN_ATTRIBUTE = "template-tag-in-attribute"

NOT_CLOSED = "template-not-closed"
NOT_OPENED = "template-not-opened"
OTHER_LEVEL = "template-other-level"
TOO_DEEP = "template-too-deep"
COLUMNS = "template-columns"

UNKNOWN_VARIABLE = "template-unknown-variable"
NOT_A_LIST = "template-not-a-list"
NOT_A_TEXT = "template-not-a-text"
MULTIPLIES = "template-loops-multiply"

# What a template can be used with: somebody may want it so.
NOTES = frozenset({SINGLE_BRACE, ATTACHED, COMMENTED, PROTECTED})


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph as Word's user finds it; numbers count from 1, 0 where there is none.

    `region` is the body, a header, a text box …; `paragraph` counts what has words outside tables, `table`
    the tables that stand in no other, `row` and `column` are in that table. `text` is what it says.
    """

    part: str
    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    region: str = "other"
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        names = ("paragraph", "table", "row", "column")
        counted = [(name, getattr(self, name)) for name in names]
        return ", ".join([self.part, *(f"{name} {number}" for name, number in counted if number)])


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `tag` as written, `reason` for the log, `name` the variable or word nobody knows.

    `near` is what was probably meant, `known` the names that there are.
    """

    slug: str
    place: Place
    tag: str
    reason: str
    name: str = ""
    near: str = ""
    known: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.slug}: {self.place}: {self.tag!r}: {self.reason}"


class TemplateError(Exception):
    """A template that cannot be compiled or filled; `fault` names the place."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault
