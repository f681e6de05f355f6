"""Consultation rounds and feedback: their form, and that they speak of what there is."""

from __future__ import annotations

import itertools
import json

import pytest

from listgen.catalog.record_rules import check_records
from listgen.findings import Location
from tests.catalog.samples import DAY, admission, files, item, line_of, load, seen

ROUND, REPORT = "records/consultation/ZX-2026-01.yaml", "records/feedback/FK-2026-01.yaml"
ITEMS = (item("CN-0001"), item("CN-0002", kind="not-permitted", destination={"who": "甲局", "how": "乙"}))


def record(**fields: object) -> str:
    """A record, a field a line; a field that is None is left out."""
    known = ((name, value) for name, value in fields.items() if value is not None)
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in known)


def opinion(**fields: object) -> dict[str, object]:
    known = {"department": "县民政局", "item": "CN-0001", "opinion": "改一改", "adopted": "yes"}
    return {name: value for name, value in (known | fields).items() if value is not None}


def a_round(**fields: object) -> str:
    known: dict[str, object] = {"id": "ZX-2026-01", "round": "1", "draft": "2026-1", "opened": "2026-03-01"}
    known |= {"closed": "2026-03-15", "asked": ["县民政局", "白云镇"], "opinions": [opinion()]}
    return record(**(known | fields))


def a_report(**fields: object) -> str:
    known: dict[str, object] = {"id": "FK-2026-01", "village": "00001", "date": "2026-05-06"}
    known |= {"item": "CN-0001", "fact": "有人来问", "interim": "先办"}
    return record(**(known | fields))


def decision(**fields: object) -> dict[str, object]:
    known = {"date": "2026-06-01", "action": "move", "kind": "duty", "by": "专班", "reason": "理由"}
    return {name: value for name, value in (known | fields).items() if value is not None}


REFUSED = a_round(opinions=[opinion(adopted="no")])
LEGAL = {"by": "县司法局", "date": "2026-04-01", "passed": "yes"}


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        (ROUND, a_round(), []),
        (ROUND, a_round(legal=LEGAL), []),
        (ROUND, a_round(closed=None, opinions=[opinion(adopted=None)]), []),
        (ROUND, a_round(opinions=[opinion(item=None)]), []),
        (ROUND, a_round(opinions=[opinion(adopted=None)]), [("missing-choice", "opinions", "adopted")]),
        (
            ROUND,
            a_round(opinions=[opinion(adopted="no")]),
            [("opinion-without-reason", "opinions", "县民政局")],
        ),
        (ROUND, a_round(opinions=[opinion(adopted="partly", reason="因为")]), []),
        (ROUND, a_round(round="4"), [("field-not-a-choice", "round", "4")]),
        (ROUND, a_round(draft="2026"), [("bad-code", "draft", "2026")]),
        (ROUND, a_round(asked=None), [("missing-field", "id", "asked")]),
        (
            ROUND,
            a_round(closed="2026-02-01"),
            [("consultation-closed-before-opened", "closed", "2026-02-01")],
        ),
        (ROUND, a_round(legal={"by": "局", "date": "2026-04-01"}), [("missing-choice", "legal", "passed")]),
        (ROUND, a_round(approved="是"), [("unknown-field", "approved", "approved")]),
        (REPORT, a_report(), []),
        (REPORT, a_report(item=None, interim=None), []),
        (REPORT, a_report(decision=decision()), []),
        (REPORT, a_report(fact="找 13800000000 问"), [("record-mobile", "fact", "138…")]),
        (REPORT, a_report(decision=decision(kind=None)), [("decision-kind", "decision", "move")]),
        (REPORT, a_report(decision=decision(action="keep")), [("decision-kind", "decision", "keep")]),
        (
            REPORT,
            a_report(decision=decision(date="2026-05-01")),
            [("decided-before-reported", "decision", "2026-05-01")],
        ),
        (REPORT, a_report(fact="〔请填写：事实〕"), [("record-not-filled", "fact", "事实")]),
        (
            REPORT,
            a_report(fact="〔请填写〕", village="〔请填写：编号〕"),
            [("record-not-filled", "village", "编号"), ("record-not-filled", "fact", "fact")],
        ),
        (REPORT, "# 〔请填写：说明〕\n" + a_report(), []),
    ],
    ids=itertools.count(),
)
def test_form(file: str, text: str, found: list[tuple[str, str, str]]) -> None:
    _, findings = load(files(ITEMS) | {file: text})
    places = [(slug, Location(file, line=line_of(text, f"{key}:")), value) for slug, key, value in found]
    assert seen(findings) == places


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        (ROUND, a_round(), []),
        (ROUND, a_round(opinions=[opinion(item="CN-0009")]), [("record-of-unknown-item", 7, "CN-0009")]),
        (ROUND, a_round(opinions=[opinion(department="县局")]), [("opinion-of-nobody-asked", 7, "县局")]),
        (ROUND, a_round(asked=["县民政局", "县民证局"]), [("asked-department-unknown", 1, "县民证局")]),
        (ROUND, a_round(asked=["县民政局", "甲局"]), []),
        (REPORT, a_report(item="CN-0009"), [("record-of-unknown-item", 1, "CN-0009")]),
        (REPORT, a_report(village="00099"), [("record-of-unknown-village", 1, "00099")]),
        (REPORT, a_report(decision=decision(kind="other")), [("unknown-kind", 7, "other")]),
        (REPORT, a_report(decision=decision(kind="assist")), [("decision-not-carried-out", 7, "FK-2026-01")]),
        (REPORT, a_report(decision=decision(kind="assist", date="2027-06-01")), []),
        (REPORT, a_report(id="ZX-2026-01"), []),
        ("records/admission/ZR-2026-01.yaml", admission(), [("record-of-unknown-item", 1, "LX-0001")]),
    ],
    ids=itertools.count(),
)
def test_they_speak_of_what_there_is(file: str, text: str, found: list[tuple[str, int, str]]) -> None:
    loaded, findings = load(files(ITEMS) | {file: text})
    assert findings == []
    places = [(slug, Location(file, line=line), value) for slug, line, value in found]
    assert seen(check_records(loaded, DAY)) == places


def test_one_id_is_one_record_and_a_round_is_held_once() -> None:
    again = "records/consultation/ZX-2026-02.yaml"
    texts = {ROUND: a_round(), again: a_round(id="ZX-2026-02"), REPORT: a_report(id="ZX-2026-01")}
    loaded, _ = load(files(ITEMS) | texts)
    assert seen(check_records(loaded, DAY)) == [
        ("round-twice", Location(again, line=1), "1"),
        ("duplicate-record", Location(REPORT, line=1), "ZX-2026-01"),
    ]


def test_a_retired_item_rests_on_a_record() -> None:
    retired = {"on": "2026-05-01", "why": "甲", "record": "FK-2026-01"}
    over = item("CN-0003", state="retired", retired=retired)
    loaded, _ = load(files((*ITEMS, over)))
    assert [(one.slug, one.facts()["value"]) for one in check_records(loaded, DAY)] == [
        ("unknown-record", "FK-2026-01")
    ]
    loaded, _ = load(files((*ITEMS, over)) | {REPORT: a_report(item="CN-0003")})
    assert [*check_records(loaded, DAY)] == []
