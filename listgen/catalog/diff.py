"""What differs between two listings, item by item, as changes of twelve kinds; and put upon the older one.

Splits and mergers are what retired items declare (`into`), never a guess. Every difference belongs to a
change: `apply` takes nothing but the paths that changes name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from listgen.catalog.listing import Entry, Listing, Reason
from listgen.catalog.model import FieldSpec
from listgen.catalog.paths import differing, value_at, with_value
from listgen.catalog.record import MOVE

PROPOSED, RETIRED = "proposed", "retired"


class ChangeKind(StrEnum):
    """The kinds of change that the official comparison table knows."""

    ADDED = "added"
    CANCELLED = "cancelled"
    MOVED = "moved"
    RENAMED = "renamed"
    SPLIT = "split"
    MERGED = "merged"
    CARRIED_ON = "carried-on"
    BASIS = "basis"
    CONTENT = "content"
    DEADLINE = "deadline"
    FUNDING = "funding"
    CYCLE = "cycle"


TITLES = {
    ChangeKind.ADDED: "新增",
    ChangeKind.CANCELLED: "取消",
    ChangeKind.MOVED: "划转",
    ChangeKind.RENAMED: "更名",
    ChangeKind.SPLIT: "拆分",
    ChangeKind.MERGED: "并入",
    ChangeKind.CARRIED_ON: "承接",
    ChangeKind.BASIS: "依据变更",
    ChangeKind.CONTENT: "内容变更",
    ChangeKind.DEADLINE: "期限变更",
    ChangeKind.FUNDING: "经费变更",
    ChangeKind.CYCLE: "周期变更",
}
KINDS = tuple(kind.value for kind in ChangeKind)
APART = (ChangeKind.RENAMED, ChangeKind.DEADLINE, ChangeKind.FUNDING, ChangeKind.CYCLE)
_KIND_OF = {
    "kind": ChangeKind.MOVED,
    "name": ChangeKind.RENAMED,
    "short": ChangeKind.RENAMED,
    "community.name": ChangeKind.RENAMED,
    "community.short": ChangeKind.RENAMED,
    "basis_type": ChangeKind.BASIS,
    "basis": ChangeKind.BASIS,
    "policy": ChangeKind.BASIS,
    "admission.basis": ChangeKind.BASIS,
    "delegation.authority": ChangeKind.BASIS,
    "service.time": ChangeKind.DEADLINE,
    "admission.effective": ChangeKind.DEADLINE,
    "admission.until": ChangeKind.DEADLINE,
    "delegation.until": ChangeKind.DEADLINE,
    "effective": ChangeKind.DEADLINE,
    "retirement.on": ChangeKind.DEADLINE,
    "admission.funding": ChangeKind.FUNDING,
    "delegation.funding": ChangeKind.FUNDING,
    "admission.cycle": ChangeKind.CYCLE,
}
_KIND_OF_EXTRA = {  # a county's own fields; those of the type date are deadlines
    "fee": ChangeKind.FUNDING,
    "funding": ChangeKind.FUNDING,
    "cycle": ChangeKind.CYCLE,
    "frequency": ChangeKind.CYCLE,
}


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of one item. `old` None: it was not there; `new` None: it is not there any more.

    `paths` are what the change covers of an item that is on both sides. `related` are the items that carry
    it on, or that it carries on. `reason` and `record` are empty where nothing was recorded.
    """

    kind: ChangeKind
    item: str
    old: Entry | None
    new: Entry | None
    paths: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    reason: str = ""
    record: str = ""

    @property
    def proposed(self) -> bool:
        """Whether it is only proposed, and nothing on the list changes."""
        on_list = self.old is not None and self.old.listed
        return self.new is not None and self.new.standing == PROPOSED and not on_list


def diff(old: Listing, new: Listing) -> tuple[Change, ...]:
    """The changes, in the order of the new listing, what is gone behind."""
    successions = _Successions(old, new)
    ids = dict.fromkeys((*new.entries, *old.entries))
    return tuple(
        _explained(change, old, new) for item_id in ids for change in _changes(item_id, old, new, successions)
    )


