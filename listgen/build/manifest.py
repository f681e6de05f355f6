"""manifest.json: every output of OUT, sorted by path, without clock, host or path of the machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import version

from listgen.build.job import Job
from listgen.build.json_lines import Lines, as_json, json_lines
from listgen.county import County

SCHEMA = 1


def render_manifest(
    county: County, day: date, made: Iterable[tuple[str, str, int]], failed: list[str]
) -> Iterator[bytes]:
    """The manifest. `made`: facts, SHA-256, size of each output; `failed`: paths whose old file was kept."""
    yield from json_lines(
        {
            "schema": SCHEMA,
            "project": county.id,
            "edition": county.edition.number,
            "as_of": day.isoformat(),
            "listgen": version("listgen"),
            "outputs": Lines(_output(*one) for one in made),
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


def _output(facts: str, sha256: str, size: int) -> str:
    return f'{facts.removesuffix("}")},"sha256":"{sha256}","bytes":{size}}}'
