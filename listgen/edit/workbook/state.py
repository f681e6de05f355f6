"""A project's files as records: what each field says, where it stands, and the text behind it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from listgen.catalog.cleanup import BASIS, BY, DAY, FATE, NAME, NOTE, OWNER, PLACE, QUANTITY, TARGET
from listgen.edit.workbook import plans
from listgen.edit.workbook.codecs import Unshown
from listgen.edit.workbook.tables import Cell, Field, Record, Rows, SheetPlan
from listgen.findings import Finding, Location, error
from listgen.project import ProjectFiles
from listgen.sources.csv import load_csv
from listgen.sources.gate import decode
from listgen.sources.yaml_nodes import Listed, Mapped, Node, Plain, plain_of
from listgen.sources.yaml_splice import YamlText, open_yaml

COUNTY_FILE, KINDS_FILE, LAWS_FILE = "county.yaml", "kinds.yaml", "laws.yaml"
LOCAL_ITEMS = "items/90-local.yaml"
BETWEEN_KEYS = " / "
LONGEST = 32_767  # characters of a cell
_UNFIT = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML or a program would change
HEADINGS = {
    plans.OVERLAYS: ("范围", "事项", "动作", "准入", "说明"),
    plans.ROOMS: ("村编号", "室名", "功能", "数量"),
    plans.HONOURS: ("村编号", "荣誉", "授予单位", "年份"),
    plans.CLEANUP: (OWNER, NAME, PLACE, QUANTITY, BY, BASIS, FATE, TARGET, DAY, NOTE),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """What an edit of a record changes: a mapping in a YAML file, or a row of a CSV file, counted from 0."""

    file: str
    node: Mapped | None = None
    row: int = 0


@dataclass(slots=True)
class State:
    """The records of a project by table and key, in the order of its files."""

    project: ProjectFiles
    plans: tuple[SheetPlan, ...] = ()
    records: dict[tuple[str, str], Record] = field(default_factory=dict)
    origins: dict[tuple[str, str], Origin] = field(default_factory=dict)
    yaml: dict[str, YamlText] = field(default_factory=dict)
    headings: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def plan(self, sheet: str) -> SheetPlan:
        """The plan of that id. Raises KeyError."""
        for one in self.plans:
            if one.id == sheet:
                return one
        raise KeyError(sheet)

    def of_table(self, table: str) -> Iterator[Record]:
        return (record for record in self.records.values() if record.table == table)


def csv_file(table: str) -> str:
    return f"{table}.csv"


def load_state(project: ProjectFiles, before: State | None = None) -> tuple[State | None, list[Finding]]:
    """The records of a project; None where a file cannot be read.

    After an edit they are read by the plans of the state `before`, and files that did not change not again.
    Findings are also values that have no place in a cell: what was not read cannot be compared.
    """
    state, findings = State(project), list[Finding]()
    for file in _yaml_files(project):
        data = project.files[file]
        same = before.yaml.get(file) if before and before.project.files.get(file) == data else None
        text, found = (same, []) if same else open_yaml(data, file)
        findings += found
        if text is not None:
            state.yaml[file] = text
    if findings:
        return None, findings
    reader = _Reader(state, findings, {plan.id: plan for plan in before.plans} if before else {})
    reader.county()
    reader.kinds()
    for name in plans.TABLES:
        reader.csv(name)
    reader.laws()
    return state, findings


def key_of(plan: SheetPlan, texts: Mapping[str, str]) -> str:
    """What a record is known by; empty for one that has no id yet and needs one."""
    if plan.rows is Rows.MINTED and not texts.get("编号"):
        return f"（新）{BETWEEN_KEYS.join(texts.get(name, '') for name in ('乡镇编号', '名称'))}"
    parts = [texts.get(name, "") for name in plan.key]
    return BETWEEN_KEYS.join(parts).removesuffix(BETWEEN_KEYS) if any(parts) else ""


def _yaml_files(project: ProjectFiles) -> tuple[str, ...]:
    single = (name for name in (COUNTY_FILE, KINDS_FILE, LAWS_FILE) if name in project.files)
    return (*single, *(path for path in project.below("items") if path.endswith(".yaml")))


class _Reader:
    def __init__(self, state: State, findings: list[Finding], known: Mapping[str, SheetPlan]) -> None:
        self._state = state
        self._findings = findings
        self._known = known

    def county(self) -> None:
        plan = self._plan(plans.county_plan())
        file = self._state.yaml.get(COUNTY_FILE)
        if file and isinstance(file.root, Mapped):
            self._add(plan, COUNTY_FILE, file.root)

    def kinds(self) -> None:
        root = self._root(KINDS_FILE)
        specs = [entry for entry in map(plain_of, _entries(root, "fields")) if isinstance(entry, dict)]
        found = [
            (file, node)
            for file in self._state.yaml
            if file.startswith("items/")
            for node in _entries(self._root(file), "items")
        ]
        taken = set(plans.FIXED_TITLES)
        for entry in _entries(root, "kinds"):
            kind = plain_of(entry)
            assert isinstance(kind, dict)
            mine = [(file, node) for file, node in found if _text(node, "kind") == kind.get("id")]
            filled = {path for _, node in mine for path in _paths(plain_of(node))}
            plan = self._plan(plans.item_plan(kind, specs, filled, taken))
            taken.add(plan.title.casefold())
            for file, node in mine:
                self._add(plan, file, node)
        plan = plans.kinds_plan()
        self._listed(plan, KINDS_FILE, "kinds")
        for plan in plans.other_plans()[:2]:
            self._listed(plan, KINDS_FILE, plan.table)

    def laws(self) -> None:
        self._listed(plans.other_plans()[2], LAWS_FILE, "laws")

    def csv(self, table: str) -> None:
        file = csv_file(table)
        data = self._state.project.files.get(file)
        headings = _headings(data, file) if data else HEADINGS.get(table, ())
        lacking = (name for name in plans.OPTIONAL.get(table, ()) if name not in headings)
        plan = self._plan(plans.csv_plan(table, (*headings, *lacking)))
        self._state.headings[file] = headings
        rows, found = load_csv(data, file, (), headings) if data else ((), [])
        broken = [one for one in found if one.slug.startswith("csv-") or not headings]
        self._findings += broken
        for row in rows:
            key = key_of(plan, dict(row.items()))
            cells = {heading: Cell(text, row.places[heading]) for heading, text in row.items()}
            for heading, cell in cells.items():
                self._check_fit(cell.text, cell.place, heading)
            record = Record(table, key, plan.id, cells, row.places[headings[0]])
            self._keep(record, Origin(file, row=row.places.number - 1))

    def _listed(self, plan: SheetPlan, file: str, name: str) -> None:
        plan = self._plan(plan)
        for node in _entries(self._root(file), name):
            self._add(plan, file, node)

    def _plan(self, plan: SheetPlan) -> SheetPlan:
        plan = self._known.get(plan.id, plan)
        self._state.plans = (*self._state.plans, plan)
        return plan

    def _root(self, file: str) -> Node | None:
        text = self._state.yaml.get(file)
        return text.root if text else None

    def _add(self, plan: SheetPlan, file: str, node: Mapped) -> None:
        place = Location(file, line=node.line)
        cells = {one.id: self._cell(one, file, node) for one in plan.fields}
        texts = {name: cell.text for name, cell in cells.items()}
        record = Record(plan.table, key_of(plan, texts), plan.id, cells, place)
        self._keep(record, Origin(file, node))

    def _keep(self, record: Record, origin: Origin) -> None:
        known = (record.table, record.key)
        if known in self._state.records:
            first = self._state.records[known].place
            self._findings.append(error("workbook-key-twice", record.place, value=record.key, first=first))
        self._state.records[known] = record
        self._state.origins[known] = origin

    def _cell(self, one: Field, file: str, node: Mapped) -> Cell:
        value: Node | None = node
        inner: Node = node
        for name in one.path:
            value = inner.get(name) if isinstance(inner, Mapped) else inner
            if value is None:
                return Cell("", Location(file, line=inner.line))
            inner = value
        place = Location(file, line=inner.line)
        try:
            if len(one.path) > 1 and not _leads_to(node, one.path):
                raise Unshown
            text = one.codec.show(plain_of(inner))
        except Unshown:
            self._findings.append(error("workbook-value-unshown", place, value=one.name))
            return Cell("", place)
        self._check_fit(text, place, one.name)
        return Cell(text, place)

    def _check_fit(self, text: str, place: Location, name: str) -> None:
        if len(text) > LONGEST or _UNFIT.search(text):
            self._findings.append(error("workbook-value-unshown", place, value=name))


def _leads_to(node: Node, path: tuple[str, ...]) -> bool:
    """Whether mappings lead to the value: not where a text stands in the place of one."""
    for name in path:
        found = node.get(name) if isinstance(node, Mapped) else None
        if found is None:
            return False
        node = found
    return True


def _entries(root: Node | None, name: str) -> list[Mapped]:
    listed = root.get(name) if isinstance(root, Mapped) else None
    return (
        [entry for entry in listed.entries if isinstance(entry, Mapped)] if isinstance(listed, Listed) else []
    )


def _text(node: Mapped, name: str) -> str:
    value = node.get(name)
    plain = plain_of(value) if value is not None else ""
    return plain if isinstance(plain, str) else ""


def _paths(value: Plain, above: str = "") -> Iterator[str]:
    """The fields of an item that say something: `community.name`."""
    if not isinstance(value, dict):
        return
    for name, inner in value.items():
        path = f"{above}.{name}" if above else name
        if inner:
            yield path
        yield from _paths(inner, path)


def _headings(data: bytes, file: str) -> tuple[str, ...]:
    text, _ = decode(data, file)
    try:
        return tuple(next(csv.reader(io.StringIO(text, newline=""), strict=True), ()))
    except csv.Error:
        return ()
