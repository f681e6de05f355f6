"""What a batch orders of the county as it is today, and what has to come down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as replaced
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from listgen.orders.batch import WITHDRAWN, Batch
from listgen.orders.select import Wish, select
from tests.faults.project import Edit, both, copy_base, copy_in_earnest, former_names, replace
from tests.orders.samples import DAY, source

SIGNS = ["center", "party", "committee", "collective", "supervision", "station", "hall"]
VILLAGES = "villages.csv"
MERGED = replace(VILLAGES, "0600-5551003,否,在用,", "0600-5551003,否,已并入,00001")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "project")


def chosen(project: Path, batches: Sequence[Batch] = (), **wish: object) -> Batch:
    name = f"第{len(batches) + 1}批"
    batch, findings = select(Wish(name, DAY, **wish), source(project, batches))  # type: ignore[arg-type]
    assert {found.slug for found in findings} <= {"order-village-inactive"}
    return batch


def lines(batch: Batch) -> list[tuple[str, str]]:
    return [(sign.owner.village, sign.slot) for sign in batch.signs]


def recalls(batch: Batch) -> list[tuple[str, str, str]]:
    return [(recall.owner.village, recall.name, recall.reason) for recall in batch.recalls]


def test_a_village_and_its_township_are_that_village(project: Path) -> None:
    both = chosen(project, villages=("00002",), townships=("01",))
    assert lines(both) == lines(chosen(project, villages=("00002",)))


def test_all_signs_of_all_villages_in_order(project: Path) -> None:
    batch = chosen(project)
    community = [slot for slot in SIGNS if slot != "collective"]
    wanted = [("00001", slot) for slot in SIGNS] + [("00002", slot) for slot in community]
    assert lines(batch) == wanted + [("00003", slot) for slot in SIGNS]
    assert [sign.number for sign in batch.signs] == list(range(1, 21))
    assert len({file.path for sign in batch.signs for file in sign.files}) == 60
    assert (batch.ledger.lines, batch.recalls) == (3, ())


@pytest.mark.parametrize(
    ("wish", "wanted"),
    [
        ({"villages": ("00002",), "slots": ("party",)}, [("00002", "party")]),
        ({"townships": ("02",), "slots": ("hall", "party")}, [("00003", "party"), ("00003", "hall")]),
        (
            {"villages": ("00001", "00003"), "townships": ("02",), "slots": ("station",)},
            [("00003", "station")],
        ),
    ],
)
def test_filters(project: Path, wish: dict[str, object], wanted: list[tuple[str, str]]) -> None:
    assert lines(chosen(project, (), **wish)) == wanted


def test_a_merged_village_asked_for_by_name_is_said(project: Path) -> None:
    batch, findings = select(Wish("一", DAY, villages=("00004",)), source(project))
    assert (batch.signs, [(one.slug, one.location.cell) for one in findings]) == (
        (),
        [("order-village-inactive", "A5")],
    )


def test_a_quantity_of_what_is_not_ordered_is_an_error(project: Path) -> None:
    wish = Wish("一", DAY, slots=("station",), quantities={"station": 2, "hall": 3})
    (found,) = select(wish, source(project))[1]
    assert (found.slug, found.severity, found.facts()["value"]) == (
        "order-quantity-unused",
        "error",
        "hall=3",
    )


def test_orders_are_in_order_of_time(project: Path) -> None:
    first = chosen(project)
    early = Wish("二", DAY - timedelta(days=1), slots=("hall",))
    assert [found.slug for found in select(early, source(project, [first]))[1]] == ["order-day-earlier"]
    assert chosen(project, [first], slots=("hall",)).number == 2


def test_quantities_are_by_sign(project: Path) -> None:
    batch = chosen(project, villages=("00001",), quantities={"station": 2})
    assert {sign.slot: sign.quantity for sign in batch.signs if sign.quantity > 1} == {"station": 2}
    assert batch.quantity == 8


def test_a_code_that_is_in_no_ledger_is_an_error(tmp_path: Path) -> None:
    project = copy_in_earnest(tmp_path / "project")
    ledger = project / "links.jsonl"
    ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[:2]))
    _, findings = select(Wish("二", DAY), source(project))
    assert [(finding.slug, finding.facts()["id"]) for finding in findings] == [
        ("order-code-unissued", "00003")
    ]
    assert findings[0].location.file == VILLAGES
    _, findings = select(Wish("二", DAY, slots=("party",)), source(project))  # has no code
    assert findings == []


def test_a_specimen_says_once_that_its_codes_are_in_no_ledger(project: Path) -> None:
    (project / "links.jsonl").unlink()
    _, findings = select(Wish("二", DAY), source(project))
    assert [(finding.slug, finding.facts()["count"]) for finding in findings] == [("order-specimen", "3")]


@pytest.mark.parametrize(
    ("edit", "ordered", "recalled"),
    [
        (lambda project: None, [], []),
        (
            replace(VILLAGES, "岚溪县清河镇青石村村民委员会", "岚溪县清河镇大青石村村民委员会"),
            [("00001", "committee")],
            [("00001", "委员会牌", "replaced")],
        ),
        (
            both(replace(VILLAGES, "清河镇河东社区党群服务中心", "无")),
            [],
            [("00002", "党群服务中心牌", "dropped")],
        ),
        (
            replace("county.yaml", "hotline: 0600-5550100", "hotline: 0600-5550101"),
            [("00001", "hall"), ("00002", "hall"), ("00003", "hall")],
            [
                ("00001", "大厅牌", "replaced"),
                ("00002", "大厅牌", "replaced"),
                ("00003", "大厅牌", "replaced"),
            ],
        ),
        (replace(VILLAGES, "0600-5551003", "0600-5551009"), [], []),
    ],
    ids=["nothing", "a wording", "a sign given up", "a phone on all", "a phone on none"],
)
def test_only_what_changed_since(
    project: Path, edit: Edit, ordered: list[tuple[str, str]], recalled: list[tuple[str, str, str]]
) -> None:
    before = chosen(project)
    edit(project)
    after = chosen(project, [before], since=before.name)
    assert lines(after) == ordered
    assert recalls(after) == recalled


def test_signs_of_a_merged_village_come_down_once(project: Path) -> None:
    first = chosen(project)
    MERGED(project)
    second = chosen(project, [first], since=first.name)
    assert lines(second) == []
    assert {recall.reason for recall in second.recalls} == {"merged"}
    assert [recall.name for recall in second.recalls] == [sign.name for sign in first.signs[-7:]]
    assert {recall.successor for recall in second.recalls} == {"青石村"}
    assert recalls(chosen(project, [first, second], since=first.name)) == []


def test_a_filter_limits_what_is_recalled(project: Path) -> None:
    first = chosen(project)
    MERGED(project)
    assert recalls(chosen(project, [first], villages=("00001",))) == []
    assert len(recalls(chosen(project, [first], villages=("00003",)))) == 7
    assert len(recalls(chosen(project, [first], slots=("party",), villages=("00003",)))) == 1


def test_another_copy_recalls_nothing(project: Path) -> None:
    first = chosen(project, slots=("station",))
    again = chosen(project, [first], slots=("station",))
    assert (len(again.signs), again.recalls) == (3, ())


def test_all_pieces_of_a_sign_come_down_whichever_batch_they_are_of(project: Path) -> None:
    """Two of the first batch, one more of the second; the third replaces them, the fourth knows it."""
    only: dict[str, Any] = {"villages": ("00001",), "slots": ("station",)}
    first = chosen(project, **only, quantities={"station": 2})
    second = chosen(project, [first], **only)
    replace(VILLAGES, "青石村新时代文明实践站", "青石新时代文明实践站")(project)
    third = chosen(project, [first, second], **only)
    assert [(recall.batch, recall.quantity, recall.reason) for recall in third.recalls] == [
        (first.name, 2, "replaced"),
        (second.name, 1, "replaced"),
    ]
    assert chosen(project, [first, second, third], **only).recalls == ()


def test_as_many_are_made_as_come_down(project: Path) -> None:
    """Unless a number is given. A copy of what hangs takes nothing down."""
    only: dict[str, Any] = {"villages": ("00001",), "slots": ("committee",)}
    first = chosen(project, **only, quantities={"committee": 3})
    assert chosen(project, [first], **only).quantity == 1
    replace(VILLAGES, "岚溪县清河镇青石村村民委员会", "岚溪县清河镇大青石村村民委员会")(project)
    assert chosen(project, [first], **only, since=first.name).quantity == 3
    assert chosen(project, [first], **only, quantities={"committee": 2}).quantity == 2


def test_signs_inside_are_the_same_after_a_rename(project: Path) -> None:
    """Though they say the village's name first of all: they are replaced, not dropped."""
    only: dict[str, Any] = {"villages": ("00001",), "slots": ("desk-card", "panel-300")}
    setting = "ink_condition: FOGRA39"
    replace("county.yaml", setting, f"{setting}\n  interior: [desk-card, panel-300]")(project)
    first = chosen(project, **only)
    both(replace(VILLAGES, "村,青石村,", "村,新石村,"), former_names({"00001": "青石村"}))(project)
    second, findings = select(Wish("二", DAY, since=first.name, **only), source(project, [first]))
    assert {recall.reason for recall in second.recalls} == {"replaced"} and len(second.recalls) == 2
    assert [finding.slug for finding in findings] == ["order-code-old-name"]


