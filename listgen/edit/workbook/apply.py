"""What a workbook asks for, spliced into the project's files in memory."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from listgen.edit.errors import Refused
from listgen.edit.splice import add_columns, splice_rows
from listgen.edit.workbook import plans
from listgen.edit.workbook.codecs import Unreadable
from listgen.edit.workbook.merge import Addition, Change, Merged, canonical
from listgen.edit.workbook.state import COUNTY_FILE, KINDS_FILE, LAWS_FILE, LOCAL_ITEMS, State, csv_file
from listgen.edit.workbook.tables import Field
from listgen.findings import Finding, error
from listgen.sources.yaml_nodes import Listed, Mapped, Node, Plain, plain_of
from listgen.sources.yaml_splice import YamlText

# fmt: off
ORDERS = {
    "": (
        "id", "kind", "subtype", "applies", "name", "short", "content", "domain", "lead", "lead_state",
        "basis_type", "basis", "policy", "verb", "destination", "plain", "keywords", "community", "scope",
        "needs_confirmation", "confirmed", "alternative_of", "default", "optional", "local", "from",
        "delegated", "source", "state", "retired", "note", "frequent", "materials", "steps", "time", "place",
        "phone",
    ),
    "community": ("name", "short", "content", "plain", "destination"),
    "destination": ("who", "how"),
    "community.destination": ("who", "how"),
    "retired": ("on", "why", "instead", "into", "record"),
    "delegated": ("from", "authority", "funding", "system", "to"),
}
# fmt: on
_NEW_ITEMS = "# 本县新增事项。\nitems:\n"
_LISTS = {plans.KINDS: "kinds", plans.FIELDS: "fields", plans.LAWS: "laws", plans.PARTITIONS: "partitions"}
_YAML = {
    plans.COUNTY: COUNTY_FILE, plans.LAWS: LAWS_FILE,
    plans.KINDS: KINDS_FILE, plans.FIELDS: KINDS_FILE, plans.PARTITIONS: KINDS_FILE,
}  # fmt: skip


@dataclass(slots=True)
class Applied:
    """The files that change, and the records as they then are to be read back."""

    files: dict[str, bytes] = field(default_factory=dict)
    expected: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def numbered(merged: Merged, prefix: str, taken: Iterable[str]) -> Merged:
    """The same with an id for every new item: above all that were ever given.

    Raises Refused `item-ids-exhausted`.
    """
    known = [int(match[1]) for one in taken if (match := re.fullmatch(rf"{prefix}-(\d{{4}})", one))]
    free = iter(range(max(known, default=0) + 1, 10_000))
    additions = []
    for one in merged.additions:
        record = one.record
        if record.table == plans.ITEMS:
            number = next(free, 0)
            if not number:
                raise Refused("item-ids-exhausted", value=prefix)
            key = f"{prefix}-{number:04d}"
            id_cell = replace(record.cells["id"], text=key)
            record = replace(record, key=key, cells={**record.cells, "id": id_cell})
        additions.append(Addition(record, one.after))
    return replace(merged, additions=additions)


def apply(state: State, merged: Merged) -> Applied:
    """The files of the project with `merged` in them; cells that cannot be read are findings."""
    applied = Applied()
    applied.expected = {
        known: {name: cell.text for name, cell in record.cells.items()}
        for known, record in state.records.items()
    }
    values = {known: dict(texts) for known, texts in _read_all(merged, state, applied.findings)}
    if applied.findings:
        return applied
    _Writer(state, merged, applied, values).write()
    return applied


Values = dict[str, Plain]


def _read_all(
    merged: Merged, state: State, findings: list[Finding]
) -> Iterator[tuple[tuple[str, str], Values]]:
    """The value of every cell that is new, by record and field."""
    found: dict[tuple[str, str], Values] = {}
    for change in merged.changes:
        if change.new.text:
            read = _read(change.field, change, findings)
            found.setdefault((change.table, change.key), {})[change.field.id] = read
    for addition in merged.additions:
        record = addition.record
        plan = state.plan(record.sheet)
        for name, cell in record.cells.items():
            if cell.text:
                one = plan.field(name)
                read = _read(one, Change(record.table, record.key, one, cell, cell), findings)
                found.setdefault((record.table, record.key), {})[name] = read
    yield from found.items()


def _read(one: Field, change: Change, findings: list[Finding]) -> Plain:
    try:
        return one.codec.read(change.new.text)
    except Unreadable as fault:
        place = change.new.place
        if fault.choices:
            facts = {"field": one.name, "value": fault.value, "choices": "、".join(fault.choices)}
            findings.append(error("field-not-a-choice", place, **facts))
        else:
            facts = {"field": one.name, "value": fault.value, "form": fault.form}
            findings.append(error("workbook-cell-form", place, **facts))
        return ""


class _Writer:
    def __init__(
        self, state: State, merged: Merged, applied: Applied, values: dict[tuple[str, str], Values]
    ) -> None:
        self._state = state
        self._merged = merged
        self._applied = applied
        self._values = values
        self._texts: dict[str, YamlText] = {}
        self._local = ""  # items for a file that there is not yet

    def write(self) -> None:
        self._change_fields()
        self._add_records()
        self._change_partitions()
        for table in plans.TABLES:
            self._change_csv(table)
        for file, text in self._texts.items():
            self._applied.files[file] = text.data

    def _yaml(self, file: str) -> YamlText:
        if file not in self._texts:
            data = self._state.project.files.get(file, _NEW_ITEMS.encode())
            self._texts[file] = self._state.yaml[file] if file in self._state.yaml else YamlText(data)
        return self._texts[file]

    def _change_fields(self) -> None:
        trees: dict[tuple[str, str], tuple[Values, Values]] = {}
        for change in self._merged.changes:
            known = (change.table, change.key)
            self._applied.expected[known][change.field.id] = change.new.text
            node = self._state.origins[known].node
            if node is None or change.table == plans.PARTITIONS:
                continue
            old, new = trees.setdefault(known, ({}, {}))
            if change.old.text:
                _put(old, change.field.path, _before(change, node))
            if change.new.text:
                _put(new, change.field.path, self._values[known][change.field.id])
        for move in self._merged.moves:
            known = (move.record.table, move.record.key)
            old, new = trees.setdefault(known, ({}, {}))
            old["kind"], new["kind"] = _kind(move.old), _kind(move.new.sheet)
        for known, (old, new) in trees.items():
            origin = self._state.origins[known]
            assert origin.node is not None
            self._yaml(origin.file).change(
                origin.node, _whole(old, new), _whole(new, old), self._orders(known)
            )

    def _orders(self, known: tuple[str, str]) -> Mapping[str, Sequence[str]]:
        """Where a new key goes: for items as the shipped files have it, else as the sheet does."""
        if known[0] == plans.ITEMS:
            return ORDERS
        orders: dict[str, list[str]] = {}
        for one in self._state.plan(self._state.records[known].sheet).fields:
            above, _, name = one.id.rpartition(".")
            orders.setdefault(above, []).append(name)
            orders.setdefault("", []).append(one.path[0])
        return orders

    def _add_records(self) -> None:
        for addition in self._merged.additions:
            record = addition.record
            known = (record.table, record.key)
            plan = self._state.plan(record.sheet)
            self._applied.expected[known] = {
                name: canonical(plan.field(name), cell.text) for name, cell in record.cells.items()
            }
            if record.table == plans.ITEMS:
                self._add_item(addition)
            elif record.table in _LISTS and record.table != plans.PARTITIONS:
                self._add_to_list(addition)

    def _add_item(self, addition: Addition) -> None:
        """Below the item above it where that is the county's own too, else with the county's others."""
        record = addition.record
        value = _tree(self._values[record.table, record.key], ORDERS[""])
        value = {"id": record.key, "kind": _kind(record.sheet), **value}
        above = self._state.origins.get((plans.ITEMS, addition.after))
        own = addition.after[:3] == record.key[:3]
        file = above.file if above and own else LOCAL_ITEMS
        text = self._yaml(file)
        root = text.root
        listed = root.get("items") if isinstance(root, Mapped) else None
        assert listed is not None
        text.add_entry(listed, above.node if above and own else None, value)

    def _add_to_list(self, addition: Addition) -> None:
        record = addition.record
        text = self._yaml(_YAML[record.table])
        assert isinstance(text.root, Mapped)
        listed = text.root.get(_LISTS[record.table])
        assert listed is not None
        order = [one.id.partition(".")[0] for one in self._state.plan(record.sheet).fields]
        above = self._state.origins.get((record.table, addition.after))
        text.add_entry(
            listed, above.node if above else None, _tree(self._values[record.table, record.key], order)
        )

    def _change_partitions(self) -> None:
        """A short list, whose entries come and go: made anew from its records where one differs."""
        table = plans.PARTITIONS
        touched = [one for one in self._merged.changes if one.table == table]
        removed = [one for one in self._merged.removals if one.table == table]
        added = [one.record for one in self._merged.additions if one.record.table == table]
        for record in removed:
            del self._applied.expected[table, record.key]
        if not touched and not removed and not added:
            return
        text = self._yaml(KINDS_FILE)
        assert isinstance(text.root, Mapped)
        listed = text.root.get("partitions")
        entries = [plain_of(entry) for entry in listed.entries] if isinstance(listed, Listed) else []
        kept = [one for one in self._state.of_table(table) if one not in removed]
        old: Values = {"partitions": entries} if listed is not None else {}
        new: list[Plain] = []
        for record in kept:
            node = self._state.origins[table, record.key].node
            assert node is not None
            value = plain_of(node)
            assert isinstance(value, dict)
            for change in touched:
                if change.key == record.key:
                    value = {
                        **value,
                        change.field.id: self._values[table, record.key].get(change.field.id, ""),
                    }
            new.append({name: entry for name, entry in value.items() if entry})
        order = [one.id for one in self._state.plan(table).fields]
        new += [_tree(self._values[table, record.key], order) for record in added]
        text.change(text.root, old, {"partitions": new} if new else {}, {"": ("schema", "fields", "kinds")})

    def _change_csv(self, table: str) -> None:
        file = csv_file(table)
        headings = self._headings(table)
        origins, expected = self._state.origins, self._applied.expected
        cells = {
            (origins[table, one.key].row, headings.index(one.field.id)): one.new.text
            for one in self._merged.changes
            if one.table == table
        }
        removed = [origins[table, one.key].row for one in self._merged.removals if one.table == table]
        for record in self._merged.removals:
            if record.table == table:
                del expected[table, record.key]
        added = []
        for one in self._merged.additions:
            if one.record.table == table:
                above = origins.get((table, one.after))
                last = max((origins[known].row for known in origins if known[0] == table), default=0)
                row = tuple(one.record.text(heading) for heading in headings)
                added.append((above.row if above else last, row))
                expected[table, one.record.key] = dict(zip(headings, row, strict=True))
        if not cells and not removed and not added:
            return
        there = self._state.headings[file]
        empty = codecs.BOM_UTF8 + ",".join(there).encode() + b"\n"
        data = self._state.project.files.get(file, empty)
        data = add_columns(data, headings[len(there) :])
        self._applied.files[file] = splice_rows(data, cells, removed, added)

    def _headings(self, table: str) -> tuple[str, ...]:
        """The columns of a file afterwards: those that it has, and optional ones that get a value."""
        there = self._state.headings[csv_file(table)]
        filled = {one.field.id for one in self._merged.changes if one.table == table}
        for one in self._merged.additions:
            if one.record.table == table:
                filled |= {name for name, cell in one.record.cells.items() if cell.text}
        return (*there, *(name for name in plans.OPTIONAL.get(table, ()) if name in filled - set(there)))


def _before(change: Change, node: Mapped) -> Plain:
    """What the field says in the file, as its cell says it; a word that no cell may say as it stands."""
    try:
        return change.field.codec.read(change.old.text)
    except Unreadable:
        value: Node | None = node
        for name in change.field.path:
            value = value.get(name) if isinstance(value, Mapped) else None
        return plain_of(value) if value is not None else ""


def _kind(sheet: str) -> str:
    return sheet.partition("/")[2]


def _put(tree: Values, path: tuple[str, ...], value: Plain) -> None:
    *above, name = path
    for step in above:
        inner = tree.setdefault(step, {})
        assert isinstance(inner, dict)
        tree = inner
    tree[name] = value


def _whole(tree: Values, other: Values) -> Values:
    """The tree with an empty mapping wherever only the other has one, so that what neither names stays."""
    grown = dict(tree)
    for name, value in other.items():
        mine = grown.get(name, {})
        if isinstance(value, dict) and isinstance(mine, dict):
            grown[name] = _whole(mine, value)
    return grown


def _tree(values: Values, order: Iterable[str]) -> Values:
    """A new record's values, as its file has them in order."""
    tree: Values = {}
    for name in values:
        _put(tree, tuple(name.split(".")), values[name])
    ranks = {name: at for at, name in enumerate(order)}
    return dict(sorted(tree.items(), key=lambda entry: ranks.get(entry[0], len(ranks))))
