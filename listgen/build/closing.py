"""The last files of a build: data/expected.json, and after it manifest.json.

They tell of all that the journal has, so that a build of a part ends in the manifest of the whole. They say
more than the outputs do (the day, what was left undone), so they have a fingerprint of their own.
"""

from __future__ import annotations

from pathlib import Path

from listgen.build.digest import Digester
from listgen.build.expected import head, render_expected
from listgen.build.folder import EXPECTED, MANIFEST
from listgen.build.job import Job, ListValues
from listgen.build.journal import Entry, Journal
from listgen.build.making import CLOSING
from listgen.build.manifest import manifest_facts, render_manifest
from listgen.build.program import program_digest
from listgen.build.written import sha256, stamp_of
from listgen.orders.record import render_record
from listgen.preflight import Assets, Subject
from listgen.save import save_pieces

CLOSED = (EXPECTED, MANIFEST)


def is_closed(subject: Subject, journal: Journal, out: Path) -> bool:
    """Whether both files tell of the same project and are still as they were written."""
    entry = journal.entry(EXPECTED)
    return (
        entry is not None
        and entry.fingerprint == _fingerprint(subject)
        and sha256(out / EXPECTED) == entry.sha256
        and sha256(out / MANIFEST) == journal.state("manifest")
    )


def close(subject: Subject, assets: Assets, journal: Journal, out: Path) -> None:
    """Write both. Raises OSError."""
    facts = manifest_facts(_expected_job(subject))
    saved = save_pieces(render_expected(subject, assets, journal), out / EXPECTED)
    fingerprint = _fingerprint(subject)
    journal.begin([Entry(EXPECTED, CLOSING, "data", fingerprint, saved.sha256, saved.bytes, facts)])
    journal.stamp([(stamp_of(f"{out}/{EXPECTED}"), EXPECTED)])
    pieces = render_manifest(subject.county, subject.day, journal.made(), journal.failed())
    journal.keep(manifest=save_pieces(pieces, out / MANIFEST).sha256)


def _expected_job(subject: Subject) -> Job:
    """The expectation's own line in the manifest."""
    values = ListValues(subject.county, (), ())
    return Job(EXPECTED, "expected", "data", "json", "county", subject.county.id, values, ())


def _fingerprint(subject: Subject) -> str:
    """Of what the two files say beside the journal."""
    states = tuple(render_record(batch) for batch in subject.batches)
    return Digester().of((head(subject), states, program_digest()))
