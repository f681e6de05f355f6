"""listgen laws: all citations by law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.cli.paths import check_new_file, project_folder
from listgen.cli.terminal import FAULTS, OK, Terminal, json_line
from listgen.findings import has_errors
from listgen.locale import visible, word

if TYPE_CHECKING:
    from listgen.catalog.law_report import Cited, CitedLaw
    from listgen.catalog.model import Catalog

_COLUMNS = (
    "law",
    "level",
    "since",
    "until",
    "article",
    "role",
    "binds",
    "id",
    "item",
    "kind",
    "state",
    "fix",
)


def laws(
    io: Terminal,
    project: Path,
    as_of: date | None = None,
    stale: bool = False,
    table: Path | None = None,
    as_json: bool = False,
) -> int:
    from listgen.catalog.law_report import cited_laws
    from listgen.catalog.load import read_catalog

    folder = project_folder(project, "laws")
    if table is not None:
        check_new_file(table, ".csv")
    loaded = read_catalog(folder)
    if loaded.county is None or loaded.catalog is None or has_errors(loaded.findings):
        io.show_errors(loaded.findings)
        io.out(io.say("done.explain-errors"))
        return FAULTS
    catalog, day = loaded.catalog, as_of or loaded.county.edition.date
    found = cited_laws(catalog, day)
    rows = [(law, one) for law in found for one in law.cited if one.stale or not stale]
    if table is not None:
        _save(io, catalog, rows, table)
    elif as_json:
        for law, one in rows:
            io.out(json_line({**_record(io, catalog, law, one), **_place(one)}))
    else:
        _tell(io, found, stale)
    if not as_json:
        _sum_up(io, found, day)
    return OK


def _tell(io: Terminal, found: tuple[CitedLaw, ...], stale: bool) -> None:
    from listgen.catalog.law_report import by_article

    for law in found:
        if not any(one.stale or not stale for one in law.cited):
            continue
        io.out(_head(io, law))
        for article, cited in by_article(law):
            shown = [one for one in cited if one.stale or not stale]
            if shown:
                io.out("  " + io.say("laws.article", article=article, items=_items(io, shown)))
            for one in shown:
                if one.stale:
                    worded = word(one.stale, io.language)
                    facts = {"place": one.citation.location, "text": worded.message, "fix": worded.fix}
                    io.out("    " + io.say("laws.stale", **facts))
    idle = [law.name for law in found if law.law and not law.cited]
    if idle and not stale:
        io.out("\n" + io.say("laws.idle", count=len(idle), laws=io.say("type.between").join(idle)))


def _head(io: Terminal, law: CitedLaw) -> str:
    if law.law is None:
        return io.say("laws.unregistered", law=law.name)
    facts = {
        "law": law.name,
        "level": io.say(f"level.{law.law.level}"),
        "since": law.since,
        "until": law.until,
    }
    days = "days" if law.since and law.until else "since" if law.since else "undated"
    return io.say(f"laws.head-{days}", **facts)


def _items(io: Terminal, cited: list[Cited]) -> str:
    entries = (
        io.say("laws.item", id=one.item.id, name=_called(one), role=io.say(f"role.{one.citation.role}"))
        for one in cited
    )
    return io.say("laws.between").join(entries)


def _called(one: Cited) -> str:
    return visible(one.item.short or one.item.name)


def _record(io: Terminal, catalog: Catalog, law: CitedLaw, one: Cited) -> dict[str, str]:
    """A citation as a row; its names are those of `_COLUMNS`."""
    stale, titles = one.stale, {kind.id: kind.short for kind in catalog.kinds}
    types = (io.say(f"type.{type_}") for type_ in one.citation.binds)
    return {
        "law": law.name,
        "level": io.say(f"level.{law.law.level}") if law.law else "",
        "since": str(law.since or ""),
        "until": str(law.until or ""),
        "article": one.citation.article,
        "role": io.say(f"role.{one.citation.role}"),
        "binds": io.say("type.between").join(types),
        "id": one.item.id,
        "item": one.item.name,
        "kind": titles.get(one.item.kind, one.item.kind),
        "state": word(stale, io.language).message if stale else "",
        "fix": word(stale, io.language).fix if stale else "",
    }


def _place(one: Cited) -> dict[str, object]:
    location = one.citation.location
    slug, facts = (one.stale.slug, one.stale.facts()) if one.stale else ("", {})
    return {"slug": slug, "instead": facts.get("instead", ""), "file": location.file, "line": location.line}


def _save(io: Terminal, catalog: Catalog, rows: list[tuple[CitedLaw, Cited]], path: Path) -> None:
    from listgen.save import save
    from listgen.sources.csv import render_csv

    heads = [io.say(f"laws.column-{name}") for name in _COLUMNS]
    lines = (_record(io, catalog, law, one) for law, one in rows)
    save(render_csv([heads, *([line[name] for name in _COLUMNS] for line in lines)]), path)
    io.out(io.say("done.laws-table", path=path, count=len(rows)))


def _sum_up(io: Terminal, found: tuple[CitedLaw, ...], day: date) -> None:
    cited = [law for law in found if law.cited]
    articles = sum(len(list(_articles(law))) for law in cited)
    citations = [one for law in cited for one in law.cited]
    stale = sum(one.stale is not None for one in citations)
    facts = {"laws": len(cited), "articles": articles, "citations": len(citations), "stale": stale}
    io.out(io.say("done.laws", day=day, **facts))


def _articles(law: CitedLaw) -> Iterator[str]:
    yield from dict.fromkeys(one.citation.article for one in law.cited)
