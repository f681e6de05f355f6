"""manifest.json: every output of OUT, sorted by path, without clock, host or path of the machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import version

from listgen.build.job import Job
from listgen.build.journal import Entry
from listgen.build.json_lines import Lines, as_json, json_lines
from listgen.project import County

SCHEMA = 1


def render_manifest(
    county: County, day: date, entries: Iterable[Entry], failed: list[str]
) -> Iterator[bytes]:
    """The manifest of outputs, by path; `failed` are paths whose old file, if any, was kept."""
    yield from json_lines(
        {
            "schema": SCHEMA,
            "project": county.id,
            "edition": county.edition.number,
            "as_of": day.isoformat(),
            "listgen": version("listgen"),
            "outputs": Lines(_output(entry) for entry in entries),
            "failed": failed,
        }
    )


def manifest_facts(job: Job) -> str:
    """What the manifest says of a job's output, as JSON; its size and digest come when it is made."""
    facts: dict[str, object] = {
        "path": job.path,
        "kind": job.kind,
        "format": job.format,
        "level": job.level,
        "owner": job.owner,
    }
    if job.slot:
        facts["slot"] = job.slot
    if job.items:
        facts["items"] = list(job.items)
    return as_json(facts)


def _output(entry: Entry) -> str:
    return f'{entry.manifest.removesuffix("}")},"sha256":"{entry.sha256}","bytes":{entry.bytes}}}'
