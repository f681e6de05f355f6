"""The project's raw files, read by verify itself, against what the build said it would make.

expected.json comes from the build; what the build misread would be wrong in both it and the outputs.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

import yaml

from listgen.findings import Finding, Location, error
from listgen.verify.ledger import FILE as LEDGER
from listgen.verify.ledger import Moves, Pages, check_ledger
from listgen.verify.plain import read_plain
from listgen.verify.project_cleanup import CLEANUP, check_cleanup
from listgen.verify.project_contacts import OVERLAYS, check_contacts
from listgen.verify.project_inside import HONOURS, ROOMS, check_inside
from listgen.verify.project_orders import check_orders
from listgen.verify.project_records import check_records
from listgen.verify.promised import Expected, Owner
from listgen.verify.site import read_page
from listgen.verify.wording import INSIDE

PLAQUE = "牌"  # a roster column of wordings ends so
NONE = "无"
COUNTY, ROSTER, FILINGS, RELEASES = "county.yaml", "villages.csv", "records/filing", "releases"
FILED = "备案号："  # before a number on a sign
IN_USE = "在用"
LOGOS = "assets/logos"
_REACH = re.compile("(（社区：[^（）]+）)?(（限[^（）]+）|（[^（）]+待确认）)?$")
Roster = dict[str, tuple[int, dict[str, str]]]  # line and row by village id


def check_project(
    project: Path,
    out: Path,
    expected: Expected,
    headings: Mapping[str, str],
    hashes: Mapping[str, str],
) -> Iterator[Finding]:
    """County, roster, wordings, filing numbers, items, orders and ledger as they stand in the files.

    `headings` by page of `out`, `hashes` (SHA-256) by output, '' of one that could not be made.
    """
    try:
        yield from _check_county(project, expected)
        yield from _check_roster(project, expected)
        yield from _check_filings(project, expected)
        yield from _check_items(project, expected)
        yield from _check_logos(project, expected)
        yield from check_orders(project, expected.orders, hashes)
        roster = _roster(project / ROSTER)
        in_use = {id_ for id_, (_, row) in roster.items() if row.get("状态") == IN_USE}
        paths = (project / ROOMS, project / HONOURS, project / CLEANUP)
        rooms, honours, old_signs = (_rows(path) if path.is_file() else [] for path in paths)
        yield from check_inside(expected.owners, in_use, rooms, honours)
        homes = {id_: (row.get("乡镇编号", ""), row.get("名称", "")) for id_, (_, row) in roster.items()}
        yield from check_cleanup(expected.owners, homes, old_signs)
        yield from _check_records(project, expected)
        yield from _check_contacts(project, expected, roster)
        ledger = (project / LEDGER).read_bytes() if (project / LEDGER).is_file() else b""
        pages = Pages(headings, lambda page: str(read_page(read_plain(out / page)).text_content()))
        yield from check_ledger(ledger, _moves(project), expected, pages)
    except (OSError, ValueError, LookupError, TypeError, csv.Error, yaml.YAMLError) as problem:
        yield error("project-unreadable", Location(), value=_told(problem))


def _check_county(project: Path, expected: Expected) -> Iterator[Finding]:
    county = _yaml(project / COUNTY)
    issued = _yaml(_issued(project, expected) / COUNTY)
    edition, online = _mapping(issued.get("edition")), _mapping(county.get("online"))
    wanted = {
        "name": county.get("name"),
        "edition": edition.get("number"),
        "edition_date": edition.get("date"),
        "base_url": online.get("base_url"),
        "hotline": online.get("hotline"),
    }
    for key, value in wanted.items():
        if isinstance(value, str) and key in expected.county.value and value != expected.county.value[key]:
            built = str(expected.county.value[key])
            yield error("project-county", Location(COUNTY), key=key, value=value, built=built)


def _issued(project: Path, expected: Expected) -> Path:
    """The folder of the list that was built: that of an edition which was issued, or the project's."""
    release = str(expected.county.value.get("release") or "")
    return project / RELEASES / PurePath(release).name if release else project


