"""New records, filled in as far as the project knows, and the row of those that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from listgen.catalog.consultation import FOLDER as CONSULTATIONS
from listgen.catalog.feedback import FOLDER as FEEDBACK
from listgen.catalog.filings import FOLDER as FILINGS
from listgen.catalog.load import load_catalog
from listgen.catalog.model import Catalog
from listgen.catalog.record import ROUNDS
from listgen.catalog.record_files import NOT_FILLED
from listgen.catalog.records import FOLDER as ADMISSIONS
from listgen.county import County, load_county
from listgen.edit.errors import Refused
from listgen.edit.writing import alone, save_over
from listgen.findings import Finding, has_errors
from listgen.project import ProjectFiles, read_project

ADMISSION, CONSULTATION, FILED, REPORT = "admission", "consultation", "filing", "feedback"
FOLDERS = {ADMISSION: ADMISSIONS, CONSULTATION: CONSULTATIONS, REPORT: FEEDBACK, FILED: FILINGS}
_PREFIXES = {ADMISSION: "ZR", CONSULTATION: "ZX", REPORT: "FK", FILED: "BA"}
_SKELETONS = Path(__file__).with_name("skeletons")
BETWEEN = "#"  # the edition and the round of a consultation
_MOST = 999  # of a sort in a year
IN_FORCE, NOT_YET, OVER, UNFILLED = "in-force", "not-yet", "over", "unfilled"
OPEN, CLOSED, DECIDED, UNDECIDED = "open", "closed", "decided", "undecided"


@dataclass(frozen=True, slots=True)
class New:
    """A record that was written, or what forbids it."""

    findings: tuple[Finding, ...]
    id: str = ""
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A record in a row: its id, its sort, its day, what it is about, how it stands.

    Of one that is not filled in yet only the file is known, and no day.
    """

    id: str
    sort: str
    day: date | None
    subject: str
    state: str


def new_record(folder: Path, sort: str, today: date) -> New:
    """Write a record of one of FOLDERS, with the next free id, for a person to fill in.

    Until it is, `check` names every place that is left. Raises Refused `records-exhausted`,
    `rounds-complete`, `edit-locked`.
    """
    with alone(folder):
        project, findings = read_project(folder)
        county, found = load_county(project)
        if county is None or has_errors(findings):
            return New((*findings, *found))
        id_ = _next_id(project, sort, today.year)
        facts = {
            "id": id_,
            "prefix": county.prefix,
            "county": county.name,
            "today": today.isoformat(),
            "next_year": today.replace(year=today.year + 1, day=min(today.day, 28)).isoformat(),
            "edition": county.edition.number,
            "round": _next_round(project, county) if sort == CONSULTATION else "",
        }
        text = Template((_SKELETONS / f"{sort}.yaml").read_text("utf-8")).substitute(facts)
        path = folder / FOLDERS[sort] / f"{id_}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        save_over(b"", text.encode(), path)
    return New((), id_, path)


def _next_id(project: ProjectFiles, sort: str, year: int) -> str:
    """The id after all that a record of this project, or of an edition that it issued, ever had."""
    pattern = re.compile(rf"{_PREFIXES[sort]}-{year}-(\d{{2,3}})(?!\d)", re.ASCII)
    records = (path for path in project.files if "records/" in path and path.endswith(".yaml"))
    named = (f"{path}\n{project.files[path].decode('utf-8', 'replace')}" for path in records)
    last = max((int(number) for text in named for number in pattern.findall(text)), default=0)
    if last >= _MOST:
        raise Refused("records-exhausted", value=f"{_PREFIXES[sort]}-{year}")
    return f"{_PREFIXES[sort]}-{year}-{last + 1:02}"


def _next_round(project: ProjectFiles, county: County) -> int:
    """The round that follows those of the edition."""
    drafts = (project.files[path].decode("utf-8", "replace") for path in project.below(CONSULTATIONS))
    number = re.escape(county.edition.number)
    mine = [text for text in drafts if re.search(rf"^draft: *{number}\s", text, re.MULTILINE)]
    found = (re.search(r"^round: *([1-9])", text, re.MULTILINE) for text in mine)
    last = max((int(match[1]) for match in found if match), default=0)
    if last >= ROUNDS:
        raise Refused("rounds-complete", value=county.edition.number, rounds=str(ROUNDS))
    return last + 1


def read_records(folder: Path, today: date) -> tuple[tuple[Listed, ...], list[Finding]]:
    """All records by their days, those to be filled in last, and what is wrong with the form of one."""
    project, findings = read_project(folder)
    county, found = load_county(project)
    catalog, faults = load_catalog(project, county.division_code if county else "")
    if catalog is None:
        return (), [*findings, *found, *faults]
    left = dict.fromkeys(one.location.file for one in faults if one.slug == NOT_FILLED)
    mine = (one for one in faults if one.location.file.startswith("records/") and one.slug != NOT_FILLED)
    unfilled = [Listed(Path(file).stem, file.split("/")[1], None, "", UNFILLED) for file in left]
    rows = sorted(_listed(catalog, today), key=lambda one: (one.day or today, one.id))
    return (*rows, *unfilled), [*findings, *found, *mine]


def _listed(catalog: Catalog, today: date) -> Iterator[Listed]:
    for admission in catalog.admissions.values():
        state = OVER if admission.until < today else NOT_YET if today < admission.effective else IN_FORCE
        yield Listed(admission.id, ADMISSION, admission.effective, admission.item, state)
    for one in catalog.consultations:
        state = CLOSED if one.closed else OPEN
        yield Listed(one.id, CONSULTATION, one.opened, f"{one.draft}{BETWEEN}{one.round}", state)
    for report in catalog.feedback:
        state = DECIDED if report.decision else UNDECIDED
        yield Listed(report.id, REPORT, report.day, f"{report.village} {report.item}".rstrip(), state)
    for filing in catalog.filings:
        state = OVER if filing.valid_to and filing.valid_to < today else IN_FORCE
        yield Listed(filing.id, FILED, filing.filed, filing.authority, state)
