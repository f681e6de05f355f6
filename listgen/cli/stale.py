"""What a build would make, and why: a path a line, or grouped by the values that have changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from listgen.build.request import ASSETS, GONE, PROGRAM
from listgen.cli.terminal import Terminal, json_line
from listgen.locale import named, visible

if TYPE_CHECKING:
    from listgen.build.request import Change, Stale

_SHOWN = 12  # changes of one group
_LONGEST = 120  # characters of a value
_PAGE = re.compile(r"[./a-z0-9-]+/index\.html")  # where a link of a page leads, which says nothing to a clerk
_DIGEST = re.compile(r"[0-9a-f]{32,}")
_YES_NO = ("True", "False")  # of values that are one or the other
_NTH = re.compile(r"#(\d+)")
_UNSAID = ("values", "view", "made", "data")  # what holds the others, and says nothing to a clerk


def tell_path(io: Terminal, stale: Stale) -> None:
    """A path a line, with a word behind what would be removed."""
    io.out(io.say("stale.gone", path=stale.path) if stale.reason == GONE else stale.path)


def tell_record(io: Terminal, stale: Stale) -> None:
    """An object a line for a program, with the values that have changed where they were asked for."""
    changes = [{"place": one.place, "before": one.before, "now": one.now} for one in stale.changes or ()]
    io.out(json_line({"path": stale.path, "reason": stale.reason, "changes": changes}))


class Explaining:
    """Outputs by the reason that they have in common: a county's phone is in every booklet."""

    def __init__(self, io: Terminal) -> None:
        self._io = io
        self._paths: dict[tuple[str, tuple[Change, ...] | None], list[str]] = {}

    def tell(self, stale: Stale) -> None:
        self._paths.setdefault((stale.reason, stale.changes), []).append(stale.path)

    def end(self) -> None:
        """Each reason with its changes, then the outputs that have it."""
        for (reason, changes), paths in self._paths.items():
            told = self._io.say(f"reason.{reason}{_of_what(changes)}")
            self._io.out(self._io.say("stale.group", reason=told, count=len(paths)))
            for line in self._changes(changes):
                self._io.out(f"    {line}")
            for path in paths:
                self._io.out(f"  {path}")

    def _changes(self, changes: tuple[Change, ...] | None) -> Iterator[str]:
        if changes is None:
            yield self._io.say("stale.forgotten")
            return
        alike: dict[tuple[str | None, str | None], list[Change]] = {}
        for change in changes:
            alike.setdefault((change.before, change.now), []).append(change)
        for number, same in enumerate(alike.values()):
            if number == _SHOWN:
                yield self._io.say("stale.more", count=len(alike) - _SHOWN)
                return
            line = self._change(same[0])
            yield self._io.say("stale.alike", change=line, count=len(same)) if len(same) > 1 else line

    def _change(self, change: Change) -> str:
        said = [self._named(part) for part in change.place if part not in _UNSAID]
        before, now = change.before, change.now
        if len(said) > 1 and None in (before, now) and _PAGE.fullmatch(before or now or ""):
            called = said.pop()
            before, now = before and called, now and called
        place = " › ".join(said)
        if before is None:
            return self._io.say("stale.added", place=place, now=self._shown(now or ""))
        if now is None:
            return self._io.say("stale.removed", place=place, before=self._shown(before))
        if _DIGEST.fullmatch(before) and _DIGEST.fullmatch(now):
            return self._io.say("stale.other", place=place)
        return self._io.say("stale.changed", place=place, before=self._shown(before), now=self._shown(now))

    def _shown(self, text: str) -> str:
        return self._named(text) if text in _YES_NO else visible(text, _LONGEST)

    def _named(self, part: str) -> str:
        """What a clerk calls a value; one without a name by its place among the others."""
        nth = _NTH.fullmatch(part)
        return self._io.say("stale.nth", number=nth[1]) if nth else named(self._io.language, part)


def _of_what(changes: tuple[Change, ...] | None) -> str:
    """What sort of values have changed, as the end of a word's key; '' of several sorts."""
    sorts = {change.place[0] if change.place else "" for change in changes or ()}
    if not sorts or (sorts & {ASSETS, PROGRAM} and len(sorts) > 1):
        return ""
    sort = sorts.pop()
    return f".{sort}" if sort in (ASSETS, PROGRAM) else ".content"
