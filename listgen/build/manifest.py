"""manifest.json: every output of OUT, sorted by path, without clock, host or path of the machine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import version

from listgen.build.job import Job
from listgen.build.journal import Entry
from listgen.project import County

SCHEMA = 1
NAME = "manifest.json"


def render_manifest(
    county: County, day: date, jobs: Iterable[Job], written: Mapping[str, Entry], failed: Iterable[str]
) -> bytes:
    """The manifest of the jobs that are written; `failed` are paths whose old file, if any, was kept."""
    lost = set(failed)
    document = {
        "schema": SCHEMA,
        "project": county.id,
        "edition": county.edition.number,
        "as_of": day.isoformat(),
        "listgen": version("listgen"),
        "outputs": [
            _output(job, written[job.path])
            for job in sorted(jobs, key=lambda job: job.path)
            if job.path in written and job.path not in lost
        ],
        "failed": sorted(lost),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _output(job: Job, entry: Entry) -> dict[str, object]:
    output: dict[str, object] = {
        "path": job.path,
        "kind": job.kind,
        "format": job.format,
        "level": job.level,
        "owner": job.owner,
        "sha256": entry.sha256,
        "bytes": entry.bytes,
    }
    if job.slot:
        output["slot"] = job.slot
    if job.items:
        output["items"] = list(job.items)
    return output
