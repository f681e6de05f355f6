"""What the papers say at their edges: long names, nothing to tell of, a 市, a 区, a 旗, a community."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from listgen.catalog.record import Consultation, Decision, Feedback, LegalReview, OldSign, Opinion
from listgen.county import County
from listgen.documents.about import About, Made
from listgen.documents.hung import Hung
from listgen.documents.life import assessment
from listgen.documents.papers import render_booklet, render_list
from listgen.documents.recorded import draft, feedback, opinions
from listgen.documents.signs import summary
from listgen.verify.word import check_docx
from tests.catalog.samples import files, load
from tests.documents.every import every_paper
from tests.documents.reader import grids, paragraphs, said
from tests.documents.samples import COUNTY, ITEMS, KINDS, NOWHERE, community, shipped_template, view

DAY = date(2026, 11, 21)
OPENED = date(2026, 5, 18)
ROUND = Consultation("ZX-2026-01", 1, "2026-1", OPENED, None, ("县民政局",), (), None, NOWHERE)
REPORT = Feedback("FK-2026-01", "00001", OPENED, "", "反映的事", "先这样办", None, NOWHERE)
DECISION = Decision(DAY, "cancel", "", "县专班", "不需要证明。", NOWHERE)


def about(county: County = COUNTY, **records: object) -> About:
    """A county of two townships and four villages with these records."""
    catalog, findings = load(files())
    assert findings == []
    held = Hung("一横两竖", {"00001": 3})
    return About(county, replace(catalog, kinds=KINDS, **records), DAY, ITEMS, hung=held)  # type: ignore[arg-type]


def paper(name: str, made: Iterator[Made]) -> bytes:
    """The one paper that is made, as a Word file."""
    (one,) = made
    return shipped_template(name).render(one.data)


def named(body: str = COUNTY.issuing.body, day: date = DAY, **fields: str) -> County:
    return replace(COUNTY, issuing=replace(COUNTY.issuing, body=body, date=day, **fields))


@pytest.mark.parametrize(
    ("length", "day", "styles"),
    [
        (4, date(2026, 1, 1), ("GwSign9", "GwDate")),
        (14, date(2026, 11, 1), ("GwSign10", "GwDate")),
        (14, DAY, ("GwSign11", "GwDate")),
        (15, DAY, ("GwSignLong", "GwDateLong")),
        (20, DAY, ("GwSignLong", "GwDateLong")),
        (21, date(2026, 1, 1), ("GwSignLonger", "GwDateLonger")),
        (40, DAY, ("GwSignLonger", "GwDateLonger")),
    ],
)
def test_the_date_stands_below_its_body_however_long(length: int, day: date, styles: tuple[str, str]) -> None:
    body = "县" * length
    letter = paper(
        "consultation-draft", draft(about(named(body), consultations=(replace(ROUND, opened=day),)))
    )
    listed = render_list(shipped_template("list"), named(body, day), KINDS, ITEMS)
    for data in (letter, listed):
        found = [one for one in paragraphs(data) if one.style.startswith(("GwSign", "GwDate"))]
        assert tuple(one.style for one in found) == styles
        assert found[0].text == body
        found_odd = {finding.slug for finding in check_docx(data, "x.docx")}
        assert found_odd.isdisjoint({"gbt-date-place", "gbt-signature-place"})


def test_a_title_names_who_writes() -> None:
    for body in ("岚溪县委办公室", "县" * 18, "县" * 27):
        letter = paper("consultation-draft", draft(about(named(body), consultations=(ROUND,))))
        title = "".join(one.text for one in paragraphs(letter) if one.style == "GwTitle")
        assert title == f"{body}关于征求《岚溪县村级组织事务清单（征求意见稿）》意见的函"


@pytest.mark.parametrize(
    ("name", "level"),
    [("岚溪县", "县"), ("岚溪自治县", "县"), ("岚溪市", "市"), ("岚溪区", "区"), ("岚溪右旗", "旗")],
)
def test_a_list_says_what_the_county_is(name: str, level: str) -> None:
    text = said(render_list(shipped_template("list"), replace(COUNTY, name=name), KINDS, ITEMS))
    assert f"结合我{level}实际" in text
    assert f"{level}直各单位" in text


def test_a_review_without_records_says_that_there_were_none() -> None:
    data = paper("assessment", assessment(about()))
    text = said(data)
    assert text.count("无。") == 4
    assert "0轮" not in text and "0件" not in text


def test_a_round_that_is_open_says_so_and_counts_only_what_there_is() -> None:
    said_of = [Opinion("县民政局", "", "意见", adopted, "", NOWHERE) for adopted in ("yes", "yes", "no", "")]
    review = LegalReview("县司法局", DAY, False, NOWHERE)
    text = said(
        paper(
            "opinions",
            opinions(about(consultations=(replace(ROUND, opinions=tuple(said_of), legal=review),))),
        )
    )
    assert "第一轮（2026年5月18日起）" in text
    assert "收到4条，其中采纳2条、不采纳1条、待研究1条。" in text
    assert "合法性审查：县司法局于2026年11月21日审查，不通过。" in text
    closed = replace(ROUND, closed=DAY, opinions=tuple(said_of[:1]))
    text = said(paper("opinions", opinions(about(consultations=(closed,)))))
    assert "第一轮（2026年5月18日至2026年11月21日）" in text
    assert "合法性审查" not in text


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        (None, ["（清单以外的事项）", "（盖章）　　　　年　　月　　日"]),
        (DECISION, ["取消。理由：不需要证明。", "（盖章）　　2026年11月21日"]),
        (replace(DECISION, action="move", kind="duty"), ["划转，列入《依法履行职责事项清单》。理由："]),
        (replace(DECISION, reason=""), ["取消。\n"]),
    ],
)
def test_a_report_without_an_item_or_a_decision_can_be_written_in(
    decision: Decision | None, says: list[str]
) -> None:
    text = said(paper("feedback", feedback(about(feedback=(replace(REPORT, decision=decision),)))))
    assert [words for words in says if words not in text] == []
    assert "。。" not in text


@pytest.mark.parametrize(("pieces", "words"), [(3, "没有增减"), (6, "减少50.0%"), (2, "增加50.0%")])
def test_the_sum_of_signs_is_a_sentence(pieces: int, words: str) -> None:
    old = OldSign("00001", "展板", "", pieces, "", "", "取消", "", DAY, "")
    text = said(paper("sign-summary", summary(about(old_signs=(old,)))))
    assert f"查出旧牌{pieces}块，清理后3块，{words}。" in text


@pytest.mark.parametrize(("held", "unit"), [(view, "本村"), (community, "本社区")])
def test_a_refusal_names_the_kind_of_place(held: Callable[[], object], unit: str) -> None:
    text = said(render_booklet(shipped_template("decline"), COUNTY, KINDS, held()))  # type: ignore[arg-type]
    assert f"{unit}不予承接：" in text
    assert "法律、法规规定应当由村级组织办理或者协助的" in text


def test_without_a_telephone_nobody_is_told_to_call() -> None:
    silent = replace(COUNTY, online=replace(COUNTY.online, hotline="", mailbox=""))
    for data in (
        render_list(shipped_template("list"), silent, KINDS, ITEMS),
        render_booklet(shipped_template("decline"), silent, KINDS, view()),
    ):
        assert "监督电话" not in said(data) and "监督邮箱" not in said(data)


TWO_LINES = {"移到网上", "挂牌单位（依据）"}


def test_no_head_is_wider_than_its_column() -> None:
    """At 12 points a character is 4.24 mm, and a cell leaves 1.6 mm on each side."""
    wide = {
        (name, head)
        for name, (_, data) in every_paper().items()
        for grid in grids(data)
        for head, width in zip(grid.rows[0], grid.widths, strict=True)
        if len(head) * 12 * 20 > width - 2 * 91 and head not in TWO_LINES
    }
    assert wide == set()
