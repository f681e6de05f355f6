"""What a notice asks of villages, and what of that is on a county's list. It decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from listgen.catalog.asking import Sentence, speaking_of_villages
from listgen.catalog.effective import Effective, state_on
from listgen.catalog.likeness import Likeness, Likenesses
from listgen.catalog.model import Catalog, Item
from listgen.catalog.view import ViewItem
from listgen.sources.notice import Passage

LISTED, MAYBE, NOT_PERMITTED = "listed", "maybe-listed", "not-permitted"
NOT_LISTED, NOT_ASKED = "not-listed", "not-asked"
ENOUGH = 1.6  # of a likeness: about two pairs of characters that no other item has
SURE = 2.5  # below it a long sentence shares as much with what it is not about
_NEAR = 0.6  # of the best one: worth a look as well


@dataclass(frozen=True, slots=True)
class Form:
    """A way to burden villages that the rules restrict: how it is worded, and words of the item that says so.

    `leads`: that item says more of the sentence than what the sentence is about.
    """

    id: str
    pattern: re.Pattern[str]
    named: tuple[str, ...]
    leads: bool = False


FORMS = (
    Form("pledge", re.compile("责任状|责任书|承诺书|保证书|军令状"), ("责任状",), leads=True),
    Form(
        "assessment",
        re.compile("考核|评比|评定|打分|排名|一票否决|达标|验收|绩效"),
        ("一票否决", "达标"),
        leads=True,
    ),
    Form("plaque", re.compile("挂牌|(?:加挂|悬挂|制作).{0,8}牌|上墙"), ("加挂牌子",), leads=True),
    Form("form", re.compile("填[报写].{0,20}表|报表|统计表|进度表|台账表"), ("填报表格",), leads=True),
    Form("ledger", re.compile("台账|一[户人村]一档|档案|工作日志"), ("填报表格",)),
    Form("proof", re.compile("(?:出具|开具|提供).{0,20}证明|证明.{0,10}(?:出具|开具|盖章)"), ()),
    Form(
        "mechanism",
        re.compile("(?:成立|组建|设立|建设|建立).{0,20}(?:小组|专班|工作站|服务站|队|委员会|中心)|专人|专岗"),
        ("工作机制",),
    ),
    Form("enforcement", re.compile("执法|处罚|罚款|拆除|查封|扣押|没收"), ("行政执法",)),
    Form("app", re.compile("APP|app|小程序|公众号|微信群|打卡|平台.{0,6}上传|关注率|点赞"), ()),
    Form("fee", re.compile("征订|订阅|摊派|代收|代缴|垫[付支]|集资"), ()),
)
_APPROVAL = re.compile("(?:审核|批准|备案|制表).{0,12}号|〔20[0-9]{2}〕")


@dataclass(frozen=True, slots=True)
class Named:
    """A form that a sentence has, the word for it, and the item that restricts it, if the list has one."""

    form: str
    word: str
    item: Item | None


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence of the notice and what the list has of it.

    `view` is the item as the list has it; `like` is one that it does not have, `state` why. `also` are others
    worth a look. All are for a person to judge.
    """

    sentence: Sentence
    verdict: str
    likeness: Likeness | None
    view: ViewItem | None
    forms: tuple[Named, ...]
    also: tuple[Likeness, ...]
    state: str = ""


def lint(passages: Iterable[Passage], catalog: Catalog, day: date) -> tuple[Remark, ...]:
    """A remark on each sentence that asks something of villages, or does to them what the rules restrict."""
    effective = Effective(catalog, day)
    reader = _Reader(catalog, day, {view.id: view for view in effective.county()})
    sentences = speaking_of_villages(passages)
    return tuple(remark for sentence in sentences if (remark := reader.remark(sentence)))


class _Reader:
    def __init__(self, catalog: Catalog, day: date, views: dict[str, ViewItem]) -> None:
        self._catalog = catalog
        self._day = day
        self._views = views
        self._likenesses = Likenesses(catalog.items)
        self._restricting = [item for item in catalog.items if item.destination and item.id in views]

    def remark(self, sentence: Sentence) -> Remark | None:
        found = self._likenesses.of(sentence.about)
        scores = {one.item.id: one for one in found}
        forms = tuple(self._forms(sentence))
        if not sentence.asks and not forms:
            return None
        likely = [one for one in found if one.score >= ENOUGH]
        leading = next((form for form in forms if form.item and _LEADS[form.form]), None)
        best = likely[0] if likely else None
        if leading and leading.item and not (best and best.item.destination):
            best = scores.get(leading.item.id) or Likeness(leading.item, 0.0, (leading.word,))
        also = tuple(
            one for one in likely if best and one.item.id != best.item.id and one.score >= _NEAR * best.score
        )
        view = self._views.get(best.item.id) if best else None
        verdict = NOT_LISTED if sentence.asks else NOT_ASKED
        if best and view:
            listed = LISTED if best.score >= SURE else MAYBE
            verdict = NOT_PERMITTED if best.item.destination else listed
        state = state_on(best.item, self._day) if best and not view else ""
        return Remark(sentence, verdict, best, view, forms, also[:2], state)

    def _forms(self, sentence: Sentence) -> Iterator[Named]:
        for form in FORMS:
            match = form.pattern.search(sentence.parts)
            if match is None or (form.id == "form" and _APPROVAL.search(sentence.text)):
                continue
            yield Named(form.id, match[0], self._restricted_by(form, sentence.parts))

    def _restricted_by(self, form: Form, text: str) -> Item | None:
        """The item that restricts a form: the one whose word the text has, else that of the last word."""
        word = next((word for word in form.named if word in text), form.named[-1] if form.named else "")
        return next((item for item in self._restricting if word and word in item.name), None)


_LEADS = {form.id: form.leads for form in FORMS}
