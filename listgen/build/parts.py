"""A build of a part beside the rest: of one edition and day, and with the same to say of the county."""

from __future__ import annotations

import json
from collections.abc import Mapping

from listgen.build import folder
from listgen.build.errors import Refused
from listgen.build.expected import head
from listgen.build.journal import Journal
from listgen.build.json_lines import as_json
from listgen.build.request import Request
from listgen.preflight import Subject

_SAYS = "county"  # what every output says of the county
_FOOTER = "footer"  # of which much is made of the others
_MADE_OF = "made_of"  # of which edition and day the outputs are; of a build that did not end, of which two


def check_part(request: Request, subject: Subject, journal: Journal) -> None:
    """Raises Refused where a part would be of another edition or day than the rest, or that is not known."""
    before, now = journal.state(_MADE_OF), made_of_now(subject)
    if before == now:
        _check_says(request, subject, journal)
        return
    if before and not request.whole:
        raise Refused("out-other-edition", value=str(request.out), before=before, now=now)
    if not request.whole and (request.out / folder.MANIFEST).exists():
        raise Refused("out-unknown", value=str(request.out))
    if request.whole:
        journal.keep(**{_MADE_OF: f"{before or '—'} → {now}"})
    else:  # the first
        keep_agreed(subject, journal)


def keep_agreed(subject: Subject, journal: Journal) -> None:
    """With this every part is to agree from now on: a build of everything ended, or the first part began."""
    journal.keep(**{_MADE_OF: made_of_now(subject), _SAYS: as_json(_said(subject))})


def _check_says(request: Request, subject: Subject, journal: Journal) -> None:
    """Raises Refused where a part would say something else of the county than the rest."""
    now = _said(subject)
    before = json.loads(journal.state(_SAYS) or as_json(now))
    changed = [name for name, value in now.items() if before.get(name) != value]
    if changed and not request.whole:
        own = [name for name in changed if name != _FOOTER] or changed
        raise Refused("out-county-changed", value=str(request.out), fields="、".join(own))


def _said(subject: Subject) -> Mapping[str, object]:
    """What every output says of the county, by the names of county.yaml."""
    said = head(subject)["county"]
    assert isinstance(said, dict)
    return said


def made_of_now(subject: Subject) -> str:
    """Of which edition and day the outputs are, and whether of an issued list: 2026-1（2026-11-21）."""
    mark = "，未发布" if subject.county.unreleased else ""
    return f"{subject.county.edition.number}（{subject.day.isoformat()}{mark}）"
