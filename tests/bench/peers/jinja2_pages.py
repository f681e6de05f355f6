"""Villages' pages by plain jinja2 from the site's own templates: TEMPLATES WORK OUT VILLAGES.

What an author would write without a thought of speed, and nothing slower: a list is a loop over its items in
every village, without a sandbox, and search words and readings are ready in the data.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

# In the templates a village gets its lists ready made: (file, there, what an author would write)
STRAIGHT = (
    ("village.html", "{{ ways }}", "{{ parts.ways(doors, frequent) }}"),
    ("village.html", "{{ lists }}", "{{ parts.lists(doors, we, phone) }}"),
    ("parts.html", "macro lists(doors)", "macro lists(doors, we, phone)"),
    (
        "parts.html",
        "{{ door.blocks }}",
        "{% for item in door.items %}{{ opening(item, item['keys']) }}"
        "{% if not (item.service or item.who or item.how) %}{{ ask(we, phone) }}{% endif %}"
        "{{ closing(item) }}{% endfor %}",
    ),
)


def phones(text: str) -> list[tuple[str, str]]:
    """A number as it is shown and as it is dialled, an extension after a pause: no county here says more."""
    return [(text, text.replace("-", "").replace("转", ","))]


def main(templates: Path, work: Path, out: Path, villages: int) -> None:
    texts = {path.name: path.read_text("utf-8") for path in templates.glob("*.html")}
    for name, ready, straight in STRAIGHT:
        texts[name] = texts[name].replace(ready, straight)
    data = json.loads((work / "data" / "county.json").read_text("utf-8"))
    environment = Environment(
        loader=DictLoader(texts),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["phones"] = phones
    environment.filters["heading"] = lambda kind, field, otherwise: otherwise
    inline = {name: Markup(data[name]) for name in ("style", "head", "script", "policy")}
    environment.globals["inline"] = {"village": inline}
    template = environment.get_template("village.html")
    county, lists = data["county"], data["lists"]
    for village in json.loads((work / "data" / "villages.json").read_text("utf-8"))[:villages]:
        held = lists[village["list"]]
        community = village["community"]
        doors = [
            SimpleNamespace(
                kind=kind,
                title=kind["door_community" if community else "door"],
                hint=kind["hint_community" if community else "hint"],
                anchor=f"list-{kind['id']}",
                items=kind["items"],
            )
            for kind in held["kinds"]
        ]
        page = template.render(
            county={
                "name": county["name"],
                "specimen": county["specimen"],
                "unreleased": False,
                "online": county,
            },
            edition=county["edition"],
            date=county["date"],
            mailbox=county["mailbox"],
            community=community,
            village=village,
            township=data["townships"][village["township"]],
            phone=village["phone"],
            doors=doors,
            frequent=[(door, item) for door in doors for item in door.items if item["frequent"]],
            examples=held["examples"],
            pinyin=held["pinyin"],
            county_link="../index.html",
            township_link=f"../t/{village['township']}/index.html",
        )
        path = out / village["path"] / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, "utf-8")


main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