def _check_records(project: Path, expected: Expected) -> Iterator[Finding]:
    """The papers of the records of the list that was built, where the county's were asked for."""
    county = expected.built_of_county
    if county is None or county.part:
        return
    documents = _mapping(_yaml(project / COUNTY).get("documents"))
    without = [str(name) for name in documents.get("without") or ()]
    edition = str(expected.county.value.get("edition") or "")
    folder = _issued(project, expected)
    yield from check_records(folder, expected.owners, edition, without, lambda path: _mapping(_yaml(path)))


def _moves(project: Path) -> Moves:
    """Former addresses and former names, as they stand in the files."""
    online = _mapping(_yaml(project / COUNTY).get("online"))
    former = online.get("former_base_urls") or []
    bases = (online.get("base_url"), *(former if isinstance(former, list) else [former]))
    names = {
        id_: (row.get("名称", ""), *row.get("曾用名", "").split("、"))
        for id_, (_, row) in _roster(project / ROSTER).items()
    }
    return Moves(tuple(base for base in bases if isinstance(base, str) and base), names)


def _check_roster(project: Path, expected: Expected) -> Iterator[Finding]:
    roster = _roster(project / ROSTER)
    villages = {owner.id: owner for owner in expected.owners if owner.level == "village"}
    printed = _printed_columns(roster, villages)
    for id_, (line, row) in roster.items():
        place, owner = Location(ROSTER, line=line), villages.pop(id_, None)
        successor = _successor(id_, roster)
        if owner is None:
            if not expected.of_a_part:
                yield error("project-village", place, id=id_, name=row.get("名称", ""))
        elif owner.name != row.get("名称"):
            yield error("project-name", place, value=row.get("名称", ""), built=owner.name)
        elif owner.successor != successor:
            yield error("project-successor", place, name=owner.name, value=successor, built=owner.successor)
        elif row.get("状态") == IN_USE:
            yield from _check_wordings(row, owner, printed, place)
    for owner in villages.values():
        yield error("project-village-gone", Location(ROSTER), id=owner.id, name=owner.name)


def _successor(id_: str, roster: Roster) -> str:
    """The village in use that another ends up merged into; '' for one that is in use or was dissolved."""
    seen = [id_]
    while seen[-1] in roster and roster[seen[-1]][1].get("状态") != IN_USE:
        follower = roster[seen[-1]][1].get("并入", "")
        if not follower or follower in seen:
            return ""
        seen.append(follower)
    return seen[-1] if len(seen) > 1 else ""


def _check_wordings(
    row: dict[str, str], owner: Owner, printed: set[str], place: Location
) -> Iterator[Finding]:
    """Each sign says what the roster says, letter by letter, and no registered plaque is missing."""
    made = {sign.wording for sign in owner.signs if sign.kind != INSIDE}
    registered = {row[column]: column for column in row if column.endswith(PLAQUE) and row[column] != NONE}
    for wording in sorted(made - registered.keys()):
        yield error("project-wording-old", place, value=wording)
    for wording, column in registered.items():
        if column in printed and wording not in made:
            yield error("project-wording", place, column=column, value=wording)


def _printed_columns(roster: Roster, villages: Mapping[str, Owner]) -> set[str]:
    """The columns that the scheme makes signs of: those that became a sign anywhere."""
    return {
        column
        for id_, owner in villages.items()
        for column, value in roster.get(id_, (0, {}))[1].items()
        if column.endswith(PLAQUE) and any(sign.wording == value for sign in owner.signs)
    }


def _check_filings(project: Path, expected: Expected) -> Iterator[Finding]:
    """A sign has the number under which it is on record, and none where it is not."""
    roster = _roster(project / ROSTER)
    filed: dict[tuple[str, str], tuple[str, str]] = {}  # file and number by village and wording
    for path in sorted((project / FILINGS).glob("*.yaml")):
        for sign in map(_mapping, _yaml(path).get("signs") or []):
            village, column = str(sign.get("village")), str(sign.get("sign"))
            wording = roster.get(village, (0, {}))[1].get(column, "")
            filed[village, wording] = (f"{FILINGS}/{path.name}", f"{FILED}{sign.get('number')}")
    for owner in expected.owners:
        for made in owner.signs:
            file, number = filed.get((owner.id, made.wording), (FILINGS, ""))
            printed = [line for line in made.lines if line.startswith(FILED)]
            if printed != [number] * bool(number):
                place, said = Location(file), "".join(printed)
                yield error("project-filing", place, value=number, built=said, wording=made.wording)


