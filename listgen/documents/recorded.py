"""What the papers of single records are filled with: admissions, consultations, what villages reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from listgen.catalog.effective import TITLES
from listgen.catalog.model import Admission, Item, Village
from listgen.catalog.record import ADD, CANCEL, CHANGE, KEEP, MOVE, NO, PARTLY, YES, Consultation, Feedback
from listgen.catalog.roster import ADD as ADDED
from listgen.catalog.roster import COUNTY_WIDE
from listgen.documents.about import BLANK, About, Made
from listgen.documents.data import Data, chinese_date, common, list_data, list_tables, township_fields
from listgen.documents.life import numbered, opinion_counts, rounds_of, table

_ADOPTED = {YES: "采纳", PARTLY: "部分采纳", NO: "不采纳", "": "待研究"}
_ACTIONS = {MOVE: "划转", ADD: "新增", CANCEL: "取消", CHANGE: "修改", KEEP: "保留"}
_NUMERALS = ("", "一", "二", "三")
_WHOLE = "清单总体"


def admissions(about: About) -> Iterator[Made]:
    """准入审批表, 准入通知: one for each admission, and of the form a blank one."""
    for admission in about.catalog.admissions.values():
        yield _admission(about, admission)


def admission_forms(about: About) -> Iterator[Made]:
    """The same, with a blank one before them."""
    empty = dict.fromkeys(_ADMISSION, "")
    yield Made({**common(about.county, 0), "admission": empty}, record=BLANK)
    yield from (replace(made, says=(made.record, *made.says)) for made in admissions(about))


_ADMISSION = (
    *("id", "item", "name", "list", "lead", "applies", "where", "basis", "content", "authority", "cycle"),
    *("funding", "approved_by", "decided", "start", "end", "term"),
)


def _admission(about: About, admission: Admission) -> Made:
    item = next((one for one in about.catalog.items if one.id == admission.item), None)
    titles = {kind.id: kind.title for kind in about.catalog.kinds}
    start, end = chinese_date(admission.effective), chinese_date(admission.until)
    said = (admission.basis, admission.content, admission.authority, admission.cycle, admission.funding)
    texts = (*(text.rstrip("。") for text in said), admission.approved_by)
    values = {
        "id": admission.id,
        "item": admission.item,
        "name": item.name if item else "",
        "list": titles[item.kind] if item else "",
        "lead": item.lead if item else "",
        "applies": "、".join(TITLES[type_] for type_ in item.applies) if item else "",
        "where": "、".join(_where(about, admission)),
        **dict(zip(("basis", "content", "authority", "cycle", "funding", "approved_by"), texts, strict=True)),
        "decided": chinese_date(admission.decided) if admission.decided else "",
        "start": start,
        "end": end,
        "term": f"{start}至{end}",
    }
    says = tuple(filter(None, (values["name"], values["list"], values["where"], *texts, start, end)))
    return Made({**common(about.county, 1), "admission": values}, (), says, admission.id)


def _where(about: About, admission: Admission) -> Iterator[str]:
    """The places that an admission lets its item into, as overlays.csv has them."""
    villages = {village.id: village.name for village in about.catalog.villages}
    for overlay in about.catalog.overlays:
        if overlay.action == ADDED and overlay.admission == admission.id:
            township = about.catalog.townships.get(overlay.scope)
            if overlay.scope == COUNTY_WIDE:
                yield f"全{about.county.level}"
            else:
                yield township.name if township else villages.get(overlay.scope, overlay.scope)


def draft(about: About) -> Iterator[Made]:
    """征求意见稿: of the last round on this edition, as long as it was not issued."""
    rounds = rounds_of(about)
    if rounds and about.items and not about.issued:
        data = list_data(about.county, about.catalog.kinds, about.items)
        tables = list_tables(about.catalog.kinds, about.items)
        values = {**data, "round": _round(rounds[-1]), "form": str(len(tables) + 1)}
        yield Made(values, tables, record=rounds[-1].id)


def _round(one: Consultation) -> Data:
    return {
        "id": one.id,
        "number": str(one.round),
        "word": _NUMERALS[one.round],
        "opened": chinese_date(one.opened),
        "closed": chinese_date(one.closed) if one.closed else "",
        "asked": "、".join(one.asked),
        "offices": len(one.asked),
        **opinion_counts(one.opinions),
    }


def opinions(about: About) -> Iterator[Made]:
    """意见采纳情况表: all rounds on this edition, each opinion with what became of it."""
    rounds = rounds_of(about)
    names = {item.id: item.name for item in about.catalog.items}
    rows = [
        (
            f"第{_NUMERALS[one.round]}轮",
            opinion.department,
            names.get(opinion.item, opinion.item) or _WHOLE,
            opinion.text,
            _ADOPTED[opinion.adopted],
            opinion.reason,
        )
        for one in rounds
        for opinion in one.opinions
    ]
    if not rows:
        return
    fields = ("round", "department", "item", "text", "adopted", "reason")
    said = (opinion for one in rounds for opinion in one.opinions)
    data = {
        **common(about.county, len(rows)),
        "rounds": [_round(one) for one in rounds],
        "opinions": opinion_counts(said),
        "reviews": [
            {
                "by": one.legal.by,
                "date": chinese_date(one.legal.day),
                "result": "通过" if one.legal.passed else "不通过",
            }
            for one in rounds
            if one.legal
        ],
        "rows": numbered(fields, rows),
    }
    yield Made(data, (table("opinions", rows),))


def feedback(about: About) -> Iterator[Made]:
    """事项调整建议表: one for each report of a village."""
    villages = {village.id: village for village in about.catalog.villages}
    items = {item.id: item for item in about.catalog.items}
    for one in about.catalog.feedback:
        village = villages.get(one.village)
        if village is not None and village.active:
            yield _feedback(about, one, village, items.get(one.item))


def _feedback(about: About, one: Feedback, village: Village, item: Item | None) -> Made:
    titles = {kind.id: kind.title for kind in about.catalog.kinds}
    township = about.catalog.townships[village.township]
    decision = one.decision
    decided = {
        "date": chinese_date(decision.day) if decision else "",
        "action": _ACTIONS[decision.action] if decision else "",
        "list": titles.get(decision.kind, decision.kind) if decision else "",
        "by": decision.by if decision else "",
        "reason": decision.reason.rstrip("。") if decision else "",
    }
    name, list_ = _as_reported(about, one, item)
    values: Data = {
        "id": one.id,
        "date": chinese_date(one.day),
        "item": one.item,
        "name": name,
        "list": list_,
        "fact": one.fact,
        "interim": one.interim,
        "decision": decided,
    }
    data = {
        **common(about.county, 1),
        "village": {"id": village.id, "name": village.name},
        "township": township_fields(township),
        "feedback": values,
    }
    told = (one.id, village.name, chinese_date(one.day), name, list_)
    texts = (*told, one.fact, one.interim, *decided.values())
    return Made(data, (), tuple(filter(None, texts)), one.id, village.id)


def _as_reported(about: About, one: Feedback, item: Item | None) -> tuple[str, str]:
    """What the item was called and on which list it stood when the village reported: a decision moves it."""
    before = about.compared
    if before and before.day <= one.day < about.county.edition.date and one.item in before.were:
        return before.were[one.item]
    titles = {kind.id: kind.title for kind in about.catalog.kinds}
    return (item.name, titles[item.kind]) if item else ("", "")