def test_no_order_is_older_than_its_codes(project: Path) -> None:
    early = Wish("一", date(2020, 1, 1), slots=("hall",))
    assert [found.slug for found in select(early, source(project))[1]] == ["order-day-before-ledger"]


MOVED = both(
    replace(VILLAGES, "00003,02,村,白石村", "00003,01,村,白石村"),
    replace(VILLAGES, "白石乡白石村党群服务中心", "清河镇白石村党群服务中心"),
)


@pytest.mark.parametrize("township", ["01", "02"])
def test_signs_of_a_village_that_moved_come_down(project: Path, township: str) -> None:
    """Whichever of its townships the order is for: the new one orders, and either takes down."""
    first = chosen(project)
    MOVED(project)
    second = chosen(project, [first], townships=("01",), since=first.name)
    assert ("00003", "党群服务中心牌", "replaced") in recalls(second)
    again = chosen(project, [first, replaced(second, recalls=())], townships=(township,), since=second.name)
    assert recalls(again) == [("00003", "党群服务中心牌", "replaced")]


def test_an_old_sign_beside_the_right_one_comes_down(project: Path) -> None:
    """The batch that took it down was withdrawn, and a later one had ordered the right one anyhow."""
    first = chosen(project)
    replace(VILLAGES, "白石乡白石村党群服务中心", "白石乡白石村新党群服务中心")(project)
    second = chosen(project, [first], since=first.name)
    third = chosen(project, [first, second], villages=("00003",), slots=("center",))
    held = [first, replaced(second, state=WITHDRAWN), third]
    fourth = chosen(project, held, since=third.name)
    assert (lines(fourth), recalls(fourth)) == ([], [("00003", "党群服务中心牌", "replaced")])