def apply(changes: Iterable[Change], old: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries that the changes make of the older ones."""
    entries = dict(old)
    for change in changes:
        if change.new is None:
            del entries[change.item]
        elif change.old is None:
            entries[change.item] = change.new
        else:
            for path in change.paths:
                entries[change.item] = with_value(entries[change.item], path, change.new)
    return entries


class _Successions:
    """Which items of the new listing carry on which that left the list, as those declare."""

    def __init__(self, old: Listing, new: Listing) -> None:
        self.into: dict[str, tuple[str, ...]] = {}
        self.out_of: dict[str, tuple[str, ...]] = {}
        for item_id, entry in new.entries.items():
            before, retired = old.entries.get(item_id), entry.item.retirement
            if before is None or not before.listed or entry.listed or retired is None:
                continue
            self.into[item_id] = retired.into
            for heir in retired.into:
                self.out_of[heir] = (*self.out_of.get(heir, ()), item_id)

    def of_gone(self, item_id: str) -> tuple[ChangeKind, tuple[str, ...]]:
        """How an item left the list, and which items carry it on."""
        heirs = self.into.get(item_id, ())
        if not heirs:
            return ChangeKind.CANCELLED, ()
        if len(heirs) > 1:
            return ChangeKind.SPLIT, heirs
        shared = len(self.out_of[heirs[0]]) > 1
        return (ChangeKind.MERGED if shared else ChangeKind.CARRIED_ON), heirs

    def of_new(self, item_id: str) -> tuple[ChangeKind, tuple[str, ...]]:
        """How an item came on the list, and which items it carries on."""
        former = self.out_of.get(item_id, ())
        if not former:
            return ChangeKind.ADDED, ()
        if len(former) > 1:
            return ChangeKind.MERGED, former
        split = len(self.into[former[0]]) > 1
        return (ChangeKind.SPLIT if split else ChangeKind.CARRIED_ON), former


def _changes(item_id: str, before: Listing, after: Listing, known: _Successions) -> Iterator[Change]:
    old, new = before.entries.get(item_id), after.entries.get(item_id)
    paths = tuple(differing(old, new)) if old and new else ()
    if old and new and not paths:
        return
    came = new is not None and new.listed and not (old and old.listed)
    went = old is not None and old.listed and not (new and new.listed)
    if came:
        kind, related = known.of_new(item_id)
        yield Change(kind, item_id, old, new, paths, related)
    elif went:
        kind, related = known.of_gone(item_id)
        yield Change(kind, item_id, old, new, paths, related)
    elif old is None or new is None:
        over = new is None or new.standing == RETIRED
        yield Change(ChangeKind.CANCELLED if over else ChangeKind.ADDED, item_id, old, new)
    elif old.standing != RETIRED and new.standing == RETIRED:
        yield Change(ChangeKind.CANCELLED, item_id, old, new, paths)
    else:
        yield from _within(item_id, old, new, paths, {**before.fields, **after.fields})


def _within(
    item_id: str, old: Entry, new: Entry, paths: tuple[str, ...], specs: Mapping[str, FieldSpec]
) -> Iterator[Change]:
    """The changes of an item that stays: one of each kind; a move takes with it what it brings about."""
    by_kind: dict[ChangeKind, list[str]] = {}
    for path in paths:
        kind = _kind_of(path, specs)
        if "kind" in paths and not (kind in APART and value_at(old, path) and value_at(new, path)):
            kind = ChangeKind.MOVED
        by_kind.setdefault(kind, []).append(path)
    for kind in ChangeKind:
        if kind in by_kind:
            yield Change(kind, item_id, old, new, tuple(by_kind[kind]))


def _kind_of(path: str, specs: Mapping[str, FieldSpec]) -> ChangeKind:
    name, _, part = path.partition(".")
    if name != "extra":
        return _KIND_OF.get(path, ChangeKind.CONTENT)
    dated = part in specs and specs[part].type == "date"
    return ChangeKind.DEADLINE if dated else _KIND_OF_EXTRA.get(part, ChangeKind.CONTENT)


def _explained(change: Change, old: Listing, new: Listing) -> Change:
    """The change with the last thing that was recorded of it since the older listing."""
    known = {reason.record for reason in old.reasons.get(change.item, ())}
    since = [
        reason
        for reason in new.reasons.get(change.item, ())
        if (reason.record not in known or old.day < reason.day) and reason.day <= new.day
    ]
    fitting = [reason for reason in since if (reason.action == MOVE) is (change.kind is ChangeKind.MOVED)]
    chosen: Reason | None = next(reversed(fitting or since), None)
    if chosen is None:
        return change
    return replace(change, reason=chosen.text, record=chosen.record)


def counts(changes: Iterable[Change]) -> dict[ChangeKind, int]:
    """How many changes of each kind there are, without what is only proposed."""
    found = Counter(change.kind for change in changes if not change.proposed)
    return {kind: found[kind] for kind in ChangeKind if found[kind]}
