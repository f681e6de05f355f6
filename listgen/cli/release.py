"""listgen release: an edition through its gate, and those that were issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.cli.paths import project_folder
from listgen.cli.table import aligned
from listgen.cli.terminal import FAULTS, OK, Terminal, json_line
from listgen.findings import has_errors
from listgen.locale import CHINESE

if TYPE_CHECKING:
    from listgen.catalog.release import Release


def freeze(io: Terminal, project: Path, dry_run: bool = False) -> int:
    from listgen.edit.release import release_project

    frozen = release_project(project_folder(project, "release"), date.today(), dry_run)
    release = frozen.release
    if release is None:
        io.show_errors(frozen.findings)
        io.out(io.say("done.release-refused", count=len(frozen.findings)))
        return FAULTS
    _tell(io, release)
    if frozen.path is None:
        io.out(io.say("done.release-dry-run", edition=release.number))
    else:
        io.out(io.say("done.release", edition=release.number, path=frozen.path))
    if release.specimen:
        io.out(io.say("done.release-specimen"))
    return OK


def list_releases(io: Terminal, project: Path, as_json: bool = False) -> int:
    from listgen.edit.release import read_releases

    releases, findings = read_releases(project_folder(project, "release list"))
    if as_json:
        for release in releases:
            io.out(json_line(_record(release)))
    else:
        names = ("edition", "date", "released", "previous", "items", "fingerprint")
        rows = [tuple(io.say(f"release.{name}") for name in names)] if releases else []
        for release in releases:
            days = (release.day.isoformat(), release.released.isoformat())
            last = (release.previous or "—", str(_items(release)), release.fingerprint)
            rows.append((release.number, *days, *last))
        for line in aligned(rows):
            io.out(line)
    io.show(findings, as_json, True)
    if not as_json:
        io.out(io.say("done.releases", count=len(releases)))
    return FAULTS if has_errors(findings) else OK


def _tell(io: Terminal, release: Release) -> None:
    """The counts of each list, and what changed."""
    from listgen.catalog.effective import TITLES

    types = [type_ for type_ in TITLES if any(count.items[type_] for count in release.counts)]
    rows = [(io.say("release.list-title"), *(TITLES[type_] for type_ in types))]
    rows += [(count.title, *(str(count.items[type_]) for type_ in types)) for count in release.counts]
    for line in aligned(rows):
        io.out(line)
    if release.previous:
        summed = _sum(io, release) or io.say("release.unchanged")
        io.out(io.say("release.against", previous=release.previous, kinds=summed))


def _sum(io: Terminal, release: Release) -> str:
    from listgen.catalog.diff import TITLES

    titles = {kind.value: title for kind, title in TITLES.items()} if io.language == CHINESE else {}
    between = "，" if io.language == CHINESE else ", "
    return between.join(f"{titles.get(kind, kind)} {count}" for kind, count in release.changes.items())


def _items(release: Release) -> int:
    """How many a village has at most, all lists together."""
    from listgen.catalog.model import VILLAGE

    return sum(count.items[VILLAGE] for count in release.counts)


def _record(release: Release) -> Mapping[str, object]:
    return {
        "edition": release.number,
        "date": release.day.isoformat(),
        "released": release.released.isoformat(),
        "previous": release.previous,
        "specimen": release.specimen,
        "counts": [{"kind": count.kind, "title": count.title, **count.items} for count in release.counts],
        "changes": dict(release.changes),
        "fingerprint": release.fingerprint,
    }
