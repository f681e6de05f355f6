"""The same work for the peers: a county's outputs as plain JSON, ready worked out, a file a village.

The peers' environment has no listgen. They are told values, texts with their places and sizes, and the
symbols on signs; all that listgen does to find them (reading, checking, planning, fitting) they are spared.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from listgen import signage
from listgen.build.job import CodeValues, Job, PaperValues, VillageValues
from listgen.build.plan import plan
from listgen.build.writers import WRITERS
from listgen.documents.booklet import booklet_data
from listgen.documents.picture import Picture
from listgen.preflight import Assets, Subject, check_project
from listgen.resources import shipped
from listgen.signage.gate import GateValues, draw_gate
from listgen.signage.sign import HallValues, InteriorValues, PlaqueValues, draw_sign
from listgen.site import compile_site
from tests.bench.data import write_data
from tests.bench.sheets import Sheets
from tests.bench.words import blocks, in_docxtpl, without_body

BOOKLETS, FORMS, SIGNS, PICTURES, CODES, PAGES = "booklets", "forms", "signs", "pictures", "codes", "pages"
_SPELLED = (BOOKLETS, FORMS, SIGNS, PICTURES, CODES)  # a file a village; pages have theirs in data


@dataclass(frozen=True, slots=True)
class Work:
    """Where the work lies; `outputs`: how many each part has in the whole county."""

    folder: Path
    outputs: dict[str, int]


def write_work(project: Path, folder: Path, few: int) -> Work:
    """The work of a sound project below `folder`: codes and pages of all villages, the rest of a `few`.

    The county's own outputs are left out.
    """
    checked = check_project(project)
    subject, assets = checked.subject, checked.assets
    assert subject is not None and assets is not None, "the bench's county has errors"
    sheets = Sheets(assets.faces, _characters(project))
    places = {view.village.id: place for place, view in enumerate(subject.views)}
    outputs = dict.fromkeys(_SPELLED, 0) | {PAGES: len(places)}
    made: dict[tuple[str, int], list[Any]] = {}
    for job in planned(subject, assets):
        if job.level == "village" and job.format != "html":
            part, place = _part(job), places[job.owner]
            outputs[part] += 1
            if part == CODES or place < few:
                made.setdefault((part, place), []).append(_spelled(job, assets, sheets))
    for (part, place), values in made.items():
        path = folder / part / "villages" / f"{place}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    for part in (BOOKLETS, FORMS):
        _write_templates(folder / part, assets)
    write_data(folder / PAGES / "data", compile_site(assets.site), subject)
    return Work(folder, outputs)


def _characters(project: Path) -> set[str]:
    """All that may stand on a sign: what the project, the schemes and listgen's lines beside them say."""
    shown = (
        *project.rglob("*.csv"),
        *project.rglob("*.yaml"),
        *(shipped("templates") / "signs").rglob("*.yaml"),
        *Path(signage.__file__).parent.glob("*.py"),
    )
    return {char for path in shown for char in path.read_text("utf-8-sig") if char.isprintable()}


def planned(subject: Subject, assets: Assets) -> Iterable[Job]:
    """Every output of the county, as a job."""
    return plan(subject, assets)


def _part(job: Job) -> str:
    """The part that an output belongs to."""
    if isinstance(job.values, CodeValues):
        return CODES
    if isinstance(job.values, GateValues):
        return PICTURES
    if job.format == "pdf":
        return SIGNS
    return BOOKLETS if job.kind == "booklet" else FORMS


def _spelled(job: Job, assets: Assets, sheets: Sheets) -> dict[str, Any]:
    """The work of an output."""
    values = job.values
    if isinstance(values, PlaqueValues | HallValues | InteriorValues):
        return sheets.drawing(job.path, draw_sign(values, assets.faces))
    if isinstance(values, GateValues):
        return sheets.scene(job.path, draw_gate(values, assets.faces))
    if isinstance(values, CodeValues):
        return {"path": job.path, "url": values.url, "title": values.title}
    assert isinstance(values, PaperValues | VillageValues)
    data = _paper_data(values)
    picture = _picture(data)
    return {
        "path": job.path,
        "template": f"{values.document}.docx",
        "data": _plain(data),
        "picture": base64.b64encode(picture).decode() if picture else "",
        "blocks": list(blocks(WRITERS[job.writer](values, assets))),
    }


def _paper_data(values: PaperValues | VillageValues) -> dict[str, object]:
    if isinstance(values, PaperValues):
        return dict(values.made.data)
    return booklet_data(values.county, values.kinds, values.view)


def _picture(value: object) -> bytes:
    """The PNG among the values, if there is one."""
    if isinstance(value, Picture):
        return value.png
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return next(filter(None, map(_picture, parts)), b"")


def _plain(value: object) -> Any:
    """As JSON has it; a picture is told by what it shows."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Picture) else value


def _write_templates(folder: Path, assets: Assets) -> None:
    """Each document's template in docxtpl's words, and without its body for python-docx."""
    for name, document in assets.documents.items():
        for kind, change in (("docxtpl", in_docxtpl), ("plain", without_body)):
            path = folder / kind / f"{name}.docx"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(change(document.template))