def _check_items(project: Path, expected: Expected) -> Iterator[Finding]:
    """Each printed item is in the project, in force, under the printed name."""
    known: dict[str, tuple[str, dict[str, Any]]] = {}
    issued = _issued(project, expected)
    for path in sorted((issued / "items").rglob("*.yaml")):
        name = path.relative_to(issued)
        if any(part.startswith(".") for part in name.parts) or not path.is_file():
            continue
        for item in _yaml(path).get("items", []):
            known[str(_mapping(item).get("id"))] = (name.as_posix(), _mapping(item))
    said: dict[str, list[str]] = {}
    for row in expected.rows:
        said.setdefault(row.id, []).append(_bare(row.cells[0]) if row.cells else "")
    for id_, printed in said.items():
        file, item = known.get(id_, ("items", {}))
        village, other = item.get("name"), _mapping(item.get("community")).get("name")
        names = {village, other, f"{village}（社区：{other}）"}  # the last is the county's list's
        if not item:
            yield error("project-item", Location(file), item=id_, value="")
        elif not _holds(item, str(expected.county.value.get("as_of", ""))):
            yield error("project-item", Location(file), item=id_, value=str(item["state"]))
        elif names.isdisjoint(printed):
            yield error("project-item", Location(file), item=id_, value=printed[-1])


def _holds(item: dict[str, Any], day: str) -> bool:
    """Whether an item is on lists of that day by its own dates; one without any by its state alone."""
    ends = str(_mapping(item.get("retired")).get("on", ""))
    ended = item.get("state") == "retired" and not (day and day < ends)
    return item.get("state") != "proposed" and not ended and str(item.get("from", "")) <= (day or "9")


def _check_contacts(project: Path, expected: Expected, roster: Roster) -> Iterator[Finding]:
    path = _issued(project, expected) / OVERLAYS
    townships = {id_: row.get("乡镇编号", "") for id_, (_, row) in roster.items()}
    day = str(expected.county.value.get("as_of", ""))
    if path.is_file():
        yield from check_contacts(expected.owners, townships, _rows(path), day)


def _bare(name: str) -> str:
    """A printed name without what the county's list says of who has the item."""
    return _REACH.sub("", name)


def _check_logos(project: Path, expected: Expected) -> Iterator[Finding]:
    """The file of each logo is the one that the signs were made with."""
    logos = {sign.logo for owner in expected.owners for sign in owner.signs if sign.logo}
    for file, digest in sorted({(logo.file, logo.sha256) for logo in logos}):
        path = project / LOGOS / PurePath(file).name
        same = file == f"{LOGOS}/{path.name}" and path.is_file()
        if not same or sha256(path.read_bytes()).hexdigest() != digest:
            yield error("project-logo", Location(file), value=file)


def _roster(path: Path) -> Roster:
    return {row.get("编号", ""): (line, row) for line, row in _rows(path)}


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Line and cells by heading."""
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    return [(reader.line_num, {key: value or "" for key, value in row.items() if key}) for row in reader]


class UnreadableError(ValueError):
    """A file of the project that is no YAML."""


def _told(problem: Exception) -> str:
    if isinstance(problem, UnreadableError):
        return str(problem)
    return f"{type(problem).__name__}: {problem}"[:120]


def _yaml(path: Path) -> dict[str, Any]:
    """All scalars as text, as the project's format says. Raises UnreadableError with file and line."""
    try:
        return _mapping(yaml.load(_text(path), yaml.BaseLoader))
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        raise UnreadableError(f"{path.name} › {mark.line + 1}" if mark else path.name) from fault


def _text(path: Path) -> str:
    """UTF-8 with or without a mark, else what an old spreadsheet or editor writes."""
    data = read_plain(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _mapping(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}
