"""county.yaml against what the other rooms know, and samples that must be gone before anything is issued."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from listgen.county import County
from listgen.drawing.conditions import CONDITIONS
from listgen.findings import Finding, Location, error, warn
from listgen.project import ROOT_FILES, ProjectFiles

FILE = "county.yaml"
EXAMPLE = ".example"
SAMPLE, SAMPLE_PREFIX = "样例", "XX"  # in the files that `init` makes
_NUMBER = re.compile(r"[^〔〕\[\]()（）]+〔[0-9]{4}〕[1-9][0-9]*号")  # GB/T 9704-2012, 7.2.5
_KINDS_OF_COUNTY = ("县", "市", "区", "旗")


def check_county(project: ProjectFiles, county: County) -> Iterator[Finding]:
    """What is wrong or doubtful in county.yaml beyond its form, with the line."""
    if county.signs.ink_condition not in CONDITIONS:
        facts = {"value": county.signs.ink_condition, "choices": "、".join(CONDITIONS)}
        yield error("unknown-ink-condition", line_of(project, "ink_condition"), **facts)
    host = county.online.base_url.removeprefix("https://").split("/")[0].split(":")[0]
    if host.endswith(EXAMPLE) and not county.specimen:
        yield error("example-address", line_of(project, "base_url"), value=county.online.base_url)
    if county.issuing.number and not _NUMBER.fullmatch(county.issuing.number):
        yield warn("document-number-form", line_of(project, "number", 2), value=county.issuing.number)
    if not county.name.endswith(_KINDS_OF_COUNTY):
        yield warn("county-name-form", line_of(project, "name"), value=county.name)


def check_fallback(project: ProjectFiles, county: County, roles: Collection[str]) -> Iterator[Finding]:
    """Faces that are to stand in for another one, or be stood in for, and are none."""
    place = line_of(project, "fallback")
    for role, other in county.signs.fallback:
        for unknown in (name for name in (role, other) if name not in roles):
            yield error("fallback-unknown-face", place, value=unknown, choices="、".join(roles))
        if role == other:
            yield error("fallback-to-itself", place, value=role)


def check_samples(project: ProjectFiles, county: County) -> Iterator[Finding]:
    """What `init` filled in as a sample and nobody replaced, once the project is no specimen."""
    if county.specimen:
        return
    for file in (FILE, *(name for name in ROOT_FILES if name.endswith(".csv"))):
        text = project.files.get(file, b"").decode("utf-8", "replace")
        for number, line in enumerate(text.splitlines(), 1):
            if SAMPLE in line.split("#")[0]:
                yield error("sample-left", Location(file, line=number), value=SAMPLE)
    if county.prefix == SAMPLE_PREFIX:
        yield error("sample-left", line_of(project, "prefix"), value=f"prefix: {SAMPLE_PREFIX}")


def line_of(project: ProjectFiles, key: str, nth: int = 1) -> Location:
    """Where the `nth` `key` of county.yaml stands (`number` is the edition's first, then the paper's).

    Of one that does not stand there, the first line.
    """
    text = project.files[FILE].decode("utf-8", "replace")
    found = [
        number for number, line in enumerate(text.splitlines(), 1) if re.search(rf"(^|[\s{{]){key}:", line)
    ]
    return Location(FILE, line=found[nth - 1] if len(found) >= nth else 1)
