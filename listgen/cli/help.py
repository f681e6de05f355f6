"""Help on a terminal, wrapped by columns: no word is broken and no mark stands at the wrong end of a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import click

from listgen.cli.table import width

_PIECE = re.compile(r"\s+|[（“《]*(?:[!-~]+|\S)[，。；：、！？）”》…]*")


class Formatter(click.HelpFormatter):
    """click wraps by characters, and takes a Chinese sentence for one long word."""

    def write_text(self, text: str) -> None:
        for line in wrapped(text, self.width - self.current_indent):
            self.write(f"{'':>{self.current_indent}}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        entries = list(rows)
        column = min(max((width(term) for term, _ in entries), default=0), col_max) + col_spacing
        edge = "\n" + " " * (self.current_indent + column)
        for term, text in entries:
            gap = " " * (column - width(term)) if width(term) <= col_max else edge
            lines = wrapped(text, self.width - self.current_indent - column)
            self.write(f"{'':>{self.current_indent}}{term}{gap}{edge.join(lines)}".rstrip() + "\n")


class Context(click.Context):
    """Shows help as above."""

    formatter_class = Formatter


def wrapped(text: str, columns: int) -> Iterator[str]:
    """The lines of a text; a word that is wider than all columns stands by itself."""
    line = space = ""
    for piece in _PIECE.findall(text):
        if piece.isspace():
            space = " " if line else ""
        elif line and width(line + space + piece) > columns:
            yield line
            line, space = piece, ""
        else:
            line, space = line + space + piece, ""
    if line:
        yield line
