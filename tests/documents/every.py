"""One file of every Word paper, made from the shipped examples as `build` makes them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from listgen.build.job import Job
from listgen.build.plan import plan
from listgen.build.writers import WRITERS
from listgen.preflight import check_project
from listgen.resources import shipped

# Where each paper is first looked for: together they have all of them.
_EXAMPLES = ("fenggang", "yitong", "province", "jiangsu", "anji")
PROJECTS = ("demo", *(f"examples/{name}" for name in _EXAMPLES))


@cache
def every_paper() -> dict[str, tuple[str, bytes]]:
    """By the name of its document: the path and the bytes of the first that there is."""
    found: dict[str, tuple[str, bytes]] = {}
    for project in PROJECTS:
        for name, job, data in _papers(project, frozenset(found)):
            found[name] = (job.path, data)
    return found


def _papers(project: str, known: frozenset[str]) -> Iterator[tuple[str, Job, bytes]]:
    checked = check_project(shipped("catalogs") / project)
    assert checked.subject is not None and checked.assets is not None
    seen = set(known)
    for job in tuple(plan(checked.subject, checked.assets)):
        name = job.assets[0].removeprefix("documents/") if job.format == "docx" else ""
        if name and name not in seen:
            seen.add(name)
            yield name, job, WRITERS[job.writer](job.values, checked.assets)
