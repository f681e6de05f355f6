"""The signs inside the halls: the file that has them, and what keeps one from being made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from listgen.catalog.model import Catalog
from listgen.catalog.view import VillageView
from listgen.county import NONE, County
from listgen.findings import Finding, Location, error, has_errors, warn
from listgen.links import page_url
from listgen.preflight.county import line_of
from listgen.preflight.signs import ANY_ID
from listgen.project import ProjectFiles
from listgen.resources import shipped
from listgen.signage.coverage import Need, check_coverage
from listgen.signage.interior import SERVICES, InteriorSlot
from listgen.signage.interior_check import check_slot
from listgen.signage.interior_file import load_interior
from listgen.signage.interior_text import Subjects
from listgen.signage.scheme import Scheme
from listgen.signage.subject_check import SoundTexts, check_subject, needs_of_subject
from listgen.sources.yaml import load_yaml
from listgen.typeset.faces import Faces

FOLDER = "signs/interior"


def with_interior(scheme: Scheme, project: ProjectFiles, county: County) -> tuple[Scheme, list[Finding]]:
    """The scheme with its interior signs: the county's own file of that name, else the shipped one."""
    findings: list[Finding] = []
    if scheme.interior_file:
        known = {path.stem: path for path in sorted((shipped("templates") / FOLDER).glob("*.yaml"))}
        name = f"templates/{FOLDER}/{scheme.interior_file}.yaml"
        data = project.files.get(name)
        if data is None and scheme.interior_file in known:
            data = known[scheme.interior_file].read_bytes()
        if data is None:
            facts = {"value": scheme.interior_file, "choices": "、".join(known)}
            return scheme, [error("unknown-interior-file", line_of(project, "scheme"), **facts)]
        table, findings = load_yaml(data, name)
        if table is None:
            return scheme, findings
        slots, found = load_interior(table)
        found += _named_alike(slots, scheme)
        scheme, findings = replace(scheme, interior=slots), [*findings, *found]
    ids = [slot.id for slot in scheme.interior]
    for id_ in county.signs.interior:
        if id_ not in ids and not findings:
            facts = {"value": id_, "choices": "、".join(ids) or NONE, "scheme": scheme.title}
            findings.append(error("unknown-interior-sign", line_of(project, "interior"), **facts))
    return scheme, findings


def _named_alike(slots: Sequence[InteriorSlot], scheme: Scheme) -> Iterator[Finding]:
    """An order names signs by their ids, those outside and those inside."""
    outside = {sign.id: sign for sign in scheme.signs}
    for slot in slots:
        if slot.id in outside:
            facts = {"value": slot.id, "field": "id", "first": outside[slot.id].places["id"].line}
            yield error("sign-twice", slot.places["id"], **facts)


def check_interior(
    scheme: Scheme,
    project: ProjectFiles,
    county: County,
    catalog: Catalog,
    views: Sequence[VillageView],
    faces: Faces,
) -> list[Finding]:
    """What keeps a sign inside a hall from being made."""
    link = page_url(county.online.base_url, ANY_ID)
    items = {item.id: item.places.get("frequent", item.location) for item in catalog.items}
    findings: list[Finding] = []
    needs: list[Need] = []
    for slot in scheme.interior:
        if slot.id not in county.signs.interior:
            continue
        found = check_slot(slot, faces, link, line_of(project, "base_url"))
        findings += found
        if has_errors(found):
            continue
        made, about, sound = False, Subjects(slot, county), SoundTexts(slot, faces)
        for view in views:
            for subject in about.of(view):
                made = True
                if sound.holds(subject.text):
                    continue
                needs += needs_of_subject(slot, subject, view.village, items)
                findings += check_subject(slot, subject, view.village, items, faces)
        if views and not made:
            findings.append(
                warn("sign-without-data", line_of(project, "interior"), value=slot.id, sign=slot.name)
            )
        if slot.table and slot.table.of == SERVICES:
            findings += _unfilled(catalog, items)
    found = [*check_coverage(needs, faces), *findings]
    return list(dict.fromkeys(found))  # many villages have the same items


def _unfilled(catalog: Catalog, items: Mapping[str, Location]) -> Iterator[Finding]:
    """What is often asked and cannot be on the board, since nothing says where to go and what to bring."""
    for item in catalog.items:
        if item.frequent and not item.service:
            yield warn(
                "frequent-without-service", items[item.id], value=item.id, name=item.short or item.name
            )
