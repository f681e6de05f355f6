"""What the examples' records and days say: an item that moved, three rounds of consultation, what was cut."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from listgen.catalog.diff import ChangeKind, diff
from listgen.catalog.listing import listing_of
from listgen.catalog.load import load_catalog
from listgen.catalog.release import as_released, load_releases
from listgen.findings import Location
from listgen.preflight.release import check_gate
from tests.examples.test_examples import read


def test_fenggang_tells_what_moved_and_by_whose_decision() -> None:
    files, county, catalog = read("fenggang")
    (release,), findings = load_releases(files)
    assert findings == [] and release.number == "2026-1" and release.specimen
    counts = {count.kind: count.items["village"] for count in release.counts}
    assert counts == {"duty": 16, "assist": 30, "not-permitted": 35, "delegated": 20, "basic": 0}
    before, found = load_catalog(as_released(files, release.number), county.division_code)
    assert before is not None and found == []
    changes = diff(listing_of(before, release.day), listing_of(catalog, county.edition.date))
    assert {(change.kind, change.item, change.record) for change in changes} == {
        (ChangeKind.MOVED, "FG-0001", "FK-2026-01"),
        (ChangeKind.RENAMED, "FG-0001", "FK-2026-01"),
        (ChangeKind.CANCELLED, "FG-0002", "FK-2026-02"),
    }


def test_yitong_may_be_issued_after_three_rounds() -> None:
    _, county, catalog = read("yitong")
    rounds = sorted(catalog.consultations, key=lambda one: one.round)
    assert [one.round for one in rounds] == [1, 2, 3]
    opinions = [opinion for one in rounds for opinion in one.opinions]
    assert {opinion.adopted for opinion in opinions} == {"yes", "partly", "no"}
    known = {item.id for item in catalog.items}
    assert all(opinion.decided and (not opinion.item or opinion.item in known) for opinion in opinions)
    places = (Location("county.yaml"), Location("county.yaml"))
    assert list(check_gate(catalog, county, (), None, places, county.edition.date)) == []


@pytest.mark.parametrize(
    ("name", "before", "cut"),
    [
        ("anji", date(2026, 2, 28), {"form": 50, "certificate": 74}),
        ("jiangsu", date(2026, 6, 30), {"ledger-civil": 7}),
    ],
)
def test_what_was_cut_is_told_with_who_does_it_now(name: str, before: date, cut: dict[str, int]) -> None:
    _, county, catalog = read(name)
    changes = diff(listing_of(catalog, before), listing_of(catalog, county.edition.date))
    assert {change.kind for change in changes} == {ChangeKind.CANCELLED}
    assert Counter(change.old.item.kind for change in changes if change.old) == cut
    now = [change.new.item.retirement for change in changes if change.new]
    assert len(now) == sum(cut.values()) and all(retirement and retirement.instead for retirement in now)
