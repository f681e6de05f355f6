"""Old signs against the roster and the scheme: what one was merged into hangs there; how many there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from listgen.catalog.cleanup import DAY, FATE, MERGED, NAME, TARGET
from listgen.catalog.cleanup_counts import CleanupCount, count_cleanup, is_besides, is_done
from listgen.catalog.model import Catalog, Village
from listgen.catalog.record import OldSign
from listgen.catalog.rooms import rooms_by_village
from listgen.findings import Finding, error, warn
from listgen.preflight.subject import Subject
from listgen.signage.scheme import Scheme
from listgen.signage.sign import boards_of


def check_old_signs(
    scheme: Scheme, chosen: Collection[str], catalog: Catalog, day: date, *, issued: bool
) -> Iterator[Finding]:
    """What is wrong with where old signs went; with the edition `issued`, also what still hangs.

    `chosen` are the ids of the signs inside that the county has made.
    """
    inside = tuple(slot.name for slot in scheme.interior if slot.id in chosen)
    villages = {village.id: village for village in catalog.villages}
    rooms = rooms_by_village(catalog.rooms, catalog.villages)
    still: dict[str, list[OldSign]] = {}
    for sign in catalog.old_signs:
        village = villages.get(sign.owner)
        if village is None:
            if sign.target and sign.owner in catalog.townships:
                yield error("township-sign-in-scheme", sign.places[TARGET], value=sign.target)
            continue
        if sign.target and village.active:
            held = (*inside, *(room.name for room in rooms[village.id]))
            yield from _check_target(sign, village, held, scheme)
        elif is_besides(sign, village) and not sign.basis:
            facts = {"value": sign.name, "village": village.name, "scheme": scheme.title}
            yield warn("kept-sign-outside-scheme", sign.places[NAME], **facts)
        if issued and not is_done(sign, day):
            still.setdefault(sign.owner, []).append(sign)
    for owner, signs in still.items():
        yield _unfinished(villages[owner], signs)


def cleanup_counts(subject: Subject) -> dict[str, CleanupCount]:
    """How many signs each village and township with old signs had, and has by the scheme, by its id."""
    return count_cleanup(subject.catalog, boards_by_village(subject), subject.day)


def boards_by_village(subject: Subject) -> dict[str, int]:
    """How many boards the scheme hangs in each village that has old signs."""
    owners = {sign.owner for sign in subject.catalog.old_signs}
    return {
        view.village.id: boards_of(subject.scheme, subject.county, view)
        for view in subject.views
        if view.village.id in owners
    }


def _check_target(
    sign: OldSign, village: Village, inside: tuple[str, ...], scheme: Scheme
) -> Iterator[Finding]:
    """A column of the roster that gives the village a sign; of a merged one also a room or a sign inside."""
    known = (*scheme.columns, *(inside if sign.fate == MERGED else ()))
    place, target = sign.places[TARGET], sign.target
    if target not in known:
        choices = "、".join(known)
        yield error("unknown-standard-sign", place, value=target, village=village.name, choices=choices)
    elif target in scheme.columns and target not in village.plaques:
        yield error("standard-sign-not-hung", place, value=target, village=village.name)


def _unfinished(village: Village, signs: list[OldSign]) -> Finding:
    first = signs[0].places
    count = sum(sign.quantity for sign in signs)
    place = first[DAY if DAY in first else FATE]
    return warn("cleanup-unfinished", place, value=count, village=village.name, name=signs[0].name)
