"""A village's own contact of an item, as overlays.csv has it, against what its papers and its page say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from listgen.findings import Finding, Location, error
from listgen.verify.promised import Owner

OVERLAYS = "overlays.csv"
CONTACT = "联系"
_HEADINGS = ("电话", "地点")
Rows = Sequence[tuple[int, dict[str, str]]]  # line and cells


def check_contacts(
    owners: Iterable[Owner], townships: Mapping[str, str], overlays: Rows, day: str
) -> Iterator[Finding]:
    """Each contact of the day is said where it belongs and nowhere else; the village's before the township's.

    `townships` by village id.
    """
    given: dict[tuple[str, str], list[tuple[int, str, str]]] = defaultdict(list)
    for line, row in overlays:
        if row.get("动作") == CONTACT and row.get("自", "") <= day <= (row.get("至") or "9999"):
            for heading in _HEADINGS:
                if row.get(heading):
                    given[row.get("事项", ""), heading].append((line, row.get("范围", ""), row[heading]))
    of_county = {
        item: said for owner in owners if owner.level == "county" for item, said in owner.says.items()
    }
    for owner in (owner for owner in owners if owner.level == "village" and owner.id in townships):
        for (item, _), contacts in given.items():
            if item in owner.says:
                scopes = (owner.id, townships[owner.id])
                yield from _check(owner, item, scopes, contacts, of_county.get(item, ()))


def _check(
    owner: Owner,
    item: str,
    scopes: tuple[str, ...],
    contacts: list[tuple[int, str, str]],
    of_county: tuple[str, ...],
) -> Iterator[Finding]:
    said = owner.says[item]
    mine = [one for scope in scopes for one in contacts if one[1] == scope][:1]
    for line, _, text in mine:
        if text not in said:
            yield error(
                "project-contact", Location(OVERLAYS, line=line), value=text, item=item, name=owner.name
            )
    wanted = {text for _, _, text in mine} | set(of_county)
    for line, _, text in contacts:
        if text in said and text not in wanted:
            yield error(
                "project-contact", Location(OVERLAYS, line=line), value=text, item=item, name=owner.name
            )
