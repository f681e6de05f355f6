"""What the examples' records say: 凤冈's feedback that moved an item, 伊通's three rounds of consultation."""

from __future__ import annotations

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