def test_what_was_taken_down_since_is_ordered_again(project: Path) -> None:
    first = chosen(project)
    new = replace(VILLAGES, "白石乡白石村党群服务中心", "白石乡白石村新党群服务中心")
    new(project)
    second = chosen(project, [first], since=first.name)
    replace(VILLAGES, "白石乡白石村新党群服务中心", "白石乡白石村党群服务中心")(project)
    third = chosen(project, [first, second], since=first.name)
    assert lines(third) == [("00003", "center")]
    assert [(recall.batch, recall.wording) for recall in third.recalls] == [
        (second.name, "白石乡白石村新党群服务中心")
    ]


def test_what_was_withdrawn_does_not_hang(project: Path) -> None:
    first = replaced(chosen(project), state=WITHDRAWN)
    MERGED(project)
    second = chosen(project, [first])
    assert (second.number, second.recalls) == (2, ())


def test_a_sign_ordered_twice_hangs_once(project: Path) -> None:
    first = chosen(project, villages=("00001",), slots=("committee",))
    replace(VILLAGES, "岚溪县清河镇青石村村民委员会", "岚溪县清河镇大青石村村民委员会")(project)
    second = chosen(project, [first], villages=("00001",), slots=("committee",))
    assert recalls(second) == [("00001", "委员会牌", "replaced")]
    MERGED(project)
    replace(VILLAGES, "0600-5551001,是,在用,", "0600-5551001,是,已并入,00002")(project)
    replace(VILLAGES, "已并入,00001", "已并入,00002")(project)
    third = chosen(project, [first, second])
    assert [(recall.owner.village, recall.wording) for recall in third.recalls] == [
        ("00001", "岚溪县清河镇大青石村村民委员会")
    ]


def test_since_counts_the_batches_before_it_too(project: Path) -> None:
    first = chosen(project, villages=("00001", "00002"))
    second = chosen(project, [first], villages=("00003",))
    assert lines(chosen(project, [first, second], since=second.name)) == []


def test_what_a_later_batch_has_is_told(project: Path) -> None:
    first = chosen(project, villages=("00001", "00002"))
    second = chosen(project, [first], villages=("00003",))
    batch, findings = select(Wish("三", DAY, since=first.name), source(project, [first, second]))
    assert {village for village, _ in lines(batch)} == {"00003"}
    assert [(finding.slug, finding.facts()["count"]) for finding in findings] == [("order-repeats", "7")]


def test_names_of_earlier_days_are_kept(project: Path) -> None:
    first = chosen(project, villages=("00001",))
    both(replace(VILLAGES, "村,青石村,", "村,新石村,"), former_names({"00001": "青石村"}))(project)
    assert {sign.owner.name for sign in first.signs} == {"青石村"}
    assert lines(chosen(project, [first], since=first.name, villages=("00001",))) == []  # no sign says it
