"""listgen links: ids, and what becomes of the printed codes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from listgen.cli.issue import head_facts
from listgen.cli.paths import absolute, project_folder, quoted
from listgen.cli.table import aligned
from listgen.cli.terminal import FAULTS, OK, USAGE, Terminal, UsageFault, json_line
from listgen.findings import has_errors
from listgen.links import Link, fingerprint, read_fingerprint
from listgen.locale import visible

if TYPE_CHECKING:
    from listgen.edit.fates import Printed
    from listgen.edit.retire import Retired

MAP_SUFFIX = "-重定向"


def mint(io: Terminal, project: Path) -> int:
    from listgen.edit import links

    minted = links.mint(project_folder(project, "links mint"))
    io.show(minted.findings, False, True)
    if has_errors(minted.findings):
        io.out(io.say("done.mint-refused"))
        return FAULTS
    for name, village_id in minted.ids:
        io.out(f"{village_id}  {visible(name)}")
    io.out(io.say("done.mint" if minted.ids else "done.mint-none", count=len(minted.ids)))
    return OK


def list_links(
    io: Terminal,
    project: Path,
    batch: str | None = None,
    printed: str | None = None,
    as_json: bool = False,
) -> int:
    from listgen.edit.fates import read_printed

    if printed is not None:
        return _find(io, project, printed, as_json)
    found, findings = read_printed(project_folder(project, "links list"))
    batches = tuple(dict.fromkeys(one.link.batch for one in found))
    if batch is not None and batch not in batches and not has_errors(findings):
        known = io.say("links.batches").join(batches) or io.say("links.no-batch")
        io.refuse("batch-unknown", {"value": batch, "known": known})
        return USAGE
    chosen = [one for one in found if batch in (None, one.link.batch)]
    if as_json:
        for one in chosen:
            io.out(json_line(_record(one)))
    else:
        heading = tuple(
            io.say(f"links.{name}") for name in ("seq", "date", "batch", "id", "name", "fate", "url")
        )
        for line in aligned([heading, *(_row(io, one) for one in chosen)] if chosen else []):
            io.out(line)
    io.show(findings, as_json, True)
    if not as_json:
        io.out(io.say("done.list", count=len(chosen)))
        if found and not has_errors(findings):
            io.out(io.say("links.head", **head_facts([one.link for one in found])))
        if any(not one.fates for one in chosen):
            io.out(io.say("links.no-fates"))
    return FAULTS if has_errors(findings) else OK


def _find(io: Terminal, project: Path, text: str, as_json: bool) -> int:
    """Which line of the ledger a fingerprint was printed for."""
    from listgen.edit.fates import find_fingerprint, read_printed

    wanted = read_fingerprint(text)
    if not wanted:
        raise UsageFault("usage.bad-fingerprint", value=text)
    found, findings = read_printed(project_folder(project, "links list"))
    links = tuple(one.link for one in found)
    link = None
    if not has_errors(findings):
        link, lost = find_fingerprint(links, wanted)
        findings += lost
    io.show(findings, as_json, True)
    if link is None:
        return FAULTS
    facts = {"fingerprint": wanted, "seq": str(link.sequence), "batch": link.batch, "date": link.date}
    since = len(links) - link.sequence
    if as_json:
        io.out(json_line({**facts, "since": str(since)}))
    else:
        io.out(io.say("done.fingerprint", **facts, since=since))
    return OK


def retire(
    io: Terminal, project: Path, village: str, into: str | None = None, dissolved: bool = False
) -> int:
    from listgen.edit import retire as edit

    if into is None and not dissolved:
        raise UsageFault("usage.into-or-dissolved")
    retired = edit.retire(project_folder(project, "links retire"), village, into or "", dissolved)
    if retired.village is None:
        io.show(retired.findings, False, True)
        io.out(io.say("done.retire-refused"))
        return FAULTS
    _tell_retired(io, retired, project, dissolved)
    return OK


def _tell_retired(io: Terminal, retired: Retired, project: Path, dissolved: bool) -> None:
    """What was written, which signs hang out there, what their codes open from now on, what comes next."""
    village, successor = retired.village, retired.successor
    assert village is not None
    facts = {"name": visible(village.name), "id": village.id}
    facts |= {"successor": visible(successor.name), "into": successor.id} if successor else {}
    fate = "dissolved-into" if dissolved and successor else "dissolved" if dissolved else "merged"
    io.out(io.say(f"done.retire-{fate}", **facts))
    batches: dict[tuple[str, str, str], Link] = {}
    for link in retired.links:
        batches.setdefault((link.batch, link.date, link.name), link)
    if batches:
        io.out("\n" + io.say("retire.signs", count=len(retired.links), **facts))
        for line in aligned((*key, link.url) for key, link in batches.items()):
            io.out("  " + line)
        io.out(io.say(f"retire.opens-{fate}", **facts))
    else:
        io.out("\n" + io.say("retire.no-signs", **facts))
    for follower in retired.followers:
        io.out(io.say("retire.follower", follower=visible(follower.name), id=follower.id))
    io.out("\n" + io.say("next.retire", project=quoted(project)))


def map_links(io: Terminal, project: Path, out: Path | None = None, follow_merged: bool = False) -> int:
    from listgen.edit.redirects import redirect_maps
    from listgen.save import save

    folder = project_folder(project, "links map")
    target = absolute(out or folder.with_name(folder.name + MAP_SUFFIX))
    if target.exists() and not target.is_dir():
        raise UsageFault("usage.not-a-folder", value=str(target))
    maps = redirect_maps(folder, follow_merged)
    if has_errors(maps.findings):
        io.show_errors(maps.findings)
        return FAULTS
    if not maps.count:
        io.out(io.say("done.map-pages" if maps.others else "done.map-none"))
    for name, data in maps.files.items():
        save(data, target / name)
        io.out(str(target / name))
    if maps.count:
        io.out(io.say("done.map", count=maps.count))
    for base in maps.skipped:
        io.out(io.say("done.map-skipped", base=base))
    return OK


def _row(io: Terminal, one: Printed) -> tuple[str, ...]:
    link = one.link
    return (str(link.sequence), link.date, link.batch, link.id, link.name, _fates(io, one), link.url)


def _fates(io: Terminal, one: Printed) -> str:
    successor = one.successor
    facts = {
        "now": one.now,
        "successor": successor.name if successor else "",
        "id": successor.id if successor else "",
    }
    kinds = ("dissolved-into" if fate == "dissolved" and successor else str(fate) for fate in one.fates)
    return io.say("links.between").join(io.say(f"fate.{kind}", **facts) for kind in kinds)


def _record(one: Printed) -> dict[str, object]:
    link, successor = one.link, one.successor
    return {
        "seq": str(link.sequence),
        "date": link.date,
        "batch": link.batch,
        "id": link.id,
        "name": link.name,
        "url": link.url,
        "fates": [str(fate) for fate in one.fates],
        "page": one.page,
        "now": one.now,
        "successor": successor.id if successor else "",
        "fingerprint": fingerprint(link),
    }
