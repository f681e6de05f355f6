"""Word papers by docxtpl: WORK OUT VILLAGES [kept]. `kept`: one object a template for all papers."""

from __future__ import annotations

import base64
import io
import json
import sys
from pathlib import Path
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-not-found]
from jinja2 import Environment, StrictUndefined

CODE_MM = 30


def main(work: Path, out: Path, villages: int, kept: bool) -> None:
    sources = {path.name: path.read_bytes() for path in (work / "docxtpl").iterdir()}
    templates: dict[str, DocxTemplate] = {}
    shared = Environment(autoescape=True, undefined=StrictUndefined)
    for number in range(villages):
        for paper in json.loads((work / "villages" / f"{number}.json").read_text("utf-8")):
            name = paper["template"]
            if not kept or name not in templates:
                templates[name] = DocxTemplate(io.BytesIO(sources[name]))
            template = templates[name]
            data: dict[str, Any] = paper["data"]
            if paper["picture"]:
                picture = io.BytesIO(base64.b64decode(paper["picture"]))
                data["picture"] = InlineImage(template, picture, width=Mm(CODE_MM))
            environment = shared if kept else Environment(autoescape=True, undefined=StrictUndefined)
            template.render(data, environment)
            path = out / paper["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            template.save(path)


main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), "kept" in sys.argv[4:])
