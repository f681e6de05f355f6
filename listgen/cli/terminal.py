"""Where words go: products to stdout, everything else to stderr; progress; exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from listgen.findings import Finding, has_errors
from listgen.locale import pointed, say, translation, visible
from listgen.locale.show import lines, record

OK, FAULTS, USAGE, FAILED, STALE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

Progress = Callable[[int, int], None]
_LONG = 800  # characters of a value that a refusal shows: a list of what there is


@dataclass(slots=True)
class Terminal:
    """Where words go: products to stdout, everything else to stderr.

    `project`: the one that the command is about, as it has to be typed; '' where the command stands.
    """

    language: str
    project: str = ""

    def say(self, key: str, **values: object) -> str:
        return say(self.language, key, **{"project": self.project, **values})

    def out(self, text: str) -> None:
        _write(sys.stdout, text)

    def err(self, text: str) -> None:
        _write(sys.stderr, text)

    def show(self, findings: Iterable[Finding], as_json: bool, everything: bool) -> None:
        """The findings, as lines or as JSON."""
        if as_json:
            for finding in findings:
                self.out(json_line(record(finding, self.language, self.project)))
        else:
            for line in lines(findings, self.language, everything, self.project):
                self.out(line)

    def show_errors(self, findings: Iterable[Finding]) -> None:
        """What stops a command, without the warnings, which `check` shows."""
        self.show([one for one in findings if has_errors([one])], False, True)

    def refuse(self, slug: str, values: Mapping[str, str]) -> None:
        """One line that says what stands in the way, and one what to do."""
        shown = {name: visible(text, _LONG) for name, text in values.items()}
        self.err(f"listgen: {self.say(slug, **shown)}")
        fix = pointed(translation(self.language).pgettext("fix", slug), self.project)
        if fix:
            self.err("    " + self.say("label.fix", fix=fix.format_map(shown)))


class UsageFault(Exception):
    """A command that cannot be obeyed as written (exit 2). `values`: of each a word, or several."""

    def __init__(self, slug: str, **values: str | Sequence[str]) -> None:
        super().__init__(slug)
        self.slug = slug
        self.values = values


def _write(stream: TextIO, text: str) -> None:
    """A line; a console without › gets >. What it lacks besides prints escaped, see `_prepare`."""
    try:
        text.encode(stream.encoding or "utf-8", "strict")
    except (UnicodeEncodeError, LookupError):
        text = text.replace("›", ">")
    stream.write(text + "\n")
    stream.flush()


def json_line(entry: Mapping[str, object]) -> str:
    unicode_out = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return json.dumps(entry, ensure_ascii=not unicode_out)


@contextmanager
def progress_of(io: Terminal, key: str) -> Iterator[Progress]:
    """A bar on a terminal, a line at each tenth elsewhere; both on stderr."""
    label = io.say(key)
    if not sys.stderr.isatty():
        yield _Tenths(io, label)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class _Tenths:
    """A line whenever another tenth is done."""

    def __init__(self, io: Terminal, label: str) -> None:
        self._io = io
        self._label = label
        self._told = 0

    def __call__(self, done: int, total: int) -> None:
        tenth = done * 10 // total if total else 0
        if tenth > self._told:
            self._told = tenth
            self._io.err(f"{self._label} {done}/{total}")
