"""A new batch of signs: what it would hold, and its record in the project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from listgen.catalog.owners import find_asked
from listgen.edit.errors import Refused, Unfit
from listgen.edit.writing import alone, save_over
from listgen.findings import Finding, has_errors
from listgen.orders.batch import ARCHIVED, WITHDRAWN, Batch
from listgen.orders.record import FOLDER, load_batches, record_path, render_record, with_state
from listgen.orders.select import Source, Wish, select, standing
from listgen.preflight import Assets, Subject, check_project
from listgen.project import read_project


@dataclass(frozen=True, slots=True)
class Draft:
    """What a wish comes to. `batch`, `subject` and `assets` are there exactly when no finding is an error."""

    findings: tuple[Finding, ...]
    batch: Batch | None = None
    subject: Subject | None = None
    assets: Assets | None = None


def draft(folder: Path, wish: Wish) -> Draft:
    """The batch that is wished for; writes nothing.

    Raises NotFound for a village or township that there is not, Unfit `order-taken`, `order-withdrawn`,
    `batch-not-ordered`, `slot-unknown`.
    """
    checked = check_project(folder)
    if checked.subject is None or checked.assets is None:
        return Draft(checked.findings)
    subject = checked.subject
    _check(folder, wish, subject)
    catalog, slots = subject.catalog, _slots(subject)
    villages, townships = find_asked(catalog, wish.villages, wish.townships)
    counts = {_slot(slots, one): count for one, count in wish.quantities.items()}
    if len(counts) < len(wish.quantities):
        raise Unfit("usage.quantity-twice", value=" ".join(wish.quantities))
    asked = tuple(_slot(slots, one) for one in wish.slots)
    wish = replace(wish, villages=villages, townships=townships, slots=asked, quantities=counts)
    source = Source(
        subject.county, subject.catalog, subject.scheme, subject.views, subject.links, subject.batches
    )
    batch, found = select(wish, source)
    findings = (*checked.findings, *found)
    if has_errors(findings):
        return Draft(findings)
    return Draft(findings, batch, subject, checked.assets)


def read_batches(folder: Path) -> tuple[tuple[Batch, ...], list[Finding]]:
    """The batches of a project, and what is wrong with their records."""
    project, findings = read_project(folder)
    batches, found = load_batches({path: project.files[path] for path in project.below(FOLDER)})
    return batches, [*findings, *found]


def enter(folder: Path, batch: Batch) -> Path:
    """Write the record of a batch whose files are made.

    Raises Refused `order-meanwhile` where another was entered since this one was chosen, `changed-meanwhile`,
    `edit-locked`.
    """
    path = folder / record_path(batch.name)
    with alone(folder):
        batches, _ = read_batches(folder)
        if any(other.number >= batch.number for other in batches):
            raise Refused("order-meanwhile", value=batch.name)
        path.parent.mkdir(exist_ok=True)
        save_over(b"", render_record(batch), path)
    return path


def mark(folder: Path, name: str, state: str) -> list[Finding]:
    """Say of a batch that it is archived or withdrawn, unless a record has errors, which are given back.

    Raises Unfit `batch-not-ordered`, `batch-none-ordered`, `order-archived` or `order-withdrawn` where it is
    that already, `order-counted-on` where a batch to withdraw is one that others were compared with; Refused
    `edit-locked`.
    """
    with alone(folder):
        batches, findings = read_batches(folder)
        if has_errors(findings):
            return findings
        batch = _known(name, batches)
        if batch.state == ARCHIVED:
            raise Unfit("order-archived", value=name)
        if batch.state == WITHDRAWN:
            raise Unfit("order-withdrawn", value=name)
        counting = [one.name for one in standing(batches) if _counts_on(one, batch, batches)]
        if state == WITHDRAWN and counting:
            raise Unfit("order-counted-on", value=name, later="、".join(counting))
        path = folder / record_path(name)
        before = path.read_bytes()
        save_over(before, with_state(before, state), path)
    return findings


def _known(name: str, batches: tuple[Batch, ...]) -> Batch:
    for batch in batches:
        if batch.name == name:
            return batch
    if not batches:
        raise Unfit("batch-none-ordered", value=name)
    known = "、".join(batch.name for batch in batches)
    raise Unfit("batch-not-ordered", value=name, known=known)


def _counts_on(later: Batch, batch: Batch, batches: tuple[Batch, ...]) -> bool:
    """Whether a batch was chosen by what another one has: by what hung then, or by what it took down."""
    numbers = {one.name: one.number for one in batches}
    compared = later.since and batch.number <= numbers.get(later.since, 0)
    return later.number > batch.number and (
        bool(compared) or batch.name in {recall.batch for recall in later.recalls}
    )


def _check(folder: Path, wish: Wish, subject: Subject) -> None:
    names = [batch.name for batch in subject.batches]
    if (folder / record_path(wish.name)).exists() or wish.name.casefold() in map(str.casefold, names):
        raise Unfit("order-taken", value=wish.name)
    if wish.since and _known(wish.since, subject.batches).state == WITHDRAWN:
        raise Unfit("order-withdrawn", value=wish.since)


def _slots(subject: Subject) -> dict[str, str]:
    """What a clerk calls each sign of the scheme, by its id."""
    titles = {slot.id: slot.column for slot in subject.scheme.signs}
    inside = subject.county.signs.interior
    return titles | {slot.id: slot.name for slot in subject.scheme.interior if slot.id in inside}


def _slot(titles: Mapping[str, str], wanted: str) -> str:
    """The id of the sign of that id, or of that name where no other has it. Raises Unfit `slot-unknown`."""
    if wanted in titles:
        return wanted
    called = [id_ for id_, title in titles.items() if title == wanted]
    if len(called) != 1:
        known = "、".join(f"{id_}（{title}）" for id_, title in titles.items())
        raise Unfit("slot-unknown", value=wanted, known=known)
    return called[0]
